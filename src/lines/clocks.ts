import { earlier } from '#kernel'
import type { RunOut } from './forecast-run-out.ts'
import type { KeptUsage } from './usage.ts'

/**
 * What can end a line, or what it can do. Others will follow (inactivity, visa, handset): a clock
 * is listed where something is known of it.
 */
export interface LineClock {
  readonly kind: 'plan' | 'data'
  /** When it strikes, most likely; null where it cannot be told. */
  readonly at: Date | null
  /** The ends of the range of a forecast; null: not before it ends anyway. */
  readonly earliest: Date | null
  readonly latest: Date | null
  /** stated: by the operator · forecast: from the line's own days · unknown */
  readonly certainty: 'stated' | 'forecast' | 'unknown'
  readonly movedBy: readonly ('renewal' | 'use')[]
}

export interface Deadline {
  readonly clock: LineClock['kind']
  /** When to have acted: the early end of what binds. */
  readonly at: Date
  readonly action: 'renew'
}

type Standing = Pick<KeptUsage, 'buckets' | 'plans'>

/** The one that strikes first comes first; what cannot be told comes last. */
export function clocksOf(standing: Standing, runOut: RunOut | undefined): LineClock[] {
  return [planClock(standing), dataClock(standing, runOut)]
    .filter((clock) => clock !== undefined)
    .sort((a, b) => (a.at?.getTime() ?? Infinity) - (b.at?.getTime() ?? Infinity))
}

export function deadlineOf(clocks: readonly LineClock[]): Deadline | null {
  const [first] = clocks
  if (!first?.at) return null
  return { clock: first.kind, at: earlier(first.earliest ?? first.at, first.at), action: 'renew' }
}

/** The end of the last plan that runs or is queued: after it the line has none. */
function planClock({ plans, buckets }: Standing): LineClock | undefined {
  const ends = plans
    ? plans.map(({ endsAt }) => endsAt)
    : buckets.flatMap(({ validUntil }) => validUntil ?? [])
  if (ends.length === 0 && plans !== null) return undefined
  const at = lastOf(ends)
  const certainty = at ? 'stated' : 'unknown'
  return { kind: 'plan', at, earliest: null, latest: null, certainty, movedBy: ['renewal'] }
}

/** Absent where a line has no data volume, or one without an end. */
function dataClock({ buckets }: Standing, runOut: RunOut | undefined): LineClock | undefined {
  const data = buckets.filter(({ kind }) => kind === 'data')
  if (data.length === 0 || data.some(({ unlimited }) => unlimited)) return undefined
  const end = data.every(({ validUntil }) => validUntil !== null)
    ? lastOf(data.map(({ validUntil }) => validUntil!))
    : null
  const clock = { kind: 'data', movedBy: ['renewal', 'use'] } as const
  if (!runOut) return { ...clock, at: null, earliest: null, latest: null, certainty: 'unknown' }
  const { earliest, likely, latest } = runOut
  if (likely) return { ...clock, at: likely, earliest, latest, certainty: 'forecast' }
  // What is left ends with its validity; it may run out before, if the line is used much.
  return { ...clock, at: end, earliest, latest: null, certainty: end ? 'stated' : 'unknown' }
}

function lastOf(dates: readonly Date[]): Date | null {
  return dates.length === 0 ? null : new Date(Math.max(...dates.map((date) => date.getTime())))
}
