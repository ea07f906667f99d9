import type { Catalog, ListedPlan, Operator } from '#catalog'

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

const plan: ListedPlan = {
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
  territoryNeeded: false,
}

/**
 * One plan of one operator. What is sold has no part in what is simulated, and reading it from
 * tables would cost a third of the statements of a seed.
 */
export const onePlanCatalog: Catalog = {
  listOperators: async () => [operator],
  getOperator: async () => operator,
  guessOperator: async () => operator,
  searchPlans: async () => ({ plans: [plan], alias: undefined }),
  findPlan: async () => plan,
  pricePlan: async () => ({
    plan,
    price: {
      load: 60_000n,
      advanceTax: 7826n,
      credited: 52_174n,
      serviceTax: 8513n,
      service: 43_661n,
    },
    taxRule: {
      id: 'simulation/punjab',
      territory: 'punjab',
      advanceTaxBp: 1500,
      serviceTaxBp: 1950,
      effectiveFrom: '2026-07-01',
      effectiveUntil: null,
      source: 'simulation',
      asOf: '2026-11-01',
      verified: true,
    },
    territoryAssumed: true,
  }),
}
