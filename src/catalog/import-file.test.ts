import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestDatabase, testClock, testDatabase } from '#test'
import { createCatalogDesk } from './catalog-desk.ts'
import { createCatalog } from './create-catalog.ts'
import { corpus, csv, head, row } from './import/broken-files.fixture.ts'
import { describeImport } from './import/describe-import.ts'
import { readFacts } from './read-facts.ts'
import { recordUpstreamOffers } from './record-upstream-offers.ts'
import { seedCatalog } from './seed-catalog.ts'
import { roomContents } from './store/room-contents.fixture.ts'

const facts = readFacts()
const weeklyX =
  'jazz-weekly-x-2024-undated-page-matches-sept-2024-retailer-load-of-rs-600-520-x-1-15'
const deed = { by: 'Ayesha Khan', caller: 'test', because: 'the tariff of today' }

let database: TestDatabase
before(async () => {
  database = await testDatabase('catalog_import')
  await seedCatalog(database.ownerDb, facts)
})
after(() => database.drop())

const clock = testClock('2026-11-23T09:00:00Z')
const desk = () => createCatalogDesk({ ownerDb: database.ownerDb, clock })
const open = () =>
  createCatalog({ db: database.db, environment: 'sandbox', connectedUpstreams: [] })

const tables = () => roomContents(database.ownerDb)

const bytes = (text: string) => new TextEncoder().encode(text)
const file = (content: string | Uint8Array, name = 'tariff.csv') => ({
  name,
  bytes: typeof content === 'string' ? bytes(content) : content,
})

for (const [name, content, said] of corpus)
  test(`a broken file is refused with its place and remedy: ${name}`, async () => {
    const before = await tables()
    const { diff } = await desk().previewImport(file(content), {})
    assert.match(describeImport(diff), said)
    const request = { deed, accept: [], revision: undefined }
    await assert.rejects(desk().applyImport(file(content), request), { code: 'import_bad_rows' })
    assert.equal(await tables(), before)
  })

test('all problems of a file are told at once, each with its own line', async () => {
  const rows = [row({ price: 'x' }), row({ id: 'zong-b' }), row({ id: 'zong-c', kind: 'y' })]
  const { diff } = await desk().previewImport(file(csv(...rows)), {})
  assert.deepEqual(
    diff.problems.map(({ line }) => line),
    [2, 4],
  )
  // The good row beside them is not half an import.
  const before = await tables()
  await assert.rejects(
    desk().applyImport(file(csv(...rows)), { deed, accept: [], revision: undefined }),
    { code: 'import_bad_rows' },
  )
  assert.equal(await tables(), before)
})

test('marks, line ends, separators and quoted line breaks of spreadsheets are read alike', async () => {
  const plain = await desk().previewImport(file(csv(row())), {})
  assert.equal(plain.diff.added.length, 1)
  const quoted = csv(row().replaceAll('New Week', '"New Week"'))
  for (const same of [
    `\ufeff${csv(row())}`,
    csv(row()).replaceAll('\n', '\r\n'),
    csv(row()).replaceAll(',', ';'),
    csv(row()).replaceAll(',', '\t'),
    `${csv(row())}\n\n,,,,,,,,,\n`,
    quoted,
  ]) {
    const { diff } = await desk().previewImport(file(same), {})
    assert.deepEqual(diff.added, plain.diff.added, JSON.stringify(same))
  }
  const broken = csv(row({ name: '"New\nWeek"' }), row({ id: 'zong-b', price: 'x' }))
  const { diff } = await desk().previewImport(file(broken), {})
  assert.deepEqual(
    diff.problems.map(({ line }) => line),
    [2, 4],
  )
})

const suspicious: readonly [changes: string, why: RegExp][] = [
  ['52000,balance_incl_gst,7 days', /price × 100/],
  ['5.2,balance_incl_gst,7 days', /price ÷ 100/],
  ['900,balance_incl_gst,7 days', /rises by 73 %/],
  ['300,balance_incl_gst,7 days', /falls by 42 %/],
  ['520,load_incl_ait,7 days', /another basis/],
  ['-,unknown,7 days', /the price vanishes/],
  ['520,balance_incl_gst,70 days', /validity grows 10 times/],
  ['520,balance_incl_gst,-', /validity is no longer stated/],
]

