import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Rig } from './rig.ts'

const run = promisify(execFile)

export const tpcbDatabase = 'tpcb'
const scale = 20
const clients = 8

/** Scale 20, 8 clients, prepared statements: the measure of what this machine can commit. */
export async function prepareTpcb(rig: Rig): Promise<string> {
  const { stdout } = await run('pgbench', ['--version']).catch(() => {
    throw new Error('pgbench is not on this machine; it comes with PostgreSQL')
  })
  await rig.createDatabase(tpcbDatabase, { migrated: false })
  await run('pgbench', ['-i', '-q', '-s', String(scale), rig.urlOf(tpcbDatabase)])
  return stdout.trim()
}

export async function tpcbRound(rig: Rig, seconds: number): Promise<number> {
  const load = ['-c', String(clients), '-j', '2', '-M', 'prepared', '-T', String(seconds), '-n']
  const { stdout } = await run('pgbench', [...load, rig.urlOf(tpcbDatabase)])
  const match = /tps = ([\d.]+) \(without/.exec(stdout)
  if (!match) throw new Error(`pgbench said no rate: ${stdout}`)
  return Number(match[1])
}
