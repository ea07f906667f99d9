import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { afterAnswer, answersOf, atTime, type Breaker, closedBreaker } from './breaker.ts'

const settings = {
  windowMs: 60_000,
  leastCalls: 20,
  openAt: 0.5,
  waitMs: 10_000,
  longestWaitMs: 60_000,
  probes: 3,
} as const

/** Answers, one each millisecond from `now`; `i` is ill, `w` is well. */
function hear(breaker: Breaker, answers: string, now: number): Breaker {
  let next = breaker
  for (const [i, word] of [...answers].entries()) {
    const at = { now: now + i, chance: 0 }
    const heard = { epoch: atTime(next, at.now).epoch, isIll: word === 'i' }
    next = afterAnswer(next, heard, at, settings)
  }
  return next
}

const opened = hear(closedBreaker, 'i'.repeat(20), 0)

test('it opens at the configured rate, and never before it has seen twenty answers', () => {
  for (const [answers, kind] of [
    ['i'.repeat(19), 'closed'],
    ['i'.repeat(20), 'open'],
    ['wi'.repeat(10), 'open'],
    [`${'w'.repeat(11)}${'i'.repeat(9)}`, 'closed'],
    [`${'w'.repeat(11)}${'i'.repeat(11)}`, 'open'],
    ['w'.repeat(200), 'closed'],
  ] as const) {
    assert.equal(hear(closedBreaker, answers, 0).kind, kind, answers)
  }
})

test('what is older than the window no longer counts', () => {
  const before = hear(closedBreaker, 'i'.repeat(19), 0)
  const later = hear(before, 'i', settings.windowMs + 1)
  assert.equal(later.kind, 'closed')
  assert.deepEqual(answersOf(later, settings.windowMs + 1, settings), { seen: 1, ill: 1 })
})

test('it is tried after its wait; a good answer closes it and a bad one doubles the wait', () => {
  assert.equal(opened.kind, 'open')
  assert.equal(atTime(opened, 19 + settings.waitMs - 1).kind, 'open')
  const tried = atTime(opened, 19 + settings.waitMs)
  assert.equal(tried.kind, 'half_open')
  assert.equal(hear(tried, 'w', 11_000).kind, 'closed')
  let again = hear(tried, 'i', 11_000)
  const waits: number[] = []
  for (let i = 0; i < 5; i++) {
    assert.ok(again.kind === 'open')
    waits.push(again.waitMs)
    again = hear(atTime(again, again.until), 'i', again.until)
  }
  assert.deepEqual(waits, [20_000, 40_000, 60_000, 60_000, 60_000])
  assert.ok(again.kind === 'open' && again.since === 19, 'since when it was first ill')
})

test('an answer to a call of before it opened neither closes it nor makes it wait longer', () => {
  const tried = atTime(opened, 60_000)
  for (const isIll of [true, false]) {
    const after = afterAnswer(tried, { epoch: 0, isIll }, { now: 60_000, chance: 0 }, settings)
    assert.deepEqual(after, tried)
  }
})

test('a look that is answered well while it is open ends no wait: sends may be ill all the same', () => {
  assert.deepEqual(hear(opened, 'w'.repeat(50), 100), opened)
})

test('whatever is heard and whenever, it opens only on enough ill answers, and always ends its wait', () => {
  const story = fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 20_000 })), {
    maxLength: 120,
  })
  fc.assert(
    fc.property(story, fc.double({ min: 0, max: 1, noNaN: true }), (answers, chance) => {
      let breaker: Breaker = closedBreaker
      let now = 0
      let recent: { at: number; isIll: boolean }[] = []
      for (const [isIll, pause] of answers) {
        now += pause
        const before = atTime(breaker, now)
        breaker = afterAnswer(before, { epoch: before.epoch, isIll }, { now, chance }, settings)
        recent = [...recent, { at: now, isIll }].filter(({ at }) => at > now - settings.windowMs)
        if (before.kind === 'closed' && breaker.kind === 'open') {
          const ill = recent.filter((it) => it.isIll).length
          assert.ok(recent.length >= settings.leastCalls)
          assert.ok(ill >= settings.openAt * settings.leastCalls)
        }
        if (before.kind !== 'closed' && breaker.kind === 'closed') recent = []
        if (breaker.kind !== 'open') continue
        assert.ok(breaker.until - now <= settings.longestWaitMs * 1.2)
        assert.equal(atTime(breaker, breaker.until).kind, 'half_open')
      }
    }),
    { numRuns: 500 },
  )
})
