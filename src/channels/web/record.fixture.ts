/** Records of the plans of the other fixtures, and a desk that notes what readers say is wrong. */
import type { CasesRoom } from '#cases'
import {
  type FactValue,
  factFields,
  type ListedPlan,
  type PlanRecord,
  type PlanRecords,
  type PriceStep,
  type Provenance,
  type TaxRule,
} from '#catalog'
import { type Fault, newId } from '#kernel'
import { operators } from './catalog.fixture.ts'

/** Of a plan that staff have changed twice, that changes again, and that has three sources. */
export function recordOf(plan: ListedPlan): PlanRecord {
  const operator = operators.find(({ id }) => id === plan.operator)!
  const page = {
    source: 'official operator page, page (date unknown)',
    sourceUrl: 'https://jazz.com.pk/prepaid/weekly-x',
    asOf: '2024-09-02',
    verified: true,
  }
  const list = { source: 'price list of a shop in Lahore', sourceUrl: null, asOf: 'undated' }
  const price = { basis: 'balance_incl_gst', amount: 52_000, currency: 'PKR' } as const
  const upstream = { source: 'sandbox:jazz', sourceUrl: null, asOf: '2026-11-22', verified: true }
  return {
    ...{ id: plan.id, operator, name: plan.name, listed: plan },
    facts: factFields.map((field) => {
      const [head, leaf] = field.split('.') as [keyof ListedPlan, string | undefined]
      const part = plan[head] as unknown as Record<string, unknown> | undefined
      const own = ((leaf ? part?.[leaf] : part) ?? null) as unknown as FactValue
      const value = field === 'price' ? price : own
      const byStaff = field === 'ussd.subscribe' || field === 'price'
      return {
        ...{ field, value, from: byStaff ? '2026-11-02' : '-infinity' },
        changeSet: byStaff ? 7n : undefined,
        provenance: byStaff ? page : { ...list, verified: false },
      }
    }),
    scheduled: [{ field: 'price', from: '2026-12-01', value: { ...price, amount: 54_500 } }],
    prices: [
      step(null, '2026-07-01', 48_000, 'release', { ...list, verified: false }),
      step('2026-07-01', '2026-11-02', 50_000, 'release', { ...list, verified: false }),
      step('2026-11-02', '2026-12-01', 52_000, 'staff', page),
      step('2026-11-22', null, 52_000, 'upstream', upstream),
      step('2026-12-01', null, 54_500, 'staff', page),
    ],
  }
}

function step(
  from: string | null,
  until: string | null,
  amount: number,
  saidBy: PriceStep['saidBy'],
  provenance: Provenance,
): PriceStep {
  const price = { basis: 'balance_incl_gst', amount, currency: 'PKR' } as const
  return { from, until, price, saidBy, provenance }
}

const taxRule: TaxRule = {
  ...{ id: 'pk-2025-26/punjab', territory: 'punjab', advanceTaxBp: 1500, serviceTaxBp: 1950 },
  ...{ effectiveFrom: '2025-07-01', effectiveUntil: '2026-07-01' },
  ...{ source: 'a copy of terms', asOf: '2017, undated', verified: false },
}

export function fakeRecords(plans: readonly ListedPlan[]): PlanRecords {
  return {
    async findTaxRule(id) {
      return id === taxRule.id ? taxRule : undefined
    },
    async describePlan(id) {
      const plan = plans.find((listed) => listed.id === id)
      return plan && recordOf(plan)
    },
  }
}

type Report = Parameters<CasesRoom['reportFact']>[0]

export interface FakeDisputes extends Pick<CasesRoom, 'reportFact'> {
  readonly reports: Report[]
  /** The next report is refused with this instead. */
  refuseWith: Fault | undefined
}

export function fakeDisputes(): FakeDisputes {
  const reports: Report[] = []
  return {
    reports,
    refuseWith: undefined,
    async reportFact(report) {
      if (this.refuseWith) throw this.refuseWith
      reports.push(report)
      const id = newId(1, new Date('2026-11-22T09:00:00Z'), (n) => new Uint8Array(n))
      return { id, count: reports.length }
    },
  }
}
