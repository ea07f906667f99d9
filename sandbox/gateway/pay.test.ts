import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { type Rig, startRig } from '../rig.ts'
import { chooseLanguage } from './pay-words.ts'

const rig: Rig = await startRig()
after(() => rig.close())
beforeEach(async () => {
  await rig.ask('POST', '/sandbox/reset')
  rig.receiver.received.length = 0
})

const back = 'http://127.0.0.1:3000/back?order=1&x="y"'

async function open(more: object = {}): Promise<string> {
  const body = { reference: 'c1', amount: 123_456_05, currency: 'PKR', ...more }
  const charge = await rig.gateway('POST', '/charges', body)
  return charge.body.next_action.url
}

const show = (url: string, headers: Record<string, string> = {}) => fetch(url, { headers })
const decide = (url: string, decision: string) =>
  fetch(url, {
    method: 'POST',
    body: new URLSearchParams({ decision }),
    redirect: 'manual',
  })

test('the page says that it is no real money, how much for what, and has two buttons', async () => {
  const url = await open({ description: '<b>Weekly</b>' })
  const page = await show(url)
  const html = await page.text()
  assert.equal(page.status, 200)
  assert.match(html, /Sandbox payment page: no real money/)
  assert.match(html, /Rs 123,456\.05/)
  assert.match(html, /&lt;b&gt;Weekly/)
  assert.equal(html.match(/<button /g)!.length, 2)
  assert.doesNotMatch(html, /<script/)
  assert.match(page.headers.get('content-security-policy')!, /default-src 'none'/)
})

test('the page speaks Chinese, English and Urdu, as asked or as the browser prefers', async () => {
  const url = await open()
  const zh = await (await show(`${url}?lang=zh`)).text()
  assert.match(zh, /<html lang="zh-Hans" dir="ltr">/)
  const ur = await (await show(url, { 'accept-language': 'ur-PK,ur;q=0.9,en;q=0.5' })).text()
  assert.match(ur, /<html lang="ur" dir="rtl">/)
  assert.equal(chooseLanguage(null, 'fr, en;q=0.4, zh-CN;q=0.8'), 'zh')
  assert.equal(chooseLanguage('de', undefined), 'en')
})

test('approving captures, tells the merchant and sends the payer back', async () => {
  const url = await open({ return_url: back })
  const answer = await decide(url, 'approve')
  assert.equal(answer.status, 303)
  assert.equal(answer.headers.get('location'), back)
  const row = await rig.charge('c1')
  assert.deepEqual([row.status, row.captured_amount], ['captured', 12_345_605])
  await rig.advance(60_000)
  assert.deepEqual(
    rig.receiver.received.map(({ body }) => body.type),
    ['charge.captured'],
  )
})

test('declining takes nothing and sends the payer back', async () => {
  const url = await open({ return_url: back })
  assert.equal((await decide(url, 'decline')).headers.get('location'), back)
  const row = await rig.charge('c1')
  assert.deepEqual([row.status, row.captured_amount], ['declined', 0])
  const [found] = (await rig.gateway('GET', '/charges?reference=c1')).body.data
  assert.equal(found.decline_code, 'payer_declined')
})

test('a decision stands: the other button comes too late and the page links back', async () => {
  const url = await open({ return_url: back })
  await decide(url, 'approve')
  const late = await decide(url, 'decline')
  assert.equal(late.status, 409)
  assert.equal((await rig.charge('c1')).status, 'captured')
  const html = await (await show(url)).text()
  assert.match(html, /This payment is approved/)
  assert.match(html, /href="http:\/\/127.0.0.1:3000\/back\?order=1&amp;x=&quot;y&quot;"/)
  assert.doesNotMatch(html, /<button/)
})

test('after the session nothing can be approved, even before the expiry was booked', async () => {
  const url = await open()
  // Real time moves and no timer of the sandbox has run yet.
  rig.time.now += 45_000
  assert.equal((await decide(url, 'approve')).status, 409)
  assert.match(await (await show(url)).text(), /run out/)
  await rig.advance(0)
  const row = await rig.charge('c1')
  assert.deepEqual([row.status, row.captured_amount], ['expired', 0])
  rig.time.now -= 45_000
})

test('without a return_url the page says that it can be closed', async () => {
  const url = await open()
  const answer = await decide(`${url}?lang=en`, 'approve')
  const next = new URL(answer.headers.get('location')!, url)
  assert.match(await (await show(next.href)).text(), /You can close this page/)
})

test('an authorisation is approved without being captured', async () => {
  await decide(await open({ capture: false }), 'approve')
  const row = await rig.charge('c1')
  assert.deepEqual([row.status, row.captured_amount], ['authorised', 0])
})

test('an unknown payment is 404, and no decision is no decision', async () => {
  assert.equal((await show(`${rig.url}/gateway/pay/chg_none`)).status, 404)
  const url = await open()
  assert.equal((await decide(url, 'perhaps')).status, 400)
  assert.equal((await rig.charge('c1')).status, 'requires_action')
})
