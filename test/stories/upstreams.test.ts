import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { sandboxUpstream } from '#engine'
import { closeAll as closeAuto, mandate, open as openAuto } from './auto-story.ts'
import { type Json, openStory, type Story, type StoryOptions, weeklyX } from './story.ts'

const opened: Story[] = []
after(async () => {
  await Promise.all(opened.map((story) => story.close()))
  await closeAuto()
})

async function open(name: string, options: StoryOptions = {}): Promise<Story> {
  const story = await openStory(name, options)
  opened.push(story)
  return story
}

/** How many calls of the operators there were, at once and within a second of the moved clock. */
function countCalls(now: () => number) {
  let underWay = 0
  const begun: number[] = []
  const most = { atOnce: 0, inSecond: 0 }
  return {
    most,
    begun,
    onStep(label: string) {
      const [, call, side] = /^call-(deliver|lookUp)\.(before|after)$/.exec(label) ?? []
      if (!call) return
      underWay += side === 'before' ? 1 : -1
      if (side !== 'before') return
      begun.push(now())
      const inSecond = begun.filter((at) => at > now() - 1000).length
      most.inSecond = Math.max(most.inSecond, inSecond)
      most.atOnce = Math.max(most.atOnce, underWay)
    },
  }
}

/** Places so many renewals for Jazz, a few browsers at a time; none is worked off. */
async function placeMany(story: Story, count: number): Promise<void> {
  for (let from = 0; from < count; from += 20) {
    const some = Array.from({ length: Math.min(20, count - from) }, (_, i) => from + i)
    await Promise.all(some.map((i) => placeOne(story, `0300${1_000_000 + i * 1000}`)))
  }
}

async function placeOne({ wired: { renewals } }: Story, msisdn: string): Promise<void> {
  const quote = await renewals.makeQuote({ msisdn, plan: weeklyX })
  await renewals.placeRenewal({ quote: quote.id, method: 'sandbox_card', token: 'tok_ok' })
}

async function statusesOf(story: Story): Promise<Record<string, number>> {
  const { rows } = await sql<{ status: string; count: number }>`
    select status, count(*)::integer as count from renewal.renewal group by status`.execute(
    story.database.ownerDb,
  )
  return Object.fromEntries(rows.map(({ status, count }) => [status, count]))
}

const party = '/v1/upstreams/sandbox:jazz'
const deed = { by: 'Ayesha Khan', because: 'delivers twice' }

test('after an outage the backlog goes out at the rate of the operator, each order once', async () => {
  let time = 0
  const calls = countCalls(() => time)
  const limits = { callsPerSecond: 60, callsAtOnce: 8 }
  const story = await open('upstreams_outage', {
    onStep: calls.onStep,
    upstreams: (id) => ({ ...sandboxUpstream, ...(id === 'sandbox:jazz' ? limits : {}) }),
  })
  const advance = async (ms: number) => {
    for (let left = ms; left > 0; left -= 500) {
      time += 500
      await story.advance(500)
    }
  }
  const count = 500
  await story.break({ party: 'jazz', fault: 'outage', on: ['topup', 'lookup'] })
  await placeMany(story, count)
  await advance(15_000)
  // Twenty answers open it; after that only tries and a trickle of looks go out.
  assert.ok(calls.begun.length < 120, `${calls.begun.length} calls in an outage`)
  const { json } = await story.api('GET', party)
  assert.match(json.state, /^(not_answering|trying)$/)
  const { delivering = 0, paid = 0 } = await statusesOf(story)
  assert.equal(delivering + paid, count, 'nothing failed for it, nothing needs a person')
  assert.ok(paid > count / 2, 'what was not sent is not recorded as sent')

  await story.break()
  calls.begun.length = 0
  await advance(25_000)
  assert.deepEqual(await statusesOf(story), { delivered: count })
  assert.ok(calls.most.atOnce <= limits.callsAtOnce, `${calls.most.atOnce} at once`)
  assert.ok(calls.most.inSecond <= limits.callsPerSecond, `${calls.most.inSecond} in a second`)
  assert.ok(calls.most.inSecond > limits.callsPerSecond / 2, 'and no slower than it may')
  const jazz = story.wired.parties.operators.find(({ id }) => id === 'sandbox:jazz')!
  const window = { from: new Date(0), to: new Date('2027-01-01T00:00:00Z') }
  const credits = await Array.fromAsync(jazz.listRecords(window))
  assert.equal(credits.filter(({ outcome }) => outcome === 'done').length, count)
  assert.equal(await story.trialDifference(), 0)
  assert.equal((await story.api('GET', party)).json.state, 'well')
})

