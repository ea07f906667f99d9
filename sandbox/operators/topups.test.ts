import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { type Rig, startRig, topupBody, topupPath, weeklyX } from '../rig.ts'

const rig: Rig = await startRig()
after(() => rig.close())
beforeEach(() => rig.ask('POST', '/sandbox/reset'))

const msisdn = '+923001234000'
const renewal = { correlator: 'r1', msisdn, plan: weeklyX, rupees: 598 }

test('without the key, or with another, nothing is answered but 401', async () => {
  for (const key of [undefined, 'sandbox_gateway_key']) {
    const { status, body } = await rig.ask('GET', topupPath('jazz'), null, key)
    assert.deepEqual([status, body.code], [401, 'invalidCredentials'])
    const post = await rig.ask('POST', topupPath('jazz'), topupBody(renewal), key)
    assert.equal(post.status, 401)
  }
  assert.deepEqual((await rig.line(msisdn)).credits, [])
})

test('a correlatorId is taken once per operator, whatever the second request says', async () => {
  const other = { ...renewal, msisdn: '+923451234000' }
  assert.equal((await rig.topup('jazz', renewal)).status, 201)
  const { status, body } = await rig.topup('jazz', other)
  assert.deepEqual([status, body.code, body.status], [409, 'duplicateCorrelatorId', '409'])
  assert.deepEqual((await rig.line(other.msisdn)).credits, [])
  const sameAtZong = { correlator: 'r1', msisdn, rupees: 100 }
  assert.equal((await rig.topup('zong', sameAtZong)).status, 201)
})

test('of many requests at once with one correlatorId exactly one is credited', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => rig.topup('jazz', renewal)))
  const statuses = answers.map(({ status }) => status).sort()
  assert.deepEqual(statuses, [201, ...Array.from({ length: 19 }, () => 409)])
  assert.equal((await rig.line(msisdn)).credits.length, 1)
})

test('without a correlatorId every top-up counts and stays as balance', async () => {
  const plain = { msisdn, rupees: 115 }
  assert.equal((await rig.topup('jazz', plain)).body.status, 'completed')
  assert.equal((await rig.topup('jazz', plain)).body.status, 'completed')
  const line = await rig.line(msisdn)
  assert.equal(line.credits.length, 2)
  assert.equal(line.credits[0].reference, null)
  assert.deepEqual(line.bundles, [])
  assert.deepEqual(line.balance, [{ operator: 'jazz', amount: 20_000, currency: 'PKR' }])
})

test('a paisa less than the load is refused, more stays as balance', async () => {
  const less = await rig.topup('jazz', { ...renewal, rupees: 597.99 })
  assert.deepEqual([less.status, less.body.code], [422, 'amountTooLow'])
  const [kept] = (await rig.lookup('jazz', 'r1')).body
  assert.deepEqual([kept.status, kept.reason], ['failed', 'amountTooLow'])
  assert.equal((await rig.topup('jazz', { ...renewal, correlator: 'r2' })).status, 201)
  const more = { ...renewal, correlator: 'r3', rupees: 713 }
  assert.equal((await rig.topup('jazz', more)).status, 201)
  const line = await rig.line(msisdn)
  assert.deepEqual(line.balance, [{ operator: 'jazz', amount: 10_000, currency: 'PKR' }])
  assert.deepEqual(
    line.credits.map((credit: { amount: number }) => credit.amount),
    [59_800, 71_300],
  )
})

test('another operator’s offering is unknown, and the refusal takes the correlatorId', async () => {
  const { status, body } = await rig.topup('zong', renewal)
  assert.deepEqual([status, body.code], [422, 'unknownOffering'])
  assert.equal((await rig.topup('zong', renewal)).status, 409)
  assert.equal((await rig.lookup('zong', 'r1')).body[0].reason, 'unknownOffering')
})

