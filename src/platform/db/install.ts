import { randomBytes } from 'node:crypto'
import { BootProblem } from './boot-problem.ts'
import { connectAsOwner } from './migrate.ts'

/** What this installation is; one row for the whole database. */
export interface Install {
  readonly environment: 'sandbox' | 'production'
  readonly createdAt: Date
  /** 32 random bytes that sign the login-free links to receipts. */
  readonly receiptSecret: Buffer
  /**
   * True when the rows come from another server: a restored backup or a clone. Outside effects
   * after the backup are not in it, so nothing may be charged or sent before a reconciliation.
   */
  readonly moved: boolean
  /** The system identifier of the server that the database is on now. */
  readonly server: string
}

interface InstallRow {
  environment: 'sandbox' | 'production'
  system_identifier: string
  here: string
  created_at: Date
  receipt_secret: Buffer
}

/**
 * Reads the installation's row, writing it on the first start.
 * @throws BootProblem when the database belongs to the other environment
 */
export async function openInstall(
  ownerUrl: string,
  environment: Install['environment'],
  at: Date,
): Promise<Install> {
  const client = await connectAsOwner(ownerUrl)
  try {
    await client.query(
      `insert into platform.install
         (only_row, environment, system_identifier, created_at, receipt_secret)
       select true, $1, system_identifier::text, $2, $3 from pg_control_system()
       on conflict do nothing`,
      [environment, at, randomBytes(32)],
    )
    const { rows } = await client.query<InstallRow>(
      `select install.*, here.system_identifier::text as here
         from platform.install install, pg_control_system() here`,
    )
    const row = rows[0]!
    if (row.environment !== environment)
      throw new BootProblem(
        `This database was made for TAJDEED_ENV=${row.environment}, not ${environment}. ` +
          'Use that, or another DATABASE_URL or DATA_DIR.',
      )
    return {
      environment,
      createdAt: row.created_at,
      receiptSecret: row.receipt_secret,
      moved: row.here !== row.system_identifier,
      server: row.here,
    }
  } finally {
    await client.end()
  }
}

/** After a restore: this server is where the installation lives now. */
export async function releaseInstall(ownerUrl: string): Promise<void> {
  const client = await connectAsOwner(ownerUrl)
  try {
    await client.query(
      `update platform.install set system_identifier = here.system_identifier::text
         from pg_control_system() here`,
    )
  } finally {
    await client.end()
  }
}
