import { sql } from 'kysely'
import { transferTable } from '#ledger'
import { attemptTable } from '#obligations'
import type { Broken, Invariant } from '../../invariant.ts'

/** I4: at most one capture per order, and no more given back than was taken. */
export const oneCaptureNoMoreBack: Invariant = async (db, _at, shards) => {
  const result = await sql<Broken>`
    with asked as (
      select shard, renewal_id, count(*) filter (where leg = 'charge') as captures,
             count(*) filter (where leg = 'refund') as refunds
        from ${attemptTable} attempt
       where shard between ${shards.first} and ${shards.last} and state = 'done'
         and leg <> 'delivery'
       group by shard, renewal_id
    ), moved as (
      select shard, subject, coalesce(sum(amount) filter (where kind = 'charge'), 0) as taken,
             coalesce(sum(amount) filter (where kind = 'refund_settled'), 0) as returned
        from ${transferTable} transfer
       where shard between ${shards.first} and ${shards.last}
         and kind in ('charge', 'refund_settled')
       group by shard, subject
    )
    select 'I4' as invariant, coalesce(renewal_id, subject) as "renewalId",
           format('%s captures, %s refunds, taken %s, returned %s',
             coalesce(captures, 0), coalesce(refunds, 0), coalesce(taken, 0),
             coalesce(returned, 0)) as detail
      from asked full join moved on moved.shard = asked.shard and subject = renewal_id
     where captures > 1 or refunds > 1 or returned > taken`.execute(db)
  return result.rows
}
