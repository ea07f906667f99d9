import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { endOfValidity, monthlyPeriodStart, nextMidnight, type Validity } from './period.ts'

const karachi = 'Asia/Karachi'
const week: Validity = { days: 7, hours: null, rule: 'calendar_days' }

/**
 * Zones with and without summer time, on half and quarter hours, over the date line, and with
 * missing midnights.
 */
const zones = [
  'Asia/Karachi',
  'Asia/Shanghai',
  'Asia/Kathmandu',
  'Asia/Kolkata',
  'Asia/Tehran',
  'Asia/Kabul',
  'Asia/Dubai',
  'Asia/Riyadh',
  'Asia/Tokyo',
  'Asia/Amman',
  'Asia/Beirut',
  'Asia/Gaza',
  'Asia/Colombo',
  'Asia/Manila',
  'Asia/Yangon',
  'Europe/London',
  'Europe/Dublin',
  'Europe/Berlin',
  'Europe/Istanbul',
  'Europe/Chisinau',
  'Europe/Lisbon',
  'Atlantic/Azores',
  'Africa/Cairo',
  'Africa/Casablanca',
  'Africa/Johannesburg',
  'America/New_York',
  'America/Los_Angeles',
  'America/Santiago',
  'America/Asuncion',
  'America/Havana',
  'America/Sao_Paulo',
  'America/St_Johns',
  'America/Caracas',
  'America/Nuuk',
  'Australia/Lord_Howe',
  'Australia/Sydney',
  'Australia/Adelaide',
  'Pacific/Auckland',
  'Pacific/Chatham',
  'Pacific/Apia',
  'Pacific/Kiritimati',
  'Pacific/Marquesas',
  'UTC',
]

test('a Jazz week bought on Monday ends on Sunday 23:59:59 in Karachi, at whatever hour it was bought', () => {
  for (const bought of ['2026-11-22T19:00:00Z', '2026-11-23T05:00:00Z', '2026-11-23T18:59:59Z']) {
    assert.equal(
      endOfValidity(week, new Date(bought), karachi)?.toISOString(),
      '2026-11-29T18:59:59.000Z',
    )
  }
  const afterMidnight = endOfValidity(week, new Date('2026-11-23T19:00:00Z'), karachi)
  assert.equal(afterMidnight?.toISOString(), '2026-11-30T18:59:59.000Z')
})

test('a rolling week ends to the second, a rolling hour too, and an unknown rule has no end', () => {
  const at = new Date('2026-11-23T05:06:07Z')
  const rolling: Validity = { days: 7, hours: null, rule: 'rolling' }
  assert.equal(endOfValidity(rolling, at, karachi)?.toISOString(), '2026-11-30T05:06:07.000Z')
  const hour: Validity = { days: null, hours: 1, rule: 'rolling' }
  assert.equal(endOfValidity(hour, at, karachi)?.toISOString(), '2026-11-23T06:06:07.000Z')
  assert.equal(endOfValidity({ ...week, rule: 'unknown' }, at, karachi), undefined)
})

test('calendar validity ends in the last second of the right local day, in every zone', () => {
  const days = fc.integer({ min: 1, max: 180 })
  const starts = fc.integer({ min: Date.parse('2020-01-01'), max: Date.parse('2035-01-01') })
  fc.assert(
    fc.property(fc.constantFrom(...zones), days, starts, (zone, count, start) => {
      const validity: Validity = { days: count, hours: null, rule: 'calendar_days' }
      const end = endOfValidity(validity, new Date(start), zone)!
      const local = (ms: number) =>
        Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).toPlainDate()
      const last = local(start).add({ days: count - 1 })
      // Where a zone skipped a whole day (Samoa, 2011) it would be the day before; none did since
      // 2020.
      assert.ok(local(end.getTime()).equals(last))
      assert.ok(Temporal.PlainDate.compare(local(end.getTime() + 1000), last) > 0)
    }),
    { numRuns: 2000 },
  )
})

test('midnight is the next day and never the same, in every zone', () => {
  for (const zone of zones) {
    for (let day = 0; day < 366; day++) {
      const at = new Date(Date.parse('2026-01-01T11:30:00Z') + day * 86_400_000)
      const midnight = nextMidnight(at, zone)
      const wait = midnight.getTime() - at.getTime()
      assert.ok(wait > 0 && wait <= 25 * 3_600_000, `${zone} ${at.toISOString()}`)
    }
  }
})

test('every anchor day keeps its day over 60 months in every zone, and each period comes once', () => {
  for (const zone of zones) {
    for (let day = 1; day <= 31; day++) {
      const anchor = Temporal.PlainDateTime.from({
        year: 2027,
        month: 1,
        day,
        hour: 2,
        minute: 30,
      }).toZonedDateTime(zone)
      let before = anchor.subtract({ days: 1 })
      for (let n = 0; n < 60; n++) {
        const start = monthlyPeriodStart(anchor, n)
        assert.equal(start.day, Math.min(day, start.daysInMonth), `${zone} ${day} ${n}`)
        assert.equal((start.year - 2027) * 12 + start.month - 1, n)
        assert.ok(Temporal.ZonedDateTime.compare(before, start) < 0)
        before = start
      }
    }
  }
})
