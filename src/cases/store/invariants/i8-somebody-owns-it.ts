import { sql } from 'kysely'
import { plusMs } from '#kernel'
import { attemptTable, eventTable, renewalTable } from '#obligations'
import type { Broken, Invariant } from '../../invariant.ts'

/** A sweep opens cases every minute; a renewal may be between two of them. */
const graceMs = 5 * 60_000

/** I8: nothing that has not ended is without a lease, a next try or an open case. */
export const somebodyOwnsIt: Invariant = async (db, at, shards) => {
  const result = await sql<Broken>`
    select 'I8' as invariant, renewal.id as "renewalId",
           format('%s, and nobody has it', renewal.status) as detail
      from ${renewalTable} renewal
     where renewal.shard between ${shards.first} and ${shards.last}
       and (renewal.status in ('awaiting_payment', 'paying', 'paid', 'delivering', 'refunding')
            and not exists (
              select from ${attemptTable} attempt
               where attempt.shard = renewal.shard and attempt.renewal_id = renewal.id
                 and (attempt.next_at is not null or attempt.lease_until is not null))
         or renewal.status = 'needs_attention'
            and not exists (
              select from cases.case_file file
               where file.shard = renewal.shard and file.renewal_id = renewal.id
                 and file.attention = renewal.attention and file.closed_at is null)
            and not exists (
              select from ${eventTable} event
               where event.shard = renewal.shard and event.renewal_id = renewal.id
                 and event.event = 'attention_needed' and event.at > ${plusMs(at, -graceMs)}))
    `.execute(db)
  return result.rows
}
