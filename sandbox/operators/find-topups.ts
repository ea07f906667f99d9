import { type Answer, type Call, json } from '../http.ts'
import type { Topup } from '../store/topups.ts'
import type { OperatorRules } from '../tariff.ts'
import type { World } from '../world.ts'
import { listAnswer, pickFields, readPage } from './listing.ts'
import { swallowLookup } from './swallow.ts'
import { tmfError, topupView } from './topup-view.ts'

/**
 * GET topupBalance, by `correlatorId`, `logicalResource.id`, `status`; an unknown one is an empty
 * array.
 */
export function listTopups(world: World, rules: OperatorRules, call: Call): Answer {
  const status = call.query.get('status')
  const correlator = call.query.get('correlatorId')
  if (correlator !== null) {
    const fault = swallowLookup(world, rules.id, correlator)
    if (fault) return fault
    const topup = world.store.topups.findByCorrelator(rules.id, correlator)
    const isMatch = topup !== undefined && (status === null || topup.status === status)
    return listAnswer(call, isMatch ? [view(world, topup)] : [], isMatch ? 1 : 0)
  }
  const msisdn = call.query.get('logicalResource.id')
  const filter = { operator: rules.id, msisdn, status, ...readPage(call) }
  const found = world.store.topups.list(filter).map((topup) => view(world, topup))
  return listAnswer(call, found, world.store.topups.count(filter))
}

export function getTopup(world: World, rules: OperatorRules, call: Call, id: string): Answer {
  const topup = world.store.topups.find(rules.id, id)
  if (!topup) return tmfError(404, 'notFound', `There is no TopupBalance ${id}.`)
  return json(200, pickFields(call, view(world, topup)))
}

function view(world: World, topup: Topup): Record<string, unknown> {
  return topupView(topup, world.store.bundles.find(topup.operator, topup.id))
}
