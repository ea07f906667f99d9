import { type Answer, type Call, isAuthorised } from '../http.ts'
import type { OperatorRules } from '../tariff.ts'
import type { World } from '../world.ts'
import { listBuckets } from './buckets.ts'
import { createTopup } from './create-topup.ts'
import { getTopup, listTopups } from './find-topups.ts'
import { getOffering, listOfferings } from './offerings.ts'
import { getProduct, listProducts } from './products.ts'
import { tmfError } from './topup-view.ts'
import { queryUsage } from './usage-report.ts'

/** The TMF interfaces of one operator; the operator's own segment is off the path. */
export function answerOperator(world: World, rules: OperatorRules, call: Call): Answer {
  if (!isAuthorised(call, world.settings.operatorKey))
    return tmfError(401, 'invalidCredentials', 'Authorization: Bearer <key> is missing or wrong.')
  const [api, name, version, resource, id, ...rest] = call.path
  const nothing = () => tmfError(404, 'notFound', 'There is nothing here.')
  if (api !== 'tmf-api' || version !== 'v4' || rest.length > 0) return nothing()
  const isPost = call.method === 'POST' && id === undefined
  if (!isPost && call.method !== 'GET' && call.method !== 'HEAD')
    return tmfError(405, 'methodNotAllowed', `${call.method} is not possible here.`)
  switch (`${name}/${resource}`) {
    case 'prepayBalanceManagement/topupBalance':
      if (isPost) return createTopup(world, rules, call)
      return id === undefined ? listTopups(world, rules, call) : getTopup(world, rules, call, id)
    case 'prepayBalanceManagement/bucket':
      return isPost || id !== undefined ? nothing() : listBuckets(world, rules, call)
    case 'usageConsumption/queryUsageConsumption':
      return isPost ? queryUsage(world, rules, call) : nothing()
    case 'productCatalogManagement/productOffering':
      if (isPost) return nothing()
      return id === undefined ? listOfferings(rules, call) : getOffering(rules, call, id)
    case 'productInventory/product':
      if (isPost) return nothing()
      return id === undefined
        ? listProducts(world, rules, call)
        : getProduct(world, rules, call, id)
    default:
      return nothing()
  }
}
