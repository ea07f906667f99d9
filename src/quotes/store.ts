import { type Generated, type Selectable, sql } from 'kysely'
import type { Db, Tx } from '#db'
import { type Currency, type Msisdn, shardOf, type Uuid } from '#kernel'
import type { KeptQuote, Terms } from './terms.ts'

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
export const quoteTable = sql.table('quote.quote')

/** Once, whoever quotes them first. */
export async function insertTerms(
  db: Db,
  { id, body, terms, at }: { id: Uuid; body: string; terms: Terms; at: Date },
): Promise<void> {
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
}

/** Of terms that are kept already. */
export async function insertQuote(db: Db, quote: KeptQuote, termsId: Uuid): Promise<void> {
  await quoteTables(db)
    .insertInto('quote.quote')
    .values({
      shard: shardOf(quote.id),
      id: quote.id,
      terms_id: termsId,
      msisdn: quote.msisdn,
      operator_chosen: quote.operatorChosen,
      created_at: quote.createdAt,
      expires_at: quote.expiresAt,
    })
    .execute()
}

/** A quote without what its terms say. */
export interface QuoteRow {
  readonly kept: KeptQuote
  readonly termsId: Uuid
  /** The shard in which its renewal is, when that is not the quote's own. */
  readonly movedTo: number | null
}

/**
 * Holds a quote until the caller has committed: whoever pays it, by card here or from a wallet in
 * another shard, comes through this lock.
 */
export async function lockQuote(tx: Tx, id: Uuid): Promise<QuoteRow | undefined> {
  const result = await sql<StoredQuote>`
    select terms_id, msisdn, operator_chosen, created_at, expires_at, moved_to from quote.quote
     where shard = ${shardOf(id)} and id = ${id} for update`.execute(tx)
  return result.rows[0] && toQuoteRow(id, result.rows[0])
}

export async function findQuoteRow(db: Db, id: Uuid): Promise<QuoteRow | undefined> {
  const row = await quoteTables(db)
    .selectFrom('quote.quote')
    .select(['terms_id', 'msisdn', 'operator_chosen', 'created_at', 'expires_at', 'moved_to'])
    .where('shard', '=', shardOf(id))
    .where('id', '=', id)
    .executeTakeFirst()
  return row && toQuoteRow(id, row)
}

type StoredQuote = Omit<Selectable<QuoteTables['quote.quote']>, 'shard' | 'id'>

function toQuoteRow(id: Uuid, row: StoredQuote): QuoteRow {
  return {
    kept: {
      id,
      msisdn: row.msisdn as Msisdn,
      operatorChosen: row.operator_chosen,
      createdAt: row.created_at,
      expiresAt: row.expires_at,
    },
    termsId: row.terms_id as Uuid,
    movedTo: row.moved_to,
  }
}

/** Marks a quote that a wallet of another shard pays, for whoever comes to pay it too. */
export async function setMoved(tx: Tx, id: Uuid, toShard: number): Promise<void> {
  await quoteTables(tx)
    .updateTable('quote.quote')
    .set({ moved_to: toShard })
    .where('shard', '=', shardOf(id))
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirstOrThrow()
}

/**
 * A CTE that makes a quote known in another shard, where a wallet pays it, for the statement that
 * places its renewal there. Nothing where it is known already.
 */
export function copyQuoteCte(shard: number, { kept, termsId }: QuoteRow) {
  return sql`
    insert into quote.quote
      (shard, id, terms_id, msisdn, operator_chosen, created_at, expires_at)
    values (${shard}, ${kept.id}, ${termsId}, ${kept.msisdn}, ${kept.operatorChosen},
            ${kept.createdAt}::timestamptz, ${kept.expiresAt}::timestamptz)
    on conflict do nothing`
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
