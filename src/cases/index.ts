/**
 * Cases: whatever needs a person, the comparison of our books with each party's own list, and the
 * rules that nothing may break. Owns the schema `cases`.
 * Promises: nothing that waits for a person is without a case; a person's word goes the way of a
 * party's answer and is kept with who said it and why; a difference is one case however often it is
 * found; a broken rule stops its own renewal and no other.
 */

export {
  type CaseFile,
  type CaseReason,
  type Deed,
  type DeedName,
  type Difference,
  deeds,
  disputed,
  type Finding,
  findings,
  type KeptDeed,
} from './case-file.ts'
export { allShards, checkInvariants, checkPartyLists } from './check-invariants.ts'
export { type CasesRoom, type CaseView, type CreateCases, createCases } from './create-cases.ts'
export type { FactDispute, FactReport, Subject } from './fact-dispute.ts'
export { type Broken, type InvariantName, invariantNames } from './invariant.ts'
export type { PartyReport, ReconcileReport, ReconcileRequest } from './reconcile.ts'
export { findRestoreRun, releaseRestored } from './release-restored.ts'
