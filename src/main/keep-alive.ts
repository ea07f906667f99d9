/** Something that runs beside us and may die: a child process or the embedded database. */
export interface Alive {
  readonly ended: Promise<void>
  stop(): Promise<void>
  stopNow(): void
}

/** More deaths than this within the window are no accident: a restart would only hide them. */
const maxRestarts = 3
const windowMs = 60_000

/**
 * Starts it, and again whenever it dies by itself. `onGone` hears when it has died too often or
 * cannot be started again: the program cannot go on without it.
 */
export async function keepAlive<T extends Alive>(
  start: () => Promise<T>,
  on: { restart(): void; gone(reason: string): void },
): Promise<{ first: T; stop(): Promise<void>; stopNow(): void }> {
  const first = await start()
  let current: T = first
  let stopping = false
  const deaths: number[] = []
  const watch = async () => {
    for (;;) {
      await current.ended
      if (stopping) return
      const now = performance.now()
      deaths.push(now)
      if (deaths.filter((at) => now - at < windowMs).length > maxRestarts)
        return on.gone(`it died ${maxRestarts + 1} times within a minute`)
      on.restart()
      current = await start()
      // Asked to stop while it was coming back.
      if (stopping) return current.stopNow()
    }
  }
  const watching = watch().catch((error) => on.gone(String(error.message ?? error)))
  const stop = async () => {
    stopping = true
    await current.stop()
    await watching
  }
  const stopNow = () => {
    stopping = true
    current.stopNow()
  }
  return { first, stop, stopNow }
}
