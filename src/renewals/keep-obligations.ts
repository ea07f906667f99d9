import type { Obligations } from '#engine'
import { plusMs } from '#kernel'
import { type AutoRenewOptions, createAutoRenewer } from './auto-renew.ts'
import { claimDue, findNextTurn, listNextDue, setDueNow } from './store/claim.ts'
import { findHeld } from './store/due.ts'
import { giveBack } from './store/give-back.ts'
import { recordChanges } from './store/record.ts'

/** Our rows as the engine turns them. */
export function keepObligations(options: AutoRenewOptions): Obligations {
  const { db, clock, accounts, policy } = options
  /** Charges of a price that ran out before this are not sent any more. */
  const lapsedBefore = (now: Date) => plusMs(now, -policy.graceMs)
  return {
    claimDue: (claim) => claimDue(db, { ...claim, lapsedBefore: lapsedBefore(claim.now) }),
    claimMandates: createAutoRenewer(options).claim,
    record: (shard, changes) => recordChanges(db, { shard, now: clock.now(), accounts, changes }),
    setDueNow: (attempt, now) => setDueNow(db, attempt, now),
    findNextTurn: (shard, now, leaseNow) => findNextTurn(db, shard, now, leaseNow),
    findHeld: (shard, now, leaseNow) =>
      findHeld(db, { shard, now, leaseNow, graceMs: policy.graceMs }),
    giveBack: (shard, work) => giveBack(db, shard, work),
    listNextDue: () => listNextDue(db),
  }
}
