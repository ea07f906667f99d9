import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { sql } from 'kysely'
import { type TestDatabase, testDatabase } from '#test'
import { createCatalogDesk } from './catalog-desk.ts'
import { createCatalog } from './create-catalog.ts'
import type { Environment } from './fact.ts'
import { readFacts } from './read-facts.ts'
import { seedCatalog } from './seed-catalog.ts'

const at = new Date('2026-11-23T08:00:00Z')
const facts = readFacts()
const weeklyX =
  'jazz-weekly-x-2024-undated-page-matches-sept-2024-retailer-load-of-rs-600-520-x-1-15'

let database: TestDatabase
before(async () => {
  database = await testDatabase('catalog_seed')
})
after(() => database.drop())
beforeEach(async () => {
  await sql`truncate catalog.upstream_offer, catalog.plan_price, catalog.plan, catalog.tax_rule,
    catalog.territory, catalog.operator_prefix, catalog.operator cascade`.execute(database.ownerDb)
  await seedCatalog(database.ownerDb, facts)
  await sql`update catalog.revision set number = number + 1`.execute(database.ownerDb)
})

/** What is in the tables, in the order of their keys, to be compared as a whole. */
async function tables(): Promise<unknown> {
  const names = ['operator', 'operator_prefix', 'territory', 'tax_rule', 'plan', 'plan_price']
  const contents: unknown[] = []
  for (const name of [...names, 'revision']) {
    const rows =
      await sql`select t::text as row from catalog.${sql.ref(name)} t order by 1`.execute(
        database.ownerDb,
      )
    contents.push(rows.rows)
  }
  return contents
}

function open(environment: Environment, connectedUpstreams: readonly string[]) {
  return createCatalog({ db: database.db, environment, connectedUpstreams })
}

test('seeding twice is seeding once', async () => {
  const once = await tables()
  assert.deepEqual(await seedCatalog(database.ownerDb, facts), { changed: 0 })
  assert.deepEqual(await tables(), once)
})

test('a price that starts later closes the one before it on its first day in Karachi', async () => {
  const plans = facts.plans.map((plan) => {
    if (plan.id !== weeklyX) return plan
    const [now] = plan.prices
    const later = { ...now!, from: '2026-12-01', amount: 55_000n }
    return { ...plan, prices: [{ ...now!, until: '2026-12-01' }, later] }
  })
  assert.deepEqual(await seedCatalog(database.ownerDb, { ...facts, plans }), { changed: 2 })
  const catalog = open('sandbox', [])
  const amountAt = async (instant: string) =>
    (await catalog.findPlan(weeklyX, new Date(instant)))?.price.amount
  assert.equal(await amountAt('2026-11-30T18:59:59Z'), 52_000n)
  assert.equal(await amountAt('2026-11-30T19:00:00Z'), 55_000n)
  // Announced, then taken back before its day.
  assert.deepEqual(await seedCatalog(database.ownerDb, facts), { changed: 2 })
  assert.equal(await amountAt('2026-12-24T00:00:00Z'), 52_000n)
})

test('a plan that leaves the facts is retired, kept, and comes back with them', async () => {
  const plans = facts.plans.filter((plan) => plan.id !== weeklyX)
  const catalog = open('sandbox', [])
  assert.ok(await catalog.findPlan(weeklyX, at))
  await seedCatalog(database.ownerDb, { ...facts, plans })
  assert.equal(await catalog.findPlan(weeklyX, at), undefined)
  const kept = await sql`select retired from catalog.plan where id = ${weeklyX}`.execute(
    database.ownerDb,
  )
  assert.deepEqual(kept.rows, [{ retired: true }])
  await seedCatalog(database.ownerDb, facts)
  assert.ok(await catalog.findPlan(weeklyX, at))
})

test('a tax rule that receipts may name keeps its rates for ever', async () => {
  const before = await tables()
  const [first, ...rest] = facts.taxRules
  const rewritten = { ...facts, taxRules: [{ ...first!, serviceTaxBp: 1600 }, ...rest] }
  await assert.rejects(seedCatalog(database.ownerDb, rewritten), /other rates/)
  await assert.rejects(seedCatalog(database.ownerDb, { ...facts, taxRules: rest }), /is gone/)
  assert.deepEqual(await tables(), before)
})

test('two rules or two prices for one day do not fit into the database', async () => {
  const { ownerDb } = database
  await assert.rejects(
    sql`insert into catalog.tax_rule select 'other/' || territory, environment, territory,
      advance_tax_bp, service_tax_bp, date '2026-01-01', null, source, as_of, verified
      from catalog.tax_rule where environment = 'sandbox'`.execute(ownerDb),
    /tax_rule_one_per_day/,
  )
  await assert.rejects(
    sql`insert into catalog.plan_price select plan, date '2026-12-01', null, basis, amount, currency
      from catalog.plan_price limit 1`.execute(ownerDb),
    /plan_price_one_per_day/,
  )
})

test('the program cannot change or delete a fact', async () => {
  const forbidden = [
    sql`delete from catalog.plan`,
    sql`update catalog.plan set placeholder = false`,
    sql`update catalog.plan_price set amount = 1`,
    sql`delete from catalog.plan_price`,
    sql`update catalog.tax_rule set verified = true`,
    sql`insert into catalog.territory values ('x', 9, '{"en":"x"}')`,
    sql`delete from catalog.upstream_offer`,
    sql`update catalog.upstream_offer set amount = 1`,
    sql`truncate catalog.upstream_offer`,
    sql`insert into catalog.change_set (at, kind, by_whom, caller, because)
      values (now(), 'revise', 'x', 'x', 'x')`,
    sql`update catalog.statement set verified = true`,
    sql`delete from catalog.statement`,
    sql`delete from catalog.change_set`,
    sql`update catalog.release_change set value = 'null'`,
  ]
  for (const statement of forbidden)
    await assert.rejects(statement.execute(database.db), /permission denied/)
})

