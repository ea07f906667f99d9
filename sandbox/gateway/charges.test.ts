import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { type Rig, startRig } from '../rig.ts'

const rig: Rig = await startRig()
after(() => rig.close())
beforeEach(async () => {
  await rig.ask('POST', '/sandbox/reset')
  rig.receiver.received.length = 0
})

const body = (token?: string, more: object = {}) => ({
  reference: 'c1',
  amount: 59_800,
  currency: 'PKR',
  token,
  ...more,
})
const charge = (token?: string, more: object = {}) =>
  rig.gateway('POST', '/charges', body(token, more))
const lookup = async () => (await rig.gateway('GET', '/charges?reference=c1')).body.data
const heard = () => rig.receiver.received.map((callback) => callback.body.type)

test('without the key nothing is answered but 401', async () => {
  const post = await rig.ask('POST', '/gateway/v1/charges', body('tok_ok'), 'sandbox_operator_key')
  assert.deepEqual([post.status, post.body.code], [401, 'unauthorised'])
  assert.deepEqual((await rig.ask('GET', '/sandbox/charges')).body.data, [])
})

test('tok_ok is captured at once, in the answer, in the books and in one webhook', async () => {
  const { status, body } = await charge('tok_ok')
  assert.equal(status, 201)
  assert.equal(body.status, 'captured')
  assert.deepEqual([body.amount, body.captured_amount, body.refunded_amount], [59_800, 59_800, 0])
  assert.equal(body.captured_at, '2026-11-23T06:00:00.000Z')
  assert.deepEqual(await rig.charge('c1'), {
    reference: 'c1',
    status: 'captured',
    amount: 59_800,
    currency: 'PKR',
    captured_amount: 59_800,
    refunded_amount: 0,
    token: 'tok_ok',
    created_at: '2026-11-23T06:00:00.000Z',
    refunds: [],
  })
  await rig.advance(0)
  const [callback, ...more] = rig.receiver.received
  assert.equal(more.length, 0)
  assert.equal(callback!.path, '/callbacks/gateway')
  assert.equal(callback!.body.type, 'charge.captured')
  assert.deepEqual(callback!.body.data, body)
})

test('tok_declined is declined and nothing is captured', async () => {
  const { status, body } = await charge('tok_declined')
  assert.deepEqual([status, body.status, body.captured_amount], [201, 'declined', 0])
  assert.equal(body.decline_code, 'do_not_honour')
  assert.equal((await rig.charge('c1')).captured_amount, 0)
  await rig.advance(0)
  assert.deepEqual(heard(), ['charge.declined'])
})

test('tok_redirect and no token wait for the payer, and expire with the session', async () => {
  for (const token of ['tok_redirect', undefined]) {
    await rig.ask('POST', '/sandbox/reset')
    rig.receiver.received.length = 0
    const { status, body } = await charge(token)
    assert.deepEqual([status, body.status, body.captured_amount], [201, 'requires_action', 0])
    assert.deepEqual(body.next_action, {
      type: 'redirect',
      url: `${rig.url}/gateway/pay/${body.id}`,
    })
    assert.equal(body.expires_at, '2026-11-23T06:00:45.000Z')
    await rig.advance(44_999)
    assert.equal((await lookup())[0].status, 'requires_action')
    assert.deepEqual(heard(), [])
    await rig.advance(1)
    const [expired] = await lookup()
    assert.deepEqual([expired.status, expired.next_action], ['expired', undefined])
    assert.equal((await rig.charge('c1')).captured_amount, 0)
    assert.deepEqual(heard(), ['charge.expired'])
  }
})

test('an earlier expires_at shortens the session, a later one does not lengthen it', async () => {
  const early = await charge('tok_redirect', { expires_at: '2026-11-23T11:00:10+05:00' })
  assert.equal(early.body.expires_at, '2026-11-23T06:00:10.000Z')
  const late = { reference: 'c2', expires_at: '2026-11-23T07:00:00Z' }
  assert.equal((await charge('tok_redirect', late)).body.expires_at, '2026-11-23T06:00:45.000Z')
  await rig.advance(10_000)
  assert.equal((await lookup())[0].status, 'expired')
})

test('tok_lost_paid is captured, the answer is lost, and only a lookup tells', async () => {
  await assert.rejects(charge('tok_lost_paid'), /fetch failed/)
  const [found] = await lookup()
  assert.deepEqual([found.status, found.captured_amount], ['captured', 59_800])
  const again = await charge('tok_lost_paid')
  assert.deepEqual([again.status, again.body.id], [200, found.id])
  assert.equal((await rig.ask('GET', '/sandbox/charges')).body.data.length, 1)
  await rig.advance(0)
  assert.deepEqual(heard(), [])
})

test('tok_lost_unpaid loses the first request of a reference before any effect', async () => {
  await assert.rejects(charge('tok_lost_unpaid'), /fetch failed/)
  assert.deepEqual(await lookup(), [])
  assert.equal(await rig.charge('c1'), undefined)
  const second = await charge('tok_lost_unpaid')
  assert.deepEqual([second.status, second.body.status], [201, 'captured'])
  assert.equal((await charge('tok_lost_unpaid')).status, 200)
  assert.equal((await rig.charge('c1')).captured_amount, 59_800)
})

