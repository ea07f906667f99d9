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
  /** The party was stopped by a person; the attempt waits as it is. */
  'upstream_stopped',
  /** Our balance with the operator is empty: nothing was delivered, and it is tried again. */
  'float_empty',
  'books_differ',
  'invariant_broken',
] as const

/** Why a person has it. */
export type AttentionReason = (typeof attentionReasons)[number]

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
