import { type Generated, sql } from 'kysely'
import type { Db } from '#db'

/** The room's tables as the query builder sees them. */
export type RenewalTables = {
  'renewal.renewal': {
    shard: number
    id: string
    quote_id: string | null
    line_id: string
    terms_id: string
    pay_by: Date
    status: string
    attention: string | null
    method: string
    return_url: string | null
    next_action: unknown
    promised_by: Date | null
    delivered_at: Date | null
    ends_at: Date | null
    wallet_id: Generated<string | null>
    period: Generated<number | null>
    created_at: Date
  }
  'renewal.attempt': {
    shard: number
    renewal_id: string
    leg: string
    n: number
    party: string
    request: unknown
    state: string
    step: string
    next_at: Date | null
    lease_until: Date | null
    fence: Generated<number>
    sends: Generated<number>
    looks: Generated<number>
    first_sent_at: Date | null
    last_sent_at: Date | null
    deadline_at: Date
    answer: unknown
    created_at: Date
  }
  'renewal.event': {
    shard: number
    renewal_id: string
    id: Generated<bigint>
    at: Date
    event: string
  }
  'renewal.callback': {
    shard: number
    source: string
    event_id: string
    renewal_id: string | null
    body: string
    received_at: Date
  }
}

/**
 * For statements of rooms above that read across rooms: columns as in the migration. They only
 * read: whatever changes a renewal goes through a door.
 */
export const renewalTable = sql.table('renewal.renewal')
export const attemptTable = sql.table('renewal.attempt')
export const eventTable = sql.table('renewal.event')

export const renewalTables = (db: Db) => db.withTables<RenewalTables>()
