import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { type Rig, startRig, topupBody, topupPath, weeklyX } from '../rig.ts'
import { defaults } from '../settings.ts'

const rig: Rig = await startRig()
after(() => rig.close())
beforeEach(async () => {
  await rig.ask('POST', '/sandbox/reset')
  rig.receiver.received.length = 0
})

const msisdn = '+923001234000'
const renewal = (correlator = 'r1') => ({ correlator, msisdn, plan: weeklyX, rupees: 598 })
const renew = (correlator?: string) => rig.topup('jazz', renewal(correlator))
const credits = async () => (await rig.line(msisdn)).credits.length
const found = async () => (await rig.lookup('jazz', 'r1')).body
const pay = (reference = 'c1', token = 'tok_ok') =>
  rig.gateway('POST', '/charges', { reference, amount: 59_800, currency: 'PKR', token })

/** Nothing was heard but the end of the connection. */
async function assertCut(request: Promise<unknown>): Promise<void> {
  await assert.rejects(request, /fetch failed/)
}

/** Asks until the rules struck so often in all: then the request is inside and waits. */
async function untilFired(count: number): Promise<void> {
  let sum = 0
  while (sum < count) sum = (await rig.fired()).reduce((total, fired) => total + fired, 0)
}

/** True when it was settled by the time twenty other calls were answered. */
async function isSettled(request: Promise<unknown>): Promise<boolean> {
  let settled = false
  const note = () => {
    settled = true
  }
  request.then(note, note)
  for (let round = 0; round < 20; round++) await rig.ask('GET', '/healthz')
  return settled
}

test('lost_request: the socket is cut, the books stay empty, the next send works', async () => {
  await rig.faults({ party: 'jazz', on: 'topup', fault: 'lost_request', times: 1 })
  await assertCut(renew())
  assert.deepEqual([await credits(), await found()], [0, []])
  assert.equal((await renew()).status, 201)
  assert.deepEqual([await credits(), await rig.fired()], [1, [1]])
})

test('lost_answer: the books have it, the caller heard nothing', async () => {
  await rig.faults({ on: ['topup', 'charge'], fault: 'lost_answer' })
  await assertCut(renew())
  await assertCut(pay())
  assert.deepEqual([await credits(), (await found())[0].status], [1, 'completed'])
  assert.equal((await rig.charge('c1')).captured_amount, 59_800)
  await assertCut(renew())
  assert.equal(await credits(), 1)
})

test('error_before_effect: 503 with Retry-After and no effect, at either party', async () => {
  await rig.faults({ fault: 'error_before_effect', on: ['topup', 'charge'] })
  const topup = await renew()
  assert.deepEqual([topup.status, topup.body.code], [503, 'systemUnavailable'])
  assert.equal(topup.headers.get('retry-after'), '1')
  const charge = await pay()
  assert.deepEqual([charge.status, charge.body.code], [503, 'unavailable'])
  assert.deepEqual([await credits(), await rig.charge('c1')], [0, undefined])
})

test('error_after_effect: the status that was asked for, and the effect is there', async () => {
  await rig.faults({ fault: 'error_after_effect', on: ['topup', 'charge'], status: 502 })
  const topup = await renew()
  assert.deepEqual([topup.status, topup.body.code], [502, 'systemInternalError'])
  assert.equal(topup.headers.get('retry-after'), null)
  const charge = await pay()
  assert.deepEqual([charge.status, charge.body.code], [502, 'internal_error'])
  assert.equal(await credits(), 1)
  assert.equal((await rig.charge('c1')).status, 'captured')
})

test('outage: from and until on the clock, and Retry-After says how long it lasts', async () => {
  await rig.faults({ party: 'jazz', fault: 'outage', from_ms: 1000, until_ms: 61_000 })
  assert.equal((await renew('r0')).status, 201)
  await rig.advance(1000)
  const down = await renew()
  assert.deepEqual([down.status, down.headers.get('retry-after')], [503, '60'])
  assert.equal((await rig.lookup('jazz', 'r1')).status, 503)
  assert.equal((await rig.topup('zong', { correlator: 'r1', msisdn, rupees: 100 })).status, 201)
  assert.equal((await pay()).status, 201)
  await rig.advance(59_999)
  assert.equal((await renew()).headers.get('retry-after'), '1')
  await rig.advance(1)
  assert.equal((await renew()).status, 201)
  assert.equal((await rig.line(msisdn)).credits.length, 3)
})

