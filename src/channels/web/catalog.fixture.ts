/**
 * A catalogue of made-up tariffs, typed by the door: for tests of the pages and for looking at
 * them.
 */
import type { Catalog, ListedPlan, Operator, Territory, TrueCost } from '#catalog'

export const zone = 'Asia/Karachi'

const provenance = { source: 'made up', sourceUrl: null, asOf: '2026-11', verified: false }

function operator(
  id: string,
  name: string,
  ur: string,
  prefixes: string[],
  helpline: string | null,
  zh = name,
) {
  const jio = { text: 'jio', note: 'catalog.alias.jio' }
  const aliases = id === 'jazz' ? [jio] : []
  return {
    id,
    name: { en: name, 'zh-Hans': zh, ur },
    aliases,
    prefixes,
    zone,
    helpline,
    provenance,
  }
}

export const operators: readonly Operator[] = [
  operator('jazz', 'Jazz', 'جاز', ['30', '32'], '111'),
  operator('zong', 'Zong', 'زونگ', ['31'], '310', 'Zong（中国移动巴基斯坦）'),
  operator('telenor', 'Telenor', 'ٹیلی نار', ['34'], '345'),
  operator('ufone', 'Ufone', 'یوفون', ['33'], '333'),
  operator('onic', 'Onic', 'اونِک', [], null),
  operator('scom', 'SCOM', 'ایس کام', ['355'], null),
]

/** 15 % of advance tax and 19.5 % of service tax, written out once more. */
export function costOf(load: bigint, chosen?: Territory): TrueCost {
  const territory = chosen ?? 'punjab'
  const advanceTax = (load * 15n + 57n) / 115n
  const credited = load - advanceTax
  const service = (credited * 1000n + 597n) / 1195n
  return {
    split: { load, advanceTax, credited, serviceTax: credited - service, service },
    taxRule: {
      ...{ id: `pk-2025-26/${territory}`, territory, assumed: chosen === undefined },
      ...{ advanceTaxBp: 1500, serviceTaxBp: 1950 },
    },
  }
}

function priced(total: bigint | null, chosen?: Territory): Pick<ListedPlan, 'total' | 'cost'> {
  return { total, cost: total === null ? null : costOf(total, chosen) }
}

export function plan(id: string, change: Partial<ListedPlan> = {}): ListedPlan {
  return {
    id,
    operator: 'jazz',
    name: { en: 'Weekly X' },
    kind: 'prepaid',
    allowance: {
      dataMb: 12288,
      dataOffpeakMb: null,
      offpeakWindow: null,
      socialMb: null,
      socialApps: null,
      minutesAllNet: 100,
      minutesOnNet: null,
      minutesOffNet: null,
      sms: 1000,
      unlimitedOnNet: false,
    },
    validity: { days: 7, hours: null, rule: 'calendar_days' },
    price: { basis: 'balance_incl_gst', amount: 52000n, currency: 'PKR' },
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
    territoryNeeded: false,
    ...change,
    ...priced(change.total === undefined ? 59800n : change.total),
  }
}

const names = ['Daily Max', 'Weekly Freedom', 'Monthly Supreme', 'Haftawar Offer', 'Super Duper']

/** Sixty plans that differ as real ones do, so that the weight test cannot lean on repetition. */
export function manyPlans(count = 60): ListedPlan[] {
  return Array.from({ length: count }, (_, i) => {
    const days = [1, 3, 7, 30][i % 4]!
    const base = plan(`jazz-plan-${i}`).allowance
    return plan(`jazz-${names[i % 5]!.toLowerCase().replace(' ', '-')}-${i}-2024-09-02`, {
      name: { en: `${names[i % 5]} ${i}` },
      validity: { days, hours: null, rule: i % 7 === 3 ? 'rolling' : 'calendar_days' },
      total: BigInt(2300 + i * 1713),
      allowance: {
        ...base,
        dataMb: i % 9 === 8 ? null : 500 + i * 512,
        dataOffpeakMb: i % 3 === 1 ? 250 + i * 256 : null,
        offpeakWindow: i % 3 === 1 ? '02:00-14:00' : null,
        socialMb: i % 5 === 2 ? 1024 + i * 100 : null,
        socialApps: i % 5 === 2 ? 'WhatsApp, IMO, Facebook' : null,
        minutesAllNet: i % 4 === 0 ? 50 + i * 11 : null,
        minutesOnNet: i % 4 === 1 ? 300 + i : null,
        minutesOffNet: i % 4 === 1 ? 30 + i : null,
        sms: 100 * (i + 1),
        unlimitedOnNet: i % 6 === 5,
      },
    })
  })
}

