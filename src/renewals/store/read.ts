import type { Selectable } from 'kysely'
import {
  type AttemptState,
  type AttentionReason,
  attemptReference,
  type Leg,
  type RenewalEvent,
  type RenewalStatus,
} from '#attempts'
import type { Db } from '#db'
import { shardCount, shardOf, type Uuid } from '#kernel'
import { findMsisdn } from '#lines'
import { findQuote, findTerms, type Quote, quoteOf } from '#quotes'
import type { Renewal } from '../view.ts'
import { type RenewalTables, renewalTables } from './tables.ts'

type Row = Selectable<RenewalTables['renewal.renewal']>
type AttemptRow = Pick<
  Selectable<RenewalTables['renewal.attempt']>,
  'leg' | 'n' | 'state' | 'sends' | 'answer' | 'first_sent_at'
>

export async function findRenewal(db: Db, id: Uuid): Promise<Renewal | undefined> {
  const shard = shardOf(id)
  const row = await renewalTables(db)
    .selectFrom('renewal.renewal')
    .selectAll()
    .where('shard', '=', shard)
    .where('id', '=', id)
    .executeTakeFirst()
  return row && toRenewal(db, row)
}

async function toRenewal(db: Db, row: Row): Promise<Renewal> {
  const id = row.id as Uuid
  const attempts = await renewalTables(db)
    .selectFrom('renewal.attempt')
    .select(['leg', 'n', 'state', 'sends', 'answer', 'first_sent_at'])
    .where('shard', '=', row.shard)
    .where('renewal_id', '=', id)
    .orderBy('n')
    .execute()
  const events = await renewalTables(db)
    .selectFrom('renewal.event')
    .select(['at', 'event'])
    .where('shard', '=', row.shard)
    .where('renewal_id', '=', id)
    .orderBy('id')
    .execute()
  const quote = await quoteFor(db, row)
  const latest = (leg: Leg) => attempts.findLast((attempt) => attempt.leg === leg)
  const status = row.status as RenewalStatus
  return {
    id,
    status,
    quote,
    period: row.period,
    total: quote.total,
    payment: {
      method: row.method,
      status:
        row.wallet_id === null
          ? paymentStatus(status, latest('charge'), latest('refund'))
          : walletStatus(status),
      reference: attemptReference(id, 'charge', 1),
      nextAction: nextAction(row),
    },
    delivery: deliveryOf(id, latest('delivery')),
    promisedBy: row.promised_by,
    attention: row.attention as AttentionReason | null,
    deliveredAt: row.delivered_at,
    expiresAt: row.ends_at,
    timeline: timelineOf(events, latest('delivery')),
    createdAt: row.created_at,
  }
}

/** An automatic renewal was never quoted: its terms say what a quote of that moment would have. */
async function quoteFor(db: Db, row: Row): Promise<Quote> {
  if (row.quote_id !== null) return (await findQuote(db, row.quote_id as Uuid))!.quote
  const at = row.created_at
  const msisdn = await findMsisdn(db, row.shard, row.line_id as Uuid)
  const terms = await findTerms(db, row.terms_id as Uuid)
  const kept = { id: row.id as Uuid, msisdn: msisdn!, operatorChosen: true }
  return quoteOf({ ...kept, createdAt: at, expiresAt: at }, terms!)
}

/** A wallet pays in the placing transaction and is paid back in the refusing one. */
function walletStatus(status: RenewalStatus): Renewal['payment']['status'] {
  return status === 'refunded' ? 'refunded' : 'paid'
}

function paymentStatus(
  status: RenewalStatus,
  charge: AttemptRow | undefined,
  refund: AttemptRow | undefined,
): Renewal['payment']['status'] {
  if (refund) return refund.state === 'done' ? 'refunded' : 'refunding'
  if (status === 'awaiting_payment') return 'action'
  if (charge?.state === 'done') return 'paid'
  if (status === 'declined' || status === 'expired' || status === 'cancelled') return status
  return charge && charge.sends > 0 ? 'unknown' : 'none'
}

const deliveryStatus: Readonly<Record<AttemptState, Renewal['delivery']['status']>> = {
  open: 'unknown',
  done: 'delivered',
  refused: 'refused',
  reversed: 'reversed',
  closed: 'none',
}

function deliveryOf(id: Uuid, attempt: AttemptRow | undefined): Renewal['delivery'] {
  if (!attempt) return { status: 'none', reference: null, tries: 0 }
  return {
    status: attempt.sends === 0 ? 'none' : deliveryStatus[attempt.state as AttemptState],
    reference: attemptReference(id, 'delivery', attempt.n),
    tries: attempt.sends,
  }
}

/**
 * The events as written, and the sending: the attempt knows when it went out before any answer is
 * recorded.
 */
function timelineOf(
  events: readonly { at: Date; event: string }[],
  delivery: AttemptRow | undefined,
): Renewal['timeline'] {
  const timeline = events.map(({ at, event }) => ({ at, event: event as RenewalEvent }))
  const sentAt = delivery?.first_sent_at
  if (!sentAt) return timeline
  const paid = timeline.findIndex(({ event }) => event === 'paid' || event === 'auto_paid') + 1
  return timeline.toSpliced(paid, 0, { at: sentAt, event: 'delivery_sent' })
}

function nextAction(row: Row): Renewal['payment']['nextAction'] {
  const stored = row.next_action as { url: string; expiresAt: string | null } | null
  if (stored === null || row.status !== 'awaiting_payment') return undefined
  return {
    type: 'redirect',
    url: stored.url,
    expiresAt: stored.expiresAt === null ? null : new Date(stored.expiresAt),
  }
}

export interface RenewalFilter {
  readonly status?: RenewalStatus
  readonly lines?: readonly { readonly shard: number; readonly id: Uuid }[]
  readonly before?: Uuid
  readonly limit: number
}

/**
 * Newest first by id, which begins with its time. By line it names one shard; by status alone it is
 * for staff.
 */
export async function listRenewals(db: Db, filter: RenewalFilter): Promise<Renewal[]> {
  let query = renewalTables(db)
    .selectFrom('renewal.renewal')
    .selectAll()
    .orderBy('id', 'desc')
    .limit(filter.limit)
  const { lines } = filter
  query = lines
    ? query.where((row) =>
        row.or(lines.map(({ shard, id }) => row.and({ shard, line_id: id as string }))),
      )
    : query.where('shard', '<', shardCount)
  if (filter.status) query = query.where('status', '=', filter.status)
  if (filter.before) query = query.where('id', '<', filter.before)
  const rows = await query.execute()
  return Promise.all(rows.map((row) => toRenewal(db, row)))
}
