import { sql } from 'kysely'
import type { Work } from '#attempts'
import type { Db } from '#db'

/**
 * Undoes a claim of which no call was made, while its fence is still ours: nobody has taken it
 * since, so nobody has asked either. A send is unsent again and not counted. Of a look, the step
 * stays what it is now: somebody may have asked for another one meanwhile. False when it was
 * overtaken.
 */
export async function giveBack(db: Db, shard: number, work: Work): Promise<boolean> {
  const isSend = work.step === 'send'
  const isFirst = isSend && work.sends === 1
  const result = await sql`/* give-back */
    update renewal.attempt
       set lease_until = null,
           step = case when ${isSend} and step = 'look' then 'send' else step end,
           sends = sends - ${isSend ? 1 : 0}, looks = looks - ${isSend ? 0 : 1},
           first_sent_at = case when ${isFirst} then null else first_sent_at end,
           last_sent_at = case when ${isFirst} then null else last_sent_at end
     where shard = ${shard} and renewal_id = ${work.renewalId} and leg = ${work.leg}
       and n = ${work.n} and fence = ${work.fence} and state = ${work.state}
    returning renewal_id`.execute(db)
  return result.rows.length === 1
}
