import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { BootProblem } from '#db'

export interface ChildOptions {
  /** How a person calls it: `the sandbox`. */
  readonly name: string
  /** A module that Node runs. */
  readonly script: string
  readonly env: Readonly<Record<string, string>>
  /** Found in the line that says it is ready; its first group becomes `ready`. */
  readonly readyLine: RegExp
  /** A line it wrote after that, or before, on either stream. */
  readonly onLine: (line: string) => void
}

export interface Child {
  readonly pid: number
  readonly ready: string
  /** Settles when it is gone, whoever ended it. */
  readonly ended: Promise<void>
  stop(): Promise<void>
  stopNow(): void
}

/** Longer than any answer the sandbox holds back on purpose. */
const patienceMs = 5_000

/**
 * Starts one of our own programs as a child and waits for its ready line. It has a session of its
 * own, so that Ctrl-C is ours alone to pass on, and ends by itself when its stdin closes: that is
 * how it notices that this process was killed.
 * @throws BootProblem with its last line when it ends before it is ready
 */
export async function startChild(options: ChildOptions): Promise<Child> {
  const preload = fileURLToPath(new URL('../../tools/end-with-parent.mjs', import.meta.url))
  const flags = ['--disable-warning=ExperimentalWarning', '--import', preload]
  const { PATH, NODE_COMPILE_CACHE } = process.env
  const child = spawn(process.execPath, [...flags, options.script], {
    env: { PATH, ...(NODE_COMPILE_CACHE ? { NODE_COMPILE_CACHE } : {}), ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  })
  // A write to a pipe whose reader is gone must not end this process.
  child.stdin.on('error', () => {})
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const ready = await waitForLine(child, options)
  const stop = async () => {
    child.kill('SIGTERM')
    const timer = setTimeout(() => child.kill('SIGKILL'), patienceMs)
    await ended
    clearTimeout(timer)
  }
  return { pid: child.pid!, ready, ended, stop, stopNow: () => void child.kill('SIGKILL') }
}

function waitForLine(child: ChildProcess, options: ChildOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    let last = 'it said nothing'
    const hear = (line: string) => {
      last = line
      const match = options.readyLine.exec(line)
      if (match) resolve(match[1] ?? '')
      options.onLine(line)
    }
    for (const stream of [child.stdout!, child.stderr!]) forEachLine(stream, hear)
    child.once('error', (cause) => reject(new BootProblem(cause.message, { cause })))
    child.once('close', () =>
      reject(new BootProblem(`Could not start ${options.name}: ${last.replace(/\.$/, '')}.`)),
    )
  })
}

function forEachLine(stream: NodeJS.ReadableStream, hear: (line: string) => void): void {
  let rest = ''
  stream.setEncoding('utf8')
  stream.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) if (line.trim()) hear(line)
  })
}