for (const [cells, why] of suspicious)
  test(`what is most likely a slip waits for its name: ${cells}`, async () => {
    const text = `id,price,basis,validity,source,as_of\n${weeklyX},${cells},a list,2026-11-20`
    const before = await tables()
    const { diff } = await desk().previewImport(file(text), {})
    assert.deepEqual(diff.problems, [])
    assert.match(describeImport(diff), why)
    const apply = (accept: readonly string[]) =>
      desk().applyImport(file(text), { deed, accept, revision: undefined })
    await assert.rejects(apply([]), { code: 'import_suspicious' })
    await assert.rejects(apply(['3']), { code: 'accept_unknown' })
    assert.equal(await tables(), before)
    for (const name of ['2', weeklyX]) {
      const { changeSet } = await apply([name])
      assert.ok(changeSet)
      await desk().takeBack(changeSet, deed)
    }
  })

test('a tariff that loses more than a fifth of its plans waits to be named', async () => {
  const onic = facts.plans.filter((plan) => plan.operator === 'onic')
  const kept = onic[0]!
  const text = `id,source,as_of\n${kept.id},a list,2026-11-20`
  const { diff } = await desk().previewImport(file(text), { whole: 'onic' })
  assert.equal(diff.withdrawn.length, onic.length - 1)
  const apply = (accept: string[]) =>
    desk().applyImport(file(text), { deed, accept, revision: undefined, whole: 'onic' })
  await assert.rejects(apply([]), { code: 'import_suspicious' })
  const { changeSet } = await apply(['withdrawn'])
  const left = await open().listPlans({}, clock.now())
  assert.deepEqual(
    left.plans.filter(({ operator }) => operator === 'onic').map(({ id }) => id),
    [kept.id],
  )
  await desk().takeBack(changeSet!, deed)
  const back = await open().listPlans({}, clock.now())
  assert.equal(back.plans.filter(({ operator }) => operator === 'onic').length, onic.length)
})

test('what was looked at is what is applied: a catalogue that changed since is not', async () => {
  const text = csv(row())
  const { revision } = await desk().previewImport(file(text), {})
  const other = `id,ussd_subscribe,source,as_of\n${weeklyX},*1#,a list,2026-11-20`
  const { changeSet } = await desk().applyImport(file(other), { deed, accept: [], revision })
  const before = await tables()
  await assert.rejects(desk().applyImport(file(text), { deed, accept: [], revision }), {
    code: 'catalog_changed',
  })
  assert.equal(await tables(), before)
  await desk().takeBack(changeSet!, deed)
})

test('an applied file shows at once, says who did it, and does nothing a second time', async () => {
  const catalog = open()
  const before = await catalog.findPlan(weeklyX, clock.now())
  const text = [
    'id;price;basis;ussd_subscribe;data;source;source_url;as_of;verified',
    `${weeklyX};545.50;balance_incl_gst;*7738#;10 GB;official page;https://jazz.com.pk/x;2026-11-20;yes`,
  ].join('\r\n')
  const request = { deed, accept: [], revision: undefined }
  const { changeSet } = await desk().applyImport(file(text), request)
  const plan = await catalog.findPlan(weeklyX, clock.now())
  assert.equal(plan?.price.amount, 54_550n)
  assert.deepEqual(plan.allowance, { ...before!.allowance, dataMb: 10_240 })
  assert.equal(plan.ussd.subscribe, '*7738#')
  assert.equal(plan.provenance.source, 'official page')
  assert.ok(plan.verifiedFields.includes('price.amount'))
  const again = await desk().applyImport(file(text), request)
  assert.deepEqual([again.changeSet, again.diff.unchanged], [undefined, 1])
  const [change] = await desk().listChanges({ plan: weeklyX, limit: 1 })
  assert.deepEqual(
    [change?.id, change?.kind, change?.by, change?.because, change?.fileName],
    [changeSet, 'import', deed.by, deed.because, 'tariff.csv'],
  )
  assert.deepEqual(
    change?.statements.map(({ field }) => field),
    ['price', 'ussd.subscribe', 'allowance.dataMb'],
  )
  await desk().takeBack(changeSet!, deed)
  assert.deepEqual(await catalog.findPlan(weeklyX, clock.now()), before)
})

