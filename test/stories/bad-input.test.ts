import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openStory, type Story, weeklyX } from './story.ts'

let story: Story
before(async () => {
  story = await openStory('bad-input')
})
after(() => story.close())

const pay = { method: 'sandbox_card', token: 'tok_ok' }
const quoteBody = (more: Record<string, unknown> = {}) => ({
  line: { msisdn: '03001234000' },
  plan: weeklyX,
  ...more,
})

/** Each wrong input, its status and its stable code. */
const wrongQuotes: [string, unknown, number, string][] = [
  ['a number that is none', quoteBody({ line: { msisdn: 'abc' } }), 422, 'msisdn_invalid'],
  ['a landline', quoteBody({ line: { msisdn: '042 35761999' } }), 422, 'msisdn_landline'],
  ['a Chinese number', quoteBody({ line: { msisdn: '+8613800138000' } }), 422, 'msisdn_foreign'],
  ['an ICCID', quoteBody({ line: { iccid: '8992300000012345678' } }), 422, 'iccid_needs_number'],
  ['a wrong ICCID', quoteBody({ line: { iccid: '12' } }), 422, 'iccid_invalid'],
  ['no line at all', quoteBody({ line: {} }), 422, 'msisdn_invalid'],
  ['an unknown plan', quoteBody({ plan: 'nope' }), 422, 'plan_unknown'],
  ['an unknown operator', quoteBody({ operator: 'nope' }), 422, 'operator_unknown'],
  [
    'a plan of another operator',
    quoteBody({ line: { msisdn: '03111234000' } }),
    422,
    'plan_other_operator',
  ],
  ['a currency that is not sold', quoteBody({ currency: 'CNY' }), 422, 'currency_not_sold'],
  ['an unknown territory', quoteBody({ territory: 'atlantis' }), 422, 'territory_unknown'],
  ['a body of another shape', { line: 'x' }, 422, 'body_invalid'],
  ['malformed JSON', '{"line":', 400, 'body_malformed'],
  ['an empty body', '', 400, 'body_malformed'],
  ['a body over 64 KB', quoteBody({ plan: 'x'.repeat(70_000) }), 413, 'body_too_large'],
]

for (const [what, body, status, code] of wrongQuotes) {
  test(`${what} is refused with ${status} ${code}, in words that say what to do`, async () => {
    const answer = await story.api('POST', '/v1/quotes', body)
    assert.deepEqual([answer.status, answer.json.code], [status, code])
    assert.match(answer.headers.get('content-type')!, /^application\/problem\+json/)
    assert.equal(answer.json.status, status)
    assert.notEqual(answer.json.title, `fault.${code}`)
  })
}

test('a number that the metadata refuses but looks plausible is sold with a warning', async () => {
  const answer = await story.api(
    'POST',
    '/v1/quotes',
    quoteBody({ line: { msisdn: '03381234000' }, operator: 'jazz' }),
  )
  assert.equal(answer.status, 201)
  assert.deepEqual(answer.json.warnings, ['number_unusual'])
})

test('a plan whose price basis is unknown is listed, and never quoted', async () => {
  const { json } = await story.api('GET', '/v1/plans?operator=ufone&limit=500')
  const plan = json.data.find((it: { price: { basis: string } }) => it.price.basis === 'unknown')
  assert.equal(plan.offered, false)
  const answer = await story.api(
    'POST',
    '/v1/quotes',
    quoteBody({ line: { msisdn: '03331234000' }, plan: plan.id }),
  )
  assert.deepEqual([answer.status, answer.json.code], [422, 'price_basis_unknown'])
})

test('a placeholder is never offered', async () => {
  const { json } = await story.api('GET', '/v1/plans?limit=500')
  const placeholders = json.data.filter(
    (it: { not_offered?: string }) => it.not_offered === 'placeholder',
  )
  assert.ok(placeholders.length >= 2)
  assert.ok(placeholders.every((it: { offered: boolean }) => !it.offered))
})

test('where the total depends on the territory it is asked for', async () => {
  const { json } = await story.api('GET', '/v1/plans?limit=500')
  const plan = json.data.find(
    (it: { offered: boolean; territory_needed: boolean }) => it.offered && it.territory_needed,
  )
  assert.equal(plan.total, null)
  const body = quoteBody({
    line: { msisdn: '03111234000' },
    operator: plan.operator,
    plan: plan.id,
  })
  const without = await story.api('POST', '/v1/quotes', body)
  assert.deepEqual([without.status, without.json.code], [422, 'territory_required'])
  const punjab = await story.api('POST', '/v1/quotes', { ...body, territory: 'punjab' })
  const capital = await story.api('POST', '/v1/quotes', { ...body, territory: 'islamabad' })
  assert.ok(punjab.json.total.amount > capital.json.total.amount)
})

