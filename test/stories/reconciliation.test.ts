import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { checkPartyLists } from '#cases'
import { newId, parsePublicId, publicId } from '#kernel'
import { type Json, openStory, type Story, storyStart, weeklyX } from './story.ts'

let story: Story
before(async () => {
  story = await openStory('reconciliation', { deaf: true, onLog() {} })
})
after(() => story.close())

const by = 'Ayesha Khan'
const evidence = 'Statement of the gateway of 23 November, line 4'

const run = () => story.wired.cases.reconcile({ by })
const openCases = async (): Promise<Json[]> => (await story.api('GET', '/v1/cases')).json.data
const named = async (reference: string) =>
  (await openCases()).filter((file) => file.reference === reference)
const act = (id: string, deed: string, body: Json = {}) =>
  story.api('POST', `/v1/cases/${id}/${deed}`, { by, ...body })
const owner = () => story.database.ownerDb
const uuidOf = (id: string) => parsePublicId('renewal', id)!

/** A renewal of its own number, and a while after it, so that a comparison covers it. */
async function placed(msisdn: string, token?: string): Promise<Json> {
  const { id } = await story.place(msisdn, token)
  await story.advance(8000)
  return story.renewal(id)
}

/** A renewal with a person, because our patience is over at once. */
async function withPerson(msisdn: string, token: string, leg: string): Promise<Json> {
  const { id } = await story.order(msisdn, token)
  // A refund that may be tried again is looked at first, as after a lost answer.
  const impatient = sql`update renewal.attempt set deadline_at = '2026-11-23T09:00:00Z',
      step = case when leg = 'refund' then 'look' else step end,
      next_at = case when leg = 'refund' then '2026-11-23T09:00:00Z' else next_at end
    where renewal_id = ${uuidOf(id)} and leg = ${leg} and state = 'open'`
  if (leg === 'charge') await impatient.execute(owner())
  await story.settle()
  await impatient.execute(owner())
  if (leg === 'refund') await story.settle()
  if (leg === 'delivery') await story.advance(1500)
  assert.equal((await story.renewal(id)).status, 'needs_attention')
  return (await openCases()).find((file) => file.renewal === id)!
}

