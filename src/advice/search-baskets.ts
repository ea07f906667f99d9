import {
  afterBasket,
  type Basket,
  compareBaskets,
  mostPurchases,
  oneBasket,
  plansKey,
  timesNeeded,
  togetherBasket,
} from './basket.ts'
import type { Candidate } from './candidate.ts'
import { needFor, type Sums } from './need.ts'

/** How many different ideas are kept of one operator: the best and its runner-up. */
const keptPerOperator = 2

/**
 * The cheapest baskets of one operator's plans that carry a need for so many days, best first: one
 * plan, one after another, or a bundle and a top-up. Which of these are tried does not depend on
 * the need, and each one's cost never falls when the need grows, so neither does the cheapest's.
 */
export function searchBaskets(
  candidates: readonly Candidate[],
  need: Sums,
  days: number,
): readonly Basket[] {
  const kept: Basket[] = []
  for (const candidate of candidates) keep(kept, oneBasket(candidate, need, days))
  const tried = candidates.map((candidate) => ({
    candidate,
    rates: ratesOf(candidate, need, days),
    carriesAlone: timesNeeded(candidate, need, 1) < Infinity,
  }))
  for (const first of tried)
    for (const second of tried) {
      if (first === second || leastCost(first.rates, second.rates) > limitOf(kept)) continue
      if (first.carriesAlone && second.carriesAlone && isFirst(first.candidate, second.candidate))
        addAfter(kept, first.candidate, second.candidate, need, days)
      if (first.candidate.stacks && second.candidate.stacks)
        addTogether(kept, first.candidate, second.candidate, need, days)
    }
  return kept
}

function addAfter(
  kept: Basket[],
  first: Candidate,
  second: Candidate,
  need: Sums,
  days: number,
): void {
  for (let times = 1; times < mostPurchases; times++) {
    if (times * first.days >= days + first.days) break
    if (times * first.price + second.price > limitOf(kept)) break
    keep(kept, afterBasket(first, times, second, need, days))
  }
}

function addTogether(
  kept: Basket[],
  main: Candidate,
  topUp: Candidate,
  need: Sums,
  days: number,
): void {
  const enough = Math.min(timesNeeded(main, need, days), mostPurchases)
  for (let times = Math.ceil(days / main.days); times < enough; times++) {
    if (times * main.price + topUp.price > limitOf(kept)) break
    keep(kept, togetherBasket(main, times, topUp, need, days))
  }
}

/** What costs more than the worst that is kept cannot be kept either. */
function limitOf(kept: readonly Basket[]): number {
  return kept.length < keptPerOperator ? Infinity : kept.at(-1)!.total
}

/** What each sum, and the days themselves, would cost if a plan could be bought by the drop. */
function ratesOf({ price, volumes, days: own }: Candidate, need: Sums, days: number): number[] {
  const rates = volumes.map((volume, i) => {
    const needed = needFor(need[i]!, days)
    return needed === 0 ? 0 : (needed * price) / volume
  })
  return [...rates, (days * price) / own]
}

/** No basket of two plans costs less; most pairs are passed over by it, nine tenths of the time. */
function leastCost(first: readonly number[], second: readonly number[]): number {
  let least = 0
  for (let i = 0; i < first.length; i++) least = Math.max(least, Math.min(first[i]!, second[i]!))
  // Leaves room for what is lost in the last digit of a division.
  return least * (1 - 1e-9)
}

/** The longer plan comes first; the other order is the same basket. */
function isFirst(one: Candidate, other: Candidate): boolean {
  return one.days === other.days ? one.plan.id < other.plan.id : one.days > other.days
}

/** Keeps the list short, in order, and with one basket for each set of plans. */
function keep(kept: Basket[], basket: Basket | undefined): void {
  if (!basket || basket.total > limitOf(kept)) return
  const key = plansKey(basket)
  const same = kept.findIndex((one) => plansKey(one) === key)
  if (same >= 0) {
    if (compareBaskets(kept[same]!, basket) <= 0) return
    kept.splice(same, 1)
  }
  const at = kept.findIndex((one) => compareBaskets(basket, one) < 0)
  kept.splice(at < 0 ? kept.length : at, 0, basket)
  if (kept.length > keptPerOperator) kept.pop()
}
