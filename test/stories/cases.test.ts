import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { issueKey } from '#identity'
import { type Json, openStory, type Story } from './story.ts'

let story: Story
before(async () => {
  story = await openStory('cases')
})
after(() => story.close())

const by = 'Ayesha Khan'
const evidence = 'Portal of the operator, screenshot 17, 14:20'

async function caseOf(renewal: string): Promise<Json> {
  const { json } = await story.api('GET', '/v1/cases')
  return json.data.find((it: Json) => it.renewal === renewal)
}

const act = (id: string, deed: string, body: Json = {}) =>
  story.api('POST', `/v1/cases/${id}/${deed}`, { by, ...body })

/** A renewal whose operator never answers, and our patience is over at once: a person has it. */
async function silent(msisdn: string): Promise<{ renewal: Json; file: Json }> {
  const placed = await story.place(msisdn)
  await sql`update renewal.attempt set deadline_at = '2026-11-23T09:00:00Z'
    where leg = 'delivery' and state = 'open'`.execute(story.database.ownerDb)
  await story.advance(1500)
  const renewal = await story.renewal(placed.id)
  assert.equal(renewal.attention, 'operator_silent')
  return { renewal, file: await caseOf(placed.id) }
}

test('a renewal that waits for a person has one case, however often it is looked for', async () => {
  const { renewal, file } = await silent('03001241009')
  assert.equal(file.reason, 'operator_silent')
  assert.equal(file.closed_at, null)
  assert.ok(file.deadline_at > file.opened_at)
  const whole = await story.api('GET', `/v1/cases/${file.id}`)
  assert.deepEqual(
    whole.json.attempts.map((it: Json) => [it.reference, it.state, it.sends]),
    [
      [`${renewal.id}c1`, 'done', 1],
      [`${renewal.id}d1`, 'open', 1],
    ],
  )
  await story.wired.cases.watch.tick()
  const { json } = await story.api('GET', '/v1/cases')
  assert.equal(json.data.filter((it: Json) => it.renewal === renewal.id).length, 1)
})

test('delivered, with proof: booked as a delivery, closed, and kept with who said it', async () => {
  const { renewal, file } = await silent('03001242009')
  const answer = await act(file.id, 'delivered', { evidence, party_id: 'OP-4711' })
  assert.equal(answer.status, 200)
  assert.equal(answer.json.closed_how, 'moved')
  assert.deepEqual(
    answer.json.deeds.map((it: Json) => [it.deed, it.by, it.caller, it.evidence.proof]),
    [['delivered', by, 'demo', evidence]],
  )
  const ended = await story.renewal(renewal.id)
  assert.equal(ended.status, 'delivered')
  const events = ended.timeline.map((it: Json) => it.event)
  assert.deepEqual(events.slice(-2), ['settled_by_person', 'delivered'])
  const kept = await sql<{ answer: Json }>`select answer from renewal.attempt
    where leg = 'delivery' and answer->>'party_id' = 'OP-4711'`.execute(story.database.ownerDb)
  assert.deepEqual(kept.rows[0]?.answer.person, { by, proof: evidence })
  assert.equal(await story.trialDifference(), 0)
})

test('a refund of an unknown delivery needs a finding, and then goes by its own reference', async () => {
  const { renewal, file } = await silent('03001243009')
  const refused = await act(file.id, 'refund', { evidence })
  assert.deepEqual([refused.status, refused.json.code], [422, 'case_finding_missing'])
  assert.equal((await story.renewal(renewal.id)).status, 'needs_attention')
  const other = await act(file.id, 'refund', { evidence, finding: 'given_back' })
  assert.equal(other.json.code, 'case_finding_missing')
  const done = await act(file.id, 'refund', { evidence, finding: 'not_delivered' })
  assert.equal(done.status, 200)
  await story.advance(1000)
  const ended = await story.renewal(renewal.id)
  assert.equal(ended.status, 'refunded')
  assert.equal(ended.delivery.status, 'refused')
  const { charges, credits } = await story.books('03001243009', renewal.id)
  assert.equal(charges[0]?.refunded_amount, renewal.total.amount)
  assert.deepEqual(
    charges[0]?.refunds.map((it: Json) => it.reference),
    [`${renewal.id}r1`],
  )
  assert.deepEqual(credits, [])
  assert.equal(await story.trialDifference(), 0)
})

