import { randomBytes } from 'node:crypto'
import type pg from 'pg'
import { BootProblem } from './boot-problem.ts'
import { connectAsOwner } from './migrate.ts'

/** What this installation is; one row for the whole database. */
export interface Install {
  readonly environment: 'sandbox' | 'production'
  readonly createdAt: Date
  /** 32 random bytes that sign the login-free links to receipts. */
  readonly receiptSecret: Buffer
  /**
   * True when the rows come from another server or another timeline: a restored backup, a clone, or
   * a standby that took over. Outside effects after the backup are not in it, so nothing may be
   * charged or sent before a reconciliation.
   */
  readonly moved: boolean
  /** When it was first found there, if it was moved: the old server worked until then at most. */
  readonly foundAt: Date | null
  /** System identifier and timeline of the server that the database is on now. */
  readonly server: string
}

interface InstallRow {
  environment: 'sandbox' | 'production'
  system_identifier: string
  timeline: string
  created_at: Date
  receipt_secret: Buffer
  server_here: string
  timeline_here: string
  found_on: string | null
  found_at: Date | null
  home: boolean
}

/**
 * Of the WAL that is being written. The control file tells of the last checkpoint, which a server
 * that has just been promoted makes a while later.
 */
const timelineHere = `('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::bigint`

/**
 * Of `install` and `here` at $1: on its own server and timeline, or on the next one while a person
 * said so before.
 */
export const isHome = `
  install.system_identifier = here.system_identifier::text
  and (install.timeline = here.timeline
       or (here.timeline = install.timeline + 1 and $1 < coalesce(install.ahead_until, '-infinity')))`

export const here = `(select system_identifier, ${timelineHere} as timeline from pg_control_system()) as here`

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
         (only_row, environment, system_identifier, timeline, created_at, receipt_secret)
       select true, $1, system_identifier::text, timeline, $2, $3 from ${here}
       on conflict do nothing`,
      [environment, at, randomBytes(32)],
    )
    const { rows } = await client.query<InstallRow>(
      `select install.*, here.system_identifier::text as server_here,
              here.timeline as timeline_here, ${isHome} as home
         from platform.install install, ${here}`,
      [at],
    )
    const row = rows[0]!
    if (row.environment !== environment)
      throw new BootProblem(
        `This database was made for TAJDEED_ENV=${row.environment}, not ${environment}. ` +
          'Use that, or another DATABASE_URL or DATA_DIR.',
      )
    const server = `${row.server_here}/${row.timeline_here}`
    const isKnown = row.home || row.found_on === server
    if (!isKnown) await setFound(client, server, at)
    // A failover that was announced is over: the next one has to be announced again.
    if (row.home && row.timeline_here !== row.timeline) await settleInstall(client)
    return {
      environment,
      createdAt: row.created_at,
      receiptSecret: row.receipt_secret,
      moved: !row.home,
      foundAt: row.home ? null : isKnown ? row.found_at : at,
      server,
    }
  } finally {
    await client.end()
  }
}

async function setFound(client: pg.ClientBase, server: string, at: Date): Promise<void> {
  await client.query('update platform.install set found_on = $1, found_at = $2', [server, at])
}

async function settleInstall(client: pg.ClientBase): Promise<void> {
  await client.query(
    `update platform.install
        set system_identifier = here.system_identifier::text, timeline = here.timeline,
            ahead_until = null, ahead_by = null, found_on = null, found_at = null
       from ${here}`,
  )
}

/** After a restore: this server is where the installation lives now. */
export async function releaseInstall(ownerUrl: string): Promise<void> {
  const client = await connectAsOwner(ownerUrl)
  try {
    await settleInstall(client)
  } finally {
    await client.end()
  }
}

/** Before a failover that loses nothing: the next timeline, and only that, is home until then. */
export async function releaseAhead(
  ownerUrl: string,
  ahead: { readonly by: string; readonly until: Date },
): Promise<void> {
  const client = await connectAsOwner(ownerUrl)
  try {
    await client.query('update platform.install set ahead_until = $1, ahead_by = $2', [
      ahead.until,
      ahead.by,
    ])
  } finally {
    await client.end()
  }
}
