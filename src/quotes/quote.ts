import type {
  Allowance,
  AppliedTaxRule,
  Localized,
  PlanPrice,
  PriceBreakdown,
  RenewalEffect,
} from '#catalog'
import type { Money, Msisdn, Uuid, Validity } from '#kernel'

/**
 * What buying does to the line, as far as it can be known without proof of the line: the plan's
 * rule and the clock.
 */
export interface Effect {
  /**
   * What happens if a bundle of the same kind is still running. `start`: nothing can be running
   * that matters.
   */
  readonly kind: 'stack' | 'replace' | 'queue' | 'start' | 'refused' | 'unknown'
  /**
   * rule: follows from the plan's stated rule, whatever the line holds · confirmed: the operator's
   * own word about this line · unknown.
   */
  readonly certainty: 'rule' | 'confirmed' | 'unknown'
  /**
   * When the new plan starts and ends if nothing of its kind is running (`expiresAt` null where the
   * validity rule is unknown).
   */
  readonly startsAt: Date
  readonly expiresAt: Date | null
  /** What is lost: `running_bundle` (replace), `nothing`, or null when it is not known. */
  readonly loses: 'running_bundle' | 'nothing' | null
}

/**
 * A later moment today's buyer would do better at: after midnight a calendar-day plan ends one day
 * later.
 */
export interface BestMoment {
  readonly at: Date
  readonly expiresAt: Date
  readonly gainsDays: number
}

export interface Quote {
  readonly id: Uuid
  readonly msisdn: Msisdn
  readonly operator: {
    readonly id: string
    readonly name: Localized
    readonly confidence: 'prefix_guess' | 'chosen'
  }
  readonly plan: QuotedPlan
  readonly price: PriceBreakdown
  readonly total: Money
  readonly taxRule: AppliedTaxRule
  readonly effect: Effect
  readonly bestMoment: BestMoment | undefined
  readonly expiresAt: Date
  /**
   * Things worth knowing that do not stop the sale: `number_unusual` (metadata does not know the
   * range).
   */
  readonly warnings: readonly string[]
}

/** The plan as it was when quoted; later catalogue changes do not reach it. */
export interface QuotedPlan {
  readonly id: string
  readonly name: Localized
  readonly allowance: Allowance
  readonly validity: Validity
  readonly price: PlanPrice
  readonly renewalEffect: RenewalEffect
  readonly source: string
  readonly asOf: string
  readonly verified: boolean
  readonly confirmedBy: string | null
}

export interface QuoteRequest {
  /** As the customer typed it: any digits, spaces, +92, 0092, 03…. */
  readonly msisdn?: string
  readonly iccid?: string
  readonly plan: string
  readonly operator?: string
  readonly territory?: string
  readonly currency?: string
}
