import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { sql } from 'kysely'
import { Fault, isMsisdn } from '#kernel'
import { type TestDatabase, testDatabase } from '#test'
import { silentOffer, tariffOf, verifiedRules } from './catalog-fixture.ts'
import { createCatalog } from './create-catalog.ts'
import type { Environment, Facts } from './fact.ts'
import { readFacts } from './read-facts.ts'
import { recordUpstreamOffers } from './record-upstream-offers.ts'
import { seedCatalog } from './seed-catalog.ts'
import { findSnapshot } from './store/read-catalog.ts'
import type { CatalogTables } from './store/tables.ts'

const at = new Date('2026-11-23T08:00:00Z')
const facts = readFacts()
const networks = ['jazz', 'zong', 'telenor', 'ufone', 'onic', 'scom']
const weeklyX =
  'jazz-weekly-x-2024-undated-page-matches-sept-2024-retailer-load-of-rs-600-520-x-1-15'
const gwadar = 'jazz-weekly-all-network-gwadar-turbat-price-undated'
const zong40 = 'zong-monthly-40gb-undated-2023-24'

let database: TestDatabase
before(async () => {
  database = await testDatabase('catalog')
})
after(() => database.drop())
beforeEach(async () => {
  await sql`truncate catalog.upstream_offer, catalog.plan_price, catalog.plan, catalog.tax_rule,
    catalog.territory, catalog.operator_prefix, catalog.operator cascade`.execute(database.ownerDb)
  await seedCatalog(database.ownerDb, facts)
  await sql`update catalog.revision set number = number + 1`.execute(database.ownerDb)
})

function open(environment: Environment, connectedUpstreams: readonly string[]) {
  return createCatalog({ db: database.db, environment, connectedUpstreams })
}

async function openSandbox() {
  for (const operator of networks)
    await recordUpstreamOffers(database.db, `sandbox:${operator}`, tariffOf(facts, operator), at)
  return open(
    'sandbox',
    networks.map((operator) => `sandbox:${operator}`),
  )
}

/** The facts with verified taxes from a day on, which the real ones don't have. */
function withVerifiedTaxes(effectiveFrom: string): Facts {
  return { ...facts, taxRules: [...facts.taxRules, ...verifiedRules(effectiveFrom)] }
}

async function offeredIds(catalog: ReturnType<typeof open>, day = at): Promise<string[]> {
  const { plans } = await catalog.listPlans({}, day)
  return plans.filter((plan) => plan.offered).map((plan) => plan.id)
}

function refusal(code: string, reason?: string) {
  return (error: unknown) =>
    error instanceof Fault && error.code === code && error.details.reason === reason
}

test('what is read back is what the facts say', async () => {
  const catalog = open('sandbox', [])
  const operators = await catalog.listOperators()
  assert.deepEqual(
    operators.map((operator) => operator.id),
    networks,
  )
  assert.deepEqual(await catalog.listTerritories(), facts.territories)
  const { kind: _, choosable: __, ...jazz } = facts.operators[0]!
  assert.deepEqual(await catalog.getOperator('jazz'), jazz)
  assert.equal(await catalog.getOperator('jio'), undefined)
  const { plans } = await catalog.listPlans({}, at)
  assert.equal(plans.length, 148)
  for (const { prices, environment: _, ...fact } of facts.plans) {
    const listed = await catalog.findPlan(fact.id, at)
    const { basis, amount, currency } = prices[0]!
    const plan = { ...fact, price: { basis, amount, currency } }
    assert.deepEqual(
      { ...listed },
      {
        ...plan,
        offered: false,
        notOffered: listed?.notOffered,
        confirmedBy: null,
        total: null,
        cost: null,
        territoryNeeded: basis === 'excl_tax' && amount !== null,
      },
    )
  }
})

test('a number is guessed from its prefix by what the database says', async () => {
  const number = '+923001234000'
  assert.ok(isMsisdn(number))
  assert.equal((await open('sandbox', []).guessOperator(number))?.id, 'jazz')
})

test('the sandbox offers what its simulated operators confirm, and nothing else', async () => {
  const catalog = await openSandbox()
  const { plans } = await catalog.listPlans({}, at)
  const offered = plans.filter((plan) => plan.offered)
  assert.equal(offered.length, 96)
  for (const plan of offered) {
    assert.equal(plan.confirmedBy, `sandbox:${plan.operator}`)
    assert.equal(plan.total === null, plan.territoryNeeded)
    assert.equal(plan.territoryNeeded, plan.price.basis === 'excl_tax')
  }
  for (const plan of plans.filter((one) => !one.offered)) assert.ok(plan.notOffered)
})

test('no placeholder is offered anywhere', async () => {
  const placeholders = facts.plans.filter((plan) => plan.placeholder)
  const sandbox = await openSandbox()
  await seedCatalog(database.ownerDb, withVerifiedTaxes('2026-07-01'))
  const offers = placeholders.map((plan) => ({ ...tariffOf(facts, 'zong')[0]!, plan: plan.id }))
  await recordUpstreamOffers(database.db, 'real', offers, at)
  for (const { id } of placeholders) {
    assert.equal((await sandbox.findPlan(id, at))?.notOffered, 'placeholder')
    assert.equal((await open('production', ['real']).findPlan(id, at))?.notOffered, 'placeholder')
  }
})

