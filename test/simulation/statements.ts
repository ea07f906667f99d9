import { type CompiledQuery, type ControlledTransaction, type QueryResult, sql } from 'kysely'
import { type Db, type NoTables, type OpenDatabase, openDatabase } from '#db'
import type { Actor } from './scheduler.ts'

export type OpenTransaction = ControlledTransaction<NoTables>

/** A statement's end; `heldUp` while a lock of another open transaction keeps it from its answer. */
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
  readonly db: Db
  readonly watch: Db
}

/** Two pools: the one that all simulated workers share, and one that looks at locks beside it. */
export function openSource(
  url: string,
  role: string,
): StatementSource & { close(): Promise<void> } {
  const pools: OpenDatabase[] = [
    openDatabase({ url, role, max: 12, applicationName: 'simulation' }),
    openDatabase({ url, max: 1, applicationName: 'simulation watch' }),
  ]
  const [work, watch] = pools.map((pool) => pool.db)
  const close = async () => void (await Promise.all(pools.map((pool) => pool.close())))
  return { db: work!, watch: watch!, close }
}

interface Held {
  readonly tx: OpenTransaction | undefined
  /** Its worker died: the server finds out when the lock is given, and then ends the transaction. */
  isAbandoned: boolean
  isSettled: boolean
  readonly release: () => void
}

export function createStatements(source: StatementSource): Statements {
  const open = new Map<OpenTransaction, Actor>()
  const held = new Set<Held>()
  let count = 0

  async function countWaiting(): Promise<number> {
    const found = await sql<{ waiting: number }>`
      select count(distinct pid)::integer as waiting from pg_locks where not granted`.execute(
      source.watch,
    )
    return found.rows[0]!.waiting
  }

  async function send<T>(
    statement: () => Promise<T>,
    tx: OpenTransaction | undefined,
  ): Promise<Sent<T>> {
    count += 1
    const answer = statement()
    if (open.size === 0) return { answer: await answer }
    const released = Promise.withResolvers<void>()
    const entry: Held = { tx, isAbandoned: false, isSettled: false, release: released.resolve }
    const settle = () => {
      entry.isSettled = true
    }
    answer.then(settle, settle)
    while (!entry.isSettled) {
      if ((await countWaiting()) <= held.size || entry.isSettled) continue
      held.add(entry)
      const heldUp = released.promise.then(() => answer)
      heldUp.catch(() => {})
      return { heldUp }
    }
    return { answer: await answer }
  }

  /** After a transaction ended, those it held up move on, each to its answer or its next lock. */
  async function letGo(): Promise<void> {
    while (held.size > 0 && (await countWaiting()) !== held.size) {
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
    // A connection that was lost has ended its transaction before.
    if (!open.delete(tx)) return
    count += 1
    await tx[how]().execute()
    await letGo()
  }

  return {
    run: (query, tx) => send(() => (tx ?? source.db).executeQuery(query) as Promise<never>, tx),
    async begin(actor) {
      count += 1
      const tx = await source.db.startTransaction().setIsolationLevel('read committed').execute()
      open.set(tx, actor)
      return tx
    },
    end,
    async abandon(actor) {
      for (const [tx, owner] of [...open]) {
        if (owner !== actor) continue
        const waiting = [...held].find((entry) => entry.tx === tx)
        if (waiting) waiting.isAbandoned = true
        else await end(tx, 'rollback')
      }
    },
    async close() {
      while (open.size > 0) {
        const free = [...open.keys()].find((tx) => ![...held].some((entry) => entry.tx === tx))
        await end(free!, 'rollback')
      }
    },
    count: () => count,
  }
}
