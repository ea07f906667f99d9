import { sql } from 'kysely'

/**
 * What the statement that renews due mandates (`#mandates`) writes in our tables. Its own CTEs are
 * between these, so each says what it reads of them.
 */
export interface MandateTurn {
  readonly shard: number
  readonly now: Date
  readonly leaseUntil: Date
  readonly promisedBy: Date
  readonly retryAt: Date
}

/** CTE `due`: locked, the oldest first; mandates on a plan that is `withheld` stay as they are. */
export function dueMandatesCte(
  { shard, now }: MandateTurn,
  withheld: readonly string[],
  limit: number,
) {
  return sql`due as (
      select line_id, plan_id, territory, wallet_id, max_total, period, next_due, aside
        from renewal.mandate
       where shard = ${shard} and next_due <= ${now} and not plan_id = any(${withheld})
       order by next_due limit ${limit}
         for update skip locked
    )`
}

/**
 * CTE `taken`, the ids of the renewals that were written: one for each row of `numbered` with an id
 * (line_id, terms, wallet_id, period), but where the line has a renewal of that period.
 */
export function autoRenewalCte({ shard, now, promisedBy }: MandateTurn) {
  return sql`taken as (
      insert into renewal.renewal (shard, id, line_id, terms_id, wallet_id, period, pay_by, status,
        method, promised_by, created_at)
      select ${shard}, id, line_id, terms, wallet_id, period + 1, ${now}::timestamptz, 'paid',
             'wallet', ${promisedBy}::timestamptz, ${now}::timestamptz
        from numbered where id is not null
      on conflict (shard, line_id, period) where period is not null do nothing
      returning id
    )`
}

/**
 * CTEs `sent` and `told`: of what `outcome` says was made (id, party), the delivery, already ours
 * (lease, fence 1, sent once), and the first event.
 */
export function autoDeliveryCtes({ shard, now, leaseUntil, promisedBy }: MandateTurn) {
  return sql`sent as (
      insert into renewal.attempt (shard, renewal_id, leg, n, party, state, step, next_at,
        lease_until, fence, sends, first_sent_at, last_sent_at, deadline_at, created_at)
      select ${shard}, id, 'delivery', 1, party, 'open', 'look', ${now}::timestamptz,
             ${leaseUntil}::timestamptz, 1, 1, ${now}::timestamptz, ${now}::timestamptz,
             ${promisedBy}::timestamptz, ${now}::timestamptz
        from outcome where made
    ), told as (
      insert into renewal.event (shard, renewal_id, at, event)
      select ${shard}, id, ${now}::timestamptz, 'auto_paid' from outcome where made
    )`
}

/**
 * CTEs `went_on`, `set_aside` and `told_aside`: each mandate of `outcome` (line_id) goes on to its
 * next period if `made`, or is set aside for its `reason`, which is told when it is a new one.
 */
export function movedMandateCtes({ shard, now, retryAt }: MandateTurn) {
  return sql`went_on as (
      update renewal.mandate as mandate
         set period = mandate.period + 1, next_due = null, aside = null
        from outcome
       where made and mandate.shard = ${shard} and mandate.line_id = outcome.line_id
    ), set_aside as (
      update renewal.mandate as mandate
         set aside = reason, next_due = case when reason = 'period_taken' then null
               else ${retryAt}::timestamptz end
        from outcome where reason is not null
         and mandate.shard = ${shard} and mandate.line_id = outcome.line_id
    ), told_aside as (
      insert into renewal.mandate_event (shard, line_id, at, event)
      select ${shard}, line_id, ${now}::timestamptz, reason from outcome
       where reason is not null and aside is distinct from reason
    )`
}
