import type { FaultCode } from '#i18n'
import { publicId } from '#kernel'
import type { Quote } from '#quotes'
import type { Since } from './since-model.ts'
import type { Ways } from './ways-model.ts'

export interface QuoteModel {
  readonly quote: Quote
  readonly ways: Ways
  /** How many ways to pay are connected, whether they work for this payer or not. */
  readonly connected: number
  /** The plans page of the same number, sealed, for another choice. */
  readonly plansPlace: string
  /** The quote that this one follows, when that one had run out. */
  readonly before: Quote | undefined
  /** The last time, for who came from its receipt. */
  readonly since: Since | undefined
  /** Since when the operator does not answer, if it does not. */
  readonly illSince: Date | undefined
  readonly fault: FaultCode | 'consent' | undefined
}

/** Its address with all that was said on the way: what it follows, what it is
 * compared with, and who pays. */
export function quoteAddress({ quote, before, since, ways }: QuoteModel, payer?: string): string {
  const said = payer ?? (ways.assumed ? '' : ways.situation)
  const query = new URLSearchParams({
    ...(before && { was: publicId('quote', before.id) }),
    ...(since && { since: since.token }),
    ...(said && { payer: said }),
  }).toString()
  return `${quotePlace(quote)}${query && `?${query}`}`
}

export function quotePlace(quote: Quote): string {
  return `/q/${publicId('quote', quote.id)}`
}
