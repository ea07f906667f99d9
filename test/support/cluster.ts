import { mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { BootProblem, type EmbeddedPostgres, migrate, startEmbedded, stopAbandoned } from '#db'

/** The migrated database that every test's own is copied from. */
export const templateName = 'template_tajdeed'

export interface TestCluster {
  readonly server: EmbeddedPostgres
  readonly dataDir: string
  /** The superuser's address of one database of the cluster. */
  urlOf(database: string): string
  /** One statement that may not run in a transaction, such as `create database`. */
  admin(statement: string): Promise<void>
}

const prefix = 'tajdeed-test-'
const keptFolder = join(tmpdir(), 'tajdeed-kept')

/** Shared by every file of a run, since they share a process; started by the first that asks. */
let starting: Promise<TestCluster> | undefined

export function testCluster(): Promise<TestCluster> {
  starting ??= startCluster()
  return starting
}

async function startCluster(): Promise<TestCluster> {
  await sweepAbandoned()
  const dataDir = mkdtempSync(join(tmpdir(), prefix))
  const server = await startEmbedded({ dataDir, durable: false })
  // A file that is run by itself has no runner to stop the cluster after it.
  process.once('exit', (code) => {
    server.stopNow()
    if (code === 0) rmSync(dataDir, { recursive: true, force: true })
    else keepCluster(dataDir)
  })
  const urlOf = (database: string) => {
    const url = new URL(server.ownerUrl)
    url.pathname = `/${database}`
    return url.href
  }
  const admin = async (statement: string) => {
    const client = new pg.Client({ connectionString: server.ownerUrl })
    await client.connect()
    await client.query(statement).finally(() => client.end())
  }
  await admin(`create database ${templateName}`)
  await migrate(urlOf(templateName), new Date(0))
  return { server, dataDir, urlOf, admin }
}

/** The last failed run's cluster stays for a look: `npm run kept` opens it again. */
function keepCluster(dataDir: string): void {
  rmSync(keptFolder, { recursive: true, force: true })
  renameSync(dataDir, keptFolder)
}

/** A run that was killed leaves its server behind. */
async function sweepAbandoned(): Promise<void> {
  const names = readdirSync(tmpdir()).filter((name) => name.startsWith(prefix))
  for (const name of names) {
    const dataDir = join(tmpdir(), name)
    try {
      await stopAbandoned(dataDir)
      rmSync(dataDir, { recursive: true, force: true })
    } catch (error) {
      // Another run holds it, or another user's did.
      if (!(error instanceof BootProblem)) throw error
    }
  }
}
