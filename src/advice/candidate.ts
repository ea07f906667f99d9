import { type ListedPlan, type Territory, territories } from '#catalog'
import type { FitFacts } from './fit-facts.ts'
import { type Sums, volumesOf } from './need.ts'

/** A plan as the search for the best basket sees it. */
export interface Candidate {
  readonly plan: ListedPlan
  /** What the customer pays once, in paisa; far below the limit of exact numbers. */
  readonly price: number
  /**
   * How many calendar days one purchase carries, the day of purchase counted; may be a fraction.
   */
  readonly days: number
  /** Bought in the middle of a day it has lost that day's morning: all but `rolling` validity. */
  readonly wholeDays: boolean
  /** Whether it may be bought while one of its kind still runs, with nothing lost. */
  readonly stacks: boolean
  readonly volumes: Sums
}

/** Why an offered plan is no candidate, and how many there are of each. */
export interface LeftOut {
  readonly notOffered: number
  /** Sold in places that the customer did not name or that a province does not tell. */
  readonly elsewhere: number
  /** Its total waits for the province. */
  readonly territoryNeeded: number
}

export interface Field {
  readonly candidates: readonly Candidate[]
  readonly leftOut: LeftOut
}

/**
 * The plans that may be recommended: offered, prepaid (an IDD minute carries no call within
 * Pakistan), for phones, sold where the customer is, with a known total and at least a day long.
 * @param named the operators that were asked for by name. Without a province, one of them that
 * serves only a few of them is taken at its word: who asks for SCOM is where SCOM is.
 */
export function fieldOf(
  plans: readonly ListedPlan[],
  facts: FitFacts,
  territory: Territory | undefined,
  named: readonly string[] = [],
): Field {
  const offered = plans.filter((plan) => plan.offered && isForPhones(plan, facts))
  const isWide = ({ region }: ListedPlan) => isSoldIn(region, facts, territory)
  const wide = new Set(offered.filter(isWide).map(({ operator }) => operator))
  const isTheirs = ({ operator }: ListedPlan) =>
    territory === undefined && named.includes(operator) && !wide.has(operator)
  const here = offered.filter((plan) => isWide(plan) || isTheirs(plan))
  const candidates = here.flatMap((plan) => {
    const days = plan.validity.days ?? (plan.validity.hours ?? 0) / 24
    if (plan.total === null || days < 1) return []
    return [
      {
        plan,
        price: Number(plan.total),
        days,
        wholeDays: plan.validity.rule !== 'rolling',
        stacks: plan.renewalEffect === 'stack',
        volumes: volumesOf(plan, facts),
      },
    ]
  })
  return {
    candidates: withoutDominated(candidates),
    leftOut: {
      notOffered: plans.filter((plan) => !plan.offered && !plan.placeholder).length,
      elsewhere: offered.length - here.length,
      territoryNeeded: here.filter((plan) => plan.total === null).length,
    },
  }
}

function isForPhones(plan: ListedPlan, facts: FitFacts): boolean {
  return plan.kind === 'prepaid' && !facts.notForPhones.has(plan.id)
}

/** Without a province only what is sold in most of them can be advised. */
function isSoldIn(region: string, facts: FitFacts, territory: Territory | undefined): boolean {
  const places = facts.places.get(region)
  if (places === undefined) return false
  if (places === 'all') return true
  return territory ? places.includes(territory) : places.length * 2 > territories.length
}

/** A dominated plan is never recommended, so it need not be searched either. */
function withoutDominated(candidates: readonly Candidate[]): Candidate[] {
  return candidates.filter((one) => !candidates.some((other) => dominates(other, one)))
}

/**
 * Whether one plan of an operator gives at least as much as another in every way and costs no more;
 * of two that are equal in all, the first id stays. A longer validity is only surely better where
 * the plan stacks: where it does not, nothing can be bought before it ends, and the same volume
 * must do for longer.
 */
export function dominates(one: Candidate, other: Candidate): boolean {
  if (one.plan.operator !== other.plan.operator || one.plan.id === other.plan.id) return false
  const lasts = one.days === other.days || (one.stacks && one.days > other.days)
  const more = one.volumes.every((volume, i) => volume >= other.volumes[i]!)
  const freer = (one.stacks || !other.stacks) && (other.wholeDays || !one.wholeDays)
  if (one.price > other.price || !lasts || !more || !freer) return false
  const same =
    one.price === other.price &&
    one.days === other.days &&
    one.stacks === other.stacks &&
    one.wholeDays === other.wholeDays &&
    one.volumes.every((volume, i) => volume === other.volumes[i])
  return !same || one.plan.id < other.plan.id
}
