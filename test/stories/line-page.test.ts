import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { issueKey } from '#identity'
import { textOf } from '../../src/channels/web/visit.fixture.ts'
import { openStory, type Story } from './story.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
let story: Story
before(async () => {
  story = await openStory('line_page')
})
after(() => story.close())
beforeEach(() => story.break())

/** The link as somebody with a key gets it for a customer. */
async function link(number: string, more: object = {}): Promise<string> {
  const { status, json } = await story.api('POST', `/v1/lines/${number}/link`, more)
  assert.equal(status, 200, JSON.stringify(json))
  return json.url
}
const open = async (url: string, language = 'en') => {
  const answer = await fetch(url, { headers: { 'accept-language': language } })
  const html = await answer.text()
  return { status: answer.status, headers: answer.headers, html, text: textOf(html) }
}

test('a customer opens the link and sees what is left, when it ends, and how it was used', async () => {
  await story.place('03331231100', 'tok_ok', { operator: 'onic', plan: 'onic-sandbox-weekly' })
  await story.skip(3 * hourMs)
  const { status, text, html, headers } = await open(
    await link('03331231100', { operator: 'onic' }),
  )
  assert.equal(status, 200)
  assert.match(text, /0333 1231100/)
  assert.match(text, /Onic Sandbox Weekly ends Sunday 29 November, 23:59 PKT/)
  assert.match(text, /Onic counted this just now/)
  assert.match(
    html,
    /role="img" viewBox="0 0 100 100" aria-label="[\d.]+ GB of 10 GB of data left, 9\d percent"/,
  )
  assert.equal(html.match(/<rect/g)?.length, 30)
  assert.equal(html.match(/<th scope="row">/g)?.length, 30)
  assert.equal(headers.get('cache-control'), 'no-store')
  assert.equal(headers.get('referrer-policy'), 'no-referrer')
})

test('what was just bought shows at once, though the operator was asked a minute ago', async () => {
  const url = await link('03331231200', { operator: 'onic' })
  assert.match((await open(url)).text, /No plan is running/)
  await story.skip(60_000)
  const plan = { operator: 'onic', plan: 'onic-sandbox-weekly' }
  const { receipt_url } = await story.place('03331231200', 'tok_ok', plan)
  assert.equal((await open(receipt_url)).status, 200)
  assert.match((await open(url)).text, /Onic Sandbox Weekly ends Sunday/)
})

test('the same in Chinese and in Urdu', async () => {
  const url = await link('03001231010')
  const zh = await open(url, 'zh')
  assert.match(zh.text, /最先|Jazz 刚刚统计/)
  const ur = await open(url, 'ur')
  assert.match(ur.html, /<html lang="ur" dir="rtl">/)
  assert.match(ur.text, /کتنا بچا ہے/)
})

test('nobody gets to a line by typing a number, with a changed link or with an old one', async () => {
  const url = await link('03001231010', { expires_in_days: 2 })
  const token = url.split('/l/')[1]!
  assert.doesNotMatch(Buffer.from(token, 'base64url').toString('latin1'), /3001231010/)
  const wrong = token.startsWith('A') ? 'B' : 'A'
  for (const guess of [
    '03001231010',
    '%2B923001231010',
    `${wrong}${token.slice(1)}`,
    `${token}A`,
  ]) {
    const { status, text } = await open(`${story.url}/l/${guess}`)
    assert.equal(status, 404, guess)
    assert.match(text, /not whole or was changed/)
    assert.doesNotMatch(text, /GB/)
  }
  assert.equal((await open(url)).status, 200)
  await story.skip(2 * dayMs)
  for (const place of [url, `${story.url}/en/l/${token}/fit`]) {
    const { status, text } = await open(place)
    assert.equal(status, 404)
    assert.match(text, /has expired/)
  }
})

