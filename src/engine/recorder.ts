import type { Change } from '#attempts'
import type { Logger } from '#telemetry'
import type { Obligations } from './obligations.ts'

export interface Recorder {
  /** The change once it is written; undefined when a newer fence or status overtook it. */
  record(shard: number, change: Change): Promise<Change | undefined>
}

interface Waiting {
  readonly change: Change
  readonly settle: (written: Change | undefined) => void
  readonly fail: (error: unknown) => void
}

/**
 * Group commit per shard: while one statement is on its way, further answers gather for the next
 * one. A slow party holds up nobody else's record, and a busy moment makes large batches by itself.
 */
export function createRecorder(options: {
  obligations: Pick<Obligations, 'record'>
  log: Logger
}): Recorder {
  const queues = new Map<number, Waiting[]>()
  const writing = new Set<number>()

  async function write(shard: number) {
    writing.add(shard)
    for (let batch = takeBatch(shard); batch.length > 0; batch = takeBatch(shard)) {
      try {
        const changes = batch.map(({ change }) => change)
        const written = await options.obligations.record(shard, changes)
        for (const { change, settle } of batch) {
          if (!written.has(change)) {
            options.log.info('answer overtaken', { reference: change.work.reference })
          }
          settle(written.has(change) ? change : undefined)
        }
      } catch (error) {
        for (const { fail } of batch) fail(error)
      }
    }
    writing.delete(shard)
  }

  function takeBatch(shard: number): Waiting[] {
    const batch = queues.get(shard) ?? []
    queues.delete(shard)
    return batch
  }

  return {
    record(shard, change) {
      return new Promise((settle, fail) => {
        const queue = queues.get(shard) ?? []
        queue.push({ change, settle, fail })
        queues.set(shard, queue)
        if (!writing.has(shard)) void write(shard)
      })
    },
  }
}
