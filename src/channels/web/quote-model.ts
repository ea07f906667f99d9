import type { FaultCode } from '#i18n'
import { publicId } from '#kernel'
import type { PaymentMethod, Quote } from '#renewals'

export interface QuoteModel {
  readonly quote: Quote
  readonly methods: readonly PaymentMethod[]
  /** The plans page of the same number, sealed, for another choice. */
  readonly plansPlace: string
  /** The quote that this one follows, when that one had run out. */
  readonly before: Quote | undefined
  /** Since when the operator does not answer, if it does not. */
  readonly illSince: Date | undefined
  readonly fault: FaultCode | 'consent' | undefined
}

export function quotePlace(quote: Quote): string {
  return `/q/${publicId('quote', quote.id)}`
}
