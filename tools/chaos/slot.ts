import { spawn } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** How one life of a process shall end; an empty one lasts until the run is over. */
export interface Life {
  /** `claim.after:3`: it kills itself there. */
  readonly crashAt?: string
  /** It is killed from outside after this, counted from its first word. */
  readonly killAfterMs?: number
}

export interface Death {
  readonly slot: string
  /** Where it died, or what it was that ended it. */
  readonly cause: 'crash point' | 'kill' | 'by itself' | 'not started'
  readonly detail: string
}

export interface SlotOptions {
  readonly name: string
  readonly script: string
  readonly env: Readonly<Record<string, string>>
  /** In the line that says that it is ready. */
  readonly readyLine: RegExp
  readonly logFile: string
  readonly nextLife: () => Life
  readonly onDeath: (death: Death) => void
}

export interface Slot {
  readonly name: string
  /** Resolves when it is ready for the first time. */
  readonly ready: Promise<void>
  kill(): void
  /**
   * From now on nothing kills it: one that waits for its crash point is killed for the last time.
   */
  spare(): void
  stop(): Promise<void>
}

/** Before a process that could not start, since its database was away, is started again. */
const restartMs = 300
/** A process that is asked to stop and does not is no longer asked. */
const patienceMs = 8_000

/** Keeps one process alive: each of its lives ends as `nextLife` says, and another begins. */
export function keepSlot(options: SlotOptions): Slot {
  const log = createWriteStream(options.logFile, { flags: 'a' })
  const { promise: ready, resolve: isReady } = Promise.withResolvers<void>()
  const { promise: over, resolve: isOver } = Promise.withResolvers<void>()
  let current: ReturnType<typeof spawnLife> | undefined
  let stopping = false

  function live(): void {
    if (stopping) {
      isOver()
      return
    }
    const life = options.nextLife()
    current = spawnLife(options, life, (text) => log.write(text), isReady)
    current.ended.then((death) => {
      if (!stopping) options.onDeath(death)
      setTimeout(live, death.cause === 'not started' ? restartMs : 0)
    })
  }

  live()
  return {
    name: options.name,
    ready,
    kill: () => current?.kill(),
    spare: () => current?.spare(),
    async stop() {
      stopping = true
      current?.stop()
      await over
      log.end()
    },
  }
}

function spawnLife(
  options: SlotOptions,
  life: Life,
  write: (text: string) => void,
  onReady: () => void,
) {
  const preload = fileURLToPath(new URL('../end-with-parent.mjs', import.meta.url))
  const flags = ['--disable-warning=ExperimentalWarning', '--import', preload]
  const child = spawn(process.execPath, [...flags, options.script], {
    env: {
      PATH: process.env.PATH,
      ...options.env,
      ...(life.crashAt ? { CRASH_AT: life.crashAt } : {}),
    },
    // Its stdin closes when this process is gone, however it went: then it ends by itself.
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  })
  child.stdin.on('error', () => {})
  let wasKilled = false
  let timer: NodeJS.Timeout | undefined
  let lastWords = ''
  let heard = ''
  const kill = () => {
    wasKilled = true
    child.kill('SIGKILL')
  }
  const hear = (chunk: Buffer) => {
    write(String(chunk))
    lastWords = String(chunk).trim().slice(-300) || lastWords
    if (heard === 'ready') return
    heard += chunk
    if (!options.readyLine.test(heard)) return
    heard = 'ready'
    onReady()
    if (life.killAfterMs !== undefined) timer = setTimeout(kill, life.killAfterMs)
  }
  for (const stream of [child.stdout, child.stderr]) stream.on('data', hear)
  const ended = new Promise<Death>((resolve) => {
    child.once('close', (code, signal) => {
      clearTimeout(timer)
      write(`--- ${options.name} ended: ${signal ?? code}\n`)
      const slot = options.name
      const ownEnd = heard === 'ready' ? 'by itself' : 'not started'
      if (signal !== 'SIGKILL')
        resolve({ slot, cause: ownEnd, detail: `${signal ?? code}: ${lastWords}` })
      else if (wasKilled) resolve({ slot, cause: 'kill', detail: 'SIGKILL at random' })
      else resolve({ slot, cause: 'crash point', detail: life.crashAt ?? 'SIGKILL by a stranger' })
    })
  })
  const stop = () => {
    clearTimeout(timer)
    child.kill('SIGTERM')
    timer = setTimeout(kill, patienceMs)
  }
  const spare = () => {
    clearTimeout(timer)
    if (life.crashAt) kill()
  }
  return { ended, kill, stop, spare }
}
