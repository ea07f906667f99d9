import { trialBalance } from '#ledger'
import type { Invariant } from '../../invariant.ts'

/** I1: every stored balance equals the one its transfers give. */
export const balancesEqualTransfers: Invariant = async (db, _at, shards) => {
  const balances = await trialBalance(db, shards)
  return balances.flatMap(({ mismatches }) =>
    mismatches.map((row) => ({
      invariant: 'I1',
      renewalId: null,
      detail:
        `${row.code} in shard ${row.shard}: stored ${row.storedDebits}/${row.storedCredits}, ` +
        `derived ${row.derivedDebits}/${row.derivedCredits}`,
    })),
  )
}
