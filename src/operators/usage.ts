import type { Outcome } from '#kernel'

/**
 * What a bucket is for; `other` is one whose meaning its operator's name for it does not tell us.
 */
export const bucketKinds = [
  ...(['data', 'data_offpeak', 'social'] as const),
  ...(['minutes_all_net', 'minutes_on_net', 'minutes_off_net', 'sms', 'other'] as const),
] as const
export type BucketKind = (typeof bucketKinds)[number]

/**
 * A volume that runs on a line. Whole MB, minutes or SMS: what is left rounded down, what is used
 * rounded up. A figure that the operator does not tell, or that contradicts another, is null and
 * never 0.
 */
export interface UsageBucket {
  readonly kind: BucketKind
  /** The operator's own word for it. */
  readonly name: string
  /** Null where the operator counts in a unit that nobody knows here. */
  readonly unit: 'MB' | 'min' | 'SMS' | null
  readonly total: number | null
  readonly used: number | null
  readonly remaining: number | null
  readonly unlimited: boolean
  readonly validUntil: Date | null
}

/** What a line used on one calendar day of its operator's zone; null for what is not told. */
export interface CountedDay {
  readonly date: string
  readonly dataMb: number | null
  readonly minutes: number | null
  readonly sms: number | null
}

/** A plan that runs on a line, or waits for its turn. */
export interface RunningPlan {
  /** The operator's id of it, as in its tariff. */
  readonly plan: string
  readonly name: string
  readonly startsAt: Date
  readonly endsAt: Date
}

export interface LineUsage {
  readonly buckets: readonly UsageBucket[]
  /** Oldest first, the day that runs among them; null where the operator tells no days. */
  readonly days: readonly CountedDay[] | null
  /** What runs first, then what is queued; null where the operator could not be understood. */
  readonly plans: readonly RunningPlan[] | null
  /** When the operator counted, by its own word. */
  readonly asOf: Date
}

/** not_reported: the operator does not tell this of the number, today and tomorrow. */
export type UsageRefusal = 'not_reported'

export type UsageOutcome = Outcome<LineUsage, UsageRefusal>
