/** Made-up plans and facts, typed by the doors, for tests of the advice. */
import type { Allowance, Catalog, ListedPlan, Operator, Territory } from '#catalog'
import { type Candidate, fieldOf } from './candidate.ts'
import type { FitFacts } from './fit-facts.ts'
import type { Pattern } from './usage.ts'

const provenance = { source: 'made up', sourceUrl: null, asOf: '2026-11', verified: false }

const noAllowance: Allowance = {
  ...{ dataMb: null, dataOffpeakMb: null, offpeakWindow: null, socialMb: null, socialApps: null },
  ...{ minutesAllNet: null, minutesOnNet: null, minutesOffNet: null, sms: null },
  unlimitedOnNet: false,
}

/** Sources with round shares, so that a test can be checked in one's head. */
export const facts: FitFacts = {
  spread: { lowBp: 9000, highBp: 11_000 },
  offpeakBp: 1000,
  appsBp: 2000,
  countedApps: ['whatsapp', 'facebook'],
  bundleUse: { onNetBp: 2000, smsBp: 1000 },
  onNetBp: new Map([
    ['jazz', 4000],
    ['zong', 2500],
  ]),
  places: new Map<string, 'all' | readonly Territory[]>([
    ['national', 'all'],
    ['Punjab', ['punjab']],
    ['not available in AJK/GB', ['punjab', 'sindh', 'kp', 'balochistan', 'islamabad']],
  ]),
  notForPhones: new Set(['device-only']),
  idle: { days: 180, provenance },
}

/** Off-peak and app volume count for nothing: only plain volumes, for sums done by hand. */
export const plainPattern: Pattern = {
  offpeakBp: 0,
  appsBp: 0,
  assumed: { offpeak: false, apps: false },
}

export type Change = Omit<Partial<ListedPlan>, 'allowance' | 'id'> & {
  readonly allowance?: Partial<Allowance>
  readonly days?: number
  /** In whole rupees. */
  readonly rupees?: number
}

export function plan(id: string, change: Change = {}): ListedPlan {
  const { allowance, days = 30, rupees = 100, ...rest } = change
  return {
    id,
    operator: 'jazz',
    name: { en: id },
    kind: 'prepaid',
    validity: { days, hours: null, rule: 'calendar_days' },
    price: { basis: 'load_incl_ait', amount: BigInt(rupees * 100), currency: 'PKR' },
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
    total: BigInt(rupees * 100),
    cost: null,
    territoryNeeded: false,
    ...rest,
    allowance: { ...noAllowance, ...allowance },
  }
}

export function candidates(plans: readonly ListedPlan[]): readonly Candidate[] {
  return fieldOf(plans, facts, undefined).candidates
}

const operator = (id: string, en: string): Operator => ({
  ...{ id, name: { en }, aliases: [], prefixes: [], zone: 'Asia/Karachi', helpline: null },
  provenance,
})

export const operators = [operator('jazz', 'Jazz'), operator('zong', 'Zong')]

export function catalogOf(plans: readonly ListedPlan[]): Catalog {
  return {
    listOperators: async () => operators,
    getOperator: async (id) => operators.find((one) => one.id === id),
    guessOperator: async () => undefined,
    listPlans: async () => ({ plans, operators: [] }),
    findPlan: async (id) => plans.find((one) => one.id === id),
    pricePlan: async () => {
      throw new Error('advice never prices a plan itself')
    },
  }
}
