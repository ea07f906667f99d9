import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Fault } from '#kernel'
import { recordOf } from './record.fixture.ts'
import { visit } from './visit.fixture.ts'
import { fakeWorld } from './web.fixture.ts'

const place = '/plan/jazz-weekly-x'
const report = { fact: 'price', right: 'Rs 545 since Monday', link: 'https://jazz.com.pk/x' }

test('a plan has a page with every fact, its source, its date, whether it is verified, and its prices', async () => {
  const { get } = visit()
  const page = await (await get(`/en${place}`)).text()
  for (const words of [
    /official operator page/,
    /source date: .*2024-09-02/,
    /href="https:\/\/jazz\.com\.pk\/prepaid\/weekly-x" rel="noreferrer nofollow"/,
    /price list of a shop in Lahore.*source date: .*undated/,
    /Price · <span class="word sure">verified.*since 2 November/,
    /Data · <span class="word">not verified/,
    /From Tuesday 1 December.*Price.*Rs.545/,
    /Rs.480.*until 1 July/,
    /Rs.500.*1 July to 2 November/,
    /the simulated tariff/,
  ])
    assert.match(page, words)
  const facts = recordOf((await fakeWorld().catalog.findPlan('jazz-weekly-x', new Date(0)))!).facts
  const shown = facts.filter(({ value, field }) => value !== null && value !== false && field)
  const links = [...page.matchAll(/\?wrong=([\w.]+)#report/g)].map(([, field]) => field)
  assert.deepEqual(links.toSorted(), [...new Set(links)].toSorted())
  assert.ok(links.length >= shown.length - 2, links.join())
  assert.equal((await get('/en/plan/nope')).status, 404)
})

test('"this is wrong" opens the form at its fact, is taken without a login, and says what comes', async () => {
  const { get, send, world } = visit()
  const form = await (await get(`/zh${place}?wrong=ussd.subscribe`)).text()
  assert.match(form, /<form method="post" action="\/zh\/plan\/jazz-weekly-x\/wrong#report">/)
  const sent = await send(`/zh${place}/wrong`, report)
  assert.deepEqual([sent.status, sent.headers.get('location')], [303, `/zh${place}?told=1#report`])
  assert.match(await (await get(`/zh${place}?told=1`)).text(), /三天内会有人对照来源核查/)
  const { right, link } = report
  assert.deepEqual(world.disputes.reports, [
    {
      ...{ about: { plan: 'jazz-weekly-x' }, fact: 'price', shown: 'Rs 520 (balance_incl_gst)' },
      ...{ right, link, language: 'zh' },
    },
  ])
})

test('a report that cannot be taken keeps every word, says what to do, and is not passed on', async () => {
  const { send, world } = visit()
  const wrong: readonly (readonly [Partial<typeof report>, RegExp])[] = [
    [{ right: 'x' }, /3 to 500 characters/],
    [{ right: 'y'.repeat(501) }, /3 to 500 characters/],
    [{ right: '<a href=x>cheap</a>' }, /without HTML/],
    [{ fact: 'notes' }, /Choose the fact/],
    [{ fact: 'nothing' }, /Choose the fact/],
    [{ link: 'javascript:alert(1)' }, /This is no web address/],
  ]
  for (const [change, words] of wrong) {
    const answer = await send(`/en${place}/wrong`, { ...report, ...change })
    const page = await answer.text()
    assert.equal(answer.status, 422)
    assert.match(page, words)
    assert.doesNotMatch(page, /<a href=x>/)
    const { right } = { ...report, ...change }
    assert.ok(page.includes(right.replaceAll('<', '&lt;').replaceAll('>', '&gt;')), right)
  }
  assert.deepEqual(world.disputes.reports, [])
  world.disputes.refuseWith = new Fault('busy', 'busy')
  const busy = await send(`/en${place}/wrong`, report)
  const page = await busy.text()
  assert.equal(busy.status, 503)
  assert.match(page, /Your text is kept here/)
  assert.ok(page.includes(report.right) && page.includes(report.link))
})

test('plan cards and the quote lead to the facts of their plan', async () => {
  const { get, plansPlace, quote } = visit()
  const link = /<a class="src" href="\/en\/plan\/jazz-weekly-x">/
  assert.match(await (await get(`/en${await plansPlace()}`)).text(), link)
  const { place: quoted } = await quote()
  assert.match(await (await get(`/en${quoted}`)).text(), link)
})

test('what has no direction of its own keeps it inside Urdu', async () => {
  const { get } = visit()
  assert.match(await (await get(`/ur${place}`)).text(), /<bdi>https:\/\/<\/bdi>/)
})