const deed = { by: 'Ayesha Khan', caller: 'test', because: 'seen on the page of the operator' }
const provenance = { source: 'official page', sourceUrl: 'https://jazz.com.pk/x', asOf: '2026-11' }

function desk() {
  return createCatalogDesk({ ownerDb: database.ownerDb, clock: { now: () => at } })
}

/** The facts of a release in which Weekly X costs something else. */
function released(amount: bigint) {
  const plans = facts.plans.map((plan) =>
    plan.id === weeklyX ? { ...plan, prices: [{ ...plan.prices[0]!, amount }] } : plan,
  )
  return { ...facts, plans }
}

const priced = (amount: number, from?: string) => ({
  ...{ id: weeklyX, provenance: { ...provenance, verified: true } },
  ...{ price: { basis: 'balance_incl_gst', amount, currency: 'PKR' } },
  ...(from === undefined ? {} : { from }),
})

test('a restart does not write over what staff changed, nor a release that changed its mind', async () => {
  const catalog = open('sandbox', [])
  const amount = async () => (await catalog.findPlan(weeklyX, at))?.price.amount
  const { changeSet } = await desk().revise([priced(54_500)], deed)
  await seedCatalog(database.ownerDb, facts, at)
  assert.equal(await amount(), 54_500n)
  const disputes = async () => (await desk().listReview()).flatMap(({ disputed }) => disputed)
  assert.deepEqual(await disputes(), [])
  await seedCatalog(database.ownerDb, released(56_000n), at)
  assert.equal(await amount(), 54_500n)
  const [dispute] = await disputes()
  assert.deepEqual(
    [dispute?.field, dispute?.changeSet, dispute?.release, dispute?.staff],
    [
      ...['price', changeSet],
      { basis: 'balance_incl_gst', amount: 56_000, currency: 'PKR' },
      { basis: 'balance_incl_gst', amount: 54_500, currency: 'PKR' },
    ],
  )
  await desk().takeBack(changeSet!, deed)
  assert.equal(await amount(), 56_000n)
})

test('a plan that staff added is neither retired nor rewritten by a release', async () => {
  const plan = {
    ...{ ...priced(45_000), id: 'jazz-of-staff', operator: 'jazz', kind: 'prepaid' },
    ...{ name: { en: 'Of staff' }, validity: { days: 7 }, region: 'national' },
  }
  await desk().revise([plan], deed)
  const catalog = open('sandbox', [])
  await seedCatalog(database.ownerDb, facts, at)
  assert.equal((await catalog.findPlan(plan.id, at))?.price.amount, 45_000n)
  const theirs = { ...facts.plans[0]!, id: plan.id, region: 'nowhere' }
  await seedCatalog(database.ownerDb, { ...facts, plans: [...facts.plans, theirs] }, at)
  assert.equal((await catalog.findPlan(plan.id, at))?.region, 'national')
})

test('a scheduled change comes on its day in Karachi without anybody acting', async () => {
  const catalog = open('sandbox', [])
  const { changeSet } = await desk().revise([priced(54_500, '2026-12-01')], deed)
  const amountAt = async (instant: string) =>
    (await catalog.findPlan(weeklyX, new Date(instant)))?.price.amount
  assert.equal(await amountAt('2026-11-30T18:59:59Z'), 52_000n)
  assert.equal(await amountAt('2026-11-30T19:00:00Z'), 54_500n)
  const item = (await desk().listReview()).find((one) => one.plan === weeklyX)
  assert.deepEqual(item?.scheduled, ['2026-12-01'])
  // What is stated later for an earlier day leaves the day that was announced.
  await desk().revise([priced(53_000, '2026-11-25')], deed)
  assert.equal(await amountAt('2026-11-26T00:00:00Z'), 53_000n)
  assert.equal(await amountAt('2026-12-24T00:00:00Z'), 54_500n)
  await desk().takeBack(changeSet!, deed)
  assert.equal(await amountAt('2026-12-24T00:00:00Z'), 53_000n)
})

test('a price that a release announces for a day comes on it, after what staff stated before', async () => {
  const catalog = open('sandbox', [])
  await desk().revise([priced(53_000)], deed)
  const plans = facts.plans.map((plan) => {
    if (plan.id !== weeklyX) return plan
    const [now] = plan.prices
    const later = { ...now!, from: '2026-12-01', amount: 55_000n }
    return { ...plan, prices: [{ ...now!, until: '2026-12-01' }, later] }
  })
  await seedCatalog(database.ownerDb, { ...facts, plans }, at)
  const amountAt = async (instant: string) =>
    (await catalog.findPlan(weeklyX, new Date(instant)))?.price.amount
  assert.equal(await amountAt('2026-11-30T18:59:59Z'), 53_000n)
  assert.equal(await amountAt('2026-11-30T19:00:00Z'), 55_000n)
})

test('what a release changes stays in the history, and a start that changes nothing writes none', async () => {
  await seedCatalog(database.ownerDb, facts, at)
  const count = async () => (await desk().listChanges({ plan: weeklyX })).length
  const before = await count()
  await seedCatalog(database.ownerDb, released(56_000n), at)
  assert.equal(await count(), before + 1)
  await seedCatalog(database.ownerDb, released(56_000n), at)
  assert.equal(await count(), before + 1)
})
