import { sql } from 'kysely'
import type { RenewalStatus } from '#attempts'
import type { Tx } from '#db'
import { type Money, type Msisdn, shardOf, type Uuid } from '#kernel'
import { accountCode, accountId, transferCtes, walletTable } from '#ledger'
import { lineCtes } from '#lines'
import { copyQuoteCte, type QuoteRow } from '#quotes'
import { renewalTables } from './tables.ts'

export interface NewRenewal {
  readonly id: Uuid
  readonly quote: QuoteRow
  /** What the line is called if it is new. */
  readonly lineId: Uuid
  readonly msisdn: Msisdn
  readonly method: string
  readonly returnUrl: string | null
  readonly at: Date
  /** By then it is settled or a person has it. */
  readonly promisedBy: Date
  /** Who is asked for the money, or to deliver what a wallet paid. */
  readonly party: string
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
  const { id, quote, at, promisedBy } = renewal
  const shard = shardOf(id)
  const result = await sql<Counts>`/* place */
    with ${lineCtes({ shard, id: renewal.lineId, msisdn: renewal.msisdn, at })}, placed as (
      insert into renewal.renewal (shard, id, quote_id, line_id, terms_id, pay_by, status, method,
        return_url, promised_by, created_at)
      select ${shard}, ${id}::uuid, ${quote.kept.id}::uuid, line.id, ${quote.termsId}::uuid,
             ${quote.kept.expiresAt}::timestamptz, 'paying', ${renewal.method},
             ${renewal.returnUrl}, ${promisedBy}::timestamptz, ${at}::timestamptz
        from line
      on conflict do nothing
      returning id
    ), asked as (
      insert into renewal.attempt (shard, renewal_id, leg, n, party, request, state, step, next_at,
        deadline_at, created_at)
      select ${shard}, id, 'charge', 1, ${renewal.party},
             ${JSON.stringify(renewal.request)}::jsonb, 'open', 'send', ${at}::timestamptz,
             ${promisedBy}::timestamptz, ${at}::timestamptz
        from placed
    ), told as (
      insert into renewal.event (shard, renewal_id, at, event)
      select ${shard}, id, ${at}::timestamptz, 'placed' from placed
    )
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
  const { id, quote, at, promisedBy } = paid
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
    ), ${lineCtes({ shard, id: paid.lineId, msisdn: paid.msisdn, at })}, placed as (
      insert into renewal.renewal (shard, id, quote_id, line_id, terms_id, wallet_id, pay_by,
        status, method, return_url, promised_by, created_at)
      select ${shard}, ${id}::uuid, ${quote.kept.id}::uuid, line.id, ${quote.termsId}::uuid,
             reached.id, ${quote.kept.expiresAt}::timestamptz, 'paid', ${paid.method},
             ${paid.returnUrl}, ${promisedBy}::timestamptz, ${at}::timestamptz
        from reached cross join line
      on conflict do nothing
      returning id
    ), sent as (
      insert into renewal.attempt
        (shard, renewal_id, leg, n, party, state, step, next_at, deadline_at, created_at)
      select ${shard}, id, 'delivery', 1, ${paid.party}, 'open', 'send',
             ${at}::timestamptz, ${promisedBy}::timestamptz, ${at}::timestamptz
        from placed
    ), told as (
      insert into renewal.event (shard, renewal_id, at, event)
      select ${shard}, id, ${at}::timestamptz, event
        from placed cross join unnest(array['placed', 'paid']) as event
    ), booked as (
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

/** The renewal that holds a quote, if one does; `shard` is where the quote is paid. */
export async function findHolder(
  tx: Tx,
  quoteId: Uuid,
  shard = shardOf(quoteId),
): Promise<{ id: Uuid; status: RenewalStatus } | undefined> {
  const row = await renewalTables(tx)
    .selectFrom('renewal.renewal')
    .select(['id', 'status'])
    .where('shard', '=', shard)
    .where('quote_id', '=', quoteId)
    .where('status', 'not in', ['declined', 'cancelled', 'expired'])
    .executeTakeFirst()
  return row && { id: row.id as Uuid, status: row.status as RenewalStatus }
}

/**
 * Turns a waiting charge into one to be closed at the gateway; false when it is not waiting for its
 * payer. The fence moves on, so an answer that is on its way to be recorded cannot undo the wish.
 */
export async function setClosing(tx: Tx, id: Uuid, at: Date): Promise<boolean> {
  const result = await sql`/* close */
    update renewal.attempt as attempt
       set step = 'close', next_at = ${at}, lease_until = null, fence = attempt.fence + 1
      from renewal.renewal renewal
     where attempt.shard = ${shardOf(id)} and attempt.renewal_id = ${id}
       and attempt.leg = 'charge' and attempt.state = 'open'
       and renewal.shard = attempt.shard and renewal.id = attempt.renewal_id
       and renewal.status = 'awaiting_payment'
    returning attempt.renewal_id`.execute(tx)
  return result.rows.length === 1
}