test('a partial outage lets some sends of one reference through, as often as drawn', async () => {
  await rig.faults({ party: 'jazz', on: 'lookup', fault: 'outage', probability: 0.3 })
  let down = 0
  for (let count = 0; count < 200; count++) {
    const { status, headers } = await rig.lookup('jazz', 'r1')
    if (status === 503) down++
    // Nobody knows the end of an outage that has none.
    assert.equal(headers.get('retry-after'), null)
  }
  assert.ok(down > 40 && down < 80, String(down))
})

test('silence: no answer however long, no effect, and leaving ends it', async () => {
  await rig.faults({ on: 'topup', fault: 'silence' })
  const post = rig.wait('POST', topupPath('jazz'), topupBody(renewal()))
  await untilFired(1)
  await rig.advance(100_000)
  assert.equal(await isSettled(post.answered), false)
  post.leave()
  await post.left
  assert.equal(await credits(), 0)
})

test('latency: the effect is there at once, the answer that much later on the clock', async () => {
  await rig.faults({ on: 'topup', fault: 'latency', latency_ms: 2000 })
  const answer = renew()
  await untilFired(1)
  assert.equal(await credits(), 1)
  await rig.advance(1999)
  assert.equal(await isSettled(answer), false)
  await rig.advance(1)
  assert.equal((await answer).body.status, 'completed')
})

test('latency passes with real time as well', { timeout: 5000 }, async () => {
  const live = await startRig({ realNow: Date.now })
  await live.faults({ on: 'charge', fault: 'latency', latency_ms: [30, 40] })
  const before = Date.now()
  const charge = { reference: 'c1', amount: 100, currency: 'PKR', token: 'tok_ok' }
  assert.equal((await live.gateway('POST', '/charges', charge)).status, 201)
  assert.ok(Date.now() - before >= 30)
  await live.close()
})

test('late_effect: a lookup finds nothing until the request arrives after all', async () => {
  await rig.faults({ on: 'topup', fault: 'late_effect', latency_ms: 5000 })
  const post = rig.wait('POST', topupPath('jazz'), topupBody(renewal()))
  await untilFired(1)
  await rig.advance(4999)
  assert.deepEqual([await credits(), await found()], [0, []])
  // The caller has given up; the request is on its way all the same.
  post.leave()
  await post.left
  await rig.advance(1)
  const line = await rig.line(msisdn)
  assert.deepEqual(
    line.credits.map(({ at }: { at: string }) => at),
    ['2026-11-23T06:00:05.000Z'],
  )
})

test('what is let go acts at its own moment, also in one long step of the clock', async () => {
  await rig.faults({ on: 'topup', fault: 'late_effect', latency_ms: 5000 })
  const answer = renew()
  await untilFired(1)
  await rig.advance(3_600_000)
  assert.equal((await answer).body.requestedDate, '2026-11-23T06:00:05.000Z')
})

test('a reset cuts what was on its way, before any effect', async () => {
  await rig.faults({ on: 'topup', fault: 'late_effect', latency_ms: 5000 })
  const cut = assertCut(renew())
  await untilFired(1)
  await rig.ask('POST', '/sandbox/reset')
  await cut
  await rig.advance(60_000)
  assert.equal(await credits(), 0)
})

test('garbage: never the true answer, never a readable not found, books as always', async () => {
  await rig.faults({ on: ['topup', 'lookup'], fault: 'garbage' })
  const bodies = new Set<string>()
  for (let count = 0; count < 40; count++) {
    const url = rig.url + topupPath('jazz')
    const headers = { authorization: `Bearer ${defaults.operatorKey}` }
    const body = JSON.stringify(topupBody(renewal(`r${count}`)))
    const asked = [{ method: 'POST', headers, body }, { headers }] as const
    for (const request of asked) {
      const answer = await fetch('body' in request ? url : `${url}?correlatorId=x`, request)
      const text = await answer.text()
      bodies.add(text)
      assert.ok(!text.includes('"completed"') || !text.endsWith('}'), text)
      assert.notEqual(text, '[]')
    }
  }
  assert.ok(bodies.size > 6, String(bodies.size))
  assert.equal(await credits(), 40)
})

