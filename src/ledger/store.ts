import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#db'
import { shardCount } from '#kernel'
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

/**
 * CTEs that book transfers and move the stored balances inside somebody else's statement.
 * `source` names a CTE with columns subject, kind, debit, credit (account ids), amount, currency.
 * Balances are touched in account order, so two statements on one shard cannot deadlock.
 */
export function transferCtes(shard: number, at: Date, source: string): RawBuilder<unknown> {
  return sql`
    posted as (
      insert into ledger.transfer (shard, subject, kind, debit, credit, amount, currency, at)
      select ${shard}, subject, kind, debit, credit, amount, currency, ${at}::timestamptz
        from ${sql.ref(source)}
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
  return transfers.map((transfer) => {
    const debit = ids.get(transfer.debit)
    const credit = ids.get(transfer.credit)
    if (debit === undefined || credit === undefined) {
      throw new Error(`no such account: ${debit === undefined ? transfer.debit : transfer.credit}`)
    }
    return {
      subject: transfer.subject,
      kind: transfer.kind,
      debit,
      credit,
      amount: transfer.amount.toString(),
      currency: transfer.currency,
    }
  })
}

/** Both ends belong to it. */
export interface ShardRange {
  readonly first: number
  readonly last: number
}

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
  shards: ShardRange = { first: 0, last: shardCount - 1 },
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
