import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { type Db, inTransaction } from '#db'
import { type Msisdn, newId, pkr, plusMs, type Uuid } from '#kernel'
import { lineCtes } from '#lines'
import { insertQuote, keepTerms, type Terms } from '#quotes'
import { findHolder } from './order.ts'
import { orderCtes } from './order-ctes.ts'

/** The moment of every work of these tests. */
const now = new Date('2026-11-23T09:00:00Z')
const payBy = plusMs(now, 600_000)
const validity = { days: 7, hours: null, rule: 'calendar_days' } as const

const terms: Terms = {
  operator: { id: 'jazz', name: { en: 'Jazz' }, zone: 'Asia/Karachi' },
  plan: {
    id: 'weekly',
    name: { en: 'Weekly' },
    allowance: {
      dataMb: 1024,
      dataOffpeakMb: null,
      offpeakWindow: null,
      socialMb: null,
      socialApps: null,
      minutesAllNet: null,
      minutesOnNet: null,
      minutesOffNet: null,
      sms: null,
      unlimitedOnNet: false,
    },
    validity,
    price: { basis: 'load_incl_ait', amount: 60_000n, currency: 'PKR' },
    renewalEffect: 'stack',
    source: 'test',
    asOf: '2026',
    verified: false,
    confirmedBy: null,
  },
  price: { load: 60_000n, advanceTax: 0n, credited: 60_000n, serviceTax: 0n, service: 60_000n },
  total: pkr(60_000n),
  taxRule: {
    id: 'test',
    territory: 'punjab',
    advanceTaxBp: 0,
    serviceTaxBp: 0,
    assumed: false,
  },
}

/** A placed renewal whose charge is due now. */
export async function placeCharge(db: Db, shard: number): Promise<Uuid> {
  const msisdn = '+923001234000' as Msisdn
  const id = newId(shard, now, randomBytes)
  const quoteId = newId(shard, now, randomBytes)
  const kept = { id: quoteId, msisdn, operatorChosen: true, createdAt: now, expiresAt: payBy }
  const termsId = await keepTerms(db).ensure(terms, now)
  await insertQuote(db, kept, termsId)
  await inTransaction(db, async (tx) => {
    const line = { shard, id: newId(shard, now, randomBytes), msisdn, at: now }
    const order = {
      id,
      quote: { kept, termsId, movedTo: null },
      method: 'sandbox_card',
      returnUrl: null,
      at: now,
      party: 'sandbox-gateway',
      promisedBy: plusMs(now, 45_000),
      request: { token: 'tok_ok' },
    }
    const placed = await sql`
      with ${lineCtes(line)}, ${orderCtes(order)} select from placed`.execute(tx)
    assert.equal(placed.rows.length, 1)
    assert.equal((await findHolder(tx, quoteId))?.id, id)
  })
  return id
}
