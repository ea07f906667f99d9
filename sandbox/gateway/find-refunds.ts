import { type Answer, type Call, json, momentOf, problem } from '../http.ts'
import type { World } from '../world.ts'
import { refundAsOf } from './as-of.ts'
import { refundView } from './charge-view.ts'
import { pageAnswer, readRange } from './page.ts'

/** GET refunds: by `reference`, or all made in `created_from` ≤ t < `created_to`, oldest first. */
export function listRefunds(world: World, call: Call): Answer {
  const asOf = momentOf(call)
  const reference = call.query.get('reference')
  if (reference !== null) {
    const found = world.store.refunds.findByReference(reference)
    const refund = found && refundAsOf(found, asOf)
    return json(200, { data: refund ? [refundView(refund)] : [], next_cursor: null })
  }
  const range = readRange(call)
  if (typeof range === 'string') return problem(400, 'invalid_request', range)
  const rows = world.store.refunds.list(range).map(({ seq, refund }) => {
    return { seq, view: refundView(refundAsOf(refund, asOf)!) }
  })
  return pageAnswer(rows, range)
}

export function getRefund(world: World, call: Call, id: string): Answer {
  const found = world.store.refunds.find(id)
  const refund = found && refundAsOf(found, momentOf(call))
  if (!refund) return problem(404, 'unknown_refund', 'There is no such refund.')
  return json(200, refundView(refund))
}