test('a stopped operator is not called at all; what is under way waits, and goes on at the start', async () => {
  let calls = 0
  const onStep = (label: string) => {
    if (/^call-(deliver|lookUp)\.before/.test(label)) calls += 1
  }
  const story = await open('upstreams_stop', { onStep })
  const quote = await story.quote('03001234000')
  const { id: asked } = await story.place('03001234001')
  assert.equal((await story.renewal(asked)).status, 'delivering')
  const { id: unsent } = await story.order('03001235000')
  const other = await story.secondWorker()
  calls = 0

  const stopped = await story.api('POST', `${party}/stop`, deed)
  assert.deepEqual([stopped.status, stopped.json.state], [200, 'stopped'])
  const line = { msisdn: '03001236000' }
  const refused = await story.api('POST', '/v1/quotes', { line, plan: quote.plan })
  assert.deepEqual([refused.status, refused.json.code], [503, 'upstream_stopped'])
  const payment = { method: 'sandbox_card', token: 'tok_ok' }
  const placed = await story.api('POST', '/v1/renewals', { quote: quote.id, payment })
  assert.deepEqual([placed.status, placed.json.code], [503, 'upstream_stopped'])
  // Another process hears of it within seconds.
  await story.advance(2500)
  const asking = { msisdn: line.msisdn, plan: quote.plan }
  await assert.rejects(other.renewals.makeQuote(asking), { code: 'upstream_stopped' })
  await Promise.all([story.advance(47_000), other.renewals.engine.settle()])
  assert.equal(calls, 0, 'not even a look')
  for (const id of [asked, unsent]) {
    const { status, attention } = await story.renewal(id)
    assert.deepEqual([status, attention], ['needs_attention', 'upstream_stopped'])
  }
  await story.wired.cases.watch.tick()
  const { json: cases } = await story.api('GET', '/v1/cases')
  assert.deepEqual(
    cases.data.map((it: Json) => it.reason),
    ['upstream_stopped', 'upstream_stopped'],
  )
  const { json: file } = await story.api('GET', `/v1/cases/${cases.data[0].id}`)
  assert.equal(file.attempts.at(-1).answer.stopped_by, deed.by)
  const waiting = await Promise.all(
    cases.data.map(async (it: Json) => (await story.api('GET', `/v1/cases/${it.id}`)).json),
  )
  const sends = waiting.map((it: Json) => it.attempts.at(-1).sends)
  assert.deepEqual(sends.toSorted(), [0, 1], 'the send that was not made is not recorded')

  const started = await story.api('POST', `${party}/start`, { ...deed, because: 'repaired' })
  assert.equal(started.json.state, 'well')
  assert.deepEqual(
    started.json.history.map((it: Json) => [it.turned, it.by, it.because, it.caller]),
    [
      ['started', deed.by, 'repaired', 'demo'],
      ['stopped', deed.by, deed.because, 'demo'],
    ],
  )
  await story.advance(6000)
  for (const id of [asked, unsent]) assert.equal((await story.renewal(id)).status, 'delivered')
  for (const msisdn of ['03001234001', '03001235000'])
    assert.equal((await story.books(msisdn, 'rnw_')).credits.length, 1)
  assert.equal(await story.trialDifference(), 0)
  await other.stop()
})

test('stopping twice is one entry; a stranger is not found, and a name and a reason are needed', async () => {
  const story = await open('upstreams_switch')
  await story.api('POST', `${party}/stop`, deed)
  const again = await story.api('POST', `${party}/stop`, { ...deed, by: 'Bilal' })
  assert.deepEqual([again.status, again.json.stopped.by], [200, deed.by])
  assert.equal(again.json.history.length, 1)
  const unknown = await story.api('POST', '/v1/upstreams/sandbox:warid/stop', deed)
  assert.deepEqual([unknown.status, unknown.json.code], [404, 'upstream_unknown'])
  for (const body of [{}, { by: 'A' }, { ...deed, by: ' ' }]) {
    const { status, json } = await story.api('POST', `${party}/stop`, body)
    assert.deepEqual([status, json.code], [422, 'body_invalid'])
  }
  const { json } = await story.api('GET', '/v1/upstreams')
  assert.equal(json.data.length, 7)
  assert.deepEqual(
    json.data.filter((it: Json) => it.state !== 'well').map((it: Json) => it.id),
    ['sandbox:jazz'],
  )
})

