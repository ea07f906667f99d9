import { sql } from 'kysely'
import type { Db } from '#db'
import type { Uuid } from '#kernel'

export interface AttemptRow {
  readonly leg: 'charge' | 'delivery' | 'refund'
  readonly state: 'open' | 'done' | 'refused' | 'reversed' | 'closed'
  readonly isDueSometime: boolean
}

export interface RenewalRow {
  readonly id: Uuid
  readonly quoteId: Uuid | null
  readonly lineId: Uuid
  /** The wallet that paid, if one did. */
  readonly walletId: Uuid | null
  /** Which renewal of its line's mandate it is. */
  readonly period: number | null
  readonly status: string
  readonly attention: string | null
  readonly total: bigint
  readonly attempts: readonly AttemptRow[]
  readonly events: readonly string[]
  /** Sum of the transfers of each kind, in minor units. */
  readonly booked: Readonly<Record<string, number>>
}

/** Our side of the books. As the owner, because a check must not depend on the program's grants. */
export async function listRenewalRows(db: Db): Promise<readonly RenewalRow[]> {
  const result = await sql<RenewalRow>`
    select renewal.id, renewal.quote_id as "quoteId", line_id as "lineId",
      wallet_id as "walletId", period, status, attention, terms.total,
      (select coalesce(jsonb_agg(jsonb_build_object('leg', leg, 'state', state,
                'isDueSometime', next_at is not null) order by leg, n), '[]')
         from renewal.attempt where renewal_id = renewal.id) as attempts,
      (select coalesce(jsonb_agg(event order by event.id), '[]')
         from renewal.event where renewal_id = renewal.id) as events,
      (select coalesce(jsonb_object_agg(kind, amount), '{}')
         from ledger.transfer where subject = renewal.id) as booked
      from renewal.renewal
      join quote.terms on terms.id = renewal.terms_id
     order by renewal.id`.execute(db)
  return result.rows
}

export interface MandateRow {
  readonly lineId: Uuid
  readonly period: number
  readonly nextDue: Date | null
  readonly aside: string | null
}

export async function listMandateRows(db: Db): Promise<readonly MandateRow[]> {
  const result = await sql<MandateRow>`
    select line_id as "lineId", period, next_due as "nextDue", aside
      from renewal.mandate order by line_id`.execute(db)
  return result.rows
}

export interface WalletRow {
  readonly id: Uuid
  readonly balance: bigint
  /** When money last came in or went out. */
  readonly movedAt: Date | null
  readonly fillings: readonly { readonly subject: Uuid; readonly amount: number }[]
}

export async function listWalletRows(db: Db): Promise<readonly WalletRow[]> {
  const result = await sql<WalletRow>`
    select id, balance,
      (select max(at) from ledger.transfer where wallet = wallet.id) as "movedAt",
      (select coalesce(jsonb_agg(jsonb_build_object('subject', subject, 'amount', amount)), '[]')
         from ledger.transfer where wallet = wallet.id and kind = 'funding') as fillings
      from ledger.wallet order by id`.execute(db)
  return result.rows
}

/**
 * Whether anything is still to come: an open attempt or a watch, but for those a person has, or a
 * mandate that is due and not set aside.
 */
export async function isAtRest(db: Db, now: Date): Promise<boolean> {
  const result = await sql<{ left: number }>`
    select (select count(*)::integer
      from renewal.attempt join renewal.renewal on renewal.id = attempt.renewal_id
     where next_at is not null
       and not (status = 'needs_attention' and state = 'open'))
       + (select count(*)::integer from renewal.mandate
           where next_due <= ${now} and aside is null) as left`.execute(db)
  return result.rows[0]!.left === 0
}

/**
 * Of what falls due at one moment a claim may take whichever it finds first, and that depends on
 * where the rows of earlier seeds were. With wider indexes, and read by them alone, it is always
 * the same.
 */
export async function breakTies(db: Db): Promise<void> {
  await sql`drop index if exists renewal.attempt_due, renewal.mandate_due`.execute(db)
  await sql`create index attempt_due on renewal.attempt (shard, next_at, renewal_id, leg, n)
    where next_at is not null`.execute(db)
  await sql`create index mandate_due on renewal.mandate (shard, next_due, line_id)
    where next_due is not null`.execute(db)
}

/** For the connections of simulated workers; see `breakTies`. */
export const byIndexAlone = '-c enable_seqscan=off -c enable_bitmapscan=off -c enable_sort=off'

/**
 * Each seed starts on empty tables, so that it cannot depend on those before it. Deleting the few
 * rows of a seed takes a tenth of the time of truncating eight tables.
 */
export async function empty(db: Db): Promise<void> {
  await sql`
    with callback as (delete from renewal.callback), event as (delete from renewal.event),
         balance as (delete from ledger.balance), transfer as (delete from ledger.transfer),
         told as (delete from renewal.mandate_event)
    delete from renewal.attempt`.execute(db)
  await sql`
    with mandate as (delete from renewal.mandate), account as (delete from ledger.account)
    delete from renewal.renewal`.execute(db)
  await sql`
    with quote as (delete from quote.quote), wallet as (delete from ledger.wallet),
         terms as (delete from quote.terms), ill as (delete from upstream.illness)
    delete from line.line`.execute(db)
}
