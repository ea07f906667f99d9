import type { Obligations } from '#engine'
import { type AutoRenewOptions, createAutoRenewer } from './auto-renew.ts'
import { claimDue, findNextTurn, listNextDue, setDueNow } from './store/claim.ts'
import { recordChanges } from './store/record.ts'

/** Our rows as the engine turns them. */
export function keepObligations(options: AutoRenewOptions): Obligations {
  const { db, clock, accounts } = options
  return {
    claimDue: (claim) => claimDue(db, claim),
    claimMandates: createAutoRenewer(options).claim,
    record: (shard, changes) => recordChanges(db, { shard, now: clock.now(), accounts, changes }),
    setDueNow: (attempt, now) => setDueNow(db, attempt, now),
    findNextTurn: (shard, now) => findNextTurn(db, shard, now),
    listNextDue: () => listNextDue(db),
  }
}
