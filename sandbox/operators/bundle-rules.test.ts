import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { monday, type Rig, startRig, weeklyX } from '../rig.ts'

const rig: Rig = await startRig()
after(() => rig.close())
beforeEach(() => rig.ask('POST', '/sandbox/reset'))

const day_ms = 86_400_000
const line = '+923001234000'
const reversing = '+923001234007'
const at = (ms: number) => new Date(monday + ms).toISOString()
const endOfDay = '18:59:59.000Z'

let count = 0
const buy = (operator: string, plan: string, rupees: number, msisdn = line) =>
  rig.topup(operator, { correlator: `b${count++}`, msisdn, plan, rupees })

/** `[plan, status, start, end]` of each bundle, as the operator's own inventory tells it. */
async function bundles(operator: string, msisdn = line, status?: string) {
  const query = new URLSearchParams({ 'realizingResource.id': msisdn })
  if (status !== undefined) query.set('status', status)
  const path = `/${operator}/tmf-api/productInventory/v4/product`
  const answer = await rig.operator('GET', `${path}?${query}`)
  return answer.body.map((product: Record<string, unknown>) => [
    (product.productOffering as { id: string }).id,
    product.status,
    product.startDate,
    product.terminationDate,
  ])
}

test('jazz and onic stack: both bundles run', async () => {
  await buy('jazz', weeklyX, 598)
  await buy('jazz', weeklyX, 598)
  const one = [weeklyX, 'active', at(0), `2026-11-29T${endOfDay}`]
  assert.deepEqual(await bundles('jazz'), [one, one])
  await buy('onic', 'onic-sandbox-weekly', 400)
  await buy('onic', 'onic-sandbox-monthly', 1200)
  assert.deepEqual(await bundles('onic'), [
    ['onic-sandbox-weekly', 'active', at(0), `2026-11-29T${endOfDay}`],
    ['onic-sandbox-monthly', 'active', at(0), `2026-12-22T${endOfDay}`],
  ])
})

test('zong rejects the same plan while it runs, and takes another one', async () => {
  const plan = 'zong-super-weekly-max-2021-03-11'
  const other = 'zong-super-weekly-plus-2021-03-11'
  assert.equal((await buy('zong', plan, 299)).status, 201)
  const again = await buy('zong', plan, 299)
  assert.deepEqual([again.status, again.body.code], [422, 'bundleAlreadyActive'])
  assert.equal((await buy('zong', other, 240)).status, 201)
  assert.equal((await rig.line(line)).credits.length, 2)
  await rig.advance(7 * day_ms)
  assert.equal((await buy('zong', plan, 299)).status, 201)
  assert.deepEqual(await bundles('zong', line, 'active'), [
    [plan, 'active', at(7 * day_ms), at(14 * day_ms)],
  ])
  assert.equal((await bundles('zong', line, 'terminated')).length, 2)
})

test('telenor replaces: the running bundle ends now', async () => {
  const weekly = 'telenor-weekly-easy-card-mega-2021-03-11'
  const monthly = 'telenor-monthly-ultra-2021-03-11'
  await buy('telenor', monthly, 599)
  await rig.advance(day_ms)
  await buy('telenor', weekly, 250)
  assert.deepEqual(await bundles('telenor'), [
    [monthly, 'terminated', at(0), at(day_ms)],
    [weekly, 'active', at(day_ms), `2026-11-30T${endOfDay}`],
  ])
})

test('telenor: a reversed bundle is gone, and so is the one that it had replaced', async () => {
  const monthly = 'telenor-monthly-ultra-2021-03-11'
  await buy('telenor', monthly, 599, reversing)
  await rig.advance(3000)
  await buy('telenor', monthly, 599, reversing)
  await rig.advance(5000)
  assert.deepEqual(await bundles('telenor', reversing), [
    [monthly, 'cancelled', at(0), at(5000)],
    [monthly, 'cancelled', at(3000), at(8000)],
  ])
})

test('ufone and scom queue: the next starts to the millisecond when the last ends', async () => {
  const plans = [
    ['ufone', 'ufone-weekly-grand-offer-2024-estimated', 500],
    ['scom', 'scom-sandbox-weekly', 300],
  ] as const
  for (const [operator, plan, rupees] of plans) {
    await buy(operator, plan, rupees)
    await buy(operator, plan, rupees)
    const third = await buy(operator, plan, rupees)
    assert.deepEqual(third.body.validFor, {
      startDateTime: at(14 * day_ms),
      endDateTime: at(21 * day_ms),
    })
    assert.deepEqual(await bundles(operator), [
      [plan, 'active', at(0), at(7 * day_ms)],
      [plan, 'pendingActive', at(7 * day_ms), at(14 * day_ms)],
      [plan, 'pendingActive', at(14 * day_ms), at(21 * day_ms)],
    ])
  }
  await rig.advance(7 * day_ms)
  assert.equal((await bundles('scom', line, 'active')).length, 1)
  assert.equal((await bundles('scom', line, 'pendingActive')).length, 1)
})

test('scom: when the running bundle is reversed the queued one moves up', async () => {
  await buy('scom', 'scom-sandbox-weekly', 300, reversing)
  await rig.advance(4000)
  await buy('scom', 'scom-sandbox-monthly', 1000, reversing)
  await rig.advance(1000)
  assert.deepEqual(await bundles('scom', reversing), [
    ['scom-sandbox-weekly', 'cancelled', at(0), at(5000)],
    ['scom-sandbox-monthly', 'active', at(5000), at(5000 + 30 * day_ms)],
  ])
})

test('bought at 23:30 in Karachi, calendar days lose that day, rolling ones do not', async () => {
  await rig.advance(12.5 * 3_600_000)
  await buy('jazz', weeklyX, 598)
  await buy('scom', 'scom-sandbox-weekly', 300)
  const [jazz] = await bundles('jazz')
  const [scom] = await bundles('scom')
  assert.equal(jazz![3], `2026-11-29T${endOfDay}`)
  assert.equal(scom![3], '2026-11-30T18:30:00.000Z')
})

test('buckets are the balance and the stated volumes of running bundles alone', async () => {
  await buy('scom', 'scom-sandbox-weekly', 315)
  await buy('scom', 'scom-sandbox-monthly', 1000)
  const query = `logicalResource.id=${encodeURIComponent(line)}`
  const path = '/scom/tmf-api/prepayBalanceManagement/v4/bucket'
  const { body } = await rig.operator('GET', `${path}?${query}`)
  const values = body.map((bucket: Record<string, unknown>) => [
    bucket.usageType,
    bucket.remainingValue,
  ])
  assert.deepEqual(values, [
    ['monetary', { amount: 13.04, units: 'PKR' }],
    ['data', { amount: 5120, units: 'MB' }],
    ['voice', { amount: 250, units: 'min' }],
    ['sms', { amount: 250, units: 'SMS' }],
  ])
  assert.equal((await rig.operator('GET', path)).status, 400)
})
