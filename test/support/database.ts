import { fileURLToPath } from 'node:url'
import { getCallSites } from 'node:util'
import { appRole, type Db, openDatabase } from '#db'
import { templateName, testCluster } from './cluster.ts'

export interface TestDatabase {
  /** The database's own name. */
  readonly name: string
  /** As the program sees it: with the app's role and its grants. */
  readonly db: Db
  /** As its owner, for what a test must arrange or inspect behind the program's back. */
  readonly ownerDb: Db
  /** The owner's address. */
  readonly url: string
  /** Closes the connections; drops the database unless a test of its file failed. */
  drop(): Promise<void>
}

/** Files with a failed test, told by the runner; undefined when a file is run without it. */
let failedFiles: Set<string> | undefined
const kept: string[] = []
let made = 0

/**
 * A fresh, migrated database for one test file, copied from a template in about 40 ms.
 * Usage: `const database = await testDatabase('ledger')` and `after(() => database.drop())`.
 */
export async function testDatabase(name: string): Promise<TestDatabase> {
  const file = fileOf(getCallSites(2)[1]?.scriptName ?? '')
  const cluster = await testCluster()
  made += 1
  const database = `${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_')}_${made}`
  // FILE_COPY skips the WAL that the default strategy writes for every page of the template.
  await cluster.admin(`create database ${database} template ${templateName} strategy file_copy`)
  const url = cluster.urlOf(database)
  const app = openDatabase({ url, role: appRole, max: 8, lanes: 2, applicationName: 'test' })
  const owner = openDatabase({ url, max: 2, applicationName: 'test owner' })
  const drop = async () => {
    await Promise.all([app.close(), owner.close()])
    // Without a runner, the exit code decides about the whole cluster.
    if (failedFiles === undefined) return
    if (failedFiles.has(file)) kept.push(database)
    else await cluster.admin(`drop database ${database} with (force)`)
  }
  return { name: database, db: app.db, ownerDb: owner.db, url, drop }
}

/** Stack traces name modules by their address, the runner by their path. */
function fileOf(script: string): string {
  return script.startsWith('file:') ? fileURLToPath(script) : script
}

/** For the runner: after this, databases are dropped as soon as their file has passed. */
export function watchFailures(): { noteFailed(file: string): void; kept(): readonly string[] } {
  const failed = new Set<string>()
  failedFiles = failed
  return { noteFailed: (file) => failed.add(file), kept: () => kept }
}
