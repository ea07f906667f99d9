import { sql } from 'kysely'
import type { Db } from '#db'
import type { Admitted, DueClaim, Held, HeldRows } from '#engine'
import { plusMs } from '#kernel'

/**
 * CTE `due` for a claim: what is due in one shard and nobody's, the oldest first. This is the way
 * of ordinary days, when every party takes whatever comes.
 */
export function dueOfAll({ shard, now, leaseNow, limit }: DueClaim) {
  return sql`due as (
      select shard, renewal_id, leg, n, step, step = 'send' as sends, false as withheld
        from renewal.attempt
       where shard = ${shard} and next_at <= ${now}
         and (lease_until is null or lease_until < ${leaseNow})
       order by next_at limit ${limit}
         for update skip locked
    )`
}

/**
 * CTE `due` while some party may not take everything: of each party so many rows as it admits, what
 * people ordered before what renews by itself, then the oldest. What is left stays untouched, but
 * for attempts that reach their deadline in the meantime, and charges whose price ran out before
 * they were ever sent: these are claimed to be told of, not to be asked.
 */
export function dueOfAdmitted(
  claim: DueClaim & { readonly lapsedBefore?: Date },
  admitted: readonly Admitted[],
) {
  const { shard, now, leaseNow, lapsedBefore = now } = claim
  const nobodys = sql`attempt.shard = ${shard} and attempt.next_at <= ${now}
         and (attempt.lease_until is null or attempt.lease_until < ${leaseNow})`
  return sql`admitted as (
      select * from jsonb_to_recordset(${JSON.stringify(admitted)}::jsonb) as admitted(
        party text, most integer, sends boolean, fresh boolean)
    ), free as (
      select attempt.* from admitted cross join lateral (
        select attempt.shard, attempt.renewal_id, attempt.leg, attempt.n, attempt.step
          from renewal.attempt attempt
          join renewal.renewal renewal
            on renewal.shard = attempt.shard and renewal.id = attempt.renewal_id
         where ${nobodys} and attempt.party = admitted.party
           and (admitted.sends or attempt.step <> 'send')
         order by case when admitted.fresh then attempt.sends + attempt.looks end,
                  renewal.period is not null, attempt.next_at
         limit admitted.most
           for update of attempt skip locked
      ) as attempt limit ${claim.limit}
    ), overdue as (
      select attempt.shard, attempt.renewal_id, attempt.leg, attempt.n, attempt.step
        from renewal.attempt attempt
        join renewal.renewal renewal
          on renewal.shard = attempt.shard and renewal.id = attempt.renewal_id
       where ${nobodys} and attempt.state = 'open'
         and ((attempt.deadline_at <= ${now} and renewal.status <> 'needs_attention')
              or (attempt.leg = 'charge' and attempt.sends = 0 and renewal.pay_by < ${lapsedBefore}))
         and (attempt.renewal_id, attempt.leg, attempt.n) not in (
               select renewal_id, leg, n from free)
       order by attempt.next_at limit ${claim.limit}
         for update of attempt skip locked
    ), due as (
      select *, step = 'send' as sends, false as withheld from free
      union all select *, false, true from overdue
    )`
}

/**
 * What is due in a shard and nobody's, by party and kind, and when one of it next has to be told
 * of.
 */
export async function findHeld(
  db: Db,
  at: { readonly shard: number; readonly now: Date; readonly leaseNow: Date; graceMs: number },
): Promise<Held> {
  const { shard, now, leaseNow } = at
  const result = await sql<HeldRows & { deadlineAt: Date | null; payBy: Date | null }>`
    select attempt.party, attempt.step = 'send' as sends, renewal.period is not null as automatic,
           min(attempt.next_at) as since,
           min(attempt.deadline_at) filter (
             where attempt.state = 'open' and renewal.status <> 'needs_attention'
           ) as "deadlineAt",
           min(renewal.pay_by) filter (
             where attempt.state = 'open' and attempt.leg = 'charge' and attempt.sends = 0
           ) as "payBy"
      from renewal.attempt attempt
      join renewal.renewal renewal
        on renewal.shard = attempt.shard and renewal.id = attempt.renewal_id
     where attempt.shard = ${shard} and attempt.next_at <= ${now}
       and (attempt.lease_until is null or attempt.lease_until < ${leaseNow})
     group by attempt.party, attempt.step = 'send', renewal.period is not null
     order by 1, 2, 3`.execute(db)
  const times = result.rows.flatMap(({ deadlineAt, payBy }) => [
    ...(deadlineAt ? [deadlineAt] : []),
    // A moment later: a price that ends within the grace still counts as paid in time.
    ...(payBy ? [plusMs(payBy, at.graceMs + 1)] : []),
  ])
  const rows = result.rows.map(({ party, sends, automatic, since }) => {
    return { party, sends, automatic, since }
  })
  const next = times.filter((time) => time > now).map((time) => time.getTime())
  return { rows, deadlineAt: next.length === 0 ? null : new Date(Math.min(...next)) }
}
