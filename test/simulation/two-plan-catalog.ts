import type { Catalog, ListedPlan, Operator } from '#catalog'
import { type PlanId, priceOf } from './prices.ts'
import type { Scenario } from './scenario.ts'

const provenance = { source: 'simulation', sourceUrl: null, asOf: '2026-11-01', verified: true }

const operator: Operator = {
  id: 'jazz',
  name: { en: 'Jazz' },
  aliases: [],
  prefixes: ['30'],
  zone: 'Asia/Karachi',
  helpline: null,
  provenance,
}

const week: ListedPlan = {
  id: 'week',
  operator: 'jazz',
  name: { en: 'Week' },
  kind: 'prepaid',
  allowance: {
    dataMb: 10_240,
    dataOffpeakMb: null,
    offpeakWindow: null,
    socialMb: null,
    socialApps: null,
    minutesAllNet: null,
    minutesOnNet: null,
    minutesOffNet: null,
    sms: null,
    unlimitedOnNet: false,
  },
  validity: { days: 7, hours: null, rule: 'calendar_days' },
  price: { basis: 'load_incl_ait', amount: 60_000n, currency: 'PKR' },
  region: 'national',
  renewalEffect: 'stack',
  ussd: { subscribe: null, status: null, unsubscribe: null },
  provenance,
  verifiedFields: [],
  placeholder: false,
  notes: null,
  offered: true,
  notOffered: undefined,
  confirmedBy: 'sandbox:jazz',
  total: 60_000n,
  cost: null,
  territoryNeeded: false,
}

/** Queues, so that its mandates are due again within the two minutes of a seed. */
const hour: ListedPlan = {
  ...week,
  id: 'hour',
  name: { en: 'Hour' },
  validity: { days: null, hours: 1, rule: 'rolling' },
  renewalEffect: 'queue',
}

/**
 * Two plans of one operator, one of them dearer from some moment on. What is sold has no part in
 * what is simulated, and reading it from tables would cost a third of the statements of a seed.
 */
export function createCatalog(scenario: Scenario, startedAt: number): Catalog {
  const listed = (id: string, at: Date): ListedPlan => {
    const amount = BigInt(priceOf(scenario, id as PlanId, at.getTime() - startedAt))
    const plan = id === 'hour' ? hour : week
    return { ...plan, price: { ...plan.price, amount }, total: amount }
  }
  return {
    listOperators: async () => [operator],
    getOperator: async () => operator,
    guessOperator: async () => operator,
    listPlans: async () => ({ plans: [week, hour], operators: [] }),
    findPlan: async (id) => (id === 'hour' ? hour : week),
    pricePlan: async (id, _territory, at) => {
      const plan = listed(id, at)
      return { plan, price: sharesOf(plan.total!), taxRule, territoryAssumed: true }
    },
  }
}

/** What a load is made of; the parts must add up, and nothing else is asked of them here. */
function sharesOf(load: bigint) {
  const advanceTax = (load * 15n) / 115n
  const credited = load - advanceTax
  const serviceTax = (credited * 195n) / 1195n
  return { load, advanceTax, credited, serviceTax, service: credited - serviceTax }
}

const taxRule = {
  id: 'simulation/punjab',
  territory: 'punjab',
  advanceTaxBp: 1500,
  serviceTaxBp: 1950,
  effectiveFrom: '2026-07-01',
  effectiveUntil: null,
  source: 'simulation',
  asOf: '2026-11-01',
  verified: true,
} as const
