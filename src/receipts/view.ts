import type { AttentionReason, RenewalEvent, RenewalStatus } from '#attempts'
import type { Money, Uuid } from '#kernel'
import type { Quote } from '#quotes'

/** One line of the timeline; `event` is also a message key (`event.<event>`). */
export interface TimelineEvent {
  readonly at: Date
  readonly event: RenewalEvent
}

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
