import type { Candidate } from './candidate.ts'
import { anyUse, daysCarried, familyOf, needFor, type Sums, sumCount } from './need.ts'

/** Plans of one operator, bought so many times over the days that are asked for. */
export interface Basket {
  readonly parts: readonly { readonly candidate: Candidate; readonly times: number }[]
  /** together: the first carries most, the second runs beside it · after: one follows the other. */
  readonly kind: 'one' | 'together' | 'after'
  /** In paisa, what all purchases cost. */
  readonly total: number
  readonly purchases: number
  /** The need is carried to the end of every validity, also past the days that were asked for. */
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
  let times = Math.ceil(days / candidate.days)
  for (let i = 0; i < sumCount; i++) {
    if (need[i] === 0) continue
    const volume = volumes[i]!
    if (volume === 0) return Infinity
    if (stacks) times = Math.max(times, timesForSum(candidate, volume, need[i]!, days))
    else if (needFor(need[i]!, Math.min(days, candidate.days)) > volume) return Infinity
  }
  return times > mostPurchases ? Infinity : times
}

/**
 * How often a plan that stacks must be bought for one sum alone. When it is used up in the middle
 * of its last calendar day, the next one bought then has lost that morning; so it is counted from a
 * day earlier, which always suffices.
 */
function timesForSum(
  { days: own, wholeDays }: Candidate,
  volume: number,
  need: number,
  days: number,
): number {
  const byVolume = Math.ceil(needFor(need, days) / volume)
  const carried = daysCarried(volume, need)
  if (carried >= own || days <= own) return Math.max(byVolume, Math.ceil(days / own))
  if (!wholeDays || carried <= own - 1) return byVolume
  return own > 1
    ? Math.max(byVolume, Math.ceil(days / (own - 1)))
    : days * Math.ceil(needFor(need, 1) / volume)
}

/**
 * One candidate under one need: what was worked out once is kept, since a search asks the same of
 * it for every other plan.
 */
export interface Trial {
  readonly candidate: Candidate
  /** As `timesNeeded`, for so many whole days. */
  times(days: number): number
  /** How many whole days so many purchases carry. */
  served(times: number): number
}

export function tryOut(candidate: Candidate, need: Sums): Trial {
  const kept = { times: [] as number[], served: [] as number[] }
  const times = (days: number) => {
    kept.times[days] ??= timesNeeded(candidate, need, days)
    return kept.times[days]
  }
  const served = (bought: number) => {
    // Nothing may follow before it has ended, even where its volume would have done for less.
    if (!candidate.stacks)
      return timesNeeded(candidate, need, candidate.days) === 1
        ? Math.floor(bought * candidate.days)
        : 0
    // More days never need fewer purchases, so the last day is found by halving.
    let [least, most] = [0, Math.floor(bought * candidate.days)]
    while (least < most) {
      const middle = Math.ceil((least + most) / 2)
      if (times(middle) <= bought) least = middle
      else most = middle - 1
    }
    return least
  }
  return {
    candidate,
    times,
    served(bought) {
      kept.served[bought] ??= served(bought)
      return kept.served[bought]
    },
  }
}

export function oneBasket(trial: Trial, days: number): Basket | undefined {
  const { candidate } = trial
  const times = trial.times(days)
  if (times === Infinity) return undefined
  const byTime = trial.times(Math.floor(times * candidate.days)) <= times
  return basketOf('one', [{ candidate, times }], byTime)
}

/**
 * First some of one plan, then some of another for the days that are left: a month and a week for a
 * stay of five weeks. Each one's purchases follow one another, so no plan needs to stack.
 * @param mostTotal in paisa: what would cost more is not made.
 */
