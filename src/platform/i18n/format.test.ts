import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  formatClock,
  formatMoment,
  formatRate,
  formatRupees,
  formatVolume,
  pakistanZone,
  sameDay,
} from './format.ts'

const now = new Date('2026-11-22T09:02:11Z')
const lastSecond = new Date('2026-11-29T18:59:59Z')

test('rupees are whole where they are even and carry two decimals where they are not', () => {
  assert.equal(formatRupees('zh', 59800n).text, '₨598')
  assert.equal(formatRupees('en', 59850n).text, 'Rs\u00a0598.50')
  assert.equal(formatRupees('ur', 59805n).text, 'Rs\u00a0598.05')
  assert.equal(formatRupees('en', 123456700n).figure, '1,234,567')
  assert.equal(formatRupees('en', 100000n).figure, '1,000')
  assert.equal(formatRupees('en', 5n).figure, '0.05')
  assert.equal(formatRupees('en', -59800n).text, '−Rs\u00a0598')
})

test('the last second of a day is shown on that day at 23:59, never rounded into the next', () => {
  assert.deepEqual(formatMoment('en', lastSecond, pakistanZone, now), {
    weekday: 'Sunday',
    date: '29 November',
    time: '23:59',
  })
  assert.deepEqual(formatMoment('zh', lastSecond, pakistanZone, now), {
    weekday: '周日',
    date: '11月29日',
    time: '23:59',
  })
  assert.equal(formatMoment('ur', lastSecond, pakistanZone, now).date, '29 نومبر')
})

test('Beijing reads the same moment on the next day', () => {
  const there = formatMoment('zh', lastSecond, 'Asia/Shanghai', now)
  assert.equal(`${there.weekday} ${there.time}`, '周一 02:59')
})

test('a year is written only where it is another one', () => {
  const next = new Date('2027-01-03T10:00:00Z')
  assert.equal(formatMoment('en', next, pakistanZone, now).date, '3 January 2027')
  assert.equal(formatMoment('zh', next, pakistanZone, now).date, '2027年1月3日')
})

test('midnight is 00:00 and not 24:00', () => {
  assert.equal(formatClock(new Date('2026-11-22T19:00:00Z'), true), '00:00:00')
})

test('one day is told by the clock of the zone', () => {
  const before = new Date('2026-11-22T18:59:59Z')
  const after = new Date('2026-11-22T19:00:00Z')
  assert.equal(sameDay(before, after, pakistanZone), false)
  assert.equal(sameDay(before, after, 'UTC'), true)
})

test('volumes are round in the way their operator counts', () => {
  const text = (mb: number) => `${formatVolume(mb).figure} ${formatVolume(mb).unit}`
  assert.deepEqual([500, 1000, 1024, 1500, 12288, 12000, 2560, 100].map(text), [
    '500 MB',
    '1 GB',
    '1 GB',
    '1.5 GB',
    '12 GB',
    '12 GB',
    '2.5 GB',
    '100 MB',
  ])
})

test('rates have no trailing zeros', () => {
  assert.deepEqual([1950, 1500, 1850].map(formatRate), ['19.5%', '15%', '18.5%'])
})