test('an operator that falls silent: the page says how old its picture is and what to do', async () => {
  const url = await link('03101231010')
  const fresh = await open(url)
  assert.doesNotMatch(fresh.text, /By now less may be left/)
  await story.break({ party: 'zong', on: 'line', fault: 'outage' })
  await story.skip(5 * hourMs)
  const { text } = await open(url)
  assert.match(text, /Zong last counted this 5 hours ago/)
  // The code is a verified fact about the plan that runs.
  assert.match(text, /Dial \*102# on this number/)
  const left = /\d[\d.]* GB of 20 GB/
  assert.equal(left.exec(text)?.[0], left.exec(fresh.text)?.[0])
})

test('where no verified fact names a code, none is made up', async () => {
  const url = await link('03001231011')
  const { text } = await open(url)
  assert.match(text, /Jazz last counted this 5 hours ago/)
  assert.match(text, /we ask again/)
  assert.doesNotMatch(text, /\*\d+#/)
})

test('a line that its operator does not tell can be renewed all the same', async () => {
  const { text, html } = await open(await link('03001231012'))
  assert.match(text, /Jazz does not tell what this number holds/)
  assert.match(text, /renew all the same/)
  assert.doesNotMatch(text, /GB|MB|\b0 of/)
  const plans = /href="(\/en\/plans\/[^"]+)"/.exec(html)![1]!
  const page = await open(`${story.url}${plans}`)
  assert.equal(page.status, 200)
  assert.match(page.text, /0300 1231012/)
})

test('from the line to the plan that fits its own days, and on to a quote for its number', async () => {
  const url = await link('03001231010')
  const { html } = await open(url)
  const fit = /href="(\/en\/l\/[^"]+\/fit)"/.exec(html)![1]!
  const advised = await open(`${story.url}${fit}`)
  assert.equal(advised.status, 200)
  assert.match(advised.text, /Read from the days of this number/)
  const field = (name: string) =>
    new RegExp(`name="${name}" value="([^"]+)"`).exec(advised.html)![1]!
  const form = new URLSearchParams({ sealed: field('sealed'), plan: field('plan') })
  const body = { method: 'POST', body: form, redirect: 'manual' as const }
  const answer = await fetch(`${story.url}/en/quote`, body)
  assert.match(answer.headers.get('location') ?? '', /^\/en\/q\/quo_/)
  const all = /href="(\/en\/l\/[^"]+\/fit\?all=1)"/.exec(advised.html)![1]!
  assert.match((await open(`${story.url}${all}`)).text, /Only plans of Jazz/)
  for (const language of ['zh', 'ur'])
    assert.ok(advised.html.includes(`href="/${language}${fit.slice(3)}"`), language)
})

test('an operator that never answers leaves a page that says so, and a number to renew', async () => {
  const { status, text } = await open(await link('03001231009'))
  assert.equal(status, 200)
  assert.match(text, /Jazz has not answered yet/)
  assert.match(text, /Renew this number/)
})

test('whoever gives links out ends all of a line at once, and the page says so in three languages', async () => {
  const number = '03001231013'
  const urls = [await link(number), await link(number, { expires_in_days: 30 })]
  const other = await link('03001231010')
  const revoke = () => story.api('POST', `/v1/lines/${number}/link/revoke`)
  const { status, json } = await revoke()
  assert.deepEqual([status, json.msisdn], [200, '+923001231013'])
  assert.match(json.links_revoked_at, /^2026-/)
  for (const url of urls)
    for (const [language, words] of [
      ['en', /has called it back\. Ask there for a new one/],
      ['zh', /已经把它收回/],
      ['ur', /واپس لے لیا/],
    ] as const) {
      const { status, text } = await open(url, language)
      assert.equal(status, 404)
      assert.match(text, words)
    }
  assert.equal((await open(`${urls[0]!.replace('/l/', '/en/l/')}/fit`)).status, 404)
  // A link of afterwards opens, in the same moment too; so does that of another line.
  const fresh = await link(number)
  assert.equal((await open(fresh)).status, 200)
  assert.equal((await open(other)).status, 200)
  await revoke()
  assert.equal((await open(fresh)).status, 404)
})

test('without the right to give links out nobody ends them', async () => {
  const { status, json } = await story.api('POST', '/v1/lines/03001231010/link/revoke', undefined, {
    authorization: 'Bearer tj_test_nobody',
  })
  assert.deepEqual([status, json.code], [401, 'unauthenticated'])
  const clock = { now: () => new Date() }
  await issueKey(story.database.ownerDb, {
    ...{ name: 'shop', permissions: ['plans:read', 'renewals:write'], clock, key: 'tj_test_shop' },
  })
  const shop = await story.api('POST', '/v1/lines/03001231010/link/revoke', undefined, {
    authorization: 'Bearer tj_test_shop',
  })
  assert.deepEqual([shop.status, shop.json.code], [403, 'permission_missing'])
})
