import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { issueKey } from '#identity'
import { type Json, openStory, type Story, weeklyX } from './story.ts'

let story: Story
before(async () => {
  story = await openStory('living')
})
after(() => story.close())

const who = { by: 'Ayesha Khan', because: 'read on the page of the operator' }
const source = { source: 'official page', source_url: 'https://jazz.com.pk/x', as_of: '2026-11-20' }
const provenance = { source: 'official page', sourceUrl: null, asOf: '2026-11-20' }
const place = `/v1/catalog/plans/${weeklyX}`

const plan = async () => (await story.api('GET', `/v1/plans/${weeklyX}`)).json
const factOf = (record: Json, name: string) => record.facts.find((it: Json) => it.fact === name)
const revise = (change: Json, more: Json = {}, headers: Record<string, string> = {}) =>
  story.api(
    'POST',
    '/v1/catalog/changes',
    { plans: [{ id: weeklyX, provenance, ...change }], ...who, ...more },
    headers,
  )

test('staff change a fact, everybody sees it with its source, and a taken-back change is gone', async () => {
  const before = factOf(await plan(), 'ussd.subscribe')
  assert.deepEqual([before.value, before.stated_by, before.verified], ['*7737#', 'release', true])
  const changed = await revise({ ussd: { subscribe: '*1234#' } })
  assert.equal(changed.status, 201)
  assert.deepEqual(changed.json.changed, [
    {
      ...{ plan: weeklyX, fact: 'ussd.subscribe', from: '2026-11-23' },
      ...{ before: '*7737#', value: '*1234#' },
    },
  ])
  const now = factOf(await plan(), 'ussd.subscribe')
  assert.deepEqual(
    [now.value, now.source, now.as_of, now.verified, now.stated_by, now.from],
    ['*1234#', 'official page', '2026-11-20', false, 'staff', '2026-11-23'],
  )
  const verified = await story.api('POST', `${place}/verify`, {
    ...{ facts: ['ussd.subscribe'], ...source, ...who },
  })
  assert.equal(verified.status, 200)
  assert.equal(factOf(await plan(), 'ussd.subscribe').verified, true)
  const { json: again } = await story.api('POST', `${place}/verify`, {
    ...{ facts: ['ussd.subscribe'], ...source, ...who },
  })
  assert.equal(again.change, null)

  for (const change of [verified.json.change, changed.json.change]) {
    const path = `/v1/catalog/changes/${change}/take-back`
    assert.equal((await story.api('POST', path, who)).status, 200)
    const second = await story.api('POST', path, who)
    assert.deepEqual([second.status, second.json.code], [409, 'change_taken_back'])
  }
  assert.deepEqual(factOf(await plan(), 'ussd.subscribe'), before)
  const { json: history } = await story.api('GET', `/v1/catalog/changes?plan=${weeklyX}`)
  assert.deepEqual(
    history.data.map((it: Json) => [it.kind, it.by, it.caller, it.because]),
    [
      ['verify', who.by, 'demo', who.because],
      ['revise', who.by, 'demo', who.because],
    ],
  )
  const other = await story.api('POST', '/v1/catalog/changes/999/take-back', who)
  assert.deepEqual([other.status, other.json.code], [404, 'change_unknown'])
})

test('a change is made once per key, and a slip only when it is named', async () => {
  const price = { basis: 'balance_incl_gst', amount: 54_500, currency: 'PKR' }
  const key = { 'idempotency-key': 'living-1' }
  const first = await revise({ price }, {}, key)
  const second = await revise({ price }, {}, key)
  assert.deepEqual(second.json, first.json)
  assert.equal(second.headers.get('idempotent-replayed'), 'true')
  const slip = { price: { ...price, amount: 5_450_000 } }
  const refused = await revise(slip)
  assert.deepEqual([refused.status, refused.json.code], [409, 'import_suspicious'])
  assert.match(refused.json.why, /price × 100/)
  const named = await revise({ price: { ...price, amount: 100 } }, { accept: [weeklyX] })
  assert.equal(named.status, 201)
  for (const change of [named.json.change, first.json.change])
    await story.api('POST', `/v1/catalog/changes/${change}/take-back`, who)
})

