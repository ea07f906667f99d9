import { sql } from 'kysely'
import type { AttentionReason, RenewalStatus, Work } from '#attempts'
import type { Db, Tx } from '#db'
import { shardOf, type Uuid } from '#kernel'
import type { AttemptKey, AttentionNeeded, Held, KeptAttempt } from '../care.ts'
import { type ClaimedRow, toWork, workOfClaimed } from './claim.ts'

/** Every renewal that waits for a person, and since when. */
export async function listAttention(db: Db): Promise<AttentionNeeded[]> {
  const result = await sql<AttentionNeeded>`
    select renewal.id, renewal.attention, coalesce(told.at, renewal.created_at) as since
      from renewal.renewal renewal
      left join lateral (
        select max(event.at) as at from renewal.event event
         where event.shard = renewal.shard and event.renewal_id = renewal.id
           and event.event = 'attention_needed') told on true
     where renewal.shard between 0 and 255 and renewal.status = 'needs_attention'
     order by renewal.id`.execute(db)
  return result.rows
}

export async function listAttempts(db: Db, id: Uuid): Promise<KeptAttempt[]> {
  const result = await sql<KeptAttempt>`
    select leg, n, party, state, step, fence, sends, looks, answer, next_at as "nextAt",
           first_sent_at as "firstSentAt", last_sent_at as "lastSentAt"
      from renewal.attempt where shard = ${shardOf(id)} and renewal_id = ${id}
     order by created_at, leg, n`.execute(db)
  return result.rows
}

/**
 * Takes one attempt for a person. The renewal is locked first, as by the engine when it records, so
 * that the two cannot wait for each other. `asked` while a worker holds the lease: its request may
 * be on its way, and nobody can say yet that it has no effect. `moved` when the fence has.
 */
export async function claimForPerson(
  tx: Tx,
  { renewal, leg, n, fence }: AttemptKey & { readonly fence: number },
  leaseNow: Date,
): Promise<Work | 'asked' | 'moved'> {
  const shard = shardOf(renewal)
  const isThisAttempt = sql`shard = ${shard} and renewal_id = ${renewal} and leg = ${leg} and n = ${n}`
  await sql`select from renewal.renewal where shard = ${shard} and id = ${renewal} for update`.execute(
    tx,
  )
  const result = await sql<ClaimedRow & { charged: string | null }>`
    with claimed as (
      update renewal.attempt as attempt set fence = attempt.fence + 1, lease_until = null
       where ${isThisAttempt}
         and fence = ${fence} and (lease_until is null or lease_until < ${leaseNow})
      returning attempt.*, 'look' as claimed_step, false as withheld
    ), read as (${workOfClaimed(shard)})
    select read.*, claimed.answer->>'amount' as charged from read cross join claimed`.execute(tx)
  const row = result.rows[0]
  if (row) return { ...toWork(row), ...(row.charged === null ? {} : { charged: row.charged }) }
  const leased = await sql`
    select from renewal.attempt where ${isThisAttempt} and lease_until >= ${leaseNow}`.execute(tx)
  return leased.rows.length === 1 ? 'asked' : 'moved'
}

/** What has ended stays ended: only its attempts are taken off the engine. */
export async function holdRenewal(
  tx: Tx,
  id: Uuid,
  hold: { attention: AttentionReason; stop: boolean; from?: RenewalStatus; now: Date },
): Promise<Held | undefined> {
  const shard = shardOf(id)
  const result = await sql<Held>`
    with standing as (
      select id, status, attention from renewal.renewal
       where shard = ${shard} and id = ${id} for update
    ), held as (
      update renewal.renewal as renewal
         set status = 'needs_attention', attention = ${hold.attention}, promised_by = null
        from standing
       where renewal.shard = ${shard} and renewal.id = standing.id
         and standing.status not in ('refunded', 'declined', 'expired', 'cancelled')
         and standing.attention is distinct from 'invariant_broken'
         and standing.status = coalesce(${hold.from ?? null}, standing.status)
      returning renewal.id
    ), stopped as (
      update renewal.attempt as attempt
         set next_at = null, lease_until = null, fence = attempt.fence + 1
        from standing
       where ${hold.stop} and attempt.shard = ${shard} and attempt.renewal_id = standing.id
         and (attempt.next_at is not null or attempt.lease_until is not null)
      returning attempt.renewal_id
    ), told as (
      insert into renewal.event (shard, renewal_id, at, event)
      select ${shard}, id, ${hold.now}::timestamptz, 'attention_needed' from held
      returning renewal_id
    )
    select standing.status, standing.attention from standing join held on true`.execute(tx)
  return result.rows[0]
}

/** Puts a held renewal back where it stood; what is still open is looked at now, not sent. */
export async function releaseRenewal(
  tx: Tx,
  id: Uuid,
  release: { from: AttentionReason; to: Held; now: Date },
): Promise<boolean> {
  const shard = shardOf(id)
  const result = await sql`
    with released as (
      update renewal.renewal
         set status = ${release.to.status}, attention = ${release.to.attention}
       where shard = ${shard} and id = ${id}
         and status = 'needs_attention' and attention = ${release.from}
      returning id
    ), due as (
      update renewal.attempt as attempt
         set next_at = ${release.now},
             step = case when attempt.state = 'done' then 'watch' else attempt.step end
        from released
       where attempt.shard = ${shard} and attempt.renewal_id = released.id
         and (attempt.state = 'open' or (attempt.leg = 'delivery' and attempt.state = 'done'))
      returning attempt.renewal_id
    ), told as (
      insert into renewal.event (shard, renewal_id, at, event)
      select ${shard}, id, ${release.now}::timestamptz, 'settled_by_person' from released
      returning renewal_id
    )
    select id from released`.execute(tx)
  return result.rows.length === 1
}

/** A send becomes a look: after a restore it may have gone out from a life we do not remember. */
export async function setLookNow(db: Db, key: AttemptKey, now: Date): Promise<boolean> {
  const result = await sql`
    update renewal.attempt as attempt
       set next_at = ${now}, step = case attempt.step when 'send' then 'look' else attempt.step end
      from renewal.renewal renewal
     where attempt.shard = ${shardOf(key.renewal)} and attempt.renewal_id = ${key.renewal}
       and attempt.leg = ${key.leg} and attempt.n = ${key.n} and attempt.state = 'open'
       and renewal.shard = attempt.shard and renewal.id = attempt.renewal_id
       and renewal.attention is distinct from 'invariant_broken'
    returning attempt.renewal_id`.execute(db)
  return result.rows.length === 1
}
