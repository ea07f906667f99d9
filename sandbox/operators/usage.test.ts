import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { type Rig, startRig } from '../rig.ts'
import { useOfDay } from './line-use.ts'

/** Shapes as TMF677 v4.0.1 and TMF654 v4.0 have them, written down by hand. */
const rig: Rig = await startRig()
after(() => rig.close())
beforeEach(() => rig.ask('POST', '/sandbox/reset'))

// biome-ignore lint/suspicious/noExplicitAny: what another process says has no type here.
type Row = Record<string, any>
const day_ms = 86_400_000
const onicMonth = { plan: 'onic-sandbox-monthly', rupees: 1200 }
const onicWeek = { plan: 'onic-sandbox-weekly', rupees: 400 }

const query = (msisdn: string) => ({
  searchCriteria: { logicalResource: [{ id: msisdn, '@referredType': 'MSISDN' }] },
})
const path = (operator: string) => `/${operator}/tmf-api/usageConsumption/v4/queryUsageConsumption`
const ask = (msisdn: string, operator = 'onic') =>
  rig.operator('POST', path(operator), query(msisdn))
const report = async (msisdn: string, operator = 'onic'): Promise<Row> =>
  (await ask(msisdn, operator)).body.usageConsumption[0]
const buckets = async (msisdn: string, operator = 'onic'): Promise<Row[]> => {
  const asked = `logicalResource.id=${encodeURIComponent(msisdn)}`
  const place = `/${operator}/tmf-api/prepayBalanceManagement/v4/bucket?${asked}`
  return (await rig.operator('GET', place)).body
}
const left = (rows: Row[], name: string): number[] =>
  rows.filter((it) => it.name === name).map((it) => it.remainingValue.amount)
const used = (bucket: Row) =>
  bucket.bucketCounter.find((it: Row) => it.counterType === 'used').value.amount

test('a query is answered with its criteria, a time, the volumes and thirty days behind today', async () => {
  await rig.topup('onic', { correlator: 'u1', msisdn: '+923001234100', ...onicMonth })
  await rig.advance(2 * day_ms)
  const { status, body } = await ask('+923001234100')
  assert.equal(status, 201)
  assert.deepEqual(body.searchCriteria, query('+923001234100').searchCriteria)
  for (const name of ['id', 'href', 'queryUsageConsumptionDate'])
    assert.equal(typeof body[name], 'string', name)
  const [one] = body.usageConsumption
  assert.deepEqual([one.state, one.lastUpdate], ['done', '2026-11-25T06:00:00.000Z'])
  assert.equal(one.logicalResource[0].id, '+923001234100')
  const days = one.logicalResource[0].consumptionSummary
  assert.equal(days.length, 31 * 3)
  for (const { counterType, level, consumptionPeriod, value } of days) {
    assert.deepEqual([counterType, level], ['used', 'day'])
    assert.match(consumptionPeriod.startDateTime, /T19:00:00.000Z$/)
    assert.equal(typeof value.amount, 'number')
  }
  for (const bucket of one.bucketRefOrValue) {
    assert.ok(['data', 'voice', 'sms'].includes(bucket.usageType))
    assert.equal(bucket.status, 'active')
    const total = bucket.bucketCounter.find((it: Row) => it.counterType === 'total').value
    assert.equal(bucket.remainingValue.amount + used(bucket), total.amount)
  }
})

test('what is used of a bundle is what the line used on the days it ran', async () => {
  const msisdn = '+923001234101'
  await rig.topup('onic', { correlator: 'u2', msisdn, ...onicMonth })
  // Bought at 11:00 on Monday; 13 hours of that day and the two days after it.
  await rig.advance(13 * 3_600_000 + 2 * day_ms)
  const [monday, tuesday, wednesday] = ['23', '24', '25'].map(
    (date) => useOfDay(msisdn, `2026-11-${date}`).dataMb,
  )
  const expected = (monday! * 13) / 24 + tuesday! + wednesday!
  const [now] = left(await buckets(msisdn), 'dataMb')
  assert.equal(now, Math.floor(40_960 - expected))
  await rig.advance(day_ms)
  assert.ok(left(await buckets(msisdn), 'dataMb')[0]! < now!)
})

