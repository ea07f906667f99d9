import type { Candidate } from './candidate.ts'
import { daysCarried, needFor, type Sums, sumCount } from './need.ts'

/** Plans of one operator, bought so many times over the days that are asked for. */
export interface Basket {
  readonly parts: readonly { readonly candidate: Candidate; readonly times: number }[]
  /** together: the first carries most, the second runs beside it · after: one follows the other. */
  readonly kind: 'one' | 'together' | 'after'
  /** In paisa, what all purchases cost. */
  readonly total: number
  readonly purchases: number
  /** Every part lasts out its own days, so that the basket ends by the calendar, not by volume. */
  readonly byTime: boolean
}

/** Nobody buys more often for one stay; beyond it a plan is no advice. */
export const mostPurchases = 31

/**
 * How often one plan must be bought to carry a need for so many days; Infinity where it cannot.
 * One that stacks is bought again as soon as it ends or is used up. Any other follows only when the
 * one before has ended, so each must carry all its days.
 */
export function timesNeeded(candidate: Candidate, need: Sums, days: number): number {
  const { volumes, stacks } = candidate
  const byTime = Math.ceil(days / candidate.days)
  let times = byTime
  const carried = stacks ? days : Math.min(days, candidate.days)
  for (let i = 0; i < sumCount; i++) {
    const needed = needFor(need[i]!, carried)
    if (needed === 0) continue
    if (volumes[i] === 0) return Infinity
    const byVolume = Math.ceil(needed / volumes[i]!)
    if (!stacks && byVolume > 1) return Infinity
    times = Math.max(times, byVolume)
  }
  return times > mostPurchases ? Infinity : times
}

/** How many whole days so many purchases of one plan carry a need. */
function daysServed(candidate: Candidate, times: number, need: Sums): number {
  const { volumes, stacks } = candidate
  let served = times * candidate.days
  for (let i = 0; i < sumCount; i++) {
    if (need[i] === 0) continue
    if (stacks) served = Math.min(served, daysCarried(times * volumes[i]!, need[i]!))
    else if (needFor(need[i]!, candidate.days) > volumes[i]!) return 0
  }
  return Math.floor(served)
}

export function oneBasket(candidate: Candidate, need: Sums, days: number): Basket | undefined {
  const times = timesNeeded(candidate, need, days)
  if (times === Infinity) return undefined
  const byTime = times === Math.ceil(days / candidate.days)
  return basketOf('one', [{ candidate, times }], byTime)
}

/**
 * First some of one plan, then some of another for the days that are left: a month and a week for a
 * stay of five weeks. Each one's purchases follow one another, so no plan needs to stack.
 */
export function afterBasket(
  first: Candidate,
  times: number,
  second: Candidate,
  need: Sums,
  days: number,
): Basket | undefined {
  const served = daysServed(first, times, need)
  if (served < 1 || served >= days) return undefined
  const rest = timesNeeded(second, need, days - served)
  if (rest === Infinity || times + rest > mostPurchases) return undefined
  const byTime =
    served === Math.floor(times * first.days) && rest === Math.ceil((days - served) / second.days)
  const parts = [
    { candidate: first, times },
    { candidate: second, times: rest },
  ]
  return basketOf('after', parts, byTime)
}

/**
 * A bundle and a top-up beside it; both must stack. The main one is bought `times` times, evenly
 * over the days, and the other carries what it leaves.
 */
export function togetherBasket(
  main: Candidate,
  times: number,
  topUp: Candidate,
  need: Sums,
  days: number,
): Basket | undefined {
  let rest = 0
  for (let i = 0; i < sumCount; i++) {
    const more = topUpTimes(main.volumes[i]!, times, topUp, i, need[i]!, days)
    if (more > mostPurchases - times) return undefined
    rest = Math.max(rest, more)
  }
  if (rest === 0) return undefined
  const parts = [
    { candidate: main, times },
    { candidate: topUp, times: rest },
  ]
  return basketOf('together', parts, false)
}

/** How often the top-up is needed for one sum of which each main purchase carries `volume`. */
function topUpTimes(
  volume: number,
  times: number,
  topUp: Candidate,
  sum: number,
  need: number,
  days: number,
): number {
  const needed = needFor(need, days)
  const missing = needed - volume * times
  if (missing <= 0) return 0
  const own = topUp.volumes[sum]!
  if (own === 0) return Infinity
  const byTime = Math.ceil(days / topUp.days)
  if (volume === 0) return Math.max(byTime, Math.ceil(needed / own))
  // Between one main purchase and the next it runs dry: bought for each of these gaps anew, or kept
  // running all along. The second way may end a top-up by time and another by volume.
  const spacing = days / times
  const gap = spacing - Math.floor(daysCarried(volume, need))
  const perGap = Math.max(
    Math.ceil((needFor(need, spacing) - volume) / own),
    Math.ceil(gap / topUp.days),
    1,
  )
  return Math.min(times * perGap, byTime + Math.max(1, Math.ceil(missing / own)) - 1)
}

/** Whether the very same purchases still carry another need. */
export function stillCarries({ kind, parts, total }: Basket, need: Sums, days: number): boolean {
  const [first, second] = parts
  if (!second) return timesNeeded(first!.candidate, need, days) <= first!.times
  const combine = kind === 'after' ? afterBasket : togetherBasket
  const again = combine(first!.candidate, first!.times, second.candidate, need, days)
  return again !== undefined && again.total <= total
}

function basketOf(kind: Basket['kind'], parts: Basket['parts'], byTime: boolean): Basket {
  return {
    kind,
    parts,
    byTime,
    total: parts.reduce((sum, { candidate, times }) => sum + candidate.price * times, 0),
    purchases: parts.reduce((sum, { times }) => sum + times, 0),
  }
}

/**
 * The plans of a basket, whichever way they are bought: two baskets of the same plans are one idea.
 */
export function plansKey(basket: Basket): string {
  return basket.parts
    .map(({ candidate }) => candidate.plan.id)
    .sort()
    .join(' ')
}

/** Cheapest first, then the fewest purchases, then by name: ties come out the same every time. */
export function compareBaskets(a: Basket, b: Basket): number {
  if (a.total !== b.total) return a.total - b.total
  if (a.purchases !== b.purchases) return a.purchases - b.purchases
  if (a.parts.length !== b.parts.length) return a.parts.length - b.parts.length
  const [left, right] = [plansKey(a), plansKey(b)]
  return left < right ? -1 : Number(left > right)
}
