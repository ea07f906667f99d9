import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { createRateLimit } from './rate-limit.ts'

const whole = () => 1

test('in no second more calls begin, and at no moment more are under way, than are allowed', () => {
  const doings = fc.array(
    fc.record({
      pause: fc.integer({ min: 0, max: 700 }),
      wants: fc.integer({ min: 0, max: 12 }),
      calls: fc.integer({ min: 0, max: 12 }),
      ends: fc.integer({ min: 0, max: 12 }),
    }),
    { maxLength: 60 },
  )
  const limits = fc.record({
    callsPerSecond: fc.option(fc.integer({ min: 1, max: 9 })),
    callsAtOnce: fc.option(fc.integer({ min: 1, max: 9 })),
  })
  fc.assert(
    fc.property(limits, doings, (settings, all) => {
      const limit = createRateLimit(settings, whole)
      const begun: number[] = []
      let now = 0
      let underWay = 0
      for (const { pause, wants, calls, ends } of all) {
        now += pause
        const count = Math.min(wants, limit.free(now))
        limit.reserve(count)
        const made = Math.min(calls, count)
        limit.release(count - made)
        for (let i = 0; i < made; i++) {
          limit.begin(now)
          begun.push(now)
          underWay += 1
        }
        assert.ok(underWay <= (settings.callsAtOnce ?? Number.POSITIVE_INFINITY))
        const inSecond = begun.filter((at) => at > now - 1000).length
        assert.ok(inSecond <= (settings.callsPerSecond ?? Number.POSITIVE_INFINITY))
        for (let i = 0; i < Math.min(ends, underWay); i++) limit.end()
        underWay -= Math.min(ends, underWay)
      }
    }),
    { numRuns: 1000 },
  )
})

test('time alone makes room when the second is full, and says when', () => {
  const limit = createRateLimit({ callsPerSecond: 2, callsAtOnce: null }, whole)
  limit.reserve(2)
  limit.begin(0)
  limit.begin(300)
  assert.equal(limit.free(999), 0)
  assert.equal(limit.nextAt(999), 1000)
  assert.equal(limit.free(1000), 1)
})

test('a place that was kept for a turn and not used is free again', () => {
  const limit = createRateLimit({ callsPerSecond: 3, callsAtOnce: 3 }, whole)
  limit.reserve(3)
  assert.equal(limit.free(0), 0)
  limit.release(2)
  assert.equal(limit.free(0), 2)
})

test('processes that hold the shards between them keep the limit between them', () => {
  const settings = { callsPerSecond: 40, callsAtOnce: 16 }
  const parts = [64, 64, 128].map((shards) => createRateLimit(settings, () => shards / 256))
  assert.deepEqual(
    parts.map((it) => it.free(0)),
    [4, 4, 8],
  )
  assert.equal(createRateLimit(settings, () => 0).free(0), 0)
  // A share below one call a second waits longer instead of never calling.
  const small = createRateLimit({ callsPerSecond: 1, callsAtOnce: null }, () => 0.25)
  small.reserve(1)
  small.begin(0)
  assert.equal(small.free(3999), 0)
  assert.equal(small.free(4000), 1)
})

test('what renews by itself leaves room for what people order', () => {
  const limit = createRateLimit({ callsPerSecond: 10, callsAtOnce: 10 }, whole)
  assert.equal(limit.free(0, 0.2), 8)
  limit.reserve(8)
  assert.equal(limit.free(0, 0.2), 0)
  assert.equal(limit.free(0), 2)
})
