import assert from 'node:assert/strict'
import { test } from 'node:test'
import { manyPlans, plan, stockPlans } from './catalog.fixture.ts'
import { textOf, visit } from './visit.fixture.ts'
import { fakeWorld } from './web.fixture.ts'

async function page(place: string, plans = stockPlans): Promise<string> {
  const answer = await visit(fakeWorld(plans)).get(place)
  assert.equal(answer.status, 200)
  return await answer.text()
}

test('whoever has no number at hand sees every network, and the way to the number', async () => {
  const zong = plan('zong-week', { operator: 'zong', name: { en: 'Super Weekly' }, total: 20000n })
  const html = await page('/en/plans', [...stockPlans, zong])
  assert.match(textOf(html), /6 plans 5 of them are sold here now/)
  assert.match(textOf(html), /Zong Super Weekly/)
  assert.match(html, /<a class="tap" href="\/en\/">Start with the number/)
})

test('home and the page of advice lead to it', async () => {
  for (const place of ['/en/', '/zh/fit', '/ur/fit'])
    assert.match(await page(place), /href="\/(en|zh|ur)\/plans"/)
})

test('a plan that is not sold stands after those that are, under its own heading, without a price', async () => {
  const text = textOf(await page('/en/plans'))
  const [sold, unsold] = text.split('Known, but not sold here')
  assert.match(sold!, /you pay Rs 598 Renew Weekly X/)
  assert.match(unsold!, /not sold here true price not known Look/)
  assert.doesNotMatch(unsold!, /you pay/)
})

test('what was understood is shown, and each part can be taken off with the rest kept', async () => {
  const html = await page('/en/plans?q=Jazz+7+dyas+10gb')
  assert.match(
    textOf(html),
    /Understood take off: Jazz ✕ take off: 7 days ✕ take off: at least 10 GB ✕/,
  )
  assert.ok(html.includes('<button form="find" name="q" value="7 dyas 10gb">'))
  assert.ok(html.includes('<button form="find" name="q" value="jazz 7 dyas">'))
})

test('a corrected word is told with what was typed, and a filter is a part like any other', async () => {
  const html = await page('/en/plans?q=wekly&price=500&kind=sms')
  const text = textOf(html)
  assert.match(text, /take off: with SMS ✕/)
  assert.match(text, /take off: up to Rs 500 ✕/)
  assert.ok(html.includes('<button form="find" name="price" value="">'))
  assert.match(textOf(await page('/en/plans?q=monhtly')), /a month, from “ ?monhtly ?” ✕/)
})

test('"Pakistan eSIM" says what these plans renew and where a new eSIM comes from', async () => {
  for (const q of ['Pakistan eSIM', '巴基斯坦eSIM', 'پاکستان ای سم']) {
    const html = await page(`/en/plans?q=${encodeURIComponent(q)}`)
    assert.match(textOf(html), /on a plastic SIM or an eSIM alike/, q)
  }
})

test('what is ticked stays ticked through pages, filters and orders', async () => {
  const [first, last] = ['jazz-daily-max-0-2024-09-02', 'jazz-super-duper-59-2024-09-02']
  const plans = manyPlans(60)
  const start = await page(`/en/plans?sort=total&plan=${first}&plan=${last}`, plans)
  assert.match(
    start,
    new RegExp(`type="checkbox" name="plan" value="${first}" form="find" checked`),
  )
  assert.match(start, new RegExp(`type="hidden" name="plan" value="${last}" form="find"`))
  assert.match(textOf(start), /Ticked on other pages: 1/)
  assert.match(start, /<button class="quiet" form="find" name="page" value="2">Next/)
  // What the form then sends: its fields, the ticks, and the button that was pressed.
  const next = await page(
    `/en/plans?q=&sort=total&plan=${first}&plan=${last}&page=2&sort=data&page=3`,
    plans,
  )
  assert.match(textOf(next), /Page 3 of 3/)
  assert.match(next, new RegExp(`href="/zh/plans\\?sort=data&amp;page=3&amp;plan=${first}`))
})

test('a page behind the last is the last, and markup in a question is text', async () => {
  assert.match(textOf(await page('/en/plans?page=99', manyPlans(60))), /Page 3 of 3/)
  const html = await page(`/en/plans?q=${encodeURIComponent('"><script>alert(1)</script>')}`)
  assert.doesNotMatch(html, /<script>/)
})

test('any query is a page: long, strange or empty', async () => {
  const strange = ['x'.repeat(10_000), '*'.repeat(500), '\u0000\u200f', '％', '۰'.repeat(90), '🎉']
  for (const q of strange) await page(`/ur/plans?q=${encodeURIComponent(q)}`)
})
