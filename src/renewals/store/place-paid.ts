import { sql } from 'kysely'
import type { Tx } from '#db'
import { type Money, shardOf, type Uuid } from '#kernel'
import { accountCode, accountId, transferCtes, walletTable } from '#ledger'

export interface PaidRenewal {
  readonly id: Uuid
  readonly quoteId: Uuid
  readonly lineId: Uuid
  readonly termsId: Uuid
  readonly wallet: Uuid
  readonly total: Money
  readonly payBy: Date
  readonly returnUrl: string | null
  readonly at: Date
  readonly deliverBy: string
  readonly promisedBy: Date
}

/**
 * Pays and places in one statement: wallet, renewal, its delivery, the first events and the books
 * change together or not at all. False when the wallet holds less than the price.
 */
export async function insertPaidRenewal(
  tx: Tx,
  paid: PaidRenewal,
  accounts: ReadonlyMap<string, number>,
): Promise<boolean> {
  const shard = shardOf(paid.id)
  const { amount, currency } = paid.total
  const wallet = accountId(accounts, accountCode({ kind: 'wallet' }, currency))
  const held = accountId(accounts, accountCode({ kind: 'held' }, currency))
  const result = await sql`
    with reached as (
      select id from ${walletTable} as wallet
       where shard = ${shard} and id = ${paid.wallet} and balance >= ${amount} for update
    ), placed as (
      insert into renewal.renewal (shard, id, quote_id, line_id, terms_id, wallet_id, pay_by,
        status, method, return_url, promised_by, created_at)
      select ${shard}, ${paid.id}::uuid, ${paid.quoteId}::uuid, ${paid.lineId}::uuid,
             ${paid.termsId}::uuid, reached.id, ${paid.payBy}::timestamptz, 'paid', 'wallet',
             ${paid.returnUrl}, ${paid.promisedBy}::timestamptz, ${paid.at}::timestamptz
        from reached
      returning id
    ), sent as (
      insert into renewal.attempt
        (shard, renewal_id, leg, n, party, state, step, next_at, deadline_at, created_at)
      select ${shard}, id, 'delivery', 1, ${paid.deliverBy}, 'open', 'send',
             ${paid.at}::timestamptz, ${paid.promisedBy}::timestamptz, ${paid.at}::timestamptz
        from placed
    ), told as (
      insert into renewal.event (shard, renewal_id, at, event)
      select ${shard}, id, ${paid.at}::timestamptz, event
        from placed cross join unnest(array['placed', 'paid']) as event
    ), booked as (
      select id as subject, 'charge' as kind, ${wallet}::integer as debit,
             ${held}::integer as credit, ${amount}::bigint as amount,
             ${currency}::char(3) as currency, ${paid.wallet}::uuid as wallet
        from placed
    ), ${transferCtes(shard, paid.at, 'booked')}
    select from placed`.execute(tx)
  return result.rows.length === 1
}
