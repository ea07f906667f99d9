import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { type TestDatabase, testClock, testDatabase } from '#test'
import { createCatalogDesk } from './catalog-desk.ts'
import { describeImport } from './import/describe-import.ts'
import { readImport } from './import/read-import.ts'
import { readFacts } from './read-facts.ts'
import { seedCatalog } from './seed-catalog.ts'
import { roomContents } from './store/room-contents.fixture.ts'
import { territories } from './tax.ts'

const facts = readFacts()
const deed = { by: 'Ayesha Khan', caller: 'test', because: 'the finance act' }
const clock = testClock('2026-11-23T09:00:00Z')
const taxes = readFileSync(new URL('../../facts/taxes.json', import.meta.url), 'utf8')

let database: TestDatabase
before(async () => {
  database = await testDatabase('catalog_tax_table')
  await seedCatalog(database.ownerDb, facts)
})
after(() => database.drop())

const desk = () => createCatalogDesk({ ownerDb: database.ownerDb, clock })
const file = (text: string) => ({ name: 'taxes.csv', bytes: new TextEncoder().encode(text) })
const look = async (text: string) => (await desk().previewImport(file(text), {})).diff
const request = { deed, accept: [], revision: undefined }

const head = 'set,environment,from,until,tax,territory,rate,source,source_url,as_of,verified'
type Cells = Readonly<Record<string, string>>
const first = { environment: 'sandbox', from: '2026-12-01', until: '-' }

/** A whole set; the cells of single rows changed, by the tax or territory that they are of. */
function table(changes: Readonly<Record<string, Cells>> = {}, all: Cells = first): string {
  const rows = ['advance', ...territories].map((name, i) => {
    const isAdvance = name === 'advance'
    const cells: Cells = {
      ...{ set: 'sandbox-2', tax: isAdvance ? 'advance' : 'service' },
      ...{ territory: isAdvance ? '' : name, rate: isAdvance ? '12.5' : '19.5 %' },
      ...{ source: 'finance act', as_of: '2026-11-20', ...(i === 0 && all), ...changes[name] },
    }
    return head.split(',').map((column) => cells[column] ?? '')
  })
  return [head, ...rows.map((cells) => cells.join(','))].join('\n')
}

test('a table of taxes says what the same sets as JSON say', () => {
  // biome-ignore lint/suspicious/noExplicitAny: a file as somebody writes it, untyped.
  const { sets } = JSON.parse(taxes) as any
  const quoted = (text: string | null) => `"${(text ?? '').replaceAll('"', '""')}"`
  // biome-ignore lint/suspicious/noExplicitAny: as above.
  const rows = sets.flatMap((set: any) =>
    ['advance', ...territories].map((name) => {
      const isAdvance = name === 'advance'
      const rate = isAdvance ? set.advanceTax : set.serviceTax[name]
      return [
        ...[set.id, set.environment, set.effectiveFrom, set.effectiveUntil ?? '-'],
        ...(isAdvance ? ['advance', ''] : ['service', name]),
        ...[`${rate.bp / 100}`, quoted(rate.source), quoted(rate.sourceUrl), quoted(rate.asOf)],
        rate.verified ? 'yes' : 'no',
      ].join(',')
    }),
  )
  const [json, csv] = [taxes, [head, ...rows].join('\n')].map((text) =>
    readImport(new TextEncoder().encode(text)),
  )
  assert.deepEqual(csv!.problems, [])
  assert.ok(json!.taxes!.length >= 14)
  const bare = (read: typeof json) => read!.taxes!.map(({ rule, proven }) => ({ rule, proven }))
  assert.deepEqual(bare(csv), bare(json))
})

