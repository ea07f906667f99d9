import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { seededRandom, testClock, testDatabase } from '#test'

const database = await testDatabase('support')
after(() => database.drop())

test('the program runs as the app role and the owner does not', async () => {
  const who = sql<{ name: string }>`select current_user as name`
  assert.equal((await who.execute(database.db)).rows[0]!.name, 'tajdeed_app')
  assert.equal((await who.execute(database.ownerDb)).rows[0]!.name, 'tajdeed')
})

test('a clock stands still until it is moved', () => {
  const clock = testClock('2026-03-01T00:00:00Z')
  clock.advance(1500)
  assert.equal(clock.now().toISOString(), '2026-03-01T00:00:01.500Z')
})

test('a seed repeats its numbers and another seed has others', () => {
  const draw = (seed: number) => Array.from({ length: 20 }, seededRandom(seed).next)
  assert.deepEqual(draw(1), draw(1))
  assert.notDeepEqual(draw(1), draw(2))
  assert.ok(draw(3).every((number) => number >= 0 && number < 1))
})