test('what cannot be read is refused with 400 and credits nobody', async () => {
  const good = topupBody(renewal)
  const wrong: unknown[] = [
    'text',
    { ...good, correlatorId: 5 },
    { ...good, correlatorId: '' },
    { ...good, amount: { amount: 598, units: 'USD' } },
    { ...good, amount: { amount: 598.001, units: 'PKR' } },
    { ...good, amount: { amount: '598', units: 'PKR' } },
    { ...good, amount: { amount: -598, units: 'PKR' } },
    { ...good, usageType: 'data' },
    { ...good, bucket: {} },
    { ...good, partyAccount: undefined },
    { ...good, product: [] },
    { ...good, logicalResource: [{ id: '03001234000' }] },
    { ...good, logicalResource: undefined },
  ]
  for (const [index, body] of wrong.entries()) {
    await rig.ask('POST', '/sandbox/reset')
    const answer = await rig.operator('POST', topupPath('jazz'), body)
    assert.deepEqual([answer.status, answer.body.code], [400, 'invalidRequest'], `${index}`)
    assert.deepEqual((await rig.line(msisdn)).credits, [])
  }
})

test('an unreadable request with a readable correlatorId is kept as failed', async () => {
  const body = { ...topupBody(renewal), amount: { amount: 0, units: 'PKR' } }
  assert.equal((await rig.operator('POST', topupPath('jazz'), body)).status, 400)
  const [found] = (await rig.lookup('jazz', 'r1')).body
  assert.deepEqual([found.status, found.reason], ['failed', 'invalidRequest'])
})

test('lookups find by correlatorId and status; what is unknown is an empty array', async () => {
  await rig.topup('jazz', renewal)
  const by = (query: string) => rig.operator('GET', `${topupPath('jazz')}?${query}`)
  assert.equal((await by('correlatorId=r1')).body.length, 1)
  assert.equal((await by('correlatorId=r1&status=completed')).body.length, 1)
  const none = await by('correlatorId=r1&status=failed')
  assert.deepEqual([none.status, none.body, none.headers.get('x-total-count')], [200, [], '0'])
  assert.deepEqual((await by('correlatorId=r9')).body, [])
  assert.deepEqual((await rig.lookup('zong', 'r1')).body, [])
  assert.equal((await by(`logicalResource.id=${encodeURIComponent(msisdn)}`)).body.length, 1)
})

test('a list is paged, counted, and narrowed to the wanted fields', async () => {
  for (const correlator of ['r1', 'r2', 'r3']) await rig.topup('jazz', { ...renewal, correlator })
  const page = await rig.operator(
    'GET',
    `${topupPath('jazz')}?offset=1&limit=1&fields=status,correlatorId`,
  )
  assert.equal(page.headers.get('x-total-count'), '3')
  assert.equal(page.headers.get('x-result-count'), '1')
  const [{ id, href, ...rest }] = page.body
  assert.deepEqual(rest, { status: 'completed', correlatorId: 'r2' })
  const one = await rig.ask('GET', href, null, 'sandbox_operator_key')
  assert.equal(one.body.id, id)
  assert.equal(one.body.correlatorId, 'r2')
})

test('an unknown id, path or method is refused in the TMF way', async () => {
  const missing = await rig.operator('GET', `${topupPath('jazz')}/nope`)
  assert.deepEqual([missing.status, missing.body.code], [404, 'notFound'])
  assert.equal((await rig.operator('DELETE', topupPath('jazz'))).status, 405)
  assert.equal((await rig.operator('GET', '/jazz/tmf-api/other/v4/thing')).status, 404)
  assert.equal((await rig.operator('GET', topupPath('jio'))).status, 404)
})

test('a slow top-up that the rule forbids by then fails, and says so', async () => {
  const slow = { msisdn: '+923001234001', plan: 'zong-monthly-40gb-undated-2023-24', rupees: 1000 }
  assert.equal((await rig.topup('zong', { ...slow, correlator: 'r1' })).status, 201)
  assert.equal((await rig.topup('zong', { ...slow, correlator: 'r2' })).status, 201)
  rig.receiver.received.length = 0
  await rig.advance(3000)
  const events = rig.receiver.received.map(({ body }) => [
    body.eventType,
    body.event.topupBalance.correlatorId,
    body.event.topupBalance.reason,
  ])
  assert.deepEqual(events.sort(), [
    ['TopupBalanceCreateEvent', 'r1', undefined],
    ['TopupBalanceFailureEvent', 'r2', 'bundleAlreadyActive'],
  ])
  assert.equal((await rig.line(slow.msisdn)).credits.length, 1)
})
