import type { PlanQuery, PlanSearch } from './index.ts'
import type { ListedPlan, Operator } from './plan.ts'
import { type Asked, fold, readAsked, without } from './search-text.ts'

/**
 * Filters and sorts the listed plans of one moment. Offered plans always come first, ties go by id.
 */
export function searchPlans(
  listed: readonly ListedPlan[],
  operators: readonly Operator[],
  query: PlanQuery,
): PlanSearch {
  const text = fold(query.q ?? '')
  const named = namedOperators(text, operators, query.operator)
  const asked = readAsked(named.rest)
  const plans = listed
    .filter((plan) => query.operator === undefined || plan.operator === query.operator)
    .filter((plan) => named.operators.size === 0 || named.operators.has(plan.operator))
    .filter((plan) => query.minDataMb === undefined || hasData(plan, query.minDataMb))
    .filter((plan) => query.maxDays === undefined || endsWithin(plan, query.maxDays))
    .filter((plan) => fits(plan, asked))
    .sort(order(query.sort ?? 'total'))
  return { plans, alias: named.alias }
}

interface Named {
  readonly operators: ReadonlySet<string>
  readonly alias: PlanSearch['alias']
  /** The text without the operators in it. */
  readonly rest: string
}

/**
 * Takes every operator out of the text; the longest spelling first ("china mobile" before "china").
 */
function namedOperators(
  text: string,
  operators: readonly Operator[],
  asked: string | undefined,
): Named {
  const spellings = operators
    .flatMap((operator) => [
      ...[operator.id, ...Object.values(operator.name)].map((own) => spell(operator, own, null)),
      ...operator.aliases.map((alias) => spell(operator, alias.text, alias)),
    ])
    .sort((a, b) => b.text.length - a.text.length)
  const found = new Set<string>()
  let alias: PlanSearch['alias']
  let rest = text
  let taken = ''
  for (const spelling of spellings) {
    // An alias of two operators ("ptcl") is taken out of the text once and means both.
    const next = spelling.text === taken ? rest : without(rest, spelling.text)
    if (next === undefined) continue
    rest = next
    taken = spelling.text
    found.add(spelling.operator)
    // Of two operators the one that was asked about is meant, otherwise the first.
    if (spelling.alias && (!alias || spelling.operator === asked))
      alias = { text: spelling.text, operator: spelling.operator, note: spelling.alias.note }
  }
  return { operators: found, alias, rest }
}

function spell(operator: Operator, text: string, alias: Operator['aliases'][number] | null) {
  return { text: fold(text), operator: operator.id, alias }
}

function hasData(plan: ListedPlan, atLeastMb: number): boolean {
  return plan.allowance.dataMb !== null && plan.allowance.dataMb >= atLeastMb
}

function endsWithin(plan: ListedPlan, days: number): boolean {
  const length = lengthInDays(plan)
  return length !== null && length <= days
}

function lengthInDays({ validity }: ListedPlan): number | null {
  return validity.days ?? (validity.hours === null ? null : validity.hours / 24)
}

function fits(plan: ListedPlan, asked: Asked): boolean {
  const length = lengthInDays(plan)
  if (asked.days.length > 0 && !inOne(asked.days, length)) return false
  const names = fold(
    [...Object.values(plan.name), plan.kind, plan.region, plan.ussd.subscribe ?? ''].join(' '),
  )
  if (asked.dataMb.length > 0 && !inOne(asked.dataMb, plan.allowance.dataMb)) return false
  return asked.words.every((word) => names.includes(word))
}

function inOne(ranges: readonly { from: number; to: number }[], value: number | null): boolean {
  return value !== null && ranges.some(({ from, to }) => value >= from && value <= to)
}

/** Cheapest, most data, or longest first; what is not known comes after what is. */
function order(sort: NonNullable<PlanQuery['sort']>): (a: ListedPlan, b: ListedPlan) => number {
  const rank = (plan: ListedPlan): number => {
    if (sort === 'total') return plan.total === null ? Infinity : Number(plan.total)
    const size = sort === 'data' ? plan.allowance.dataMb : lengthInDays(plan)
    return size === null ? Infinity : -size
  }
  return (a, b) =>
    Number(b.offered) - Number(a.offered) ||
    compare(rank(a), rank(b)) ||
    (a.id < b.id ? -1 : Number(a.id > b.id))
}

/** Not a difference: Infinity − Infinity is no number. */
function compare(a: number, b: number): number {
  return a < b ? -1 : Number(a > b)
}
