import { type Basket, compareBaskets, plansKey, stillCarries } from './basket.ts'
import type { Candidate } from './candidate.ts'
import type { FitFacts } from './fit-facts.ts'
import { needOf } from './need.ts'
import { searchBaskets } from './search-baskets.ts'
import { type Forecast, isNoUse, mostUsage, type Pattern, type Usage } from './usage.ts'

/** What would have to be different for another answer to be right. */
export interface Change {
  /** less: at the low end of the forecast · more_data, more_minutes: above `above`. */
  readonly when: 'less' | 'more_data' | 'more_minutes'
  /** Megabytes or minutes in 30 days; with `less` the low end itself. */
  readonly above: number
  /** The best basket then; undefined where nothing carries it. */
  readonly basket: Basket | undefined
}

export interface Recommendation {
  /** Undefined where no plan of any operator carries the upper end of the forecast. */
  readonly best: Basket | undefined
  readonly runnerUp: Basket | undefined
  /** The best of each other operator, cheapest first. */
  readonly alternatives: readonly Basket[]
  readonly changes: readonly Change[]
}

export interface Asked {
  readonly forecast: Forecast
  readonly pattern: Pattern
  readonly days: number
}

/**
 * Ranks everything that carries the upper end of the forecast by what the customer pays in all.
 * Pure: the same field and question give the same answer, ties included.
 */
export function recommend(
  candidates: readonly Candidate[],
  asked: Asked,
  facts: FitFacts,
): Recommendation {
  const byOperator = Map.groupBy(candidates, ({ plan }) => plan.operator)
  const needs = (usage: Usage, operator: string) =>
    needOf(usage, asked.pattern, facts.onNetBp.get(operator) ?? 0)
  const found = [...byOperator]
    .flatMap(([operator, own]) => {
      return searchBaskets(own, needs(asked.forecast.high, operator), asked.days)
    })
    .sort(compareBaskets)
  /** The best alone, of all operators: each one need only be searched below the best so far. */
  const bestFor = (usage: Usage) => {
    let cheapest: Basket | undefined
    for (const [operator, own] of byOperator) {
      const need = needs(usage, operator)
      const [one] = searchBaskets(own, need, asked.days, 1, cheapest?.total)
      if (one && (!cheapest || compareBaskets(one, cheapest) < 0)) cheapest = one
    }
    return cheapest
  }
  const [best, runnerUp] = found
  if (!best) return { best, runnerUp, alternatives: [], changes: [] }
  const shown = new Set([best, runnerUp].map((one) => one && operatorOf(one)))
  const alternatives = found.filter((one) => {
    const isNew = !shown.has(operatorOf(one))
    shown.add(operatorOf(one))
    return isNew
  })
  return { best, runnerUp, alternatives, changes: changesOf(best, bestFor, asked, facts) }
}

export function operatorOf(basket: Basket): string {
  return basket.parts[0]!.candidate.plan.operator
}

function changesOf(
  best: Basket,
  bestFor: (usage: Usage) => Basket | undefined,
  { forecast: { low, high }, pattern, days }: Asked,
  facts: FitFacts,
): Change[] {
  const changes: Change[] = []
  // No use needs no plan, so it is no case of a cheaper one.
  const atLow = isNoUse(low) ? undefined : bestFor(low)
  if (atLow && atLow.total < best.total && plansKey(atLow) !== plansKey(best))
    changes.push({ when: 'less', above: low.dataMb || low.minutes, basket: atLow })
  const of = high.dataMb > 0 ? 'dataMb' : 'minutes'
  const onNetBp = facts.onNetBp.get(operatorOf(best)) ?? 0
  // A greater need never has a cheaper answer: as long as these purchases carry it, they stay best.
  const holds = (value: number) =>
    stillCarries(best, needOf({ ...high, [of]: value }, pattern, onNetBp), days)
  const above = lastWhere(holds, high[of], mostUsage[of])
  if (above < mostUsage[of]) {
    const when = of === 'dataMb' ? 'more_data' : 'more_minutes'
    changes.push({ when, above, basket: bestFor({ ...high, [of]: above + 1 }) })
  }
  return changes
}

/**
 * The greatest value up to which something holds that holds at `from` and, once broken, stays so.
 */
function lastWhere(holds: (value: number) => boolean, from: number, most: number): number {
  let [known, open] = [from, most]
  while (known < open) {
    const middle = Math.ceil((known + open) / 2)
    if (holds(middle)) known = middle
    else open = middle - 1
  }
  return known
}
