import { sql } from 'kysely'
import {
  type AttemptState,
  type AttentionReason,
  attemptReference,
  type Leg,
  type RenewalStatus,
  type Step,
  type Work,
} from '#attempts'
import type { RenewalEffect } from '#catalog'
import type { Db } from '#db'
import type { DueClaim, NextTurn, ShardDue } from '#engine'
import { type Currency, type Msisdn, plusMs, type Uuid, type Validity } from '#kernel'
import { lineTable } from '#lines'
import { termsTable } from '#quotes'
import { dueOfAdmitted, dueOfAll } from './due.ts'

export interface ClaimedRow {
  renewal_id: Uuid
  leg: Leg
  n: number
  party: string
  fence: number
  step: Step
  state: AttemptState
  sends: number
  looks: number
  first_sent_at: Date | null
  last_sent_at: Date | null
  deadline_at: Date
  request: Work['request']
  withheld: boolean
  status: RenewalStatus
  attention: AttentionReason | null
  method: string
  return_url: string | null
  delivered_at: Date | null
  wallet_id: Uuid | null
  line_id: Uuid
  period: number | null
  msisdn: Msisdn
  operator: string
  plan_id: string
  validity: Validity
  effect: RenewalEffect
  zone: string
  total: bigint
  load: bigint
  currency: Currency
  pay_by: Date
}

/**
 * Claims what is due in one shard. `leaseNow` is the database's clock, read by the caller, so that
 * workers with skewed clocks cannot steal work. A send becomes a look in the row before it goes
 * out: whoever finds the lease run out does not know whether it went, and must ask first. What is
 * `withheld` is not asked, so neither its step nor its counts move.
 */
export async function claimDue(
  db: Db,
  claim: DueClaim & { readonly lapsedBefore?: Date },
): Promise<Work[]> {
  const { shard, now, leaseNow } = claim
  const result = await sql<ClaimedRow>`/* claim */
    with ${claim.admitted ? dueOfAdmitted(claim, claim.admitted) : dueOfAll(claim)}, claimed as (
      update renewal.attempt as attempt
         set lease_until = ${plusMs(leaseNow, claim.leaseMs)}, fence = attempt.fence + 1,
             step = case when due.sends then 'look' else due.step end,
             sends = attempt.sends + case when due.sends then 1 else 0 end,
             looks = attempt.looks + case when due.sends or due.withheld then 0 else 1 end,
             first_sent_at = case when due.sends
               then coalesce(attempt.first_sent_at, ${now}) else attempt.first_sent_at end,
             last_sent_at = case when due.sends then ${now} else attempt.last_sent_at end
        from due
       where attempt.shard = ${shard} and attempt.renewal_id = due.renewal_id
         and attempt.leg = due.leg and attempt.n = due.n
      returning attempt.*, due.step as claimed_step, due.withheld
    )
    ${workOfClaimed(shard)}`.execute(db)
  return result.rows.map(toWork)
}

/**
 * Reads from a CTE `claimed` (rows of attempt, `claimed_step` and `withheld`) all that a step
 * needs.
 */
export function workOfClaimed(shard: number) {
  return sql`
    select claimed.renewal_id, claimed.leg, claimed.n, claimed.party, claimed.fence,
           claimed.claimed_step as step, claimed.state, claimed.sends, claimed.looks,
           claimed.first_sent_at, claimed.last_sent_at, claimed.deadline_at, claimed.request,
           claimed.withheld,
           renewal.status, renewal.attention, renewal.method, renewal.return_url,
           renewal.delivered_at, renewal.pay_by, renewal.wallet_id, renewal.line_id,
           renewal.period, line.msisdn, terms.operator, terms.plan_id,
           terms.body->'plan'->'validity' as validity, terms.body->'operator'->>'zone' as zone,
           terms.body->'plan'->>'renewalEffect' as effect,
           terms.total, terms.load, terms.currency
      from claimed
      join renewal.renewal renewal on renewal.shard = ${shard} and renewal.id = claimed.renewal_id
      join ${termsTable} terms on terms.id = renewal.terms_id
      join ${lineTable} line on line.shard = ${shard} and line.id = renewal.line_id`
}

