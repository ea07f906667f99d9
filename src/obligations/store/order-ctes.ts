import { sql } from 'kysely'
import { shardOf, type Uuid } from '#kernel'
import type { QuoteRow } from '#quotes'

/** A renewal that somebody ordered, as its row begins. */
export interface OrderedRenewal {
  readonly id: Uuid
  readonly quote: QuoteRow
  readonly method: string
  readonly returnUrl: string | null
  readonly at: Date
  /** By then it is settled or a person has it. */
  readonly promisedBy: Date
  /** Who is asked for the money, or to deliver what a wallet paid. */
  readonly party: string
}

/**
 * CTEs `placed`, `asked` and `told`: an order that its payer still has to pay, its charge, due at
 * once, and the first event. From a CTE `line` (its `id`). Nothing is `placed` while the quote has
 * a live renewal.
 */
export function orderCtes(
  order: OrderedRenewal & { readonly request: Readonly<Record<string, unknown>> },
) {
  const { id, quote, at, promisedBy } = order
  const shard = shardOf(id)
  return sql`placed as (
      insert into renewal.renewal (shard, id, quote_id, line_id, terms_id, pay_by, status, method,
        return_url, promised_by, created_at)
      select ${shard}, ${id}::uuid, ${quote.kept.id}::uuid, line.id, ${quote.termsId}::uuid,
             ${quote.kept.expiresAt}::timestamptz, 'paying', ${order.method},
             ${order.returnUrl}, ${promisedBy}::timestamptz, ${at}::timestamptz
        from line
      on conflict do nothing
      returning id
    ), asked as (
      insert into renewal.attempt (shard, renewal_id, leg, n, party, request, state, step, next_at,
        deadline_at, created_at)
      select ${shard}, id, 'charge', 1, ${order.party},
             ${JSON.stringify(order.request)}::jsonb, 'open', 'send', ${at}::timestamptz,
             ${promisedBy}::timestamptz, ${at}::timestamptz
        from placed
    ), told as (
      insert into renewal.event (shard, renewal_id, at, event)
      select ${shard}, id, ${at}::timestamptz, 'placed' from placed
    )`
}

/**
 * CTEs `placed`, `sent` and `told`: an order that is paid by the statement itself, its delivery and
 * both first events. From CTEs `line` and `reached`, the wallet (their `id`): without either, or
 * while the quote has a live renewal, nothing is `placed`.
 */
export function paidOrderCtes(order: OrderedRenewal) {
  const { id, quote, at, promisedBy } = order
  const shard = shardOf(id)
  return sql`placed as (
      insert into renewal.renewal (shard, id, quote_id, line_id, terms_id, wallet_id, pay_by,
        status, method, return_url, promised_by, created_at)
      select ${shard}, ${id}::uuid, ${quote.kept.id}::uuid, line.id, ${quote.termsId}::uuid,
             reached.id, ${quote.kept.expiresAt}::timestamptz, 'paid', ${order.method},
             ${order.returnUrl}, ${promisedBy}::timestamptz, ${at}::timestamptz
        from reached cross join line
      on conflict do nothing
      returning id
    ), sent as (
      insert into renewal.attempt
        (shard, renewal_id, leg, n, party, state, step, next_at, deadline_at, created_at)
      select ${shard}, id, 'delivery', 1, ${order.party}, 'open', 'send',
             ${at}::timestamptz, ${promisedBy}::timestamptz, ${at}::timestamptz
        from placed
    ), told as (
      insert into renewal.event (shard, renewal_id, at, event)
      select ${shard}, id, ${at}::timestamptz, event
        from placed cross join unnest(array['placed', 'paid']) as event
    )`
}
