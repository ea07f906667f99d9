import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import pg from 'pg'
import { BootProblem } from './boot-problem.ts'

/**
 * The role the program runs as. It owns nothing: each migration grants what its room's code needs.
 */
export const appRole = 'tajdeed_app'

const migrationsFolder = new URL('../../../migrations/', import.meta.url)

/** Serialises starts on one database; any number will do as long as it never changes. */
const migrationLock = 7_233_615_002

interface Migration {
  readonly number: number
  readonly name: string
  readonly sql: string
  readonly sha256: string
}

/**
 * Brings a database to the newest schema: makes the app's role, then runs each new file of
 * `migrations/` in its own transaction. Starts at the same time wait for each other. Returns the
 * names it applied.
 * @throws BootProblem when an applied file was changed or is gone, or the role may not be made
 */
export async function migrate(
  ownerUrl: string,
  at: Date,
  folder: URL = migrationsFolder,
): Promise<string[]> {
  const files = await readMigrations(folder)
  const client = await connectAsOwner(ownerUrl)
  try {
    await client.query('select pg_advisory_lock($1)', [migrationLock])
    await ensureAppRole(client)
    const applied = await readApplied(client)
    const pending = pendingOf(files, applied)
    for (const file of pending) await apply(client, file, at)
    return pending.map((file) => file.name)
  } finally {
    await client.end()
  }
}

/**
 * One connection as the owner. @throws BootProblem when nobody answers or the address is refused
 */
export async function connectAsOwner(ownerUrl: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: ownerUrl,
    connectionTimeoutMillis: 5_000,
    // Another start may be migrating a large table: wait for it, yet not for ever.
    statement_timeout: 600_000,
    application_name: 'tajdeed migrate',
  })
  client.on('error', () => {})
  try {
    await client.connect()
  } catch (cause) {
    const url = new URL(ownerUrl)
    const where = `${url.hostname}:${url.port || 5432}${url.pathname}`
    const why = cause instanceof Error ? cause.message || cause.name : String(cause)
    throw new BootProblem(`The database at ${where} cannot be reached: ${why}.`, { cause })
  }
  const { rows } = await client.query<{ follows: boolean }>('select pg_is_in_recovery() as follows')
  if (!rows[0]!.follows) return client
  await client.end()
  throw new BootProblem(
    'This PostgreSQL is a standby, or a backup that is still being restored: it cannot be written ' +
      'to. Give the address of the primary, or wait for the end of the restore.',
  )
}

async function readMigrations(folder: URL): Promise<Migration[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
  const migrations = await Promise.all(
    files.map(async (file) => {
      const number = Number(/^(\d{6})_[a-z0-9_]+\.sql$/.exec(file)?.[1])
      if (!number)
        throw new BootProblem(`migrations/${file} is not named like 000001_what_it_adds.sql.`)
      const sql = await readFile(new URL(file, folder), 'utf8')
      const sha256 = createHash('sha256').update(sql).digest('hex')
      return { number, name: basename(file, '.sql'), sql, sha256 }
    }),
  )
  const twice = migrations.find((migration, i) => migration.number === migrations[i + 1]?.number)
  if (twice) throw new BootProblem(`Two migrations have the number of ${twice.name}.`)
  return migrations
}

/**
 * Roles belong to the server, not to one database, so another database of it may make the role at
 * the same moment: that is success. Without the grant the owner could not `set role` to it.
 */
async function ensureAppRole(client: pg.Client): Promise<void> {
  try {
    const { rows } = await client.query<{ present: boolean; member: boolean }>(
      `select count(*) > 0 as present,
              coalesce(bool_or(pg_has_role(current_user, oid, 'member')), false) as member
         from pg_roles where rolname = $1`,
      [appRole],
    )
    if (!rows[0]!.present)
      await client.query(`create role ${appRole} nologin`).catch(ignoreExisting)
    if (!rows[0]!.member) await client.query(`grant ${appRole} to current_user`)
  } catch (cause) {
    throw new BootProblem(
      `The role ${appRole} is missing and may not be made by this user. Let an administrator ` +
        `run: create role ${appRole} nologin; grant ${appRole} to <the user of DATABASE_URL>;`,
      { cause },
    )
  }
}

/** duplicate_object, or unique_violation when two sessions were inside at once. */
function ignoreExisting(error: { code?: string }): void {
  if (error.code !== '42710' && error.code !== '23505') throw error
}

async function readApplied(client: pg.Client): Promise<Omit<Migration, 'sql'>[]> {
  await client.query(`
    create schema if not exists platform;
    create table if not exists platform.migration (
      number integer primary key,
      name text not null,
      sha256 text not null,
      applied_at timestamptz not null
    )`)
  const { rows } = await client.query<Omit<Migration, 'sql'>>(
    'select number, name, sha256 from platform.migration order by number',
  )
  return rows
}

/**
 * History is forward only: editing an applied file, or slipping one in before it, would leave two
 * databases that look alike and are not.
 */
function pendingOf(files: Migration[], applied: Omit<Migration, 'sql'>[]): Migration[] {
  const byNumber = new Map(files.map((file) => [file.number, file]))
  for (const done of applied) {
    const file = byNumber.get(done.number)
    if (!file)
      throw new BootProblem(
        `The database has migration ${done.name}, which this version does not know: ` +
          'it was written by a newer one. Start that version.',
      )
    if (file.name !== done.name || file.sha256 !== done.sha256)
      throw new BootProblem(
        `migrations/${file.name}.sql was changed after it was applied (as ${done.name}). ` +
          'Restore it and put the change into a new file.',
      )
  }
  const newest = applied.at(-1)?.number ?? 0
  const done = new Set(applied.map((migration) => migration.number))
  const pending = files.filter((file) => !done.has(file.number))
  const late = pending.find((file) => file.number < newest)
  if (late)
    throw new BootProblem(
      `migrations/${late.name}.sql comes before one that was already applied: ` +
        'give it a new number.',
    )
  return pending
}

/**
 * Elsewhere two names that nobody reads. On a spread database a new table stays a plain one until
 * `distribute` moves it, whatever it refers to, and a file may change several tables in a row.
 */
const onCluster = `set local citus.enable_local_reference_table_foreign_keys = off;
  set local citus.multi_shard_modify_mode = 'sequential'`

async function apply(client: pg.Client, file: Migration, at: Date): Promise<void> {
  await client.query('begin')
  try {
    // A migration that waits for a lock makes every later statement wait behind it: fail instead.
    await client.query(`set local lock_timeout = '5s'; ${onCluster}`)
    await client.query(file.sql)
    await client.query(
      `insert into platform.migration (number, name, sha256, applied_at) values ($1, $2, $3, $4)`,
      [file.number, file.name, file.sha256, at],
    )
    await client.query('commit')
  } catch (cause) {
    await client.query('rollback').catch(() => {})
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new BootProblem(`Migration ${file.name} failed and was rolled back: ${why}.`, { cause })
  }
}
