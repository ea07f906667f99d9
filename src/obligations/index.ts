/**
 * What is owed, as rows: renewals, what is asked of whom for them, what came of it, and the
 * mandates that make new ones. They are what the engine turns (`keepObligations`), what a person
 * takes in hand (`createCare`), and what every writing statement of the rooms above is made of.
 * Owns the schema `renewal` but for the engine's leases. Promises: a row has one holder at a time;
 * an answer counts only while its fence and the renewal stand where they stood when it was claimed;
 * attempt, renewal, money and events change together or not at all.
 */
export {
  type AttemptKey,
  type AttentionNeeded,
  type Care,
  createCare,
  type Held,
  type KeptAttempt,
} from './care.ts'
export { keepObligations } from './keep-obligations.ts'
export type { Mandate } from './mandate.ts'
export { insertCallback } from './store/callback.ts'
export { setDueNow } from './store/claim.ts'
export { findMandate, setMandate } from './store/mandate.ts'
export {
  autoDeliveryCtes,
  autoRenewalCte,
  dueMandatesCte,
  type MandateTurn,
  movedMandateCtes,
} from './store/mandate-ctes.ts'
export { findHolder, setClosing } from './store/order.ts'
export { type OrderedRenewal, orderCtes, paidOrderCtes } from './store/order-ctes.ts'
export { attemptTable, eventTable, renewalTable } from './store/tables.ts'
