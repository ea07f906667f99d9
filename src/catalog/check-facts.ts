import type { Problem } from './bad-facts.ts'
import type { Facts, PlanFact, TaxRuleFact } from './fact.ts'
import { territories } from './tax.ts'

/**
 * What no single entry can show: ids that meet, dates that overlap, claims without their ground.
 */
export function checkFacts(facts: Facts): Problem[] {
  return [...checkOperators(facts), ...checkPlans(facts), ...checkTaxes(facts)]
}

function checkOperators({ operators, territories: named }: Facts): Problem[] {
  const file = 'facts/operators.json'
  const owner = new Map<string, string>()
  const problems: Problem[] = duplicates(operators.map((one) => one.id)).map((id) => ({
    file,
    entry: id,
    field: 'id',
    problem: 'is there twice',
    remedy: 'Keep one entry per operator',
  }))
  for (const operator of operators) {
    for (const prefix of operator.prefixes) {
      const other = owner.get(prefix)
      owner.set(prefix, operator.id)
      if (other === undefined) continue
      problems.push({
        file,
        entry: operator.id,
        field: 'prefixes',
        problem: `${prefix} is a prefix of ${other} already`,
        remedy: 'A prefix is one guess: give it to one operator',
      })
    }
  }
  const missing = territories.filter((id) => named.every((one) => one.id !== id))
  for (const id of missing) {
    problems.push({
      file: 'facts/territories.json',
      entry: id,
      field: 'name',
      problem: 'is missing',
      remedy: 'Name every territory in three languages',
    })
  }
  return problems
}

function checkPlans({ operators, plans }: Facts): Problem[] {
  const known = new Set(operators.map((operator) => operator.id))
  const twice = new Set(duplicates(plans.map((plan) => plan.id)))
  return plans.flatMap((plan) => {
    const file = `facts/plans/${plan.operator}.json`
    const claims = checkClaims(plan)
    if (!known.has(plan.operator))
      claims.push([
        'operator',
        `${plan.operator} is not in operators.json`,
        'Add the operator first',
      ])
    if (twice.has(plan.id)) claims.push(['id', 'is there twice', 'Give every plan its own id'])
    return claims.map(([field, problem, remedy]) => ({
      file,
      entry: plan.id,
      field,
      problem,
      remedy,
    }))
  })
}

function checkClaims(plan: PlanFact): [field: string, problem: string, remedy: string][] {
  const claims: [string, string, string][] = []
  if (plan.provenance.verified !== plan.verifiedFields.length > 0)
    claims.push([
      'verifiedFields',
      'verified and verifiedFields contradict each other',
      'Name what the official page states, or set verified to false',
    ])
  if (plan.placeholder && plan.prices.some((price) => price.amount !== null))
    claims.push(['placeholder', 'a placeholder has a price', 'Remove the price or the mark'])
  if (plan.validity.days !== null && plan.validity.hours !== null)
    claims.push(['validity', 'days and hours are both given', 'Keep the one of the source'])
  const starts = plan.prices.map((price) => price.from)
  if (starts.some((from, index) => (from === '-infinity') !== (index === 0)))
    claims.push(['prices', 'only the first price has no start', 'Date every later price'])
  if (starts.some((from, index) => index > 0 && from <= starts[index - 1]!))
    claims.push(['prices', 'dates do not rise', 'Put the prices in the order of their first day'])
  return claims
}

function checkTaxes({ taxRules }: Facts): Problem[] {
  const problems: Problem[] = []
  for (const rule of taxRules) {
    const field = 'effectiveFrom'
    const at = { file: 'facts/taxes.json', entry: rule.id, field }
    if (rule.effectiveUntil !== null && rule.effectiveUntil <= rule.effectiveFrom)
      problems.push({ ...at, problem: 'ends before it starts', remedy: 'Swap the dates' })
    const clash = taxRules.find((other) => other !== rule && overlap(rule, other))
    if (clash)
      problems.push({
        ...at,
        problem: `holds on days on which ${clash.id} holds, too`,
        remedy: 'Give the older set an effectiveUntil: one rule per day, territory and environment',
      })
  }
  return problems
}

function overlap(a: TaxRuleFact, b: TaxRuleFact): boolean {
  return (
    a.environment === b.environment &&
    a.territory === b.territory &&
    a.effectiveFrom < (b.effectiveUntil ?? '9999') &&
    b.effectiveFrom < (a.effectiveUntil ?? '9999')
  )
}

function duplicates(ids: readonly string[]): string[] {
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))]
}
