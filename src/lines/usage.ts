import type { CountedDay, RunningPlan, UsageBucket } from '#operators'

/** A day as it is kept; `whole`: it was over when it was counted. */
export interface KeptDay extends CountedDay {
  readonly whole: boolean
}

/** told · refused: the operator does not tell it · silent: no readable answer · asked: not yet. */
export type UsageStanding = 'asked' | 'told' | 'refused' | 'silent'

/** What an operator last told about a line, and how the last question ended. */
export interface KeptUsage {
  readonly operator: string
  readonly standing: UsageStanding
  readonly asOf: Date
  readonly buckets: readonly UsageBucket[]
  readonly plans: readonly RunningPlan[] | null
  /** Oldest first; days that are not known are not there. */
  readonly days: readonly KeptDay[]
}

/** The days whose every kind is known, for a forecast: what is not known must not count as 0. */
export function wholeDays(days: readonly KeptDay[]) {
  return days.flatMap(({ date, dataMb, minutes, sms, whole }) =>
    whole && dataMb !== null && minutes !== null && sms !== null
      ? [{ date, dataMb, minutes, sms }]
      : [],
  )
}

/** Volumes and plans as they stand at a moment: what has ended since it was told is over. */
export function standingAt({ buckets, plans }: Pick<KeptUsage, 'buckets' | 'plans'>, at: Date) {
  return {
    buckets: buckets.filter(({ validUntil }) => validUntil === null || validUntil > at),
    plans: plans?.filter(({ endsAt }) => endsAt > at) ?? null,
  }
}

export type LineState = 'active' | 'no_plan' | 'unknown'

export function stateOf(
  { buckets, plans }: Pick<KeptUsage, 'buckets' | 'plans'>,
  at: Date,
): LineState {
  if (plans?.some(({ startsAt }) => startsAt <= at) || buckets.length > 0) return 'active'
  return plans === null ? 'unknown' : 'no_plan'
}