/** Speaks to a party behind our back, as a process of ours did whose database is gone. */
async function ask(path: string, key: string, body: Json): Promise<void> {
  const answer = await fetch(`${story.sandbox.url}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  assert.equal(answer.status, 201, await answer.text())
}

/** Found once, with evidence of both sides; found again, it is the same case. */
async function assertOneCase(reason: string, reference: string): Promise<Json> {
  await run()
  const found = await named(reference)
  assert.deepEqual(
    found.map((file) => file.reason),
    [reason],
  )
  assert.ok(found[0]!.evidence.theirs ?? found[0]!.evidence.ours)
  await run()
  assert.equal((await named(reference)).length, 1)
  return found[0]!
}

test('books that agree open nothing, and confirm I9 and I12', async () => {
  await placed('03001250000')
  await placed('03001250003')
  await placed('03001250007')
  const report = await run()
  assert.equal(report.complete, true)
  assert.deepEqual(
    report.parties.filter(({ records }) => records > 0).map(({ party }) => party),
    ['sandbox-gateway', 'sandbox:jazz'],
  )
  assert.deepEqual(
    report.parties.flatMap(({ differences }) => Object.keys(differences)),
    [],
  )
  assert.deepEqual(await openCases(), [])
  const { operators } = story.wired.parties
  const window = { from: report.from, to: report.to }
  const parties = [...story.wired.parties.providers, ...operators]
  assert.deepEqual(await checkPartyLists(story.database.db, parties, window), [])
})

test('a charge with no order is a case, breaks I12, and ends when the gateway gave it back', async () => {
  const reference = `${publicId('renewal', newId(7, new Date(storyStart), randomBytes))}c1`
  await ask('/gateway/v1/charges', 'sandbox_gateway_key', {
    ...{ reference, amount: 59_800, currency: 'PKR', token: 'tok_ok' },
    ...{ return_url: 'http://127.0.0.1:1/', expires_at: '2026-11-23T10:00:00Z' },
  })
  await story.advance(1000)
  const file = await assertOneCase('charge_without_order', reference)
  assert.deepEqual([file.renewal, file.evidence.theirs.amount], [null, '59800'])
  const window = { from: new Date(storyStart), to: new Date(Date.parse(storyStart) + 3_600_000) }
  const { providers } = story.wired.parties
  const [broken] = await checkPartyLists(story.database.db, providers, window)
  assert.equal(broken?.invariant, 'I12')
  assert.equal((await act(file.id, 'refund', { evidence })).json.code, 'case_unsafe')
  assert.equal((await act(file.id, 'look')).json.closed_at, null)
  await ask('/gateway/v1/refunds', 'sandbox_gateway_key', {
    ...{ reference: 'by-hand-1', charge: reference, amount: 59_800, currency: 'PKR' },
  })
  assert.equal((await act(file.id, 'look')).json.closed_how, 'agrees')
  await story.advance(1000)
  const stray = await assertOneCase('refund_without_order', 'by-hand-1')
  assert.equal((await act(stray.id, 'accept', { evidence })).json.closed_how, 'accepted')
  // What a person accepted is not news the next day.
  await run()
  assert.deepEqual(await named('by-hand-1'), [])
})

test('a charge we hold for closed is found, given back by itself, and its case ends', async () => {
  const file = await withPerson('03001251000', 'tok_slow', 'charge')
  await act(file.id, 'refund', { evidence, finding: 'not_charged' })
  await story.advance(8000)
  assert.equal((await story.renewal(file.renewal)).status, 'expired')
  await run()
  assert.deepEqual(
    (await named(`${file.renewal}c1`)).map(({ reason }) => reason),
    ['charge_not_booked'],
  )
  await story.settle()
  assert.equal((await story.renewal(file.renewal)).status, 'refunded')
  await story.advance(1000)
  await run()
  assert.deepEqual(await named(`${file.renewal}c1`), [])
})

test('a charge, a delivery and a refund that the party does not know are each a case', async () => {
  const charge = await withPerson('03001252000', 'tok_lost_unpaid', 'charge')
  await act(charge.id, 'refund', { evidence, finding: 'charged' })
  await story.advance(2000)
  await assertOneCase('charge_unknown_to_party', `${charge.renewal}c1`)

  const refund = await withPerson('03001253003', 'tok_refund_fails_once', 'refund')
  // An answer that is missing may be a yes: only proof of it, never a second refund.
  const without = await act(refund.id, 'refund', { evidence })
  assert.deepEqual([without.json.code, without.json.wanted], ['case_finding_missing', 'given_back'])
  await act(refund.id, 'refund', { evidence, finding: 'given_back' })
  assert.equal((await story.renewal(refund.renewal)).status, 'refunded')
  await story.advance(1000)
  await assertOneCase('refund_unknown_to_party', `${refund.renewal}r1`)

  const delivery = await withPerson('03001254009', 'tok_ok', 'delivery')
  await act(delivery.id, 'delivered', { evidence })
  assert.equal((await story.renewal(delivery.renewal)).status, 'delivered')
  await story.advance(1000)
  const file = await assertOneCase('delivery_unknown_to_party', `${delivery.renewal}d1`)
  // Its receipt must not say delivered while the operator's books have nothing of it.
  const held = await story.renewal(delivery.renewal)
  assert.deepEqual([held.status, held.attention], ['needs_attention', 'books_differ'])
  assert.equal((await act(file.id, 'refund', { evidence })).json.code, 'case_finding_missing')
  await act(file.id, 'refund', { evidence, finding: 'not_delivered' })
  await story.settle()
  assert.equal((await story.renewal(delivery.renewal)).status, 'refunded')
  assert.equal(await story.trialDifference(), 0)
})

test('held for differing books, proof of the delivery puts it back where it stood', async () => {
  const delivery = await withPerson('03001255009', 'tok_ok', 'delivery')
  await act(delivery.id, 'delivered', { evidence })
  await story.advance(1000)
  const file = await assertOneCase('delivery_unknown_to_party', `${delivery.renewal}d1`)
  assert.equal((await act(file.id, 'accept', { evidence })).json.code, 'case_unsafe')
  const answer = await act(file.id, 'delivered', { evidence })
  assert.equal(answer.json.closed_how, 'accepted')
  assert.equal((await story.renewal(delivery.renewal)).status, 'delivered')
  await run()
  assert.equal((await story.renewal(delivery.renewal)).status, 'delivered')
})

test('a delivery we believe failed, and one that belongs to no order, are each a case', async () => {
  const file = await withPerson('03001256001', 'tok_ok', 'delivery')
  await act(file.id, 'refund', { evidence, finding: 'not_delivered' })
  await story.advance(4000)
  assert.equal((await story.renewal(file.renewal)).status, 'refunded')
  await assertOneCase('delivery_not_booked', `${file.renewal}d1`)

  await ask('/jazz/tmf-api/prepayBalanceManagement/v4/topupBalance', 'sandbox_operator_key', {
    '@type': 'RenewalTopupBalance',
    correlatorId: 'nobodys-1',
    amount: { amount: 598, units: 'PKR' },
    usageType: 'monetary',
    partyAccount: { id: 'tajdeed' },
    bucket: { id: 'main' },
    product: [{ id: weeklyX }],
    logicalResource: [{ id: '+923001257000', '@referredType': 'MSISDN' }],
  })
  await story.advance(1000)
  await assertOneCase('delivery_without_order', 'nobodys-1')
})

/** The sweep for reversals asks for lists: with these, nobody looks. */
async function listsFail(fail: boolean): Promise<void> {
  const rule = { party: 'operators', on: 'list', fault: 'error_before_effect', probability: 1 }
  const answer = await fetch(`${story.sandbox.url}/sandbox/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ seed: 1, rules: fail ? [rule] : [] }),
  })
  assert.ok(answer.ok, await answer.text())
}

