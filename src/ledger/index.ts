/**
 * Double entry: accounts, transfers, balances. Owns the schema `ledger`. Append-only: the database
 * role of the program can insert transfers, not change or delete them. Renewals composes
 * `transferCtes` into its own statement, so that money and state change together or not at all.
 */
import type { Db } from '#db'
import { deriveBalances, ensureAccounts, listAccounts, type ShardRange } from './store.ts'
import { type TrialBalance, trialBalances } from './trial-balance.ts'

export { type AccountName, accountCode, type Transfer, type TransferKind } from './account.ts'
export type { ShardRange } from './store.ts'
export { accountTable, transferCtes, transferRows, transferTable } from './store.ts'
export type { TrialBalance } from './trial-balance.ts'

/** Account ids by code, made where missing; read once at start and kept by the caller. */
export async function openAccounts(
  db: Db,
  accounts: readonly { code: string; currency: string }[],
): Promise<ReadonlyMap<string, number>> {
  await ensureAccounts(db, accounts)
  return new Map((await listAccounts(db)).map((account) => [account.code, account.id]))
}

/** Derives every stored balance again from the transfers, per currency; `difference` must be 0. */
export async function trialBalance(db: Db, shards?: ShardRange): Promise<TrialBalance[]> {
  return trialBalances(await deriveBalances(db, shards))
}
