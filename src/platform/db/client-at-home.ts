import pg from 'pg'
import { here, isHome } from './install.ts'

export interface Home {
  readonly now: () => Date
  /** Told for each connection that was refused. */
  readonly onMoved: () => void
}

/**
 * Connections that are given out only where the installation lives. A standby may take over in the
 * middle of a turn, so looking once at the start would not do; but no connection outlives its
 * server, so looking at each new one does.
 */
export function clientAtHome({ now, onMoved }: Home): typeof pg.Client {
  return class extends pg.Client {
    constructor(config?: string | pg.ClientConfig) {
      super(config)
      const connect = this.connect.bind(this) as () => Promise<unknown>
      const arrive = async () => {
        await connect()
        const { rows } = await this.query<{ home: boolean }>(
          `select ${isHome} as home from platform.install install, ${here}`,
          [now()],
        )
        if (rows[0]?.home) return this
        this.end().catch(() => {})
        onMoved()
        throw new Error('the database is on another server or timeline than it was')
      }
      // The pool asks with a callback, everybody else with a promise.
      const asked = (callback?: (error?: Error) => void) =>
        callback
          ? void arrive().then(
              () => callback(),
              (error) => callback(error),
            )
          : arrive()
      Object.assign(this, { connect: asked })
    }
  }
}