test('a source is led to and dated, or nothing is said of it', async () => {
  const wrong: readonly (readonly [Json, string])[] = [
    [{ source_url: 'javascript:alert(1)' }, 'source_url'],
    [{ as_of: 'whenever' }, 'as_of'],
    [{ as_of: '2026-02-30' }, 'as_of'],
  ]
  const facts = ['ussd.subscribe']
  for (const [change, column] of wrong) {
    const body = { facts, ...source, ...who, ...change }
    const verified = await story.api('POST', `${place}/verify`, body)
    assert.equal(verified.status, 422, JSON.stringify(change))
    assert.ok([column, 'body'].includes(verified.json.column ?? 'body'))
  }
  const early = { facts: ['ussd.status'], ...source, ...who, as_of: '2027-01' }
  const { json } = await story.api('POST', `${place}/verify`, early)
  assert.deepEqual([json.code, json.rows], ['import_suspicious', '1'])
})

test('a plan is withdrawn from a day of the past only where it is named', async () => {
  const wish = { from: '2026-11-01', ...source, ...who }
  const refused = await story.api('POST', `${place}/withdraw`, wish)
  assert.deepEqual([refused.status, refused.json.code], [409, 'import_suspicious'])
  const done = await story.api('POST', `${place}/withdraw`, { ...wish, accept: [weeklyX] })
  assert.deepEqual([done.status, done.json.withdrawn], [200, [weeklyX]])
  await story.api('POST', `/v1/catalog/changes/${done.json.change}/take-back`, who)
})

test('what cannot be stored is refused with its place, and nothing is written', async () => {
  const wrong: readonly (readonly [Json, RegExp])[] = [
    [{ validity: { days: 0 } }, /validity\.days/],
    [{ price: { basis: 'net', amount: 1, currency: 'PKR' } }, /price\.basis/],
    [{ from: '1.12.2026' }, /^from$/],
    [{ kindd: 'prepaid' }, /^-$/],
    [{ operator: 'jio' }, /operator/],
    [{ provenance: { ...provenance, verified: true } }, /source_url/],
  ]
  const count = async () => (await story.api('GET', '/v1/catalog/changes')).json.data.length
  const before = await count()
  for (const [change, column] of wrong) {
    const { status, json } = await revise({ region: 'national', ...change })
    assert.deepEqual([status, json.code], [422, 'import_bad_rows'], JSON.stringify(json))
    assert.match(json.column, column)
    assert.ok(json.remedy.length > 5)
    const preview = await story.api('POST', '/v1/catalog/changes/preview', {
      plans: [{ id: weeklyX, provenance, ...change }],
    })
    assert.equal(preview.json.problems.length, 1)
  }
  assert.equal(await count(), before)
  const unknown = await story.api('POST', '/v1/catalog/plans/nope/verify', {
    ...{ facts: ['price'], ...source, ...who },
  })
  assert.deepEqual([unknown.status, unknown.json.code], [404, 'plan_unknown'])
})

test('what is wrong with an entry is told in the language that was asked for', async () => {
  for (const [language, problem, why] of [
    ['en', /is none of the choices\. .*Write one of prepaid/, /price × 100/],
    ['zh', /不在可选项里。请写其中一个：prepaid/, /把卢比写成了派萨/],
    ['ur', /انتخاب میں شامل نہیں۔ ان میں سے ایک لکھیں: prepaid/, /روپے کی جگہ پیسے/],
  ] as const) {
    const headers = { 'accept-language': language }
    const { json } = await revise({ kind: 'weekly' }, {}, headers)
    assert.match(`${json.problem}. ${json.remedy}`, /prepaid/)
    assert.match(json.title, problem)
    const price = { basis: 'balance_incl_gst', amount: 5_200_000, currency: 'PKR' }
    const plans = [{ id: weeklyX, provenance, price }]
    const slip = await story.api('POST', '/v1/catalog/changes/preview', { plans }, headers)
    assert.match(slip.json.suspicious[0].why, why)
    assert.match((await revise({ price }, {}, headers)).json.title, why)
    const wrong = [{ id: weeklyX, provenance, kind: 'weekly' }]
    const preview = await story.api(
      'POST',
      '/v1/catalog/changes/preview',
      { plans: wrong },
      headers,
    )
    const [one] = preview.json.problems
    assert.deepEqual([one.problem, one.remedy], [json.problem, json.remedy])
  }
})

