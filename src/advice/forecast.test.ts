import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { facts } from './advice-fixture.ts'
import { forecastHistory, forecastStated, type UsageDay } from './forecast.ts'
import { needFor, needOf } from './need.ts'
import { mostUsage } from './usage.ts'

const day = (n: number, dataMb: number, minutes = 10, sms = 2): UsageDay => ({
  date: `2026-10-${String(n).padStart(2, '0')}`,
  dataMb,
  minutes,
  sms,
})

test('a stated number is a range around itself, and nothing stays nothing', () => {
  const { low, high } = forecastStated({ dataMb: 10_000, minutes: 105, sms: 0 }, facts)
  assert.deepEqual(low, { dataMb: 9000, minutes: 94, sms: 0 })
  assert.deepEqual(high, { dataMb: 11_000, minutes: 116, sms: 0 })
})

test('no forecast is above what advice is given for', () => {
  assert.deepEqual(forecastStated(mostUsage, facts).high, mostUsage)
})

test('even days make a narrow range, uneven ones a wide one around the same middle', () => {
  const even = Array.from({ length: 28 }, (_, i) => day(i + 1, 100))
  assert.deepEqual(forecastHistory(even)?.high, { dataMb: 3000, minutes: 300, sms: 60 })
  const uneven = even.map((row, i) => ({ ...row, dataMb: i % 2 === 0 ? 0 : 200 }))
  const range = forecastHistory(uneven)!
  assert.ok(range.low.dataMb > 1500 && range.low.dataMb < 2200, String(range.low.dataMb))
  assert.ok(range.high.dataMb > 3800 && range.high.dataMb < 4500, String(range.high.dataMb))
})

test('fewer days mean more doubt', () => {
  const row = (i: number) => day(i + 1, i % 2 === 0 ? 50 : 150)
  const width = (n: number) => {
    const { low, high } = forecastHistory(Array.from({ length: n }, (_, i) => row(i)))!
    return high.dataMb - low.dataMb
  }
  assert.ok(width(8) > width(14) && width(14) > width(28))
})

test('less than a week of days forecasts nothing; the same day twice is one day', () => {
  const six = Array.from({ length: 6 }, (_, i) => day(i + 1, 100))
  assert.equal(forecastHistory(six), undefined)
  assert.equal(forecastHistory([...six, day(6, 900)]), undefined)
  assert.ok(forecastHistory([...six, day(7, 100)]))
})

test('a history forecasts whole numbers in order, whatever its days are', () => {
  const rows = fc.array(
    fc.record({
      dataMb: fc.integer({ min: 0, max: 100_000 }),
      minutes: fc.integer({ min: 0, max: 1440 }),
      sms: fc.integer({ min: 0, max: 500 }),
    }),
    { minLength: 7, maxLength: 28 },
  )
  fc.assert(
    fc.property(rows, (usages) => {
      const range = forecastHistory(usages.map((usage, i) => ({ ...day(i + 1, 0), ...usage })))!
      for (const part of ['dataMb', 'minutes', 'sms'] as const) {
        assert.ok(Number.isInteger(range.low[part]) && Number.isInteger(range.high[part]))
        assert.ok(range.low[part] >= 0 && range.low[part] <= range.high[part])
      }
    }),
  )
})

test('needs are whole units, rounded up, and never drift', () => {
  const pattern = { offpeakBp: 1000, appsBp: 2000, assumed: { offpeak: true, apps: true } }
  const need = needOf({ dataMb: 10_001, minutes: 301, sms: 7 }, pattern, 4000)
  const month = need.map((one) => needFor(one, 30))
  assert.deepEqual(month, [10_001, 9001, 8001, 7201, 301, 181, 121, 7])
  assert.equal(needFor(need[7]!, 1), 1)
})
