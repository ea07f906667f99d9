import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { readMethodFacts, toMethodFacts } from './method-facts.ts'
import { situations } from './payer.ts'

// biome-ignore lint/suspicious/noExplicitAny: the file is read as a stranger would, to be spoiled.
type Json = Record<string, any>
const read = (): Json =>
  JSON.parse(readFileSync(new URL('../../facts/payment-methods.json', import.meta.url), 'utf8'))

const claims = (file: Json): Json[] => [...file.payers, ...file.takes]

test('every payer has an answer for every method, if only that it is not known', () => {
  const facts = readMethodFacts()
  for (const { id } of facts.methods)
    for (const situation of situations)
      assert.ok(facts.payerClaim(id, situation), `${id} ${situation}`)
})

test('every claim is written in three scripts, calm and with Western digits', () => {
  const texts = claims(read()).flatMap(({ why, limits }) => [why, ...(limits ? [limits] : [])])
  for (const { provenance } of claims(read())) {
    assert.match(provenance.source['zh-Hans'], /\p{Script=Han}/u)
    assert.match(provenance.source.ur, /\p{Script=Arabic}/u)
  }
  for (const { en, 'zh-Hans': zh, ur } of texts) {
    assert.match(en, /[a-z].*\.$/)
    assert.match(zh, /\p{Script=Han}.*。$/u)
    assert.match(ur, /\p{Script=Arabic}.*۔$/u)
    for (const text of [en, zh, ur]) assert.doesNotMatch(text, /[!！٠-٩۰-۹]/)
  }
})

test('what works with limits says which; what does not work has none to say', () => {
  for (const { method, verdict, limits } of claims(read())) {
    if (verdict === 'works_with_limits') assert.ok(limits, `${method} does not say its limits`)
    if (verdict === 'not_here' || verdict === 'unknown') assert.equal(limits, null, method)
  }
})

test('only what an official page or this program itself states counts as verified', () => {
  const official =
    /^(By definition|Jazz, questions|State Bank of Pakistan|This program|The simulated gateway)/
  for (const { method, provenance } of claims(read()))
    assert.equal(provenance.verified, official.test(provenance.source.en), method)
})

for (const [what, spoil, complaint] of [
  ['a claim without a source', (file: Json) => delete file.payers[0].provenance.source, /source/],
  ['a claim without Urdu', (file: Json) => delete file.takes[0].why.ur, /ur/],
  ['a source in English alone', (file: Json) => (file.payers[0].provenance.source = 'X'), /source/],
  [
    'a source without Chinese',
    (file: Json) => delete file.takes[0].provenance.source['zh-Hans'],
    /zh-Hans/,
  ],
  ['a second claim for one pair', (file: Json) => file.payers.push(file.payers[1]), /One claim/],
  ['a claim about no method', (file: Json) => (file.takes[0].method = 'gold'), /gold/],
  ['an order that forgets one', (file: Json) => file.orders.abroad.pop(), /abroad/],
  ['a verdict nobody knows', (file: Json) => (file.payers[0].verdict = 'perhaps'), /verdict/],
] as const)
  test(`${what} is refused, by its name`, () => {
    const file = read()
    spoil(file)
    assert.throws(() => toMethodFacts(file), complaint)
  })
