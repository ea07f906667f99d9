import { localDay, marketZone, type PlanFact } from './fact.ts'
import type { Localized } from './plan.ts'
import { changeDays, factsOnDay, planOnDay } from './plan-on-day.ts'
import type { Snapshot } from './snapshot.ts'
import { type FactField, type FactValue, factOf, type Statement, sameValue } from './statement.ts'

/** What staff have to look at about one plan. */
export interface ReviewItem {
  readonly plan: string
  readonly operator: string
  readonly name: Localized
  /** Facts that carry an offer and that nobody has verified. */
  readonly unverified: readonly FactField[]
  /** The source is older than about two years or from before a known change. */
  readonly stale: boolean
  /** Days to come on which something changes by itself. */
  readonly scheduled: readonly string[]
  /** A later release says otherwise than staff did; staff's word stands until it is taken back. */
  readonly disputed: readonly {
    readonly field: FactField
    readonly staff: FactValue
    readonly release: FactValue
    readonly changeSet: bigint
  }[]
}

/** What an offer stands on. */
const carrying: readonly FactField[] = ['price', 'validity', 'ussd.subscribe', 'renewalEffect']

/** Everything that needs a look, the disputed first, then by plan. Pure. */
export function listReview(snapshot: Snapshot, at: Date): readonly ReviewItem[] {
  const day = localDay(at, marketZone)
  return snapshot.plans
    .flatMap((fact) => {
      const said = snapshot.statements.get(fact.id) ?? []
      const state = planOnDay(fact, said, day)
      const scheduled = changeDays(fact, said).filter((one) => one > day)
      const disputed = disputedOf(fact, said, day)
      if (state.withdrawn && scheduled.length + disputed.length === 0) return []
      const unverified = factsOnDay(fact, said, day)
        .filter(({ field, value }) => carrying.includes(field) && value !== null)
        .filter(({ provenance }) => !provenance.verified)
        .map(({ field }) => field)
      const { id: plan, operator, name, stale } = state
      return [{ plan, operator, name, unverified, stale, scheduled, disputed }]
    })
    .filter((one) => one.unverified.length + one.scheduled.length + one.disputed.length > 0)
    .sort((a, b) => b.disputed.length - a.disputed.length || (a.plan < b.plan ? -1 : 1))
}

/** Where the release has changed its mind since staff spoke, and not to what they said. */
function disputedOf(
  fact: PlanFact,
  said: readonly Statement[],
  day: string,
): ReviewItem['disputed'] {
  if (fact.addedBy !== undefined) return []
  const base = planOnDay(fact, [], day)
  return factsOnDay(fact, said, day).flatMap(({ field, value, changeSet }) => {
    if (changeSet === undefined || field === 'withdrawn') return []
    const statement = said.findLast((one) => one.changeSet === changeSet && one.field === field)
    const release = factOf(base, field)
    const same = sameValue(release, value) || sameValue(release, statement?.before ?? null)
    return same ? [] : [{ field, staff: value, release, changeSet }]
  })
}