test('a new plan is there from its day on, and every fact file can be imported as it is', async () => {
  const catalog = open()
  const text = `${head},from\n${row()},2026-12-01`
  const { changeSet } = await desk().applyImport(file(text), {
    ...{ deed, accept: [], revision: undefined },
  })
  assert.equal(await catalog.findPlan('zong-new', new Date('2026-11-30T18:59:59Z')), undefined)
  const plan = await catalog.findPlan('zong-new', new Date('2026-11-30T19:00:00Z'))
  assert.equal(plan?.price.amount, 45_000n)
  assert.equal(plan.provenance.verified, false)
  await desk().takeBack(changeSet!, deed)
  assert.equal(await catalog.findPlan('zong-new', new Date('2026-12-24T00:00:00Z')), undefined)
})

test('a plan that staff added is theirs, fact by fact', async () => {
  const request = { deed, accept: [], revision: undefined }
  const { changeSet } = await desk().applyImport(file(csv(row({ id: 'zong-added' }))), request)
  const record = await open().describePlan('zong-added', clock.now())
  const price = record!.facts.find(({ field }) => field === 'price')!
  assert.deepEqual(
    [price.changeSet, record!.prices.map(({ saidBy }) => saidBy)],
    [changeSet, ['staff']],
  )
  const [change] = await desk().listChanges({ plan: 'zong-added' })
  const first = change!.statements.find(({ field }) => field === 'price')!
  assert.deepEqual([first.before, first.value], [null, price.value])
  assert.equal(change!.by, deed.by)
  // What they change of it later contradicts no release.
  for (const sms of [100, 200, 300]) {
    const provenance = { source: 'a list', asOf: '2026-11' }
    await desk().revise([{ id: 'zong-added', allowance: { sms }, provenance }], deed)
  }
  const reviewed = (await desk().listReview()).find(({ plan }) => plan === 'zong-added')
  assert.deepEqual(reviewed?.disputed, [])
})

test('a day of a source is a day, a month or a year that was', async () => {
  const asOf = async (text: string) => {
    const rows = csv(row({ id: 'zong-dated', as_of: text }))
    return (await desk().previewImport(file(rows), {})).diff
  }
  for (const text of ['2026-11-20', '2023-08', '2024', '2024 (estimated)', 'undated (2019-23)'])
    assert.deepEqual((await asOf(text)).problems, [], text)
  for (const text of ['20/11/2026', '2026-02-30', '2026-13', 'whenever', '1.12.26'])
    assert.equal((await asOf(text)).problems[0]?.column, 'as_of', text)
  for (const text of ['2026-11-24', '2026-12', '2027'])
    assert.match(describeImport(await asOf(text)), /still to come/, text)
})

test('who changes what a connected upstream says itself is told that it goes first', async () => {
  const owner = database.ownerDb
  const id = 'jazz-weekly-super-2024-09-02'
  const terms = { validity: { days: 7, hours: null, rule: 'calendar_days' as const } }
  const price = { basis: 'load_incl_ait' as const, amount: 40_000n, currency: 'PKR' as const }
  const offer = { plan: id, name: id, kind: 'prepaid', renewalEffect: 'stack' as const, price }
  await recordUpstreamOffers(owner, 'sandbox:jazz', [{ ...offer, ...terms }], clock.now())
  const text = `id,sms,source,as_of\n${id},1111,a list,2026-11-20`
  const say = async (rows: string) =>
    describeImport((await desk().previewImport(file(rows), {})).diff)
  assert.doesNotMatch(await say(text), /own tariff/)
  const dearer = `id,price,basis,source,as_of\n${id},520,load_incl_ait,a list,2026-11-20`
  assert.match(await say(dearer), /sandbox:jazz has this plan in its own tariff/)
})