test('nothing is settled without evidence, without a name, twice, or by a key for partners', async () => {
  const { file } = await silent('03001244009')
  assert.equal((await act(file.id, 'delivered')).status, 422)
  assert.equal((await act(file.id, 'delivered', { evidence: '  ' })).status, 422)
  assert.equal((await act(file.id, 'delivered', { evidence, by: ' ' })).status, 422)
  assert.equal((await act('cas_nothing', 'look')).status, 404)
  const partner = await issueKey(story.database.ownerDb, {
    name: 'partner',
    permissions: ['renewals:read', 'renewals:write', 'cases:read'],
    clock: { now: () => new Date('2026-11-23T09:00:00Z') },
  })
  const headers = { authorization: `Bearer ${partner}` }
  const denied = await story.api('POST', `/v1/cases/${file.id}/look`, { by }, headers)
  assert.deepEqual([denied.status, denied.json.permission], [403, 'cases:write'])
  assert.equal((await story.api('GET', `/v1/cases/${file.id}`, undefined, headers)).status, 200)
  const inChinese = { 'accept-language': 'zh' }
  const refusal = await story.api(
    'POST',
    `/v1/cases/${file.id}/accept`,
    { by, evidence },
    inChinese,
  )
  assert.equal(refusal.json.code, 'case_unsafe')
  assert.equal(refusal.json.because, '这笔续费本身还没有结果')
  const both = await Promise.all([
    act(file.id, 'delivered', { evidence }),
    act(file.id, 'refund', { evidence, finding: 'not_delivered' }),
  ])
  assert.deepEqual(both.map(({ status }) => status).sort(), [200, 409])
  assert.equal((await act(file.id, 'delivered', { evidence })).json.code, 'case_closed')
  await story.advance(1000)
  assert.equal(await story.trialDifference(), 0)
})

test('late proof moves the renewal and closes its case by itself', async () => {
  const msisdn = '03001245001'
  const { id } = await story.place(msisdn)
  // Our patience is over before the operator has finished.
  await sql`update renewal.attempt set deadline_at = '2026-11-23T09:00:00Z'
    where leg = 'delivery' and state = 'open'`.execute(story.database.ownerDb)
  await story.advance(1500)
  assert.equal((await story.renewal(id)).status, 'needs_attention')
  const file = await caseOf(id)
  assert.equal((await act(file.id, 'look')).status, 200)
  await story.settle()
  assert.equal((await story.renewal(id)).status, 'needs_attention')
  await story.advance(3000)
  assert.equal((await story.renewal(id)).status, 'delivered')
  assert.equal(await caseOf(id), undefined)
  const closed = await story.api('GET', `/v1/cases/${file.id}`)
  assert.equal(closed.json.closed_how, 'moved')
  assert.deepEqual(
    closed.json.deeds.map((it: Json) => it.deed),
    ['look'],
  )
  assert.equal((await act(file.id, 'refund', { evidence })).json.code, 'case_closed')
})

/** The charge of a renewal whose gateway stays silent about it: no one knows of any money. */
async function unknownCharge(msisdn: string, token: string): Promise<{ id: string; file: Json }> {
  const { id } = await story.order(msisdn, token)
  await sql`update renewal.attempt set deadline_at = '2026-11-23T09:00:00Z'
    where leg = 'charge' and state = 'open'`.execute(story.database.ownerDb)
  await story.settle()
  assert.equal((await story.renewal(id)).attention, 'payment_unanswered')
  return { id, file: await caseOf(id) }
}

test('an unknown payment: proof that it was charged gives it back, proof that not ends it', async () => {
  const charged = await unknownCharge('03001246000', 'tok_slow')
  const without = await act(charged.file.id, 'refund', { evidence })
  assert.deepEqual(
    [without.json.code, without.json.wanted],
    ['case_finding_missing', 'charged, not_charged'],
  )
  const early = await act(charged.file.id, 'delivered', { evidence })
  assert.deepEqual([early.status, early.json.code], [409, 'case_unsafe'])
  await story.skip(3000)
  assert.equal((await act(charged.file.id, 'refund', { evidence, finding: 'charged' })).status, 200)
  await story.advance(1000)
  assert.equal((await story.renewal(charged.id)).status, 'refunded')
  const { charges, credits } = await story.books('03001246000', charged.id)
  assert.equal(charges[0]?.refunded_amount, charges[0]?.captured_amount)
  assert.deepEqual(credits, [])
  const free = await unknownCharge('03001247000', 'tok_slow')
  assert.equal(
    (await act(free.file.id, 'refund', { evidence, finding: 'not_charged' })).status,
    200,
  )
  assert.equal((await story.renewal(free.id)).status, 'expired')
  // And should the gateway have taken it after all, its own word gives it back.
  await story.advance(4000)
  assert.equal((await story.renewal(free.id)).status, 'refunded')
  assert.equal(await story.trialDifference(), 0)
})

