import assert from 'node:assert/strict'
import { test } from 'node:test'
import { listTopups } from './list-topups.ts'

const window = {
  from: new Date('2026-11-23T00:00:00Z'),
  to: new Date('2026-11-24T00:00:00Z'),
}

const topup = (i: number) => ({
  ...{ id: `t${i}`, correlatorId: `r${i}`, status: 'completed' },
  ...{ amount: { amount: 598, units: 'PKR' }, requestedDate: '2026-11-23T09:00:00Z' },
})

async function read(all: readonly unknown[], status = 200) {
  const get = async (url: string) => {
    const query = new URL(url, 'http://x').searchParams
    const offset = Number(query.get('offset'))
    return { status, json: all.slice(offset, offset + Number(query.get('limit'))) }
  }
  const rows: string[] = []
  for await (const { reference } of listTopups('/topups', window, get)) rows.push(reference)
  return rows
}

test('every page is read, and a full last page is not taken for the end', async () => {
  for (const length of [0, 1, 499, 500, 501, 1000, 1001]) {
    const all = Array.from({ length }, (_, i) => topup(i))
    assert.equal(new Set(await read(all)).size, length)
  }
})

test('a page that does not come, or a row that cannot be read, ends the list with an error', async () => {
  await assert.rejects(read([], 503), /503/)
  await assert.rejects(read([{ ...topup(1), amount: { amount: -1, units: 'PKR' } }]), /t1/)
  await assert.rejects(read([{ ...topup(1), status: 'odd' }]))
})

test('a row of nobody we know is named by the id the operator gave it', async () => {
  const { correlatorId: _, ...stray } = topup(3)
  assert.deepEqual(await read([stray]), ['t3'])
})
