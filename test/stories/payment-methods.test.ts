import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Json, openStory, type Story } from './story.ts'

let story: Story
before(async () => {
  story = await openStory('payment-methods')
})
after(() => story.close())

const ids = ({ data }: Json): string[] => data.map(({ id }: Json) => id)
const way = ({ data }: Json, id: string): Json => data.find((one: Json) => one.id === id)

async function ask(query = '', language = 'en'): Promise<Json> {
  const path = `/v1/payment-methods${query}`
  const { status, json } = await story.api('GET', path, undefined, { 'accept-language': language })
  assert.equal(status, 200)
  return json
}

async function page(path: string): Promise<string> {
  const answer = await fetch(`${story.url}${path}`)
  assert.equal(answer.status, 200, path)
  return answer.text()
}

const textOf = (html: string) =>
  html
    .replace(/<style>.*?<\/style>/s, '')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', "'")
    .replace(/[\s\u00a0]+/g, ' ')

test('the API offers the test card and the wallet, and names every other way without offering it', async () => {
  const json = await ask('?situation=pakistan')
  const offered = json.data.filter((one: Json) => one.payment_method !== null)
  assert.deepEqual(
    offered.map(({ id, payment_method }: Json) => [id, payment_method]),
    [
      ['test_card', 'sandbox_card'],
      ['wallet', 'wallet'],
    ],
  )
  for (const one of json.data.filter((it: Json) => it.payment_method === null)) {
    assert.equal(one.connected, false)
    assert.equal(one.verdict, 'not_here')
    assert.match(one.why[0], /Not connected here/)
  }
  const { charges } = await story.books('03001231000', 'none')
  assert.deepEqual(charges, [])
})

test('what the API says can be chosen pays, and what it says cannot is refused before any charge', async () => {
  const [card] = (await ask()).data
  const quote = await story.quote('03001231000')
  const refused = await story.api('POST', '/v1/renewals', {
    ...{ quote: quote.id, payment: { method: 'alipay', token: 'tok_ok' } },
  })
  assert.equal(refused.status, 422)
  assert.equal(refused.json.code, 'payment_method_unknown')
  const placed = await story.api('POST', '/v1/renewals', {
    ...{ quote: quote.id, payment: { method: card.payment_method, token: 'tok_ok' } },
  })
  assert.equal(placed.status, 201)
  await story.settle()
  assert.equal((await story.renewal(placed.json.id)).status, 'delivered')
  assert.equal((await story.books('03001231000', placed.json.id)).charges.length, 1)
})

test('the order follows the audience and the words the language', async () => {
  const chinese = await ask('', 'zh-CN')
  assert.equal(chinese.situation, 'no_cnic')
  assert.equal(chinese.situation_assumed, true)
  assert.deepEqual(ids(chinese).slice(1, 4), ['alipay', 'wechat_pay', 'card_foreign'])
  assert.match(way(chinese, 'alipay').why[0], /本站没有接通/)
  const urdu = await ask('', 'ur')
  assert.deepEqual(ids(urdu).slice(1, 4), ['jazzcash', 'easypaisa', 'raast'])
  assert.match(way(urdu, 'paypal').why.join(' '), /پے پال پاکستان میں دستیاب نہیں/)
  const abroad = await ask('?situation=abroad')
  assert.deepEqual(ids(abroad).slice(1, 3), ['card_foreign', 'card_local'])
})

