import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { UsageBucket } from '#operators'
import { clocksOf, deadlineOf } from './clocks.ts'
import { forecastRunOut } from './forecast-run-out.ts'

const asOf = new Date('2026-11-23T09:00:00Z')
const after = (days: number) => new Date(asOf.getTime() + days * 86_400_000)
const figures = { total: null, used: null, unlimited: false, validUntil: after(30) }
const data = (remaining: number | null, more: Partial<UsageBucket> = {}): UsageBucket => {
  return { kind: 'data', name: 'data', unit: 'MB', remaining, ...figures, ...more }
}
const even = (mb: number, days = 14) => Array.from({ length: days }, () => mb)
const inDays = (at: Date | null) => at && (at.getTime() - asOf.getTime()) / 86_400_000

test('even days run out on the day that division says, without a range', () => {
  const out = forecastRunOut([data(1000)], even(100), asOf)!
  for (const at of [out.earliest, out.likely, out.latest]) assert.equal(inDays(at), 10)
})

test('days that differ make a range around the likely end', () => {
  const uneven = even(100).map((mb, i) => (i % 2 === 0 ? mb + 80 : mb - 80))
  const { earliest, likely, latest } = forecastRunOut([data(1000)], uneven, asOf)!
  assert.equal(inDays(likely), 10)
  assert.ok(inDays(earliest)! < 9 && inDays(latest)! > 11)
})

test('what ends first is used first, and what ends unused is lost', () => {
  const short = data(500, { validUntil: after(2) })
  // 200 of the 500 are used in two days; the other 300 end with their validity.
  assert.equal(inDays(forecastRunOut([data(1000), short], even(100), asOf)!.likely), 12)
})

test('volume that lasts to its end does not run out; none left has run out already', () => {
  const { earliest, likely, latest } = forecastRunOut([data(9000)], even(100), asOf)!
  assert.deepEqual([earliest, likely, latest], [null, null, null])
  assert.equal(inDays(forecastRunOut([data(0)], even(100), asOf)!.likely), 0)
})

test('too few days, an unknown volume and one without an end have no forecast', () => {
  assert.equal(forecastRunOut([data(1000)], even(100, 6), asOf), undefined)
  assert.equal(forecastRunOut([data(1000), data(null)], even(100), asOf), undefined)
  assert.equal(forecastRunOut([data(null, { unlimited: true })], even(100), asOf), undefined)
  assert.equal(forecastRunOut([], even(100), asOf), undefined)
})

test('the range is in order, and more left never runs out sooner', () => {
  const days = fc.array(fc.integer({ min: 0, max: 5000 }), { minLength: 7, maxLength: 40 })
  const volume = fc.integer({ min: 0, max: 50_000 })
  const ms = (at: Date | null) => at?.getTime() ?? Infinity
  fc.assert(
    fc.property(days, volume, volume, (used, left, more) => {
      const one = forecastRunOut([data(left)], used, asOf)!
      const two = forecastRunOut([data(left + more)], used, asOf)!
      assert.ok(ms(one.earliest) <= ms(one.likely) && ms(one.likely) <= ms(one.latest))
      assert.ok(ms(one.earliest) <= ms(two.earliest) && ms(one.likely) <= ms(two.likely))
    }),
  )
})

test('what strikes first comes first, and the deadline is its early end', () => {
  const plan = { plan: 'p', name: 'P', startsAt: asOf, endsAt: after(7) }
  const standing = { buckets: [data(1000, { validUntil: after(7) })], plans: [plan] }
  const soon = { earliest: after(3), likely: after(4), latest: after(6) }
  const clocks = clocksOf(standing, soon)
  assert.deepEqual(
    clocks.map(({ kind }) => kind),
    ['data', 'plan'],
  )
  assert.deepEqual(deadlineOf(clocks), { clock: 'data', at: after(3), action: 'renew' })
  const lasts = clocksOf(standing, { earliest: after(5), likely: null, latest: null })
  assert.deepEqual(deadlineOf(lasts), { clock: 'plan', at: after(7), action: 'renew' })
  assert.deepEqual(lasts[1]!.earliest, after(5))
})

test('what cannot be told has no time and comes last; what a line does not have is no clock', () => {
  const unread = { buckets: [data(null)], plans: null }
  assert.deepEqual(
    clocksOf(unread, undefined).map(({ kind, certainty }) => [kind, certainty]),
    [
      ['plan', 'stated'],
      ['data', 'unknown'],
    ],
  )
  assert.deepEqual(clocksOf({ buckets: [], plans: [] }, undefined), [])
  assert.equal(deadlineOf([]), null)
  const endless = { buckets: [data(null, { unlimited: true })], plans: [] }
  assert.deepEqual(clocksOf(endless, undefined), [])
})
