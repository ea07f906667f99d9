import type { Localized, PlanPrice, PriceBreakdown, RenewalEffect, Territory } from '#catalog'
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
  readonly taxRule: {
    readonly id: string
    readonly territory: Territory
    readonly advanceTaxBp: number
    readonly serviceTaxBp: number
    readonly assumed: boolean
  }
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
  readonly allowance: import('#catalog').Allowance
  readonly validity: Validity
  readonly price: PlanPrice
  readonly renewalEffect: RenewalEffect
  readonly source: string
  readonly asOf: string
  readonly verified: boolean
  readonly confirmedBy: string | null
}

export const renewalStatuses = [
  'awaiting_payment',
  'paying',
  'paid',
  'delivering',
  'delivered',
  'refunding',
  'refunded',
  'declined',
  'expired',
  'cancelled',
  'needs_attention',
] as const

export type RenewalStatus = (typeof renewalStatuses)[number]

/** One line of the timeline; `event` is also a message key (`event.<event>`). */
export interface TimelineEvent {
  readonly at: Date
  readonly event: RenewalEvent
}

export type RenewalEvent =
  | 'placed'
  /** It renewed by itself, and the wallet paid. */
  | 'auto_paid'
  | 'payer_must_confirm'
  | 'payment_unanswered'
  | 'paid'
  | 'declined'
  | 'payment_expired'
  | 'cancelled'
  | 'delivery_sent'
  | 'delivery_unanswered'
  | 'delivery_resent'
  | 'delivered'
  | 'delivery_refused'
  | 'delivery_reversed'
  | 'paid_too_late'
  | 'refund_started'
  | 'refund_unanswered'
  | 'refunded'
  | 'attention_needed'
  | 'settled_by_person'

export const attentionReasons = [
  'payment_unanswered',
  'payment_amount_differs',
  'operator_silent',
  'refund_unanswered',
  'refund_refused',
  'books_differ',
  'invariant_broken',
] as const

/** Why a person has it. */
export type AttentionReason = (typeof attentionReasons)[number]

export interface Renewal {
  readonly id: Uuid
  readonly status: RenewalStatus
  /** What was sold; of an automatic renewal, as it would have been quoted at that moment. */
  readonly quote: Quote
  /** Which renewal of its mandate it is; null when somebody ordered it. */
  readonly period: number | null
  readonly total: Money
  readonly payment: {
    readonly method: string
    /** none: not asked yet · unknown: asked, not answered · action: waits for the payer. */
    readonly status:
      | 'none'
      | 'unknown'
      | 'action'
      | 'paid'
      | 'declined'
      | 'expired'
      | 'cancelled'
      | 'refunding'
      | 'refunded'
    readonly reference: string
    readonly nextAction:
      | { readonly type: 'redirect'; readonly url: string; readonly expiresAt: Date | null }
      | undefined
  }
  readonly delivery: {
    readonly status: 'none' | 'unknown' | 'delivered' | 'refused' | 'reversed'
    readonly reference: string | null
    readonly tries: number
  }
  /** While something is pending: by this moment it is delivered, refunded, or a person has it. */
  readonly promisedBy: Date | null
  readonly attention: AttentionReason | null
  readonly deliveredAt: Date | null
  /** When the delivered plan ends by its rule, counted from the delivery. */
  readonly expiresAt: Date | null
  readonly timeline: readonly TimelineEvent[]
  readonly createdAt: Date
}

export const finalStatuses: readonly RenewalStatus[] = [
  'refunded',
  'declined',
  'expired',
  'cancelled',
]

/**
 * True while something outside can still be expected to change it soon; the page refreshes itself.
 */
export function isPending(status: RenewalStatus): boolean {
  return status !== 'delivered' && !finalStatuses.includes(status)
}
