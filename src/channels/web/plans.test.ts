import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plan, stockPlans } from './catalog.fixture.ts'
import { textOf, visit } from './visit.fixture.ts'
import { fakeWorld } from './web.fixture.ts'

test('a ticket says what one gets, really pays, until when, and where that is from', async () => {
  const { get, plansPlace } = visit()
  const place = await plansPlace()
  const english = textOf(await (await get(`/en${place}`)).text())
  assert.match(english, /0300 1234000/)
  assert.match(english, /guessed from the prefix/)
  assert.match(english, /Weekly X 12 GB 100 minutes to all networks · 1000 SMS/)
  assert.match(english, /Bought now, it lasts until Saturday 28 November, 23:59 PKT/)
  assert.match(
    english,
    /Sandbox tariff Rs 49\.83 per usable GB compare Weekly X you pay Rs 598 Choose Weekly X/,
  )
  const chinese = textOf(await (await get(`/zh${place}`)).text())
  assert.match(chinese, /现在买，用到 11月28日 周六 23:59 （PKT）/)
  assert.match(chinese, /₨ 598/)
  const urdu = textOf(await (await get(`/ur${place}`)).text())
  assert.match(urdu, /ماہانہ کالز/)
})

test('off-peak data is not sold as data: the large figure is usable at any time', async () => {
  const { get, plansPlace } = visit()
  const text = textOf(await (await get(`/en${await plansPlace()}`)).text())
  assert.match(text, /Weekly Night 6 GB any time \+ 6 GB , only 02:00–14:00/)
})

test('a volume the source does not state is not shown as none', async () => {
  const silent = plan('jazz-silent', {
    allowance: { ...plan('').allowance, dataMb: null, minutesAllNet: null, sms: null },
  })
  const { get, plansPlace } = visit(fakeWorld([silent]))
  const text = textOf(await (await get(`/en${await plansPlace()}`)).text())
  assert.match(text, /volumes not stated by the source/)
  assert.doesNotMatch(text, /\b0 (GB|MB|SMS|minutes)/)
})

test('plans that are not sold are counted, not shown as tickets', async () => {
  const { get, plansPlace } = visit()
  const html = await (await get(`/en${await plansPlace()}`)).text()
  assert.match(textOf(html), /1 more plan is known but not sold here/)
  assert.doesNotMatch(html, /jazz-not-sold/)
})

test('the operator is one tap to change, and 76367 is named for who is not sure', async () => {
  const { get, plansPlace } = visit()
  const place = await plansPlace()
  const html = await (await get(`/en${place}`)).text()
  assert.match(textOf(html), /Send “ ?S 03001234000 ?” by SMS to 76367/)
  assert.ok(html.includes(`href="/en${place}?operator=zong"`))
  const zong = textOf(await (await get(`/en${place}?operator=zong`)).text())
  assert.match(zong, /chosen by you/)
  assert.match(zong, /No Zong plan is sold here now/)
  assert.match(zong, /helpline is 310/)
})

test('where the prefix tells nothing, the network is asked before any plan is shown', async () => {
  const { get, plansPlace } = visit()
  const html = await (await get(`/en${await plansPlace('0370 1234000')}`)).text()
  assert.match(textOf(html), /Which network is this number on\?/)
  assert.doesNotMatch(html, /name="plan"/)
})

test('"Jio" shows Jazz and says why, whatever the prefix says', async () => {
  const { get, plansPlace } = visit()
  const text = textOf(await (await get(`/en${await plansPlace('0310 1234000')}?q=Jio`)).text())
  assert.match(text, /You typed “ ?jio ?”: these are Jazz plans/)
  assert.match(text, /Jio is an Indian network/)
  assert.match(text, /Weekly X/)
})

test('filters, order and search are kept together; nonsense in the address is no wish', async () => {
  const { get, plansPlace } = visit()
  const place = await plansPlace()
  const html = await (await get(`/en${place}?q=weekly&days=7&sort=data`)).text()
  assert.ok(html.includes(`href="/zh${place}?q=weekly&amp;days=7&amp;sort=data"`))
  assert.match(html, /<option value="7" selected>up to 7.days/)
  assert.match(html, /<input type="hidden" name="sort" value="data">/)
  assert.match(html, /<details class="sift" open>/)
  assert.doesNotMatch(html, /Monthly Calls/)
  const odd = await get(`/en${place}?days=x&sort=%00&operator=nobody&territory=moon&price=-1`)
  assert.equal(odd.status, 200)
  assert.match(await odd.text(), /Monthly Calls/)
})

test('of a name and value that a form sends twice, the button pressed last counts', async () => {
  const { get, plansPlace } = visit()
  const html = await (await get(`/en${await plansPlace()}?q=night&days=7&q=&days=`)).text()
  assert.match(html, /Monthly Calls/)
  assert.match(html, /<input id="q" name="q" type="search" maxlength="100" value=""/)
})

