import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isPending } from '#attempts'
import { languages, say } from '#i18n'
import { Fault, plusMs, spokenReference } from '#kernel'
import { inWholeMinutes } from './receipt-route.ts'
import { storyOf } from './receipt-story.ts'
import { everyState } from './states.fixture.ts'
import { textOf, visit } from './visit.fixture.ts'
import { makeRenewal, noon } from './web.fixture.ts'

async function states() {
  const reader = visit()
  const { quote } = await reader.quote()
  return { ...reader, all: everyState(quote, noon) }
}

test('every status has a page in every language: reference, masked number, price', async () => {
  const { get, all, receiptPlace } = await states()
  for (const [name, renewal] of all)
    for (const language of languages) {
      const answer = await get(`/${language}${receiptPlace(renewal)}`)
      const text = textOf(await answer.text())
      assert.equal(answer.status, 200, `${language} ${name}`)
      assert.ok(text.includes(spokenReference(renewal.id)), name)
      assert.ok(text.includes('0300 •••••00'), name)
      assert.ok(!text.includes('1234'), `${name} shows the number`)
      assert.match(text, /598/)
      assert.equal(answer.headers.get('cache-control'), 'no-store')
    }
})

test('each state is told apart by its headline or its reason', async () => {
  const { get, all, receiptPlace } = await states()
  const leads = new Set<string>()
  for (const renewal of all.values()) {
    const html = await (await get(`/en${receiptPlace(renewal)}`)).text()
    leads.add(textOf(html.slice(html.indexOf('<h1>'), html.indexOf('class="ticket'))))
  }
  assert.equal(leads.size, all.size)
})

test('what is certain comes first, and says where the money is', async () => {
  const { get, all, receiptPlace } = await states()
  for (const [name, words] of [
    ['awaiting_payment', /Nothing has been charged yet.*Your money not charged/],
    ['paying_unanswered', /charged at most once\. Do not pay again.*Your money not known yet/],
    ['delivering_unanswered', /Paid, only once\..*never delivered twice.*Your money paid, held/],
    ['delivered', /Weekly X is on your line.*Saturday 28 November.*Your money paid to Jazz/],
    ['refunding', /Jazz refused the plan\. Nothing was delivered\..*on its way back to you/],
    ['refunded_reversed', /Jazz delivered the plan and then took it back.*back with you/],
    ['refunded_too_late', /after the price had run out.*back with you/],
    ['declined', /Nothing was charged/],
    ['attention_payment_unanswered', /does not say whether you were charged.*not known yet/],
    ['attention_operator_silent', /Your Rs 598 is held.*Your money paid, held/],
    ['attention_refund_refused', /We hold it and find another way/],
  ] as const) {
    const text = textOf(await (await get(`/en${receiptPlace(all.get(name)!)}`)).text())
    assert.match(text, words, name)
  }
})

test('while it waits, the latest moment is promised by the clock', async () => {
  const { get, all, receiptPlace } = await states()
  const text = textOf(await (await get(`/en${receiptPlace(all.get('delivering')!)}`)).text())
  assert.match(text, /Settled by 14:36 PKT/)
  assert.match(text, /By 14:36 PKT at the latest: delivered, refunded, or a person has it/)
  const done = textOf(await (await get(`/en${receiptPlace(all.get('delivered')!)}`)).text())
  assert.doesNotMatch(done, /at the latest/)
})

test('a pending page refreshes by header unless told not to; a settled one never', async () => {
  const { get, all, receiptPlace } = await states()
  for (const [name, renewal] of all) {
    const place = receiptPlace(renewal)
    const pending = isPending(renewal.status)
    const answer = await get(`/en${place}`)
    const every = renewal.status === 'needs_attention' ? '30' : '3'
    assert.equal(answer.headers.get('refresh'), pending ? every : null, name)
    const html = await answer.text()
    assert.doesNotMatch(html, /http-equiv/i)
    assert.equal(html.includes(`href="/en${place}?still=1"`), pending, name)
    const still = await get(`/en${place}?still=1`)
    assert.equal(still.headers.get('refresh'), null, name)
    const stillHtml = await still.text()
    assert.equal(stillHtml.includes(`href="/en${place}">Refresh by itself`), pending, name)
    assert.equal(stillHtml.includes(`href="/zh${place}?still=1"`), true, name)
  }
})

test('after a minute the page refreshes every ten seconds', async () => {
  const { get, all, receiptPlace, world } = await states()
  const place = receiptPlace(all.get('delivering')!)
  world.clock.set(plusMs(noon, 59_999))
  assert.equal((await get(`/en${place}`)).headers.get('refresh'), '3')
  world.clock.set(plusMs(noon, 60_000))
  assert.equal((await get(`/en${place}`)).headers.get('refresh'), '10')
})

