import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { issueKey } from '#identity'
import { type Json, openStory, type Story } from './story.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** Uses some 800 MB a day. */
const thirsty = '03101230136'
const lines: string[] = []
let story: Story
before(async () => {
  story = await openStory('usage', { onLog: (line) => lines.push(line) })
})
after(() => story.close())
beforeEach(() => story.break())

const line = async (number: string, more = ''): Promise<Json> => {
  const { status, json } = await story.api('GET', `/v1/lines/${number}${more}`)
  assert.equal(status, 200, JSON.stringify(json))
  return json
}
const bucket = (json: Json, kind: string): Json =>
  json.usage.buckets.find((it: Json) => it.kind === kind)
const faults = async (): Promise<Json> =>
  (await (await fetch(`${story.sandbox.url}/sandbox/faults`)).json()) as Json
const now = () => story.now().getTime()

test('a line that was just renewed holds what was bought, until the plan ends', async () => {
  await story.place('03331230100', 'tok_ok', { operator: 'onic', plan: 'onic-sandbox-weekly' })
  const json = await line('03331230100', '?operator=onic')
  assert.deepEqual(
    [json.msisdn, json.operator, json.confidence, json.state, json.plan],
    ['+923331230100', 'onic', 'chosen', 'active', 'onic-sandbox-weekly'],
  )
  assert.equal(json.usage.as_of, story.now().toISOString())
  assert.deepEqual(
    [json.usage.standing, json.usage.stale, json.usage.days.length],
    ['told', false, 31],
  )
  const { total, unit, valid_until } = bucket(json, 'data')
  assert.deepEqual([total, unit, valid_until], [10_240, 'MB', '2026-11-29T18:59:59.000Z'])
  const plan = json.clocks.find((it: Json) => it.kind === 'plan')
  assert.deepEqual([plan.at, plan.certainty], ['2026-11-29T18:59:59.000Z', 'stated'])
  assert.equal(json.deadline.action, 'renew')
})

test('two days later less is left, and the days have become whole', async () => {
  const before = bucket(await line('03331230100'), 'data').remaining
  const yesterday = (await line('03331230100')).usage.days.at(-1)
  assert.equal(yesterday.whole, false)
  await story.skip(2 * dayMs)
  const json = await line('03331230100')
  assert.equal(json.confidence, 'told')
  assert.ok(bucket(json, 'data').remaining < before)
  const same = json.usage.days.find(({ date }: Json) => date === yesterday.date)
  assert.equal(same.whole, true)
  assert.ok(same.data_mb > yesterday.data_mb)
})

test('data that will not last to the end of its plan has a range, and is what binds', async () => {
  const plan = 'zong-super-weekly-offer-2021-03-11'
  await story.place(thirsty, 'tok_ok', { plan })
  const json = await line(thirsty)
  const [data, ends] = json.clocks
  assert.deepEqual([data.kind, data.certainty, ends.kind], ['data', 'forecast', 'plan'])
  assert.ok(data.earliest < data.at && data.at < data.latest && data.at < ends.at)
  assert.deepEqual([json.deadline.clock, json.deadline.at], ['data', data.earliest])
  assert.deepEqual(data.moved_by, ['renewal', 'use'])
})

test('the forecast was right: by its late end the data is gone, before its early end it was not', async () => {
  const before = await line(thirsty)
  const [{ earliest, latest }] = before.clocks
  await story.skip(Date.parse(earliest) - now())
  assert.ok(bucket(await line(thirsty), 'data').remaining > 0)
  await story.skip(Date.parse(latest) - now() + hourMs)
  const out = await line(thirsty)
  assert.equal(bucket(out, 'data').remaining, 0)
  assert.deepEqual([out.deadline.clock, out.deadline.at], ['data', story.now().toISOString()])
})

test('however many look, the operator is asked once in ten minutes', async () => {
  const asked = async () => (await faults()).rules[0].matched
  await story.break({ party: 'jazz', on: 'line', fault: 'latency', latency_ms: [0, 0] })
  await Promise.all(Array.from({ length: 5 }, () => line('03001230310')))
  // One question is three calls: what is used, what runs, what is queued.
  assert.equal(await asked(), 3)
  await story.skip(9 * 60_000)
  await line('03001230310')
  assert.equal(await asked(), 3)
  await story.skip(60_000)
  await line('03001230310')
  assert.equal(await asked(), 6)
})

test('an operator that falls silent leaves the last picture, with its age', async () => {
  const first = await line('03001230410')
  await story.break({ party: 'jazz', on: 'line', fault: 'outage' })
  await story.skip(5 * hourMs)
  const json = await line('03001230410')
  assert.equal(json.usage.as_of, first.usage.as_of)
  assert.deepEqual([json.usage.standing, json.usage.stale], ['silent', true])
  assert.deepEqual(bucket(json, 'data'), bucket(first, 'data'))
  await story.break()
  await story.skip(2 * 60_000)
  assert.deepEqual((await line('03001230410')).usage.standing, 'told')
})

test('what has ended since it was told is no longer held', async () => {
  await story.place('03331230500', 'tok_ok', { operator: 'onic', plan: 'onic-sandbox-weekly' })
  assert.equal((await line('03331230500', '?operator=onic')).state, 'active')
  await story.break({ party: 'onic', on: 'line', fault: 'outage' })
  await story.skip(8 * dayMs)
  const json = await line('03331230500')
  assert.deepEqual(
    [json.state, json.plan, json.usage.buckets, json.deadline],
    ['no_plan', null, [], null],
  )
})

test('a count that was old when it came says so', async () => {
  const json = await line('03001230011')
  assert.equal(now() - Date.parse(json.usage.as_of), 5 * hourMs)
  assert.equal(json.usage.stale, true)
})