export function afterBasket(
  first: Trial,
  times: number,
  second: Trial,
  days: number,
  mostTotal = Infinity,
): Basket | undefined {
  const served = first.served(times)
  if (served < 1 || served >= days) return undefined
  // What does not stack cannot start beside a plan that is used up but has not ended.
  const ended = served === Math.floor(times * first.candidate.days)
  if (!ended && !second.candidate.stacks) return undefined
  const rest = second.times(days - served)
  if (rest === Infinity || times + rest > mostPurchases) return undefined
  if (times * first.candidate.price + rest * second.candidate.price > mostTotal) return undefined
  const byTime = ended && second.times(Math.floor(rest * second.candidate.days)) <= rest
  const parts = [
    { candidate: first.candidate, times },
    { candidate: second.candidate, times: rest },
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
  mostTotal = Infinity,
): Basket | undefined {
  const affordable = Math.floor((mostTotal - times * main.price) / topUp.price)
  const most = Math.min(affordable, mostPurchases - times)
  const rest = topUpTimes(main, times, topUp, need, days, most)
  if (rest === 0 || rest > most) return undefined
  const parts = [
    { candidate: main, times },
    { candidate: topUp, times: rest },
  ]
  return basketOf('together', parts, false)
}

/**
 * How often the top-up is needed beside so many of the main plan, by the cheapest of three ways
 * that are sure to do: alone for all of what the main plan has too little of; in each stretch
 * between two main purchases as soon as something runs dry, where one validity covers the rest of
 * the stretch; or kept running all along, bought anew whenever it ends or any of its volumes is
 * used up.
 */
function topUpTimes(
  main: Candidate,
  times: number,
  topUp: Candidate,
  need: Sums,
  days: number,
  most: number,
): number {
  // Main purchases are whole days apart, some a day more than others.
  const stretch = Math.ceil(days / times)
  const sure = Math.max(1, topUp.wholeDays ? topUp.days - 1 : topUp.days)
  let [alone, perStretch] = [0, 0]
  const usedUp = { data: 0, minutes: 0, sms: 0 }
  let dry = 0
  for (let i = 0; i < sumCount; i++) {
    const volume = main.volumes[i]!
    const missing = needFor(need[i]!, stretch) - volume
    if (missing <= 0) continue
    const own = topUp.volumes[i]!
    // Whichever way is taken, at least what is missing in all must be bought.
    if (own === 0 || needFor(need[i]!, days) - volume * times > own * most) return Infinity
    alone = Math.max(alone, timesForSum(topUp, own, need[i]!, days))
    // Volume for some hours or apps is no help in the last days of a stretch: too little of the use
    // that it is for falls into them.
    const late = familyOf(i) === 'data' ? topUp.volumes[anyUse]! : own
    perStretch = Math.max(perStretch, late === 0 ? Infinity : Math.ceil(missing / late))
    const family = familyOf(i)
    usedUp[family] = Math.max(usedUp[family], Math.ceil((missing * times) / own))
    dry = Math.max(dry, stretch - Math.floor(daysCarried(volume, need[i]!)))
  }
  if (dry === 0) return 0
  const running = Math.ceil(days / sure) + usedUp.data + usedUp.minutes + usedUp.sms
  return Math.min(alone, dry <= topUp.days ? times * perStretch : Infinity, running)
}

/** Whether the very same purchases still carry another need. */
export function stillCarries({ kind, parts, total }: Basket, need: Sums, days: number): boolean {
  const [first, second] = parts
  if (!second) return timesNeeded(first!.candidate, need, days) <= first!.times
  const [one, other] = [first!.candidate, second.candidate]
  const again =
    kind === 'after'
      ? afterBasket(tryOut(one, need), first!.times, tryOut(other, need), days)
      : togetherBasket(one, first!.times, other, need, days)
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
  const [left, right] = [orderKey(a), orderKey(b)]
  return left < right ? -1 : Number(left > right)
}

/** By the plans, then with the longer one first. */
function orderKey(basket: Basket): string {
  const { candidate } = basket.parts[0]!
  return `${plansKey(basket)} ${1000 - Math.floor(candidate.days)} ${candidate.plan.id}`
}
