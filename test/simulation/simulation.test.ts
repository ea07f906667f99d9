import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '#test'
import { tryBug } from './bug-gate.ts'
import { bugs } from './bugs/index.ts'
import { runSeed } from './run-seed.ts'
import { openSource, type StatementSource } from './statements.ts'

let database: TestDatabase
let source: StatementSource
before(async () => {
  database = await testDatabase('simulation')
  source = await openSource(database.url)
})
after(async () => {
  await source.close()
  await database.drop()
})

test('a seed that is run again goes the same way, statement by statement', async () => {
  // The last two went two ways: by where earlier rows had been, and by who won a race for a lock.
  for (const seed of [1, 138, 30_201, 20_097]) {
    const one = await runSeed(seed, source)
    const other = await runSeed(seed, source)
    assert.ok(one.trace().length > 50, `seed ${seed} did hardly anything`)
    assert.deepEqual(other.trace(), one.trace())
  }
})

test('seeds go different ways', async () => {
  const one = await runSeed(2, source)
  const other = await runSeed(3, source)
  assert.notDeepEqual(one.trace(), other.trace())
})

test('whatever goes wrong, each renewal is paid once, delivered once, or refunded', async () => {
  const ends = new Set<string>()
  const mandates = new Set<string>()
  for (let seed = 20; seed < 35; seed++) {
    const result = await runSeed(seed, source)
    assert.deepEqual(result.violations, [], `npm run simulate -- --seed ${seed}`)
    for (const end of result.ends) ends.add(end)
    for (const end of result.mandates) mandates.add(end)
  }
  // A simulation in which everything is declined would hold every promise.
  for (const end of ['delivered', 'refunded', 'declined', 'expired']) {
    assert.ok(ends.has(end), `nothing ended as ${end}`)
  }
  for (const end of ['wallet_short', 'delivery_refused', 'delivery_reversed']) {
    assert.ok(mandates.has(end), `no mandate was set aside for ${end}`)
  }
})

test('a planted mistake is found', async () => {
  const bug = bugs.find(({ name }) => name === 'unknown-delivery-is-refused')!
  const verdict = await tryBug(bug)
  assert.ok(verdict.isFound, verdict.words)
  assert.match(verdict.words, /I5|I9|I3/)
})

test('every planted mistake still has its place in the source', () => {
  for (const { name, file, find } of bugs) {
    const text = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8')
    assert.equal(text.split(find).length - 1, 1, `${name} in ${file}`)
  }
  assert.ok(bugs.length >= 20)
  assert.equal(new Set(bugs.map(({ name }) => name)).size, bugs.length)
})
