import type { PlanFact } from '../fact.ts'
import type { Allowance, Localized } from '../plan.ts'
import { type FactField, factFields, type StatedPrice, verifiableNames } from '../statement.ts'
import { type Draft, type RowProblem, type Said, said } from './draft.ts'

/** What nobody may leave open about a plan that is new. */
const needed: readonly { field: FactField | 'operator'; column: string; remedy: Said }[] = [
  { field: 'operator', column: 'operator', remedy: said('import.need_operator') },
  { field: 'name', column: 'name', remedy: said('import.need_name') },
  { field: 'kind', column: 'kind', remedy: said('import.need_kind') },
  { field: 'price', column: 'price', remedy: said('import.need_price') },
  { field: 'validity', column: 'validity', remedy: said('import.need_validity') },
  { field: 'region', column: 'region', remedy: said('import.need_region') },
]

/** A plan that was not there before, or everything that is missing to make one. */
export function newPlanOf(draft: Draft): PlanFact | RowProblem[] {
  const { line, given, id, provenance } = draft
  const missing = needed.filter(({ field }) =>
    field === 'operator' ? draft.operator === undefined : !isGiven(draft, field),
  )
  if (missing.length > 0)
    return missing.map(({ column, remedy }) => {
      const problem = said('import.new_missing', { id })
      return { line, column, problem, remedy: said('import.or_correct_id', { remedy }) }
    })
  const value = <Value>(field: FactField, silent: Value) =>
    (given.has(field) ? given.get(field) : silent) as Value
  const price = given.get('price') as StatedPrice
  const amount = price.amount === null ? null : BigInt(price.amount)
  const stated = draft.verifiedFields
  const verifiedFields = factFields
    .filter((field) => given.has(field) && provenance.verified)
    .flatMap(verifiableNames)
    .filter((name) => !stated || stated.includes(name))
  return {
    ...{ id, operator: draft.operator!, environment: draft.environment ?? null },
    name: value<Localized>('name', { en: '' }),
    kind: value('kind', ''),
    allowance: allowanceOf(value),
    validity: {
      ...{ days: null, hours: null, rule: 'unknown' },
      ...value<Partial<PlanFact['validity']>>('validity', {}),
    },
    prices: [{ from: '-infinity', until: null, basis: price.basis, amount, currency: 'PKR' }],
    region: value('region', ''),
    renewalEffect: value<PlanFact['renewalEffect']>('renewalEffect', 'unknown'),
    ussd: {
      subscribe: value('ussd.subscribe', null),
      status: value('ussd.status', null),
      unsubscribe: value('ussd.unsubscribe', null),
    },
    autoRecurring: value<boolean | null>('autoRecurring', null),
    provenance: { ...provenance, verified: verifiedFields.length > 0 },
    verifiedFields,
    placeholder: amount === null,
    stale: false,
    notes: value('notes', null),
  }
}

function isGiven({ given }: Draft, field: FactField): boolean {
  const value = given.get(field)
  return field === 'name' ? Boolean((value as Partial<Localized>)?.en) : value !== undefined
}

function allowanceOf(value: <Value>(field: FactField, silent: Value) => Value): Allowance {
  return {
    dataMb: value<number | null>('allowance.dataMb', null),
    dataOffpeakMb: value<number | null>('allowance.dataOffpeakMb', null),
    offpeakWindow: value<string | null>('allowance.offpeakWindow', null),
    socialMb: value<number | null>('allowance.socialMb', null),
    socialApps: value<string | null>('allowance.socialApps', null),
    minutesAllNet: value<number | null>('allowance.minutesAllNet', null),
    minutesOnNet: value<number | null>('allowance.minutesOnNet', null),
    minutesOffNet: value<number | null>('allowance.minutesOffNet', null),
    sms: value<number | null>('allowance.sms', null),
    unlimitedOnNet: value('allowance.unlimitedOnNet', false),
  }
}
