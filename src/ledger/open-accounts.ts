import type { Db } from '#db'
import { ensureAccounts, listAccounts } from './store.ts'

/** Account ids by code, made where missing; read once at start and kept by the caller. */
export async function openAccounts(
  db: Db,
  accounts: readonly { code: string; currency: string }[],
): Promise<ReadonlyMap<string, number>> {
  await ensureAccounts(db, accounts)
  return new Map((await listAccounts(db)).map((account) => [account.code, account.id]))
}
