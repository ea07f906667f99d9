import { sql } from 'kysely'
import type { Db } from '#db'

/** The channel on which processes tell workers that something is due. */
export const wakeChannel = 'tajdeed_wake'

/** Outside any transaction: a NOTIFY inside one makes every commit wait for the one before it. */
export async function notifyWorkers(db: Db, payload: string): Promise<void> {
  await sql`select pg_notify(${wakeChannel}, ${payload})`.execute(db)
}
