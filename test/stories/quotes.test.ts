import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { recordUpstreamOffers } from '#catalog'
import { openStory, type Story, weeklyX } from './story.ts'

let story: Story
before(async () => {
  story = await openStory('quotes')
})
after(() => story.close())

test('the true cost of Weekly X: 520 off the balance is 598 to pay, of which 78 are advance tax', async () => {
  const { price, total } = await story.quote('03001231000')
  const amounts = Object.fromEntries(
    Object.entries(price).map(([name, money]) => [name, (money as { amount: number }).amount]),
  )
  assert.deepEqual(amounts, {
    load: 59_800,
    advance_tax: 7800,
    credited: 52_000,
    service_tax: 8485,
    service: 43_515,
  })
  assert.equal(total.amount, 59_800)
})

test('the split follows the territory, the total of such a plan does not', async () => {
  const punjab = await story.quote('03001231000', { territory: 'punjab' })
  const capital = await story.quote('03001231000', { territory: 'islamabad' })
  assert.equal(punjab.total.amount, capital.total.amount)
  assert.ok(punjab.price.service_tax.amount > capital.price.service_tax.amount)
  assert.notEqual(punjab.tax_rule, capital.tax_rule)
  assert.equal(capital.territory_assumed, false)
})

test('bought at 14:00 a week ends on Sunday 23:59:59; after midnight it ends a day later, and the quote says so', async () => {
  const { effect, best_moment } = await story.quote('03001231000')
  assert.equal(effect.expires_at, '2026-11-29T18:59:59.000Z')
  assert.deepEqual(best_moment, {
    at: '2026-11-23T19:00:00.000Z',
    expires_at: '2026-11-30T18:59:59.000Z',
    gains_days: 1,
  })
})

test('each operator says what it does with a bundle that is still running, and then does it', async () => {
  const expected = { jazz: 'stack', zong: 'refused', telenor: 'replace', ufone: 'queue' }
  const numbers = { jazz: '0300', zong: '0311', telenor: '0345', ufone: '0333' }
  for (const [operator, kind] of Object.entries(expected)) {
    const { json } = await story.api('GET', `/v1/plans?operator=${operator}&limit=200`)
    const plan = json.data.find(
      (it: { offered: boolean; kind: string }) => it.offered && it.kind === 'prepaid',
    ).id
    const msisdn = `${numbers[operator as 'jazz']}1231100`
    const quote = await story.quote(msisdn, { plan })
    assert.equal(quote.effect.kind, kind, operator)
    assert.equal((await story.place(msisdn, 'tok_ok', { plan })).status, 'delivered')
    const second = await story.place(msisdn, 'tok_ok', { plan })
    // Zong takes the same bundle only once it has ended; the money comes back by itself.
    assert.equal(second.status, kind === 'refused' ? 'refunded' : 'delivered', operator)
    const bundles = await story.bundles(msisdn)
    const running = bundles.filter(({ status }) => status === 'active')
    const queued = bundles.length - running.length
    const shape = { stack: [2, 0], refused: [1, 0], replace: [1, 1], queue: [1, 1] }[kind]
    assert.deepEqual([running.length, queued], shape, operator)
  }
})

test('a price that changes does not reach a quote that is locked; the next quote has it', async () => {
  const locked = await story.quote('03001231200')
  const [upstream] = story.wired.upstreams.filter(({ operator }) => operator === 'jazz')
  const offers = await upstream!.listOffers()
  const dearer = offers.map((offer) =>
    offer.plan === weeklyX ? { ...offer, price: { ...offer.price, amount: 60_000n } } : offer,
  )
  const { db } = story.database
  await recordUpstreamOffers(db, upstream!.id, dearer, new Date('2026-11-23T09:00:01Z'))
  const next = await story.quote('03001231200')
  assert.equal(next.total.amount, 69_000)
  const placed = await story.api('POST', '/v1/renewals', {
    quote: locked.id,
    payment: { method: 'sandbox_card', token: 'tok_ok' },
  })
  assert.equal(placed.json.total.amount, 59_800)
  await story.advance(0)
  const { charges } = await story.books('03001231200', placed.json.id)
  assert.equal(charges[0]?.captured_amount, 59_800)
  await recordUpstreamOffers(db, upstream!.id, offers, new Date('2026-11-23T09:00:02Z'))
})

test('a thousand quotes under the same terms keep one row of terms', async () => {
  const count = async () =>
    (
      await sql<{
        n: number
      }>`select count(*)::int as n from quote.terms where plan_id = ${weeklyX}`.execute(
        story.database.ownerDb,
      )
    ).rows[0]!.n
  const before = await count()
  await Promise.all(Array.from({ length: 20 }, (_, i) => story.quote(`030012313${10 + i}`)))
  assert.equal(await count(), before)
})
