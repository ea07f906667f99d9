import { sql } from 'kysely'
import type { Change } from '#attempts'
import type { Db } from '#db'
import { transferColumns, transferCtes, transferRows } from '#ledger'

/**
 * Writes the outcomes of one shard in one statement: attempt, renewal, next obligation, ledger and
 * events, each change whole or not at all. A change counts only while its fence is the attempt's
 * and the renewal stands where it stood when claimed; everything else joins what passed that gate.
 * @returns the changes that were written; the others were overtaken and are found again when due.
 */
export async function recordChanges(
  db: Db,
  record: {
    shard: number
    now: Date
    changes: readonly Change[]
    accounts: ReadonlyMap<string, number>
  },
): Promise<ReadonlySet<Change>> {
  const { shard, now, changes } = record
  const rows = changes.map(toRow)
  const transfers = changes.flatMap((change, i) =>
    transferRows(change.transfers, record.accounts).map((transfer) => ({ i, ...transfer })),
  )
  const events = changes.flatMap((change, i) => change.events.map((event, k) => ({ i, k, event })))
  const result = await sql<{ i: number }>`/* record */
    with input as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as input(
        i integer, renewal_id uuid, leg text, n smallint, fence integer, from_status text,
        state text, step text, next_at timestamptz, deadline_at timestamptz, answer jsonb,
        status text, attention text, promised_by timestamptz, delivered_at timestamptz,
        ends_at timestamptz, sets_action boolean, next_action jsonb,
        follow_leg text, follow_n smallint, follow_party text,
        follow_next_at timestamptz, follow_deadline_at timestamptz, follow_request jsonb,
        line_id uuid, period integer, next_due timestamptz, aside text)
    ), standing as (
      select id, status from renewal.renewal
       where shard = ${shard} and id = any(array(select renewal_id from input))
       order by id for update
    ), mine as (
      update renewal.attempt as attempt
         set state = input.state, step = input.step, next_at = input.next_at, lease_until = null,
             deadline_at = coalesce(input.deadline_at, attempt.deadline_at),
             answer = coalesce(attempt.answer, '{}') || coalesce(input.answer, '{}')
        from input join standing
          on standing.id = input.renewal_id and standing.status = input.from_status
       where attempt.shard = ${shard} and attempt.renewal_id = input.renewal_id
         and attempt.leg = input.leg and attempt.n = input.n and attempt.fence = input.fence
      returning input.i
    ), moved as (
      update renewal.renewal as renewal
         set status = input.status, attention = input.attention, promised_by = input.promised_by,
             delivered_at = coalesce(input.delivered_at, renewal.delivered_at),
             ends_at = coalesce(input.ends_at, renewal.ends_at),
             next_action = case when input.sets_action
               then nullif(input.next_action, 'null') else renewal.next_action end
        from input join mine on mine.i = input.i
       where renewal.shard = ${shard} and renewal.id = input.renewal_id
      returning renewal.id
    ), followed as (
      insert into renewal.attempt
        (shard, renewal_id, leg, n, party, state, step, next_at, deadline_at, created_at, request)
      select ${shard}, renewal_id, follow_leg, follow_n, follow_party, 'open', 'send',
             follow_next_at, follow_deadline_at, ${now}::timestamptz, follow_request
        from input join mine on mine.i = input.i
       where follow_leg is not null
      returning renewal_id
    ), scheduled as (
      -- A reversal that comes after the mandate went on to its next renewal no longer moves it.
      update renewal.mandate as mandate
         set next_due = input.next_due, aside = input.aside
        from input join mine on mine.i = input.i
       where mandate.shard = ${shard} and mandate.line_id = input.line_id
         and mandate.period = input.period
      returning mandate.line_id, input.aside
    ), set_aside as (
      insert into renewal.mandate_event (shard, line_id, at, event)
      select ${shard}, line_id, ${now}::timestamptz, aside from scheduled where aside is not null
      on conflict do nothing
    ), told as (
      insert into renewal.event (shard, renewal_id, at, event)
      select ${shard}, input.renewal_id, ${now}::timestamptz, event.event
        from jsonb_to_recordset(${JSON.stringify(events)}::jsonb)
             as event(i integer, k integer, event text)
        join mine on mine.i = event.i
        join input on input.i = event.i
       order by event.i, event.k
      returning renewal_id
    ), booked as (
      select transfer.*
        from jsonb_to_recordset(${JSON.stringify(transfers)}::jsonb) as transfer(
             i integer, ${transferColumns})
        join mine on mine.i = transfer.i
    ), ${transferCtes(shard, now, 'booked')}
    select i from mine`.execute(db)
  return new Set(result.rows.map((row) => changes[row.i]!))
}

function toRow({ work, attempt, renewal, follow, mandate }: Change, i: number) {
  return {
    i,
    renewal_id: work.renewalId,
    leg: work.leg,
    n: work.n,
    fence: work.fence,
    from_status: work.renewal.status,
    state: attempt.state,
    step: attempt.step,
    next_at: attempt.nextAt,
    deadline_at: attempt.deadlineAt,
    answer: attempt.answer,
    status: renewal.status,
    attention: renewal.attention,
    promised_by: renewal.promisedBy,
    delivered_at: renewal.deliveredAt,
    ends_at: renewal.endsAt,
    sets_action: renewal.nextAction !== undefined,
    next_action: renewal.nextAction,
    follow_leg: follow?.leg,
    follow_n: follow?.n,
    follow_party: follow?.party,
    follow_next_at: follow?.nextAt,
    follow_deadline_at: follow?.deadlineAt,
    follow_request: follow?.request,
    line_id: mandate && work.mandate?.lineId,
    period: work.mandate?.period,
    next_due: mandate?.nextDue,
    aside: mandate?.aside,
  }
}
