import { sql } from 'kysely'
import type { Tx } from '#db'
import { type Money, type Msisdn, shardOf, type Uuid } from '#kernel'
import { accountCode, accountId, transferCtes, walletTable } from '#ledger'
import { lineCtes } from '#lines'
import { type OrderedRenewal, orderCtes, paidOrderCtes } from '#obligations'
import { copyQuoteCte } from '#quotes'

export interface NewRenewal extends OrderedRenewal {
  /** What the line is called if it is new. */
  readonly lineId: Uuid
  readonly msisdn: Msisdn
}

/**
 * placed · taken: the quote has a live renewal · short: no such wallet of theirs, or it holds less
 * than the price · crossed: another transaction is just making the line; run again it is there.
 */
export type Placed = 'placed' | 'taken' | 'short' | 'crossed'

/** Writes the line, the renewal, its charge attempt and its first event, in one statement. */
export async function insertRenewal(
  tx: Tx,
  renewal: NewRenewal & { readonly request: Readonly<Record<string, unknown>> },
): Promise<Placed> {
  const { id, at } = renewal
  const line = { shard: shardOf(id), id: renewal.lineId, msisdn: renewal.msisdn, at }
  const result = await sql<Counts>`/* place */
    with ${lineCtes(line)}, ${orderCtes(renewal)}
    select (select count(*) from line)::integer as lines, 1 as wallets,
           (select count(*) from placed)::integer as placed`.execute(tx)
  return placedOf(result.rows[0]!)
}

/**
 * Pays and places in one statement: quote, line, wallet, renewal, its delivery, the first events
 * and the books change together or not at all.
 */
export async function insertPaidRenewal(
  tx: Tx,
  paid: NewRenewal & { readonly wallet: Uuid; readonly payer: string; readonly total: Money },
  accounts: ReadonlyMap<string, number>,
): Promise<Placed> {
  const { id, quote, at } = paid
  const shard = shardOf(id)
  const { amount, currency } = paid.total
  const wallet = accountId(accounts, accountCode({ kind: 'wallet' }, currency))
  const held = accountId(accounts, accountCode({ kind: 'held' }, currency))
  const result = await sql<Counts>`/* pay */
    with reached as (
      select id from ${walletTable} as wallet
       where shard = ${shard} and id = ${paid.wallet} and owner::text = ${paid.payer}
         and balance >= ${amount} for update
    ), known as (${copyQuoteCte(shard, quote)}
    ), ${lineCtes({ shard, id: paid.lineId, msisdn: paid.msisdn, at })}, ${paidOrderCtes(paid)},
    booked as (
      select id as subject, 'charge' as kind, ${wallet}::integer as debit,
             ${held}::integer as credit, ${amount}::bigint as amount,
             ${currency}::char(3) as currency, ${paid.wallet}::uuid as wallet
        from placed
    ), ${transferCtes(shard, at, 'booked')}
    select (select count(*) from line)::integer as lines,
           (select count(*) from reached)::integer as wallets,
           (select count(*) from placed)::integer as placed`.execute(tx)
  return placedOf(result.rows[0]!)
}

interface Counts {
  readonly lines: number
  readonly wallets: number
  readonly placed: number
}

function placedOf({ lines, wallets, placed }: Counts): Placed {
  if (placed > 0) return 'placed'
  if (wallets === 0) return 'short'
  return lines === 0 ? 'crossed' : 'taken'
}
