import { type Change, type StepContext, takeStep, type Work } from '#attempts'
import type { Db } from '#db'
import { type Alarms, type Clock, plusMs, shardOf, systemAlarms, type Uuid } from '#kernel'
import type { Logger } from '#telemetry'
import { createLanes, type Lanes } from './lanes.ts'
import type { Obligations } from './obligations.ts'
import { createRecorder, type Recorder } from './recorder.ts'
import { readLeaseClock } from './store/lease-clock.ts'
import { createReversalSweep, type ReversalSweep } from './sweep-reversals.ts'

export interface EngineOptions {
  readonly db: Db
  readonly clock: Clock
  readonly context: StepContext
  readonly log: Logger
  readonly obligations: Obligations
  /** Calls under way at once. */
  readonly maxInFlight: number
  /** The database's clock; the simulation moves it. */
  readonly leaseClock?: () => Promise<Date>
  /** What wake-ups and the sweep wait by; the machine's own timers unless told otherwise. */
  readonly alarms?: Alarms
  /** Shards that this process works on; all when absent, none where others do the work. */
  readonly holds?: (shard: number) => boolean
  /** Passes a wake-up on to whoever holds the shard. */
  readonly wakeOthers?: (shard: number, at: Date) => void
}

const defaultSweepMs = 30_000
/** Shards that renew by themselves at once: one asks its operators while another writes. */
const laneCount = 3
/** A database that is away is asked again after this, not hammered. */
const retryMs = 1000

/**
 * The set-based state machine: claim what is due in one shard, ask the parties with no transaction
 * open, write whatever has been answered in one statement. The same turn serves one payer at once
 * and a queue at midnight.
 */
export class Engine {
  readonly #options: EngineOptions
  readonly #recorder: Recorder
  readonly #readLeaseClock: () => Promise<Date>
  readonly #holds: (shard: number) => boolean
  /** When each shard is next worth a turn: wake-ups only, the rows are the truth. */
  readonly #due = new Map<number, number>()
  readonly #turning = new Map<number, Promise<void>>()
  readonly #inFlight = new Set<Promise<void>>()
  readonly #listeners = new Map<Uuid, Set<() => void>>()
  readonly #alarms: Alarms
  readonly #reversals: ReversalSweep
  readonly #lanes: Lanes
  #callOffTurn = () => {}
  #callOffReversals = () => {}
  #callOffSweep = () => {}
  #sweepMs = defaultSweepMs
  #running = false

  constructor(options: EngineOptions) {
    this.#options = options
    this.#alarms = options.alarms ?? systemAlarms
    this.#recorder = createRecorder({ ...options, alarms: this.#alarms })
    this.#readLeaseClock = options.leaseClock ?? (() => readLeaseClock(options.db))
    this.#holds = options.holds ?? (() => true)
    const { parties, policy } = options.context
    const wake = (shard: number, at: Date) => this.wake(shard, at)
    const leaseClock = this.#readLeaseClock
    this.#reversals = createReversalSweep({ ...options, parties, policy, wake, leaseClock })
    const turn = (shard: number) => this.#renewBatch(shard)
    this.#lanes = createLanes({ ...options, count: laneCount, turn, retryMs })
  }

