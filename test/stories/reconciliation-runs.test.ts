import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { parsePublicId } from '#kernel'
import { type Booking, listBookings } from '../../src/cases/store/books.ts'
import { type Json, openStory, type Story, storyStart } from './story.ts'

let story: Story
const logged: string[] = []
before(async () => {
  story = await openStory('runs', { deaf: true, onLog: (line) => logged.push(line) })
  for (const n of [1, 2, 3, 4, 5]) await story.place(`0300128${n}000`)
  await story.advance(1000)
})
after(() => story.close())

const by = 'Ayesha Khan'
const run = () => story.wired.cases.reconcile({ by })
const openCases = async (): Promise<Json[]> => (await story.api('GET', '/v1/cases')).json.data
const owner = () => story.database.ownerDb
const uuidOf = (id: string) => parsePublicId('renewal', id)!

test('after a restore, what the backup holds for unsent is asked about, not sent again', async () => {
  const { id, total } = await story.order('03001280000')
  // Charged in the life that the backup does not remember.
  const answer = await fetch(`${story.sandbox.url}/gateway/v1/charges`, {
    method: 'POST',
    headers: { authorization: 'Bearer sandbox_gateway_key', 'content-type': 'application/json' },
    body: JSON.stringify({
      ...{ reference: `${id}c1`, amount: total.amount, currency: 'PKR', token: 'tok_ok' },
      ...{ return_url: 'http://127.0.0.1:1/', expires_at: '2026-11-23T10:00:00Z' },
    }),
  })
  assert.equal(answer.status, 201)
  await story.skip(1000)
  const report = await story.wired.cases.reconcile({ by, restoredOn: '4711' })
  assert.equal(report.complete, true)
  assert.deepEqual(await openCases(), [])
  await story.settle()
  assert.equal((await story.renewal(id)).status, 'delivered')
  const { rows } = await sql<{ sends: number }>`select sends from renewal.attempt
    where leg = 'charge' and renewal_id = ${uuidOf(id)}`.execute(owner())
  assert.equal(rows[0]?.sends, 0)
})

test('our side is read to its end, page by page', async () => {
  const filter = { party: 'sandbox-gateway', from: new Date(storyStart) }
  const read = async (limit: number) => {
    const all: string[] = []
    for (let after: Booking | undefined; ; ) {
      const window = { ...filter, to: new Date('2026-11-24T00:00:00Z'), after, limit }
      const page = await listBookings(story.database.db, window)
      all.push(...page.map(({ renewal, leg, n }) => `${renewal} ${leg} ${n}`))
      if (page.length < limit) return all
      after = page.at(-1)
    }
  }
  const all = await read(500)
  assert.equal(all.length, 6)
  assert.deepEqual(await read(1), all)
  assert.deepEqual(await read(3), all)
})

test('once a day, after four in the morning, the books are compared by themselves', async () => {
  const runs = async () => {
    const { rows } = await sql<{ n: bigint }>`select count(*) as n from cases.reconciliation
      where by_whom = 'daily'`.execute(owner())
    return rows[0]?.n
  }
  await story.wired.cases.watch.tick()
  assert.equal(await runs(), 0n)
  await story.skip(15 * 3_600_000)
  await story.wired.cases.watch.tick()
  await story.wired.cases.watch.tick()
  assert.equal(await runs(), 1n)
})

test('a list that cannot be read, or is another account, accuses nobody', async () => {
  const before = (await openCases()).map(({ id }) => id)
  await fetch(`${story.sandbox.url}/sandbox/reset`, { method: 'POST' })
  const report = await story.wired.cases.reconcile({ by, from: new Date(storyStart) })
  assert.equal(report.complete, false)
  for (const name of ['sandbox-gateway', 'sandbox:jazz']) {
    const found = report.parties.find(({ party }) => party === name)
    assert.equal(found?.result, 'unreadable')
    assert.match(found?.problem ?? '', /as unknown/)
  }
  assert.ok(logged.some((line) => line.includes('list not readable')))
  assert.deepEqual(
    (await openCases()).map(({ id }) => id),
    before,
  )
})

test('a time that somebody chose leaves no gap in what is compared by itself', async () => {
  const at = (hour: number) => new Date(`2026-11-24T0${hour}:00:00Z`)
  await story.skip(86_400_000)
  const before = await run()
  await story.skip(3_600_000)
  await story.wired.cases.reconcile({ by, from: at(1), to: at(2) })
  assert.equal(before.complete, true)
  await story.skip(3_600_000)
  const next = await run()
  assert.deepEqual(next.from, before.to)
})

test('a time that ends before it begins is refused', async () => {
  const from = new Date('2030-01-01T00:00:00Z')
  await assert.rejects(story.wired.cases.reconcile({ by, from }), { code: 'window_invalid' })
})
