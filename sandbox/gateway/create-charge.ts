import { type Answer, cut, json, problem } from '../http.ts'
import type { Charge } from '../store/charges.ts'
import { newId, type World } from '../world.ts'
import { approveCharge, changeCharge } from './change-charge.ts'
import { type ChargeRequest, isToken, readChargeRequest, type Token } from './charge-request.ts'
import { chargeView } from './charge-view.ts'

const slow_ms = 3000

/**
 * POST charges: asks for money once per reference. The same reference with the same body answers
 * with the same charge as it is now; with another body it is refused and nothing happens.
 */
export function createCharge(world: World, body: string): Answer {
  const request = readChargeRequest(body)
  if (typeof request === 'string') return problem(400, 'invalid_request', request)
  const token = request.token ?? 'tok_redirect'
  if (!isToken(token)) return problem(422, 'unknown_token', 'This token is not known.')
  return world.store.transact(() => bookCharge(world, request, token))
}

function bookCharge(world: World, request: ChargeRequest, token: Token): Answer {
  const { charges, arrivals } = world.store
  const at = world.clock.now()
  const known = charges.findByReference(request.reference)
  if (known) {
    if (known.request === request.canonical) return json(200, chargeView(world, known))
    return problem(409, 'reference_reused', 'This reference belongs to another charge.')
  }
  if (token === 'tok_lost_unpaid' && arrivals.note('gateway', request.reference, '', at)) return cut
  const charge = newCharge(world, request, token, at)
  charges.insert(charge)
  return settle(world, charge, token)
}

function newCharge(world: World, request: ChargeRequest, token: Token, at: number): Charge {
  const { canonical, expiresAt: wanted, ...asked } = request
  const isHosted = token === 'tok_redirect'
  const sessionEnd = Math.min(at + world.settings.sessionMs, wanted ?? Number.POSITIVE_INFINITY)
  return {
    ...asked,
    id: newId('chg'),
    request: canonical,
    status: isHosted ? 'requires_action' : 'processing',
    captured: 0n,
    refunded: 0n,
    declineCode: null,
    createdAt: at,
    expiresAt: isHosted ? sessionEnd : wanted,
    capturedAt: null,
    movedAt: null,
  }
}

/** What the token makes of the charge, and what the merchant hears of it. */
function settle(world: World, charge: Charge, token: Token): Answer {
  const answer = (settled: Charge | undefined) => json(201, chargeView(world, settled ?? charge))
  switch (token) {
    case 'tok_declined':
      return answer(changeCharge(world, charge, 'declined', { declineCode: 'do_not_honour' }))
    case 'tok_redirect':
      world.runner.schedule('expire-charge', charge.id, '', charge.expiresAt!)
      return answer(charge)
    case 'tok_slow':
      world.runner.schedule('finish-charge', charge.id, '', charge.createdAt + slow_ms)
      return answer(charge)
    case 'tok_lost_paid':
      // Only a lookup finds it: a gateway that loses its answer may lose the webhook as well.
      approveCharge(world, charge, 0)
      return cut
    case 'tok_webhook_twice':
      return answer(approveCharge(world, charge, 2))
    default:
      return answer(approveCharge(world, charge))
  }
}