  /** Something is due in a shard, now or later. */
  wake(shard: number, at: Date): void {
    if (!this.#holds(shard)) {
      this.#options.wakeOthers?.(shard, at)
      return
    }
    const known = this.#due.get(shard)
    if (known === undefined || at.getTime() < known) this.#due.set(shard, at.getTime())
    if (this.#running) this.#arm()
  }

  /** A mandate of the shard falls due then. */
  wakeMandate(shard: number, at: Date): void {
    if (!this.#holds(shard)) {
      this.#options.wakeOthers?.(shard, at)
      return
    }
    this.#lanes.wake(shard, at)
    if (this.#running) this.#arm()
  }

  /** Wakes the shard of a renewal that was just written. */
  wakeFor(id: Uuid): void {
    this.wake(shardOf(id), this.#options.clock.now())
  }

  /** Starts timers and the sweep that finds whatever a wake-up missed. */
  start(sweepMs = defaultSweepMs): void {
    this.#running = true
    this.#sweepMs = sweepMs
    this.sweep()
    this.#sweepReversals()
  }

  /**
   * Looks now for whatever a wake-up missed: shards came into its hands, or nobody was listening.
   */
  sweep(): void {
    if (!this.#running) return
    this.#sweepIn(this.#sweepMs)
    this.#sweep().catch((error) => {
      this.#options.log.error('sweep failed', { error })
      this.#sweepIn(retryMs)
    })
  }

  /** Works off everything due at the clock's present moment, and what follows from it. */
  async settle(): Promise<void> {
    for (;;) {
      await Promise.all(this.#inFlight)
      await this.#reversals.runIfDue()
      await this.#sweep()
      await this.#lanes.drain()
      const now = this.#options.clock.now().getTime()
      const shards = [...this.#due].filter(([, at]) => at <= now).map(([shard]) => shard)
      if (shards.length === 0 && this.#inFlight.size === 0) return
      for (const shard of shards) {
        this.#due.delete(shard)
        await this.#turn(shard)
      }
    }
  }

  /** Calls back once after the next written change of a renewal; gives a way to stop listening. */
  onceChanged(renewal: Uuid, listener: () => void): () => void {
    const waiting = this.#listeners.get(renewal) ?? new Set()
    this.#listeners.set(renewal, waiting.add(listener))
    return () => {
      waiting.delete(listener)
      if (waiting.size === 0) this.#listeners.delete(renewal)
    }
  }

  async stop(): Promise<void> {
    this.#running = false
    this.#callOffTurn()
    this.#callOffSweep()
    this.#callOffReversals()
    await this.#lanes.stop()
    await this.#reversals.idle()
    await Promise.all(this.#turning.values())
    await Promise.all(this.#inFlight)
  }

  #sweepIn(ms: number): void {
    this.#callOffSweep()
    if (this.#running) this.#callOffSweep = this.#alarms.after(ms, () => this.sweep())
  }

  #sweepReversals(): void {
    const { policy } = this.#options.context
    this.#reversals.runIfDue().catch((error) => {
      this.#options.log.error('reversal sweep failed', { error })
    })
    const again = () => this.#running && this.#sweepReversals()
    this.#callOffReversals = this.#alarms.after(policy.reversalSweepMs, again)
  }

  #arm(): void {
    this.#callOffTurn()
    // A shard in its turn arms again when the turn ends.
    const waiting = [...this.#due].filter(([shard]) => !this.#turning.has(shard))
    const times = waiting.map(([, at]) => at)
    const mandateAt = this.#lanes.fill()
    if (mandateAt !== undefined) times.push(mandateAt)
    if (times.length === 0) return
    const wait = Math.min(...times) - this.#options.clock.now().getTime()
    const inTime = Math.max(0, Math.min(wait, defaultSweepMs))
    this.#callOffTurn = this.#alarms.after(inTime, () => this.#turnDue())
  }

  #turnDue(): void {
    const now = this.#options.clock.now().getTime()
    for (const [shard, at] of [...this.#due]) {
      if (at > now || this.#turning.has(shard)) continue
      this.#due.delete(shard)
      // Who holds it now has looked for itself when it came into its hands.
      if (this.#holds(shard)) this.#turn(shard)
    }
    this.#arm()
  }

  #turn(shard: number): Promise<void> {
    const { clock, log } = this.#options
    const turned = this.#claimAndRun(shard)
      .catch((error) => {
        log.error('engine turn failed', { shard, error })
        this.wake(shard, plusMs(clock.now(), retryMs))
      })
      .finally(() => {
        this.#turning.delete(shard)
        if (this.#running) this.#arm()
      })
    this.#turning.set(shard, turned)
    return turned
  }

  async #claimAndRun(shard: number): Promise<void> {
    const { obligations, clock, context, maxInFlight } = this.#options
    const free = maxInFlight - this.#inFlight.size
    if (free <= 0) {
      await Promise.race(this.#inFlight)
      return this.wake(shard, clock.now())
    }
    const { leaseMs } = context.policy
    const leaseNow = await this.#readLeaseClock()
    const now = clock.now()
    const works = await obligations.claimDue({ shard, now, leaseNow, leaseMs, limit: free })
    for (const work of works) this.#run(shard, work)
    if (works.length === 0) return this.#awaitNext(shard, now, leaseNow)
    // Should this process lose its answers, the rows come back when their lease has run out.
    this.wake(shard, plusMs(clock.now(), leaseMs + retryMs))
    if (works.length === free) this.wake(shard, clock.now())
  }

  /**
   * A shard has one wake-up, the earliest. When that finds nothing, what comes after it is looked
   * up: what falls due later, and what a worker that died may hold until its lease has run out.
   */
  async #awaitNext(shard: number, now: Date, leaseNow: Date): Promise<void> {
    const { leaseEnd, nextAt, mandateAt } = await this.#options.obligations.findNextTurn(shard, now)
    if (nextAt) this.wake(shard, nextAt)
    if (mandateAt) this.wakeMandate(shard, mandateAt)
    if (!leaseEnd) return
    const wait = Math.max(0, leaseEnd.getTime() - leaseNow.getTime()) + 100
    this.wake(shard, plusMs(this.#options.clock.now(), wait))
  }

  /** One batch of due mandates, to its last record; true when more are due in the shard. */
  async #renewBatch(shard: number): Promise<boolean> {
    if (!this.#holds(shard)) return false
    const { obligations, clock, context } = this.#options
    const { works, nextAt } = await obligations.claimMandates(shard, await this.#readLeaseClock())
    const now = clock.now()
    // Should this process lose its answers, the rows come back when their lease has run out.
    if (works.length > 0) this.wake(shard, plusMs(now, context.policy.leaseMs + retryMs))
    await Promise.all(works.map((work) => this.#run(shard, work)))
    if (nextAt && nextAt > now) this.wakeMandate(shard, nextAt)
    return nextAt !== undefined && nextAt <= now
  }

  #run(shard: number, work: Work): Promise<void> {
    const { context, log } = this.#options
    this.#recorder.begin(shard)
    const done = takeStep(work, context)
      .then(
        (change) => this.#recorder.record(shard, change),
        (error) => {
          this.#recorder.giveUp(shard)
          throw error
        },
      )
      .then((change) => change && this.#announce(shard, change))
      .catch((error) => {
        log.error('attempt turn failed; its lease will run out', {
          reference: work.reference,
          error,
        })
      })
      .finally(() => this.#inFlight.delete(done))
    this.#inFlight.add(done)
    return done
  }

  #announce(shard: number, { work, attempt, follow, mandate }: Change): void {
    if (attempt.nextAt) this.wake(shard, attempt.nextAt)
    if (follow) this.wake(shard, follow.nextAt)
    if (mandate?.nextDue) this.wakeMandate(shard, mandate.nextDue)
    const waiting = this.#listeners.get(work.renewalId)
    this.#listeners.delete(work.renewalId)
    for (const listener of waiting ?? []) listener()
  }

  async #sweep(): Promise<void> {
    for (const { shard, nextAt, mandateAt } of await this.#options.obligations.listNextDue()) {
      if (!this.#holds(shard)) continue
      if (nextAt) this.wake(shard, nextAt)
      if (mandateAt) this.wakeMandate(shard, mandateAt)
    }
  }
}
