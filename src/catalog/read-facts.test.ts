import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { BadFacts, type Problem } from './bad-facts.ts'
import { readFacts } from './read-facts.ts'
import { territories } from './tax.ts'

const own = fileURLToPath(new URL('../../facts/', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'facts-'))
after(() => rmSync(folder, { recursive: true }))

/** Reads a copy of the facts in which one text of one file was replaced. */
function problemsOf(file: string, before: string, now: string): readonly Problem[] {
  cpSync(own, folder, { recursive: true })
  const text = readFileSync(join(own, file), 'utf8')
  assert.ok(text.includes(before), `${file} has ${before}`)
  writeFileSync(join(folder, file), text.replace(before, now))
  try {
    readFacts(folder)
    return []
  } catch (error) {
    if (!(error instanceof BadFacts)) throw error
    return error.problems
  }
}

test('the project states 144 plans and four invented ones, nine of them verified', () => {
  const { plans } = readFacts()
  assert.equal(plans.filter((plan) => plan.environment === null).length, 144)
  assert.deepEqual(
    plans.filter((plan) => plan.environment === 'sandbox').map((plan) => plan.id),
    ['onic-sandbox-monthly', 'onic-sandbox-weekly', 'scom-sandbox-monthly', 'scom-sandbox-weekly'],
  )
  assert.equal(plans.filter((plan) => plan.provenance.verified).length, 9)
  assert.equal(plans.filter((plan) => plan.placeholder).length, 3)
})

test('every plan has a name in each language, in its own script', () => {
  for (const { id, name } of readFacts().plans) {
    assert.match(name['zh-Hans'] ?? '', /\p{Script=Han}/u, id)
    assert.match(name.ur ?? '', /\p{Script=Arabic}/u, id)
  }
})

test('an invented plan says so in its source', () => {
  for (const plan of readFacts().plans)
    assert.equal(
      plan.environment === 'sandbox',
      plan.provenance.source === 'Sandbox tariff, invented: not a real offer',
    )
})

test('no volume is 0: what a source does not state is null', () => {
  for (const { allowance } of readFacts().plans)
    assert.ok(!Object.values(allowance).some((value) => value === 0))
})

test('a volume that its notes keep for apps is no data for everything, and its apps are named', () => {
  const keepsForApps = /(?:for|usable) [^.]*(?:whatsapp|facebook|youtube|tiktok|yt)\b/i
  const kept = readFacts().plans.filter(({ notes }) => keepsForApps.test(notes ?? ''))
  assert.ok(kept.length >= 8)
  for (const { id, notes, allowance } of kept) {
    assert.ok(allowance.socialMb !== null && allowance.socialApps !== null, id)
    if (/^data is for .* only/i.test(notes!)) assert.equal(allowance.dataMb, null, id)
  }
})

test('calendar days are claimed only where the source states them: prepaid days of Jazz', () => {
  for (const plan of readFacts().plans) {
    if (plan.environment === 'sandbox') continue
    const stated =
      plan.operator === 'jazz' && plan.kind === 'prepaid' && plan.validity.days !== null
    assert.equal(plan.validity.rule, stated ? 'calendar_days' : 'unknown', plan.id)
  }
})

test('every territory has a name in three languages and a rule in each set', () => {
  const facts = readFacts()
  assert.deepEqual(
    facts.territories.map((one) => one.id),
    [...territories],
  )
  for (const territory of territories)
    for (const set of ['pk-2025-26', 'sandbox'])
      assert.ok(facts.taxRules.some((rule) => rule.id === `${set}/${territory}`))
})

test('no tax rule for real money is called verified while its service tax is not', () => {
  for (const rule of readFacts().taxRules) assert.equal(rule.verified, false, rule.id)
})

test('a bad fact is named by file, entry, field and remedy', () => {
  const [problem] = problemsOf('plans/zong.json', '"amount": 100000', '"amount": 1000.5')
  assert.equal(problem?.file, 'facts/plans/zong.json')
  assert.equal(problem?.entry, 'entry 1 (zong-monthly-40gb-undated-2023-24)')
  assert.equal(problem?.field, 'prices.0.amount')
  assert.match(problem?.remedy ?? '', /whole paisa \(Rs 520\.00 is 52000\)/)
})

test('facts that cannot be right are refused', () => {
  const refused = [
    [
      'plans/zong.json',
      '"dataMb": 40960',
      '"dataMb": 0',
      /leave it out where the source is silent/,
    ],
    ['plans/zong.json', '"stale"', '"stlae"', /fact-shapes/],
    ['plans/zong.json', '"verified": true', '"verified": false', /set verified to false/],
    ['plans/zong.json', '"operator": "zong"', '"operator": "zang"', /Add the operator first/],
    ['plans/onic.json', '"placeholder": false', '"placeholder": true', /Remove the price/],
    ['plans/onic.json', 'onic-sandbox-weekly', 'onic-sandbox-monthly', /own id/],
    ['operators.json', '"prefix": "31"', '"prefix": "30"', /give it to one operator/],
    ['taxes.json', '"bp": 1500', '"bp": 15.5', /basis points/],
    ['taxes.json', '"id": "sandbox",', '"id": "sandbox", "a": 1,', /fact-shapes/],
    ['taxes.json', '"2026-07-01"', '"2025-06-30"', /Swap the dates/],
    ['taxes.json', '"environment": "sandbox"', '"environment": "production"', /older set/],
    ['validity-rules.json', '{', '', /plain JSON/],
  ] as const
  for (const [file, before, now, remedy] of refused) {
    const problems = problemsOf(file, before, now)
    assert.ok(
      problems.some((problem) => remedy.test(problem.remedy)),
      `${file}: ${now}: ${JSON.stringify(problems)}`,
    )
    rmSync(join(folder, file))
  }
})

test('two prices need a day on which the second begins, and it must be later', () => {
  const first = '"prices": [\n        {\n          "basis": "load_incl_ait",'
  const second = '"amount": 1, "currency": "PKR" }, { "basis": "load_incl_ait",'
  const undated = problemsOf('plans/zong.json', first, `${first} ${second}`)
  assert.match(undated[0]?.remedy ?? '', /Date every later price/)
  const dated = second.replace('"basis"', '"from": "2026-12-01", "basis"')
  assert.deepEqual(problemsOf('plans/zong.json', first, `${first} ${dated}`), [])
  const twice = problemsOf('plans/zong.json', first, `${first} ${dated} ${dated}`)
  assert.match(twice[0]?.remedy ?? '', /order of their first day/)
})
