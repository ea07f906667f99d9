import assert from 'node:assert/strict'
import { test } from 'node:test'
import { carriedMs, carryLeaseClock } from './lease-clock.ts'

test('the lease clock is read again once a reading is too old, and carried on until then', async () => {
  let reads = 0
  let database = Date.parse('2026-11-23T09:00:00Z')
  let machine = 5000
  const clock = carryLeaseClock(
    async () => {
      reads += 1
      return new Date(database)
    },
    () => machine,
  )
  assert.equal((await clock()).getTime(), database)
  machine += carriedMs - 1
  assert.equal((await clock()).getTime(), database + carriedMs - 1)
  assert.equal(reads, 1)
  // The database's clock went its own way meanwhile; the next reading is believed.
  machine += 1
  database += 60_000
  assert.equal((await clock()).getTime(), database)
  assert.equal(reads, 2)
})

test('a lease clock that cannot be read is asked again at the next claim', async () => {
  let isAway = true
  const clock = carryLeaseClock(
    async () => {
      if (isAway) throw new Error('the database is away')
      return new Date(1000)
    },
    () => 0,
  )
  await assert.rejects(clock(), /away/)
  isAway = false
  assert.equal((await clock()).getTime(), 1000)
})