test('a reversal that nobody looked for is found, and the money goes back', async () => {
  const { id } = await story.place('03001258007')
  await sql`update renewal.attempt set next_at = null where leg = 'delivery'
    and renewal_id = ${uuidOf(id)}`.execute(owner())
  await listsFail(true)
  await story.advance(8000)
  await listsFail(false)
  assert.equal((await story.renewal(id)).status, 'delivered')
  await run()
  assert.deepEqual(
    (await named(`${id}d1`)).map(({ reason }) => reason),
    ['reversal_not_booked'],
  )
  await story.settle()
  assert.equal((await story.renewal(id)).status, 'refunded')
  await story.advance(1000)
  await run()
  assert.deepEqual(await named(`${id}d1`), [])
})

test('a refund that we hold for refused and the gateway paid is a case', async () => {
  const { id } = await placed('03001259003')
  await sql`update renewal.attempt set state = 'refused' where leg = 'refund'
    and renewal_id = ${uuidOf(id)}`.execute(owner())
  await assertOneCase('refund_not_booked', `${id}r1`)
})

for (const [leg, kind, digits] of [
  ['charge', 'charge', '000'],
  ['delivery', 'delivery', '000'],
  ['refund', 'refund_settled', '003'],
] as const) {
  test(`one paisa more in our books of a ${leg} is a case that names both amounts`, async () => {
    const { id } = await placed(`0300126${leg.length}${digits}`)
    await sql`update ledger.transfer set amount = amount + 1 where kind = ${kind}
      and subject = ${uuidOf(id)}`.execute(owner())
    const file = await assertOneCase(`${leg}_amount_differs`, `${id}${leg[0]}1`)
    const { theirs, ours } = file.evidence
    assert.equal(BigInt(ours.amount) - BigInt(theirs.amount), 1n)
  })
}
