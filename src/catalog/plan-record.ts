import type { ReleaseChange } from './change-set.ts'
import { holdsOn, localDay, marketZone, type PlanFact } from './fact.ts'
import type { ListedPlan, Localized, Operator, Provenance } from './plan.ts'
import { changeDays, factsOnDay, planOnDay } from './plan-on-day.ts'
import {
  type FactField,
  type FactValue,
  type StatedFact,
  type StatedPrice,
  type Statement,
  sameValue,
  toStatedPrice,
} from './statement.ts'
import type { OfferRow } from './store/tables.ts'

/** A price and the days on which it held. */
export interface PriceStep {
  /** Null: as far back as is known. */
  readonly from: string | null
  /** The first day on which it held no more; null while it holds. */
  readonly until: string | null
  readonly price: StatedPrice
  readonly saidBy: 'release' | 'staff' | 'upstream'
  readonly provenance: Provenance
}

/** A fact that is going to change by itself. */
export interface ScheduledFact {
  readonly field: FactField
  readonly from: string
  readonly value: FactValue
}

/** Everything that is published about one plan, each fact with its own source. */
export interface PlanRecord {
  readonly id: string
  readonly operator: Operator
  readonly name: Localized
  /** As it can be bought now; undefined while it is withdrawn or not yet there. */
  readonly listed: ListedPlan | undefined
  readonly facts: readonly StatedFact[]
  readonly scheduled: readonly ScheduledFact[]
  /** Oldest first; what the operator's own tariff said stands beside what was stated. */
  readonly prices: readonly PriceStep[]
}

/** What the days of a plan are made of. */
export interface PlanPast {
  readonly fact: PlanFact
  readonly statements: readonly Statement[]
  readonly releaseChanges: readonly ReleaseChange[]
  readonly offers: readonly OfferWord[]
}

export type OfferWord = Pick<
  OfferRow,
  'upstream' | 'basis' | 'amount' | 'currency' | 'first_seen_at' | 'confirmed_at' | 'withdrawn_at'
>

/** The facts of a day, and those that some later day changes. Pure. */
export function recordOn(
  { fact, statements }: PlanPast,
  at: Date,
): Pick<PlanRecord, 'facts' | 'scheduled'> {
  const today = localDay(at, marketZone)
  let facts = factsOnDay(fact, statements, today)
  const now = facts
  const scheduled: ScheduledFact[] = []
  for (const from of changeDays(fact, statements).filter((day) => day > today)) {
    const next = factsOnDay(fact, statements, from)
    for (const [i, { field, value }] of next.entries())
      if (!sameValue(value, facts[i]!.value)) scheduled.push({ field, from, value })
    facts = next
  }
  return { facts: now, scheduled }
}

/** Every price that the plan had or will have, by days; days of one price are one step. Pure. */
export function pricesOf(past: PlanPast): readonly PriceStep[] {
  const { fact, statements, releaseChanges } = past
  const released = releaseChanges.filter((change) => change.field === 'price')
  const days = [...changeDays(fact, statements), ...released.map(({ from }) => from)]
  const steps: PriceStep[] = []
  for (const day of [...new Set(days)].sort()) {
    const withdrawn = planOnDay(fact, statements, day).withdrawn
    const last = steps.at(-1)
    const said = factsOnDay(fact, statements, day).find(({ field }) => field === 'price')!
    const price = said.changeSet === undefined ? releasedPrice(fact, released, day) : undefined
    const value = price ?? (said.value as StatedPrice)
    const saidBy = said.changeSet === undefined ? 'release' : 'staff'
    const goesOn = last?.until === null && !withdrawn && sameValue(last.price, value)
    if (goesOn && saidBy === last.saidBy) continue
    if (last?.until === null) steps[steps.length - 1] = { ...last, until: day }
    if (withdrawn) continue
    const from = day === '-infinity' ? null : day
    steps.push({ from, until: null, price: value, saidBy, provenance: said.provenance })
  }
  return [...steps, ...past.offers.map(stepOfOffer)].sort(
    (a, b) => compareDays(a.from, b.from) || compareDays(a.until ?? '9999', b.until ?? '9999'),
  )
}

/** What a release said on a day, also when a later one wrote over it. */
function releasedPrice(
  { prices }: PlanFact,
  released: readonly ReleaseChange[],
  day: string,
): StatedPrice | undefined {
  const dated = prices.find((price) => holdsOn(price.from, price.until, day))
  if (dated?.from !== '-infinity') return undefined
  const last = released.findLast(({ from }) => from <= day)
  return (last?.value ?? released[0]?.before ?? toStatedPrice(dated)) as StatedPrice
}

function stepOfOffer(offer: OfferWord): PriceStep {
  const { upstream, first_seen_at, confirmed_at, withdrawn_at } = offer
  const day = (at: Date) => localDay(at, marketZone)
  return {
    from: day(first_seen_at),
    until: withdrawn_at && day(withdrawn_at),
    price: toStatedPrice(offer),
    saidBy: 'upstream',
    provenance: {
      ...{ source: upstream, sourceUrl: null, asOf: day(confirmed_at), verified: true },
    },
  }
}

function compareDays(a: string | null, b: string | null): number {
  const [x, y] = [a ?? '', b ?? '']
  return x < y ? -1 : Number(x > y)
}
