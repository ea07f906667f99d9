import { createHash } from 'node:crypto'
import type { Localized, PriceBreakdown, PricedPlan } from '#catalog'
import { type Money, type Msisdn, pkr, type Uuid } from '#kernel'
import { readMsisdn } from '#lines'
import { bestMomentOf, effectOf } from './effect.ts'
import type { Quote, QuotedPlan } from './quote.ts'

/**
 * What is sold, as it is shown: the same for every line that buys the plan under the same prices
 * and taxes.
 */
export interface Terms {
  readonly operator: { readonly id: string; readonly name: Localized; readonly zone: string }
  readonly plan: QuotedPlan
  readonly price: PriceBreakdown
  readonly total: Money
  readonly taxRule: Quote['taxRule']
}

export function termsOf(priced: PricedPlan, operator: Terms['operator']): Terms {
  const { plan, price, taxRule } = priced
  return {
    operator: { id: operator.id, name: operator.name, zone: operator.zone },
    plan: {
      id: plan.id,
      name: plan.name,
      allowance: plan.allowance,
      validity: plan.validity,
      price: plan.price,
      renewalEffect: plan.renewalEffect,
      source: plan.provenance.source,
      asOf: plan.provenance.asOf,
      verified: plan.provenance.verified,
      confirmedBy: plan.confirmedBy,
    },
    price,
    total: pkr(price.load),
    taxRule: {
      id: taxRule.id,
      territory: taxRule.territory,
      advanceTaxBp: taxRule.advanceTaxBp,
      serviceTaxBp: taxRule.serviceTaxBp,
      assumed: priced.territoryAssumed,
    },
  }
}

/**
 * The stored form and its id, a hash of it: equal terms are one row. Amounts are text, since JSON
 * has no bigint.
 */
export function sealTerms(terms: Terms): { id: Uuid; body: string } {
  const body = JSON.stringify(terms, (_, value) =>
    typeof value === 'bigint' ? value.toString() : value,
  )
  const hex = createHash('sha256').update(body).digest('hex')
  const id = [0, 8, 12, 16, 20].map((at, i) => hex.slice(at, [8, 12, 16, 20, 32][i])).join('-')
  return { id: id as Uuid, body }
}

export interface KeptQuote {
  readonly id: Uuid
  readonly msisdn: Msisdn
  readonly operatorChosen: boolean
  readonly createdAt: Date
  readonly expiresAt: Date
}

/**
 * A quote is a number, terms and a moment; effect, best moment and warnings follow from these.
 * Pure.
 */
export function quoteOf(kept: KeptQuote, terms: Terms): Quote {
  const { operator, plan, price, total, taxRule } = terms
  return {
    id: kept.id,
    msisdn: kept.msisdn,
    operator: {
      id: operator.id,
      name: operator.name,
      confidence: kept.operatorChosen ? 'chosen' : 'prefix_guess',
    },
    plan,
    price,
    total,
    taxRule,
    effect: effectOf(plan, kept.createdAt, operator.zone),
    bestMoment: bestMomentOf(plan, kept.createdAt, operator.zone),
    expiresAt: kept.expiresAt,
    warnings: readMsisdn(kept.msisdn).warnings,
  }
}

/** A quote that is reckoned but not yet locked. */
export interface PreparedQuote {
  readonly quote: KeptQuote
  readonly terms: Terms
  /** They are kept already, whether or not the quote ever is. */
  readonly termsId: Uuid
}
