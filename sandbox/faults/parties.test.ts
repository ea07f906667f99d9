import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { type Rig, startRig, topupPath, weeklyX } from '../rig.ts'

const rig: Rig = await startRig()
after(() => rig.close())
beforeEach(() => rig.ask('POST', '/sandbox/reset'))

const msisdn = '+923001234000'
const renewal = { correlator: 'r1', msisdn, plan: weeklyX, rupees: 598 }
const renew = () => rig.topup('jazz', renewal)
const credits = async () => (await rig.line(msisdn)).credits.length
const found = async (operator = 'jazz') => (await rig.lookup(operator, 'r1')).body
const pay = (more: object = {}) =>
  rig.gateway('POST', '/charges', { reference: 'c1', ...price, token: 'tok_ok', ...more })
const price = { amount: 59_800, currency: 'PKR' }
const charge = async (query = 'reference=c1') =>
  (await rig.gateway('GET', `/charges?${query}`)).body.data
const refund = (reference = 'f1') =>
  rig.gateway('POST', '/refunds', { reference, charge: 'c1', ...price })
const refunds = async (query = 'reference=f1') =>
  (await rig.gateway('GET', `/refunds?${query}`)).body.data

test('float_empty: 402 with a code of its own, nothing taken, the same works later', async () => {
  await rig.faults({ party: 'jazz', fault: 'float_empty', until_ms: 30_000 })
  const { status, body, headers } = await renew()
  assert.deepEqual([status, body.code, body.status], [402, 'partnerBalanceTooLow', '402'])
  assert.equal(headers.get('retry-after'), '30')
  assert.deepEqual([await credits(), await found()], [0, []])
  await rig.advance(30_000)
  assert.equal((await renew()).status, 201)
  assert.equal(await credits(), 1)
})

test('float_empty never denies a top-up that was taken before', async () => {
  await renew()
  await rig.faults({ fault: 'float_empty' })
  assert.equal((await renew()).status, 409)
})

test('refund_fails: so many times per refund, then it works; the books say failed', async () => {
  await pay()
  await rig.faults({ fault: 'refund_fails', times: 3 })
  for (let count = 0; count < 3; count++) {
    const { body } = await refund()
    assert.deepEqual(
      [body.status, body.failure_code, body.retriable],
      ['failed', 'gateway_balance_low', true],
    )
    const row = await rig.charge('c1')
    assert.deepEqual([row.refunded_amount, row.refunds.length], [0, 1])
    assert.equal(row.refunds[0].status, 'failed')
  }
  assert.equal((await refund()).body.status, 'succeeded')
  assert.equal((await rig.charge('c1')).refunded_amount, 59_800)
})

test('stale_lookup: a top-up shows so much later, by reference, by id and in lists', async () => {
  await rig.faults({ party: 'jazz', fault: 'stale_lookup', stale_ms: 10_000 })
  const { body } = await renew()
  const by = async (query: string) => (await rig.operator('GET', topupPath('jazz') + query)).body
  await rig.advance(9999)
  assert.deepEqual([await found(), await by(''), await by('?status=completed')], [[], [], []])
  assert.equal((await by(`/${body.id}`)).code, 'notFound')
  assert.equal(await credits(), 1)
  await rig.advance(1)
  for (const shown of [await found(), await by(''), await by('?status=completed')])
    assert.equal(shown[0].status, 'completed')
  assert.equal((await by(`/${body.id}`)).status, 'completed')
})

test('stale_lookup: what came of a top-up later is not shown yet', async () => {
  await rig.faults({ party: 'jazz', fault: 'stale_lookup', stale_ms: 4000 })
  const list = async (status: string) =>
    (await rig.operator('GET', `${topupPath('jazz')}?status=${status}`)).body.length
  await rig.topup('jazz', { ...renewal, msisdn: '+923001234001' })
  await rig.topup('jazz', { ...renewal, correlator: 'r7', msisdn: '+923001234007' })
  await rig.advance(6000)
  const slow = (await found())[0]
  assert.deepEqual([slow.status, slow.validFor], ['created', undefined])
  assert.equal(slow.confirmationDate, undefined)
  const [reversed] = (await rig.lookup('jazz', 'r7')).body
  assert.deepEqual([reversed.status, reversed.reason], ['completed', undefined])
  assert.deepEqual(
    [await list('created'), await list('completed'), await list('cancelled')],
    [1, 1, 0],
  )
  await rig.advance(4000)
  assert.equal((await found())[0].status, 'completed')
  assert.equal((await rig.lookup('jazz', 'r7')).body[0].status, 'cancelled')
  assert.deepEqual(
    [await list('created'), await list('completed'), await list('cancelled')],
    [0, 1, 1],
  )
})

