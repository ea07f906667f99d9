import { randomBytes } from 'node:crypto'
import type { Change, StepContext } from '#attempts'
import type { Db } from '#db'
import { type Alarms, type Clock, plusMs, shardOf, systemAlarms, type Uuid } from '#kernel'
import type { Logger } from '#telemetry'
import { createHeldLine, type HeldLine } from './held-line.ts'
import { createLanes, type Lanes } from './lanes.ts'
import { carryLeaseClock } from './lease-clock.ts'
import type { Obligations } from './obligations.ts'
import { createRecorder } from './recorder.ts'
import { createRunner, type Runner } from './run-claimed.ts'
import { readLeaseClock } from './store/lease-clock.ts'
import { createReversalSweep, type ReversalSweep } from './sweep-reversals.ts'
import { type Claimed, createTurns, type Turns } from './take-turns.ts'
import { createUpstreams, type Upstreams } from './upstreams.ts'

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
  /** Never goes back, whatever happens to the clock; the machine's own unless told otherwise. */
  readonly monotonic?: () => number
  /** Switches, breakers and rates; without limits when absent. */
  readonly upstreams?: Upstreams
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
  readonly #runner: Runner
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
  readonly #upstreams: Upstreams
  readonly #line: HeldLine
  readonly #turns: Turns
  /** Attempts that a turn has begun, ever. */
  #started = 0
  #callOffTurn = () => {}
  #callOffReversals = () => {}
  #callOffSweep = () => {}
  #sweepMs = defaultSweepMs
  #running = false

  constructor(options: EngineOptions) {
    this.#options = options
    this.#alarms = options.alarms ?? systemAlarms
    this.#holds = options.holds ?? (() => true)
    const monotonic = options.monotonic ?? (() => performance.now())
    this.#readLeaseClock =
      options.leaseClock ?? carryLeaseClock(() => readLeaseClock(options.db), monotonic)
    const { parties, policy } = options.context
    const wake = (shard: number, at: Date) => this.wake(shard, at)
    const wakeMandate = (shard: number, at: Date) => this.wakeMandate(shard, at)
    const leaseClock = this.#readLeaseClock
    const random = randomBytes
    this.#upstreams = options.upstreams ?? createUpstreams({ ...options, parties, random })
    this.#reversals = createReversalSweep({ ...options, parties, policy, wake, leaseClock })
    this.#line = createHeldLine({
      ...{ ...options, alarms: this.#alarms, upstreams: this.#upstreams },
      wake: (shard) => this.wake(shard, options.clock.now()),
      wakeMandates: (shard) => this.wakeMandate(shard, options.clock.now()),
    })
    this.#runner = createRunner({
      ...{ ...options, monotonic, wake, upstreams: this.#upstreams },
      recorder: createRecorder({ ...options, alarms: this.#alarms }),
      announce: (shard, change) => this.#announce(shard, change),
    })
    this.#turns = createTurns({
      ...{ ...options, wake, wakeMandate, leaseClock, retryMs },
      ...{ upstreams: this.#upstreams, line: this.#line, monotonic },
      run: (shard, claimed) => this.#run(shard, claimed),
    })
    const turn = async (shard: number) => this.#holds(shard) && this.#turns.renewBatch(shard)
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
    this.#line.start()
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
      await this.#upstreams.refreshIfDue()
      await this.#sweep((shard) => !this.#line.holds(shard))
      await this.#lanes.drain()
      const started = this.#started
      const released = this.#line.release()
      const now = this.#options.clock.now().getTime()
      const shards = [...this.#due].filter(([, at]) => at <= now).map(([shard]) => shard)
      if (shards.length === 0 && this.#inFlight.size === 0) return
      for (const shard of shards) {
        this.#due.delete(shard)
        await this.#turn(shard)
      }
      // What was let go and could not be taken after all waits for another moment.
      if (released && this.#started === started && this.#inFlight.size === 0) return
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
    this.#line.stop()
    await this.#lanes.stop()
    await this.#reversals.idle()
    await Promise.all(this.#turning.values())
    await Promise.all(this.#inFlight)
    await this.#upstreams.idle()
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
    const free = this.#options.maxInFlight - this.#inFlight.size
    if (free > 0) return this.#turns.takeDue(shard, free)
    await Promise.race(this.#inFlight)
    this.wake(shard, this.#options.clock.now())
  }

  #run(shard: number, claimed: Claimed): Promise<void> {
    this.#started += 1
    const done = this.#runner.run(shard, claimed).finally(() => {
      claimed.seat.leave()
      this.#inFlight.delete(done)
    })
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

  async #sweep(isWanted: (shard: number) => boolean = () => true): Promise<void> {
    for (const { shard, nextAt, mandateAt } of await this.#options.obligations.listNextDue()) {
      if (!this.#holds(shard) || !isWanted(shard)) continue
      if (nextAt) this.wake(shard, nextAt)
      if (mandateAt) this.wakeMandate(shard, mandateAt)
    }
  }
}
