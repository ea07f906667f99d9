import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Fault, plusMs, publicId } from '#kernel'
import type { Quote } from '#quotes'
import { gateway, textOf, visit } from './visit.fixture.ts'
import { noon } from './web.fixture.ts'

test('price and end come first, then where the money goes in its fixed order', async () => {
  const { get, quote } = visit()
  const { place } = await quote()
  const answer = await get(`/en${place}`)
  assert.equal(answer.status, 200)
  const text = textOf(await answer.text())
  assert.match(text, /Lasts until Saturday 28 November 23:59 PKT You pay Rs 598 Weekly X/)
  assert.match(text, /Service Rs 435\.15 Service tax 19\.5% Rs 84\.85 Reaches the balance Rs 520/)
  assert.match(text, /Rs 520 Advance income tax 15% Rs 78 You pay Rs 598/)
  assert.match(text, /The price holds until 14:17 PKT/)
  assert.match(text, /Pay Rs 598 with the test card/)
})

test('another province is one form away and makes a new quote; none named keeps the old one', async () => {
  const { get, send, quote, world } = visit()
  const { place } = await quote()
  const page = await (await get(`/en${place}`)).text()
  assert.match(textOf(page), /Taxes of your province .* Here that only moves the split/)
  const made = (await send(`/en${place}/again`, { territory: 'sindh' })).headers.get('location')!
  const [, chosen] = [...world.renewals.quotes.values()]
  assert.equal(chosen!.taxRule.assumed, false)
  const next = await (await get(made)).text()
  assert.match(textOf(next), /The price is still Rs 598/)
  assert.match(textOf(next), /Another one makes a new quote/)
  await send(`${made.split('?')[0]}/again`, { territory: '' })
  assert.equal([...world.renewals.quotes.values()].at(-1)!.taxRule.assumed, false)
})

test('Chinese readers see the end on the clock of Beijing too, and nobody else does', async () => {
  const { get, quote } = visit()
  const { place } = await quote()
  assert.match(textOf(await (await get(`/zh${place}`)).text()), /北京时间 周日 02:59/)
  for (const language of ['en', 'ur'])
    assert.doesNotMatch(textOf(await (await get(`/${language}${place}`)).text()), /Beijing|بیجنگ/)
})

test('the better moment names both days and what is gained', async () => {
  const { get, quote } = visit()
  const { place } = await quote()
  const text = textOf(await (await get(`/en${place}`)).text())
  assert.match(text, /Buy after 00:00 tonight and it lasts until Sunday 29 November/)
  assert.match(text, /instead of Saturday 28 November: one day more/)
})

test('every effect is said in plain words, and as sure as it is', async () => {
  const { get, quote, world } = visit()
  const { quote: made, place } = await quote()
  for (const [kind, certainty, words] of [
    ['stack', 'rule', /Both run side by side.*rule of the plan; we have not looked/],
    ['replace', 'rule', /It ends at once, and what is left of it is lost/],
    ['queue', 'rule', /starts when that one ends/],
    ['start', 'rule', /it starts at once/],
    ['refused', 'rule', /Jazz refuses this plan, and all your money goes back/],
    ['stack', 'confirmed', /Jazz confirmed this for the line/],
    ['unknown', 'unknown', /Jazz does not say what happens to it/],
  ] as const) {
    world.renewals.quotes.set(made.id, { ...made, effect: { ...made.effect, kind, certainty } })
    const html = await (await get(`/en${place}`)).text()
    assert.match(textOf(html), words)
    assert.match(html, /class="pay"/)
    assert.equal(/class="note loss"/.test(html), kind === 'replace')
  }
})

test('what the operator has refused for this line cannot be paid', async () => {
  const { get, quote, world } = visit()
  const { quote: made, place } = await quote()
  const effect = { ...made.effect, kind: 'refused', certainty: 'confirmed' } as const
  world.renewals.quotes.set(made.id, { ...made, effect })
  const html = await (await get(`/en${place}`)).text()
  assert.match(textOf(html), /refuses this plan on this line now/)
  assert.doesNotMatch(html, /class="pay"/)
})

test('an unknown effect is paid only with explicit consent', async () => {
  const { get, send, quote, world } = visit()
  const { place } = await quote('jazz-monthly-calls')
  const page = await (await get(`/en${place}`)).text()
  assert.match(page, /<input type="checkbox" name="consent" value="yes" required/)
  const without = await send(`/en${place}/pay`, { method: 'sandbox_card', token: 'tok_ok' })
  assert.equal(without.status, 422)
  assert.match(textOf(await without.text()), /Tick this box first/)
  assert.deepEqual(world.renewals.calls, [])
  const consent = { method: 'sandbox_card', token: 'tok_ok', consent: 'yes' }
  assert.equal((await send(`/en${place}/pay`, consent)).status, 303)
  assert.deepEqual(world.renewals.calls, ['place sandbox_card tok_ok', 'await 2000'])
})