test('a search that fits nothing says which part to leave out and shows what is nearest', async () => {
  const { get, plansPlace } = visit()
  const place = await plansPlace()
  const html = await (await get(`/en${place}?q=weekly+zzz`)).text()
  const text = textOf(html)
  assert.match(
    text,
    /No plan is all of this No plan here has zzz in its name\. Leave out one part: without “ ?zzz ?” 3 plans/,
  )
  assert.match(html, /<button form="find" name="q" value="weekly">/)
  assert.match(text, /Nearest to it Jazz Weekly X/)
  assert.ok(html.includes(`href="/en${place}"`))
})

test('a text that names another network shows that one, as chosen', async () => {
  const { get, plansPlace } = visit()
  const html = await (await get(`/en${await plansPlace('0310 1234000')}?q=jazz+weekly`)).text()
  assert.match(textOf(html), /Jazz plans for this number/)
  assert.match(html, /<input type="hidden" name="operator" value="jazz">/)
  assert.match(textOf(html), /chosen by you/)
})

test('the province stands in the way only where a total depends on it', async () => {
  const without = visit()
  const plain = await (await without.get(`/en${await without.plansPlace()}`)).text()
  assert.match(plain, /<details class="sift"><summary>Taxes of your province<\/summary>/)
  assert.doesNotMatch(plain, /class="where binds"/)
  const listed = [...stockPlans, plan('jazz-excl', { total: null, territoryNeeded: true })]
  const { get, send, plansPlace } = visit(fakeWorld(listed))
  const place = await plansPlace()
  const asking = await (await get(`/en${place}`)).text()
  assert.match(asking, /class="where binds" id="where">.*?<select id="territory"/)
  assert.match(textOf(asking), /choose the province first/)
  assert.doesNotMatch(asking, /<button class="go" name="plan" value="jazz-excl"/)
  const told = await (await get(`/en${place}?territory=sindh`)).text()
  assert.match(told, /<button class="go" name="plan" value="jazz-excl"/)
  assert.match(told, /<input type="hidden" name="territory" value="sindh">/)
  const sealed = place.slice('/plans/'.length)
  const refused = await send('/en/quote', { sealed, plan: 'jazz-excl' })
  assert.equal(refused.status, 422)
  assert.match(textOf(await refused.text()), /The total depends on the province/)
})

test('each ticket says where its price goes, in the order of every other page', async () => {
  const { get, plansPlace } = visit()
  const html = await (await get(`/en${await plansPlace()}`)).text()
  const chains = [...html.matchAll(/<details class="cost">.*?<\/details>/g)].map(([it]) => it)
  assert.equal(chains.length, 4)
  assert.match(
    textOf(chains.find((chain) => chain.includes('598'))!),
    new RegExp(
      'Where Rs 598 goes Service Rs 435\\.15 Service tax 19\\.5% Rs 84\\.85 ' +
        'Reaches the balance Rs 520 Advance income tax 15% Rs 78 You pay Rs 598 ' +
        'Split as in Punjab; the total is the same everywhere\\. Tax rule pk-2025-26/punjab',
    ),
  )
})

test('a chosen province stays chosen on the way to advice, quote and back', async () => {
  const { get, send, plansPlace } = visit()
  const place = await plansPlace()
  const plans = await (await get(`/en${place}?territory=sindh`)).text()
  assert.match(plans, /href="\/en\/fit\?operator=jazz&amp;territory=sindh&amp;line=/)
  const sealed = place.slice('/plans/'.length)
  const asked = { sealed, plan: 'jazz-weekly-x', territory: 'sindh' }
  const quoted = (await send('/en/quote', asked)).headers.get('location')!
  assert.match(await (await get(quoted)).text(), /href="\/en\/plans\/[\w-]+\?territory=sindh"/)
})

test('choosing a plan makes its quote, with the operator only where one was chosen', async () => {
  const { send, plansPlace, world } = visit()
  const sealed = (await plansPlace()).slice('/plans/'.length)
  const answer = await send('/zh/quote', { sealed, plan: 'jazz-weekly-x' })
  assert.equal(answer.status, 303)
  assert.match(answer.headers.get('location')!, /^\/zh\/q\/quo_[0-9A-Z]{26}$/)
  await send('/zh/quote', { sealed, plan: 'jazz-weekly-x', operator: 'jazz' })
  const confidences = [...world.renewals.quotes.values()].map(({ operator }) => operator.confidence)
  assert.deepEqual(confidences, ['prefix_guess', 'chosen'])
})

test('a plan that cannot be quoted leads back to the list with the reason', async () => {
  const { send, plansPlace } = visit()
  const sealed = (await plansPlace()).slice('/plans/'.length)
  for (const [id, status, reason] of [
    ['nothing', 404, /This plan does not exist here/],
    ['jazz-not-sold', 409, /This plan is not sold here now/],
  ] as const) {
    const answer = await send('/en/quote', { sealed, plan: id })
    assert.equal(answer.status, status)
    const text = textOf(await answer.text())
    assert.match(text, reason)
    assert.match(text, /Weekly X/)
  }
})

test('an address that this server did not seal is not found, and says what to do', async () => {
  const { get, send } = visit()
  const answer = await get('/en/plans/AAAA')
  assert.equal(answer.status, 404)
  assert.match(textOf(await answer.text()), /Start with the number/)
  assert.equal((await send('/en/quote', { sealed: 'AAAA', plan: 'x' })).status, 404)
})