test('of two that run side by side the one that ends first is used first', async () => {
  const msisdn = '+923001234102'
  await rig.topup('onic', { correlator: 'u3', msisdn, ...onicMonth })
  await rig.topup('onic', { correlator: 'u4', msisdn, ...onicWeek })
  await rig.advance(3 * day_ms)
  const rows = (await buckets(msisdn)).filter(({ name }) => name === 'dataMb')
  const byEnd = rows.toSorted((a, b) => (a.validFor.endDateTime < b.validFor.endDateTime ? -1 : 1))
  assert.ok(byEnd[0]!.remainingValue.amount < 10_240)
  assert.equal(byEnd[1]!.remainingValue.amount, 40_960)
})

test('the same number has the same days in every run, and another number has others', async () => {
  const again = await startRig()
  const ofOther = await again.operator('POST', path('onic'), query('+923001234103'))
  await again.close()
  const days = (it: Row) => it.logicalResource[0].consumptionSummary
  assert.deepEqual(days(await report('+923001234103')), days(ofOther.body.usageConsumption[0]))
  assert.notDeepEqual(days(await report('+923001234103')), days(await report('+923001234104')))
})

test('night data is a volume of its own', async () => {
  const rows = await buckets('+923101234010', 'zong')
  assert.ok(left(rows, 'dataOffpeakMb')[0]! <= 20_480)
  assert.ok(left(rows, 'dataMb')[0]! <= 20_480)
})

test('a number that ends in 010 holds a bundle from a shop, which no credit stands for', async () => {
  const rows = await buckets('+923001234010', 'jazz')
  assert.ok(left(rows, 'dataMb').length === 1)
  const { credits, bundles } = await rig.line('+923001234010')
  assert.deepEqual([credits, bundles], [[], []])
  const asked = 'realizingResource.id=%2B923001234010&status=active'
  const { body } = await rig.operator('GET', `/jazz/tmf-api/productInventory/v4/product?${asked}`)
  assert.equal(body[0].productOffering.id, 'jazz-monthly-premium-2024-09-02')
})

test('the digits choose how usage is told', async () => {
  const jazz = (digits: string) => report(`+923001234${digits}`, 'jazz')
  assert.equal((await jazz('011')).lastUpdate, '2026-11-23T01:00:00.000Z')
  const { status, body } = await ask('+923001234012', 'jazz')
  assert.deepEqual([status, body.code], [403, 'usageNotReportable'])
  const onNet = (await jazz('013')).bucketRefOrValue.find((it: Row) => it.name === 'minutesOnNet')
  assert.deepEqual([onNet.remainingValue, onNet.remainingValueName], [undefined, 'Unlimited'])
  const [bytes] = (await jazz('014')).bucketRefOrValue
  assert.match(bytes.remainingValue.amount, /^\d+\.\d$/)
  assert.equal(bytes.remainingValue.units, 'bytes')
  assert.equal((await jazz('015')).lastUpdate, undefined)
  assert.equal((await jazz('016')).logicalResource[0].id, '+923009999999')
  const absurd = (await jazz('017')).bucketRefOrValue
  assert.ok(left(absurd, 'sms')[0]! < 0 && left(absurd, 'dataMb')[0]! > 25_600)
  assert.equal((await jazz('019')).bucketRefOrValue[0].remainingValue.units, 'credits')
})

test('a query that names no number is refused, and SCOM has no such interface', async () => {
  assert.equal((await rig.operator('POST', path('jazz'), {})).status, 400)
  assert.equal((await rig.operator('POST', path('jazz'), query('0300'))).status, 400)
  assert.equal((await ask('+923551234000', 'scom')).status, 404)
  assert.equal((await rig.ask('POST', path('jazz'), query('+923001234000'))).status, 401)
})

test('a fault on what is asked about a line strikes usage too', async () => {
  await rig.faults({ party: 'jazz', on: 'line', fault: 'outage' })
  assert.equal((await ask('+923001234100', 'jazz')).status, 503)
})
