import type { PostgresPool, PostgresPoolClient } from 'kysely'
import type pg from 'pg'

/**
 * Statements from this length on are planned once per connection. Those of a dozen CTEs take 2 to
 * 4 ms to plan, longer than they run for one renewal: with batches of 50, PostgreSQL spent 265 µs
 * per automatic renewal without and 235 with; renewals over the API, of some 40 statements each,
 * went from 77 to 112 per second. The shortest (begin, commit, the clock) have nothing to plan. A
 * plan made while tables were small is made again when autovacuum has counted them, within a minute
 * of their growth.
 */
const leastLength = 60

/** Names by text, the same on every connection. Hot statements are constant texts, so few. */
const names = new Map<string, string>()

/** Statements whose text grows with a list would fill the backends' memory: past this, unnamed. */
const mostNames = 500

function nameOf(text: string): string | undefined {
  const name = names.get(text) ?? (names.size < mostNames ? `s${names.size + 1}` : undefined)
  if (name !== undefined) names.set(text, name)
  return name
}

/** The pool as the query builder sees it, with long statements prepared under a name. */
export function preparing(pool: pg.Pool): PostgresPool {
  const known = new WeakMap<pg.PoolClient, PostgresPoolClient>()
  return {
    async connect() {
      const client = await pool.connect()
      const wrapped = known.get(client) ?? wrap(client)
      known.set(client, wrapped)
      return wrapped
    },
    end: () => pool.end(),
    options: pool.options,
  }
}

/** Asks a connection, whichever it is, by the statement's name if it deserves one. */
export function asking(text: string, values: unknown[]) {
  return (client: Pick<pg.Client, 'query'>): Promise<pg.QueryResult> =>
    client.query(text.length >= leastLength ? named(text, values) : { text, values })
}

function named(text: string, values: unknown[]): pg.QueryConfig {
  const name = nameOf(text)
  return name === undefined ? { text, values } : { name, text, values }
}

function wrap(client: pg.PoolClient): PostgresPoolClient {
  // The builder asks with a text and its values; a cursor, which has no text, goes as it is.
  const query = (text: string, values: unknown[] = []) =>
    typeof text === 'string' ? asking(text, values)(client) : client.query(text, values)
  // The pool gives a connection another release each time it hands it out.
  const release = (broken?: boolean) => client.release(broken)
  return Object.assign(Object.create(client), { query, release })
}
