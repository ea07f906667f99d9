import type { Money, NotFound, Outcome, PartyRecord } from '#kernel'

/**
 * Asking for money and giving it back. As with operators: done, refused or unknown, and nothing is
 * believed but the party's own word about our reference. Amount and currency of the answer are
 * compared by the caller.
 */
export interface PaymentProvider {
  /** `sandbox-gateway`: names it in attempts, accounts and callbacks. */
  readonly id: string
  readonly methods: readonly { readonly id: string; readonly tokens: readonly string[] }[]
  readonly capabilities: PaymentCapabilities
  /** Origins of its pages for payers: a form of ours may be sent on to these and nowhere else. */
  readonly payerOrigins: readonly string[]
  /** Whether the provider could charge this token at all; asked before anything is written. */
  acceptsToken(method: string, token: string | undefined): boolean
  charge(order: ChargeOrder): Promise<ChargeOutcome>
  lookUpCharge(order: ChargeOrder): Promise<ChargeOutcome | NotFound>
  /**
   * Ends the payer's session, so that nothing can be paid any more; done when it was paid before.
   */
  closeCharge(order: ChargeOrder): Promise<ChargeOutcome | NotFound>
  refund(order: RefundOrder): Promise<RefundOutcome>
  lookUpRefund(order: RefundOrder): Promise<RefundOutcome | NotFound>
  /**
   * All charges and refunds made in `from` ≤ t < `to`, oldest first of each; nothing where it
   * cannot list by time. @throws when a page does not come: half a list would accuse us.
   */
  listRecords(window: { from: Date; to: Date }): AsyncIterable<PartyRecord<'charge' | 'refund'>>
  readCallback(callback: {
    headers: Readonly<Record<string, string>>
    body: string
  }): { eventId: string; reference: string | undefined } | undefined
}

export interface PaymentCapabilities {
  readonly dedupe: 'native' | 'rejects' | 'none'
  readonly visibilityLagMs: number | null
  readonly keyTtlMs: number | null
  readonly maxAnswerMs: number
  readonly callback: 'signed' | 'unsigned_hint' | 'none'
  /** How long a payer has at the provider's page; null where it has none. */
  readonly sessionMs: number | null
  /** Whether `listRecords` shows everything; without it a charge with no order stays unseen. */
  readonly listsByTime: boolean
}

export interface ChargeOrder {
  readonly reference: string
  readonly amount: Money
  readonly method: string
  readonly token: string | undefined
  readonly returnUrl: string
  /** The same on every send of one reference, so that the body stays the same too. */
  readonly expiresAt: Date
}

export interface RefundOrder {
  readonly reference: string
  readonly charge: string
  readonly amount: Money
}

export type ChargeRefusal = 'declined' | 'expired' | 'cancelled' | 'unclassified'

/** `action`: nothing is charged until the payer has visited a page. */
export type ChargeOutcome =
  | Outcome<{ readonly partyId: string; readonly amount: Money }, ChargeRefusal>
  | {
      readonly kind: 'action'
      readonly partyId: string
      readonly url: string
      readonly expiresAt: Date | null
    }

export type RefundOutcome = Outcome<
  { readonly partyId: string; readonly amount: Money },
  'gateway_balance_low' | 'unclassified'
>
