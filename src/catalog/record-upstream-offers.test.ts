import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { sql } from 'kysely'
import { pkr } from '#kernel'
import { type TestDatabase, testClock, testDatabase } from '#test'
import { anOffer } from './catalog-fixture.ts'
import { createCatalog } from './create-catalog.ts'
import type { UpstreamOffer } from './offer.ts'
import { readFacts } from './read-facts.ts'
import { recordUpstreamOffers } from './record-upstream-offers.ts'
import { seedCatalog } from './seed-catalog.ts'

const plan = 'zong-monthly-40gb-undated-2023-24'
const month: UpstreamOffer = anOffer({
  plan,
  name: 'Monthly 40GB',
  price: { basis: 'load_incl_ait', ...pkr(100_000n) },
  validity: { days: 30, hours: null, rule: 'rolling' },
  renewalEffect: 'reject',
})
const dearer: UpstreamOffer = { ...month, price: { basis: 'load_incl_ait', ...pkr(110_000n) } }

let database: TestDatabase
before(async () => {
  database = await testDatabase('upstream_offers')
  await seedCatalog(database.ownerDb, readFacts())
})
after(() => database.drop())
beforeEach(async () => {
  await sql`truncate catalog.upstream_offer`.execute(database.ownerDb)
  await sql`update catalog.revision set number = number + 1`.execute(database.ownerDb)
})

function record(upstream: string, offers: readonly UpstreamOffer[], at: Date) {
  return recordUpstreamOffers(database.db, upstream, offers, at)
}

async function history(): Promise<unknown[]> {
  const { rows } = await sql`
    select upstream, plan, amount, confirmed_at, withdrawn_at
    from catalog.upstream_offer order by id`.execute(database.db)
  return rows
}

async function revision(): Promise<unknown> {
  return (await sql`select number from catalog.revision`.execute(database.db)).rows
}

function find(at: Date, connectedUpstreams = ['sandbox:zong']) {
  const { db } = database
  return createCatalog({ db, environment: 'sandbox', connectedUpstreams }).findPlan(plan, at)
}

test('what the operator confirms overlays the facts, whose source stays visible', async () => {
  const { now } = testClock('2026-11-23T08:00:00Z')
  await record('sandbox:zong', [dearer], now())
  const listed = await find(now())
  assert.equal(listed?.confirmedBy, 'sandbox:zong')
  assert.equal(listed.total, 110_000n)
  assert.deepEqual(listed.price, dearer.price)
  assert.deepEqual(listed.validity, dearer.validity)
  assert.equal(listed.renewalEffect, 'reject')
  assert.equal(listed.provenance.sourceUrl, 'https://zong.com.pk/ud/internet/monthly-40gb')
})

test('the same tariff again is only confirmed and disturbs nobody', async () => {
  const clock = testClock('2026-11-23T08:00:00Z')
  const first = await record('sandbox:zong', [month], clock.now())
  assert.deepEqual(first, { confirmed: 0, added: 1, withdrawn: 0 })
  const before = await revision()
  clock.advance(60_000)
  const second = await record('sandbox:zong', [month], clock.now())
  assert.deepEqual(second, { confirmed: 1, added: 0, withdrawn: 0 })
  assert.deepEqual(await revision(), before)
  assert.deepEqual(await history(), [
    {
      upstream: 'sandbox:zong',
      plan,
      amount: 100_000n,
      confirmed_at: clock.now(),
      withdrawn_at: null,
    },
  ])
})

test('a changed price counts from now on, and the old word stays as history', async () => {
  const clock = testClock('2026-11-23T08:00:00Z')
  const start = clock.now()
  await record('sandbox:zong', [month], start)
  clock.advance(60_000)
  const result = await record('sandbox:zong', [dearer], clock.now())
  assert.deepEqual(result, { confirmed: 0, added: 1, withdrawn: 1 })
  assert.equal((await find(clock.now()))?.total, 110_000n)
  const both = { upstream: 'sandbox:zong', plan }
  assert.deepEqual(await history(), [
    { ...both, amount: 100_000n, confirmed_at: start, withdrawn_at: clock.now() },
    { ...both, amount: 110_000n, confirmed_at: clock.now(), withdrawn_at: null },
  ])
})

test('a price may change twice within one instant of the clock', async () => {
  const { now } = testClock('2026-11-23T08:00:00Z')
  await record('sandbox:zong', [month], now())
  await record('sandbox:zong', [dearer], now())
  await record('sandbox:zong', [month], now())
  assert.equal((await find(now()))?.total, 100_000n)
})

test('what vanishes from the tariff is no longer offered', async () => {
  const clock = testClock('2026-11-23T08:00:00Z')
  await record('sandbox:zong', [month], clock.now())
  assert.equal((await find(clock.now()))?.offered, true)
  clock.advance(1)
  await record('sandbox:zong', [], clock.now())
  const listed = await find(clock.now())
  assert.equal(listed?.notOffered, 'not_deliverable')
  assert.equal(listed.confirmedBy, null)
})

test('one upstream never touches the word of another', async () => {
  const clock = testClock('2026-11-23T08:00:00Z')
  await record('sandbox:zong', [month], clock.now())
  await record('sandbox:jazz', [dearer], clock.now())
  await record('sandbox:jazz', [], clock.now())
  assert.equal((await find(clock.now()))?.total, 100_000n)
  assert.equal((await find(clock.now(), ['sandbox:jazz']))?.offered, false)
})

test('a fetch that was overtaken by a later one changes nothing', async () => {
  const clock = testClock('2026-11-23T08:00:00Z')
  const slow = clock.now()
  clock.advance(5_000)
  await record('sandbox:zong', [dearer], clock.now())
  const result = await record('sandbox:zong', [month], slow)
  assert.deepEqual(result, { confirmed: 0, added: 0, withdrawn: 0 })
  assert.equal((await find(clock.now()))?.total, 110_000n)
})

test('a plan that the facts do not know is kept and not listed', async () => {
  const { now } = testClock('2026-11-23T08:00:00Z')
  await record('sandbox:zong', [{ ...month, plan: 'zong-new-thing' }], now())
  assert.equal((await history()).length, 1)
  const { db } = database
  const connectedUpstreams = ['sandbox:zong']
  const catalog = createCatalog({ db, environment: 'sandbox', connectedUpstreams })
  assert.equal(await catalog.findPlan('zong-new-thing', now()), undefined)
})

test('a plan named twice in one tariff is kept once', async () => {
  const { now } = testClock('2026-11-23T08:00:00Z')
  const result = await record('sandbox:zong', [month, dearer], now())
  assert.deepEqual(result, { confirmed: 0, added: 1, withdrawn: 0 })
  assert.equal((await find(now()))?.total, 100_000n)
})

test('several workers that record the same tariff at once agree', async () => {
  const { now } = testClock('2026-11-23T08:00:00Z')
  const results = await Promise.all(
    Array.from({ length: 5 }, () => record('sandbox:zong', [month], now())),
  )
  assert.equal(results.filter((result) => result.added === 1).length, 1)
  assert.equal(results.filter((result) => result.confirmed === 1).length, 4)
  assert.equal((await history()).length, 1)
})
