import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testClock } from '#test'
import { createWalk } from './check-invariants.ts'

test('a quick walk takes every shard each time; a slow one fewer, and misses none', () => {
  const clock = testClock('2026-11-23T09:00:00Z')
  const next = createWalk(clock)
  const step = (ms: number) => {
    const startedAt = clock.now()
    const { shards, done } = next()
    clock.advance(ms)
    done(startedAt)
    return [shards.first, shards.last]
  }
  assert.deepEqual(step(10), [0, 255])
  assert.deepEqual(step(10_000), [0, 255])
  assert.deepEqual(step(10_000), [0, 127])
  assert.deepEqual(step(10), [128, 191])
  assert.deepEqual(step(10), [192, 255])
  assert.deepEqual(step(10), [0, 255])
})
