import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { issueKey } from '#identity'
import { type Json, openStory, type Story, storyStart, weeklyX } from './story.ts'

let story: Story
before(async () => {
  story = await openStory('since_last')
})
after(() => story.close())

const who = { by: 'Ayesha Khan', because: 'read on the page of the operator' }
const provenance = { source: 'official page', sourceUrl: null, asOf: '2026-11-20' }
const state = (change: Json) =>
  story.api('POST', '/v1/catalog/changes', {
    ...{ plans: [{ id: weeklyX, provenance, ...change }], ...who },
  })
const ask = (msisdn: string, more: Json = {}, headers: Record<string, string> = {}) =>
  story.api('POST', '/v1/quotes', { line: { msisdn }, plan: weeklyX, ...more }, headers)

test('a proven caller reads what changed since the line last renewed the plan, and nobody else does', async () => {
  const msisdn = '03001234000'
  const asked = { changes_since_last: true }
  assert.equal((await ask(msisdn, asked)).json.changes_since_last, null)
  const renewal = await story.place(msisdn)
  assert.equal(renewal.status, 'delivered')
  const { json: same } = await ask(msisdn, asked)
  assert.deepEqual(same.changes_since_last.changes, [])
  assert.equal(same.changes_since_last.renewal, renewal.id)

  await state({ allowance: { dataMb: 10_240 }, region: 'national' })
  const { json: now } = await ask(msisdn, asked)
  assert.deepEqual(now.changes_since_last.changes, [
    { fact: 'allowance.data_mb', before: null, now: 10_240 },
  ])
  assert.ok(now.changes_since_last.delivered_at)
  // Only who asks is told, and only with a key that may look into lines.
  assert.equal('changes_since_last' in (await ask(msisdn)).json, false)
  const key = await issueKey(story.database.ownerDb, {
    ...{ name: 'a partner', permissions: ['renewals:write'] },
    clock: { now: () => new Date(storyStart) },
  })
  const partner = { authorization: `Bearer ${key}` }
  const refused = await ask(msisdn, asked, partner)
  assert.deepEqual([refused.status, refused.json.permission], [403, 'lines:read'])
  assert.equal((await ask(msisdn, {}, partner)).status, 201)
  // A line that renewed another plan, or none, has nothing to compare with.
  assert.equal((await ask('03001237000', asked)).json.changes_since_last, null)
})

test('who has the receipt and knows the number renews again and reads what changed', async () => {
  const own = '03001238000'
  const { receipt_url } = await story.place(own)
  const token = new URL(receipt_url).pathname.split('/').at(-1)
  const receipt = await (await fetch(`${story.url}/en/r/${token}`)).text()
  assert.match(receipt, /Same plan again/)
  assert.doesNotMatch(receipt, /1238000/)
  await state({ allowance: { dataMb: 12_288 } })
  const again = async (number: string, language = 'en') => {
    const answer = await fetch(`${story.url}/${language}/r/${token}/again`, {
      ...{ method: 'POST', redirect: 'manual', body: new URLSearchParams({ number }) },
    })
    const place = answer.headers.get('location')
    const page = place ? await (await fetch(story.url + place)).text() : await answer.text()
    return { status: answer.status, place, page }
  }
  for (const [language, words] of [
    ['en', /What changed since your renewal on .*23 November.*Data: .*12.GB.*; before: .*10.GB/s],
    ['zh', /和你 .*11月23日.*那次续费相比.*流量：.*12.GB.*之前是 .*10.GB/s],
    ['ur', /23 نومبر.*ری نیو کرنے کے بعد کیا بدلا.*12.GB/s],
  ] as const)
    assert.match((await again(own, language)).page, words)

  // The same quote without the receipt, and another number with it, tell nothing of the past.
  const { place, page } = await again(own)
  assert.match(page, /hreflang="zh-Hans">|href="\/zh\/q\/[^"]*\?since=/)
  const bare = await (await fetch(story.url + place!.split('?')[0])).text()
  assert.doesNotMatch(bare, /What changed|Nothing changed/)
  const other = await again('03001239000')
  assert.equal(other.status, 303)
  assert.doesNotMatch(other.page, /What changed|Nothing changed/)
  const forged = place!.replace(/since=..../, 'since=AAAA')
  assert.doesNotMatch(
    await (await fetch(story.url + forged)).text(),
    /What changed|Nothing changed/,
  )

  const wrong = await again('0300 12')
  assert.equal(wrong.status, 422)
  assert.match(wrong.page, /value="0300 12"/)
  assert.match(wrong.page, /not a complete mobile number/)
})
