import { publicId } from '#kernel'
import { trialBalance } from '#ledger'
import type { Invariant } from '../../invariant.ts'

/** I1: every stored balance, a wallet's included, equals the one its transfers give. */
export const balancesEqualTransfers: Invariant = async (db, _at, shards) => {
  const balances = await trialBalance(db, shards)
  return balances.flatMap(({ mismatches, wallets }) => [
    ...mismatches.map((row) => ({
      invariant: 'I1' as const,
      renewalId: null,
      detail:
        `${row.code} in shard ${row.shard}: stored ${row.storedDebits}/${row.storedCredits}, ` +
        `derived ${row.derivedDebits}/${row.derivedCredits}`,
    })),
    ...wallets.map((row) => ({
      invariant: 'I1' as const,
      renewalId: null,
      detail:
        `${publicId('wallet', row.wallet)} in shard ${row.shard}: stored ${row.stored}, ` +
        `derived ${row.derived}`,
    })),
  ])
}
