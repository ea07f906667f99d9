import type { Currency } from '#kernel'
import type { Localized, Operator, Plan, PriceBasis } from './plan.ts'
import type { TaxRule, Territory } from './tax.ts'

/** Where the program runs: simulated operators and no real money, or the real thing. */
export type Environment = 'sandbox' | 'production'

/**
 * network: has lines of its own · brand: sells another's network · travel_esim: a foreign line
 * roaming here.
 */
export type OperatorKind = 'network' | 'brand' | 'travel_esim'

export interface OperatorFact extends Operator {
  readonly kind: OperatorKind
  /** Offered as a choice of "whose line is it"; the others only have plans that are listed. */
  readonly choosable: boolean
}

/** One price of a plan and the days it holds; local dates of the operator, `until` exclusive. */
export interface DatedPrice {
  /** `-infinity`: as far back as is known. Sorts before every date as text, too. */
  readonly from: string
  readonly until: string | null
  readonly basis: PriceBasis
  readonly amount: bigint | null
  readonly currency: Currency
}

/** A plan as the facts have it: every price it has or will have instead of the one of today. */
export interface PlanFact extends Omit<Plan, 'price'> {
  readonly prices: readonly DatedPrice[]
  /** `sandbox`: invented for the simulated network and never shown in production. */
  readonly environment: 'sandbox' | null
  readonly stale: boolean
  readonly autoRecurring: boolean | null
  /** The deed of staff that added it; it is for sale only from the day that a statement names. */
  readonly addedBy?: bigint | undefined
}

/** A rule is used in its own environment only: the simulated network's taxes are nobody's law. */
export interface TaxRuleFact extends TaxRule {
  readonly environment: Environment
}

export interface TerritoryName {
  readonly id: Territory
  readonly name: Localized
}

export interface Facts {
  readonly operators: readonly OperatorFact[]
  readonly plans: readonly PlanFact[]
  readonly taxRules: readonly TaxRuleFact[]
  readonly territories: readonly TerritoryName[]
}

/** A dated row holds on a local day; `until` is exclusive. */
export function holdsOn(from: string, until: string | null, day: string): boolean {
  return from <= day && (until === null || day < until)
}

/** The calendar day in a zone, as a date without a time: `2026-11-23`. */
export function localDay(at: Date, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime())
    .toZonedDateTimeISO(zone)
    .toPlainDate()
    .toString()
}

/** The zone whose calendar dates tax law and price lists: all of Pakistan has one. */
export const marketZone = 'Asia/Karachi'
