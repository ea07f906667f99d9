import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { issueKey, permissions } from '#identity'
import { createHeldWaits } from '../../src/channels/api/held-waits.ts'
import { type Json, openStory, type Story, weeklyX } from './story.ts'

let story: Story
before(async () => {
  const limits = { QUOTES_PER_MINUTE: '3', KEY_QUOTES_PER_MINUTE: '30', KEY_WAITS: '1' }
  story = await openStory('limits', { limits })
})
after(() => story.close())

const one = { line: { msisdn: '03001234000' }, plan: weeklyX }
const ask = (headers: Record<string, string> = {}) => story.api('POST', '/v1/quotes', one, headers)

test('a key makes so many quotes, is then told when to go on, and another key goes on meanwhile', async () => {
  for (let i = 0; i < 30; i++) assert.equal((await ask()).status, 201)
  for (const [language, words] of [
    ['en', /Wait a minute, then go on; nothing was charged/],
    ['zh', /请等一分钟再继续/],
    ['ur', /ایک منٹ بعد جاری رکھیں/],
  ] as const) {
    const { status, headers, json } = await ask({ 'accept-language': language })
    assert.deepEqual([status, json.code, json.retry_after_s], [429, 'quotes_too_many', 2])
    assert.equal(headers.get('retry-after'), '2')
    assert.match(headers.get('content-type')!, /^application\/problem\+json/)
    assert.match(json.title, words)
  }
  const other = {
    name: 'other',
    permissions,
    clock: { now: () => new Date() },
    key: 'tj_test_other',
  }
  await issueKey(story.database.ownerDb, other)
  assert.equal((await ask({ authorization: 'Bearer tj_test_other' })).status, 201)
  await story.advance(2000)
  assert.equal((await ask()).status, 201)
  assert.equal((await ask()).status, 429)
})

test('an answer that was given once is given again, whatever the limit says', async () => {
  await story.advance(2000)
  const key = { 'idempotency-key': 'same' }
  const first = await ask(key)
  assert.equal(first.status, 201)
  const again = await ask(key)
  assert.deepEqual([again.status, again.json.id], [201, first.json.id])
})

/** As a proxy on this machine passes it on. */
async function send(path: string, form: Record<string, string>, from?: string): Promise<Response> {
  const headers = from === undefined ? undefined : { 'x-forwarded-for': `8.8.8.8, ${from}` }
  const body = new URLSearchParams(form)
  return fetch(`${story.url}${path}`, {
    ...{ method: 'POST', redirect: 'manual', body },
    ...(headers && { headers }),
  })
}

test('a page says that too many came from one address, and keeps what was typed', async () => {
  const form = { number: '0300 1234000', plan: weeklyX, asked: `plan=${weeklyX}` }
  for (let i = 0; i < 3; i++)
    assert.equal((await send('/en/plans/renew', form, '203.0.113.5')).status, 303)
  for (const [language, words] of [
    ['en', /Too many prices were asked for from here/],
    ['zh', /从这里问价太频繁/],
    ['ur', /یہاں سے بہت زیادہ قیمتیں/],
  ] as const) {
    const refused = await send(`/${language}/plans/renew`, form, '203.0.113.5')
    assert.deepEqual([refused.status, refused.headers.get('retry-after')], [429, '20'])
    assert.match(await refused.text(), words)
  }
  const fit = { number: '0300 1234000', plan: weeklyX, asked: 'data=8&minutes=60&sms=50' }
  const kept = await (await send('/en/fit/renew', fit, '203.0.113.5')).text()
  assert.match(kept, /value="0300 1234000"/)
  assert.match(kept, /value="8"/)
  // Another address goes on; and so does who asks on this machine, by no proxy.
  assert.equal((await send('/en/plans/renew', form, '203.0.113.6')).status, 303)
  for (let i = 0; i < 5; i++) assert.equal((await send('/en/plans/renew', form)).status, 303)
})

test('a price that holds stays on its page when a new one is refused', async () => {
  await story.advance(60_000)
  const form = { number: '0300 1234000', plan: weeklyX }
  const place = (await send('/en/plans/renew', form, '203.0.113.7')).headers.get('location')!
  for (let i = 0; i < 2; i++)
    assert.equal((await send(`${place}/again`, {}, '203.0.113.7')).status, 303)
  const refused = await send(`${place}/again`, {}, '203.0.113.7')
  assert.equal(refused.status, 429)
  assert.match(
    await refused.text(),
    /Too many prices.*<form class="pay"|<form class="pay".*Too many/s,
  )
})

test('a receipt in hand is no way to try out its number, from however many addresses', async () => {
  const { receipt_url: url } = (await story.place('+923007654000')) as Json
  const token = new URL(url).pathname.slice('/r/'.length)
  let from = 0
  const since = async (number: string) => {
    from += 1
    const answer = await send(`/en/r/${token}/again`, { number }, `198.51.100.${from}`)
    assert.equal(answer.status, 303)
    return (await fetch(`${story.url}${answer.headers.get('location')}`)).text()
  }
  const told = /(Nothing|What) changed since your renewal/
  assert.match(await since('03007654000'), told)
  for (let i = 0; i < 9; i++) assert.doesNotMatch(await since(`0300765400${i + 1}`), told)
  assert.match(await since('03007654000'), told)
  await since('03007654011')
  assert.doesNotMatch(await since('03007654000'), told)
  await story.advance(6 * 60_000)
  assert.match(await since('03007654000'), told)
})

test('a key has so many answers waited for at once; beyond them it is answered as it stands', async () => {
  const waits = createHeldWaits(2)
  const first = Promise.withResolvers<string>()
  const second = Promise.withResolvers<string>()
  const holds = [waits.hold('a', () => first.promise), waits.hold('a', () => second.promise)]
  assert.equal(await waits.hold('a', async () => 'third'), undefined)
  assert.equal(await waits.hold('b', async () => 'another key'), 'another key')
  first.resolve('first')
  assert.equal(await holds[0], 'first')
  assert.equal(await waits.hold('a', async () => 'third'), 'third')
  second.reject(new Error('gone'))
  await assert.rejects(holds[1]!, /gone/)
  assert.equal(await waits.hold('a', async () => 'fourth'), 'fourth')
})

test('over HTTP the one wait too many has the renewal as it stands, at once', async () => {
  await story.advance(60_000)
  const { id } = await story.order('+923007654100')
  const read = () => story.api('GET', `/v1/renewals/${id}`, undefined, { prefer: 'wait=30' })
  const both = [read(), read()]
  const first = await Promise.race(both)
  assert.deepEqual([first.json.status, first.headers.get('preference-applied')], ['paying', null])
  await story.settle()
  const applied = (await Promise.all(both)).map(({ headers }) => headers.get('preference-applied'))
  assert.deepEqual(applied.sort(), ['wait=30', null].sort())
})
