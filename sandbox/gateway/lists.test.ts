import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { type Rig, startRig } from '../rig.ts'

const rig: Rig = await startRig()
after(() => rig.close())
beforeEach(() => rig.ask('POST', '/sandbox/reset'))

const price = { amount: 100, currency: 'PKR' }
const pay = (reference: string) =>
  rig.gateway('POST', '/charges', { reference, ...price, token: 'tok_ok' })
const refund = (reference: string, charge: string) =>
  rig.gateway('POST', '/refunds', { reference, charge, ...price })
const page = async (path: string) => (await rig.gateway('GET', path)).body
const names = (list: { data: { reference: string }[] }) => list.data.map((row) => row.reference)

test('refunds of a time are listed oldest first, page by page, while more are made', async () => {
  for (const reference of ['c0', 'c1', 'c2', 'c3', 'c4', 'c5']) await pay(reference)
  await refund('f0', 'c0')
  await rig.advance(1000)
  for (const count of [1, 2, 3]) await refund(`f${count}`, `c${count}`)
  const from = '/refunds?created_from=2026-11-23T06:00:01Z&limit=2'
  const first = await page(from)
  assert.deepEqual(names(first), ['f1', 'f2'])
  await refund('f4', 'c4')
  const second = await page(`${from}&cursor=${first.next_cursor}`)
  assert.deepEqual([names(second), second.next_cursor], [['f3', 'f4'], null])
  assert.deepEqual(names(await page('/refunds?created_to=2026-11-23T06:00:01Z')), ['f0'])
  assert.deepEqual(second.data[0].status, 'succeeded')
})

test('charges made while a list is read come after its last page', async () => {
  for (const reference of ['c0', 'c1', 'c2']) await pay(reference)
  const first = await page('/charges?limit=2')
  await pay('c3')
  const second = await page(`/charges?limit=2&cursor=${first.next_cursor}`)
  assert.deepEqual([...names(first), ...names(second)], ['c0', 'c1', 'c2', 'c3'])
  assert.equal(second.next_cursor, null)
})

test('a bound or cursor that cannot be read is refused in both lists', async () => {
  for (const path of ['/charges', '/refunds'])
    for (const query of ['created_from=now', 'created_to=5', 'cursor=x'])
      assert.equal((await rig.gateway('GET', `${path}?${query}`)).status, 400, path + query)
})
