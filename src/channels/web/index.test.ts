import assert from 'node:assert/strict'
import { test } from 'node:test'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { languages } from '#i18n'
import { Fault } from '#kernel'
import { manyPlans } from './catalog.fixture.ts'
import { chooseEncoding } from './compression.ts'
import { everyLine, fakePicture } from './lines.fixture.ts'
import { everyState } from './states.fixture.ts'
import { gateway, textOf, visit } from './visit.fixture.ts'
import { fakeWorld, noon } from './web.fixture.ts'

/** One TCP initial window: ten segments of 1,460 bytes, less what the headers take. */
const weightMax = 14_336

async function everyPlace(reader: ReturnType<typeof visit>): Promise<string[]> {
  const { quote, place } = await reader.quote()
  const receipts = [...everyState(quote, noon).values()].map(reader.receiptPlace)
  const fits = ['/fit', '/fit?data=8&minutes=60&sms=50&days=14&operator=jazz']
  const { lines } = reader.world
  const own = [...everyLine(noon).values()].map((picture) => lines.show(picture))
  own.push(`${lines.show(fakePicture(noon))}/fit`)
  const ways = ['/payments', '/payments?at=jazz&payer=pakistan', '/payments?at=ding&payer=abroad']
  ways.push('/payments/jazz/jazzcash', '/tax/pk-2025-26/punjab')
  const quotes = [place, `${place}?payer=china`, '/plan/jazz-weekly-x']
  const lists = ['/', await reader.plansPlace()]
  return [...lists, ...fits, ...ways, ...own, ...quotes, ...receipts, '/nothing']
}

test('every page fits one initial window with sixty plans on offer, br and gzip', async () => {
  const plans = [...manyPlans(60), ...manyPlans(1).map((one) => ({ ...one, id: 'jazz-weekly-x' }))]
  const world = fakeWorld(plans)
  world.renewals.illSince = noon
  const reader = visit(world)
  for (const place of await everyPlace(reader))
    for (const language of languages)
      for (const [encoding, open] of [
        ['br', brotliDecompressSync],
        ['gzip', gunzipSync],
      ] as const) {
        const answer = await reader.get(`/${language}${place}`, { 'accept-encoding': encoding })
        const body = Buffer.from(await answer.arrayBuffer())
        assert.equal(answer.headers.get('content-encoding'), encoding)
        assert.equal(answer.headers.get('content-length'), String(body.byteLength))
        assert.ok(
          body.byteLength <= weightMax,
          `${language}${place}: ${body.byteLength} ${encoding}`,
        )
        assert.match(open(body).toString(), /<\/html>$/)
      }
})

