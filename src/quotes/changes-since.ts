import { isDeepStrictEqual } from 'node:util'
import type { Allowance } from '#catalog'
import type { Quote } from './quote.ts'

type Compared = Pick<Quote, 'plan' | 'total' | 'taxRule'>

/** One thing that is not what it was, named as the catalogue names its facts. */
export type QuoteChange =
  | { readonly fact: 'total'; readonly before: bigint; readonly now: bigint }
  | {
      readonly fact: 'price'
      readonly before: Quote['plan']['price']
      readonly now: Quote['plan']['price']
    }
  | {
      readonly fact: 'advance_tax' | 'service_tax'
      /** Basis points. */
      readonly before: number
      readonly now: number
    }
  | {
      readonly fact: 'validity' | 'renewalEffect' | `allowance.${keyof Allowance}`
      readonly before: unknown
      readonly now: unknown
    }

/**
 * What is different from the terms under which the same plan was bought before: both were locked
 * when they were quoted, so this asks no catalogue. Rates are compared within one territory only:
 * another province is no change of the law. Pure.
 */
export function changesSince(before: Compared, now: Compared): readonly QuoteChange[] {
  const changes: QuoteChange[] = []
  const { plan: was, taxRule: oldRule } = before
  const { plan: is, taxRule: rule } = now
  if (before.total.amount !== now.total.amount)
    changes.push({ fact: 'total', before: before.total.amount, now: now.total.amount })
  if (!isDeepStrictEqual(was.price, is.price))
    changes.push({ fact: 'price', before: was.price, now: is.price })
  if (oldRule.territory === rule.territory) {
    if (oldRule.advanceTaxBp !== rule.advanceTaxBp)
      changes.push({ fact: 'advance_tax', before: oldRule.advanceTaxBp, now: rule.advanceTaxBp })
    if (oldRule.serviceTaxBp !== rule.serviceTaxBp)
      changes.push({ fact: 'service_tax', before: oldRule.serviceTaxBp, now: rule.serviceTaxBp })
  }
  if (!isDeepStrictEqual(was.validity, is.validity))
    changes.push({ fact: 'validity', before: was.validity, now: is.validity })
  for (const name of Object.keys(is.allowance) as (keyof Allowance)[]) {
    const [old, value] = [was.allowance[name], is.allowance[name]]
    if (old !== value) changes.push({ fact: `allowance.${name}`, before: old, now: value })
  }
  if (was.renewalEffect !== is.renewalEffect)
    changes.push({ fact: 'renewalEffect', before: was.renewalEffect, now: is.renewalEffect })
  return changes
}
