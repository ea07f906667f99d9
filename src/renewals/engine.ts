import type { Db } from '#db'
import { type Alarms, type Clock, shardOf, systemAlarms, type Uuid } from '#kernel'
import type { Logger } from '#telemetry'
import { createRecorder } from './recorder.ts'
import { claimDue, listNextDue, readLeaseClock } from './store/claim.ts'
import { type StepContext, takeStep } from './take-step.ts'
import type { Change } from './work.ts'

export interface EngineOptions {
  readonly db: Db
  readonly clock: Clock
  readonly context: StepContext
  readonly accounts: ReadonlyMap<string, number>
  readonly log: Logger
  /** Calls under way at once. */
  readonly maxInFlight: number
  /** The database's clock; the simulation moves it. */
  readonly leaseClock?: () => Promise<Date>
  /** What wake-ups and the sweep wait by; the machine's own timers unless told otherwise. */
  readonly alarms?: Alarms
}

export interface Engine {
  /** Something is due in a shard, now or later. A wake-up only: the rows are the truth. */
  wake(shard: number, at: Date): void
  /** Starts timers and the sweep that finds whatever a wake-up missed. */
  start(): void
  /** Works off everything due at the clock's present moment, and what follows from it. */
  settle(): Promise<void>
  /** Calls back once after the next written change of a renewal; gives a way to stop listening. */
  onceChanged(renewal: Uuid, listener: () => void): () => void
  stop(): Promise<void>
}

const sweepMs = 30_000

/**
 * The set-based state machine: claim what is due in one shard, ask the parties with no transaction open,
 * write whatever has been answered in one statement. The same turn serves one payer at once and a queue at midnight.
 */
export function createEngine(options: EngineOptions): Engine {
  const { db, clock, context, log } = options
  const readClock = options.leaseClock ?? (() => readLeaseClock(db))
  const alarms = options.alarms ?? systemAlarms
  const recorder = createRecorder(options)
  const due = new Map<number, number>()
  const inFlight = new Set<Promise<void>>()
  const turning = new Map<number, Promise<void>>()
  const listeners = new Map<string, Set<() => void>>()
  let callOffTurn = () => {}
  let callOffSweep = () => {}
  let running = false

  function wake(shard: number, at: Date) {
    const known = due.get(shard)
    if (known === undefined || at.getTime() < known) due.set(shard, at.getTime())
    if (running) arm()
  }

  function arm() {
    callOffTurn()
    // A shard in its turn arms again when the turn ends.
    const waiting = [...due].filter(([shard]) => !turning.has(shard)).map(([, at]) => at)
    if (waiting.length === 0) return
    const wait = Math.min(...waiting) - clock.now().getTime()
    callOffTurn = alarms.after(Math.max(0, Math.min(wait, sweepMs)), turnDue)
  }

  function turnDue() {
    const now = clock.now().getTime()
    for (const [shard, at] of [...due]) {
      if (at > now || turning.has(shard)) continue
      due.delete(shard)
      turn(shard)
    }
    arm()
  }

  function turn(shard: number): Promise<void> {
    const turned = claimAndRun(shard)
      .catch((error) => {
        log.error('engine turn failed', { shard, error: String(error) })
        // The rows stay due; a database that is away is asked again, not hammered.
        wake(shard, new Date(clock.now().getTime() + 1000))
      })
      .finally(() => {
        turning.delete(shard)
        if (running) arm()
      })
    turning.set(shard, turned)
    return turned
  }

  async function claimAndRun(shard: number) {
    const free = options.maxInFlight - inFlight.size
    if (free <= 0) {
      await Promise.race(inFlight)
      return wake(shard, clock.now())
    }
    const works = await claimDue(db, {
      shard,
      now: clock.now(),
      leaseNow: await readClock(),
      leaseMs: context.policy.leaseMs,
      limit: free,
    })
    for (const work of works) {
      const done = takeStep(work, context)
        .then((change) => recorder.record(shard, change))
        .then((change) => change && announce(shard, change))
        .catch((error) =>
          log.error('attempt turn failed; its lease will run out', {
            reference: work.reference,
            error: String(error),
          }),
        )
        .finally(() => inFlight.delete(done))
      inFlight.add(done)
      wake(shard, new Date(clock.now().getTime() + context.policy.leaseMs + 1000))
    }
    if (works.length === free) wake(shard, clock.now())
  }

  function announce(shard: number, { work, attempt, follow }: Change) {
    if (attempt.nextAt) wake(shard, attempt.nextAt)
    if (follow) wake(shard, follow.nextAt)
    const waiting = listeners.get(work.renewalId)
    listeners.delete(work.renewalId)
    for (const listener of waiting ?? []) listener()
  }

  async function sweep() {
    for (const { shard, nextAt } of await listNextDue(db)) wake(shard, nextAt)
  }

  return {
    wake,
    start() {
      running = true
      const sweepOn = () => {
        callOffSweep = alarms.after(sweepMs, sweepOn)
        sweep().catch((error) => log.error('sweep failed', { error: String(error) }))
      }
      sweepOn()
    },
    async settle() {
      for (;;) {
        await Promise.all(inFlight)
        await sweep()
        const now = clock.now().getTime()
        const shards = [...due].filter(([, at]) => at <= now).map(([shard]) => shard)
        if (shards.length === 0 && inFlight.size === 0) return
        for (const shard of shards) {
          due.delete(shard)
          await turn(shard)
        }
      }
    },
    onceChanged(renewal, listener) {
      const waiting = listeners.get(renewal) ?? new Set()
      listeners.set(renewal, waiting.add(listener))
      return () => waiting.delete(listener)
    },
    async stop() {
      running = false
      callOffTurn()
      callOffSweep()
      await Promise.all(turning.values())
      await Promise.all(inFlight)
    },
  }
}

/** Wakes the engine for a renewal that was just written. */
export function wakeFor(engine: Engine, id: Uuid, at: Date): void {
  engine.wake(shardOf(id), at)
}