test('at an operator itself: what its page says, with the source; what nobody says is unknown', async () => {
  const json = await ask('?operator=jazz&situation=pakistan')
  const jazzcash = way(json, 'jazzcash').at_operator
  assert.equal(jazzcash.verdict, 'works_with_limits')
  assert.match(jazzcash.limits.join(' '), /last six digits of the payer's CNIC/)
  const official = jazzcash.sources.find((source: Json) => source.verified)
  assert.equal(official.source_url, 'https://jazz.com.pk/faqs')
  const alipay = way(json, 'alipay').at_operator
  assert.equal(alipay.verdict, 'unknown')
  assert.match(alipay.why[0], /Whether Jazz takes it is not known\. Ask Jazz\./)
  assert.equal(way(json, 'wallet').at_operator, undefined)
  const passport = await ask('?operator=jazz&situation=no_cnic')
  assert.equal(way(passport, 'jazzcash').at_operator.verdict, 'not_here')
  const ding = await ask('?operator=ding&situation=abroad')
  assert.equal(way(ding, 'card_foreign').at_operator.verdict, 'works_with_limits')
})

test('in another currency nothing is offered here', async () => {
  const json = await ask('?currency=CNY')
  assert.deepEqual(
    json.data.filter((one: Json) => one.payment_method !== null),
    [],
  )
  assert.match(way(json, 'test_card').why[0], /paid in rupees/)
})

test('an operator or a payer that nobody knows is refused with what to correct', async () => {
  for (const [query, code] of [
    ['operator=nobody', 'choice_unknown'],
    ['situation=rich', 'choice_unknown'],
    ['currency=RUPEES', 'query_invalid'],
  ]) {
    const { status, json } = await story.api('GET', `/v1/payment-methods?${query}`)
    assert.deepEqual([status, json.code], [422, code])
    if (query === 'operator=nobody') assert.match(json.known, /jazz, zong/)
  }
})

test('a reader without scripts is told before any button, changes who pays by a link, and pays', async () => {
  const body = new URLSearchParams({ number: '0300 1232000' })
  const asked = await fetch(`${story.url}/zh/number`, { method: 'POST', body, redirect: 'manual' })
  const plans = await page(asked.headers.get('location')!)
  const form = new URLSearchParams({
    ...{ sealed: /name="sealed" value="([^"]+)"/.exec(plans)![1]! },
    ...{ plan: /name="plan" value="(jazz-weekly-x[^"]*)"/.exec(plans)![1]! },
  })
  const quoted = await fetch(`${story.url}/zh/quote`, {
    method: 'POST',
    body: form,
    redirect: 'manual',
  })
  const place = quoted.headers.get('location')!
  const first = await page(place)
  const told = textOf(first.slice(0, first.indexOf('<form class="pay"')))
  assert.match(told, /你能用哪种方式付款.*暂按这个.*测试卡 能用.*本站没有接通： 支付宝 、 微信支付/)
  assert.match(told, /PayPal 在巴基斯坦不能用。/)
  const [, china] = /href="([^"]+\?payer=china)#ways"/.exec(first)!
  const second = await page(china!)
  assert.doesNotMatch(second, /暂按这个/)
  assert.match(second, /<input type="hidden" name="payer" value="china">/)
  assert.match(second, /href="\/ur\/q\/[^"]+\?payer=china"/)
  const pay = new URLSearchParams({ method: 'sandbox_card', token: 'tok_ok', payer: 'china' })
  const paid = await fetch(`${story.url}${place}/pay`, {
    method: 'POST',
    body: pay,
    redirect: 'manual',
  })
  assert.match(paid.headers.get('location')!, /^\/zh\/r\//)
})

test('the page has every seller and payer in three languages; nothing on it is a button or a picture', async () => {
  for (const language of ['zh', 'en', 'ur'])
    for (const seller of ['', 'jazz', 'zong', 'telenor', 'ufone', 'onic', 'scom', 'ding'])
      for (const payer of ['', 'pakistan', 'no_cnic', 'foreign_card', 'abroad', 'china']) {
        const html = await page(`/${language}/payments?at=${seller}&payer=${payer}`)
        const main = html.slice(html.indexOf('<main>'))
        assert.doesNotMatch(main, /<img|<svg|<button|<input/)
        assert.match(main, /<table>/)
        assert.match(main, /PayPal|پے پال/)
      }
  const table = /<table>.*<\/table>/s.exec(await page('/en/payments?at=jazz&payer=no_cnic'))![0]
  assert.match(textOf(table), /JazzCash limits no limits \? no/)
  assert.match(textOf(table), /PayPal no no no no no/)
})
