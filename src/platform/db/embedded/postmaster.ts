import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { BootProblem } from '../boot-problem.ts'
import type { DataFolder } from './data-folder.ts'
import { commandOf, identityOf, signal, waitForEnd } from './processes.ts'

export interface Postmaster {
  readonly pid: number
  /** Settles when the server is gone, whoever ended it. */
  readonly ended: Promise<void>
  stop(): Promise<void>
}

/**
 * Stops a server that outlived the program that started it (`kill -9` does not reach it). Stopping
 * takes about 0.2 s and ends the dead program's transactions and locks with it, which adopting
 * would not. Returns whether there was one.
 */
export async function stopLeftover(folder: DataFolder): Promise<boolean> {
  const pid = readPid(folder)
  if (pid === undefined) return false
  if (!isServerOf(pid, folder)) {
    // The number now belongs to another program, for which PostgreSQL would refuse to start.
    rmSync(pidFile(folder), { force: true })
    return false
  }
  await stopPostmaster(pid)
  return true
}

/** Ends sessions and writes everything down; only when that takes too long, ever harder. */
export async function stopPostmaster(pid: number): Promise<void> {
  for (const [name, patienceMs] of [
    ['SIGINT', 15_000],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 5_000],
  ] as const) {
    if (!signal(pid, name) || (await waitForEnd(pid, patienceMs))) return
  }
}

/** The same at once and without an event loop: from an `exit` handler nothing else runs. */
export function killPostmaster(pid: number): void {
  signal(pid, 'SIGQUIT')
  const clock = new Int32Array(new SharedArrayBuffer(4))
  for (let i = 0; i < 200 && identityOf(pid) !== undefined; i++) Atomics.wait(clock, 0, 0, 10)
}

/**
 * Starts the server and waits until it answers. It runs in a session of its own, so that Ctrl-C
 * reaches the program alone, which stops it after its last statement.
 * @throws BootProblem with the last thing the server said
 */
export async function startPostmaster(
  folder: DataFolder,
  command: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<Postmaster> {
  if (existsSync(folder.log)) renameSync(folder.log, `${folder.log}.1`)
  const log = openSync(folder.log, 'w', 0o600)
  // A file and not a pipe: the server must not die of a broken pipe when the program is killed.
  const child = spawn(command[0]!, command.slice(1), {
    env,
    detached: true,
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })
  await waitUntilReady(folder, child)
  // A program that forgets to stop it may still end; the server does not keep it awake.
  child.unref()
  const stop = async () => {
    // Now it must: without this the process could run out of work, and end, before it is told.
    child.ref()
    await stopPostmaster(child.pid!)
    await ended
  }
  return { pid: child.pid!, ended, stop }
}

/**
 * The eighth line of its pid file is where the server says that it answers; pg_ctl reads the same.
 */
async function waitUntilReady(folder: DataFolder, child: ChildProcess): Promise<void> {
  // Recovery after a crash replays at most 1 GB of WAL, the default distance between checkpoints.
  const deadline = performance.now() + 120_000
  while (child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
    const lines = readPidFile(folder)
    if (Number(lines[0]) === child.pid && lines[7]?.trim() === 'ready') return
    if (performance.now() > deadline) {
      await stopPostmaster(child.pid)
      break
    }
    await pause(10)
  }
  throw new BootProblem(explainFailure(folder))
}

function explainFailure(folder: DataFolder): string {
  const said = existsSync(folder.log) ? readFileSync(folder.log, 'utf8') : ''
  if (/No space left on device/.test(said))
    return (
      `PostgreSQL did not start: the disk of ${folder.root} is full. ` +
      'Free some space and start again.'
    )
  if (/Read-only file system/.test(said))
    return `PostgreSQL did not start: ${folder.root} is on a read-only file system.`
  const reason = said.split('\n').findLast((line) => /FATAL|PANIC|ERROR/.test(line))
  const text = reason?.replace(/^.*?(FATAL|PANIC|ERROR): */, '') ?? 'it said nothing'
  return `PostgreSQL did not start: ${text}. Its log is ${folder.log}.`
}

const pidFile = (folder: DataFolder) => join(folder.cluster, 'postmaster.pid')

function readPidFile(folder: DataFolder): string[] {
  try {
    return readFileSync(pidFile(folder), 'utf8').split('\n')
  } catch {
    return []
  }
}

function readPid(folder: DataFolder): number | undefined {
  const pid = Number(readPidFile(folder)[0])
  return Number.isInteger(pid) && pid > 1 ? pid : undefined
}

/**
 * A pid file survives a reboot and its number is reused: only the command line proves whose it is.
 */
function isServerOf(pid: number, folder: DataFolder): boolean {
  if (identityOf(pid) === undefined) return false
  const command = commandOf(pid)
  return command.includes('postgres') && command.includes(` -D ${folder.cluster} `)
}
