import { type Generated, type Selectable, sql } from 'kysely'
import type { Db, Tx } from '#db'
import { type Currency, type Msisdn, shardOf, type Uuid } from '#kernel'
import type { Quote } from './quote.ts'
import { type KeptQuote, quoteOf, sealTerms, type Terms } from './terms.ts'

/** The room's tables as the query builder sees them. */
type QuoteTables = {
  'quote.terms': {
    id: string
    operator: string
    plan_id: string
    body: unknown
    load: bigint
    advance_tax: bigint
    credited: bigint
    service_tax: bigint
    service: bigint
    total: bigint
    currency: string
    created_at: Date
  }
  'quote.quote': {
    shard: number
    id: string
    terms_id: string
    msisdn: string
    operator_chosen: boolean
    created_at: Date
    expires_at: Date
    moved_to: Generated<number | null>
  }
}

const quoteTables = (db: Db) => db.withTables<QuoteTables>()

/** For statements of rooms above that read across rooms: columns as in the migration. */
export const termsTable = sql.table('quote.terms')

/** Keeps terms once, whoever quotes them first. */
export async function ensureTerms(db: Db, terms: Terms, at: Date): Promise<Uuid> {
  const { id, body } = sealTerms(terms)
  await quoteTables(db)
    .insertInto('quote.terms')
    .values({
      id,
      operator: terms.operator.id,
      plan_id: terms.plan.id,
      body: sql`${body}::jsonb`,
      load: terms.price.load,
      advance_tax: terms.price.advanceTax,
      credited: terms.price.credited,
      service_tax: terms.price.serviceTax,
      service: terms.price.service,
      total: terms.total.amount,
      currency: terms.total.currency,
      created_at: at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return id
}

export async function insertQuote(db: Db, quote: KeptQuote, terms: Terms): Promise<void> {
  await quoteTables(db)
    .insertInto('quote.quote')
    .values({
      shard: shardOf(quote.id),
      id: quote.id,
      terms_id: await ensureTerms(db, terms, quote.createdAt),
      msisdn: quote.msisdn,
      operator_chosen: quote.operatorChosen,
      created_at: quote.createdAt,
      expires_at: quote.expiresAt,
    })
    .execute()
}

export interface FoundQuote {
  readonly quote: Quote
  readonly termsId: Uuid
  /** The shard in which its renewal is, when that is not the quote's own. */
  readonly movedTo: number | null
}

/**
 * Holds a quote until the caller has committed: whoever pays it, by card here or from a wallet in
 * another shard, comes through this lock.
 */
export async function lockQuote(tx: Tx, id: Uuid): Promise<void> {
  await sql`select from quote.quote
    where shard = ${shardOf(id)} and id = ${id} for update`.execute(tx)
}

/** A quote that a wallet of another shard pays is known there too, and marked here. */
export async function moveQuote(tx: Tx, id: Uuid, toShard: number): Promise<void> {
  await sql`
    with moved as (
      update quote.quote set moved_to = ${toShard}
       where shard = ${shardOf(id)} and id = ${id}
      returning terms_id, msisdn, operator_chosen, created_at, expires_at
    )
    insert into quote.quote
      (shard, id, terms_id, msisdn, operator_chosen, created_at, expires_at)
    select ${toShard}, ${id}, terms_id, msisdn, operator_chosen, created_at, expires_at
      from moved`.execute(tx)
}

/** The quote, the id of its terms, and where it went. */
export async function findQuote(db: Db, id: Uuid): Promise<FoundQuote | undefined> {
  const row = await quoteTables(db)
    .selectFrom('quote.quote as quote')
    .innerJoin('quote.terms as terms', 'terms.id', 'quote.terms_id')
    .selectAll('terms')
    .select([
      'quote.msisdn',
      'quote.operator_chosen',
      'quote.expires_at',
      'quote.terms_id',
      'quote.moved_to',
    ])
    .select('quote.created_at as quoted_at')
    .where('quote.shard', '=', shardOf(id))
    .where('quote.id', '=', id)
    .executeTakeFirst()
  if (!row) return undefined
  const kept = {
    id,
    msisdn: row.msisdn as Msisdn,
    operatorChosen: row.operator_chosen,
    createdAt: row.quoted_at,
    expiresAt: row.expires_at,
  }
  return {
    quote: quoteOf(kept, toTerms(row)),
    termsId: row.terms_id as Uuid,
    movedTo: row.moved_to,
  }
}

export async function findTerms(db: Db, id: Uuid): Promise<Terms | undefined> {
  const row = await quoteTables(db)
    .selectFrom('quote.terms')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  return row && toTerms(row)
}

function toTerms(row: Selectable<QuoteTables['quote.terms']>): Terms {
  const body = row.body as Terms & { plan: { price: { amount: string | null } } }
  const { amount } = body.plan.price
  return {
    operator: body.operator,
    plan: {
      ...body.plan,
      price: { ...body.plan.price, amount: amount === null ? null : BigInt(amount) },
    },
    price: {
      load: row.load,
      advanceTax: row.advance_tax,
      credited: row.credited,
      serviceTax: row.service_tax,
      service: row.service,
    },
    total: { amount: row.total, currency: row.currency as Currency },
    taxRule: body.taxRule,
  }
}
