import { type Answer, type Call, isAuthorised, notFound, problem } from '../http.ts'
import type { World } from '../world.ts'
import { createCharge } from './create-charge.ts'
import { actOnCharge, getCharge, listCharges } from './find-charges.ts'
import { getRefund, listRefunds } from './find-refunds.ts'
import { answerPayer } from './pay.ts'
import { createRefund } from './refunds.ts'

/** The merchant's interface under /gateway/v1 and the payer's page under /gateway/pay. */
export function answerGateway(world: World, call: Call): Answer {
  const [area, resource = '', id, action, ...rest] = call.path
  if (rest.length > 0) return notFound
  if (area === 'pay') return id === undefined ? answerPayer(world, call, resource) : notFound
  if (area !== 'v1') return notFound
  if (!isAuthorised(call, world.settings.gatewayKey))
    return problem(401, 'unauthorised', 'Authorization: Bearer <key> is missing or wrong.')
  const depth = call.path.length - 2
  switch (`${call.method} ${resource} ${depth}`) {
    case 'POST charges 0':
      return createCharge(world, call.body)
    case 'GET charges 0':
      return listCharges(world, call)
    case 'GET charges 1':
      return getCharge(world, call, id!)
    case 'POST charges 2':
      if (action !== 'capture' && action !== 'cancel') return notFound
      return actOnCharge(world, id!, action)
    case 'POST refunds 0':
      return createRefund(world, call)
    case 'GET refunds 0':
      return listRefunds(world, call)
    case 'GET refunds 1':
      return getRefund(world, call, id!)
    default:
      return notFound
  }
}
