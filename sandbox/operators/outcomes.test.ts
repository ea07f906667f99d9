import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { type Rig, startRig, topupBody, topupPath, weeklyX } from '../rig.ts'

const rig: Rig = await startRig()
after(() => rig.close())
beforeEach(async () => {
  await rig.ask('POST', '/sandbox/reset')
  rig.receiver.received.length = 0
})

const number = (digits: string) => `+923001234${digits}`
const renew = (digits: string, correlator = 'r1') =>
  rig.topup('jazz', { correlator, msisdn: number(digits), plan: weeklyX, rupees: 598 })
const credits = async (digits: string) => (await rig.line(number(digits))).credits

/** The correct answer to a lost request: nothing was heard, and the books tell what happened. */
async function assertCut(request: Promise<unknown>): Promise<void> {
  await assert.rejects(request, /fetch failed/)
}

test('000 and any other number complete at once, with one credit and no callback', async () => {
  for (const digits of ['000', '123', '010']) {
    const { status, body } = await renew(digits, `r${digits}`)
    assert.equal(status, 201)
    assert.equal(body.status, 'completed')
    assert.equal(body.correlatorId, `r${digits}`)
    assert.equal(body.confirmationDate, body.requestedDate)
    assert.equal((await credits(digits)).length, 1)
  }
  await rig.advance(600_000)
  assert.equal(rig.receiver.received.length, 0)
})

test('001 is created, and completed after 3 s with one callback', async () => {
  const { status, body } = await renew('001')
  assert.deepEqual([status, body.status, body.validFor], [201, 'created', undefined])
  await rig.advance(2999)
  assert.equal((await rig.lookup('jazz', 'r1')).body[0].status, 'created')
  assert.deepEqual(await credits('001'), [])
  await rig.advance(1)
  const [found] = (await rig.lookup('jazz', 'r1')).body
  assert.equal(found.status, 'completed')
  assert.equal((await credits('001')).length, 1)
  const [callback, ...more] = rig.receiver.received
  assert.equal(more.length, 0)
  assert.equal(callback!.path, '/callbacks/operators/jazz')
  assert.equal(callback!.body.eventType, 'TopupBalanceCreateEvent')
  assert.deepEqual(callback!.body.event.topupBalance, found)
})

test('002 credits the line and cuts the socket: found by lookup, taken only once', async () => {
  await assertCut(renew('002'))
  const [found] = (await rig.lookup('jazz', 'r1')).body
  assert.equal(found.status, 'completed')
  assert.equal((await renew('002')).status, 409)
  assert.equal((await credits('002')).length, 1)
})

test('003 is refused as not rechargeable, without a credit, and the refusal is kept', async () => {
  const { status, body } = await renew('003')
  assert.deepEqual([status, body.code, body.status], [422, 'lineNotRechargeable', '422'])
  const [found] = (await rig.lookup('jazz', 'r1')).body
  assert.deepEqual([found.status, found.reason], ['failed', 'lineNotRechargeable'])
  assert.deepEqual(await credits('003'), [])
})

test('004 answers 503 without effect for 10 s from the first request, then works', async () => {
  assert.deepEqual((await rig.lookup('jazz', 'r1')).body, [])
  const down = await renew('004')
  assert.deepEqual([down.status, down.headers.get('retry-after')], [503, '10'])
  await rig.advance(9999)
  assert.equal((await renew('004')).headers.get('retry-after'), '1')
  assert.equal((await rig.lookup('jazz', 'r1')).status, 503)
  assert.deepEqual(await credits('004'), [])
  await rig.advance(1)
  assert.deepEqual((await rig.lookup('jazz', 'r1')).body, [])
  assert.equal((await renew('004')).status, 201)
  assert.equal((await renew('004', 'r2')).status, 503)
  assert.equal((await credits('004')).length, 1)
})

