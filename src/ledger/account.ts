import type { Currency, Uuid } from '#kernel'

/**
 * The chart of accounts. The course of money: charge: gateway clearing → held; delivery: held →
 * operator payable (the full load) and margin; a reversal mirrors it; refund: held → refund payable
 * → gateway clearing. From a wallet: funding → wallet when it is filled, wallet → held when it
 * pays, held → wallet when it is given back; `wallet` is the control account of all wallets. Taxes
 * inside a load are the operator's: lines on the receipt, not our liabilities.
 */
export type AccountName =
  | { readonly kind: 'gateway_clearing'; readonly party: string }
  | { readonly kind: 'held' }
  | { readonly kind: 'operator_payable'; readonly party: string }
  | { readonly kind: 'margin' }
  | { readonly kind: 'refund_payable' }
  | { readonly kind: 'wallet' }
  | { readonly kind: 'funding' }

/** `gateway_clearing:sandbox-gateway:PKR`, `held:PKR`. */
export function accountCode(name: AccountName, currency: Currency): string {
  return 'party' in name ? `${name.kind}:${name.party}:${currency}` : `${name.kind}:${currency}`
}

/** One row of the journal: a positive amount moves from the credit account to the debit account. */
export interface Transfer {
  readonly subject: string
  /** Unique per subject: the same thing cannot be booked twice. */
  readonly kind: TransferKind
  readonly debit: string
  readonly credit: string
  readonly amount: bigint
  readonly currency: Currency
  /** The wallet behind the side that is the account `wallet`; none where neither side is. */
  readonly wallet?: Uuid | undefined
}

export type TransferKind =
  | 'charge'
  | 'delivery'
  | 'margin'
  | 'reversal'
  | 'margin_reversal'
  | 'refund'
  | 'refund_settled'
  | 'funding'