test('the faults speak the language that is asked for', async () => {
  const titles = await Promise.all(
    ['zh-CN,zh;q=0.9', 'en-GB', 'ur-PK'].map(async (language) => {
      const answer = await story.api('POST', '/v1/quotes', quoteBody({ line: { msisdn: 'x' } }), {
        'accept-language': language,
      })
      return answer.json.title as string
    }),
  )
  assert.match(titles[0]!, /\p{Script=Han}/u)
  assert.match(titles[1]!, /^[\p{ASCII}…–’]+$/u)
  assert.match(titles[2]!, /\p{Script=Arabic}/u)
})

test('without a key, with an unknown one or with none of its rights, nothing is answered', async () => {
  for (const authorization of ['', 'Bearer nope_nope_nope', 'Basic dGo6dGo=']) {
    const answer = await story.api('GET', '/v1/plans', undefined, { authorization })
    assert.deepEqual([answer.status, answer.json.code], [401, 'unauthenticated'])
    assert.equal(answer.headers.get('www-authenticate'), 'Bearer')
  }
})

test('a POST without an idempotency key is refused before anything is read or written', async () => {
  const quote = await story.quote('03001234700')
  const body = { quote: quote.id, payment: pay }
  const answer = await story.api('POST', '/v1/renewals', body, { 'idempotency-key': '' })
  assert.deepEqual([answer.status, answer.json.code], [400, 'idempotency_key_missing'])
  const without = await fetch(`${story.url}/v1/quotes`, {
    method: 'POST',
    headers: { authorization: 'Bearer tj_test_demo', 'content-type': 'application/json' },
    body: JSON.stringify(quoteBody()),
  })
  assert.equal(without.status, 400)
  const list = await story.api('GET', '/v1/renewals?msisdn=03001234700')
  assert.deepEqual(list.json.data, [])
})

test('the same key and body replay the first answer; another body is refused before any write', async () => {
  const key = { 'idempotency-key': 'cart-1' }
  const first = await story.api('POST', '/v1/quotes', quoteBody(), key)
  const again = await story.api('POST', '/v1/quotes', quoteBody(), key)
  assert.deepEqual(again.json, first.json)
  assert.equal(first.headers.get('idempotent-replayed'), null)
  assert.equal(again.headers.get('idempotent-replayed'), 'true')
  const other = await story.api('POST', '/v1/quotes', quoteBody({ operator: 'jazz' }), key)
  assert.deepEqual([other.status, other.json.code], [422, 'idempotency_key_reused'])
})

test('an unknown token, method, quote or renewal is told apart, and the quote stays usable', async () => {
  const quote = await story.quote('03001234710')
  const tries: [unknown, number, string][] = [
    [
      { quote: quote.id, payment: { method: 'sandbox_card', token: 'tok_nope' } },
      422,
      'payment_token_unknown',
    ],
    [{ quote: quote.id, payment: { method: 'paypal' } }, 422, 'payment_method_unknown'],
    [{ quote: 'quo_00000000000000000000000000', payment: pay }, 404, 'quote_unknown'],
    [
      { quote: quote.id, payment: pay, return_url: 'javascript:alert(1)' },
      422,
      'return_url_invalid',
    ],
  ]
  for (const [body, status, code] of tries) {
    const answer = await story.api('POST', '/v1/renewals', body)
    assert.deepEqual([answer.status, answer.json.code], [status, code])
  }
  const missing = await story.api('GET', '/v1/renewals/rnw_00000000000000000000000000')
  assert.deepEqual([missing.status, missing.json.code], [404, 'renewal_unknown'])
  assert.equal(
    (await story.api('POST', '/v1/renewals', { quote: quote.id, payment: pay })).status,
    201,
  )
})

test('an expired quote is refused and a fresh one takes its place', async () => {
  const quote = await story.quote('03001234720')
  await story.skip(15 * 60_000)
  const late = await story.api('POST', '/v1/renewals', { quote: quote.id, payment: pay })
  assert.deepEqual([late.status, late.json.code], [409, 'quote_expired'])
  assert.equal((await story.place('03001234720')).status, 'delivered')
})

test('an address that does not exist is a problem too', async () => {
  const answer = await story.api('GET', '/v1/nothing')
  assert.deepEqual([answer.status, answer.json.code], [404, 'not_found'])
})
