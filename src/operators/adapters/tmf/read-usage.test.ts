import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Msisdn } from '#kernel'
import type { Quantity } from './quantity.ts'
import { readQuantity } from './quantity.ts'
import { readPlans } from './read-plans.ts'
import { readCounted, type TmfUsage } from './read-usage.ts'
import { bucket, readBucket } from './usage-bucket.ts'

const msisdn = '+923001234000' as Msisdn
const usage: TmfUsage = {
  by: 'report',
  names: { dataMb: 'data', minutesOnNet: 'minutes_on_net', sms: 'sms' },
  notReported: ['usageNotReportable'],
  zone: 'Asia/Karachi',
}
const line = [{ id: msisdn }]
const mb = (amount: number | string) => ({ amount, units: 'MB' })
const counter = (counterType: string, value: Quantity) => ({ counterType, value })
const data = (more: object) => ({ id: 'b', name: 'dataMb', usageType: 'data', ...more })
const read = (given: object) => readBucket(bucket.parse(given), usage.names)!

/** A report as TMF677 has it, with some of it changed. */
const reportOf = (more: object = {}) => ({
  usageConsumption: [
    {
      ...{ state: 'done', lastUpdate: '2026-11-23T09:00:00Z', logicalResource: line },
      bucketRefOrValue: [data({ remainingValue: mb(100) })],
      ...more,
    },
  ],
})
const judge = (json: unknown, status = 201, how = usage) =>
  readCounted(async () => ({ status, json }), msisdn, how)
const kindOf = async (...given: Parameters<typeof judge>) => {
  const answer = await judge(...given)
  return 'kind' in answer ? answer.kind : 'done'
}

test('units of every size come to megabytes, minutes and SMS, from numbers and from texts', () => {
  for (const [amount, units, expected] of [
    [3, 'GB', 3072],
    ['1.5', 'gb', 1536],
    ['1572864.0', 'bytes', 1.5],
    [512, 'KB', 0.5],
    ['90', 'secs', 1.5],
    [2, 'Hours', 120],
    [7, 'SMS', 7],
    ['-3', 'MB', -3],
  ] as const)
    assert.equal(readQuantity({ amount, units })?.value, expected, `${amount} ${units}`)
})

test('a unit that nobody knows, and what is no number, is unknown and never 0', () => {
  for (const [amount, units] of [
    [5, 'credits'],
    [5, 'Mbit'],
    [5, ''],
    [5, 'constructor'],
    ['', 'MB'],
    ['1,5', 'MB'],
    ['1e3', 'MB'],
    ['0x10', 'MB'],
    ['Infinity', 'MB'],
    [Number.NaN, 'MB'],
    [1e300, 'MB'],
  ] as const)
    assert.equal(readQuantity({ amount, units }), undefined, `${amount} ${units}`)
})

test('two of the three figures make the third, and what is left is never rounded up', () => {
  const both = read(
    data({ remainingValue: mb('99.9'), bucketCounter: [counter('used', mb('0.2'))] }),
  )
  assert.deepEqual([both.remaining, both.used, both.total], [99, 1, 100])
  const given = read(data({ remainingValue: mb(30), bucketCounter: [counter('total', mb(100))] }))
  assert.equal(given.used, 70)
  const alone = read(data({ remainingValue: mb(30) }))
  assert.deepEqual([alone.remaining, alone.used, alone.total], [30, null, null])
})

test('figures that contradict each other are all unknown', () => {
  for (const given of [
    { remainingValue: mb(-1) },
    { remainingValue: mb(101), bucketCounter: [counter('total', mb(100))] },
    { remainingValue: mb(5), bucketCounter: [counter('used', mb(-5))] },
    {
      remainingValue: mb(60),
      bucketCounter: [counter('total', mb(100)), counter('used', mb(60))],
    },
    { remainingValue: { amount: 5, units: 'credits' } },
    { remainingValue: { amount: 5, units: 'minutes' } },
    {},
  ]) {
    const { total, used, remaining, unlimited } = read(data(given))
    assert.deepEqual([total, used, remaining, unlimited], [null, null, null, false])
  }
})

test('whatever an operator says, what is left is never above the total nor below nothing', () => {
  const amount = fc.oneof(fc.double(), fc.integer(), fc.string(), fc.constant('12.5'))
  const value = fc.record({ amount, units: fc.constantFrom('MB', 'GB', 'bytes', 'x') })
  const counters = fc.array(
    fc.record({ counterType: fc.constantFrom('used', 'total', 'odd'), value }),
  )
  fc.assert(
    fc.property(value, counters, (remainingValue, bucketCounter) => {
      const parsed = bucket.safeParse(data({ remainingValue, bucketCounter }))
      if (!parsed.success) return
      const { total, used, remaining } = readBucket(parsed.data, usage.names)!
      for (const figure of [total, used, remaining])
        assert.ok(figure === null || (Number.isInteger(figure) && figure >= 0))
      if (total !== null && remaining !== null) assert.ok(remaining <= total)
    }),
  )
})