test('a charge of another amount goes back as what was charged, to the paisa', async () => {
  const { id, total } = await story.order('03001248000', 'tok_slow')
  await story.settle()
  const owner = story.database.ownerDb
  await sql`update quote.terms set total = total + 100`.execute(owner)
  await story.advance(5000)
  const renewal = await story.renewal(id)
  assert.equal(renewal.attention, 'payment_amount_differs')
  const file = await caseOf(id)
  assert.equal((await act(file.id, 'delivered', { evidence })).json.code, 'case_unsafe')
  assert.equal((await act(file.id, 'refund', { evidence })).status, 200)
  await story.advance(1000)
  assert.equal((await story.renewal(id)).status, 'refunded')
  await sql`update quote.terms set total = total - 100`.execute(owner)
  const { charges } = await story.books('03001248000', id)
  assert.equal(charges[0]?.refunded_amount, total.amount)
  assert.equal(await story.trialDifference(), 0)
})

test('a refund refused for good is asked for again under a new reference', async () => {
  const owner = story.database.ownerDb
  // The first refund asks for more than was taken, which the gateway refuses for good.
  await sql`create function ask_too_much() returns trigger language plpgsql as $$
    begin new.request := '{"amount": "99999900"}'; return new; end $$`.execute(owner)
  await sql`create trigger ask_too_much before insert on renewal.attempt for each row
    when (new.leg = 'refund' and new.n = 1) execute function ask_too_much()`.execute(owner)
  const { id } = await story.place('03001249003')
  await sql`drop trigger ask_too_much on renewal.attempt`.execute(owner)
  await sql`update renewal.attempt set request = null where leg = 'refund'`.execute(owner)
  const renewal = await story.renewal(id)
  assert.equal(renewal.attention, 'refund_refused')
  const file = await caseOf(id)
  assert.equal((await act(file.id, 'delivered', { evidence })).json.code, 'case_unsafe')
  assert.equal((await act(file.id, 'refund', { evidence })).status, 200)
  await story.settle()
  assert.equal((await story.renewal(id)).status, 'refunded')
  const { charges } = await story.books('03001249003', id)
  assert.deepEqual(
    charges[0]?.refunds.map((it: Json) => [it.reference, it.amount]),
    [[`${id}r2`, renewal.total.amount]],
  )
  assert.equal(await story.trialDifference(), 0)
})

test('a person is refused while a worker is asking the party', async () => {
  const { renewal, file } = await silent('03001240009')
  const owner = story.database.ownerDb
  const lease = (until: string | null) =>
    sql`update renewal.attempt set lease_until = ${until}::timestamptz
      where leg = 'delivery' and state = 'open'`.execute(owner)
  await lease('2100-01-01T00:00:00Z')
  const early = await act(file.id, 'refund', { evidence, finding: 'not_delivered' })
  assert.deepEqual([early.status, early.json.code], [409, 'case_asked'])
  assert.equal((await story.renewal(renewal.id)).status, 'needs_attention')
  await lease(null)
  const { json } = await story.api('GET', `/v1/cases/${file.id}`)
  assert.deepEqual(json.deeds, [])
})

test('a case says what may be done, and what is done then is not refused', async () => {
  const { file } = await silent('03001241009')
  const { json } = await story.api('GET', `/v1/cases/${file.id}`)
  assert.deepEqual(json.safe, [
    { deed: 'look', findings: [] },
    { deed: 'delivered', findings: [] },
    { deed: 'refund', findings: ['not_delivered'] },
  ])
  const done = await act(file.id, 'refund', { evidence, finding: json.safe[2]?.findings[0] })
  assert.equal(done.status, 200)
  assert.deepEqual(done.json.safe, [])
})
