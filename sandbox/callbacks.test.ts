import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { Webhook } from 'standardwebhooks'
import { monday, type Rig, startRig } from './rig.ts'
import { retryWaits_ms } from './runner.ts'
import { defaults } from './settings.ts'

const rig: Rig = await startRig()
after(() => rig.close())
beforeEach(async () => {
  await rig.ask('POST', '/sandbox/reset')
  rig.receiver.received.length = 0
  rig.receiver.statuses.length = 0
})

const { received, statuses } = rig.receiver
const pay = (token: string, reference = 'c1') =>
  rig.gateway('POST', '/charges', { reference, amount: 100, currency: 'PKR', token })
const slowTopup = () =>
  rig.topup('jazz', { correlator: 'r1', msisdn: '+923001234001', rupees: 100 })

test('every callback is signed as Standard Webhooks, at real time whatever the clock', async () => {
  await rig.advance(400 * 86_400_000)
  await pay('tok_ok')
  await slowTopup()
  await rig.advance(3000)
  assert.equal(received.length, 2)
  const verifier = new Webhook(defaults.webhookSecret)
  for (const { headers, text } of received) {
    const signed = headers as Record<string, string>
    // The package refuses timestamps that are more than five minutes from real time.
    assert.doesNotThrow(() => verifier.verify(text, signed))
    assert.throws(() => verifier.verify(`${text} `, signed))
    assert.throws(() => verifier.verify(text, { ...signed, 'webhook-id': 'other' }))
  }
})

test('another secret signs otherwise', async () => {
  const webhookSecret = `whsec_${Buffer.from('another secret').toString('base64')}`
  const other = await startRig({ webhookSecret })
  const charge = { reference: 'c1', amount: 100, currency: 'PKR', token: 'tok_ok' }
  await other.gateway('POST', '/charges', charge)
  await other.advance(0)
  const [{ text, headers }] = other.receiver.received as [(typeof received)[0]]
  const signed = headers as Record<string, string>
  assert.doesNotThrow(() => new Webhook(webhookSecret).verify(text, signed))
  assert.throws(() => new Webhook(defaults.webhookSecret).verify(text, signed))
  await other.close()
})

test('a callback nobody takes is tried again after 5 s, 30 s, 5 min, then dropped', async () => {
  statuses.push(500, 404, 302, 500, 500)
  await pay('tok_ok')
  await rig.advance(0)
  const counts = [received.length]
  for (const wait_ms of retryWaits_ms) {
    await rig.advance(wait_ms - 1)
    counts.push(received.length)
    await rig.advance(1)
    counts.push(received.length)
  }
  await rig.advance(86_400_000)
  assert.deepEqual([...counts, received.length], [1, 1, 2, 2, 3, 3, 4, 4])
  assert.equal(new Set(received.map(({ headers }) => headers['webhook-id'])).size, 1)
  assert.equal(new Set(received.map(({ text }) => text)).size, 1)
})

test('one advance goes through every retry on the way', async () => {
  statuses.push(500, 500)
  await pay('tok_ok')
  await rig.advance(35_000)
  assert.equal(received.length, 3)
  await rig.advance(86_400_000)
  assert.equal(received.length, 3)
})

test('a redirect is not followed', async () => {
  statuses.push(307)
  await pay('tok_ok')
  await rig.advance(0)
  assert.deepEqual(
    received.map(({ path }) => path),
    ['/callbacks/gateway'],
  )
})

test('an answer of the clock comes after the callbacks of everything that became due', async () => {
  await slowTopup()
  await pay('tok_slow')
  const { body } = await rig.advance(3000)
  assert.equal(body.now, new Date(monday + 3000).toISOString())
  assert.equal(received.length, 2)
})

test('what becomes due happens in order, each at its own time', async () => {
  const reversed = { correlator: 'r7', msisdn: '+923001234007', rupees: 100 }
  await rig.topup('jazz', reversed)
  await slowTopup()
  await rig.gateway('POST', '/charges', { reference: 'c2', amount: 100, currency: 'PKR' })
  await rig.advance(3_600_000)
  const heard = received.map(({ body }) => body.eventType ?? body.type)
  assert.deepEqual(heard, ['TopupBalanceCreateEvent', 'TopupBalanceCancelEvent', 'charge.expired'])
  assert.equal((await rig.line('+923001234001')).credits[0].at, '2026-11-23T06:00:03.000Z')
  const [credit] = (await rig.line('+923001234007')).credits
  assert.equal(credit.reversed_at, '2026-11-23T06:00:05.000Z')
})

test('the clock refuses anything but a whole number forward', async () => {
  for (const advance_ms of [-1, 1.5, '5', null, 1e15]) {
    const { status } = await rig.ask('POST', '/sandbox/clock', { advance_ms })
    assert.equal(status, 400, String(advance_ms))
  }
})

test('a reset empties the books, drops what is scheduled and sets the clock back', async () => {
  await slowTopup()
  await pay('tok_slow')
  await rig.advance(1000)
  const { body } = await rig.ask('POST', '/sandbox/reset')
  assert.equal(body.now, new Date(monday).toISOString())
  await rig.advance(60_000)
  assert.deepEqual(received, [])
  assert.deepEqual((await rig.line('+923001234001')).credits, [])
  assert.deepEqual((await rig.ask('GET', '/sandbox/charges')).body.data, [])
})

test('what is due happens by itself as real time passes', { timeout: 5000 }, async () => {
  const live = await startRig({ realNow: Date.now, sessionMs: 150 })
  const open = { amount: 100, currency: 'PKR' }
  await live.gateway('POST', '/charges', { ...open, reference: 'c1' })
  const soon = new Date(Date.now() + 30).toISOString()
  await live.gateway('POST', '/charges', { ...open, reference: 'c2', expires_at: soon })
  await live.receiver.until(2)
  const heard = live.receiver.received.map(({ body }) => [body.type, body.data.reference])
  assert.deepEqual(heard, [
    ['charge.expired', 'c2'],
    ['charge.expired', 'c1'],
  ])
  await live.close()
})

test('without an address for callbacks nothing is sent and everything else works', async () => {
  const quiet = await startRig({ notifyUrl: undefined })
  await quiet.topup('jazz', { correlator: 'r1', msisdn: '+923001234001', rupees: 100 })
  await quiet.advance(3000)
  assert.equal((await quiet.line('03001234001')).credits.length, 1)
  assert.deepEqual(quiet.receiver.received, [])
  await quiet.close()
})
