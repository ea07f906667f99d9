import { flushCompileCache } from 'node:module'
import { BootProblem } from '#db'

/** What a program started and can end again. */
export interface Running {
  /** Said once everything answers. */
  readonly announcement: string
  /** Resolves with the reason when a part that is needed is gone for good. */
  readonly broken?: Promise<string>
  /** Ends what is under way, then everything. */
  stop(): Promise<void>
  /** Ends at once, blocking, for who asks a second time. */
  stopNow?(): void
}

/** A terminal's Ctrl-C reaches us twice: from it and from the program that started us. */
const sameSignalMs = 300

/**
 * Runs one of our programs until it is told to stop: by a signal, by the end of the program that
 * started it, or because a part is gone. A problem of the surroundings is told in words; a stack is
 * for bugs.
 */
export async function runProgram(
  start: (say: (line: string) => void) => Promise<Running>,
): Promise<void> {
  const say = (line: string) => console.log(line)
  let running: Running | undefined
  let stoppingSince: number | undefined
  const end = async (code: number, words?: string) => {
    await running?.stop()
    if (words) say(words)
    process.exit(code)
  }
  const askedToStop = () => {
    const now = performance.now()
    if (stoppingSince === undefined) {
      stoppingSince = now
      say('Stopping …')
      if (running) void end(0, 'Stopped; the data is kept.')
    } else if (now - stoppingSince > sameSignalMs) {
      running?.stopNow?.()
      process.exit(130)
    }
  }
  // Nobody reads any more (`npm start | head`): no reason to die in the middle of a renewal.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, askedToStop)
  // The program that started us was killed outright.
  process.once('disconnect', askedToStop)
  process.channel?.unref()
  try {
    running = await start(say)
    // Asked to stop while it was starting.
    if (stoppingSince !== undefined) return await end(0, 'Stopped; the data is kept.')
    say(running.announcement)
    // Otherwise it is written at the end, and a process that is killed has none.
    flushCompileCache()
    const reason = await running.broken
    if (reason === undefined) return
    console.error(`${reason}. Stopping.`)
    stoppingSince = performance.now()
    await end(1)
  } catch (error) {
    console.error(error instanceof BootProblem ? error.message : error)
    process.exit(1)
  }
}
