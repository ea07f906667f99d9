import { hash } from 'node:crypto'
import type { SeededRandom } from '#test'

/**
 * Somebody who can stop: a worker, and each of its lives is one actor. What a dead actor has asked
 * for may still take effect outside; it never hears of it.
 */
export interface Actor {
  readonly name: string
  isAlive: boolean
}

/** How a pending event ends when its actor dies: a timer is gone, a request may be on its way. */
export type Kind = 'timer' | 'request'

interface Pending {
  readonly actor: Actor
  readonly kind: Kind
  readonly label: string
  at: number
  readonly go: () => Promise<void>
}

export interface Scheduler {
  /** Epoch milliseconds of the simulated world. */
  now(): number
  /**
   * Waits for its turn, `ms` from now at the earliest, then runs `effect`. The one way in which
   * anything of a simulated world happens.
   */
  turn<T>(
    actor: Actor,
    what: { kind: Kind; label: string; ms?: number },
    effect: () => Promise<T> | T,
  ): Promise<T>
  /** Like `turn`, for what can be called off. */
  after(actor: Actor, label: string, ms: number, call: () => void): () => void
  /** Ends an actor's life; each request on its way gets through or not, as the seed says. */
  kill(actor: Actor): void
  /** Runs events until `isOver` says so between two, or until `until`. */
  run(until: number, isOver?: () => boolean): Promise<void>
  /**
   * Adds a line to the trace, at the present moment. A function writes it out when somebody reads
   * the trace: of ninety-nine seeds in a hundred nobody does.
   */
  note(text: string | (() => string)): void
  /** Every line so far; the same seed gives the same lines. */
  trace(): readonly string[]
}

const never = new Promise<never>(() => {})

/**
 * Holds everything that is waited for (statements, calls, timers) as pending events and lets one go
 * at a time, chosen by the seed among those whose moment has come; only when there is none does the
 * clock move, and then straight to the next. Promise jobs in between run in one order only, so the
 * seed decides every interleaving there is.
 */
export function createScheduler(start: number, random: SeededRandom): Scheduler {
  const pending = new Set<Pending>()
  const lines: { readonly at: number; readonly text: string | (() => string) }[] = []
  let now = start

  const note = (text: string | (() => string)) => {
    lines.push({ at: now, text })
  }

  function turn<T>(
    actor: Actor,
    what: { kind: Kind; label: string; ms?: number },
    effect: () => Promise<T> | T,
  ): Promise<T> {
    if (!actor.isAlive) return never
    return new Promise((resolve, reject) => {
      const go = async () => {
        try {
          const result = await effect()
          if (actor.isAlive) resolve(result)
        } catch (error) {
          if (actor.isAlive) reject(error)
        }
      }
      pending.add({ actor, kind: what.kind, label: what.label, at: now + (what.ms ?? 0), go })
    })
  }

  return {
    now: () => now,
    turn,
    after(actor, label, ms, call) {
      if (!actor.isAlive) return () => {}
      const event: Pending = { actor, kind: 'timer', label, at: now + ms, go: async () => call() }
      pending.add(event)
      return () => pending.delete(event)
    },
    kill(actor) {
      actor.isAlive = false
      note(`${actor.name} dies`)
      for (const event of pending) {
        if (event.actor !== actor) continue
        const getsThrough = event.kind === 'request' && random.next() < 0.5
        if (!getsThrough) pending.delete(event)
      }
    },
    async run(until, isOver = () => false) {
      for (;;) {
        // Everything that follows from the last event is a promise job, done before this returns.
        await new Promise(setImmediate)
        if (isOver()) return
        const next = chooseNext(pending, now, random)
        if (!next || next.at > until) {
          now = Math.max(now, until)
          return
        }
        now = Math.max(now, next.at)
        pending.delete(next)
        if (next.label) note(`${next.actor.name} ${next.label}`)
        await next.go()
      }
    },
    note,
    trace: () =>
      lines.map(({ at, text }) => {
        const words = typeof text === 'string' ? text : text()
        return `${((at - start) / 1000).toFixed(3)} ${words}`
      }),
  }
}

/** One of those whose moment has come, by the seed; else the earliest, the oldest of equals. */
function chooseNext(
  pending: ReadonlySet<Pending>,
  now: number,
  random: SeededRandom,
): Pending | undefined {
  let earliest: Pending | undefined
  const ready: Pending[] = []
  for (const event of pending) {
    if (event.at <= now) ready.push(event)
    if (!earliest || event.at < earliest.at) earliest = event
  }
  return ready.length > 0 ? random.pick(ready) : earliest
}

/** A short name for any content: what two runs of one seed are compared by. */
export function digest(content: unknown): string {
  const text = JSON.stringify(content, (_, value) =>
    typeof value === 'bigint' ? value.toString() : value,
  )
  return hash('sha1', text ?? 'undefined').slice(0, 8)
}
