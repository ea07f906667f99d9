import { changesSince, type Quote, type QuoteChange } from '#quotes'
import type { Renewal } from '#receipts'

/** The last time, and what is different from it. */
export interface Since {
  /** The token of its receipt, so that the page can be asked for again. */
  readonly token: string
  readonly at: Date
  readonly changes: readonly QuoteChange[]
}

/**
 * Compares only with a delivered renewal of the same number and plan: the receipt of another number
 * tells nothing here. Pure.
 */
export function sinceRenewal(
  token: string,
  renewal: Renewal | undefined,
  quote: Quote,
): Since | undefined {
  if (renewal?.status !== 'delivered' || renewal.deliveredAt === null) return undefined
  const { msisdn, plan } = renewal.quote
  if (msisdn !== quote.msisdn || plan.id !== quote.plan.id) return undefined
  return { token, at: renewal.deliveredAt, changes: changesSince(renewal.quote, quote) }
}
