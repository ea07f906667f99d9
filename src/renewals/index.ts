/**
 * The heart: quote, place, charge, deliver, undo. Owns the schema `renewal`.
 * Promises: paid once; delivered once, or refunded, or a person has it and the money is held and shown.
 */
import type { Territory } from '#catalog'
import type { Uuid } from '#kernel'
import type { Quote, Renewal, RenewalStatus } from './view.ts'

export type * from './view.ts'
export { finalStatuses, isPending } from './view.ts'

export interface QuoteRequest {
  /** As the customer typed it: any digits, spaces, +92, 0092, 03…. */
  readonly msisdn?: string
  readonly iccid?: string
  readonly plan: string
  readonly operator?: string
  readonly territory?: string
  readonly currency?: string
}

export interface PlaceRequest {
  readonly quote: Uuid
  readonly method: string
  readonly token?: string
  /** Where the gateway sends the payer back to; our own receipt page when absent. */
  readonly returnUrl?: string
}

/** What a page needs to list methods. `tokens` only in the sandbox. */
export interface PaymentMethod {
  readonly id: string
  readonly tokens: readonly string[]
}

export interface Renewals {
  /** @throws Fault msisdn_* · iccid_needs_number · operator_unknown · plan_* · price_basis_unknown · territory_* · currency_not_sold */
  makeQuote(request: QuoteRequest): Promise<Quote>
  findQuote(id: Uuid): Promise<Quote | undefined>
  listPaymentMethods(): readonly PaymentMethod[]
  /** Writes the renewal and its charge attempt and returns at once, before any gateway is asked. @throws Fault quote_unknown · quote_expired · quote_in_use (details.renewal) · quote_used (details.renewal) · payment_method_unknown · payment_token_unknown */
  placeRenewal(request: PlaceRequest): Promise<Renewal>
  findRenewal(id: Uuid): Promise<Renewal | undefined>
  /** Waits until the renewal is no longer `paying`, or `ms` have passed: for the redirect after placing. */
  awaitAnswer(id: Uuid, ms: number): Promise<Renewal>
  /** The payer came back or reopened the receipt: ask the party now instead of at the next look. */
  lookAgain(id: Uuid): Promise<void>
  /** @throws Fault renewal_unknown · renewal_not_cancellable */
  cancelRenewal(id: Uuid): Promise<Renewal>
  listRenewals(filter: {
    status?: RenewalStatus
    msisdn?: string
    cursor?: string
    limit?: number
  }): Promise<{ renewals: readonly Renewal[]; nextCursor: string | null }>
  /** The signed, login-free link's token for the status page; `openReceipt` gives undefined when it was tampered with. */
  sealReceipt(id: Uuid): string
  openReceipt(token: string): Uuid | undefined
}
export type { Territory }
