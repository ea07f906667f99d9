import { execFileSync, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'

/**
 * What tells one process from a later one with the same number: its start time in ticks since boot.
 * Undefined when there is no such process, or only its corpse that nobody has collected yet.
 */
export function identityOf(pid: number): string | undefined {
  if (process.platform !== 'linux') return signal(pid, 0) ? 'alive' : undefined
  try {
    // The second field is the program's name in brackets and may hold spaces: count from its end.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19]
  } catch {
    return undefined
  }
}

/** The command line, its words separated by spaces; empty when it cannot be read. */
export function commandOf(pid: number): string {
  try {
    if (process.platform === 'linux')
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
  } catch {
    return ''
  }
}

/** False when there was nobody to signal. */
export function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    process.kill(pid, name)
    return true
  } catch (error) {
    // Somebody else's process: it lives, it just is not ours to signal.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Waits until the process is gone; false when it outlived the time. */
export async function waitForEnd(pid: number, timeoutMs: number): Promise<boolean> {
  const identity = identityOf(pid)
  const deadline = performance.now() + timeoutMs
  while (identity !== undefined && identityOf(pid) === identity) {
    if (performance.now() > deadline) return false
    await pause(10)
  }
  return true
}

export interface Finished {
  readonly code: number | null
  readonly output: string
}

/** Runs a program to its end. A program that is not there answers code 127, as a shell would. */
export function run(command: readonly string[], env: NodeJS.ProcessEnv): Promise<Finished> {
  return new Promise((resolve) => {
    const child = spawn(command[0]!, command.slice(1), {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    child.stdout.on('data', (chunk) => {
      output += chunk
    })
    child.stderr.on('data', (chunk) => {
      output += chunk
    })
    child.on('error', (error) => resolve({ code: 127, output: error.message }))
    child.on('close', (code) => resolve({ code, output }))
  })
}
