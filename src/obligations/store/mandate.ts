import { sql } from 'kysely'
import type { MandateAside } from '#attempts'
import type { Db, Tx } from '#db'
import { shardOf, type Uuid } from '#kernel'
import type { Mandate } from '../mandate.ts'

/** Writes what the customer asked for; a mandate on the line already is changed, never doubled. */
export async function setMandate(
  tx: Tx,
  mandate: Omit<Mandate, 'period' | 'aside'> & { nextDue: Date; at: Date },
): Promise<void> {
  const { lineId, plan, wallet, territory, maxTotal, nextDue, at } = mandate
  await sql`
    insert into renewal.mandate
      (shard, line_id, plan_id, wallet_id, territory, max_total, next_due, created_at)
    values (${shardOf(lineId)}, ${lineId}, ${plan}, ${wallet}, ${territory}, ${maxTotal},
            ${nextDue}, ${at})
    on conflict (shard, line_id) do update
       set plan_id = excluded.plan_id, wallet_id = excluded.wallet_id,
           territory = excluded.territory, max_total = excluded.max_total, aside = null,
           next_due = case when mandate.next_due is null and mandate.aside is null
             and mandate.period > 0 then null else excluded.next_due end`.execute(tx)
}

export async function findMandate(db: Db, lineId: Uuid): Promise<Mandate | undefined> {
  const result = await sql<{
    plan: string
    wallet: Uuid
    territory: string | null
    maxTotal: bigint
    period: number
    nextDue: Date | null
    aside: MandateAside | null
  }>`
    select plan_id as plan, wallet_id as wallet, territory, max_total as "maxTotal", period,
           next_due as "nextDue", aside
      from renewal.mandate where shard = ${shardOf(lineId)} and line_id = ${lineId}`.execute(db)
  const [row] = result.rows
  return row && { lineId, ...row }
}
