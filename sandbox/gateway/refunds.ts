import { type Answer, type Call, json, problem } from '../http.ts'
import type { Charge } from '../store/charges.ts'
import type { Refund } from '../store/refunds.ts'
import { newId, type World } from '../world.ts'
import { balanceLow } from './as-of.ts'
import { type RefundRequest, readRefundRequest } from './charge-request.ts'
import { refundView, tellRefund } from './charge-view.ts'
import { findCharge } from './find-charges.ts'

/**
 * POST refunds: gives money back once per reference, never more than was captured. A reference
 * answers with its refund again; one that failed and may be retried is tried anew.
 */
export function createRefund(world: World, call: Call): Answer {
  const request = readRefundRequest(call.body)
  if (typeof request === 'string') return problem(400, 'invalid_request', request)
  return world.store.transact(() => bookRefund(world, request, call.twist?.refundFails ?? false))
}

function bookRefund(world: World, request: RefundRequest, isStruck: boolean): Answer {
  const charge = findCharge(world, request.charge)
  if (!charge) return problem(422, 'unknown_charge', 'There is no such charge.')
  const known = world.store.refunds.findByReference(request.reference)
  if (known && !isSame(known, request, charge))
    return problem(409, 'reference_reused', 'This reference belongs to another refund.')
  if (known && !(known.status === 'failed' && known.retriable)) return json(200, refundView(known))
  if (charge.refunded + request.amount > charge.captured)
    return problem(422, 'exceeds_captured', 'More than was captured cannot be given back.')
  const tried = known ? retry(world, known, isStruck) : insert(world, charge, request, isStruck)
  if (tried.status === 'succeeded') world.store.charges.addRefunded(charge.id, tried.amount)
  tellRefund(world, tried)
  return json(201, refundView(tried))
}

function isSame(known: Refund, request: RefundRequest, charge: Charge): boolean {
  return (
    known.charge === charge.id &&
    known.amount === request.amount &&
    known.currency === request.currency
  )
}

function retry(world: World, known: Refund, isStruck: boolean): Refund {
  if (isStruck) return known
  world.store.refunds.setSucceeded(known.id, world.clock.now())
  return world.store.refunds.find(known.id)!
}

function insert(world: World, charge: Charge, request: RefundRequest, isStruck: boolean): Refund {
  const { refunds } = world.store
  const isFirst = refunds.listOfCharge(charge.id).length === 0
  const fails = isStruck || (charge.token === 'tok_refund_fails_once' && isFirst)
  const at = world.clock.now()
  const refund: Refund = {
    id: newId('rfd'),
    reference: request.reference,
    charge: charge.id,
    amount: request.amount,
    currency: request.currency,
    status: fails ? 'failed' : 'succeeded',
    failureCode: fails ? balanceLow : null,
    retriable: fails,
    createdAt: at,
    changedAt: at,
  }
  refunds.insert(refund)
  return refund
}
