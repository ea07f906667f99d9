import { sql } from 'kysely'
import { renewalTable } from '#obligations'
import type { Broken, Invariant } from '../../invariant.ts'

/**
 * I6: one renewal per line and period. A period is bought by a quote, so: one live renewal per
 * quote. A unique index holds it; this finds an index that was lost.
 */
export const oneRenewalPerQuote: Invariant = async (db, _at, shards) => {
  const result = await sql<Broken>`
    select 'I6' as invariant, renewal.id as "renewalId",
           format('%s live renewals of one quote', twice.live) as detail
      from ${renewalTable} renewal
      join (select shard, quote_id, count(*) as live from ${renewalTable} renewal
             where shard between ${shards.first} and ${shards.last}
               and status not in ('declined', 'cancelled', 'expired')
             group by shard, quote_id having count(*) > 1) twice
        on twice.shard = renewal.shard and twice.quote_id = renewal.quote_id
     where renewal.status not in ('declined', 'cancelled', 'expired')`.execute(db)
  return result.rows
}
