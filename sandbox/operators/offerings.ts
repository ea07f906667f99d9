import { type Answer, type Call, json } from '../http.ts'
import { listPlans, type OperatorRules, type TariffPlan, tariff } from '../tariff.ts'
import { rupees } from '../world.ts'
import { listAnswer, pickFields, readPage } from './listing.ts'
import { tmfError } from './topup-view.ts'

const path = 'tmf-api/productCatalogManagement/v4/productOffering'

/** GET productOffering: the operator's own tariff, which may differ from anybody's printed list. */
export function listOfferings(rules: OperatorRules, call: Call): Answer {
  const name = call.query.get('name')
  const status = call.query.get('lifecycleStatus')
  const found = listPlans(rules.id).filter(
    (plan) => (name === null || plan.name === name) && (status === null || status === 'Active'),
  )
  const { offset, limit } = readPage(call)
  const views = found.slice(offset, offset + limit).map((plan) => offeringView(rules, plan))
  return listAnswer(call, views, found.length)
}

export function getOffering(rules: OperatorRules, call: Call, id: string): Answer {
  const plan = listPlans(rules.id).find((one) => one.id === id)
  if (!plan) return tmfError(404, 'notFound', `There is no ProductOffering ${id}.`)
  return json(200, pickFields(call, offeringView(rules, plan)))
}

/**
 * TMF620 ProductOffering. What TMF has no field for are characteristics, left out where there is
 * none.
 */
function offeringView(rules: OperatorRules, plan: TariffPlan): Record<string, unknown> {
  const money = { unit: 'PKR', value: rupees(BigInt(plan.pricePaisa)) }
  const taxed = plan.basis === 'excl_tax' ? { dutyFreeAmount: money } : { taxIncludedAmount: money }
  return {
    '@type': 'ProductOffering',
    id: plan.id,
    href: `/${rules.id}/${path}/${plan.id}`,
    name: plan.name,
    description: plan.invented ? 'Invented for the sandbox.' : undefined,
    lifecycleStatus: 'Active',
    lastUpdate: tariff.lastUpdate,
    isSellable: true,
    productOfferingPrice: [
      {
        '@type': 'ProductOfferingPrice',
        id: `${plan.id}-price`,
        name: `${plan.name} price`,
        priceType: 'oneTime',
        price: { ...money, ...taxed },
      },
    ],
    prodSpecCharValueUse: characteristics(rules, plan),
  }
}

function characteristics(rules: OperatorRules, plan: TariffPlan): unknown[] {
  const values = {
    priceBasis: plan.basis,
    validityDays: plan.validityDays,
    validityHours: plan.validityHours,
    validityRule: rules.validityRule,
    renewalEffect: rules.renewalEffect,
    kind: plan.kind,
    dataMb: plan.dataMb,
    minutesAllNet: plan.minutesAllNet,
    minutesOnNet: plan.minutesOnNet,
    minutesOffNet: plan.minutesOffNet,
    sms: plan.sms,
  }
  return Object.entries(values)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => ({ name, productSpecCharacteristicValue: [{ value }] }))
}
