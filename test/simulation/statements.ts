import type { CompiledQuery, QueryResult } from 'kysely'
import pg from 'pg'
import { appRole, type Db, openDatabase } from '#db'
import type { Actor } from './scheduler.ts'

export type OpenTransaction = pg.Client

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
  address.searchParams.set('options', `${settings} -c lock_timeout=3000`)
  const all: pg.Client[] = []
  const free: pg.Client[] = []
  const locks = await connect(url)
  const watch = openDatabase({ url, max: 1, applicationName: 'simulation' })
  const pids: number[] = []
  return {
    async take() {
      const idle = free.pop()
      if (idle) return idle
      const made = await connect(address.href)
      all.push(made)
      pids.push((made as unknown as { processID: number }).processID)
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

interface Held {
  readonly tx: OpenTransaction | undefined
  /** Its worker died: the server finds out when the lock is given, and ends the transaction. */
  isAbandoned: boolean
  isSettled: boolean
  readonly release: () => void
}

/**
 * How many of a source's connections wait for a lock: other processes simulate on the same server.
 * `pg_stat_activity` costs less, but there a session goes on waiting until it has really woken up.
 */
async function countWaiting({ locks, pids }: StatementSource): Promise<number> {
  const found = await locks.query({
    name: 'waiting',
    text: `select count(distinct pid)::integer as waiting
             from pg_locks where not granted and pid = any($1::integer[])`,
    values: [pids()],
  })
  return found.rows[0].waiting
}

export function createStatements(source: StatementSource): Statements {
  const open = new Map<OpenTransaction, Actor>()
  const held = new Set<Held>()
  let count = 0

  async function runAlone<Row>(compiled: CompiledQuery): Promise<QueryResult<Row>> {
    const connection = await source.take()
    return query<Row>(connection, compiled).finally(() => source.give(connection))
  }

  async function send<T>(
    statement: () => Promise<T>,
    tx: OpenTransaction | undefined,
  ): Promise<Sent<T>> {
    count += 1
    const answer = statement()
    // Nobody waits for a lock that only its own transaction could hold.
    if ([...open.keys()].every((it) => it === tx)) return { answer: await answer }
    const released = Promise.withResolvers<void>()
    const entry: Held = { tx, isAbandoned: false, isSettled: false, release: released.resolve }
    const settle = () => {
      entry.isSettled = true
    }
    answer.then(settle, settle)
    while (!entry.isSettled) {
      if ((await countWaiting(source)) <= held.size || entry.isSettled) continue
      held.add(entry)
      const heldUp = released.promise.then(() => answer)
      heldUp.catch(() => {})
      return { heldUp }
    }
    return { answer: await answer }
  }

  /** After a transaction ended, those it held up move on, each to its answer or its next lock. */
  async function letGo(): Promise<void> {
    while (held.size > 0 && (await countWaiting(source)) !== held.size) {
      for (const entry of held) {
        if (!entry.isSettled) continue
        held.delete(entry)
        // In the order they came, whichever answer was faster on its way to us.
        entry.release()
        if (entry.isAbandoned && entry.tx) await end(entry.tx, 'rollback')
      }
    }
  }

  async function end(tx: OpenTransaction, how: 'commit' | 'rollback') {
    // While a statement of it waits for a lock, the server does not hear that its worker is gone.
    const waiting = [...held].find((it) => it.tx === tx && !it.isSettled)
    if (waiting) waiting.isAbandoned = true
    // A connection that was lost has ended its transaction before.
    if (waiting || !open.delete(tx)) return
    count += 1
    await tx.query(how)
    source.give(tx)
    await letGo()
  }

  return {
    run: (compiled, tx) => send(() => (tx ? query(tx, compiled) : runAlone(compiled)), tx),
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
        const free = [...open.keys()].find((tx) => ![...held].some((entry) => entry.tx === tx))
        if (free) await end(free, 'rollback')
        else await letGo()
      }
    },
    count: () => count,
  }
}
