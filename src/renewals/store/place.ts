import { sql } from 'kysely'
import type { RenewalStatus } from '#attempts'
import type { Tx } from '#db'
import { shardOf, type Uuid } from '#kernel'
import { renewalTables } from './tables.ts'

export interface NewRenewal {
  readonly id: Uuid
  readonly quoteId: Uuid
  readonly lineId: Uuid
  readonly termsId: Uuid
  readonly payBy: Date
  readonly method: string
  readonly returnUrl: string | null
  readonly at: Date
  readonly charge: {
    readonly party: string
    readonly request: Readonly<Record<string, unknown>>
    readonly deadlineAt: Date
  }
}

/**
 * Writes the renewal, its charge attempt and its first event; false when the quote has a live
 * renewal already.
 */
export async function insertRenewal(tx: Tx, renewal: NewRenewal): Promise<boolean> {
  const shard = shardOf(renewal.id)
  const inserted = await renewalTables(tx)
    .insertInto('renewal.renewal')
    .values({
      shard,
      id: renewal.id,
      quote_id: renewal.quoteId,
      line_id: renewal.lineId,
      terms_id: renewal.termsId,
      pay_by: renewal.payBy,
      status: 'paying',
      attention: null,
      method: renewal.method,
      return_url: renewal.returnUrl,
      next_action: null,
      promised_by: renewal.charge.deadlineAt,
      delivered_at: null,
      ends_at: null,
      created_at: renewal.at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!inserted) return false
  await renewalTables(tx)
    .insertInto('renewal.attempt')
    .values({
      shard,
      renewal_id: renewal.id,
      leg: 'charge',
      n: 1,
      party: renewal.charge.party,
      request: sql`${JSON.stringify(renewal.charge.request)}::jsonb`,
      state: 'open',
      step: 'send',
      next_at: renewal.at,
      lease_until: null,
      first_sent_at: null,
      last_sent_at: null,
      deadline_at: renewal.charge.deadlineAt,
      answer: null,
      created_at: renewal.at,
    })
    .execute()
  await renewalTables(tx)
    .insertInto('renewal.event')
    .values({ shard, renewal_id: renewal.id, at: renewal.at, event: 'placed' })
    .execute()
  return true
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
