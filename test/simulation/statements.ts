import type { CompiledQuery, QueryResult } from 'kysely'
import pg from 'pg'
import { appRole, type Db, openDatabase } from '#db'
import { createLockQueue, type OpenTransaction, pidOf } from './lock-queue.ts'
import type { Actor } from './scheduler.ts'
import { breakTies, byIndexAlone } from './store.ts'

export type { OpenTransaction }

/** A statement's end; `heldUp` while a lock of another transaction keeps it from its answer. */
export type Sent<T> = { readonly answer: T } | { readonly heldUp: Promise<T> }

/**
 * The real PostgreSQL behind every simulated worker. Statements come one at a time, so only one
 * thing can keep one from its answer: a lock of a transaction that is still open. That is asked of
 * the server and not guessed from the time it takes, so that a seed stays the same on any machine.
 */
export interface Statements {
  run<Row>(query: CompiledQuery, tx: OpenTransaction | undefined): Promise<Sent<QueryResult<Row>>>
  begin(actor: Actor): Promise<OpenTransaction>
  end(tx: OpenTransaction, how: 'commit' | 'rollback'): Promise<void>
  /** Ends what a dead worker left open, as the server does when its socket closes. */
  abandon(actor: Actor): Promise<void>
  /** Ends every transaction that is still open. */
  close(): Promise<void>
  count(): number
}

export interface StatementSource {
  /** A connection of the simulated workers on which nothing runs. */
  take(): Promise<pg.Client>
  give(connection: pg.Client): void
  /** The server's names of those connections. */
  pids(): readonly number[]
  /** Looks at their locks. */
  readonly locks: pg.Client
  /** The owner's, for what is left in the end. */
  readonly watch: Db
  close(): Promise<void>
}

/**
 * Statements stay prepared on their connection: planning the two large ones of the engine takes
 * longer than running them, and a seed plans none of its own. No pool of the driver's stands
 * between: it would close what was idle for ten seconds, plans and all, and it costs a tenth of a
 * seed. The last connection that was given back is taken first, since it has most plans.
 */
export async function openSource(url: string): Promise<StatementSource> {
  const settings = `-c timezone=UTC -c role=${appRole} -c plan_cache_mode=force_generic_plan`
  const address = new URL(url)
  address.searchParams.set('options', `${settings} ${patience} ${byIndexAlone}`)
  const all: pg.Client[] = []
  const free: pg.Client[] = []
  const locks = await connect(url)
  const watch = openDatabase({ url, max: 1, applicationName: 'simulation' })
  await breakTies(watch.db)
  const pids: number[] = []
  return {
    async take() {
      const idle = free.pop()
      if (idle) return idle
      const made = await connect(address.href)
      all.push(made)
      pids.push(pidOf(made))
      return made
    },
    give: (connection) => free.push(connection),
    pids: () => pids,
    locks,
    watch: watch.db,
    async close() {
      await Promise.all([...all.map((it) => it.end()), locks.end(), watch.close()])
    },
  }
}

/** No search for deadlocks: it takes the locks of all, and who waits may be put to sleep. */
const patience = '-c lock_timeout=3000 -c deadlock_timeout=1min'

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, types })
  await client.connect()
  return client
}

/** As the program reads them: int8 is bigint; the rest of it is the driver's default. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (id: number, format?: string) =>
    id === pg.types.builtins.INT8 ? BigInt : pg.types.getTypeParser(id, format as never),
}

const names = new Map<string, string>()

function nameOf(text: string): string {
  const name = names.get(text) ?? `s${names.size + 1}`
  names.set(text, name)
  return name
}

async function query<Row>(
  on: pg.Client,
  { sql: text, parameters }: CompiledQuery,
): Promise<QueryResult<Row>> {
  const result = await on.query({ name: nameOf(text), text, values: [...parameters] })
  const rows = result.rows as Row[]
  // A claim promises no order; without one, the same seed could go two ways.
  if (text.includes('skip locked')) rows.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
  return { rows, numAffectedRows: BigInt(result.rowCount ?? 0) }
}

const keyOf = (row: unknown) =>
  Object.values(row as object)
    .slice(0, 3)
    .join()

export function createStatements(source: StatementSource): Statements {
  const open = new Map<OpenTransaction, Actor>()
  const queue = createLockQueue(source, (tx) => finish(tx, 'rollback'))
  let count = 0

  async function run<Row>(
    compiled: CompiledQuery,
    tx: OpenTransaction | undefined,
  ): Promise<Sent<QueryResult<Row>>> {
    count += 1
    const connection = tx ?? (await source.take())
    const answer = query<Row>(connection, compiled).finally(() => {
      if (!tx) source.give(connection)
    })
    // Nobody waits for a lock that only its own transaction could hold.
    if ([...open.keys()].every((it) => it === tx)) return { answer: await answer }
    const waiting = await queue.joinIfWaiting(connection, tx, answer)
    if (!waiting) return { answer: await answer }
    const heldUp = waiting.released.then(() => answer)
    heldUp.catch(() => {})
    return { heldUp }
  }

  /** False when it was over: a connection that was lost has ended its transaction before. */
  async function finish(tx: OpenTransaction, how: 'commit' | 'rollback'): Promise<boolean> {
    if (!open.delete(tx)) return false
    count += 1
    await queue.oneByOne(() => tx.query(how))
    source.give(tx)
    return true
  }

  async function end(tx: OpenTransaction, how: 'commit' | 'rollback') {
    // While a statement of it waits for a lock, the server does not hear that its worker is gone.
    if (queue.abandon(tx)) return
    if (await finish(tx, how)) await queue.letGo()
  }

  return {
    run,
    async begin(actor) {
      count += 1
      const tx = await source.take()
      await tx.query('begin isolation level read committed')
      open.set(tx, actor)
      return tx
    },
    end,
    async abandon(actor) {
      for (const [tx, owner] of [...open]) {
        if (owner === actor) await end(tx, 'rollback')
      }
    },
    async close() {
      while (open.size > 0) {
        const free = [...open.keys()].find((tx) => !queue.has(tx))
        if (free) await end(free, 'rollback')
        else await queue.letGo()
      }
    },
    count: () => count,
  }
}
