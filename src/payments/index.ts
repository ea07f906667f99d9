/**
 * Asking for money and giving it back: the contract each provider keeps and the suite that tries
 * it. Owns no table: what was asked and answered stands in the renewal's attempts, the money in the
 * ledger.
 */
export type * from './provider.ts'
