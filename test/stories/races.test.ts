import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { openStory, type Story, walletOf } from './story.ts'

let story: Story
before(async () => {
  story = await openStory('races')
})
after(() => story.close())

const pay = { method: 'sandbox_card', token: 'tok_ok' }

test('twenty browsers paying one quote make one renewal, one charge and one credit', async () => {
  const quote = await story.quote('03001235000')
  const answers = await Promise.all(
    Array.from({ length: 20 }, () =>
      story.api('POST', '/v1/renewals', { quote: quote.id, payment: pay }),
    ),
  )
  const made = answers.filter(({ status }) => status === 201)
  assert.equal(made.length, 1)
  for (const { status, json } of answers) {
    if (status === 201) continue
    assert.deepEqual([status, json.code], [409, 'quote_in_use'])
    assert.equal(json.renewal, made[0]?.json.id)
  }
  await story.advance(1000)
  const books = await story.books('03001235000', 'rnw_')
  assert.equal(books.credits.length, 1)
  assert.equal((await story.renewal(made[0]!.json.id)).status, 'delivered')
})

test('a double click with one key makes one renewal and both get the same answer', async () => {
  const quote = await story.quote('03001235010')
  const click = () =>
    story.api(
      'POST',
      '/v1/renewals',
      { quote: quote.id, payment: pay },
      { 'idempotency-key': 'click' },
    )
  const answers = await Promise.all([click(), click(), click(), click()])
  assert.deepEqual(
    answers.map(({ status }) => status),
    [201, 201, 201, 201],
  )
  assert.equal(new Set(answers.map(({ json }) => json.id)).size, 1)
  assert.equal(answers.filter(({ headers }) => headers.get('idempotent-replayed')).length, 3)
})

test('the key of a served order still answers when its quote has long expired', async () => {
  const quote = await story.quote('03001235040')
  const body = { quote: quote.id, payment: pay }
  const send = () => story.api('POST', '/v1/renewals', body, { 'idempotency-key': 'late-retry' })
  const first = await send()
  await story.skip(60 * 60_000)
  const again = await send()
  assert.deepEqual([again.status, again.json], [201, first.json])
  assert.equal(again.headers.get('idempotent-replayed'), 'true')
})

test('a served key with another order is refused, and that order is not placed', async () => {
  const wallet = await story.wallet(1_000_000n)
  const [first, second] = await Promise.all(
    ['03001235050', '03001235060'].map((it) => story.quote(it)),
  )
  const payment = { method: 'wallet', token: wallet }
  const place = (quote: string) =>
    story.api('POST', '/v1/renewals', { quote, payment }, { 'idempotency-key': 'two-orders' })
  assert.equal((await place(first!.id)).status, 201)
  const left = await walletOf(story, wallet)
  const refused = await place(second!.id)
  assert.deepEqual([refused.status, refused.json.code], [422, 'idempotency_key_reused'])
  assert.equal(await walletOf(story, wallet), left)
  const { json } = await story.api('GET', '/v1/renewals?msisdn=03001235060')
  assert.deepEqual(json.data, [])
})

test('what placing answers is what reading answers, by card and from a wallet', async () => {
  const wallet = { method: 'wallet', token: await story.wallet(1_000_000n) }
  for (const [number, payment] of [
    ['03001235070', pay],
    ['03001235080', wallet],
  ] as const) {
    const quote = await story.quote(number)
    const placed = await story.api('POST', '/v1/renewals', { quote: quote.id, payment })
    // Before the engine has had its turn: time stands still in a story.
    assert.deepEqual(await story.renewal(placed.json.id), placed.json)
  }
})

test('who prefers to wait is answered when it is delivered, and who cannot be, in time', async () => {
  const { id } = await story.order('03001235090')
  const wait = { prefer: 'wait=20' }
  const ended = await story.settleWhile(story.api('GET', `/v1/renewals/${id}`, undefined, wait))
  assert.equal(ended.json.status, 'delivered')
  assert.equal(ended.headers.get('preference-applied'), 'wait=20')
  const redirected = await story.place('03001235100', 'tok_redirect')
  const patient = story.api('GET', `/v1/renewals/${redirected.id}`, undefined, { prefer: 'wait=1' })
  assert.equal((await patient).json.status, 'awaiting_payment')
  const unread = await story.api('GET', `/v1/renewals/${id}`, undefined, { prefer: 'wait=soon' })
  assert.equal(unread.headers.get('preference-applied'), null)
})

test('the back button after paying finds the quote used', async () => {
  const renewal = await story.place('03001235020')
  const again = await story.api('POST', '/v1/renewals', { quote: renewal.quote, payment: pay })
  assert.deepEqual([again.status, again.json.code], [409, 'quote_used'])
  assert.equal(again.json.renewal, renewal.id)
})

test('two engines on one database send each effect once', async () => {
  const numbers = Array.from({ length: 30 }, (_, i) => `030012360${10 + i}`)
  const placed = await Promise.all(numbers.map((it) => story.order(it)))
  const other = await story.secondWorker()
  await Promise.all([story.wired.renewals.engine.settle(), other.renewals.engine.settle()])
  await other.stop()
  await story.advance(3000)
  for (const [i, { id }] of placed.entries()) {
    assert.equal((await story.renewal(id)).status, 'delivered')
    const { credits, charges } = await story.books(numbers[i]!, id)
    assert.deepEqual([credits.length, charges.length], [1, 1])
  }
  assert.equal(await story.trialDifference(), 0)
})

test('a forged callback changes nothing; a true one repeated is kept once', async () => {
  const renewal = await story.place('03001238001')
  const body = JSON.stringify({
    eventId: 'forged',
    event: { topupBalance: { correlatorId: renewal.delivery.reference, status: 'completed' } },
  })
  const secret = Buffer.from('c2FuZGJveC13ZWJob29rLXNlY3JldC0zMmJ5dGVzISE=', 'base64')
  const send = (key: Uint8Array, at = Math.floor(Date.now() / 1000), id = 'msg_1') =>
    fetch(`${story.url}/callbacks/operators/jazz`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': String(at),
        'webhook-signature': `v1,${createHmac('sha256', key).update(`${id}.${at}.${body}`).digest('base64')}`,
      },
      body,
    })
  assert.equal((await send(Buffer.from('wrong'))).status, 401)
  assert.equal((await send(secret, Math.floor(Date.now() / 1000) - 600)).status, 401)
  const unsigned = await fetch(`${story.url}/callbacks/operators/jazz`, { method: 'POST', body })
  assert.equal(unsigned.status, 401)
  const kept = () =>
    sql<{ n: number }>`select count(*)::int as n from renewal.callback where event_id = 'msg_1'`
      .execute(story.database.ownerDb)
      .then(({ rows }) => rows[0]!.n)
  assert.equal(await kept(), 0)
  assert.equal((await send(secret)).status, 204)
  assert.equal((await send(secret)).status, 204)
  assert.equal(await kept(), 1)
  // Even the true signature only asks for a look: the operator says it is not there yet, so it is
  // not.
  await story.wired.renewals.engine.settle()
  assert.equal((await story.renewal(renewal.id)).status, 'delivering')
  const nowhere = await fetch(`${story.url}/callbacks/operators/nobody`, { method: 'POST', body })
  assert.equal(nowhere.status, 404)
})

test('the sum of everything that happened here balances', async () => {
  await story.advance(10_000)
  assert.equal(await story.trialDifference(), 0)
})
