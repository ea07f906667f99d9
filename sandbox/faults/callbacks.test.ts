import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { Webhook } from 'standardwebhooks'
import { type Rig, startRig } from '../rig.ts'
import { defaults } from '../settings.ts'

const rig: Rig = await startRig()
after(() => rig.close())
beforeEach(async () => {
  await rig.ask('POST', '/sandbox/reset')
  received.length = 0
  rig.receiver.statuses.length = 0
})

const { received } = rig.receiver
const types = () => received.map(({ body }) => body.eventType ?? body.type)
const pay = (reference = 'c1') =>
  rig.gateway('POST', '/charges', { reference, amount: 100, currency: 'PKR', token: 'tok_ok' })
const refund = (reference = 'f1', charge = 'c1') =>
  rig.gateway('POST', '/refunds', { reference, charge, amount: 100, currency: 'PKR' })
const slowTopup = () =>
  rig.topup('jazz', { correlator: 'r1', msisdn: '+923001234001', rupees: 100 })

test('dropped: a callback never comes, and what it would have told is true', async () => {
  await rig.faults({ fault: 'dropped', party: 'gateway' })
  await pay()
  await slowTopup()
  await rig.advance(600_000)
  assert.deepEqual(types(), ['TopupBalanceCreateEvent'])
  assert.equal((await rig.charge('c1')).status, 'captured')
  assert.deepEqual(await rig.fired(), [1])
})

test('duplicate: so many copies of one callback, all with one id', async () => {
  await rig.faults({ fault: 'duplicate', on: 'callback', copies: 3 })
  await pay()
  await slowTopup()
  await rig.advance(3000)
  assert.equal(received.length, 6)
  assert.equal(new Set(received.map(({ headers }) => headers['webhook-id'])).size, 2)
  assert.equal((await rig.line('+923001234001')).credits.length, 1)
})

test('late: a callback comes that much later, and not before', async () => {
  await rig.faults({ fault: 'late', latency_ms: 60_000 })
  await pay()
  await rig.advance(59_999)
  assert.equal(received.length, 0)
  await rig.advance(1)
  assert.deepEqual(types(), ['charge.captured'])
})

test('reordered: the newer callback of a charge passes the one that is held', async () => {
  await rig.faults({ fault: 'reordered', latency_ms: 60_000, probability: 1, until_ms: 1 })
  await pay()
  await rig.advance(1)
  await refund()
  await rig.advance(1)
  assert.deepEqual(types(), ['refund.succeeded', 'charge.captured'])
})

test('reordered: with nothing newer the callback comes at the latest then', async () => {
  await rig.faults({ fault: 'reordered', latency_ms: 60_000 })
  await pay()
  await pay('c2')
  await rig.advance(59_999)
  assert.equal(received.length, 0)
  await rig.advance(1)
  assert.equal(received.length, 2)
})

test('a held callback that nobody takes is tried again like any other', async () => {
  await rig.faults({ fault: 'reordered', latency_ms: 1000 })
  rig.receiver.statuses.push(500)
  await pay()
  await rig.advance(6000)
  assert.equal(received.length, 2)
})

test('early: the callback was taken before the answer left', async () => {
  await rig.faults({ fault: 'early' })
  const order: string[] = []
  for (const [name, request] of [
    ['c1', () => pay()],
    ['f1', () => refund()],
    ['r9', () => rig.topup('jazz', { correlator: 'r9', msisdn: '+923001234000', rupees: 100 })],
    ['r1', slowTopup],
  ] as const) {
    const before = received.length
    await request()
    assert.equal(received.length, before + 1, name)
    order.push(types().at(-1))
  }
  const created = 'TopupBalanceCreateEvent'
  assert.deepEqual(order, ['charge.captured', 'refund.succeeded', created, created])
  assert.equal(received.at(-1)!.body.event.topupBalance.status, 'created')
})

test('early with lost_answer: the callback is all that is heard', async () => {
  await rig.faults({ fault: 'early' }, { fault: 'lost_answer', on: 'charge' })
  await assert.rejects(pay(), /fetch failed/)
  assert.deepEqual(types(), ['charge.captured'])
})

test('forged: a claim that no true secret signed, sent once, changes no book', async () => {
  await rig.faults({ fault: 'forged' }, { fault: 'lost_request', on: ['topup', 'charge'] })
  const verifier = new Webhook(defaults.webhookSecret)
  for (let count = 0; count < 20; count++) {
    await assert.rejects(pay(`c${count}`))
    await assert.rejects(
      rig.topup('jazz', { correlator: `r${count}`, msisdn: '+923001234000', rupees: 100 }),
    )
  }
  rig.receiver.statuses.push(...Array.from({ length: 40 }, () => 401))
  await rig.advance(600_000)
  assert.equal(received.length, 40)
  for (const { headers, text } of received)
    assert.throws(() => verifier.verify(text, headers as Record<string, string>))
  const claims = new Set(
    received.map(({ body }) => body.data?.status ?? body.event.topupBalance.status),
  )
  assert.deepEqual([...claims].sort(), ['cancelled', 'captured', 'completed', 'declined'])
  const ways = new Set(received.map(({ headers }) => headers['webhook-signature'] !== undefined))
  assert.equal(ways.size, 2)
  assert.deepEqual((await rig.line('+923001234000')).credits, [])
  assert.deepEqual((await rig.ask('GET', '/sandbox/charges')).body.data, [])
})

test('forged beside the truth: the true callback is signed as always', async () => {
  await rig.faults({ fault: 'forged', party: 'gateway' })
  await pay()
  await rig.advance(0)
  const verifier = new Webhook(defaults.webhookSecret)
  const isTrue = received.map(({ headers, text }) => {
    try {
      return Boolean(verifier.verify(text, headers as Record<string, string>))
    } catch {
      return false
    }
  })
  assert.deepEqual(isTrue.sort(), [false, true])
})
