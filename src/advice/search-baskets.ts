import {
  afterBasket,
  type Basket,
  compareBaskets,
  mostPurchases,
  oneBasket,
  plansKey,
  type Trial,
  togetherBasket,
  tryOut,
} from './basket.ts'
import type { Candidate } from './candidate.ts'
import { needFor, type Sums } from './need.ts'

/** The best baskets so far: how many different ideas are kept, and what none of them may exceed. */
interface Shelf {
  readonly baskets: Basket[]
  readonly room: number
  readonly ceiling: number
}

/**
 * The cheapest baskets of one operator's plans that carry a need for so many days, best first: one
 * plan, one after another, or a bundle and a top-up. Which of these are tried does not depend on
 * the need, and each one's cost never falls when the need grows, so neither does the cheapest's.
 * @param room how many different sets of plans are wanted: the best and its runner-up.
 * @param ceiling in paisa: what costs more is of no interest.
 */
export function searchBaskets(
  candidates: readonly Candidate[],
  need: Sums,
  days: number,
  room = 2,
  ceiling = Infinity,
): readonly Basket[] {
  const kept: Shelf = { baskets: [], room, ceiling }
  const trials = candidates.map((candidate) => ({
    ...tryOut(candidate, need),
    rates: ratesOf(candidate, need, days),
  }))
  for (const trial of trials) keep(kept, oneBasket(trial, days))
  for (const first of trials)
    for (const second of trials) {
      if (first === second || costMore(first.rates, second.rates, limitOf(kept))) continue
      addAfter(kept, first, second, days)
      if (first.candidate.stacks && second.candidate.stacks)
        addTogether(kept, first, second, need, days)
    }
  return kept.baskets
}

function addAfter(kept: Shelf, first: Trial, second: Trial, days: number): void {
  if (first.times(1) === Infinity || second.times(1) === Infinity) return
  for (let times = 1; times < mostPurchases; times++) {
    const limit = limitOf(kept)
    if (times * first.candidate.price + second.candidate.price > limit) break
    if (first.served(times) >= days) break
    const basket = afterBasket(first, times, second, days, limit)
    if (basket && !isIdle(basket, second, days)) keep(kept, basket)
  }
}

function addTogether(kept: Shelf, first: Trial, second: Trial, need: Sums, days: number): void {
  const [main, topUp] = [first.candidate, second.candidate]
  const enough = Math.min(first.times(days), mostPurchases)
  for (let times = Math.ceil(days / main.days); times < enough; times++) {
    const limit = limitOf(kept)
    if (times * main.price + topUp.price > limit) break
    const basket = togetherBasket(main, times, topUp, need, days, limit)
    if (basket && !isIdle(basket, second, days)) keep(kept, basket)
  }
}

/** Where the second plan alone would do as often, the first one is no help. */
function isIdle({ parts }: Basket, second: Trial, days: number): boolean {
  return second.times(days) <= parts[1]!.times
}

/** What costs more than the worst that is kept cannot be kept either. */
function limitOf({ baskets, room, ceiling }: Shelf): number {
  return baskets.length < room ? ceiling : Math.min(ceiling, baskets.at(-1)!.total)
}

/** What each sum, and the days themselves, would cost if a plan could be bought by the drop. */
function ratesOf({ price, volumes, days: own }: Candidate, need: Sums, days: number): number[] {
  const rates = volumes.map((volume, i) => {
    const needed = needFor(need[i]!, days)
    return needed === 0 ? 0 : (needed * price) / volume
  })
  return [...rates, (days * price) / own]
}

/**
 * Whether every basket of two plans must cost more than the limit; most pairs are passed over by
 * it. The limit is a little higher for what is lost in the last digit of a division.
 */
function costMore(first: readonly number[], second: readonly number[], limit: number): boolean {
  for (let i = 0; i < first.length; i++)
    if (Math.min(first[i]!, second[i]!) > limit * (1 + 1e-9)) return true
  return false
}

/** Keeps the list short, in order, and with one basket for each set of plans. */
function keep(shelf: Shelf, basket: Basket | undefined): void {
  if (!basket || basket.total > limitOf(shelf)) return
  const { baskets, room } = shelf
  const key = plansKey(basket)
  const same = baskets.findIndex((one) => plansKey(one) === key)
  if (same >= 0) {
    if (compareBaskets(baskets[same]!, basket) <= 0) return
    baskets.splice(same, 1)
  }
  const at = baskets.findIndex((one) => compareBaskets(basket, one) < 0)
  baskets.splice(at < 0 ? baskets.length : at, 0, basket)
  if (baskets.length > room) baskets.pop()
}
