import { type Answer, type Call, json } from '../http.ts'
import { type Bundle, bundleStatus } from '../store/bundles.ts'
import { findPlan, type OperatorRules } from '../tariff.ts'
import { rupees, timeText, type World } from '../world.ts'
import { listAnswer, pickFields, readPage } from './listing.ts'
import { shopBundle } from './shop-bundle.ts'
import { tmfError } from './topup-view.ts'

const path = 'tmf-api/productInventory/v4/product'

/**
 * GET product, by `realizingResource.id` (the number) and `status`: running, queued and ended
 * bundles.
 */
export function listProducts(world: World, rules: OperatorRules, call: Call): Answer {
  const at = world.clock.now()
  const filter = {
    operator: rules.id,
    msisdn: call.query.get('realizingResource.id'),
    status: call.query.get('status'),
    ...readPage(call),
  }
  const inShop = filter.msisdn === null ? [] : shopBundle(rules, filter.msisdn, at)
  const shown = inShop.filter(
    (bundle) => filter.status === null || filter.status === bundleStatus(bundle, at),
  )
  const bundles = [...shown, ...world.store.bundles.list(filter, at)]
  const views = bundles.map((bundle) => productView(rules, bundle, at))
  return listAnswer(call, views, world.store.bundles.count(filter, at) + shown.length)
}

export function getProduct(world: World, rules: OperatorRules, call: Call, id: string): Answer {
  const bundle = world.store.bundles.find(rules.id, id)
  if (!bundle) return tmfError(404, 'notFound', `There is no Product ${id}.`)
  return json(200, pickFields(call, productView(rules, bundle, world.clock.now())))
}

/** TMF637 Product. `terminationDate` is when it ends or ended, whichever way. */
function productView(rules: OperatorRules, bundle: Bundle, at: number): Record<string, unknown> {
  const plan = findPlan(rules.id, bundle.plan)!
  const money = { unit: 'PKR', value: rupees(BigInt(plan.pricePaisa)) }
  const price = plan.basis === 'excl_tax' ? { dutyFreeAmount: money } : { taxIncludedAmount: money }
  return {
    '@type': 'Product',
    id: bundle.id,
    href: `/${rules.id}/${path}/${bundle.id}`,
    name: plan.name,
    status: bundleStatus(bundle, at),
    orderDate: timeText(bundle.boughtAt),
    startDate: timeText(bundle.startsAt),
    terminationDate: timeText(bundle.cancelledAt ?? bundle.replacedAt ?? bundle.endsAt),
    productOffering: { id: plan.id, name: plan.name, '@referredType': 'ProductOffering' },
    realizingResource: [{ id: bundle.msisdn, '@referredType': 'MSISDN' }],
    billingAccount: { id: bundle.msisdn },
    relatedParty: [{ id: bundle.msisdn, role: 'subscriber', '@referredType': 'Individual' }],
    productCharacteristic: [{ name: 'validityRule', value: rules.validityRule }],
    productPrice: [{ priceType: 'oneTime', price }],
  }
}
