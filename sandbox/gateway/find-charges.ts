import { type Answer, type Call, json, problem, readCount } from '../http.ts'
import type { Charge } from '../store/charges.ts'
import type { World } from '../world.ts'
import { changeCharge } from './change-charge.ts'
import { readTime } from './charge-request.ts'
import { chargeView } from './charge-view.ts'

const unknown = problem(404, 'unknown_charge', 'There is no such charge.')

/** By the gateway's id or by the merchant's reference. */
export function findCharge(world: World, name: string): Charge | undefined {
  return world.store.charges.find(name) ?? world.store.charges.findByReference(name)
}

export function getCharge(world: World, name: string): Answer {
  const charge = findCharge(world, name)
  return charge ? json(200, chargeView(world, charge)) : unknown
}

/** GET charges: by `reference`, or all made in `created_from` ≤ t < `created_to`, oldest first. */
export function listCharges(world: World, call: Call): Answer {
  const reference = call.query.get('reference')
  if (reference !== null) {
    const charge = world.store.charges.findByReference(reference)
    return json(200, { data: charge ? [chargeView(world, charge)] : [], next_cursor: null })
  }
  const from = readBound(call.query.get('created_from'), 0)
  const to = readBound(call.query.get('created_to'), Number.MAX_SAFE_INTEGER)
  const after = call.query.get('cursor') ?? '0'
  if (from === undefined || to === undefined || !/^\d{1,15}$/.test(after))
    return problem(400, 'invalid_request', 'created_from, created_to or cursor cannot be read.')
  const limit = Math.max(1, readCount(call.query.get('limit'), 100, 1000))
  // One more than asked for tells whether there is a next page.
  const range = { after: Number(after), from, to, limit: limit + 1 }
  const found = world.store.charges.list(range)
  const page = found.slice(0, limit)
  const next = found.length > limit ? String(page.at(-1)!.seq) : null
  return json(200, { data: page.map(({ charge }) => chargeView(world, charge)), next_cursor: next })
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

function readBound(text: string | null, otherwise: number): number | undefined {
  return text === null ? otherwise : readTime(text)
}
