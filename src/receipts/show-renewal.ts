import {
  type AttemptState,
  type AttentionReason,
  attemptReference,
  type Leg,
  type RenewalEvent,
  type RenewalStatus,
} from '#attempts'
import type { Uuid } from '#kernel'
import type { Quote } from '#quotes'
import type { Renewal } from './view.ts'

/** A renewal as its rows have it: what is read, and what was placed a moment ago. */
export interface KeptRenewal {
  readonly id: Uuid
  readonly status: RenewalStatus
  readonly attention: AttentionReason | null
  readonly method: string
  readonly walletId: Uuid | null
  readonly period: number | null
  readonly nextAction: { readonly url: string; readonly expiresAt: string | null } | null
  readonly promisedBy: Date | null
  readonly deliveredAt: Date | null
  readonly endsAt: Date | null
  readonly createdAt: Date
  /** In the order of their numbers. */
  readonly attempts: readonly ShownAttempt[]
  /** As they were written. */
  readonly events: readonly { readonly at: Date; readonly event: RenewalEvent }[]
}

export interface ShownAttempt {
  readonly leg: Leg
  readonly n: number
  readonly state: AttemptState
  readonly sends: number
  readonly firstSentAt: Date | null
}

/** Rows as everybody sees them. Pure. */
export function showRenewal(kept: KeptRenewal, quote: Quote): Renewal {
  const { id, status, attempts } = kept
  const latest = (leg: Leg) => attempts.findLast((attempt) => attempt.leg === leg)
  return {
    id,
    status,
    quote,
    period: kept.period,
    total: quote.total,
    payment: {
      method: kept.method,
      status:
        kept.walletId === null
          ? paymentStatus(status, latest('charge'), latest('refund'))
          : walletStatus(status),
      reference: attemptReference(id, 'charge', 1),
      nextAction: nextAction(kept),
    },
    delivery: deliveryOf(id, latest('delivery')),
    promisedBy: kept.promisedBy,
    attention: kept.attention,
    deliveredAt: kept.deliveredAt,
    expiresAt: kept.endsAt,
    timeline: timelineOf(kept.events, latest('delivery')),
    createdAt: kept.createdAt,
  }
}

/** A wallet pays in the placing transaction and is paid back in the refusing one. */
function walletStatus(status: RenewalStatus): Renewal['payment']['status'] {
  return status === 'refunded' ? 'refunded' : 'paid'
}

function paymentStatus(
  status: RenewalStatus,
  charge: ShownAttempt | undefined,
  refund: ShownAttempt | undefined,
): Renewal['payment']['status'] {
  if (refund) return refund.state === 'done' ? 'refunded' : 'refunding'
  if (status === 'awaiting_payment') return 'action'
  if (charge?.state === 'done') return 'paid'
  if (status === 'declined' || status === 'expired' || status === 'cancelled') return status
  return charge && charge.sends > 0 ? 'unknown' : 'none'
}

const deliveryStatus: Readonly<Record<AttemptState, Renewal['delivery']['status']>> = {
  open: 'unknown',
  done: 'delivered',
  refused: 'refused',
  reversed: 'reversed',
  closed: 'none',
}

function deliveryOf(id: Uuid, attempt: ShownAttempt | undefined): Renewal['delivery'] {
  if (!attempt) return { status: 'none', reference: null, tries: 0 }
  return {
    status: attempt.sends === 0 ? 'none' : deliveryStatus[attempt.state],
    reference: attemptReference(id, 'delivery', attempt.n),
    tries: attempt.sends,
  }
}

/**
 * The events as written, and the sending: the attempt knows when it went out before any answer is
 * recorded.
 */
function timelineOf(
  events: KeptRenewal['events'],
  delivery: ShownAttempt | undefined,
): Renewal['timeline'] {
  const sentAt = delivery?.firstSentAt
  if (!sentAt) return events
  const paid = events.findIndex(({ event }) => event === 'paid' || event === 'auto_paid') + 1
  return events.toSpliced(paid, 0, { at: sentAt, event: 'delivery_sent' })
}

function nextAction({ nextAction: kept, status }: KeptRenewal): Renewal['payment']['nextAction'] {
  if (kept === null || status !== 'awaiting_payment') return undefined
  const expiresAt = kept.expiresAt === null ? null : new Date(kept.expiresAt)
  return { type: 'redirect', url: kept.url, expiresAt }
}
