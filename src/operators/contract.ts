import type { Money, Msisdn, NotFound, Outcome, PartyRecord, Validity } from '#kernel'
import type { UsageOutcome } from './usage.ts'

/**
 * An upstream that can renew a line at one operator. Every answer is done, refused or unknown; an
 * adapter never throws for what the party says, and whatever it throws or cannot read is unknown.
 * How real ones behave: each adapter's own README line; the suite in contract.suite.ts is handed
 * every adapter.
 */
export interface OperatorAdapter {
  /** `sandbox:jazz`: names it in attempts, accounts and callbacks. */
  readonly id: string
  /** The operator whose lines it renews. */
  readonly operator: string
  readonly capabilities: OperatorCapabilities
  /** Asks for the effect, once. The caller has written the attempt before. */
  deliver(order: DeliveryOrder): Promise<DeliveryOutcome>
  /** What the party knows under our reference. */
  lookUp(order: DeliveryOrder): Promise<DeliveryOutcome | Reversed | NotFound>
  /**
   * Everything the party did for us that was asked for in `from` ≤ t < `to`, oldest first; nothing
   * where it cannot list by time. @throws when a page does not come: half a list would accuse us.
   */
  listRecords(window: { from: Date; to: Date }): AsyncIterable<PartyRecord<'delivery'>>
  /**
   * Our references of deliveries asked for since then that were taken back; absent where the party
   * cannot list them, and each delivery is looked at by itself instead. @throws when it cannot be
   * read.
   */
  readonly listReversals?: (since: Date) => AsyncIterable<string>
  /** The party's own tariff: what it confirms about price, basis, validity and effect. */
  listOffers(): Promise<readonly UpstreamOffer[]>
  /**
   * What the line holds and used, as the operator counts it; absent where it cannot be asked. It
   * has no effect, and anything that cannot be read whole and dated is unknown.
   */
  readonly readUsage?: (msisdn: Msisdn) => Promise<UsageOutcome>
  /**
   * Verifies a callback on its raw bytes; undefined when it is forged. What it says is only a hint
   * to look.
   */
  readCallback(callback: RawCallback): CallbackHint | undefined
}

export interface OperatorCapabilities {
  /**
   * rejects/native: the same reference sent again cannot take effect twice. none: it may, so it is
   * never sent again.
   */
  readonly dedupe: 'native' | 'rejects' | 'none'
  /** False: an unknown outcome goes to a person, because nobody can be asked. */
  readonly lookupByReference: boolean
  /** "Not found" is a no only this long after the last send; null: never. */
  readonly visibilityLagMs: number | null
  /**
   * How long the party remembers a reference; after 80 % of it a resend is forbidden. null: for
   * ever.
   */
  readonly keyTtlMs: number | null
  /** Our patience for one answer. */
  readonly maxAnswerMs: number
  readonly callback: 'signed' | 'unsigned_hint' | 'none'
  /** Whether a delivery can be taken back later and a lookup shows it. */
  readonly reversals: boolean
  /** Whether `listRecords` shows everything; without it an effect with no order stays unseen. */
  readonly listsByTime: boolean
}

export interface DeliveryOrder {
  readonly reference: string
  readonly msisdn: Msisdn
  readonly plan: string
  /** What is loaded, everything inside. */
  readonly load: Money
}

export type DeliveryRefusal =
  | 'line_not_rechargeable'
  | 'plan_gone'
  | 'amount_refused'
  | 'bundle_already_active'
  /** Our own balance there is too low: said of the send, and the same reference may come again. */
  | 'float_empty'
  | 'unclassified'

export type DeliveryOutcome = Outcome<Delivered, DeliveryRefusal>

export interface Delivered {
  /** The party's own name for it. */
  readonly partyId: string
  /** The end the operator itself states. */
  readonly endsAt?: Date
}

/** It was delivered and taken back: the effect is gone, by the party's own word. */
export interface Reversed {
  readonly kind: 'reversed'
  readonly partyId: string
}

export interface UpstreamOffer {
  readonly plan: string
  readonly name: string
  readonly kind: string
  readonly price: {
    readonly basis: 'balance_incl_gst' | 'load_incl_ait' | 'excl_tax' | 'unknown'
    readonly amount: bigint
    readonly currency: 'PKR'
  }
  readonly validity: Validity
  readonly renewalEffect: 'stack' | 'replace' | 'queue' | 'reject' | 'extend_volume' | 'unknown'
}

export interface RawCallback {
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface CallbackHint {
  readonly eventId: string
  /** Our reference, when the callback names one. */
  readonly reference: string | undefined
}
