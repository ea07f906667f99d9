import { type Facts, holdsOn, type PlanFact, type TaxRuleFact } from './fact.ts'
import { planOnDay } from './plan-on-day.ts'
import { factFields, factOf, sameValue } from './statement.ts'
import type { NewStatement } from './store/statements.ts'
import type { TaxRuleRow } from './store/tables.ts'

/** What a release changes of the plans that the release before it brought, for the history. */
export function compareRelease(
  before: readonly PlanFact[],
  after: readonly PlanFact[],
  day: string,
): Omit<NewStatement, 'provenance'>[] {
  const next = new Map(after.map((plan) => [plan.id, plan]))
  return before.flatMap((old) => {
    const plan = next.get(old.id)
    const stays = { plan: old.id, from: day }
    if (!plan) return [{ ...stays, field: 'withdrawn' as const, before: false, value: true }]
    const [was, is] = [planOnDay(old, [], day), planOnDay(plan, [], day)]
    return factFields.flatMap((field) => {
      const change = { ...stays, field, before: factOf(was, field), value: factOf(is, field) }
      // A price that was announced for a day changes by its date: that is no news of this release.
      if (field === 'price' && priceStart(plan, day) !== '-infinity') return []
      return sameValue(change.before, change.value) ? [] : [change]
    })
  })
}

function priceStart({ prices }: PlanFact, day: string): string | undefined {
  return prices.find((price) => holdsOn(price.from, price.until, day))?.from
}

/**
 * The facts of a release without what staff have the last word on: plans and tax rules that they
 * added, and the day on which they ended a rule.
 */
export function besideStaff(
  facts: Facts,
  staffPlans: readonly string[],
  known: readonly TaxRuleRow[],
): Facts {
  const theirs = known.filter((row) => row.change_set)
  const ended = new Map(
    known.filter((row) => row.ended_by).map((row) => [row.id, row.effective_until]),
  )
  return {
    ...facts,
    plans: facts.plans.filter(({ id }) => !staffPlans.includes(id)),
    taxRules: facts.taxRules
      .map((rule) => (ended.has(rule.id) ? { ...rule, effectiveUntil: ended.get(rule.id)! } : rule))
      .filter((rule) => !theirs.some((row) => row.id === rule.id || meets(row, rule))),
  }
}

function meets(row: TaxRuleRow, rule: TaxRuleFact): boolean {
  return (
    row.environment === rule.environment &&
    row.territory === rule.territory &&
    row.effective_from < (rule.effectiveUntil ?? '9999') &&
    rule.effectiveFrom < (row.effective_until ?? '9999')
  )
}
