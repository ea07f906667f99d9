import { sql } from 'kysely'
import { transferTable } from '#ledger'
import { renewalTable } from '#obligations'
import { termsTable } from '#quotes'
import type { Broken, Invariant } from '../../invariant.ts'

/**
 * I2: what was captured for an order is what was delivered, refunded or is still owed for it, and
 * its status says which. `held` is owed as a delivery, `owed` as a refund. While a person has it,
 * money may be in either place, but never less than nothing. A renewal that is held counts as where
 * it stood: holding it repairs nothing.
 */
export const moneyOfAnOrderAddsUp: Invariant = async (db, _at, shards) => {
  const result = await sql<Broken>`
    with book as (
      select shard, subject,
             sum(case kind when 'charge' then amount else 0 end) as charged,
             sum(case when kind in ('delivery', 'margin') then amount
                      when kind in ('reversal', 'margin_reversal') then -amount
                      else 0 end) as delivered,
             sum(case kind when 'refund' then amount else 0 end) as promised,
             -- What goes back into a wallet is there at once; a gateway has to say so.
             sum(case when kind = 'refund_settled' then amount
                      when kind = 'refund' and wallet is not null then amount
                      else 0 end) as refunded
        from ${transferTable} transfer
       where shard between ${shards.first} and ${shards.last}
         and kind <> 'funding'
       group by shard, subject
    ), position as (
      select coalesce(renewal.id, book.subject) as id, terms.total,
             coalesce(file.held_from->>'status', renewal.status) as status,
             coalesce(charged, 0) as charged, coalesce(delivered, 0) as delivered,
             coalesce(refunded, 0) as refunded,
             coalesce(charged - delivered - promised, 0) as held,
             coalesce(promised - refunded, 0) as owed
        from (select * from ${renewalTable} renewal
               where shard between ${shards.first} and ${shards.last}) renewal
        join ${termsTable} terms on terms.id = renewal.terms_id
        full join book on book.shard = renewal.shard and book.subject = renewal.id
        left join cases.case_file file
          on file.shard = renewal.shard and file.renewal_id = renewal.id
         and file.attention is not null and file.closed_at is null
    )
    select 'I2' as invariant, id as "renewalId",
           format('%s: charged %s, delivered %s, refunded %s, held %s, owed %s of %s',
             coalesce(status, 'no order'), charged, delivered, refunded, held, owed, total)
             as detail
      from position
     where not coalesce(case
       when status in ('awaiting_payment', 'paying', 'declined', 'expired', 'cancelled')
         then charged = 0 and delivered = 0 and refunded = 0 and owed = 0
       when status in ('paid', 'delivering') then held = total and charged = total and owed = 0
       when status = 'delivered' then delivered = total and held = 0 and owed = 0
       when status = 'refunding' then held = 0 and owed = charged and charged > 0
       when status = 'refunded' then held = 0 and owed = 0 and refunded = charged and charged > 0
       when status = 'needs_attention' then held >= 0 and owed >= 0 and delivered >= 0
     end, false)`.execute(db)
  return result.rows
}