test('slow_drip: headers at once, the body piece by piece, whole in the end', async () => {
  await rig.faults({ on: 'topup', fault: 'slow_drip', latency_ms: 10_000 })
  const headers = { authorization: `Bearer ${defaults.operatorKey}` }
  const body = JSON.stringify(topupBody(renewal()))
  const answer = await fetch(rig.url + topupPath('jazz'), { method: 'POST', headers, body })
  assert.equal(answer.status, 201)
  const whole = answer.text()
  await rig.advance(9999)
  assert.equal(await isSettled(whole), false)
  await rig.advance(1)
  assert.equal(JSON.parse(await whole).status, 'completed')
  assert.equal(await credits(), 1)
})

test('duplicate: the request arrives twice, counts once, the second answer is heard', async () => {
  await rig.faults({ on: ['topup', 'charge', 'refund'], fault: 'duplicate' })
  const { status, body } = await renew()
  assert.deepEqual([status, body.code], [409, 'duplicateCorrelatorId'])
  assert.equal((await found())[0].status, 'completed')
  assert.equal((await pay()).status, 200)
  const refund = { reference: 'f1', charge: 'c1', amount: 59_800, currency: 'PKR' }
  assert.equal((await rig.gateway('POST', '/refunds', refund)).status, 200)
  assert.equal(await credits(), 1)
  const charge = await rig.charge('c1')
  assert.deepEqual([charge.refunded_amount, charge.refunds.length], [59_800, 1])
})

test('faults come on top of digits and tokens, and several on top of each other', async () => {
  await rig.faults(
    { on: 'topup', fault: 'late_effect', latency_ms: 100 },
    { on: ['topup', 'charge'], fault: 'error_after_effect' },
    { on: ['topup', 'charge'], fault: 'lost_request' },
    { on: 'topup', fault: 'latency', latency_ms: 100 },
  )
  const refused = rig.topup('jazz', { ...renewal(), msisdn: '+923001234003' })
  await untilFired(3)
  await rig.advance(200)
  assert.equal((await refused).status, 500)
  assert.equal((await found())[0].reason, 'lineNotRechargeable')
  await assertCut(pay('c1', 'tok_lost_paid'))
  assert.equal((await rig.charge('c1')).status, 'captured')
  // Of the faults that decide an answer the first in the list wins.
  assert.deepEqual(await rig.fired(), [1, 2, 0, 1])
})

test('every call of a party can be struck, the auditor and the control never', async () => {
  await rig.faults({ fault: 'error_before_effect', status: 599 })
  const api = '/jazz/tmf-api'
  for (const path of [
    `${api}/prepayBalanceManagement/v4/topupBalance`,
    `${api}/prepayBalanceManagement/v4/topupBalance/x`,
    `${api}/prepayBalanceManagement/v4/bucket?logicalResource.id=x`,
    `${api}/productInventory/v4/product`,
    `${api}/productCatalogManagement/v4/productOffering`,
    '/gateway/v1/charges',
    '/gateway/v1/charges?reference=c1',
    '/gateway/v1/charges/c1',
    '/gateway/v1/refunds?reference=c1',
    '/gateway/pay/c1',
  ])
    assert.equal((await rig.ask('GET', path)).status, 599, path)
  for (const path of ['/charges/c1/cancel', '/charges/c1/capture', '/refunds', '/charges'])
    assert.equal((await rig.gateway('POST', path, {})).status, 599, path)
  for (const path of [
    '/healthz',
    '/sandbox/charges',
    '/sandbox/faults',
    `/sandbox/lines/${msisdn}`,
  ])
    assert.equal((await rig.ask('GET', path)).status, 200, path)
  assert.deepEqual(await rig.fired(), [14])
})
