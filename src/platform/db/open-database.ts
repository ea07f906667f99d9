import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { clientAtHome, type Home } from './client-at-home.ts'
import { asking, preparing } from './prepare-statements.ts'
import { borrowing, sharingLanes } from './share-lanes.ts'
import type { Db, NoTables } from './transaction.ts'
import { watchWrites } from './watch-writes.ts'

export interface DatabaseOptions {
  /** `postgres://user:password@host:port/database`. */
  readonly url: string
  /** Sessions run as this role from their first statement on; `reset role` comes back to it. */
  readonly role?: string
  /** The most connections this pool opens. Web, engine and janitor have a pool each. */
  readonly max: number
  /** Connections beside those, which reads outside of transactions share; none when absent. */
  readonly lanes?: number
  /** Shown in `pg_stat_activity`. */
  readonly applicationName: string
  /** A connection died. The pool replaces it; this is for the log. */
  readonly onConnectionLost?: (error: Error) => void
  /** Only where the installation lives; a connection elsewhere is refused. */
  readonly home?: Home | undefined
  /** Told before and after each writing statement and each commit: `claim.before`. */
  readonly onStep?: ((label: string) => void) | undefined
  /** Told each statement that was answered, with its values; for looking at what really runs. */
  readonly onStatement?: ((text: string, values: readonly unknown[]) => void) | undefined
}

export interface OpenDatabase {
  readonly db: Db
  /** Waits for statements that are running, then closes every connection. */
  close(): Promise<void>
}

/**
 * Every wait has an end: without them a full pool or a lost lock holder hangs a request for ever.
 */
const limits = {
  connectionTimeoutMillis: 5_000,
  statement_timeout: 10_000,
  lock_timeout: 3_000,
  idle_in_transaction_session_timeout: 10_000,
}

/**
 * Opens a pool. Nothing is connected before the first statement.
 * In results int8 is `bigint`, numeric a string, timestamptz a `Date`, date and timestamp strings,
 * jsonb parsed, bytea a `Buffer`. In parameters a JavaScript array is a PostgreSQL array: stringify
 * what goes into a jsonb column.
 */
export function openDatabase(options: DatabaseOptions): OpenDatabase {
  const lost = options.onConnectionLost ?? (() => {})
  const config = {
    ...connectionOf(options.url, options.role),
    ...limits,
    application_name: options.applicationName,
    keepAlive: true,
    types: resultTypes,
  }
  const Client = options.home ? clientAtHome(options.home) : pg.Client
  const pool = new pg.Pool({ ...config, Client, max: options.max, idleTimeoutMillis: 30_000 })
  // A pool listens only to its idle connections: a socket that dies under a statement is an `error`
  // event nobody hears, and that ends the process.
  pool.on('connect', (client) => client.on('error', lost))
  pool.on('error', () => {})
  const count = options.lanes ?? 0
  const prepared =
    count === 0
      ? preparing(pool)
      : borrowing(
          preparing(pool),
          sharingLanes(pool, { count, Client, config, onLost: lost }),
          asking,
        )
  const watched = options.onStep ? watchWrites(prepared, options.onStep) : prepared
  const { onStatement } = options
  const db = new Kysely<NoTables>({
    dialect: new PostgresDialect({ pool: watched }),
    ...(onStatement ? { log: ({ query }) => onStatement(query.sql, query.parameters) } : {}),
  })
  return { db, close: () => db.destroy() }
}

/** Session settings travel as `options` of the connection, beside those the address already has. */
function connectionOf(address: string, role: string | undefined): { connectionString: string } {
  const url = new URL(address)
  const settings = ['-c timezone=UTC', ...(role ? [`-c role=${role}`] : [])]
  const given = url.searchParams.get('options')
  url.searchParams.set('options', [given, ...settings].filter(Boolean).join(' '))
  return { connectionString: url.href }
}

type Parser = (text: string) => unknown

const parsers: ReadonlyMap<number, Parser> = new Map<number, Parser>([
  [pg.types.builtins.INT8, BigInt],
  // The driver would read these two in the machine's own time zone and shift the day.
  [pg.types.builtins.DATE, (text) => text],
  [pg.types.builtins.TIMESTAMP, (text) => text],
  [1016, readInt8Array],
])

/** int8[] has the same text form as text[], whose type id is 1009; the driver names neither. */
function readInt8Array(text: string): (bigint | null)[] {
  const read = pg.types.getTypeParser(1009 as never) as (text: string) => (string | null)[]
  return read(text).map((item) => (item === null ? null : BigInt(item)))
}

const resultTypes: pg.CustomTypesConfig = {
  getTypeParser(id: number, format?: string) {
    const ours = format === 'binary' ? undefined : parsers.get(id)
    return ours ?? pg.types.getTypeParser(id, format as never)
  },
}