test('a bucket without an end is said so; one that is over or holds money is left out', () => {
  const endless = read({
    ...{ id: 'b', name: 'minutesOnNet', usageType: 'voice', remainingValueName: 'Unlimited' },
    bucketCounter: [counter('used', { amount: 61, units: 'secs' })],
  })
  assert.deepEqual([endless.unlimited, endless.remaining, endless.used], [true, null, 2])
  assert.equal(read(data({ status: 'expired', remainingValue: mb(1) })), undefined)
  assert.equal(read({ id: 'b', usageType: 'monetary' }), undefined)
})

test('a volume whose name means nothing here is not taken for data', () => {
  for (const name of ['YouTube 5GB', 'constructor', '__proto__'])
    assert.equal(read({ ...data({}), name, remainingValue: mb(5120) }).kind, 'other')
})

test('a report that is undated, of another line, half or none at all is unknown', async () => {
  for (const json of [
    reportOf({ lastUpdate: undefined }),
    reportOf({ lastUpdate: 'yesterday' }),
    reportOf({ logicalResource: [{ id: '+923009999999' }] }),
    reportOf({ logicalResource: [] }),
    reportOf({ bucketRefOrValue: [{ ...data({}), logicalResource: [{ id: '+923009999999' }] }] }),
    reportOf({ bucketRefOrValue: [{ id: 'b' }] }),
    reportOf({ state: 'terminatedWithError' }),
    reportOf({ state: 'inProgress' }),
    { usageConsumption: [] },
    { usageConsumption: [reportOf(), reportOf()] },
    { status: 'OK' },
    [],
    null,
    undefined,
    'DONE',
  ])
    assert.equal(await kindOf(json), 'unknown', JSON.stringify(json))
  assert.equal(await kindOf(reportOf()), 'done')
  assert.equal(await kindOf(reportOf({ logicalResource: [{ id: '0300-1234000' }] })), 'done')
})

test('only the named code is a refusal; every other error is unknown', async () => {
  const refusal = { code: 'usageNotReportable' }
  assert.equal(await kindOf(refusal, 403), 'refused')
  assert.equal(await kindOf(refusal, 503), 'unknown')
  assert.equal(await kindOf({ code: 'forbidden' }, 403), 'unknown')
  assert.equal(await kindOf(undefined, 404), 'unknown')
})

test('buckets alone are as old as the oldest of them, and each must name the line', async () => {
  const alone = { ...usage, by: 'buckets' as const }
  const row = (confirmationDate: string | undefined, id: string = msisdn) =>
    data({ remainingValue: mb(5), confirmationDate, logicalResource: [{ id }] })
  const answer = await judge([row('2026-11-23T09:00:00Z'), row('2026-11-23T08:00:00Z')], 200, alone)
  assert.ok('asOf' in answer)
  assert.equal(answer.asOf.toISOString(), '2026-11-23T08:00:00.000Z')
  assert.equal(answer.days, null)
  for (const rows of [
    [row(undefined)],
    [row('2026-11-23T09:00:00Z', '+923009999999')],
    [{ ...row('2026-11-23T09:00:00Z'), logicalResource: [] }],
    [],
  ])
    assert.equal(await kindOf(rows, 200, alone), 'unknown')
})

test('days are those of the zone of the operator; what is not told of a day stays unknown', async () => {
  const period = (startDateTime: string, endDateTime: string) => ({ startDateTime, endDateTime })
  const summary = (consumptionPeriod: object, value: Quantity) => {
    return { counterType: 'used', level: 'day', consumptionPeriod, value }
  }
  const monday = period('2026-11-22T19:00:00Z', '2026-11-23T19:00:00Z')
  const consumptionSummary = [
    summary(monday, mb(120)),
    summary(monday, { amount: 3, units: 'SMS' }),
    summary(period('2026-11-23T00:00:00Z', '2026-11-24T00:00:00Z'), mb(7)),
    summary(period('2026-11-15T19:00:00Z', '2026-11-22T19:00:00Z'), mb(900)),
    summary(period('2026-11-21T19:00:00Z', '2026-11-22T19:00:00Z'), mb(-4)),
    'garbage',
  ]
  const answer = await judge(reportOf({ logicalResource: [{ id: msisdn, consumptionSummary }] }))
  assert.ok('days' in answer)
  assert.deepEqual(answer.days, [
    { date: '2026-11-22', dataMb: null, minutes: null, sms: null },
    { date: '2026-11-23', dataMb: 120, minutes: null, sms: 3 },
  ])
})

test('plans are read whole or not at all', async () => {
  const row = (id: string = msisdn) => ({
    ...{
      name: 'Weekly',
      startDate: '2026-11-22T19:00:00Z',
      terminationDate: '2026-11-29T18:59:59Z',
    },
    ...{ productOffering: { id: 'w' }, realizingResource: [{ id }] },
  })
  const plans = (active: unknown, status = 200) =>
    readPlans(
      async (_, path) =>
        path.includes('status=active') ? { status, json: active } : { status: 200, json: [] },
      msisdn,
    )
  assert.deepEqual(
    (await plans([row()]))?.map(({ plan }) => plan),
    ['w'],
  )
  assert.deepEqual(await plans([]), [])
  for (const given of [[row('+923009999999')], [row(), { name: 'x' }], {}, null])
    assert.equal(await plans(given), null)
  assert.equal(await plans([], 503), null)
})
