import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { type Rig, startRig } from '../rig.ts'

const rig: Rig = await startRig()
after(() => rig.close())
beforeEach(() => rig.ask('POST', '/sandbox/reset'))

test('a line is found under any usual form of its number, across all operators', async () => {
  const msisdn = '+923331234000'
  await rig.topup('ufone', { correlator: 'r1', msisdn, rupees: 115 })
  await rig.topup('scom', { correlator: 'r2', msisdn, plan: 'scom-sandbox-weekly', rupees: 300 })
  const line = await rig.line(msisdn)
  assert.equal(line.msisdn, msisdn)
  assert.deepEqual(
    line.credits.map((credit: Record<string, unknown>) => [
      credit.reference,
      credit.operator,
      credit.plan,
      credit.amount,
      credit.at,
    ]),
    [
      ['r1', 'ufone', null, 11_500, '2026-11-23T06:00:00.000Z'],
      ['r2', 'scom', 'scom-sandbox-weekly', 30_000, '2026-11-23T06:00:00.000Z'],
    ],
  )
  assert.deepEqual(line.balance, [
    { operator: 'scom', amount: 0, currency: 'PKR' },
    { operator: 'ufone', amount: 10_000, currency: 'PKR' },
  ])
  assert.equal(line.bundles[0].reference, 'r2')
  for (const form of ['923331234000', '03331234000', '%2B923331234000', '0333-123 4000'])
    assert.deepEqual(await rig.line(form), line, form)
})

test('an unused number is a line without anything, and what is no number is refused', async () => {
  const line = await rig.line('03009999999')
  assert.deepEqual(line, { msisdn: '+923009999999', credits: [], bundles: [], balance: [] })
  assert.equal((await rig.ask('GET', '/sandbox/lines/123')).status, 400)
})

test('charges are found by the whole reference or its beginning, newest first', async () => {
  for (const reference of ['rnw_A', 'rnw_B1', 'rnw_B2', 'x_rnw_B', 'rnw_C']) {
    const body = { reference, amount: 100, currency: 'PKR', token: 'tok_ok' }
    await rig.gateway('POST', '/charges', body)
  }
  const found = async (start: string) => {
    const { body } = await rig.ask('GET', `/sandbox/charges?reference=${start}`)
    return body.data.map((charge: { reference: string }) => charge.reference)
  }
  assert.deepEqual(await found('rnw_B'), ['rnw_B2', 'rnw_B1'])
  assert.deepEqual(await found('rnw_A'), ['rnw_A'])
  assert.deepEqual(await found('nw_A'), [])
  assert.equal((await found('')).length, 5)
})

test('the process says that it is well, and nothing lives at other paths', async () => {
  const { status, body } = await rig.ask('GET', '/healthz')
  assert.deepEqual([status, body.status], [200, 'ok'])
  for (const path of [
    '/',
    '/sandbox',
    '/sandbox/faults/1',
    '/gateway',
    '/gateway/v2/charges',
    '/%zz',
  ])
    assert.equal((await rig.ask('GET', path)).status, 404, path)
})
