import { sql } from 'kysely'
import type { MandateAside } from '#attempts'
import type { Db } from '#db'
import type { Currency, Msisdn, Uuid } from '#kernel'
import { accountCode, accountId, transferCtes, walletTable } from '#ledger'
import { lineTable } from '#lines'

/** What a plan costs today, or that it is not sold. `terms` is the id of a stored row. */
export interface MandateOffer {
  readonly plan: string
  readonly territory: string | null
  readonly terms: Uuid | null
  readonly total: bigint | null
  readonly party: string | null
}

export interface MandateClaim {
  readonly shard: number
  readonly now: Date
  readonly leaseUntil: Date
  readonly promisedBy: Date
  readonly retryAt: Date
  /** Ids for the renewals to make; as many mandates are claimed. */
  readonly ids: readonly Uuid[]
  readonly offers: readonly MandateOffer[]
  readonly accounts: ReadonlyMap<string, number>
}

/** One mandate that was due: with an `id` it is renewed, else set aside, or not priced yet. */
export interface ClaimedMandate {
  readonly id: Uuid | null
  readonly aside: MandateAside | null
  readonly lineId: Uuid
  readonly walletId: Uuid
  readonly period: number
  readonly plan: string
  readonly territory: string | null
  /** Its offer's place in `offers`; null when it was not among them. */
  readonly offer: number | null
  readonly msisdn: Msisdn
}

const currency: Currency = 'PKR'

/**
 * Renews what is due in one shard, in one statement: locks due mandates and their wallets, pays
 * from each wallet as far as it reaches, writes renewals and their delivery attempts, already ours
 * (lease, fence 1, sent once), and takes from each wallet the sum of what was written. The cheapest
 * go first: a running sum then pays for as many lines as the money can, and leaves none unpaid that
 * it could have. A mandate whose plan is not among `offers` is left as it is, for the caller to
 * price.
 *
 * Each mandate goes through as one row and is never joined to itself again: what was written and
 * what a wallet holds are asked with a hash and a map. Joins between these steps were planned for
 * one row, as nested loops, and took 80 of the 108 ms of a claim of 250.
 */
export async function claimMandates(db: Db, claim: MandateClaim): Promise<ClaimedMandate[]> {
  const { shard, now, accounts } = claim
  const offers = claim.offers.map(({ plan, territory, terms, total, party }, o) => {
    return { o, plan, territory, terms, total: total?.toString(), party }
  })
  const wallet = accountId(accounts, accountCode({ kind: 'wallet' }, currency))
  const held = accountId(accounts, accountCode({ kind: 'held' }, currency))
  const result = await sql<ClaimedMandate>`
    with offer as (
      select * from jsonb_to_recordset(${JSON.stringify(offers)}::jsonb) as offer(
        o integer, plan text, territory text, terms uuid, total bigint, party text)
    ), due as (
      select line_id, plan_id, territory, wallet_id, max_total, period, next_due, aside
        from renewal.mandate
       where shard = ${shard} and next_due <= ${now}
       order by next_due limit ${claim.ids.length}
         for update skip locked
    ), priced as (
      select due.*, offer.o, offer.terms, offer.total, offer.party,
             coalesce(offer.terms is not null and offer.total <= due.max_total, false) as payable
        from due left join offer
          on offer.plan = due.plan_id and offer.territory is not distinct from due.territory
    ), reached as (
      select id, balance from ${walletTable} as wallet
       where shard = ${shard} and id = any(array(select wallet_id from priced where payable))
       order by id for update
    ), judged as (
      select priced.*, payable and sum(case when payable then total end) over (
               partition by wallet_id order by total, next_due, line_id rows unbounded preceding
             ) <= ((select jsonb_object_agg(id, balance) from reached)->>wallet_id::text)::bigint
             as enough
        from priced
    ), numbered as (
      select judged.*, case when enough then (${claim.ids}::uuid[])[
               row_number() over (partition by enough order by line_id)] end as id
        from judged
    ), taken as (
      insert into renewal.renewal (shard, id, line_id, terms_id, wallet_id, period, pay_by, status,
        method, promised_by, created_at)
      select ${shard}, id, line_id, terms, wallet_id, period + 1, ${now}::timestamptz, 'paid',
             'wallet', ${claim.promisedBy}::timestamptz, ${now}::timestamptz
        from numbered where id is not null
      on conflict (shard, line_id, period) where period is not null do nothing
      returning id
    ), outcome as (
      select made.*, case when made or o is null then null
               when terms is null then 'plan_not_offered'
               when total > max_total then 'price_above_cap'
               when enough then 'period_taken' else 'wallet_short' end as reason
        from (select numbered.*, coalesce(id in (select id from taken), false) as made
                from numbered) as made
    ), sent as (
      insert into renewal.attempt (shard, renewal_id, leg, n, party, state, step, next_at,
        lease_until, fence, sends, first_sent_at, last_sent_at, deadline_at, created_at)
      select ${shard}, id, 'delivery', 1, party, 'open', 'look', ${now}::timestamptz,
             ${claim.leaseUntil}::timestamptz, 1, 1, ${now}::timestamptz, ${now}::timestamptz,
             ${claim.promisedBy}::timestamptz, ${now}::timestamptz
        from outcome where made
    ), told as (
      insert into renewal.event (shard, renewal_id, at, event)
      select ${shard}, id, ${now}::timestamptz, 'auto_paid' from outcome where made
    ), booked as (
      select id as subject, 'charge' as kind, ${wallet}::integer as debit,
             ${held}::integer as credit, total as amount, ${currency}::char(3) as currency,
             wallet_id as wallet
        from outcome where made
    ), ${transferCtes(shard, now, 'booked')}, went_on as (
      update renewal.mandate as mandate
         set period = mandate.period + 1, next_due = null, aside = null
        from outcome
       where made and mandate.shard = ${shard} and mandate.line_id = outcome.line_id
    ), set_aside as (
      update renewal.mandate as mandate
         set aside = reason, next_due = case when reason = 'period_taken' then null
               else ${claim.retryAt}::timestamptz end
        from outcome where reason is not null
         and mandate.shard = ${shard} and mandate.line_id = outcome.line_id
    ), told_aside as (
      insert into renewal.mandate_event (shard, line_id, at, event)
      select ${shard}, line_id, ${now}::timestamptz, reason from outcome
       where reason is not null and aside is distinct from reason
    )
    select case when made then outcome.id end as id, outcome.line_id as "lineId",
           outcome.wallet_id as "walletId", outcome.period + 1 as period,
           outcome.plan_id as plan, outcome.territory, outcome.o as offer, line.msisdn,
           outcome.reason as aside
      from outcome join ${lineTable} line
        on line.shard = ${shard} and line.id = outcome.line_id`.execute(db)
  return result.rows
}
