import { mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import pg from 'pg'
import { BootProblem, type EmbeddedPostgres, migrate, startEmbedded, stopAbandoned } from '#db'

/** The migrated database that every test's own is copied from. */
export const templateName = 'template_tajdeed'

export interface TestCluster {
  readonly server: EmbeddedPostgres
  readonly dataDir: string
  /** The superuser's address of one database of the cluster. */
  urlOf(database: string): string
  /** The same by way of a Unix socket: a fifth less work per statement than over TCP. */
  socketUrlOf(database: string): string
  /** One statement that may not run in a transaction, such as `create database`. */
  admin(statement: string): Promise<void>
}

const prefix = 'tajdeed-test-'
/** What a failed run leaves for a look; swept after a day. */
const keptPrefix = 'tajdeed-kept-'
const keptForMs = 24 * 60 * 60 * 1000

/** Shared by every file of a run, since they share a process; started by the first that asks. */
let starting: Promise<TestCluster> | undefined
let stopped = false

/**
 * `async` on purpose: node:test finds the suite of a test by the promise that was awaited before
 * it, and a file that awaits another file's promise would register its tests there.
 */
export async function testCluster(): Promise<TestCluster> {
  starting ??= startCluster()
  return await starting
}

async function startCluster(): Promise<TestCluster> {
  await sweepAbandoned()
  const dataDir = mkdtempSync(join(tmpdir(), prefix))
  const server = await startEmbedded({ dataDir, durable: false, socketFolder: dataDir })
  // A file that is run by itself has no runner to stop the cluster after it.
  process.once('exit', (code) => {
    if (stopped) return
    server.stopNow()
    discard(dataDir, code !== 0)
  })
  const urlOf = (database: string) => {
    const url = new URL(server.ownerUrl)
    url.pathname = `/${database}`
    return url.href
  }
  const socketUrlOf = (database: string) => {
    const url = new URL(urlOf(database))
    url.searchParams.set('host', dataDir)
    return url.href
  }
  const admin = async (statement: string) => {
    const client = new pg.Client({ connectionString: server.ownerUrl })
    await client.connect()
    await client.query(statement).finally(() => client.end())
  }
  await admin(`create database ${templateName}`)
  await migrate(urlOf(templateName), new Date(0))
  return { server, dataDir, urlOf, socketUrlOf, admin }
}

/** For the runner, after the last test. Returns the folder in which a cluster to keep now is. */
export async function stopTestCluster({ keep }: { keep: boolean }): Promise<string | undefined> {
  if (!starting) return undefined
  const { server, dataDir } = await starting
  await server.stop()
  stopped = true
  return discard(dataDir, keep)
}

function discard(dataDir: string, keep: boolean): string | undefined {
  const kept = join(tmpdir(), basename(dataDir).replace(prefix, keptPrefix))
  if (keep) renameSync(dataDir, kept)
  else rmSync(dataDir, { recursive: true, force: true })
  return keep ? kept : undefined
}

/** A run that was killed leaves its server behind, a failed one its files. */
async function sweepAbandoned(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const dataDir = join(tmpdir(), name)
    const isOld = () => Date.now() - statSync(dataDir).mtimeMs > keptForMs
    if (!name.startsWith(prefix) && !(name.startsWith(keptPrefix) && isOld())) continue
    try {
      await stopAbandoned(dataDir)
      rmSync(dataDir, { recursive: true, force: true })
    } catch (error) {
      // Another run holds it, or another user's did.
      if (!(error instanceof BootProblem)) throw error
    }
  }
}