test('paying places once, waits two seconds at most, and ends at the receipt', async () => {
  const { send, get, quote, world } = visit()
  const { place } = await quote()
  const answer = await send(`/ur${place}/pay`, { method: 'sandbox_card', token: 'tok_lost_paid' })
  assert.equal(answer.status, 303)
  assert.match(answer.headers.get('location')!, /^\/ur\/r\//)
  assert.deepEqual(world.renewals.calls, ['place sandbox_card tok_lost_paid', 'await 2000'])
  assert.equal((await get(answer.headers.get('location')!)).status, 200)
})

test('once it is placed, nothing that fails while waiting hides the receipt', async () => {
  const { send, quote, world, reported } = visit()
  const { place } = await quote()
  world.renewals.awaitAnswer = async () => {
    throw new Error('the connection broke')
  }
  const answer = await send(`/en${place}/pay`, { method: 'sandbox_card', token: 'tok_ok' })
  assert.equal(answer.status, 303)
  assert.match(answer.headers.get('location')!, /^\/en\/r\//)
  assert.equal(reported.length, 1)
})

test('a second press, the back button and a second browser end at the one receipt', async () => {
  const { send, quote, world } = visit()
  const { quote: made, place } = await quote()
  const form = { method: 'sandbox_card', token: 'tok_ok' }
  const first = await send(`/en${place}/pay`, form)
  const second = await send(`/en${place}/pay`, form)
  assert.equal(second.status, 303)
  assert.equal(second.headers.get('location'), first.headers.get('location'))
  assert.equal(world.renewals.kept.size, 1)
  const renewal = [...world.renewals.kept.values()][0]!
  const details = { renewal: publicId('renewal', renewal.id) }
  world.renewals.refuseWith = new Fault('conflict', 'quote_used', { details })
  const later = await send(`/zh/q/${publicId('quote', made.id)}/pay`, form)
  assert.equal(later.headers.get('location'), first.headers.get('location')!.replace('/en', '/zh'))
})

test('a payment that needs the payer goes to a payment page, if it is a known one', async () => {
  for (const [url, ends] of [
    [`${gateway}/pay/1`, /^http:\/\/127\.0\.0\.1:3001\/pay\/1$/],
    ['https://elsewhere.example/pay', /^\/en\/r\//],
  ] as const) {
    const { send, quote, world } = visit()
    const { place } = await quote()
    world.renewals.becomes = {
      status: 'awaiting_payment',
      payment: {
        method: 'sandbox_card',
        status: 'action',
        reference: 'p',
        nextAction: { type: 'redirect', url, expiresAt: null },
      },
    }
    const answer = await send(`/en${place}/pay`, { method: 'sandbox_card', token: 'tok_redirect' })
    assert.equal(answer.status, 303)
    assert.match(answer.headers.get('location')!, ends)
  }
})

test('a refused card is said beside the form and keeps the quote', async () => {
  const { send, quote, world } = visit()
  const { place } = await quote()
  world.renewals.refuseWith = new Fault('invalid', 'payment_token_unknown')
  const answer = await send(`/en${place}/pay`, { method: 'sandbox_card', token: 'tok_x' })
  assert.equal(answer.status, 422)
  assert.match(textOf(await answer.text()), /This card cannot be used here.*Pay Rs 598/)
})

test('a price that ran out says so with 410 before and while paying, placing nothing', async () => {
  const { get, send, quote, world } = visit()
  const { quote: made, place } = await quote()
  world.clock.set(made.expiresAt)
  for (const answer of [
    await get(`/en${place}`),
    await send(`/en${place}/pay`, { method: 'sandbox_card', token: 'tok_ok' }),
  ]) {
    assert.equal(answer.status, 410)
    const html = await answer.text()
    assert.match(textOf(html), /This price has run out It held until 14:17 ?\. Nothing was charged/)
    assert.ok(html.includes(`action="/en${place}/again"`))
  }
  assert.equal(world.renewals.kept.size, 0)
})

test('a fresh price keeps number and plan, shows old and new, waits for a new press', async () => {
  const { get, send, quote, world } = visit()
  const { quote: made, place } = await quote()
  world.renewals.quotes.set(made.id, { ...made, total: { amount: 57500n, currency: 'PKR' } })
  world.clock.set(plusMs(made.expiresAt, 1))
  const again = await send(`/en${place}/again`, {})
  assert.equal(again.status, 303)
  const location = again.headers.get('location')!
  const fresh = [...world.renewals.quotes.values()].at(-1) as Quote
  assert.deepEqual([fresh.msisdn, fresh.plan.id], [made.msisdn, made.plan.id])
  const html = await (await get(location)).text()
  assert.match(textOf(html), /The price changed: Rs 575 → Rs 598/)
  assert.ok(html.includes(`href="/zh${location.slice(3)}"`))
  assert.equal(world.renewals.kept.size, 0)
  world.renewals.quotes.set(made.id, made)
  assert.match(textOf(await (await get(location)).text()), /The price is still Rs 598/)
})

test('the price of another plan or number is no price before', async () => {
  const { get, quote } = visit()
  const other = await quote('jazz-daily-social')
  const { place } = await quote()
  const html = await (await get(`/en${place}?was=${other.place.slice(3)}`)).text()
  assert.doesNotMatch(textOf(html), /price changed|price is still/)
})

test('an unknown or malformed quote is not found and says where to start', async () => {
  const { get, send, quote } = visit()
  const { place } = await quote()
  const unknown = place.replace(/.$/, (last) => (last === '0' ? '1' : '0'))
  for (const path of [`/en${unknown}`, '/en/q/quo_1', '/en/q/x'])
    assert.equal((await get(path)).status, 404, path)
  const posted = await send(`/en${unknown}/pay`, { method: 'sandbox_card' })
  assert.equal(posted.status, 404)
  assert.match(textOf(await posted.text()), /Start again with the number/)
})

test('before paying it is told since when the operator does not answer, and only then', async () => {
  const { get, quote, world } = visit()
  const { place } = await quote()
  const words = /has not answered us since 13:07/
  assert.doesNotMatch(textOf(await (await get(`/en${place}`)).text()), words)
  world.renewals.illSince = new Date(noon.getTime() - 55 * 60_000)
  const html = await (await get(`/en${place}`)).text()
  assert.match(textOf(html), words)
  assert.match(html, /class="pay"/)
})

test('while the payment service does not answer, the page says so and what to do, with the form', async () => {
  const { send, quote, world } = visit()
  const { place } = await quote()
  world.renewals.refuseWith = new Fault('busy', 'payment_unavailable')
  const answer = await send(`/en${place}/pay`, { method: 'sandbox_card', token: 'tok_ok' })
  assert.equal(answer.status, 422)
  const html = await answer.text()
  assert.match(
    textOf(html),
    /does not answer at the moment. Nothing was ordered or charged. Try again/,
  )
  assert.match(html, /class="pay"/)
  assert.equal(world.renewals.kept.size, 0)
})

test('where nothing that is connected works for the payer there is no button, but a way on', async () => {
  const { get, quote, world } = visit()
  world.renewals.methods = [{ id: 'jazzcash', tokens: [] }]
  const { place } = await quote()
  const local = await (await get(`/en${place}?payer=pakistan`)).text()
  assert.match(textOf(local), /JazzCash with limits .* last six digits of the payer's CNIC/)
  assert.match(local, /class="pay"/)
  const passport = await (await get(`/en${place}?payer=no_cnic`)).text()
  const text = textOf(passport)
  assert.match(text, /Nothing that is connected here works for you/)
  assert.match(text, /Somebody else can pay: send them the address of this price .*until 14:17 PKT/)
  assert.match(passport, /href="\/en\/payments\?at=jazz&amp;payer=no_cnic"/)
  // Whoever gets it is not told to be somebody without a CNIC.
  assert.ok(passport.includes(`<a href="/en${place}">the address of this price</a>`))
  assert.doesNotMatch(passport, /class="pay"|name="method"/)
})

test('where nothing is connected at all, that is said, and no one is asked to send the page on', async () => {
  const { get, quote, world } = visit()
  world.renewals.methods = []
  const { place } = await quote()
  for (const payer of ['pakistan', 'china']) {
    const html = await (await get(`/en${place}?payer=${payer}`)).text()
    assert.match(textOf(html), /No way to pay is connected yet/)
    assert.doesNotMatch(textOf(html), /Somebody else can pay/)
    assert.doesNotMatch(html, /class="pay"|name="method"/)
  }
})

test('who pays stays said in every language, in the form and after a refusal', async () => {
  const { get, send, quote } = visit()
  const { place } = await quote('jazz-monthly-calls')
  const page = await (await get(`/en${place}?payer=china`)).text()
  for (const language of ['zh', 'ur'])
    assert.ok(page.includes(`href="/${language}${place}?payer=china"`))
  const form = { method: 'sandbox_card', token: 'tok_ok', payer: 'china' }
  const refused = await (await send(`/en${place}/pay`, form)).text()
  assert.match(refused, /aria-current="true">China</)
  const nonsense = await (await get(`/en${place}?payer=%3Cb%3E`)).text()
  assert.match(textOf(nonsense), /assumed; change it/)
})
