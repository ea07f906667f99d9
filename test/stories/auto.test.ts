import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import type { Uuid } from '#kernel'
import {
  assertBooksAgree,
  closeAll,
  day,
  eventsOf,
  mandate,
  open,
  price,
  renewalsOf,
  second,
  stateOf,
} from './auto-story.ts'
import { type Json, walletOf } from './story.ts'

after(closeAll)

test('a funded line renews by itself: paid once, delivered once, the next due date set', async () => {
  const story = await open('auto-funded')
  const wallet = await story.wallet(price * 3n)
  const line = await mandate(story, '03001270000', wallet)
  await story.settle()
  const [renewal, ...none] = await renewalsOf(story, '03001270000')
  assert.equal(none.length, 0)
  assert.equal(renewal?.status, 'delivered')
  assert.equal(renewal?.quote, null)
  assert.equal(renewal?.payment.method, 'wallet')
  assert.deepEqual(
    renewal?.timeline.map((it: Json) => it.event),
    ['auto_paid', 'delivery_sent', 'delivered'],
  )
  const receipt = await fetch(renewal?.receipt_url)
  assert.equal(receipt.status, 200)
  assert.match(await receipt.text(), /Renewed by itself/)
  assert.equal(await walletOf(story, wallet), price * 2n)
  const state = await stateOf(story, line)
  assert.deepEqual([state.period, state.aside], [1, null])
  await assertBooksAgree(story, ['03001270000'])
})

test('a Jazz week renews in the first second after its last day: none is lost, none is paid twice', async () => {
  const story = await open('auto-calendar')
  const wallet = await story.wallet(price * 10n)
  const line = await mandate(story, '03001271000', wallet)
  await story.settle()
  // Bought on Monday the 23rd: that day counts, so Sunday the 29th is the last.
  const due = '2026-11-29T19:00:00.000Z'
  assert.equal((await stateOf(story, line)).nextDue?.toISOString(), due)
  await story.skip(Date.parse(due) - second - Date.parse('2026-11-23T09:00:00Z'))
  await story.settle()
  assert.equal((await renewalsOf(story, '03001271000')).length, 1)
  for (let week = 2; week <= 4; week++) {
    await story.skip(second)
    await story.settle()
    await story.skip(7 * day - second)
  }
  const ends = (await story.bundles('03001271000')).map((it: Json) => [it.starts_at, it.ends_at])
  assert.equal(ends.length, 4)
  ends.sort()
  for (const [i, [, end]] of ends.slice(0, -1).entries()) {
    assert.equal(Date.parse(ends[i + 1]![0]) - Date.parse(end), second)
  }
  assert.equal(await walletOf(story, wallet), price * 6n)
  await assertBooksAgree(story, ['03001271000'])
})

test('a plan that queues is renewed before the running one ends, and follows it without a gap', async () => {
  const story = await open('auto-queue')
  const { json } = await story.api('GET', '/v1/plans?operator=ufone&limit=200')
  const plan = json.data.find((it: Json) => it.offered && it.total && it.validity.days === 7)
  const wallet = await story.wallet(BigInt(plan.total.amount) * 3n)
  await mandate(story, '03331271000', wallet, { plan: plan.id })
  await story.settle()
  await story.skip(7 * day - 3_600_000)
  await story.settle()
  await story.skip(7 * day)
  await story.settle()
  const spans = (await story.bundles('03331271000'))
    .map((it: Json) => [Date.parse(it.starts_at), Date.parse(it.ends_at)] as const)
    .sort(([a], [b]) => a - b)
  assert.equal(spans.length, 3)
  for (const [i, [, end]] of spans.slice(0, -1).entries()) assert.equal(spans[i + 1]![0], end)
})

test('a wallet that is short renews nothing, says so once, and renews when it is filled', async () => {
  const story = await open('auto-short')
  const wallet = await story.wallet(price - 1n)
  const line = await mandate(story, '03001272000', wallet)
  await story.advance(25 * second)
  assert.equal((await renewalsOf(story, '03001272000')).length, 0)
  const short = await stateOf(story, line)
  assert.deepEqual([short.aside, short.period], ['wallet_short', 0])
  assert.ok(short.nextDue)
  assert.deepEqual(await eventsOf(story, line), ['wallet_short'])
  await story.fill(wallet, 1n)
  await story.advance(10 * second)
  assert.equal((await renewalsOf(story, '03001272000'))[0]?.status, 'delivered')
  assert.equal(await walletOf(story, wallet), 0n)
  assert.equal((await stateOf(story, line)).aside, null)
  await assertBooksAgree(story, ['03001272000'])
})

