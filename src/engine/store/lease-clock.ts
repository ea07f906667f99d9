import { sql } from 'kysely'
import type { Db } from '#db'

/** The database's own clock: the only one that leases are measured by. */
export async function readLeaseClock(db: Db): Promise<Date> {
  const result = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(db)
  return result.rows[0]!.now
}
