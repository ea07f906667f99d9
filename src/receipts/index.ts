/**
 * A renewal as everybody sees it: page, API and staff read the same one. Reads only, owns no table.
 * Promises: what is shown is what the rows say, from one moment; whoever has its link sees it, and
 * nobody can make a link.
 */
export { listRenewalPage, type RenewalQuery } from './list-renewals.ts'
export { openReceipt, sealReceipt } from './receipt-link.ts'
export { type KeptRenewal, showRenewal } from './show-renewal.ts'
export { findRenewal } from './store/read.ts'
export type { Renewal, TimelineEvent } from './view.ts'