test('nothing is offered for real money while no verified tax rule covers the day', async () => {
  await openSandbox()
  await recordUpstreamOffers(database.db, 'real', tariffOf(facts, 'jazz'), at)
  const catalog = open('production', ['real', ...networks.map((id) => `sandbox:${id}`)])
  assert.deepEqual(await offeredIds(catalog), [])
  // The pk-2025-26 rates end on 1 July 2026, and their service tax was never verified.
  assert.deepEqual(await offeredIds(catalog, new Date('2026-06-15T08:00:00Z')), [])
  await assert.rejects(
    catalog.pricePlan(weeklyX, undefined, at),
    refusal('plan_not_offered', 'tax_rule_unverified'),
  )
})

test('a verified rule makes exactly the verified and the confirmed plans offered', async () => {
  await seedCatalog(database.ownerDb, withVerifiedTaxes('2026-07-01'))
  const catalog = open('production', ['real'])
  assert.deepEqual(await offeredIds(catalog), [])
  const silent = facts.plans.map((plan) => silentOffer(plan.id))
  await recordUpstreamOffers(database.db, 'real', silent, at)
  assert.deepEqual((await offeredIds(catalog)).sort(), [gwadar, weeklyX, zong40])
  assert.deepEqual(await offeredIds(catalog, new Date('2026-06-30T18:59:59Z')), [])
  assert.equal((await offeredIds(catalog, new Date('2026-06-30T19:00:00Z'))).length, 3)
  await recordUpstreamOffers(database.db, 'real', tariffOf(facts, 'ufone'), at)
  const prepaid = facts.plans.filter(
    (plan) =>
      plan.operator === 'ufone' && plan.kind === 'prepaid' && plan.prices[0]!.basis !== 'unknown',
  )
  assert.deepEqual((await offeredIds(catalog)).sort(), prepaid.map((plan) => plan.id).sort())
})

test('invented plans and simulated taxes do not exist where money is real', async () => {
  const catalog = open('production', [])
  const { plans } = await catalog.listPlans({}, at)
  assert.equal(plans.length, 144)
  assert.equal(await catalog.findPlan('onic-sandbox-monthly', at), undefined)
})

test('the true cost of Weekly X is a load of 598.00', async () => {
  const catalog = await openSandbox()
  const priced = await catalog.pricePlan(weeklyX, undefined, at)
  assert.equal(priced.price.load, 59_800n)
  assert.equal(priced.price.credited, 52_000n)
  assert.equal(priced.plan.total, 59_800n)
  assert.equal(priced.taxRule.id, 'sandbox/punjab')
  assert.equal(priced.territoryAssumed, true)
  const islamabad = await catalog.pricePlan(weeklyX, 'islamabad', at)
  assert.equal(islamabad.price.load, 59_800n)
  assert.equal(islamabad.territoryAssumed, false)
  assert.ok(islamabad.price.service > priced.price.service)
})

test('a total that depends on the territory is not guessed', async () => {
  const catalog = await openSandbox()
  const { plans } = await catalog.listPlans({}, at)
  const plan = plans.find((one) => one.id.includes('idd-monthly'))!
  assert.equal(plan.offered, true)
  assert.equal(plan.total, null)
  assert.equal(plan.territoryNeeded, true)
  await assert.rejects(catalog.pricePlan(plan.id, undefined, at), refusal('territory_required'))
  const punjab = await catalog.pricePlan(plan.id, 'punjab', at)
  const islamabad = await catalog.pricePlan(plan.id, 'islamabad', at)
  assert.equal(punjab.price.load, 68_712n)
  assert.equal(islamabad.price.load, 67_275n)
  const listed = await catalog.listPlans({ territory: 'islamabad' }, at)
  assert.equal(listed.plans.find((one) => one.id === plan.id)?.total, 67_275n)
})

test('what cannot be priced is refused with its reason', async () => {
  const catalog = await openSandbox()
  const hourly = facts.plans.find((plan) => plan.validity.hours === 1)!
  await assert.rejects(catalog.pricePlan('jazz-none', undefined, at), refusal('plan_unknown'))
  await assert.rejects(catalog.pricePlan(hourly.id, undefined, at), refusal('price_basis_unknown'))
  await assert.rejects(
    catalog.pricePlan('jazz-postpaid-all-in-one-lite-undated', undefined, at),
    refusal('plan_not_offered', 'not_prepaid'),
  )
})

test('requests during a change see the old or the new catalogue, then only the new', async () => {
  const catalog = open(
    'sandbox',
    networks.map((operator) => `sandbox:${operator}`),
  )
  const counts = new Set<number>()
  const ask = async () => {
    counts.add((await offeredIds(catalog)).length)
  }
  const asking = Array.from({ length: 20 }, ask)
  await recordUpstreamOffers(database.db, 'sandbox:jazz', tariffOf(facts, 'jazz'), at)
  const jazz = (await offeredIds(catalog)).length
  await Promise.all(asking)
  assert.equal(jazz, 42)
  assert.ok([...counts].every((count) => count === 0 || count === jazz))
})

test('a reading into which a change fell is not used', async () => {
  let reads = 0
  const disturbed = database.db.withTables<CatalogTables>().withPlugin({
    transformQuery: ({ node }) => node,
    async transformResult({ result }) {
      reads += 1
      if (reads === 1)
        await recordUpstreamOffers(database.db, 'sandbox:onic', tariffOf(facts, 'onic'), at)
      return result
    },
  })
  assert.equal(await findSnapshot(disturbed), undefined)
  assert.equal((await findSnapshot(disturbed))?.offers.length, 3)
})