test('stale_lookup: a pending top-up that failed since is pending still', async () => {
  const slow = { msisdn: '+923001234001', plan: 'zong-monthly-40gb-undated-2023-24', rupees: 1000 }
  for (const correlator of ['r0', 'r1']) await rig.topup('zong', { ...slow, correlator })
  await rig.advance(3000)
  assert.equal((await found('zong'))[0].reason, 'bundleAlreadyActive')
  await rig.faults({ fault: 'stale_lookup', stale_ms: 1000 })
  const [shown] = await found('zong')
  assert.deepEqual([shown.status, shown.reason], ['created', undefined])
  const listed = await rig.operator('GET', `${topupPath('zong')}?status=created`)
  assert.equal(listed.body.length, 2)
})

test('stale_lookup: charges and refunds show so much later, lists too', async () => {
  await rig.faults({ party: 'gateway', fault: 'stale_lookup', stale_ms: 10_000 })
  await pay({ token: 'tok_slow' })
  assert.deepEqual([await charge(), await charge('')], [[], []])
  assert.equal((await rig.gateway('GET', '/charges/c1')).status, 404)
  await rig.advance(10_000)
  for (const [shown] of [await charge(), await charge('')])
    assert.deepEqual([shown.status, shown.captured_amount], ['processing', 0])
  await refund()
  await rig.advance(9999)
  for (const [shown] of [await charge(), await charge('')])
    assert.deepEqual([shown.status, shown.refunded_amount], ['captured', 0])
  assert.deepEqual([await refunds(), await refunds('')], [[], []])
  await rig.advance(1)
  assert.equal((await charge())[0].refunded_amount, 59_800)
  assert.deepEqual((await refunds())[0].status, 'succeeded')
  assert.deepEqual((await refunds(''))[0].status, 'succeeded')
})

test('stale_lookup: a refund that succeeded since still shows its failure', async () => {
  await pay({ token: 'tok_refund_fails_once' })
  await refund()
  await rig.advance(60_000)
  await refund()
  await rig.faults({ fault: 'stale_lookup', stale_ms: 10_000 })
  assert.deepEqual((await refunds())[0].status, 'failed')
  assert.equal((await charge())[0].refunded_amount, 0)
  assert.equal((await rig.charge('c1')).refunded_amount, 59_800)
})

test('key_expiry: a forgotten correlatorId credits again, and the books show both', async () => {
  await rig.faults({ party: 'jazz', fault: 'key_expiry', after_ms: 60_000 })
  await renew()
  await rig.advance(59_999)
  assert.equal((await renew()).status, 409)
  await rig.advance(1)
  assert.deepEqual(await found(), [])
  assert.equal((await renew()).status, 201)
  assert.equal((await renew()).status, 409)
  const line = await rig.line(msisdn)
  assert.deepEqual(
    line.credits.map(({ reference }: { reference: string }) => reference),
    ['r1', 'r1'],
  )
  const list = await rig.operator('GET', topupPath('jazz'))
  assert.equal(list.body.length, 2)
})

test('key_expiry: a forgotten charge is made again, refunds stay within the captured', async () => {
  await rig.faults({ party: 'gateway', fault: 'key_expiry', after_ms: 60_000 })
  const first = await pay()
  assert.equal((await refund()).status, 201)
  await rig.advance(60_000)
  assert.deepEqual([await charge(), await refunds()], [[], []])
  // The refund names the charge by its id: that one is never forgotten.
  const again = { reference: 'f1', charge: first.body.id, ...price }
  assert.equal((await rig.gateway('POST', '/refunds', again)).body.code, 'exceeds_captured')
  const second = await pay()
  assert.equal(second.status, 201)
  assert.notEqual(second.body.id, first.body.id)
  const books = (await rig.ask('GET', '/sandbox/charges?reference=c1')).body.data
  assert.deepEqual(
    books.map((row: { captured_amount: number }) => row.captured_amount),
    [59_800, 59_800],
  )
  assert.equal((await charge(''))?.length, 2)
})
