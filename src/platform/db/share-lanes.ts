import type { PostgresPool, PostgresPoolClient } from 'kysely'
import type pg from 'pg'

/**
 * Reads outside of transactions go through a few connections that many share: what is asked at one
 * moment travels in one packet and is answered by one process that is awake already. Waking a
 * sleeping one costs the asking side 55 to 100 µs, more than most of these statements take. A
 * transaction has a connection of its own, as ever, and so has whatever writes or locks: it may
 * wait for somebody, and nobody waits behind it.
 */
export interface LaneOptions {
  readonly count: number
  readonly Client: typeof pg.Client
  readonly config: pg.ClientConfig
  readonly onLost: (error: Error) => void
}

/** A lane whose oldest statement waits longer than this is passed by: it counts a whole table. */
const stuckMs = 20

interface Lane {
  readonly client: pg.Client
  readonly ready: Promise<unknown>
  /** When each statement that has no answer yet was sent, by the monotonic clock. */
  readonly waiting: Set<number[]>
  isLost: boolean
}

type Ask = (client: Pick<pg.Client, 'query'>) => Promise<pg.QueryResult>

/** The pool, with lanes beside it for reads. */
export function sharingLanes(pool: pg.Pool, options: LaneOptions) {
  const lanes: Lane[] = []

  function open(): Lane {
    const client = new options.Client({ ...options.config, pipeline: true } as pg.ClientConfig)
    const lane: Lane = { client, ready: client.connect(), waiting: new Set(), isLost: false }
    const lose = () => {
      lane.isLost = true
      const at = lanes.indexOf(lane)
      if (at >= 0) lanes.splice(at, 1)
    }
    client.on('error', (error) => {
      lose()
      options.onLost(error)
    })
    client.on('end', lose)
    lane.ready.catch(lose)
    lanes.push(lane)
    return lane
  }

  /** The emptiest lane that moves; undefined when all are held up. */
  function pick(): Lane | undefined {
    const now = performance.now()
    const moving = lanes.filter(({ waiting }) => {
      const [oldest] = waiting
      return oldest === undefined || now - oldest[0]! < stuckMs
    })
    const [first] = moving.toSorted((a, b) => a.waiting.size - b.waiting.size)
    if (first?.waiting.size === 0 || lanes.length >= options.count) return first
    return open()
  }

  async function askOn(lane: Lane, ask: Ask): Promise<pg.QueryResult> {
    const sent = [performance.now()]
    lane.waiting.add(sent)
    try {
      await lane.ready
      return await ask(gathering(lane.client))
    } finally {
      lane.waiting.delete(sent)
    }
  }

  async function askOnce(ask: Ask): Promise<pg.QueryResult> {
    const lane = pick()
    if (lane) return askOn(lane, ask)
    const client = await pool.connect()
    try {
      return await ask(client)
    } finally {
      client.release()
    }
  }

  return {
    askOnce,
    async end() {
      const open = lanes.splice(0)
      await Promise.all([pool.end(), ...open.map(({ client }) => client.end().catch(() => {}))])
    },
  }
}

/** What is asked before the event loop goes on leaves in one packet. */
function gathering(client: pg.Client): Pick<pg.Client, 'query'> {
  const { stream } = (client as unknown as { connection: pg.Connection }).connection as unknown as {
    stream: { cork(): void; uncork(): void }
  }
  stream.cork()
  process.nextTick(() => stream.uncork())
  return client
}

export type Lanes = ReturnType<typeof sharingLanes>

type Query = (text: unknown, values?: unknown[]) => Promise<unknown>

/** Neither locks nor writes; what begins with a CTE may do either. */
const onlyReads = (text: string) =>
  /^\s*select\b/i.test(text) &&
  !/\bfor\s+(no key )?(update|share|key share)\b|\bpg_notify\(/i.test(text)

/**
 * A connection as the query builder borrows it: whether it needs one of its own shows when used.
 */
export function borrowing(
  pool: PostgresPool,
  lanes: Lanes,
  asking: (text: string, values: unknown[]) => Ask,
): PostgresPool {
  return {
    options: (pool as { options?: object }).options,
    async connect() {
      let own: PostgresPoolClient | undefined
      const query: Query = async (text, values = []) => {
        if (own === undefined && typeof text === 'string' && onlyReads(text))
          return lanes.askOnce(asking(text, values))
        own ??= await pool.connect()
        return (own as unknown as { query: Query }).query(text, values)
      }
      const release = (broken?: boolean) =>
        (own as unknown as { release(broken?: boolean): void } | undefined)?.release(broken)
      return { query, release } as unknown as PostgresPoolClient
    },
    end: () => lanes.end(),
  } as PostgresPool
}
