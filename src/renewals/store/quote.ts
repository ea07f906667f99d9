import { type Selectable, sql } from 'kysely'
import type { Db } from '#db'
import { type Currency, type Msisdn, shardOf, type Uuid } from '#kernel'
import type { BestMoment, Effect, Quote } from '../view.ts'
import { type RenewalTables, renewalTables } from './tables.ts'

/** What is kept as it was shown. Dates and the price are written as text; JSON knows neither. */
interface Terms {
  readonly plan: Omit<Quote['plan'], 'price'> & {
    readonly price: {
      basis: Quote['plan']['price']['basis']
      amount: string | null
      currency: Currency
    }
  }
  readonly operator: Quote['operator']
  readonly zone: string
  readonly taxRule: Quote['taxRule']
  readonly effect: Omit<Effect, 'startsAt' | 'expiresAt'> & {
    startsAt: string
    expiresAt: string | null
  }
  readonly bestMoment: { at: string; expiresAt: string; gainsDays: number } | null
  readonly warnings: readonly string[]
}

export async function insertQuote(db: Db, quote: Quote, zone: string, at: Date): Promise<void> {
  const { amount } = quote.plan.price
  const terms = {
    plan: { ...quote.plan, price: { ...quote.plan.price, amount: amount?.toString() ?? null } },
    operator: quote.operator,
    zone,
    taxRule: quote.taxRule,
    effect: quote.effect,
    bestMoment: quote.bestMoment ?? null,
    warnings: quote.warnings,
  }
  await renewalTables(db)
    .insertInto('renewal.quote')
    .values({
      shard: shardOf(quote.id),
      id: quote.id,
      msisdn: quote.msisdn,
      operator: quote.operator.id,
      terms: sql`${JSON.stringify(terms)}::jsonb`,
      load: quote.price.load,
      advance_tax: quote.price.advanceTax,
      credited: quote.price.credited,
      service_tax: quote.price.serviceTax,
      service: quote.price.service,
      total: quote.total.amount,
      currency: quote.total.currency,
      created_at: at,
      expires_at: quote.expiresAt,
    })
    .execute()
}

export async function findQuote(db: Db, id: Uuid): Promise<Quote | undefined> {
  const row = await renewalTables(db)
    .selectFrom('renewal.quote')
    .selectAll()
    .where('shard', '=', shardOf(id))
    .where('id', '=', id)
    .executeTakeFirst()
  return row && toQuote(row)
}

export function toQuote(row: Selectable<RenewalTables['renewal.quote']>): Quote {
  const terms = row.terms as Terms
  const amount = terms.plan.price.amount
  return {
    id: row.id as Uuid,
    msisdn: row.msisdn as Msisdn,
    operator: terms.operator,
    plan: {
      ...terms.plan,
      price: { ...terms.plan.price, amount: amount === null ? null : BigInt(amount) },
    },
    price: {
      load: row.load,
      advanceTax: row.advance_tax,
      credited: row.credited,
      serviceTax: row.service_tax,
      service: row.service,
    },
    total: { amount: row.total, currency: row.currency as Currency },
    taxRule: terms.taxRule,
    effect: {
      ...terms.effect,
      startsAt: new Date(terms.effect.startsAt),
      expiresAt: terms.effect.expiresAt === null ? null : new Date(terms.effect.expiresAt),
    },
    bestMoment: terms.bestMoment === null ? undefined : reviveBestMoment(terms.bestMoment),
    expiresAt: row.expires_at,
    warnings: terms.warnings,
  }
}

function reviveBestMoment(stored: NonNullable<Terms['bestMoment']>): BestMoment {
  return {
    at: new Date(stored.at),
    expiresAt: new Date(stored.expiresAt),
    gainsDays: stored.gainsDays,
  }
}
