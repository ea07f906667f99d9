import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { readFacts } from '../read-facts.ts'
import { corpus, csv, row } from './broken-files.fixture.ts'
import { compareImport } from './compare-import.ts'
import { describeImport } from './describe-import.ts'
import { readImport } from './read-import.ts'

const facts = readFacts()
const known = {
  operators: facts.operators.map(({ id }) => id),
  plans: facts.plans,
  taxRules: facts.taxRules,
  ...{ statements: new Map(), confirmed: new Map(), retired: [], today: '2026-11-23' },
}
const folder = new URL('../../../facts/', import.meta.url)
const read = (name: string) => readFileSync(new URL(name, folder))

/** Reads, compares and describes: whatever a file holds, the answer is a text. */
function say(bytes: Uint8Array): string {
  return describeImport(compareImport(readImport(bytes), known, { whole: 'onic' }))
}

test('the files of a release can be imported as they are, and change nothing', () => {
  for (const name of [
    ...readdirSync(new URL('plans/', folder)).map((it) => `plans/${it}`),
    'taxes.json',
  ]) {
    const diff = compareImport(readImport(read(name)), known)
    const nothing = `0 added, 0 changed, 0 withdrawn, ${diff.unchanged} unchanged`
    assert.equal(describeImport(diff), `${nothing}, 0 suspicious, 0 bad`, name)
    assert.ok(diff.unchanged > 0)
  }
})

const taxHead = 'set,environment,from,until,tax,territory,rate,source,source_url,as_of'

test('no bytes whatever make reading fail: they are rows or problems', () => {
  const table = new TextEncoder().encode(csv(row(), row({ id: 'zong-b', price: '"1,200"' })))
  const rates = new TextEncoder().encode(
    `${taxHead}\ns-2,sandbox,2026-12-01,-,advance,,12.5,act,,2026\ns-2,,,,service,kp,19.5,act,,2026`,
  )
  const seeds = [table, rates, read('plans/onic.json'), read('taxes.json')]
  const change = fc.record({
    file: fc.constantFrom(...seeds),
    at: fc.nat(),
    drop: fc.nat(40),
    put: fc.oneof(
      fc.uint8Array({ maxLength: 12 }),
      fc
        .constantFrom('"', ',', '\n', '{', '[', 'null', '\u0000', '۵', '1e999', '-1', '=')
        .map((text) => new TextEncoder().encode(text)),
    ),
  })
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), ([first, ...more]) => {
      let bytes: Uint8Array = first!.file
      for (const { at, drop, put } of [first!, ...more]) {
        const from = at % (bytes.length + 1)
        bytes = Buffer.concat([bytes.subarray(0, from), put, bytes.subarray(from + drop)])
      }
      assert.ok(say(bytes).length > 0)
    }),
    { numRuns: 600 },
  )
})

test('whatever depth a file is nested to, it is answered', () => {
  for (const depth of [10, 1000, 5000, 20_000, 100_000])
    for (const text of [
      '['.repeat(depth) + ']'.repeat(depth),
      `[{"id":"a","x":${'['.repeat(depth)}${']'.repeat(depth)}}]`,
      `{"sets":${'['.repeat(depth)}${']'.repeat(depth)}}`,
    ])
      assert.match(say(new TextEncoder().encode(text)), /! /)
})

const scripts = { zh: /\p{Script=Han}/u, ur: /\p{Script=Arabic}/u } as const

test('every problem of every broken file is told in Chinese and in Urdu, and the same ones', () => {
  for (const [name, content] of corpus) {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
    const diff = compareImport(readImport(bytes), known)
    const english = describeImport(diff).split('\n')
    for (const language of ['zh', 'ur'] as const) {
      const lines = describeImport(diff, language).split('\n')
      assert.equal(lines.length, english.length, name)
      for (const [i, line] of lines.entries()) {
        if (!/^[!?]/.test(line)) continue
        // What the file itself has stands in quotation marks, whatever its language.
        const own = line.replace(/["“][^"”]*["”]/g, '')
        assert.match(own, scripts[language], `${language} ${name}`)
        assert.doesNotMatch(own, /import\.|\{\w+\}/, `${language} ${name}`)
        assert.ok(
          own
            .split(/[:：]/)
            .slice(1)
            .every((part) => !/[a-z]{2,} [a-z]{2,} [a-z]{2,}/.test(part)),
          line,
        )
        assert.notEqual(line, english[i])
      }
    }
  }
})

test('what looks like a slip, and what a file would change, is told in three languages', () => {
  const weeklyX = facts.plans.find(({ id }) => id.startsWith('jazz-weekly-x-2024'))!
  const text = `id,price,basis,validity,source,as_of\n${weeklyX.id},52000,balance_incl_gst,7 days,a list,2026-11-20`
  const diff = compareImport(readImport(new TextEncoder().encode(text)), known)
  for (const [language, why, fact, counts] of [
    ['en', /price × 100/, /price: Rs 520 .* → Rs 52000/, /1 changed.*1 suspicious, 0 bad/],
    ['zh', /把卢比写成了派萨/, /price：520 卢比.* → 52000 卢比/, /改动 1.*可疑 1，错误 0/],
    ['ur', /روپے کی جگہ پیسے/, /price: 520 روپے.* → 52000 روپے/, /1 بدلے.*1 مشکوک/],
  ] as const) {
    const said = describeImport(diff, language)
    for (const words of [why, fact, counts]) assert.match(said, words)
  }
})

test('a file named JSON is corrected in its own terms', () => {
  const bytes = (text: string) => new TextEncoder().encode(text)
  for (const text of ['null', '5', '// hi\n[]', '[{"id": "zong-new", "name": '])
    for (const { problem, remedy } of readImport(bytes(text), 'tariff.json').problems) {
      const key = `${problem.key} ${remedy.key}`
      assert.doesNotMatch(key, /header|column/, text)
    }
  assert.equal(readImport(bytes('[{"id": "zong-new", "name": '), 'tariff.json').problems.length, 1)
})