test('of a line that its operator does not tell nothing is made up', async () => {
  for (const [number, standing] of [
    ['03001230012', 'refused'],
    ['03001230015', 'silent'],
    ['03001230016', 'silent'],
    ['03001230009', 'silent'],
  ] as const) {
    const json = await line(number)
    assert.deepEqual(
      [json.usage.standing, json.usage.as_of, json.usage.buckets, json.usage.days],
      [standing, null, null, []],
      number,
    )
    assert.deepEqual(
      [json.state, json.plan, json.clocks, json.deadline],
      ['unknown', null, [], null],
    )
  }
})

test('figures that cannot be true are null, and no forecast stands on them', async () => {
  const absurd = await line('03001230017')
  assert.deepEqual(
    [bucket(absurd, 'data').remaining, bucket(absurd, 'sms').remaining],
    [null, null],
  )
  const data = absurd.clocks.find((it: Json) => it.kind === 'data')
  assert.deepEqual([data.at, data.certainty], [null, 'unknown'])
  const foreign = await line('03001230019')
  for (const it of foreign.usage.buckets) assert.deepEqual([it.unit, it.remaining], [null, null])
})

test('volumes without an end, and figures in bytes and seconds, come to the same words', async () => {
  const endless = bucket(await line('03001230013'), 'minutes_on_net')
  assert.deepEqual([endless.unlimited, endless.remaining], [true, null])
  const finer = bucket(await line('03001230014'), 'data')
  assert.deepEqual([finer.unit, finer.total], ['MB', 25_600])
})

test('an operator that speaks TMF654 alone tells what is left, and no days', async () => {
  const json = await line('03551230010')
  assert.equal(json.operator, 'scom')
  assert.ok(bucket(json, 'data').remaining > 0)
  assert.deepEqual(json.usage.days, [])
})

test('an operator that a person stopped is not asked about lines either', async () => {
  const deed = { by: 'Ayesha Khan', because: 'wrong counts' }
  await story.api('POST', '/v1/upstreams/sandbox:zong/stop', deed)
  await story.break({ party: 'zong', on: 'line', fault: 'latency', latency_ms: [0, 0] })
  assert.equal((await line('03101230010')).usage.standing, 'not_told')
  assert.equal((await faults()).rules[0].matched, 0)
  await story.api('POST', '/v1/upstreams/sandbox:zong/start', deed)
  assert.equal((await line('03101230010')).usage.standing, 'told')
})

test('only a key that may read lines sees one, gets a link to one, or plans by its days', async () => {
  const db = story.database.ownerDb
  const key = await issueKey(db, {
    name: 'shop',
    permissions: ['plans:read', 'renewals:write'],
    clock: { now: () => story.now() },
  })
  const headers = { authorization: `Bearer ${key}` }
  const answers = [
    await story.api('GET', '/v1/lines/03001230310', undefined, headers),
    await story.api('POST', '/v1/lines/03001230310/link', {}, headers),
    await story.api('POST', '/v1/plan-fit', { line: { msisdn: '03001230310' } }, headers),
  ]
  for (const { status, json } of answers)
    assert.deepEqual([status, json.code], [403, 'permission_missing'])
  assert.equal((await story.api('GET', '/v1/lines/042-35761999')).json.code, 'msisdn_landline')
  assert.equal((await story.api('GET', '/v1/lines/03601230000')).json.code, 'operator_unknown')
})

test('plan fit stands on the days of a line, and says so', async () => {
  const { status, json } = await story.api('POST', '/v1/plan-fit', {
    line: { msisdn: '03001230310' },
  })
  assert.equal(status, 200)
  assert.equal(json.understood.from, 'history')
  const days = (await line('03001230310')).usage.days.filter(({ whole }: Json) => whole)
  const sum = days.reduce((all: number, day: Json) => all + day.data_mb, 0)
  const month = (sum * 30) / days.length
  const { low, high } = json.understood.data_mb_per_month
  assert.ok(low <= month && month <= high, `${low} ${month} ${high}`)
  assert.ok(json.recommended.plans.length > 0)
  const shown = ({ recommended, runner_up, alternatives }: Json) =>
    [recommended, runner_up, ...alternatives].filter(Boolean).map(({ operator }: Json) => operator)
  const says = ({ doubts }: Json) => doubts.some(({ code }: Json) => code === 'other_sim')
  assert.deepEqual(new Set(shown(json)), new Set(['jazz']))
  assert.ok(!says(json))
  const elsewhere = await story.api('POST', '/v1/plan-fit', {
    line: { msisdn: '03001230310' },
    operators: ['jazz', 'onic'],
  })
  assert.ok(shown(elsewhere.json).includes('onic'))
  assert.ok(says(elsewhere.json), 'a plan of Onic needs another SIM')
  const short = await story.api('POST', '/v1/plan-fit', { line: { msisdn: '03551230010' } })
  assert.deepEqual([short.status, short.json.code], [422, 'usage_too_short'])
  const both = { line: { msisdn: '03001230310' }, sms_text: 'x' }
  assert.equal((await story.api('POST', '/v1/plan-fit', both)).json.code, 'body_invalid')
})

test('days older than two months are gone, and so is a line that nobody asks about', async () => {
  const json = async () => (await line('03001230310')).usage.days
  const first = (await json())[0].date
  await story.skip(45 * dayMs)
  const days = await json()
  assert.notEqual(days[0].date, first)
  assert.ok(days.length <= 61)
  await story.skip(61 * dayMs)
  await story.wired.lines.sweep()
  await story.break({ party: 'jazz', on: 'line', fault: 'outage' })
  assert.equal((await line('03001230310')).usage.as_of, null)
})

test('no number of a line stands in a log', () => {
  assert.ok(!/3001230|3331230/.test(lines.join('\n')))
})
