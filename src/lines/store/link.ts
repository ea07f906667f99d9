import { sql } from 'kysely'
import type { Db } from '#db'
import type { Msisdn } from '#kernel'
import { guestShard } from '../shard.ts'

/** Which links of the number still open its page: those of this generation or a later one. */
export async function findLinkGeneration(db: Db, msisdn: Msisdn): Promise<number> {
  const result = await sql<{ generation: number }>`
    select generation from line.link_revocation
     where shard = ${guestShard(msisdn)} and msisdn = ${msisdn}`.execute(db)
  return result.rows[0]?.generation ?? 0
}

/** Two at the same moment raise it twice, which ends the same links. */
export async function raiseLinkGeneration(
  db: Db,
  msisdn: Msisdn,
  { at, by }: { at: Date; by: string },
): Promise<void> {
  await sql`
    insert into line.link_revocation (shard, msisdn, generation, revoked_at, revoked_by)
    values (${guestShard(msisdn)}, ${msisdn}, 1, ${at}, ${by})
    on conflict (shard, msisdn) do update
       set generation = link_revocation.generation + 1,
           revoked_at = excluded.revoked_at, revoked_by = excluded.revoked_by`.execute(db)
}