test('no page asks for anything more: no script, no other origin, nothing to fetch', async () => {
  const reader = visit()
  for (const place of await everyPlace(reader)) {
    const html = await (await reader.get(`/en${place}`)).text()
    assert.doesNotMatch(html, /<script|<img|<iframe|@import|url\(|\son\w+=|style="/)
    assert.doesNotMatch(html, /<link (?!rel="icon" href="data:)/)
  }
})

test('every page has one h1, a title, a language, and links that keep the place', async () => {
  const reader = visit()
  for (const place of (await everyPlace(reader)).slice(0, -1)) {
    const html = await (await reader.get(`/en${place}`)).text()
    assert.equal(html.match(/<h1>/g)?.length, 1, place)
    assert.match(html, /<title>[^<]+<\/title>/)
    for (const language of languages)
      assert.ok(
        html.includes(`href="/${language}${place.replaceAll('&', '&amp;')}" lang=`),
        `${language} ${place}`,
      )
  }
})

test('headers forbid scripts, frames and sniffing; personal pages are not stored', async () => {
  const reader = visit()
  for (const place of await everyPlace(reader)) {
    const { headers } = await reader.get(`/zh${place}`)
    const policy = headers.get('content-security-policy') ?? ''
    assert.match(policy, /default-src 'none'; style-src 'sha256-[\w+/=]{44}'/)
    assert.match(policy, /frame-ancestors 'none'/)
    assert.ok(policy.includes(`form-action 'self' ${gateway};`))
    assert.equal(headers.get('x-content-type-options'), 'nosniff')
    assert.equal(headers.get('referrer-policy'), 'no-referrer')
    assert.equal(headers.get('cache-control'), place === '/' ? 'no-cache' : 'no-store')
    assert.equal(headers.get('strict-transport-security'), null)
  }
  const { headers } = await visit(undefined, 'production').get('/en/')
  assert.match(headers.get('strict-transport-security') ?? '', /max-age=63072000/)
})

test('a form is taken from our own page or from no browser at all', async () => {
  const { send } = visit()
  const status = async (headers: Record<string, string>) =>
    (await send('/en/number', { number: '03001234000' }, headers)).status
  assert.equal(await status({}), 303)
  assert.equal(await status({ 'sec-fetch-site': 'same-origin', origin: 'null' }), 303)
  assert.equal(await status({ 'sec-fetch-site': 'none' }), 303)
  assert.equal(await status({ origin: 'http://localhost' }), 303)
  assert.equal(await status({ origin: 'https://localhost' }), 303)
  assert.equal(await status({ 'sec-fetch-site': 'cross-site' }), 403)
  assert.equal(await status({ 'sec-fetch-site': 'same-site' }), 403)
  assert.equal(await status({ 'sec-fetch-site': 'cross-site', origin: 'http://localhost' }), 403)
  assert.equal(await status({ origin: 'https://evil.example' }), 403)
  assert.equal(await status({ origin: 'null' }), 403)
})

test('what goes wrong at the door is told in the language of the reader', async () => {
  const { app, get, send } = visit()
  const large = await send('/ur/number', { number: '1'.repeat(64 * 1024) })
  assert.equal(large.status, 413)
  assert.match(await large.text(), /<html lang="ur" dir="rtl">/)
  const json = { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } }
  assert.equal((await app.request('/en/number', json)).status, 400)
  const unknown = await get('/nothing', { 'accept-language': 'zh' })
  assert.equal(unknown.status, 404)
  assert.match(textOf(await unknown.text()), /没有找到/)
  const misused = await get('/en/number')
  assert.deepEqual([misused.status, misused.headers.get('allow')], [405, 'POST'])
  const posted = await send('/en/', {})
  assert.deepEqual([posted.status, posted.headers.get('allow')], [405, 'GET, HEAD'])
  assert.equal((await app.request('/en/q/x', { method: 'DELETE' })).status, 405)
})

test('a bug is reported and shown without its details; a crowd is told to come back', async () => {
  const world = fakeWorld()
  const reader = visit(world)
  const { place } = await reader.quote()
  world.renewals.findQuote = async () => {
    throw new Error('password=hunter2')
  }
  const broken = await reader.get(`/en${place}`)
  assert.equal(broken.status, 500)
  assert.equal(reader.reported.length, 1)
  const html = await broken.text()
  assert.doesNotMatch(html, /hunter2/)
  assert.match(textOf(html), /your receipt shows where your money is/)
  world.renewals.findQuote = async () => {
    throw new Fault('busy', 'busy')
  }
  const crowded = await reader.get(`/en${place}`)
  assert.deepEqual([crowded.status, crowded.headers.get('retry-after')], [503, '5'])
  assert.equal(reader.reported.length, 1)
})

test('HEAD gives the headers of a page and no body', async () => {
  const { app } = visit()
  const answer = await app.request('/zh/', {
    method: 'HEAD',
    headers: { 'accept-encoding': 'br' },
  })
  assert.equal(answer.status, 200)
  assert.equal(answer.headers.get('content-language'), 'zh-Hans')
  assert.equal(await answer.text(), '')
})

test('what a reader typed or a source wrote is never markup', async () => {
  const evil = '"><script>alert(1)</script>'
  const plans = manyPlans(1).map((one) => ({ ...one, name: { en: evil }, region: evil }))
  const { get, plansPlace } = visit(fakeWorld(plans))
  const place = await plansPlace()
  const html = await (await get(`/en${place}?q=${encodeURIComponent(evil)}`)).text()
  assert.doesNotMatch(html, /<script/)
  assert.match(html, /&lt;script&gt;/)
})

test('brotli is preferred, a refused encoding is not sent, and none is fine', () => {
  assert.equal(chooseEncoding('gzip, deflate, br'), 'br')
  assert.equal(chooseEncoding('gzip;q=1.0, br;q=0'), 'gzip')
  assert.equal(chooseEncoding('*'), 'br')
  assert.equal(chooseEncoding('identity'), undefined)
  assert.equal(chooseEncoding(''), undefined)
})
