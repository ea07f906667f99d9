import { type DatedPrice, holdsOn, type PlanFact } from './fact.ts'
import type { PlanPrice, Provenance } from './plan.ts'
import {
  type FactField,
  factFields,
  factOf,
  type PlanState,
  type StatedFact,
  type Statement,
  verifiableNames,
  withValue,
} from './statement.ts'

const unknownPrice: PlanPrice = { basis: 'unknown', amount: null, currency: 'PKR' }

/**
 * What a plan is on a day: the release's facts, and over each of them what staff stated last for
 * that day. Nobody has to act when the day comes.
 * @param statements those of this plan, oldest first, without what was taken back.
 */
export function planOnDay(
  fact: PlanFact,
  statements: readonly Statement[],
  day: string,
): PlanState {
  let state = baseOn(fact, day)
  if (statements.length === 0) return state
  for (const field of factFields) {
    const said = statementOn(fact, statements, field, day)
    if (said) state = overlayOne(state, said)
  }
  return state
}

function baseOn({ prices, ...plan }: PlanFact, day: string): PlanState {
  const dated = prices.find((price) => holdsOn(price.from, price.until, day))
  const withdrawn = plan.addedBy !== undefined
  return { ...plan, price: dated ? priceOf(dated) : unknownPrice, withdrawn }
}

function priceOf({ basis, amount, currency }: DatedPrice): PlanPrice {
  return { basis, amount, currency }
}

/** The statement that decides a field on a day; undefined where the release's word stands. */
function statementOn(
  fact: PlanFact,
  statements: readonly Statement[],
  field: FactField,
  day: string,
): Statement | undefined {
  let newest: Statement | undefined
  for (const one of statements) {
    if (one.field !== field || one.from > day) continue
    if (!newest || one.from >= newest.from) newest = one
  }
  if (!newest || field !== 'price') return newest
  // A price that the release announces for a later day is news to what was stated before that day.
  const base = fact.prices.find((price) => holdsOn(price.from, price.until, day))
  return base && base.from > newest.from ? undefined : newest
}

function overlayOne(state: PlanState, { field, value, provenance }: Statement): PlanState {
  const names = verifiableNames(field)
  const others = state.verifiedFields.filter((name) => !names.includes(name))
  const verifiedFields = provenance.verified && field !== 'withdrawn' ? names : []
  const next = withValue(state, field, value)
  const all = { ...next, verifiedFields: [...others, ...verifiedFields] }
  if (field !== 'price') return all
  // The source that is shown beside a plan is that of its price.
  const placeholder = all.placeholder && all.price.amount === null
  return { ...all, provenance, placeholder, stale: false }
}

/** Every fact of a plan on a day with its own source, in the order in which they are read. */
export function factsOnDay(
  fact: PlanFact,
  statements: readonly Statement[],
  day: string,
): readonly StatedFact[] {
  const state = planOnDay(fact, statements, day)
  return factFields.map((field): StatedFact => {
    const said = statementOn(fact, statements, field, day)
    if (said) {
      const { from, provenance, changeSet } = said
      return { field, value: factOf(state, field), from, provenance, changeSet }
    }
    const base = fact.prices.find((price) => holdsOn(price.from, price.until, day))
    const from = field === 'price' && base ? base.from : '-infinity'
    const provenance = baseProvenance(fact, field)
    return { field, value: factOf(state, field), from, provenance, changeSet: fact.addedBy }
  })
}

function baseProvenance({ provenance, verifiedFields }: PlanFact, field: FactField): Provenance {
  const verified = verifiableNames(field).every((name) => verifiedFields.includes(name))
  return { ...provenance, verified }
}

/** The days on which something about the plan changes, the past and the scheduled, in order. */
export function changeDays(fact: PlanFact, statements: readonly Statement[]): readonly string[] {
  const days = [...fact.prices.map((price) => price.from), ...statements.map((one) => one.from)]
  return [...new Set(days)].sort()
}