test('while the gateway answers nobody, placing is refused and nothing is left hanging', async () => {
  const story = await open('upstreams_gateway')
  await story.break({ party: 'gateway', fault: 'outage' })
  const quote = await story.quote('03001234000')
  await placeMany(story, 22)
  await story.settle()
  const payment = { method: 'sandbox_card', token: 'tok_ok' }
  const place = () => story.api('POST', '/v1/renewals', { quote: quote.id, payment })
  const refused = await place()
  assert.deepEqual([refused.status, refused.json.code], [503, 'payment_unavailable'])
  const { json } = await story.api('GET', '/v1/renewals?msisdn=03001234000')
  assert.deepEqual(json.data, [])
  await story.break()
  await story.advance(15_000)
  assert.deepEqual(await statusesOf(story), { delivered: 22 })
  assert.equal((await place()).status, 201)
  await story.advance(1000)
  assert.deepEqual(await statusesOf(story), { delivered: 23 })
})

test('who is about to pay reads since when the operator does not answer, and may pay all the same', async () => {
  const story = await open('upstreams_told')
  const quote = await story.quote('03001234000')
  assert.deepEqual(quote.warnings, [])
  await story.break({ party: 'jazz', fault: 'outage', on: ['topup', 'lookup'] })
  await placeMany(story, 22)
  await story.settle()
  const told = await story.quote('03001239000')
  assert.deepEqual(told.warnings, ['upstream_not_answering'])
  for (const [language, words] of [
    ['en', /Jazz.* has not answered us since .*14:00.*You can pay now/s],
    ['zh', /14:00.*起没有回应/s],
    ['ur', /14:00.*سے جواب نہیں دیا/s],
  ] as const) {
    const page = await (await fetch(`${story.url}/${language}/q/${quote.id}`)).text()
    assert.match(page, words)
    assert.match(page, /class="pay"/)
  }
  const { id } = await story.place('03001237000')
  assert.equal((await story.renewal(id)).status, 'paid')
  await story.break()
  await story.advance(15_000)
  assert.equal((await story.renewal(id)).status, 'delivered')
})

test('with our balance at the operator empty, a person reads that, and it is delivered once it is filled', async () => {
  const story = await open('upstreams_float')
  await story.break({ party: 'jazz', fault: 'float_empty' })
  const { id } = await story.place('03001234000')
  assert.equal((await story.renewal(id)).status, 'delivering')
  await story.advance(60_000)
  const { status, attention, receipt_url } = await story.renewal(id)
  assert.deepEqual([status, attention], ['needs_attention', 'float_empty'])
  await story.wired.cases.watch.tick()
  const { json } = await story.api('GET', '/v1/cases')
  assert.deepEqual(
    json.data.map((it: Json) => it.reason),
    ['float_empty'],
  )
  assert.match(await (await fetch(receipt_url)).text(), /balance with .*Jazz.* is used up/s)
  await story.break()
  await story.advance(25_000)
  assert.equal((await story.renewal(id)).status, 'delivered')
  assert.equal((await story.books('03001234000', 'rnw_')).credits.length, 1)
})

test('lines that renew themselves wait for a stopped operator, and after people when it starts', async () => {
  const delivered: string[] = []
  const story = await openAuto('upstreams_auto', {
    upstreams: () => ({ ...sandboxUpstream, callsPerSecond: 2, callsAtOnce: 1 }),
  })
  const wallet = await story.wallet(10_000_000n)
  await story.api('POST', `${party}/stop`, deed)
  const numbers = [0, 1, 2, 3, 4, 5].map((n) => `0300123${n}000`)
  for (const msisdn of numbers) await mandate(story, msisdn, wallet)
  await story.advance(5000)
  assert.deepEqual((await story.allBooks()).credits, [])
  for (const msisdn of numbers)
    assert.deepEqual((await story.api('GET', `/v1/renewals?msisdn=${msisdn}`)).json.data, [])

  await story.api('POST', `${party}/start`, deed)
  const people = ['03001240000', '03001241000']
  for (const msisdn of people) await story.order(msisdn)
  for (let i = 0; i < 30 && delivered.length < 8; i++) {
    await story.advance(500)
    for (const msisdn of [...people, ...numbers]) {
      const { credits } = await story.books(msisdn, 'rnw_')
      if (credits.length > 0 && !delivered.includes(msisdn)) delivered.push(msisdn)
    }
  }
  assert.equal(delivered.length, 8)
  for (const msisdn of people) assert.ok(delivered.indexOf(msisdn) < 4, delivered.join())
  assert.equal(await story.trialDifference(), 0)
})
