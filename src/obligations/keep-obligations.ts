import type { Policy } from '#attempts'
import type { Db } from '#db'
import type { Obligations } from '#engine'
import { type Clock, plusMs } from '#kernel'
import { claimDue, findNextTurn, listNextDue, setDueNow } from './store/claim.ts'
import { findHeld } from './store/due.ts'
import { giveBack } from './store/give-back.ts'
import { recordChanges } from './store/record.ts'

/** Our rows as the engine turns them; what a due mandate becomes is for `#mandates` to say. */
export function keepObligations(options: {
  readonly db: Db
  readonly clock: Clock
  readonly policy: Policy
  readonly accounts: ReadonlyMap<string, number>
}): Omit<Obligations, 'claimMandates'> {
  const { db, clock, accounts, policy } = options
  /** Charges of a price that ran out before this are not sent any more. */
  const lapsedBefore = (now: Date) => plusMs(now, -policy.graceMs)
  return {
    claimDue: (claim) => claimDue(db, { ...claim, lapsedBefore: lapsedBefore(claim.now) }),
    record: (shard, changes) => recordChanges(db, { shard, now: clock.now(), accounts, changes }),
    setDueNow: (attempt, now) => setDueNow(db, attempt, now),
    findNextTurn: (shard, now, leaseNow) => findNextTurn(db, shard, now, leaseNow),
    findHeld: (shard, now, leaseNow) =>
      findHeld(db, { shard, now, leaseNow, graceMs: policy.graceMs }),
    giveBack: (shard, work) => giveBack(db, shard, work),
    listNextDue: () => listNextDue(db),
  }
}
