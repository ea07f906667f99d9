import assert from 'node:assert/strict'
import { test } from 'node:test'
import { listEffects } from './list-effects.ts'

const window = {
  from: new Date('2026-11-23T00:00:00Z'),
  to: new Date('2026-11-24T00:00:00Z'),
}
const at = '2026-11-23T09:00:00Z'

const charge = (reference: string) => ({
  ...{ id: `c-${reference}`, reference, status: 'captured', amount: 5, captured_amount: 5 },
  ...{ refunded_amount: 0, currency: 'PKR', created_at: at },
})

async function read(answers: Readonly<Record<string, unknown>>) {
  const asked: string[] = []
  const get = async (path: string) => {
    asked.push(path)
    const key = Object.keys(answers).findLast((it) => path.includes(it))
    return { status: key ? 200 : 500, json: key && answers[key] }
  }
  const rows: string[] = []
  for await (const { reference } of listEffects(window, get)) rows.push(reference)
  return { rows, asked }
}

test('every page is read, by the cursor of the one before it', async () => {
  const { rows, asked } = await read({
    '/charges': { data: [charge('a')], next_cursor: '17' },
    'cursor=17': { data: [charge('b')], next_cursor: null },
    '/refunds': { data: [], next_cursor: null },
  })
  assert.deepEqual(rows, ['a', 'b'])
  assert.equal(asked.length, 3)
})

test('a page that does not come, or cannot be read, ends the list with an error', async () => {
  await assert.rejects(read({ '/charges': { data: [charge('a')], next_cursor: null } }), /500/)
  await assert.rejects(read({ '/charges': { data: [{ id: 'x' }], next_cursor: null } }))
})
