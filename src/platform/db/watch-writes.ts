import type { PostgresPool, PostgresPoolClient } from 'kysely'

/** A verb and a table with its schema: `for update of x` and `do update set` have none. */
const target = /\b(insert into|update|delete from)\s+"?([a-z_]+)"?\."?([a-z_]+)"?/gi
const ownName = /^\s*\/\* ([a-z-]+) \*\//

/**
 * What a statement that writes is called: its own name from a comment at its beginning, else what
 * it does to which tables, `insert-renewal.attempt`. Undefined for one that only reads.
 */
export function labelOfWrite(sql: string): string | undefined {
  const writes = [...sql.matchAll(target)].map(([, verb, schema, table]) => {
    const [word] = verb!.toLowerCase().split(' ')
    return `${word}-${schema}.${table}`
  })
  if (writes.length === 0) return undefined
  return ownName.exec(sql)?.[1] ?? [...new Set(writes)].join('+')
}

/**
 * A pool whose connections tell of each writing statement and of each commit that follows some.
 * It stands where every statement passes, so no store can write without being seen.
 */
export function watchWrites(pool: PostgresPool, onStep: (label: string) => void): PostgresPool {
  const watched = new WeakMap<PostgresPoolClient, PostgresPoolClient>()
  return {
    end: () => pool.end(),
    async connect() {
      const client = await pool.connect()
      const known = watched.get(client) ?? watchClient(client, onStep)
      watched.set(client, known)
      return known
    },
  } as PostgresPool
}

type Releasable = { release(broken?: boolean): void }
type Query = (sql: string, parameters: readonly unknown[]) => Promise<unknown>

function watchClient(
  client: PostgresPoolClient,
  onStep: (label: string) => void,
): PostgresPoolClient {
  /** What the open transaction wrote last: its commit is known by that. */
  let written: string | undefined
  const query: Query = async (sql, parameters) => {
    const label = sql === 'commit' ? written && `commit-${written}` : labelOfWrite(sql)
    const ends = sql === 'commit' || sql === 'rollback'
    if (label) onStep(`${label}.before`)
    const result = await (client as { query: Query }).query(sql, parameters)
    if (label) onStep(`${label}.after`)
    written = ends || /^start transaction/.test(sql) ? undefined : (label ?? written)
    return result
  }
  // The pool gives a connection another release each time it hands it out.
  const release = (broken?: boolean) => (client as Releasable).release(broken)
  return Object.assign(Object.create(client), { query, release })
}
