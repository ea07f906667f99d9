import { sql } from 'kysely'
import { attemptTable } from '#obligations'
import type { Broken, Invariant } from '../../invariant.ts'

/** I5: no refund beside a delivery that stands, nor beside one of which nobody knows. */
export const noRefundBesideDelivery: Invariant = async (db, _at, shards) => {
  const result = await sql<Broken>`
    select 'I5' as invariant, delivery.renewal_id as "renewalId",
           format('delivery %s is %s beside refund %s, %s',
             delivery.n, delivery.state, refund.n, refund.state) as detail
      from ${attemptTable} delivery
      join ${attemptTable} refund
        on refund.shard = delivery.shard and refund.renewal_id = delivery.renewal_id
     where delivery.shard between ${shards.first} and ${shards.last}
       and delivery.leg = 'delivery' and delivery.state in ('done', 'open')
       and refund.leg = 'refund' and refund.state in ('done', 'open')`.execute(db)
  return result.rows
}