const wrong: readonly (readonly [name: string, text: string, said: RegExp])[] = [
  ['no row', head, /line 1: has no rate\. Write a header \(set, environment/],
  ['a column gone', table().replaceAll(',rate,', ',rat,'), /rat: is no column.*rate: is missing/s],
  [
    'basis points',
    table({ kp: { rate: '1950' } }),
    /line 5, rate \(column G\): 1950 is more than 100 %\. Write percent/,
  ],
  ['three decimals', table({ kp: { rate: '19.555' } }), /"19\.555" is no percentage/],
  ['a decimal comma', table({ kp: { rate: '"19,5"' } }), /has a decimal comma\. Write 19\.5/],
  ['Urdu digits', table({ kp: { rate: '۱۹' } }), /has other digits than 0–9\. Write 19/],
  ['no rate', table({ kp: { rate: '' } }), /line 5, rate .*: is empty\. Write the rate in percent/],
  [
    'another tax',
    table({ kp: { tax: 'gst' } }),
    /"gst" is not known\. Write one of advance, service/,
  ],
  [
    'a place nobody knows',
    table({ kp: { territory: 'fata' } }),
    /"fata" is not known\. Write one of punjab/,
  ],
  [
    'a service tax of nowhere',
    table({ kp: { territory: '' } }),
    /territory .*: is empty\. Write one of/,
  ],
  [
    'an advance tax of a place',
    table({ advance: { territory: 'kp' } }),
    /line 2, territory .*advance tax is the same everywhere\. Leave/,
  ],
  [
    'a rate twice',
    table({ kp: { territory: 'sindh' } }),
    /no rate for kp.*line 5, tax .*: sandbox-2 sindh is there twice, first in line 4/s,
  ],
  [
    'a province gone',
    table().split('\n').slice(0, -1).join('\n'),
    /line 2, set .*: sandbox-2 has no rate for gb\. Write a row for each/,
  ],
  [
    'two first days',
    table({ kp: { from: '2027-01-01' } }),
    /line 5, from .*: is 2027-01-01, but 2026-12-01 in line 2/,
  ],
  [
    'no word of an end',
    table({}, { ...first, until: '' }),
    /until .*: is empty in every row of sandbox-2\. Write the first day/,
  ],
  [
    'no environment',
    table({}, { ...first, environment: '' }),
    /environment .*: is empty in every row/,
  ],
  [
    'an end before its start',
    table({}, { ...first, until: '2026-11-30' }),
    /ends on 2026-11-30, before it begins/,
  ],
  [
    "a spreadsheet's day",
    table({}, { ...first, from: '1/12/2026' }),
    /from .*own way\. Write YYYY-MM-DD/,
  ],
  ['no source', table({ kp: { source: '' } }), /source .*: is empty.*no fact without/],
  [
    'verified nowhere',
    table({ kp: { verified: 'yes' }, advance: { verified: 'yes' } }),
    /sandbox-2\/kp: is called verified, but not where/,
  ],
  [
    'other rates of a set',
    table({ advance: { set: 'sandbox' } }).replaceAll('sandbox-2', 'sandbox'),
    /sandbox\/punjab: has other rates or another first day/,
  ],
  [
    'an id with spaces',
    table().replaceAll('sandbox-2', 'Sandbox 2'),
    /"Sandbox 2" is no id\. Write lower/,
  ],
  [
    'a cell too many',
    table({ kp: { source: 'act, 2026', verified: 'no' } }),
    /line 5: has 12 cells, the header has 11/,
  ],
]

const tables = () => roomContents(database.ownerDb)

for (const [name, text, said] of wrong)
  test(`a broken table of taxes is refused with its place and remedy: ${name}`, async () => {
    const kept = await tables()
    const diff = await look(text)
    assert.match(describeImport(diff), said)
    for (const [language, script] of [
      ['zh', /\p{Script=Han}/u],
      ['ur', /\p{Script=Arabic}/u],
    ] as const)
      for (const line of describeImport(diff, language).split('\n')) assert.match(line, script)
    await assert.rejects(desk().applyImport(file(text), request), { code: 'import_bad_rows' })
    assert.equal(await tables(), kept)
  })

test('a new set is looked at first, then holds from its day, and does nothing a second time', async () => {
  const kept = await tables()
  const diff = await look(table())
  assert.match(
    describeImport(diff),
    /\+ tax sandbox-2\/kp {2}from 2026-12-01 {2}\(line 5\)\n.*12\.5 %, service tax 19\.5 %, not verified\n.*ends sandbox\/kp/,
  )
  assert.equal(await tables(), kept)
  const { changeSet } = await desk().applyImport(file(table()), request)
  assert.ok(changeSet)
  const again = await desk().applyImport(file(table().replaceAll(',', ';')), request)
  assert.deepEqual([again.changeSet, again.diff.unchanged], [undefined, 7])
  // A new source of a rule that is known is no new rate.
  const better = table({ kp: { source: 'gazette' } })
  assert.equal((await look(better)).taxes.length, 1)
})

test('of several sets in one file each ends the one before, and none may meet another', async () => {
  const rename = (text: string, id: string) => text.replaceAll('sandbox-2', id)
  const bare = (text: string) => text.slice(text.indexOf('\n'))
  const next = (from: string, id: string) => rename(bare(table({}, { ...first, from })), id)
  const ordered = `${head}${next('2027-07-01', 'sandbox-7')}${next('2028-07-01', 'sandbox-8')}`
  const { changeSet } = await desk().applyImport(file(ordered), {
    ...request,
    accept: [],
  })
  assert.ok(changeSet)
  const kept = await sql<{ id: string; until: string | null }>`
    select id, effective_until::text as until from catalog.tax_rule
     where id in ('sandbox-7/kp', 'sandbox-8/kp') order by id`.execute(database.ownerDb)
  assert.deepEqual(kept.rows, [
    { id: 'sandbox-7/kp', until: '2028-07-01' },
    { id: 'sandbox-8/kp', until: null },
  ])
  // A set that had its end gets none back while another holds after it.
  const reopened = `${head}${next('2027-07-01', 'sandbox-7')}`
  const meets = /sandbox-7\/kp: holds on days on which sandbox-8\/kp holds, too\. Give it/
  assert.match(describeImport(await look(reopened)), meets)
  const backwards = `${head}${next('2030-07-01', 'sandbox-9')}${next('2029-07-01', 'sandbox-10')}`
  assert.match(
    describeImport(await look(backwards)),
    /sandbox-10\/kp: holds on days on which sandbox-9/,
  )
})

test('a rate that moves by more than half is a slip until it is named', async () => {
  const text = table(
    { advance: { rate: '1.25' } },
    { ...first, from: '2027-01-01', until: '2027-02-01' },
  )
  const slip = text.replaceAll('sandbox-2', 'sandbox-3')
  await assert.rejects(desk().applyImport(file(slip), request), { code: 'import_suspicious' })
  const said = describeImport(await look(slip), 'zh')
  assert.match(said, /预扣税 12\.5 % → 1\.25 %/)
})
