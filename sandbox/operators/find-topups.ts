import { type Answer, type Call, json, momentOf } from '../http.ts'
import type { Topup } from '../store/topups.ts'
import type { OperatorRules } from '../tariff.ts'
import { readTime, type World } from '../world.ts'
import { topupAsOf } from './as-of.ts'
import { listAnswer, pickFields, readPage } from './listing.ts'
import { swallowLookup } from './swallow.ts'
import { tmfError, topupView } from './topup-view.ts'

const mostListed = 1000

/**
 * GET topupBalance, by `correlatorId`, or by `logicalResource.id`, `status` and the time of the
 * request (`requestedDate.gte` ≤ t < `requestedDate.lt`); an unknown one is an empty array. In the
 * order of their requests, so new ones come after the last page and none moves to another.
 */
export function listTopups(world: World, rules: OperatorRules, call: Call): Answer {
  const status = call.query.get('status')
  const correlator = call.query.get('correlatorId')
  if (correlator !== null) {
    const fault = swallowLookup(world, rules.id, correlator)
    if (fault) return fault
    const taken = world.store.topups.findByCorrelator(rules.id, correlator)
    const topup = taken && topupAsOf(taken, momentOf(call))
    const isMatch = topup !== undefined && (status === null || topup.status === status)
    return listAnswer(call, isMatch ? [view(world, topup)] : [], isMatch ? 1 : 0)
  }
  const msisdn = call.query.get('logicalResource.id')
  const from = readBound(call.query.get('requestedDate.gte'), 0)
  const until = readBound(call.query.get('requestedDate.lt'), Number.MAX_SAFE_INTEGER)
  if (from === undefined || until === undefined)
    return tmfError(400, 'invalidRequest', 'requestedDate.gte or .lt is no RFC 3339 time.')
  const asOf = momentOf(call)
  const time = { from, to: Math.min(until, asOf + 1), asOf }
  const page = readPage(call, mostListed)
  const filter = { operator: rules.id, msisdn, status, ...time, ...page }
  const rows = world.store.topups.list(filter)
  const found = rows.map((topup) => view(world, topupAsOf(topup, asOf)!))
  return listAnswer(call, found, world.store.topups.count(filter))
}

export function getTopup(world: World, rules: OperatorRules, call: Call, id: string): Answer {
  const taken = world.store.topups.find(rules.id, id)
  const topup = taken && topupAsOf(taken, momentOf(call))
  if (!topup) return tmfError(404, 'notFound', `There is no TopupBalance ${id}.`)
  return json(200, pickFields(call, view(world, topup)))
}

function readBound(text: string | null, otherwise: number): number | undefined {
  return text === null ? otherwise : readTime(text)
}

function view(world: World, topup: Topup): Record<string, unknown> {
  return topupView(topup, world.store.bundles.find(topup.operator, topup.id))
}
