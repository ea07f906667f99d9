import type { Db } from '#db'
import type { Logger } from '#telemetry'
import { notifyWorkers } from './store/wake-call.ts'

export { wakeChannel } from './store/wake-call.ts'

export interface WakeCalls {
  /** Tells the worker that holds a shard that something is due there, now or later. */
  call(shard: number, at: Date): void
  /** Resolves when nothing is on its way. */
  idle(): Promise<void>
}

/**
 * Calls between processes. While one is on its way, further ones gather, so that a busy moment
 * costs few statements. A lost call is not repeated: the sweep finds what it was about.
 */
export function createWakeCalls({ db, log }: { db: Db; log: Logger }): WakeCalls {
  const waiting = new Map<number, number>()
  let sending: Promise<void> | undefined

  async function send(): Promise<void> {
    while (waiting.size > 0) {
      // All 256 shards come to 5 KB of the 8 KB that a payload may have.
      const payload = [...waiting].map(([shard, at]) => `${shard}:${at}`).join(' ')
      waiting.clear()
      try {
        await notifyWorkers(db, payload)
      } catch (error) {
        log.warn('wake-up lost; the sweep will find it', { error: String(error) })
      }
    }
    sending = undefined
  }

  return {
    call(shard, at) {
      const known = waiting.get(shard)
      waiting.set(shard, Math.min(at.getTime(), known ?? at.getTime()))
      sending ??= send()
    },
    idle: async () => sending,
  }
}

/** Reads a payload; whatever is no call is left out. */
export function readWakeCalls(payload: string): { shard: number; at: Date }[] {
  return payload.split(' ').flatMap((part) => {
    const match = /^(\d{1,3}):(\d{1,15})$/.exec(part)
    return match ? [{ shard: Number(match[1]), at: new Date(Number(match[2])) }] : []
  })
}
