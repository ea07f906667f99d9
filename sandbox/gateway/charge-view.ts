import type { Charge } from '../store/charges.ts'
import type { Refund } from '../store/refunds.ts'
import { type About, minorNumber, newId, postLetter, timeText, type World } from '../world.ts'

/** A charge on the wire, and in the `data` of its webhooks. */
export function chargeView(world: World, charge: Charge): Record<string, unknown> {
  const isOpen = charge.status === 'requires_action'
  return {
    id: charge.id,
    reference: charge.reference,
    status: charge.status,
    amount: minorNumber(charge.amount),
    currency: charge.currency,
    captured_amount: minorNumber(charge.captured),
    refunded_amount: minorNumber(charge.refunded),
    description: charge.description ?? undefined,
    next_action: isOpen ? { type: 'redirect', url: payUrl(world, charge.id) } : undefined,
    decline_code: charge.declineCode ?? undefined,
    created_at: timeText(charge.createdAt),
    expires_at: timeText(charge.expiresAt),
    captured_at: timeText(charge.capturedAt),
  }
}

function payUrl(world: World, id: string): string {
  return `${world.url()}/gateway/pay/${id}`
}

export function refundView(refund: Refund): Record<string, unknown> {
  return {
    id: refund.id,
    reference: refund.reference,
    charge: refund.charge,
    status: refund.status,
    failure_code: refund.failureCode ?? undefined,
    retriable: refund.status === 'failed' ? refund.retriable : undefined,
    amount: minorNumber(refund.amount),
    currency: refund.currency,
    created_at: timeText(refund.createdAt),
  }
}

/** Tells the merchant of a change; `copies` of the same webhook carry the same id. */
export function tellCharge(world: World, charge: Charge, copies = 1): void {
  const about = { party: 'gateway', subject: charge.id, reference: charge.reference } as const
  tell(world, about, `charge.${charge.status}`, chargeView(world, charge), copies)
}

export function tellRefund(world: World, refund: Refund): void {
  const about = { party: 'gateway', subject: refund.charge, reference: refund.reference } as const
  tell(world, about, `refund.${refund.status}`, refundView(refund), 1)
}

function tell(world: World, about: About, type: string, data: object, copies: number): void {
  const body = JSON.stringify({ type, timestamp: timeText(world.clock.now()), data })
  postLetter(world, about, { path: '/gateway', id: newId('whk'), body }, copies)
}