export const stockPlans: readonly ListedPlan[] = [
  plan('jazz-weekly-x'),
  plan('jazz-weekly-night', {
    name: { en: 'Weekly Night' },
    total: 34500n,
    allowance: {
      ...plan('').allowance,
      dataOffpeakMb: 6144,
      offpeakWindow: '02:00-14:00',
      minutesAllNet: null,
    },
  }),
  plan('jazz-daily-social', {
    name: { en: 'Daily Social' },
    total: 2300n,
    renewalEffect: 'replace',
    validity: { days: null, hours: 24, rule: 'rolling' },
    allowance: {
      ...plan('').allowance,
      dataMb: null,
      socialMb: 500,
      socialApps: 'WhatsApp, IMO',
      minutesAllNet: null,
      minutesOnNet: 30,
      sms: null,
    },
  }),
  plan('jazz-monthly-calls', {
    name: { en: 'Monthly Calls', ur: 'ماہانہ کالز' },
    total: 115050n,
    renewalEffect: 'unknown',
    validity: { days: 30, hours: null, rule: 'calendar_days' },
    allowance: { ...plan('').allowance, dataMb: null, minutesAllNet: 3000, unlimitedOnNet: true },
    ussd: { subscribe: null, status: '*123*2#', unsubscribe: null },
    verifiedFields: ['ussd.status'],
  }),
  plan('jazz-not-sold', { offered: false, notOffered: 'price_basis_unknown', total: null }),
]

/** One plan of each other network that has a long name, for what stands side by side. */
export const elsewhere: readonly ListedPlan[] = [
  plan('zong-weekly', {
    operator: 'zong',
    name: { en: 'Zong Super Weekly', 'zh-Hans': 'Zong 超级周套餐', ur: 'زونگ سپر ویکلی' },
    confirmedBy: 'sandbox:zong',
    total: 48000n,
  }),
  plan('scom-weekly', {
    operator: 'scom',
    name: {
      ...{ en: 'SCOM Sandbox Weekly', 'zh-Hans': 'SCOM 沙盒周套餐' },
      ur: 'ایس کام سینڈ باکس ویکلی',
    },
    region: 'simulated network',
    confirmedBy: 'sandbox:scom',
    total: 39000n,
  }),
  plan('telenor-monthly', {
    operator: 'telenor',
    name: { en: 'Monthly Premium', 'zh-Hans': '高级月套餐', ur: 'ماہانہ پریمیم' },
    total: 143500n,
  }),
]

export function fakeCatalog(plans: readonly ListedPlan[]): Catalog {
  const told = (territory: Territory) =>
    plans.map((listed) =>
      listed.territoryNeeded ? { ...listed, ...priced(61234n, territory) } : listed,
    )
  return {
    listOperators: async () => operators,
    getOperator: async (id) => operators.find((known) => known.id === id),
    guessOperator: async (msisdn) =>
      operators.find(({ prefixes }) => prefixes.some((p) => msisdn.startsWith(`+92${p}`))),
    listPlans: async ({ territory }) => ({ plans: territory ? told(territory) : plans, operators }),
    findPlan: async (id) => plans.find((listed) => listed.id === id),
    pricePlan: async () => {
      throw new Error('the pages never price a plan themselves')
    },
  }
}
