/** `npm start`: everything a newcomer needs, in one process tree. */
import { BootProblem } from '#db'
import { createLogger } from '#telemetry'
import { announcement } from './announce.ts'
import { type Booted, boot } from './boot.ts'
import { readConfig } from './config.ts'

/** A terminal's Ctrl-C reaches us twice: from it and from the program that started us. */
const sameSignalMs = 300

const say = (line: string) => console.log(line)
let booted: Booted | undefined
let stoppingSince: number | undefined

async function main(): Promise<void> {
  // Nobody reads any more (`npm start | head`): no reason to die in the middle of a renewal.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
  listenForTheEnd()
  const config = readConfig(process.env)
  const onProgress = (line: string) => say(`${line} …`)
  onProgress('Starting Tajdeed')
  booted = await boot(config, { log: createLogger(), onProgress })
  // Asked to stop while it was starting.
  if (stoppingSince !== undefined) return end(0)
  say(announcement(config, { app: booted.url, sandbox: booted.sandboxUrl }, performance.now()))
  const reason = await booted.broken
  console.error(`${reason}. Stopping.`)
  stoppingSince = performance.now()
  await end(1)
}

function listenForTheEnd(): void {
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, askedToStop)
  // The program that started us was killed outright.
  process.once('disconnect', askedToStop)
  process.channel?.unref()
}

function askedToStop(): void {
  const now = performance.now()
  if (stoppingSince === undefined) {
    stoppingSince = now
    say('Stopping …')
    if (booted) void end(0)
  } else if (now - stoppingSince > sameSignalMs) {
    booted?.stopNow()
    process.exit(130)
  }
}

async function end(code: number): Promise<void> {
  await booted?.stop()
  if (code === 0) say('Stopped; the data is kept.')
  process.exit(code)
}

main().catch((error) => {
  // A problem of the surroundings is told in words; a stack is for bugs.
  console.error(error instanceof BootProblem ? error.message : error)
  process.exit(1)
})
