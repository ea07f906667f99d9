import type { Change } from '#attempts'
import type { Alarms } from '#kernel'
import type { Logger } from '#telemetry'
import type { Obligations } from './obligations.ts'

export interface Recorder {
  /** A step was begun in the shard, and ends in `record` or `giveUp`. */
  begin(shard: number): void
  giveUp(shard: number): void
  /** The change once it is written; undefined when a newer fence or status overtook it. */
  record(shard: number, change: Change): Promise<Change | undefined>
}

interface Waiting {
  readonly change: Change
  readonly settle: (written: Change | undefined) => void
  readonly fail: (error: unknown) => void
}

/**
 * An answer waits this long for the others that were asked with it: a statement costs about the
 * same for one and for fifty, and a claim of 250 was written in thirteen.
 */
const patienceMs = 25

/**
 * Group commit per shard: answers are written together when nothing more is under way there, or
 * one has waited long enough; while a statement is on its way, further ones gather. A single
 * renewal is written at once, a busy moment makes large batches by itself.
 */
export function createRecorder(options: {
  obligations: Pick<Obligations, 'record'>
  alarms: Alarms
  log: Logger
}): Recorder {
  const queues = new Map<number, Waiting[]>()
  const underWay = new Map<number, number>()
  const writing = new Set<number>()
  const alarms = new Map<number, () => void>()

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
      if (underWay.get(shard)) break
    }
    writing.delete(shard)
    writeInTime(shard)
  }

  function takeBatch(shard: number): Waiting[] {
    alarms.get(shard)?.()
    alarms.delete(shard)
    const batch = queues.get(shard) ?? []
    queues.delete(shard)
    return batch
  }

  function writeInTime(shard: number) {
    if (writing.has(shard) || !queues.has(shard)) return
    if (!underWay.get(shard)) return void write(shard)
    if (alarms.has(shard)) return
    alarms.set(
      shard,
      options.alarms.after(patienceMs, () => {
        alarms.delete(shard)
        if (!writing.has(shard)) void write(shard)
      }),
    )
  }

  function end(shard: number) {
    const left = (underWay.get(shard) ?? 1) - 1
    if (left > 0) underWay.set(shard, left)
    else underWay.delete(shard)
  }

  return {
    begin: (shard) => void underWay.set(shard, (underWay.get(shard) ?? 0) + 1),
    giveUp(shard) {
      end(shard)
      writeInTime(shard)
    },
    record(shard, change) {
      return new Promise((settle, fail) => {
        end(shard)
        const queue = queues.get(shard) ?? []
        queue.push({ change, settle, fail })
        queues.set(shard, queue)
        writeInTime(shard)
      })
    },
  }
}
