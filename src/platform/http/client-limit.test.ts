import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testClock } from '#test'
import { createClientLimit, takeOrRefuse } from './client-limit.ts'

const clockAt = () => testClock('2026-11-23T09:00:00Z')

test('a client has its allowance at once, then one each time; another one has its own', () => {
  const clock = clockAt()
  const limit = createClientLimit(clock, { most: 30, everyMs: 2000 })
  const taken = (n: number, client = 'a') =>
    Array.from({ length: n }, () => limit.take(client)).filter((wait) => wait === 0).length
  assert.equal(taken(40), 30)
  assert.equal(taken(40, 'b'), 30)
  clock.advance(1999)
  assert.equal(limit.take('a'), 1)
  clock.advance(1)
  assert.deepEqual([limit.has('a'), taken(5), limit.has('a')], [true, 1, false])
  clock.advance(3_600_000)
  assert.equal(taken(40), 30)
})

test('being refused does not put off the next one', () => {
  const clock = clockAt()
  const limit = createClientLimit(clock, { most: 1, everyMs: 1000 })
  limit.take('a')
  for (let i = 0; i < 9; i++) {
    clock.advance(100)
    assert.ok(limit.take('a') > 0)
  }
  clock.advance(100)
  assert.equal(limit.take('a'), 0)
})

test('however many clients come, only so many are remembered, the latest ones', () => {
  const clock = clockAt()
  const limit = createClientLimit(clock, { most: 1, everyMs: 60_000 }, 100)
  for (let i = 0; i < 100; i++) limit.take(`client ${i}`)
  limit.take('client 0')
  limit.take('one more')
  assert.equal(limit.has('client 0'), false)
  assert.equal(limit.has('client 1'), true)
  assert.equal(limit.has('client 2'), false)
})

test('a refusal says when to come again', () => {
  const limit = createClientLimit(clockAt(), { most: 1, everyMs: 1500 })
  takeOrRefuse(limit, 'a', 'quotes_too_many')
  assert.throws(() => takeOrRefuse(limit, 'a', 'quotes_too_many'), {
    ...{ kind: 'too_many', code: 'quotes_too_many', details: { retry_after_s: 2 } },
  })
})
