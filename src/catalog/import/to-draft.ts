import { type FactField, type FactValue, factFields } from '../statement.ts'
import type { Draft } from './draft.ts'
import type { PlanEntry } from './json-shape.ts'

/** What one entry says; each price of a later day is a row of its own. */
export function toDrafts(line: number, entry: PlanEntry, operator: string | undefined): Draft[] {
  const [first, ...later] =
    entry.prices ?? (entry.price ? [{ ...entry.price, from: undefined }] : [])
  const { source, sourceUrl = null, asOf, verified = false } = entry.provenance
  const common = {
    ...{ line, id: entry.id, operator: entry.operator ?? operator },
    environment: entry.environment ?? undefined,
    provenance: { source, sourceUrl, asOf, verified },
    verifiedFields: entry.verifiedFields,
  }
  const main = { ...common, from: entry.from ?? first?.from, given: givenOf(entry, first) }
  const priced = later.map(
    (price): Draft => ({ ...common, from: price.from, given: new Map([['price', bare(price)]]) }),
  )
  return [main, ...priced]
}

type Price = NonNullable<PlanEntry['price']>

const bare = ({ basis, amount, currency }: Price) => ({ basis, amount, currency })

function givenOf(entry: PlanEntry, price: Price | undefined): Map<FactField, FactValue> {
  const given = new Map<FactField, FactValue>()
  for (const field of factFields) {
    const value = field === 'price' ? price && bare(price) : valueIn(entry, field)
    if (value !== undefined) given.set(field, value as FactValue)
  }
  return given
}

function valueIn(entry: PlanEntry, field: FactField): unknown {
  const [head, leaf] = field.split('.') as [keyof PlanEntry, string | undefined]
  const part = entry[head]
  if (head === 'validity' && part) return lengthOf(part as NonNullable<PlanEntry['validity']>)
  if (leaf === undefined) return part
  return (part as Record<string, unknown> | undefined)?.[leaf]
}

/** Days and hours are one length in two units: who gives the one takes the other away. */
function lengthOf(validity: NonNullable<PlanEntry['validity']>) {
  const { days, hours } = validity
  if (days === undefined && hours === undefined) return validity
  return { ...validity, days: days ?? null, hours: hours ?? null }
}