export function toWork(row: ClaimedRow): Work {
  return {
    renewalId: row.renewal_id,
    leg: row.leg,
    n: row.n,
    reference: attemptReference(row.renewal_id, row.leg, row.n),
    party: row.party,
    fence: row.fence,
    step: row.step,
    state: row.state,
    sends: row.sends,
    looks: row.looks,
    firstSentAt: row.first_sent_at,
    lastSentAt: row.last_sent_at,
    deadlineAt: row.deadline_at,
    request: row.request,
    ...(row.withheld ? { withheld: true } : {}),
    renewal: {
      status: row.status,
      attention: row.attention,
      method: row.method,
      returnUrl: row.return_url,
      deliveredAt: row.delivered_at,
      wallet: row.wallet_id,
    },
    mandate: row.period === null ? null : { lineId: row.line_id, period: row.period },
    order: {
      msisdn: row.msisdn,
      operator: row.operator,
      plan: row.plan_id,
      validity: row.validity,
      effect: row.effect,
      zone: row.zone,
      total: { amount: row.total, currency: row.currency },
      load: { amount: row.load, currency: row.currency },
      payBy: row.pay_by,
    },
  }
}

/**
 * When a shard with nothing to claim is worth another turn: the end of the first lease among what
 * is due (by the database's clock), and the first moment at which more falls due.
 */
export async function findNextTurn(
  db: Db,
  shard: number,
  now: Date,
  leaseNow: Date,
): Promise<NextTurn> {
  const result = await sql<NextTurn>`
    select (select min(lease_until) from renewal.attempt
             where shard = ${shard} and next_at <= ${now}
               and lease_until >= ${leaseNow}) as "leaseEnd",
           (select min(next_at) from renewal.attempt
             where shard = ${shard} and next_at > ${now}) as "nextAt",
           (select min(next_due) from renewal.mandate
             where shard = ${shard} and next_due is not null) as "mandateAt"`.execute(db)
  return result.rows[0]!
}

/** When each shard next has something due; the sweep that finds whatever a wake-up missed. */
export async function listNextDue(db: Db): Promise<ShardDue[]> {
  const result = await sql<ShardDue>`
    select slot.shard, attempt.next_at as "nextAt", mandate.next_due as "mandateAt"
      from renewal.slot as slot
      left join lateral (
        select next_at from renewal.attempt
         where attempt.shard = slot.shard and next_at is not null
         order by next_at limit 1
      ) as attempt on true
      left join lateral (
        select next_due from renewal.mandate
         where mandate.shard = slot.shard and next_due is not null
         order by next_due limit 1
      ) as mandate on true
     where next_at is not null or next_due is not null`.execute(db)
  return result.rows
}

/**
 * Asks for a look now at an attempt a callback or a visitor hinted at. True if there is something
 * to look at. What settled long ago may be in its last look just now, asked before that happened
 * which is hinted at: with `overtakes` its answer no longer counts, and the look is asked again.
 */
export async function setDueNow(
  db: Db,
  key: { shard: number; renewalId: Uuid; leg?: Leg; n?: number; overtakes?: boolean },
  now: Date,
): Promise<boolean> {
  const isOvertaken = sql`(${key.overtakes ?? false} and state <> 'open' and lease_until is not null)`
  const result = await sql`/* due-now */
    update renewal.attempt
       set next_at = least(next_at, ${now}),
           step = case state when 'done' then 'watch' else step end,
           fence = fence + case when ${isOvertaken} then 1 else 0 end,
           lease_until = case when ${isOvertaken} then null else lease_until end
     where shard = ${key.shard} and renewal_id = ${key.renewalId}
       and leg = coalesce(${key.leg ?? null}, leg) and n = coalesce(${key.n ?? null}, n)
       and (state = 'open'
            or (leg = 'delivery' and state = 'done')
            or (leg = 'charge' and state in ('refused', 'closed')))
       and not exists (
         select from renewal.renewal renewal
          where renewal.shard = ${key.shard} and renewal.id = attempt.renewal_id
            and renewal.attention = 'invariant_broken')
    returning renewal_id`.execute(db)
  return result.rows.length > 0
}
