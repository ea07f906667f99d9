import { sql } from 'kysely'
import type { RenewalEvent, RenewalStatus } from '#attempts'
import type { Db } from '#db'
import { type Msisdn, shardCount, shardOf, type Uuid } from '#kernel'
import { lineTable } from '#lines'
import { attemptTable, eventTable, renewalTable } from '#obligations'
import { type KeptTerms, quoteOf, quoteTable } from '#quotes'
import { type KeptRenewal, type ShownAttempt, showRenewal } from '../show-renewal.ts'
import type { Renewal } from '../view.ts'

/** Times inside JSON are text. */
type Row = Omit<KeptRenewal, 'attempts' | 'events'> & {
  readonly termsId: Uuid
  readonly msisdn: Msisdn
  readonly quoteId: Uuid | null
  readonly operatorChosen: boolean | null
  readonly quotedAt: Date | null
  readonly quoteExpiresAt: Date | null
  readonly attempts: readonly (Omit<ShownAttempt, 'firstSentAt'> & { firstSentAt: string | null })[]
  readonly events: readonly { readonly at: string; readonly event: RenewalEvent }[]
}

/**
 * A renewal with its attempts, events and quote in one statement: a page that waits reads it again
 * after each change. A GET went from 1,010 µs of the server's time to 442 with this and callers
 * remembered, and to 244 when reads came to share lanes (ADR 0066).
 */
export async function findRenewal(
  db: Db,
  id: Uuid,
  terms: KeptTerms,
): Promise<Renewal | undefined> {
  const shard = shardOf(id)
  const result = await sql<Row>`
    select renewal.id, renewal.status, renewal.attention, renewal.method,
           renewal.wallet_id as "walletId", renewal.period, renewal.next_action as "nextAction",
           renewal.promised_by as "promisedBy", renewal.delivered_at as "deliveredAt",
           renewal.ends_at as "endsAt", renewal.created_at as "createdAt",
           renewal.terms_id as "termsId", line.msisdn, renewal.quote_id as "quoteId",
           quote.operator_chosen as "operatorChosen", quote.created_at as "quotedAt",
           quote.expires_at as "quoteExpiresAt",
           (select coalesce(jsonb_agg(jsonb_build_object('leg', leg, 'n', n, 'state', state,
                     'sends', sends, 'firstSentAt', first_sent_at) order by n, leg), '[]')
              from ${attemptTable}
             where attempt.shard = ${shard} and attempt.renewal_id = renewal.id) as attempts,
           (select coalesce(jsonb_agg(jsonb_build_object('at', at, 'event', event)
                     order by event.id), '[]')
              from ${eventTable}
             where event.shard = ${shard} and event.renewal_id = renewal.id) as events
      from ${renewalTable} renewal
      join ${lineTable} line on line.shard = ${shard} and line.id = renewal.line_id
      left join ${quoteTable} quote on quote.shard = ${shard} and quote.id = renewal.quote_id
     where renewal.shard = ${shard} and renewal.id = ${id}`.execute(db)
  const [row] = result.rows
  return row && toRenewal(row, terms)
}

async function toRenewal(row: Row, terms: KeptTerms): Promise<Renewal> {
  // An automatic renewal was never quoted: its terms say what a quote of that moment would have.
  const kept = {
    id: row.quoteId ?? row.id,
    msisdn: row.msisdn,
    operatorChosen: row.operatorChosen ?? true,
    createdAt: row.quotedAt ?? row.createdAt,
    expiresAt: row.quoteExpiresAt ?? row.createdAt,
  }
  const attempts = row.attempts.map((attempt) => {
    const { firstSentAt } = attempt
    return { ...attempt, firstSentAt: firstSentAt === null ? null : new Date(firstSentAt) }
  })
  const events = row.events.map(({ at, event }) => ({ at: new Date(at), event }))
  return showRenewal({ ...row, attempts, events }, quoteOf(kept, await terms.get(row.termsId)))
}

export interface RenewalFilter {
  readonly status?: RenewalStatus
  readonly lines?: readonly { readonly shard: number; readonly id: Uuid }[]
  readonly before?: Uuid
  readonly limit: number
}

/** Newest first by id, which begins with its time. By line each statement names one shard. */
export async function listRenewals(
  db: Db,
  filter: RenewalFilter,
  terms: KeptTerms,
): Promise<Renewal[]> {
  const { lines, limit } = filter
  const lists = lines
    ? await Promise.all(lines.map((line) => listOfLine(db, line, filter)))
    : [await listOfAll(db, filter)]
  const ids = lists.flat().toSorted().toReversed().slice(0, limit)
  const found = await Promise.all(ids.map((id) => findRenewal(db, id, terms)))
  return found.filter((renewal) => renewal !== undefined)
}

/** Ordered and automatic renewals are in an index each, and each index says which it has. */
async function listOfLine(
  db: Db,
  line: { readonly shard: number; readonly id: Uuid },
  { status, before, limit }: RenewalFilter,
): Promise<Uuid[]> {
  const wanted = sql`shard = ${line.shard} and line_id = ${line.id}
         and status = coalesce(${status ?? null}, status)
         and id < coalesce(${before ?? null}::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff')`
  const result = await sql<{ id: Uuid }>`
    (select id from ${renewalTable} where ${wanted} and period is null
      order by id desc limit ${limit})
    union all
    (select id from ${renewalTable} where ${wanted} and period is not null
      order by id desc limit ${limit})`.execute(db)
  return result.rows.map(({ id }) => id)
}

/** For staff: in whatever shard. */
async function listOfAll(db: Db, { status, before, limit }: RenewalFilter): Promise<Uuid[]> {
  const isWanted = status ? sql` and "status" = ${status}` : sql``
  const isBefore = before ? sql` and "id" < ${before}` : sql``
  const result = await sql<{ id: Uuid }>`
    select "id" from ${renewalTable} where "shard" < ${shardCount}${isWanted}${isBefore}
     order by "id" desc limit ${limit}`.execute(db)
  return result.rows.map(({ id }) => id)
}
