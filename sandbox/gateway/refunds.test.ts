import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { type Rig, startRig } from '../rig.ts'

const rig: Rig = await startRig()
after(() => rig.close())
beforeEach(async () => {
  await rig.ask('POST', '/sandbox/reset')
  rig.receiver.received.length = 0
})

const pay = (token: string) => {
  const body = { reference: 'c1', amount: 59_800, currency: 'PKR', token }
  return rig.gateway('POST', '/charges', body)
}
const refund = (reference: string, amount: number, charge = 'c1') =>
  rig.gateway('POST', '/refunds', { reference, charge, amount, currency: 'PKR' })

test('a refund is given once per reference, by the charge’s id or reference', async () => {
  const { id } = (await pay('tok_ok')).body
  const first = await refund('f1', 20_000)
  assert.deepEqual([first.status, first.body.status, first.body.charge], [201, 'succeeded', id])
  const again = await refund('f1', 20_000, id)
  assert.deepEqual([again.status, again.body], [200, first.body])
  const other = await refund('f1', 20_001)
  assert.deepEqual([other.status, other.body.code], [409, 'reference_reused'])
  const row = await rig.charge('c1')
  assert.deepEqual([row.status, row.refunded_amount, row.refunds.length], ['captured', 20_000, 1])
  const found = await rig.gateway('GET', '/refunds?reference=f1')
  assert.deepEqual(found.body.data, [first.body])
  assert.deepEqual((await rig.gateway('GET', '/refunds?reference=f9')).body.data, [])
  assert.deepEqual((await rig.gateway('GET', `/refunds/${first.body.id}`)).body, first.body)
  await rig.advance(0)
  const heard = rig.receiver.received.map(({ body }) => body.type)
  assert.deepEqual(heard, ['charge.captured', 'refund.succeeded'])
})

test('all refunds together never exceed what was captured', async () => {
  await pay('tok_ok')
  assert.equal((await refund('f1', 40_000)).status, 201)
  const more = await refund('f2', 19_801)
  assert.deepEqual([more.status, more.body.code], [422, 'exceeds_captured'])
  assert.equal((await refund('f3', 19_800)).status, 201)
  assert.equal((await refund('f4', 1)).status, 422)
  assert.equal((await rig.charge('c1')).refunded_amount, 59_800)
})

test('nothing is given back of a charge that was not captured, or is not there', async () => {
  await pay('tok_declined')
  assert.equal((await refund('f1', 1)).body.code, 'exceeds_captured')
  const unknown = await refund('f2', 1, 'c9')
  assert.deepEqual([unknown.status, unknown.body.code], [422, 'unknown_charge'])
  assert.deepEqual((await rig.charge('c1')).refunds, [])
})

test('tok_refund_fails_once fails once and succeeds under the same reference', async () => {
  assert.equal((await pay('tok_refund_fails_once')).body.status, 'captured')
  const failed = await refund('f1', 59_800)
  assert.equal(failed.status, 201)
  const { status, failure_code, retriable } = failed.body
  assert.deepEqual([status, failure_code, retriable], ['failed', 'gateway_balance_low', true])
  assert.equal((await rig.charge('c1')).refunded_amount, 0)
  const [found] = (await rig.gateway('GET', '/refunds?reference=f1')).body.data
  assert.equal(found.status, 'failed')
  const second = await refund('f1', 59_800)
  assert.deepEqual([second.status, second.body.status], [201, 'succeeded'])
  assert.equal(second.body.id, failed.body.id)
  assert.equal((await refund('f1', 59_800)).status, 200)
  const row = await rig.charge('c1')
  assert.deepEqual([row.refunded_amount, row.refunds.length], [59_800, 1])
  await rig.advance(0)
  const heard = rig.receiver.received.map(({ body }) => body.type)
  assert.deepEqual(heard, ['charge.captured', 'refund.failed', 'refund.succeeded'])
})

test('tok_refund_fails_once fails only the first refund of its charge', async () => {
  await pay('tok_refund_fails_once')
  assert.equal((await refund('f1', 20_000)).body.status, 'failed')
  assert.equal((await refund('f2', 20_000)).body.status, 'succeeded')
  assert.equal((await rig.charge('c1')).refunded_amount, 20_000)
})

test('an unreadable refund is refused with 400', async () => {
  await pay('tok_ok')
  assert.equal((await refund('f1', 0)).status, 400)
  assert.equal((await refund('', 1)).status, 400)
  assert.equal((await rig.gateway('POST', '/refunds', 'text')).status, 400)
  assert.equal((await rig.charge('c1')).refunded_amount, 0)
})
