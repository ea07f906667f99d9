import type pg from 'pg'

export type OpenTransaction = pg.Client

interface Held {
  readonly connection: pg.Client
  readonly tx: OpenTransaction | undefined
  /** Its worker died: the server finds out when the lock is given, and ends the transaction. */
  isAbandoned: boolean
  isSettled: boolean
  readonly release: () => void
}

export interface LockQueue {
  /**
   * Waits until a statement was answered, or waits for a lock. `released`, in an object since a
   * promise alone would be waited for, is when it is let go.
   */
  joinIfWaiting(
    connection: pg.Client,
    tx: OpenTransaction | undefined,
    answer: Promise<unknown>,
  ): Promise<{ readonly released: Promise<void> } | undefined>
  /** True if a statement of this transaction waits for a lock: it ends once that is given. */
  abandon(tx: OpenTransaction): boolean
  has(tx: OpenTransaction): boolean
  /** Ends a transaction so that those that wait for it move one after the other. */
  oneByOne(end: () => Promise<unknown>): Promise<void>
  /** After a transaction ended, those it held up move on, each to its answer or its next lock. */
  letGo(): Promise<void>
}

export const pidOf = (connection: pg.Client) =>
  (connection as unknown as { processID: number }).processID

/**
 * Which of a source's connections wait for a lock: other processes simulate on the same server.
 * `pg_stat_activity` costs less, but there a session goes on waiting until it has really woken up.
 * Only a lock that another transaction gives back counts: a vacuum may hold a table's end for a
 * moment, which is most likely why one seed of 10,000 went two ways.
 */
async function listWaiting({ locks, pids }: Connections): Promise<ReadonlySet<number>> {
  const found = await locks.query({
    name: 'waiting',
    text: `select pid from pg_locks where not granted and pid = any($1::integer[])
      and locktype in ('transactionid', 'tuple')`,
    values: [pids()],
  })
  return new Set(found.rows.map(({ pid }) => pid))
}

interface Connections {
  readonly locks: pg.Client
  pids(): readonly number[]
}

/** Who waits for a lock, in the order they came. */
export function createLockQueue(
  source: Connections,
  rollBack: (tx: OpenTransaction) => Promise<unknown>,
): LockQueue {
  const held = new Set<Held>()
  const waits = async ({ connection }: Held) => (await listWaiting(source)).has(pidOf(connection))

  return {
    async joinIfWaiting(connection, tx, answer) {
      const released = Promise.withResolvers<void>()
      const entry: Held = {
        ...{ connection, tx, isAbandoned: false, isSettled: false, release: released.resolve },
      }
      const settle = () => {
        entry.isSettled = true
      }
      answer.then(settle, settle)
      while (!entry.isSettled) {
        if (!(await waits(entry)) || entry.isSettled) continue
        held.add(entry)
        return { released: released.promise }
      }
      return undefined
    },
    abandon(tx) {
      const waiting = [...held].find((it) => it.tx === tx && !it.isSettled)
      if (waiting) waiting.isAbandoned = true
      return waiting !== undefined
    },
    has: (tx) => [...held].some((entry) => entry.tx === tx),
    /**
     * Of several that wait for one transaction, the server wakes all, and they race. So they sleep
     * on, and are woken one after the other, each when the one before has its answer or waits
     * again.
     */
    async oneByOne(end) {
      const rivals = [...held].filter((it) => !it.isSettled)
      if (rivals.length < 2) return void (await end())
      for (const { connection } of rivals) process.kill(pidOf(connection), 'SIGSTOP')
      try {
        await end()
      } finally {
        for (const rival of rivals) {
          process.kill(pidOf(rival.connection), 'SIGCONT')
          while (!rival.isSettled && !(await waits(rival)));
        }
      }
    },
    /**
     * All of them are waited for, and then let go in the order they came: whichever answer was
     * faster on its way to us must not show.
     */
    async letGo() {
      const freed = new Set<Held>()
      while (freed.size < held.size) {
        const waiting = await listWaiting(source)
        const left = [...held].filter((it) => !freed.has(it))
        if (left.some((it) => !it.isSettled && !waiting.has(pidOf(it.connection)))) continue
        const settled = left.filter((it) => it.isSettled)
        if (settled.length === 0) break
        for (const entry of settled) {
          freed.add(entry)
          if (entry.isAbandoned && entry.tx) await rollBack(entry.tx)
        }
      }
      for (const entry of [...held]) {
        if (!freed.has(entry)) continue
        held.delete(entry)
        entry.release()
      }
    },
  }
}
