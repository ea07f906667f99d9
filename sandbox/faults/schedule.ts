import { hash } from 'node:crypto'
import type { Action, FaultKind, Party, Rule, Rulebook } from './rule.ts'

/** What can be struck: one arrival of a request, or one callback that is about to be written. */
export interface Target {
  readonly party: Party
  readonly action: Action
  /** The caller's own name for it; a number or nothing where there is none. */
  readonly reference: string
}

/** A rule that struck. `draw` gives further numbers from 0 to 1, one for each purpose. */
export interface Strike {
  readonly rule: Rule
  readonly draw: (purpose: string) => number
}

/** A rulebook that is under way. */
export interface Schedule {
  /** Counts the target and says what strikes it, in the order of the rules. */
  strike(target: Target, at: number): readonly Strike[]
  /** Seconds until a rule has ended, for `Retry-After`; undefined when it has no end. */
  endsIn_s(rule: Rule, at: number): number | undefined
  show(at: number): object
}

/** Only one of these can happen to one request: it is lost, or its answer is, or something else. */
const decisive = new Set<FaultKind>([
  ...(['lost_request', 'silence', 'outage', 'error_before_effect'] as const),
  ...(['error_after_effect', 'lost_answer', 'garbage', 'slow_drip'] as const),
])

/** These are about callbacks, and yet decided when the request comes that leads to them. */
const decidedEarly = new Set<FaultKind>(['early', 'forged'])
const leadsToCallback = new Set<Action>(['topup', 'charge', 'refund'])

/**
 * Every fate is a hash of seed, rule, reference and how often that reference came, never the next
 * number of a shared stream: whatever arrives at the same time, in whatever order, a request meets
 * the same fate when the same run is made again.
 */
export function createSchedule(rulebook: Rulebook, startedAt: number): Schedule {
  const arrivals = new Map<string, number>()
  const struck = new Map<string, number>()
  const tallies = rulebook.rules.map(() => ({ matched: 0, fired: 0 }))

  function isInForce(rule: Rule, at: number): boolean {
    const age_ms = at - startedAt
    return age_ms >= rule.from_ms && (rule.until_ms === null || age_ms < rule.until_ms)
  }

  /** True while a rule that is limited per reference has not used up this one's share. */
  function isLeft(rule: Rule, index: number, target: Target): boolean {
    if (rule.times === null) return true
    const key = `${index} ${target.party} ${target.reference}`
    const before = struck.get(key) ?? 0
    if (before >= rule.times) return false
    struck.set(key, before + 1)
    return true
  }

  return {
    strike(target, at) {
      const name = `${target.party} ${target.action} ${target.reference}`
      const count = (arrivals.get(name) ?? 0) + 1
      arrivals.set(name, count)
      const strikes: Strike[] = []
      for (const [index, rule] of rulebook.rules.entries()) {
        if (!isMeant(rule, target) || !isInForce(rule, at)) continue
        tallies[index]!.matched++
        const draw = (purpose: string) =>
          fraction(`${rulebook.seed} ${index} ${purpose} ${count} ${name}`)
        if (draw('') >= rule.probability) continue
        const isTaken = strikes.some((other) => decisive.has(other.rule.fault))
        if ((decisive.has(rule.fault) && isTaken) || !isLeft(rule, index, target)) continue
        tallies[index]!.fired++
        strikes.push({ rule, draw })
      }
      return strikes
    },
    endsIn_s(rule, at) {
      if (rule.until_ms === null) return undefined
      return Math.max(1, Math.ceil((startedAt + rule.until_ms - at) / 1000))
    },
    show: (at) => ({
      seed: rulebook.seed,
      started_at: new Date(startedAt).toISOString(),
      age_ms: at - startedAt,
      rules: rulebook.rules.map((rule, index) => ({ ...rule, ...tallies[index] })),
    }),
  }
}

function isMeant(rule: Rule, target: Target): boolean {
  if (!rule.party.includes(target.party)) return false
  if (decidedEarly.has(rule.fault)) return leadsToCallback.has(target.action)
  return rule.on.includes(target.action)
}

/** 48 bits of a hash as a number from 0 to just below 1. */
function fraction(text: string): number {
  return hash('sha256', text, 'buffer').readUIntBE(0, 6) / 2 ** 48
}

/** A whole number of milliseconds within the rule's range, the same for the same fate. */
export function drawLatency(strike: Strike): number {
  const [least, most] = strike.rule.latency_ms!
  return least + Math.floor(strike.draw('latency') * (most - least + 1))
}