test('tok_slow is processing, and captured after 3 s with a webhook', async () => {
  const { body } = await charge('tok_slow')
  assert.deepEqual([body.status, body.captured_amount], ['processing', 0])
  await rig.advance(2999)
  assert.equal((await lookup())[0].status, 'processing')
  await rig.advance(1)
  assert.equal((await lookup())[0].status, 'captured')
  assert.deepEqual(heard(), ['charge.captured'])
})

test('tok_webhook_twice sends the same webhook twice under one id', async () => {
  assert.equal((await charge('tok_webhook_twice')).body.status, 'captured')
  await rig.advance(0)
  const [one, two, ...more] = rig.receiver.received
  assert.equal(more.length, 0)
  assert.equal(one!.headers['webhook-id'], two!.headers['webhook-id'])
  assert.equal(one!.text, two!.text)
})

test('the same reference and body is the same charge, another body is refused', async () => {
  const first = await charge('tok_ok', { description: 'Weekly X' })
  const again = await charge('tok_ok', { description: 'Weekly X' })
  assert.deepEqual([again.status, again.body], [200, first.body])
  for (const other of [{ amount: 59_801 }, { description: 'Monthly' }, { capture: false }]) {
    const { status, body } = await charge('tok_ok', { description: 'Weekly X', ...other })
    assert.deepEqual([status, body.code], [409, 'reference_reused'])
  }
  assert.equal((await rig.charge('c1')).captured_amount, 59_800)
  assert.equal((await rig.ask('GET', '/sandbox/charges')).body.data.length, 1)
})

test('of many requests at once with one reference exactly one is charged', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => charge('tok_ok')))
  assert.equal(answers.filter(({ status }) => status === 201).length, 1)
  assert.equal(new Set(answers.map(({ body }) => body.id)).size, 1)
})

test('an unknown token and an unreadable body are refused and not kept', async () => {
  const unknown = await charge('tok_nope')
  assert.deepEqual([unknown.status, unknown.body.code], [422, 'unknown_token'])
  const wrong = [
    { amount: 0 },
    { amount: 1.5 },
    { amount: '59800' },
    { currency: 'USD' },
    { reference: '' },
    { return_url: 'javascript:alert(1)' },
    { expires_at: 'soon' },
    { capture: 'yes' },
    { token: 7 },
  ]
  for (const more of wrong) {
    const { status, body } = await charge('tok_ok', more)
    assert.deepEqual([status, body.code], [400, 'invalid_request'], JSON.stringify(more))
  }
  assert.deepEqual((await rig.ask('GET', '/sandbox/charges')).body.data, [])
})

test('capture false holds the money until it is captured or cancelled', async () => {
  const held = await charge('tok_ok', { capture: false })
  assert.deepEqual([held.body.status, held.body.captured_amount], ['authorised', 0])
  const captured = await rig.gateway('POST', '/charges/c1/capture')
  assert.deepEqual([captured.status, captured.body.captured_amount], [200, 59_800])
  const again = await rig.gateway('POST', `/charges/${held.body.id}/capture`)
  assert.deepEqual([again.status, again.body.code], [409, 'not_capturable'])
  await charge('tok_ok', { capture: false, reference: 'c2' })
  const cancelled = await rig.gateway('POST', '/charges/c2/cancel')
  assert.deepEqual([cancelled.body.status, cancelled.body.captured_amount], ['cancelled', 0])
  assert.equal((await rig.gateway('POST', '/charges/c2/capture')).status, 409)
  await rig.advance(0)
  const both = ['charge.authorised', 'charge.authorised', 'charge.cancelled', 'charge.captured']
  assert.deepEqual(heard().sort(), both)
})

test('a charge that waits for the payer can be cancelled, a captured one not', async () => {
  await charge('tok_redirect')
  assert.equal((await rig.gateway('POST', '/charges/c1/cancel')).body.status, 'cancelled')
  await rig.advance(60_000)
  assert.equal((await lookup())[0].status, 'cancelled')
  assert.deepEqual(heard(), ['charge.cancelled'])
  await charge('tok_ok', { reference: 'c2' })
  const { status, body } = await rig.gateway('POST', '/charges/c2/cancel')
  assert.deepEqual([status, body.code], [409, 'not_cancellable'])
  assert.equal(body.charge.status, 'captured')
  assert.equal((await rig.gateway('POST', '/charges/c9/cancel')).status, 404)
})

test('charges are found by id and listed by time, page after page', async () => {
  for (const reference of ['c1', 'c2', 'c3']) {
    await charge('tok_ok', { reference })
    await rig.advance(1000)
  }
  const [{ id }] = await lookup()
  assert.equal((await rig.gateway('GET', `/charges/${id}`)).body.reference, 'c1')
  assert.equal((await rig.gateway('GET', '/charges/chg_none')).status, 404)
  const from = 'created_from=2026-11-23T06:00:01Z'
  const page = await rig.gateway('GET', `/charges?${from}&limit=1`)
  assert.equal(page.body.data[0].reference, 'c2')
  const next = await rig.gateway('GET', `/charges?${from}&limit=1&cursor=${page.body.next_cursor}`)
  assert.deepEqual([next.body.data[0].reference, next.body.next_cursor], ['c3', null])
  const until = await rig.gateway('GET', '/charges?created_to=2026-11-23T06:00:01Z')
  assert.deepEqual(
    until.body.data.map((one: { reference: string }) => one.reference),
    ['c1'],
  )
  assert.equal((await rig.gateway('GET', '/charges?created_from=now')).status, 400)
})