test('005 completes and calls back five times: two events, the older after the newer', async () => {
  const { body } = await renew('005')
  assert.equal(body.status, 'completed')
  await rig.advance(0)
  const heard = rig.receiver.received.map(({ body }) => body.event.topupBalance.status)
  assert.deepEqual(heard, ['completed', 'created', 'completed', 'completed', 'created'])
  const ids = rig.receiver.received.map(({ headers }) => headers['webhook-id'])
  assert.equal(new Set(ids).size, 2)
  assert.equal(ids[0], ids[2])
  assert.equal(ids[1], ids[4])
  assert.equal((await credits('005')).length, 1)
})

test('006 loses the first request of each correlatorId before any effect', async () => {
  for (const [count, correlator] of ['r1', 'r2'].entries()) {
    await assertCut(renew('006', correlator))
    assert.deepEqual((await rig.lookup('jazz', correlator)).body, [])
    assert.equal((await credits('006')).length, count)
    assert.equal((await renew('006', correlator)).status, 201)
    assert.equal((await renew('006', correlator)).status, 409)
    assert.equal((await credits('006')).length, count + 1)
  }
})

test('007 completes, and 5 s later credit, bundle and balance are taken back', async () => {
  const paid = { correlator: 'r1', msisdn: number('007'), plan: weeklyX, rupees: 698 }
  assert.equal((await rig.topup('jazz', paid)).body.status, 'completed')
  await rig.advance(4999)
  const before = await rig.line(number('007'))
  assert.equal(before.credits[0].reversed_at, undefined)
  assert.equal(before.bundles[0].status, 'active')
  assert.deepEqual(before.balance, [{ operator: 'jazz', amount: 8696, currency: 'PKR' }])
  await rig.advance(1)
  const line = await rig.line(number('007'))
  assert.equal(line.credits[0].reversed_at, '2026-11-23T06:00:05.000Z')
  assert.equal(line.bundles[0].status, 'cancelled')
  assert.deepEqual(line.balance, [])
  const [found] = (await rig.lookup('jazz', 'r1')).body
  assert.deepEqual([found.status, found.validFor], ['cancelled', undefined])
  const [callback, ...more] = rig.receiver.received
  assert.equal(more.length, 0)
  assert.equal(callback!.body.eventType, 'TopupBalanceCancelEvent')
  assert.equal(callback!.body.event.topupBalance.status, 'cancelled')
})

test('008 credits the line and answers 200 with something that is not JSON', async () => {
  const { status, body } = await renew('008')
  assert.equal(status, 200)
  assert.throws(() => JSON.parse(body))
  assert.equal((await rig.lookup('jazz', 'r1')).body[0].status, 'completed')
  assert.equal((await credits('008')).length, 1)
})

test('009 answers neither the request nor a lookup, and nothing is credited', async () => {
  const asked = { correlator: 'r1', msisdn: number('009'), plan: weeklyX, rupees: 598 }
  const lookupPath = `${topupPath('jazz')}?correlatorId=r1`
  const others = async () => {
    for (let round = 0; round < 20; round++) await rig.ask('GET', '/healthz')
  }
  const post = rig.wait('POST', topupPath('jazz'), topupBody(asked))
  // Until the request arrived a lookup finds nothing at once; twenty other calls are time enough.
  let lookup = rig.wait('GET', lookupPath)
  for (let tries = 0; tries < 50; tries++) {
    const isAnswered = lookup.answered.then(() => true)
    if (!(await Promise.race([isAnswered, others().then(() => false)]))) break
    lookup = rig.wait('GET', lookupPath)
  }
  let reactions = 0
  for (const { answered, left } of [post, lookup])
    void Promise.race([answered, left]).then(() => reactions++)
  await rig.advance(100_000)
  await others()
  assert.equal(reactions, 0)
  assert.deepEqual(await credits('009'), [])
  for (const waiting of [post, lookup]) {
    waiting.leave()
    await waiting.left
  }
  assert.equal((await rig.ask('GET', '/healthz')).status, 200)
})

test('a reset forgets outages and lost requests', async () => {
  await assertCut(renew('006'))
  await rig.ask('POST', '/sandbox/reset')
  await assertCut(renew('006'))
})
