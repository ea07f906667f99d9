import { sql } from 'kysely'
import type { RenewalStatus } from '#attempts'
import type { Tx } from '#db'
import { shardOf, type Uuid } from '#kernel'
import { renewalTables } from './tables.ts'

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
