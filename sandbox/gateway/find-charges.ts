import { type Answer, type Call, json, momentOf, problem } from '../http.ts'
import type { Charge } from '../store/charges.ts'
import type { World } from '../world.ts'
import { chargeAsOf } from './as-of.ts'
import { changeCharge } from './change-charge.ts'
import { chargeView } from './charge-view.ts'
import { pageAnswer, readRange } from './page.ts'

const unknown = problem(404, 'unknown_charge', 'There is no such charge.')

/** By the gateway's id or by the merchant's reference. */
export function findCharge(world: World, name: string): Charge | undefined {
  return world.store.charges.find(name) ?? world.store.charges.findByReference(name)
}

export function getCharge(world: World, call: Call, name: string): Answer {
  const found = findCharge(world, name)
  const charge = found && chargeAsOf(world, found, momentOf(call))
  return charge ? json(200, chargeView(world, charge)) : unknown
}

/** GET charges: by `reference`, or all made in `created_from` ≤ t < `created_to`, oldest first. */
export function listCharges(world: World, call: Call): Answer {
  const reference = call.query.get('reference')
  if (reference !== null) {
    const found = world.store.charges.findByReference(reference)
    const charge = found && chargeAsOf(world, found, momentOf(call))
    return json(200, { data: charge ? [chargeView(world, charge)] : [], next_cursor: null })
  }
  const range = readRange(call)
  if (typeof range === 'string') return problem(400, 'invalid_request', range)
  const rows = world.store.charges.list(range).map(({ seq, charge }) => {
    return { seq, view: chargeView(world, chargeAsOf(world, charge, momentOf(call))!) }
  })
  return pageAnswer(rows, range)
}

/**
 * POST charges/{id}/capture and /cancel; a refusal shows the charge, so that the caller knows why.
 */
export function actOnCharge(world: World, name: string, action: 'capture' | 'cancel'): Answer {
  return world.store.transact(() => {
    const charge = findCharge(world, name)
    if (!charge) return unknown
    const isPossible = action === 'cancel' || charge.status === 'authorised'
    const to = action === 'cancel' ? 'cancelled' : 'captured'
    const changed = isPossible ? changeCharge(world, charge, to) : undefined
    if (changed) return json(200, chargeView(world, changed))
    const code = action === 'cancel' ? 'not_cancellable' : 'not_capturable'
    const detail = `A charge that is ${charge.status} cannot be changed so.`
    return problem(409, code, detail, { charge: chargeView(world, charge) })
  })
}
