import { sql } from 'kysely'
import type { Leg, RenewalStatus } from '#attempts'
import type { Db } from '#db'
import { shardOf, type Uuid } from '#kernel'
import { transferTable } from '#ledger'
import { type AttemptKey, attemptTable, type KeptAttempt, renewalTable } from '#obligations'
import { termsTable } from '#quotes'

/** One effect as our books have it. */
export interface Booking {
  readonly renewal: Uuid
  readonly leg: Leg
  readonly n: number
  readonly party: string
  readonly state: KeptAttempt['state']
  readonly status: RenewalStatus
  /** What was booked, or what was asked for while nothing is. */
  readonly amount: bigint
  readonly currency: string
  readonly sentAt: Date
}

/** What was found after a restore was sent in a life that we do not remember. */
const sentAt = sql`coalesce(attempt.first_sent_at, attempt.created_at)`

const booking = sql`
  attempt.renewal_id as renewal, attempt.leg, attempt.n, attempt.party, attempt.state,
  renewal.status, terms.currency, ${sentAt} as "sentAt",
  coalesce(transfer.amount, (attempt.request->>'amount')::bigint,
    case attempt.leg when 'delivery' then terms.load else terms.total end) as amount`

const books = sql`
  ${attemptTable} attempt
  join ${renewalTable} renewal
    on renewal.shard = attempt.shard and renewal.id = attempt.renewal_id
  join ${termsTable} terms on terms.id = renewal.terms_id
  left join ${transferTable} transfer
    on transfer.shard = attempt.shard and transfer.subject = attempt.renewal_id
   and transfer.kind = case attempt.leg when 'refund' then 'refund_settled' else attempt.leg end`

export async function findBookings(db: Db, keys: readonly AttemptKey[]): Promise<Booking[]> {
  const wanted = keys.map((key) => ({ ...key, shard: shardOf(key.renewal) }))
  const result = await sql<Booking>`
    select ${booking}
      from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb)
        as wanted(shard smallint, renewal uuid, leg text, n smallint),
           ${books}
     where attempt.shard = wanted.shard and attempt.renewal_id = wanted.renewal
       and attempt.leg = wanted.leg and attempt.n = wanted.n`.execute(db)
  return result.rows
}

/** Every effect that our books say a party did in a time, a page after a key. */
export async function listBookings(
  db: Db,
  filter: { party: string; from: Date; to: Date; after: AttemptKey | undefined; limit: number },
): Promise<Booking[]> {
  const { party, from, to, after } = filter
  const start = after
    ? sql`(${shardOf(after.renewal)}::smallint, ${after.renewal}::uuid, ${after.leg}::text,
           ${after.n}::smallint)`
    : sql`(-1::smallint, '00000000-0000-0000-0000-000000000000'::uuid, '', 0::smallint)`
  const result = await sql<Booking>`
    select ${booking} from ${books}
     where attempt.party = ${party} and attempt.state = 'done'
       and ${sentAt} >= ${from} and ${sentAt} < ${to}
       and (attempt.shard, attempt.renewal_id, attempt.leg, attempt.n) > ${start}
     order by attempt.shard, attempt.renewal_id, attempt.leg, attempt.n
     limit ${filter.limit}`.execute(db)
  return result.rows
}
