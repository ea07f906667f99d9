/**
 * Double entry: accounts, transfers, balances, and the wallets that customers fill. Owns the schema
 * `ledger`. Append-only: the database role of the program can insert transfers, not change or
 * delete them. Renewals composes `transferCtes` into its own statement, so that money and state
 * change together or not at all; a transfer that names a wallet moves that wallet too, and one that
 * would take more than is there is refused by the database.
 */
import type { Db } from '#db'
import { deriveBalances, listDriftedWallets, type ShardRange } from './store.ts'
import { type TrialBalance, trialBalances } from './trial-balance.ts'

export { type AccountName, accountCode, type Transfer, type TransferKind } from './account.ts'
export { openAccounts } from './open-accounts.ts'
export type { ShardRange } from './store.ts'
export {
  accountId,
  accountTable,
  transferColumns,
  transferCtes,
  transferRows,
  transferTable,
} from './store.ts'
export { findWallet, lockWallet, walletAccount, walletTable } from './store-wallet.ts'
export type { TrialBalance } from './trial-balance.ts'
export { fundWallet, openWallet, type Wallet } from './wallet.ts'

/**
 * Derives every stored balance and every wallet again from the transfers, per currency;
 * `difference` must be 0.
 */
export async function trialBalance(db: Db, shards?: ShardRange): Promise<TrialBalance[]> {
  return trialBalances(await deriveBalances(db, shards), await listDriftedWallets(db, shards))
}
