import { assert, divideRounded } from '#kernel'
import type { PlanPrice } from './plan.ts'
import type { PriceBreakdown, TaxRule } from './tax.ts'

/** What the arithmetic needs of a tax rule: the two rates in basis points. */
export type TaxRates = Pick<TaxRule, 'advanceTaxBp' | 'serviceTaxBp'>

/** A price that can be computed with: its basis and its amount are known. */
export type KnownPrice = PlanPrice & { readonly amount: bigint }

const wholeBp = 10_000n

export function isKnownPrice(price: PlanPrice): price is KnownPrice {
  return price.basis !== 'unknown' && price.amount !== null && price.amount > 0n
}

/**
 * Where the money of a price goes under one tax rule, in minor units.
 * load = advanceTax + credited and credited = serviceTax + service, always, to the paisa:
 * each tax is rounded once and the other part is the rest, so nothing is lost between the lines.
 */
export function breakDown(price: KnownPrice, rates: TaxRates): PriceBreakdown {
  assert(price.basis !== 'unknown', 'a price without a basis has no breakdown')
  assert(price.amount >= 0n, 'a price is never negative')
  const load = loadFor(price, rates)
  const advanceTax = advanceTaxOf(load, rates)
  const credited = load - advanceTax
  const service = divideRounded(credited * wholeBp, wholeBp + BigInt(rates.serviceTaxBp))
  return { load, advanceTax, credited, serviceTax: credited - service, service }
}

/**
 * True when the territories' rules give different totals for this price, so that nobody may be
 * charged before one is chosen. Computed, not assumed from the basis: if the territories agreed one
 * day, the question would disappear by itself.
 */
export function territoryNeeded(price: PlanPrice, rules: readonly TaxRates[]): boolean {
  if (!isKnownPrice(price)) return false
  return new Set(rules.map((rule) => loadFor(price, rule))).size > 1
}

function loadFor(price: KnownPrice, rates: TaxRates): bigint {
  if (price.basis === 'load_incl_ait') return price.amount
  if (price.basis === 'balance_incl_gst') return smallestLoad(price.amount, rates)
  const serviceTax = divideRounded(price.amount * BigInt(rates.serviceTaxBp), wholeBp)
  return smallestLoad(price.amount + serviceTax, rates)
}

/**
 * Operators take 15/115 of the load: the rate applies to what is left after the tax, not to the
 * load.
 */
function advanceTaxOf(load: bigint, rates: TaxRates): bigint {
  const bp = BigInt(rates.advanceTaxBp)
  return divideRounded(bp * load, wholeBp + bp)
}

/**
 * The smallest load whose credited part reaches `credit`. One more paisa of load credits one or
 * none, and the division, rounded down, never overshoots for rates up to 100 %: the loop adds the
 * last paisa.
 */
function smallestLoad(credit: bigint, rates: TaxRates): bigint {
  const credited = (load: bigint) => load - advanceTaxOf(load, rates)
  let load = (credit * (wholeBp + BigInt(rates.advanceTaxBp))) / wholeBp
  while (credited(load) < credit) load += 1n
  return load
}
