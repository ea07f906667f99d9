/**
 * What a customer can do: be quoted, place, pay, cancel, give a mandate, ask how it stands; and
 * what a party calls back. `createRenewals` puts the rooms round it together. Owns no table.
 * Promises: paid once; delivered once, or refunded, or a person has it and the money is held and
 * shown.
 */
import type { Tx } from '#db'
import type { UpstreamDesk } from '#engine'
import type { Uuid } from '#kernel'
import type { MandateRequest } from '#mandates'
import type { Mandate } from '#obligations'
import type { PreparedQuote, Quote, QuoteRequest } from '#quotes'
import type { Renewal, RenewalQuery } from '#receipts'
import type { ReceivedCallback } from './receive-callback.ts'

export {
  type CreateRenewals,
  createRenewals,
  type RenewalRoom,
  type Sharing,
} from './create-renewals.ts'
export { walletMethod } from './pay-from-wallet.ts'
export type { ReceivedCallback } from './receive-callback.ts'

export interface PlaceRequest {
  readonly quote: Uuid
  readonly method: string
  readonly token?: string
  /** Who is asking: with method `wallet` the token is the id of a wallet that must be theirs. */
  readonly payer?: string
  /** Where the gateway sends the payer back to; our own receipt page when absent. */
  readonly returnUrl?: string
}

/** What a page needs to list methods. `tokens` only in the sandbox. */
export interface PaymentMethod {
  readonly id: string
  readonly tokens: readonly string[]
}

export interface Renewals {
  /**
   * Reckons a price without locking it: all reading is done here, so that `saveQuote` only writes.
   * @throws Fault msisdn_* · iccid_needs_number · iccid_invalid · operator_unknown · plan_* ·
   *   price_basis_unknown · territory_* · currency_not_sold · upstream_stopped
   */
  prepareQuote(request: QuoteRequest): Promise<PreparedQuote>
  /** Locks it, in the caller's transaction. */
  saveQuote(prepared: PreparedQuote, within: Tx): Promise<Quote>
  /** Reckons and locks. @throws Fault as prepareQuote */
  makeQuote(request: QuoteRequest): Promise<Quote>
  findQuote(id: Uuid): Promise<Quote | undefined>
  listPaymentMethods(): readonly PaymentMethod[]
  /**
   * Writes the renewal and its charge attempt and returns at once, before any gateway is asked.
   * With `within` the caller commits and then calls `nudge`.
   * @throws Fault quote_unknown · quote_expired · quote_in_use (details.renewal) · quote_used
   * (details.renewal) ·
   *   payment_method_unknown · payment_token_unknown · return_url_invalid · wallet_unknown ·
   *   wallet_short (details.short_minor) · upstream_stopped · payment_unavailable
   */
  placeRenewal(request: PlaceRequest, within?: Tx): Promise<Renewal>
  /**
   * Wakes the engine for a renewal that was just committed. A wake-up only: the sweep would find it
   * too.
   */
  nudge(id: Uuid): void
  findRenewal(id: Uuid): Promise<Renewal | undefined>
  /**
   * Waits until the renewal is no longer `paying`, or `ms` have passed: for the redirect after
   * placing.
   */
  awaitAnswer(id: Uuid, ms: number): Promise<Renewal>
  /** Waits until nothing about it is pending any more, or a person has it, or `ms` have passed. */
  awaitEnd(id: Uuid, ms: number): Promise<Renewal>
  /** The payer came back from the gateway's page: ask it now instead of at the next look. */
  lookAgain(id: Uuid): Promise<void>
  /**
   * Ends the payer's session at the gateway; cancelled once the gateway confirms it. @throws Fault
   * renewal_unknown · renewal_not_cancellable
   */
  cancelRenewal(id: Uuid): Promise<Renewal>
  listRenewals(
    filter: RenewalQuery,
  ): Promise<{ renewals: readonly Renewal[]; nextCursor: string | null }>
  /**
   * Lets a line renew by itself from a wallet; a mandate it had is replaced. The line lives in the
   * shard of the wallet's account from then on.
   * @throws Fault wallet_unknown · price_above_cap · msisdn_* · plan_* · territory_required
   */
  giveMandate(request: MandateRequest): Promise<Mandate>
  findMandate(lineId: Uuid): Promise<Mandate | undefined>
  /** The token of the signed, login-free status page. */
  sealReceipt(id: Uuid): string
  /** Undefined when the token was tampered with. */
  openReceipt(token: string): Uuid | undefined
  /** Switches and health of the parties. */
  readonly upstreams: UpstreamDesk
  /**
   * Since when the upstream of an operator does not answer; undefined when it does. What is paid
   * meanwhile waits.
   */
  findIllness(operator: string): Promise<Date | undefined>
  /** @throws Fault not_found · webhook_forged */
  receiveCallback(callback: ReceivedCallback): Promise<void>
}
