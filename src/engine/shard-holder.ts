import { randomBytes } from 'node:crypto'
import type { Db } from '#db'
import { plusMs } from '#kernel'
import type { Logger } from '#telemetry'
import { readLeaseClock } from './store/lease-clock.ts'
import { countWorkers, holdShare, releaseShards, shareOf } from './store/shard-lease.ts'

export interface ShardHolder {
  /** False as soon as the lease may have run out, also while the database cannot be asked. */
  holds(shard: number): boolean
  /** How many shards it holds now. */
  count(): number
  /** One beat: renews, takes and lets go. Throws when the database cannot be asked. */
  beat(): Promise<void>
  /** Beats from now on; resolves after the first one, whether or not it could be done. */
  start(): Promise<void>
  /** Gives everything back. */
  stop(): Promise<void>
}

export interface HoldShards {
  readonly db: Db
  readonly log: Logger
  /**
   * A name that outlives the process: who starts again under it takes up its shards at once instead
   * of waiting for its own dead lease. Only one process at a time may have it.
   */
  readonly name?: string | undefined
  /** Told after shards came into its hands: what fell due there meanwhile is not known here. */
  readonly onGained: () => void
  /** The database's clock; a test moves it. */
  readonly leaseClock?: () => Promise<Date>
}

const beatMs = 2_000
/** Three beats: one may be lost, and a dead worker's shards are taken within 8 s. */
export const shardLeaseMs = 6_000
/** A database that is away is asked again after this. */
const retryMs = 500

/**
 * Holds a fair share of the shards by leases: with n workers, 256 / n each. Nothing here makes a
 * claim safe, which `skip locked` and the fence do; it keeps workers apart.
 */
export function holdShards(options: HoldShards): ShardHolder {
  const { db, log, onGained } = options
  const readClock = options.leaseClock ?? (() => readLeaseClock(db))
  let worker: string | undefined
  let held: ReadonlySet<number> = new Set()
  let validUntil = 0
  let timer: NodeJS.Timeout | undefined
  let beating: Promise<void> = Promise.resolve()
  let stopped = false
  const holds = (shard: number) => held.has(shard) && performance.now() < validUntil

  async function beat(): Promise<void> {
    const began = performance.now()
    const wasValid = began < validUntil
    const leaseNow = await readClock()
    worker ??= nameLife(options.name ?? randomText(), leaseNow)
    const lease = { worker, leaseNow, until: plusMs(leaseNow, shardLeaseMs) }
    const share = shareOf(await countWorkers(db, lease))
    const shards = await holdShare(db, { ...lease, share })
    held = new Set(shards.map(({ shard }) => shard))
    validUntil = began + shardLeaseMs
    // After a gap wake-ups were dropped also for shards that nobody else took meanwhile.
    if (!wasValid || shards.some(({ gained }) => gained)) onGained()
  }

  async function beatOn(): Promise<void> {
    let wait = beatMs
    try {
      await beat()
    } catch (error) {
      wait = retryMs
      log.warn('shard leases not renewed', { error: String(error) })
    }
    if (!stopped) timer = setTimeout(next, wait)
  }

  function next(): Promise<void> {
    beating = beatOn()
    return beating
  }

  return {
    holds,
    count: () => (performance.now() < validUntil ? held.size : 0),
    beat,
    start: next,
    async stop() {
      stopped = true
      clearTimeout(timer)
      await beating
      validUntil = 0
      // Where this fails, the leases run out by themselves.
      if (worker === undefined) return
      await releaseShards(db, worker).catch((error) =>
        log.warn('shard leases not given back', { error: String(error) }),
      )
    },
  }
}

/** Later lives of one name sort after earlier ones, so that none is robbed by its past. */
function nameLife(name: string, began: Date): string {
  return `${name}/${began.getTime()}-${randomText()}`
}

const randomText = () => randomBytes(6).toString('hex')