test('the history has what was stated for each day, and beside it the word of the operator', async () => {
  const own = await openStory('living_schedule')
  try {
    const price = { basis: 'balance_incl_gst', amount: 54_500, currency: 'PKR' }
    const plans = [{ id: weeklyX, provenance, from: '2026-11-24', price }]
    await own.api('POST', '/v1/catalog/changes', { plans, ...who })
    const { json: history } = await own.api('GET', `/v1/plans/${weeklyX}/history`)
    assert.deepEqual(
      history.data.map((it: Json) => [it.from, it.until, it.price.amount, it.said_by]),
      [
        [null, '2026-11-24', 52_000, 'release'],
        ['2026-11-23', null, 52_000, 'upstream'],
        ['2026-11-24', null, 54_500, 'staff'],
      ],
    )
    const { json: record } = await own.api('GET', `/v1/plans/${weeklyX}`)
    assert.deepEqual(record.scheduled, [{ fact: 'price', from: '2026-11-24', value: price }])
    const { json: review } = await own.api('GET', '/v1/catalog/review')
    const item = review.data.find((it: Json) => it.plan === weeklyX)
    assert.deepEqual(item.scheduled, ['2026-11-24'])
  } finally {
    await own.close()
  }
})

test('a withdrawn plan is quoted no more; a quote made before keeps its terms and is delivered', async () => {
  const own = await openStory('living_withdraw')
  try {
    const quote = await own.quote('03001234000')
    const withdrawn = await own.api('POST', `${place}/withdraw`, { ...source, ...who })
    assert.deepEqual([withdrawn.status, withdrawn.json.withdrawn], [200, [weeklyX]])
    const line = { msisdn: '03001236000' }
    const refused = await own.api('POST', '/v1/quotes', { line, plan: weeklyX })
    assert.deepEqual([refused.status, refused.json.code], [422, 'plan_unknown'])
    const { json: record } = await own.api('GET', `/v1/plans/${weeklyX}`)
    assert.deepEqual([record.listed, record.offered], [false, false])
    const payment = { method: 'sandbox_card', token: 'tok_ok' }
    const { json: placed } = await own.api('POST', '/v1/renewals', { quote: quote.id, payment })
    await own.advance(2000)
    const renewal = await own.renewal(placed.id)
    assert.deepEqual([renewal.status, renewal.total.amount], ['delivered', 59_800])
    await own.api('POST', `${place}/restore`, { ...source, ...who })
    assert.equal((await own.api('GET', `/v1/plans/${weeklyX}`)).json.listed, true)
    // A day to come needs nobody: it is withdrawn from that midnight in Karachi on.
    const later = { ...source, ...who, from: '2026-11-24' }
    assert.equal((await own.api('POST', `${place}/withdraw`, later)).status, 200)
    assert.ok(await own.quote('03001236000'))
    await own.skip(10 * 60 * 60_000)
    assert.equal((await own.api('POST', '/v1/quotes', { line, plan: weeklyX })).status, 422)
  } finally {
    await own.close()
  }
})

test('only a key of staff may look into the desk or change a fact', async () => {
  const clock = { now: () => new Date('2026-11-23T09:00:00Z') }
  const key = (permissions: Parameters<typeof issueKey>[1]['permissions']) =>
    issueKey(story.database.ownerDb, { name: 'somebody', permissions, clock })
  const partner = { authorization: `Bearer ${await key(['plans:read', 'renewals:write'])}` }
  const reviewer = { authorization: `Bearer ${await key(['catalog:review'])}` }
  const status = async (headers: Record<string, string>, method: 'GET' | 'POST', path: string) =>
    (await story.api(method, path, method === 'POST' ? {} : undefined, headers)).status
  assert.equal(await status(partner, 'GET', `/v1/plans/${weeklyX}/history`), 200)
  assert.equal(await status(partner, 'GET', '/v1/catalog/review'), 403)
  assert.equal(await status(partner, 'POST', '/v1/catalog/changes'), 403)
  assert.equal(await status(reviewer, 'GET', '/v1/catalog/review'), 200)
  assert.equal(await status(reviewer, 'POST', `${place}/verify`), 422)
  assert.equal(await status(reviewer, 'POST', '/v1/catalog/changes/preview'), 422)
  for (const path of [
    '/v1/catalog/changes',
    `${place}/withdraw`,
    '/v1/catalog/changes/1/take-back',
  ])
    assert.equal(await status(reviewer, 'POST', path), 403, path)
})
