import type { Db } from '#db'
import { renewalTables } from './tables.ts'

export interface StoredCallback {
  readonly shard: number
  readonly source: string
  readonly eventId: string
  readonly renewalId: string | null
  readonly body: string
  readonly at: Date
}

/** Keeps a callback as it came; false when this event of this party was kept before. */
export async function insertCallback(db: Db, callback: StoredCallback): Promise<boolean> {
  const row = await renewalTables(db)
    .insertInto('renewal.callback')
    .values({
      shard: callback.shard,
      source: callback.source,
      event_id: callback.eventId,
      renewal_id: callback.renewalId,
      body: callback.body,
      received_at: callback.at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('event_id')
    .executeTakeFirst()
  return row !== undefined
}
