import { type Db, type Listener, openListener } from '#db'
import { createWakeCalls, holdShards, readWakeCalls, wakeChannel } from '#engine'
import { shardCount } from '#kernel'
import type { RenewalRoom, Sharing } from '#renewals'
import type { Logger } from '#telemetry'

export interface SharedWork {
  readonly sharing: Sharing
  /** Shards held by this process now. */
  count(): number
  /** Joins the workers of this database. */
  start(engine: RenewalRoom['engine']): Promise<void>
  /** Takes no more calls; what was claimed may still end. */
  leave(): Promise<void>
  /** Gives the shards back and waits for calls on their way. */
  stop(): Promise<void>
}

export interface ShareWork {
  readonly db: Db
  /** For the connection that listens. */
  readonly url: string
  readonly log: Logger
  /** False for a process that only places: all it does is call the workers. */
  readonly works: boolean
  readonly workerName?: string | undefined
}

/** Puts leases, calls and the listening connection together: one of several processes, or alone. */
export function shareWork({ db, url, log, works, workerName }: ShareWork): SharedWork {
  const calls = createWakeCalls({ db, log })
  let engine: RenewalRoom['engine'] | undefined
  let listener: Listener | undefined
  const onGained = () => engine?.sweep()
  const holder = works ? holdShards({ db, log, name: workerName, onGained }) : undefined
  const holds = (shard: number) => holder?.holds(shard) ?? false
  const hear = (payload: string) => {
    // Everybody hears every call, and only the holder acts: passing it on would never end.
    for (const { shard, at } of readWakeCalls(payload)) if (holds(shard)) engine?.wake(shard, at)
  }
  return {
    sharing: { holds, wakeOthers: calls.call, share: () => (holder?.count() ?? 0) / shardCount },
    count: () => holder?.count() ?? 0,
    async start(started) {
      engine = started
      await holder?.start()
      listener = openListener({
        url,
        channel: wakeChannel,
        onMessage: hear,
        // Calls of the time in which nobody listened are lost.
        onOpen: () => engine?.sweep(),
        onLost: (error) => log.warn('wake-ups not heard', { error: error.message }),
      })
    },
    async leave() {
      await listener?.close()
    },
    async stop() {
      await holder?.stop()
      await calls.idle()
    },
  }
}