test('opening a pending receipt asks the party again, a settled one nobody', async () => {
  const { get, all, receiptPlace, world } = await states()
  for (const [name, renewal] of all) {
    world.renewals.calls.length = 0
    await get(`/en${receiptPlace(renewal)}`)
    assert.deepEqual(world.renewals.calls, isPending(renewal.status) ? ['look'] : [], name)
  }
})

test('a party that is busy does not hide what is known', async () => {
  const { get, all, receiptPlace, world } = await states()
  world.renewals.lookAgain = async () => {
    throw new Fault('busy', 'busy')
  }
  assert.equal((await get(`/en${receiptPlace(all.get('delivering')!)}`)).status, 200)
})

test('the link without a language speaks the language of the reader', async () => {
  const { get, all, receiptPlace } = await states()
  const place = receiptPlace(all.get('delivered')!)
  const answer = await get(place, { 'accept-language': 'ur' })
  assert.equal(answer.headers.get('content-language'), 'ur')
  assert.match(answer.headers.get('vary') ?? '', /Accept-Language, Cookie/)
  assert.ok((await answer.text()).includes(`href="/zh${place}"`))
})

test('a changed link shows nothing of anybody and says what to do', async () => {
  const { get, send, all, receiptPlace } = await states()
  const place = receiptPlace(all.get('delivered')!)
  for (const path of [`${place}x`, '/r/x']) {
    const answer = await get(`/en${path}`)
    assert.equal(answer.status, 404)
    const text = textOf(await answer.text())
    assert.ok(text.includes(say('en', 'fault.link_tampered')))
    assert.doesNotMatch(text, /TJ-/)
  }
  assert.equal((await send(`/en${place}x/cancel`, {})).status, 404)
})

test('a waiting payment can be continued or cancelled; too late is said, no error', async () => {
  const { get, send, all, receiptPlace, world } = await states()
  const waiting = all.get('awaiting_payment')!
  const place = receiptPlace(waiting)
  const html = await (await get(`/en${place}`)).text()
  assert.ok(html.includes('href="http://127.0.0.1:3001/pay/1"'))
  assert.match(textOf(html), /Pay by 14:12 PKT/)
  const answer = await send(`/en${place}/cancel`, {})
  assert.deepEqual([answer.status, answer.headers.get('location')], [303, `/en${place}`])
  assert.equal(world.renewals.kept.get(waiting.id)?.status, 'cancelled')
  const late = await send(`/en${receiptPlace(all.get('paid')!)}/cancel`, {})
  const told = await get(late.headers.get('location')!)
  assert.match(textOf(await told.text()), /Too late to cancel/)
})

test('what was not charged can be tried again, at its price while that holds', async () => {
  const { get, all, receiptPlace, world } = await states()
  const declined = all.get('declined')!
  const place = receiptPlace(declined)
  assert.match(textOf(await (await get(`/en${place}`)).text()), /Try again for Rs 598/)
  world.clock.set(declined.quote.expiresAt)
  const later = await (await get(`/en${place}`)).text()
  assert.match(later, /action="\/en\/q\/quo_\w+\/again"/)
  assert.match(textOf(later), /Show the price now/)
})

test('a receipt that runs over midnight shows both days', async () => {
  const { get, quote, receiptPlace, world } = visit()
  const { quote: made } = await quote()
  const evening = new Date('2026-11-22T18:59:59Z')
  world.clock.set(evening)
  const renewal = makeRenewal(made, evening, undefined, {}, ['placed', 'paid'])
  const text = textOf(await (await get(`/en${receiptPlace(renewal)}`)).text())
  assert.match(text, /Sunday 22 November · 23:59:59 PKT/)
  assert.match(text, /Monday 23 November · 00:00:00 PKT/)
})

test('money that goes back is explained by the last thing that went wrong', async () => {
  const { quote } = visit()
  const { quote: made } = await quote()
  const events = ['placed', 'paid', 'delivery_refused', 'delivered', 'delivery_reversed'] as const
  const renewal = makeRenewal(made, noon, undefined, { status: 'refunding' }, events)
  assert.equal(storyOf(renewal).lead[0], 'why.delivery_reversed')
})

test('a promise of 14:00:45 is shown as 14:01, never as a minute that is over before it', async () => {
  const [[, renewal] = assert.fail()] = (await states()).all
  const late = inWholeMinutes({ ...renewal, promisedBy: new Date('2026-11-23T09:00:45Z') })
  assert.equal(late.promisedBy?.toISOString(), '2026-11-23T09:01:00.000Z')
  const even = inWholeMinutes({ ...renewal, promisedBy: new Date('2026-11-23T09:01:00Z') })
  assert.equal(even.promisedBy?.toISOString(), '2026-11-23T09:01:00.000Z')
})
