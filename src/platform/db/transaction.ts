import { AsyncLocalStorage } from 'node:async_hooks'
import type { Kysely, Transaction } from 'kysely'

/** No table at all: each room adds its own with `db.withTables<LedgerTables>()`. */
export type NoTables = Record<never, never>

/** A pool of connections. Statements run on it commit one by one. */
export type Db = Kysely<NoTables>

declare const openedHere: unique symbol

/**
 * An open transaction, made by `inTransaction` alone. Functions that lock rows take a `Tx`, so the
 * compiler refuses to call them where the lock would be gone before its result is used.
 */
export type Tx = Transaction<NoTables> & { readonly [openedHere]: true }

/**
 * `open` turns false at the end, so a promise left behind by a transaction is not taken for being
 * inside.
 */
const current = new AsyncLocalStorage<{ open: boolean }>()

/**
 * Runs `work` in one read-committed transaction: commits what it returns, rolls back what it
 * throws. A transaction inside a transaction is a bug, since the inner one would commit or wait by
 * itself.
 */
export async function inTransaction<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  assertOutsideTransaction('opening a transaction')
  const scope = { open: true }
  try {
    return await current.run(scope, () =>
      db
        .transaction()
        .setIsolationLevel('read committed')
        .execute((tx) => work(tx as unknown as Tx)),
    )
  } finally {
    scope.open = false
  }
}

/**
 * Throws inside `inTransaction`. Whatever speaks to the outside calls it first: a charge made
 * within a transaction that rolls back afterwards is money taken with no row to show for it.
 */
export function assertOutsideTransaction(what: string): void {
  if (current.getStore()?.open) throw new Error(`${what} inside a transaction`)
}
