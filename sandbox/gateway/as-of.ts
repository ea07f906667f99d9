import { newest } from '../http.ts'
import type { Charge } from '../store/charges.ts'
import type { Refund } from '../store/refunds.ts'
import type { World } from '../world.ts'

/** A charge as it stood at a moment; undefined when there was none yet. No book changes. */
export function chargeAsOf(world: World, charge: Charge, at: number): Charge | undefined {
  // A lookup of a healthy network needs no refunds to add up again.
  if (at === newest) return charge
  if (charge.createdAt > at) return undefined
  if (charge.movedAt !== null && charge.movedAt > at) {
    const isHosted = charge.token === null || charge.token === 'tok_redirect'
    const status = isHosted ? 'requires_action' : 'processing'
    const nothing = { captured: 0n, refunded: 0n, declineCode: null, capturedAt: null }
    return { ...charge, ...nothing, status }
  }
  const refunded = world.store.refunds
    .listOfCharge(charge.id)
    .filter((refund) => refund.status === 'succeeded' && refund.changedAt <= at)
    .reduce((sum, refund) => sum + refund.amount, 0n)
  return { ...charge, refunded }
}

/** A refund that succeeded later had been tried before, and failed for want of balance. */
export function refundAsOf(refund: Refund, at: number): Refund | undefined {
  if (refund.createdAt > at) return undefined
  if (refund.changedAt <= at) return refund
  return { ...refund, status: 'failed', failureCode: balanceLow, retriable: true }
}

/** Why refunds fail here, when they do. */
export const balanceLow = 'gateway_balance_low'
