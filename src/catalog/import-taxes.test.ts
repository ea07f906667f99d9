import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, beforeEach, test } from 'node:test'
import { type TestDatabase, testClock, testDatabase } from '#test'
import { createCatalogDesk } from './catalog-desk.ts'
import { tariffOf } from './catalog-fixture.ts'
import { createCatalog } from './create-catalog.ts'
import { describeImport } from './import/describe-import.ts'
import { readFacts } from './read-facts.ts'
import { recordUpstreamOffers } from './record-upstream-offers.ts'
import { seedCatalog } from './seed-catalog.ts'

const facts = readFacts()
const weeklyX =
  'jazz-weekly-x-2024-undated-page-matches-sept-2024-retailer-load-of-rs-600-520-x-1-15'
const deed = { by: 'Ayesha Khan', caller: 'test', because: 'the finance act' }
const clock = testClock('2026-11-23T09:00:00Z')
const file = readFileSync(new URL('../../facts/taxes.json', import.meta.url), 'utf8')
// biome-ignore lint/suspicious/noExplicitAny: a file as somebody writes it, untyped.
const sets = JSON.parse(file).sets as any[]
const sandbox = sets.find((set) => set.id === 'sandbox')

const opened: TestDatabase[] = []
let database: TestDatabase
beforeEach(async () => {
  database = await testDatabase('catalog_taxes')
  opened.push(database)
  await seedCatalog(database.ownerDb, facts)
})
after(() => Promise.all(opened.map((one) => one.drop())))

const desk = () => createCatalogDesk({ ownerDb: database.ownerDb, clock })
const bytes = (content: unknown) => ({
  name: 'taxes.json',
  bytes: new TextEncoder().encode(JSON.stringify(content, undefined, 1)),
})
const next = (changes: object = {}) => ({
  ...{ ...sandbox, id: 'sandbox-2', effectiveFrom: '2026-12-01' },
  ...{ advanceTax: { ...sandbox.advanceTax, bp: 1250 }, ...changes },
})
const apply = (content: unknown, accept: string[] = []) =>
  desk().applyImport(bytes(content), { deed, accept, revision: undefined })

test('a new set of taxes holds from its day, the one before ends on it, and a release leaves both', async () => {
  await recordUpstreamOffers(database.db, 'sandbox:jazz', tariffOf(facts, 'jazz'), clock.now())
  const catalog = createCatalog({
    ...{ db: database.db, environment: 'sandbox', connectedUpstreams: ['sandbox:jazz'] },
  })
  const ruleAt = async (instant: string) => {
    const { taxRule, price } = await catalog.pricePlan(weeklyX, 'punjab', new Date(instant))
    return [taxRule.id, price.load]
  }
  const { diff } = await desk().previewImport(bytes({ sets: [next()] }))
  assert.match(
    describeImport(diff),
    /\+ tax sandbox-2\/punjab {2}from 2026-12-01.*12\.5 %.*ends sandbox\/punjab on that day/s,
  )
  const { changeSet } = await apply({ sets: [next()] })
  assert.deepEqual(await ruleAt('2026-11-30T18:59:59Z'), ['sandbox/punjab', 59_800n])
  assert.deepEqual(await ruleAt('2026-11-30T19:00:00Z'), ['sandbox-2/punjab', 58_500n])
  await seedCatalog(database.ownerDb, facts, clock.now())
  assert.deepEqual(await ruleAt('2026-11-30T19:00:00Z'), ['sandbox-2/punjab', 58_500n])
  const again = await apply({ sets: [next()] })
  assert.deepEqual([again.changeSet, again.diff.unchanged], [undefined, 7])
  const [change] = await desk().listChanges({})
  assert.equal(change?.id, changeSet)
  assert.equal(change?.taxRules.length, 14)
})

test('rates never change under an id, no two sets meet, and a slip waits to be named', async () => {
  const lower = { ...sandbox, advanceTax: { ...sandbox.advanceTax, bp: 1000 } }
  const meets = { ...next(), id: 'sandbox-0', effectiveFrom: '2019-01-01' }
  const sure = (rate: object) => ({ ...rate, verified: true })
  const unproven = next({
    advanceTax: sure(sandbox.advanceTax),
    serviceTax: Object.fromEntries(
      Object.entries(sandbox.serviceTax).map(([place, rate]) => [place, sure(rate as object)]),
    ),
  })
  const wrong: readonly (readonly [unknown, RegExp])[] = [
    [lower, /sandbox\/punjab: has other rates .*receipts that name it\. Write the new rates as/],
    [meets, /holds on days on which sandbox\/punjab holds, too\. Give it an effectiveUntil/],
    [unproven, /sandbox-2\/punjab: is called verified, but not where/],
    [next({ advanceTax: { ...sandbox.advanceTax, bp: 12.5 } }), /advanceTax\.bp.*basis points/],
    [next({ effectiveFrom: '1.12.2026' }), /effectiveFrom: .*Write the day as YYYY-MM-DD/],
    [next({ serviceTax: {} }), /serviceTax.*every set names all territories/],
  ]
  for (const [set, said] of wrong) {
    const { diff } = await desk().previewImport(bytes({ sets: [set] }))
    assert.match(describeImport(diff), said)
    await assert.rejects(apply({ sets: [set] }), { code: 'import_bad_rows' })
  }
  const slip = next({ advanceTax: { ...sandbox.advanceTax, bp: 150 } })
  await assert.rejects(apply({ sets: [slip] }), { code: 'import_suspicious' })
  assert.deepEqual(await desk().listChanges({}), [])
})

test('a set whose rates somebody verified stays verified through every release', async () => {
  const proof = { source: 'finance act', sourceUrl: 'https://fbr.gov.pk/x', asOf: '2025-07-01' }
  const known = sets.find((set) => set.id === 'pk-2025-26')
  const serviceTax = Object.fromEntries(
    Object.entries(known.serviceTax).map(([territory, rate]) => [
      territory,
      { ...(rate as object), ...proof, verified: true },
    ]),
  )
  const advanceTax = { ...known.advanceTax, ...proof }
  await apply({ sets: [{ ...known, advanceTax, serviceTax }] })
  await seedCatalog(database.ownerDb, facts, clock.now())
  const { diff } = await desk().previewImport(
    bytes({ sets: [{ ...known, advanceTax, serviceTax }] }),
  )
  assert.deepEqual([diff.taxes.length, diff.unchanged], [0, 7])
})
