import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#db'
import { shardCount, type Uuid } from '#kernel'
import type { Transfer } from './account.ts'

type LedgerTables = {
  'ledger.account': { id: number; code: string; currency: string }
}

/** For statements of rooms above that read across rooms; the ledger alone writes. */
export const transferTable = sql.table('ledger.transfer')
export const accountTable = sql.table('ledger.account')

const ledgerTables = (db: Db) => db.withTables<LedgerTables>()

/** Makes the accounts that are missing; two processes starting at once meet at the unique code. */
export async function ensureAccounts(
  db: Db,
  accounts: readonly { code: string; currency: string }[],
) {
  await sql`
    insert into ledger.account (id, code, currency)
    select (select coalesce(max(id), 0) from ledger.account) + row_number() over (order by code), code, currency
      from jsonb_to_recordset(${JSON.stringify(accounts)}::jsonb) as wanted(code text, currency char(3))
     where not exists (select from ledger.account known where known.code = wanted.code)
    on conflict do nothing`.execute(db)
}

export async function listAccounts(db: Db) {
  return ledgerTables(db).selectFrom('ledger.account').select(['id', 'code', 'currency']).execute()
}

/** The columns that `source` of `transferCtes` has, as `jsonb_to_recordset` wants to be told. */
export const transferColumns = sql.raw(
  'subject uuid, kind text, debit integer, credit integer, amount bigint, currency char(3), wallet uuid',
)

/**
 * CTEs that book transfers and move the stored balances inside somebody else's statement.
 * `source` names a CTE with `transferColumns`; account ids are the ledger's own. Balances are
 * touched in account order, so two statements on one shard cannot deadlock; wallets before them, in
 * the order of their ids, and each once, by the sum of all its transfers: `update … from` touches a
 * row once however many rows join it.
 */
export function transferCtes(shard: number, at: Date, source: string): RawBuilder<unknown> {
  const from = sql.ref(source)
  return sql`
    purse as (
      select id from ledger.wallet
       where shard = ${shard}
         and id = any(array(select wallet from ${from} where wallet is not null))
       order by id for update
    ), wallet_sum as (
      select ${from}.wallet as id, sum(case when account.code like 'wallet:%'
               then ${from}.amount else -${from}.amount end)::bigint as change
        from ${from} join ledger.account account on account.id = ${from}.credit
       where ${from}.wallet is not null and (select count(*) from purse) > 0
       group by ${from}.wallet
    ), wallet_moved as (
      update ledger.wallet as wallet set balance = wallet.balance + wallet_sum.change
        from wallet_sum where wallet.shard = ${shard} and wallet.id = wallet_sum.id
      returning wallet.id
    ), posted as (
      insert into ledger.transfer
        (shard, subject, kind, debit, credit, amount, currency, wallet, at)
      select ${shard}, subject, kind, debit, credit, amount, currency, wallet, ${at}::timestamptz
        from ${from} where (select count(*) from wallet_moved) >= 0
      returning debit, credit, amount
    ), moved_sum as (
      select account, sum(debited)::bigint as debits, sum(credited)::bigint as credits
        from (select debit as account, amount as debited, 0 as credited from posted
              union all
              select credit, 0, amount from posted) as side
       group by account
    ), balance_moved as (
      insert into ledger.balance as kept (shard, account, debits, credits)
      select ${shard}, account, debits, credits from moved_sum order by account
      on conflict (shard, account) do update
        set debits = kept.debits + excluded.debits, credits = kept.credits + excluded.credits
      returning account
    )`
}

/** The wire form of transfers for `jsonb_to_recordset`, account codes turned into ids. */
export function transferRows(transfers: readonly Transfer[], ids: ReadonlyMap<string, number>) {
  return transfers.map((transfer) => ({
    subject: transfer.subject,
    kind: transfer.kind,
    debit: accountId(ids, transfer.debit),
    credit: accountId(ids, transfer.credit),
    amount: transfer.amount.toString(),
    currency: transfer.currency,
    wallet: transfer.wallet,
  }))
}

/** @throws when the account was not opened at the start: a bug, not a state. */
export function accountId(ids: ReadonlyMap<string, number>, code: string): number {
  const id = ids.get(code)
  if (id === undefined) throw new Error(`no such account: ${code}`)
  return id
}

/** Both ends belong to it. */
export interface ShardRange {
  readonly first: number
  readonly last: number
}

const everyShard: ShardRange = { first: 0, last: shardCount - 1 }

export interface DerivedBalance {
  readonly shard: number
  readonly code: string
  readonly currency: string
  readonly storedDebits: bigint
  readonly storedCredits: bigint
  readonly derivedDebits: bigint
  readonly derivedCredits: bigint
}

/** Every stored balance beside the one its transfers give, from one snapshot. */
export async function deriveBalances(
  db: Db,
  shards: ShardRange = everyShard,
): Promise<DerivedBalance[]> {
  const { first, last } = shards
  const result = await sql<DerivedBalance>`
    with derived as (
      select shard, account, sum(debited)::bigint as debits, sum(credited)::bigint as credits
        from (select shard, debit as account, amount as debited, 0 as credited from ledger.transfer
              union all
              select shard, credit, 0, amount from ledger.transfer) as side
       where shard between ${first} and ${last}
       group by shard, account
    )
    select coalesce(kept.shard, derived.shard) as "shard", account.code, account.currency,
           coalesce(kept.debits, 0) as "storedDebits", coalesce(kept.credits, 0) as "storedCredits",
           coalesce(derived.debits, 0) as "derivedDebits", coalesce(derived.credits, 0) as "derivedCredits"
      from (select * from ledger.balance where shard between ${first} and ${last}) kept
      full join derived on derived.shard = kept.shard and derived.account = kept.account
      join ledger.account account on account.id = coalesce(kept.account, derived.account)
     order by account.code, 1`.execute(db)
  return result.rows
}

export interface DerivedWallet {
  readonly shard: number
  readonly wallet: Uuid
  readonly currency: string
  readonly stored: bigint
  readonly derived: bigint
}

/**
 * The wallets whose balance is not what their transfers give, a transfer of the control account
 * without a wallet included. Only those: there may be millions, and all of them right.
 */
export async function listDriftedWallets(
  db: Db,
  shards: ShardRange = everyShard,
): Promise<DerivedWallet[]> {
  const { first, last } = shards
  const result = await sql<DerivedWallet>`
    with derived as (
      select shard, coalesce(wallet, '00000000-0000-0000-0000-000000000000') as id, currency,
             sum(change)::bigint as balance
        from (select shard, wallet, transfer.currency, amount as change from ledger.transfer
                join ledger.account on account.id = credit and code like 'wallet:%'
              union all
              select shard, wallet, transfer.currency, -amount from ledger.transfer
                join ledger.account on account.id = debit and code like 'wallet:%') as side
       where shard between ${first} and ${last}
       group by shard, 2, currency
    )
    select coalesce(kept.shard, derived.shard) as shard, coalesce(kept.id, derived.id) as wallet,
           coalesce(kept.currency, derived.currency) as currency,
           coalesce(kept.balance, 0) as stored, coalesce(derived.balance, 0) as derived
      from (select * from ledger.wallet where shard between ${first} and ${last}) kept
      full join derived on derived.shard = kept.shard and derived.id = kept.id
     where coalesce(kept.balance, 0) <> coalesce(derived.balance, 0)
        or kept.currency <> derived.currency`.execute(db)
  return result.rows
}
