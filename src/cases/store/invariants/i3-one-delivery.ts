import { sql } from 'kysely'
import { attemptTable } from '#obligations'
import type { Broken, Invariant } from '../../invariant.ts'

/** I3: at most one delivery of an order stands. */
export const oneDeliveryStands: Invariant = async (db, _at, shards) => {
  const result = await sql<Broken>`
    select 'I3' as invariant, renewal_id as "renewalId",
           format('%s deliveries stand', count(*)) as detail
      from ${attemptTable} attempt
     where shard between ${shards.first} and ${shards.last}
       and leg = 'delivery' and state = 'done'
     group by shard, renewal_id having count(*) > 1`.execute(db)
  return result.rows
}