test('one wallet funds 400 lines to the paisa, with two workers at once, and the 401st not', async () => {
  const story = await open('auto-many', { maxAnswerMs: 4000 })
  const other = await story.secondWorker()
  const wallet = await story.wallet(price * 400n + (price - 1n))
  const numbers = Array.from({ length: 401 }, (_, i) => `0300140${String(1000 + i)}`)
  // The digits that choose another end than a plain delivery have stories of their own.
  const plain = numbers.map((msisdn) => msisdn.replace(/00(\d)$/, '90$1'))
  for (const msisdn of plain) await mandate(story, msisdn, wallet)
  await Promise.all([story.settle(), other.renewals.engine.settle()])
  await other.stop()
  await story.advance(second)
  const { rows } = await sql<{ status: string; n: number }>`
    select status, count(*)::int as n from renewal.renewal group by status`.execute(
    story.database.ownerDb,
  )
  assert.deepEqual(rows, [{ status: 'delivered', n: 400 }])
  assert.equal(await walletOf(story, wallet), price - 1n)
  await assertBooksAgree(story, plain)
})

test('the cheapest line is renewed when the money does not reach for the other', async () => {
  const story = await open('auto-cheapest')
  const { json } = await story.api('GET', '/v1/plans?operator=jazz&limit=200')
  const sold = json.data.filter((it: Json) => it.offered && it.total && it.kind === 'prepaid')
  const [cheap, dear] = [sold, sold].map((plans, i) =>
    plans.toSorted((a: Json, b: Json) => (a.total.amount - b.total.amount) * (i ? -1 : 1)).at(0),
  )
  const wallet = await story.wallet(BigInt(dear.total.amount) - 1n)
  const first = new Date('2026-11-23T08:00:00Z')
  const poor = await mandate(story, '03001273000', wallet, { plan: dear.id, firstDue: first })
  await mandate(story, '03001273100', wallet, { plan: cheap.id })
  await story.settle()
  assert.equal((await stateOf(story, poor)).aside, 'wallet_short')
  assert.equal((await renewalsOf(story, '03001273100'))[0]?.status, 'delivered')
})

test('a price above what the customer allowed is not paid, and is tried again', async () => {
  const story = await open('auto-cap')
  const wallet = await story.wallet(price * 3n)
  const line = await mandate(story, '03001274000', wallet, { maxTotal: price })
  await sql`update renewal.mandate set max_total = max_total - 1`.execute(story.database.ownerDb)
  await story.settle()
  const aside = await stateOf(story, line)
  assert.deepEqual([aside.aside, aside.period], ['price_above_cap', 0])
  assert.deepEqual(await eventsOf(story, line), ['price_above_cap'])
  await sql`update renewal.mandate set max_total = max_total + 1`.execute(story.database.ownerDb)
  await story.advance(10 * second)
  assert.equal((await stateOf(story, line)).period, 1)
  const refused = mandate(story, '03001274100', wallet, { maxTotal: price - 1n })
  await assert.rejects(refused, { code: 'price_above_cap' })
})

test('a plan that is no longer sold holds up nobody else, and is tried again', async () => {
  const story = await open('auto-gone')
  const wallet = await story.wallet(price * 3n)
  const gone = await mandate(story, '03001275000', wallet)
  await mandate(story, '03001275100', wallet)
  await sql`update renewal.mandate set plan_id = 'gone' where line_id = ${gone}`.execute(
    story.database.ownerDb,
  )
  await story.settle()
  assert.equal((await stateOf(story, gone)).aside, 'plan_not_offered')
  assert.equal((await renewalsOf(story, '03001275100'))[0]?.status, 'delivered')
})

/** What CONTRACT promises for the last three digits, whoever pays. */
const promised = {
  '000': 'delivered',
  '001': 'delivered',
  '002': 'delivered',
  '003': 'refunded',
  '004': 'delivered',
  '005': 'delivered',
  '006': 'delivered',
  '007': 'refunded',
  '008': 'delivered',
  '009': 'needs_attention',
} as const

for (const deaf of [false, true]) {
  test(`every digit ends where it must when it renews by itself${deaf ? ', callbacks lost' : ''}`, async () => {
    const story = await open('auto-digits', { deaf })
    const wallet = await story.wallet(price * 20n)
    const digits = Object.keys(promised) as (keyof typeof promised)[]
    const lines = new Map<string, Uuid>()
    for (const it of digits) lines.set(it, await mandate(story, `03001276${it}`, wallet))
    await story.advance(60 * second)
    for (const it of digits) {
      const [renewal] = await renewalsOf(story, `03001276${it}`)
      assert.equal(renewal?.status, promised[it], `${it} ${JSON.stringify(renewal?.timeline)}`)
      const { credits } = await story.books(`03001276${it}`, renewal?.id)
      assert.equal(credits.length, it === '003' || it === '009' ? 0 : 1, it)
    }
    // Refused, taken back, unanswered: paused, and the first two paid back to the paisa.
    assert.equal(await walletOf(story, wallet), price * 12n)
    assert.equal((await stateOf(story, lines.get('003')!)).aside, 'delivery_refused')
    assert.equal((await stateOf(story, lines.get('007')!)).aside, 'delivery_reversed')
    for (const it of ['003', '007', '009']) {
      assert.equal((await stateOf(story, lines.get(it)!)).nextDue, null)
    }
    await assertBooksAgree(
      story,
      digits.map((it) => `03001276${it}`),
    )
  })
}
