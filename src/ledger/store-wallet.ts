import { sql } from 'kysely'
import type { Db, Tx } from '#db'
import { type Money, shardOf, type Uuid } from '#kernel'
import { accountId, transferColumns, transferCtes, transferRows } from './store.ts'
import type { Wallet } from './wallet.ts'

interface WalletRow {
  owner: string
  balance: bigint
  currency: Money['currency']
}

/** Makes the wallet if it is not there; its shard is in its id. */
export async function insertWallet(
  db: Db,
  wallet: { id: Uuid; owner: string; currency: string },
): Promise<void> {
  await sql`
    insert into ledger.wallet (shard, id, owner, balance, currency)
    values (${shardOf(wallet.id)}, ${wallet.id}, ${wallet.owner}, 0, ${wallet.currency})
    on conflict do nothing`.execute(db)
}

export async function findWallet(db: Db, id: Uuid): Promise<Wallet | undefined> {
  const result = await sql<WalletRow>`
    select owner, balance, currency from ledger.wallet
     where shard = ${shardOf(id)} and id = ${id}`.execute(db)
  const [row] = result.rows
  if (!row) return undefined
  return { id, owner: row.owner, balance: { amount: row.balance, currency: row.currency } }
}

/** As `findWallet`, and nobody else changes it until the caller has committed. */
export async function lockWallet(tx: Tx, id: Uuid): Promise<Wallet | undefined> {
  const found = await sql`select from ledger.wallet
    where shard = ${shardOf(id)} and id = ${id} for update`.execute(tx)
  return found.rows.length === 0 ? undefined : findWallet(tx, id)
}

/** Books money that came in; false when this filling was booked before. */
export async function insertFunding(
  db: Db,
  funding: {
    wallet: Uuid
    subject: Uuid
    amount: Money
    at: Date
    accounts: ReadonlyMap<string, number>
  },
): Promise<boolean> {
  const shard = shardOf(funding.wallet)
  const { currency } = funding.amount
  const rows = transferRows(
    [
      {
        subject: funding.subject,
        kind: 'funding',
        debit: `funding:${currency}`,
        credit: `wallet:${currency}`,
        wallet: funding.wallet,
        ...funding.amount,
      },
    ],
    funding.accounts,
  )
  const result = await sql`
    with asked as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as asked(${transferColumns})
       where not exists (select from ledger.transfer booked
         where booked.shard = ${shard} and booked.subject = asked.subject and booked.kind = 'funding')
    ), ${transferCtes(shard, funding.at, 'asked')}
    select from wallet_moved`.execute(db)
  return result.rows.length === 1
}

/** For statements of rooms above: the wallets of a shard, columns shard, id, balance. */
export const walletTable = sql.table('ledger.wallet')

/** The control account of all wallets, for statements that book what wallets pay. */
export function walletAccount(accounts: ReadonlyMap<string, number>, currency: string): number {
  return accountId(accounts, `wallet:${currency}`)
}
