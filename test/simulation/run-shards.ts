import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { testCluster } from '#test'
import type { SeedReport, ShardOrder } from './shard.ts'

export const shardFile = fileURLToPath(new URL('./shard.ts', import.meta.url))

const running = new Set<ChildProcess>()
let databases = 0

/** Ends what is still running; for a parent that is told to stop. */
export function stopShards(): void {
  for (const child of running) child.kill()
}

/**
 * Runs one shard in a process and a database of its own. `program` is the shard of another copy of
 * the source when a bug is planted there.
 */
export async function runShard(
  order: Omit<ShardOrder, 'url'>,
  onSeed: (report: SeedReport) => void,
  program: string = shardFile,
): Promise<void> {
  const cluster = await testCluster()
  databases += 1
  const database = `simulation_${process.pid}_${databases}`
  await cluster.admin(`create database ${database} template template_tajdeed strategy file_copy`)
  const whole: ShardOrder = { ...order, url: cluster.socketUrlOf(database) }
  const child = fork(program, [JSON.stringify(whole)], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
  })
  running.add(child)
  let complaint = ''
  child.stderr!.on('data', (text) => {
    complaint += text
  })
  child.on('message', (report) => onSeed(report as SeedReport))
  const [code] = await once(child, 'close')
  running.delete(child)
  await cluster.admin(`drop database ${database} with (force)`)
  if (code !== 0) throw new Error(`a shard ended with ${code}:\n${complaint}`)
}
