/** For the tests of this room alone: plans, rules and tariffs to decide about. */
import { pkr } from '#kernel'
import type { Facts, TaxRuleFact } from './fact.ts'
import type { StandingOffer, UpstreamOffer } from './offer.ts'
import type { Plan } from './plan.ts'
import type { Snapshot } from './snapshot.ts'
import { territories } from './tax.ts'

/** A prepaid week of 10 GB that nobody has verified. */
export function aPlan(changes: Partial<Plan> = {}): Plan {
  return {
    id: 'jazz-week',
    operator: 'jazz',
    name: { en: 'Weekly X', 'zh-Hans': '每周 X', ur: 'ویکلی X' },
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
    validity: { days: 7, hours: null, rule: 'unknown' },
    price: { basis: 'load_incl_ait', ...pkr(60_000n) },
    region: 'national',
    renewalEffect: 'unknown',
    ussd: { subscribe: null, status: null, unsubscribe: null },
    provenance: { source: 'a list', sourceUrl: null, asOf: 'undated', verified: false },
    verifiedFields: [],
    placeholder: false,
    notes: null,
    ...changes,
  }
}

export function anOffer(changes: Partial<UpstreamOffer> = {}): UpstreamOffer {
  return {
    plan: 'jazz-week',
    name: 'Weekly X',
    price: { basis: 'load_incl_ait', ...pkr(60_000n) },
    validity: { days: 7, hours: null, rule: 'calendar_days' },
    renewalEffect: 'stack',
    kind: 'prepaid',
    ...changes,
  }
}

/** An upstream that delivers a plan and says nothing of its own about it. */
export function silentOffer(plan: string): UpstreamOffer {
  return anOffer({
    plan,
    price: { basis: 'unknown', amount: null, currency: 'PKR' },
    validity: { days: null, hours: null, rule: 'unknown' },
    renewalEffect: 'unknown',
  })
}

/** Everything an operator sells by the facts, as its own tariff would confirm it. */
export function tariffOf(facts: Facts, operator: string): UpstreamOffer[] {
  return facts.plans
    .filter((plan) => plan.operator === operator)
    .map((plan) => {
      const { basis, amount, currency } = plan.prices[0]!
      const { validity, renewalEffect, kind } = plan
      const price = { basis, amount, currency }
      return { plan: plan.id, name: plan.name.en, price, validity, renewalEffect, kind }
    })
}

/** Verified rates for production, one rule per territory, from one day on. */
export function verifiedRules(effectiveFrom: string): TaxRuleFact[] {
  return territories.map((territory) => ({
    id: `pk-test/${territory}`,
    environment: 'production',
    territory,
    advanceTaxBp: 1500,
    serviceTaxBp: territory === 'islamabad' ? 1700 : 1950,
    effectiveFrom,
    effectiveUntil: null,
    source: 'a test',
    asOf: effectiveFrom,
    verified: true,
  }))
}

export function snapshotOf(facts: Facts, offers: readonly StandingOffer[] = []): Snapshot {
  return { revision: 1n, ...facts, offers, statements: new Map() }
}
