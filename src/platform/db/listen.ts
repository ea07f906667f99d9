import pg from 'pg'

export interface ListenOptions {
  /** `postgres://user:password@host:port/database`. */
  readonly url: string
  /** A name in our own code: it is part of the statement. */
  readonly channel: string
  readonly onMessage: (payload: string) => void
  /** It listens from now on. What was said before, or while it was away, is lost. */
  readonly onOpen: () => void
  readonly onLost?: (error: Error) => void
}

export interface Listener {
  close(): Promise<void>
}

/** A server that comes back is found within this. */
const reconnectMs = 500
/**
 * A connection that died without a word hears nothing for ever, so it is asked from time to time.
 */
const proveMs = 10_000

/** Listens on a connection of its own and connects again whenever it is lost, until closed. */
export function openListener(options: ListenOptions): Listener {
  let client: pg.Client | undefined
  let timer: NodeJS.Timeout | undefined
  let closed = false
  let turn: Promise<void> = Promise.resolve()

  const later = (ms: number, work: () => Promise<void>) => {
    if (closed) return
    clearTimeout(timer)
    timer = setTimeout(() => {
      turn = work()
    }, ms)
  }
  const lose = (lost: pg.Client, error: Error) => {
    if (client !== lost) return
    client = undefined
    // Not waited for: a dead peer would never answer the goodbye.
    lost.end().catch(() => {})
    if (closed) return
    options.onLost?.(error)
    later(reconnectMs, connect)
  }

  async function connect(): Promise<void> {
    const made = new pg.Client({
      connectionString: options.url,
      connectionTimeoutMillis: 5_000,
      query_timeout: 5_000,
      keepAlive: true,
      application_name: 'tajdeed listen',
    })
    client = made
    made.on('error', (error) => lose(made, error))
    made.on('end', () => lose(made, new Error('the connection ended')))
    made.on('notification', ({ payload }) => options.onMessage(payload ?? ''))
    try {
      await made.connect()
      await made.query(`listen ${options.channel}`)
      options.onOpen()
      later(proveMs, prove)
    } catch (error) {
      lose(made, error as Error)
    }
  }

  async function prove(): Promise<void> {
    const asked = client
    if (!asked) return
    try {
      await asked.query('select 1')
      later(proveMs, prove)
    } catch (error) {
      lose(asked, error as Error)
    }
  }

  turn = connect()
  return {
    async close() {
      closed = true
      clearTimeout(timer)
      await turn
      await client?.end().catch(() => {})
    },
  }
}
