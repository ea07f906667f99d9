import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type RawBuilder, sql } from 'kysely'
import { checkInvariants, type InvariantName } from '#cases'
import { parsePublicId } from '#kernel'
import { type Json, openStory, type Story, storyStart } from './story.ts'

let story: Story
const logged: string[] = []
before(async () => {
  story = await openStory('invariants', { onLog: (line) => logged.push(line) })
})
after(() => story.close())

const by = 'Ayesha Khan'
const owner = () => story.database.ownerDb
const uuidOf = (id: string) => parsePublicId('renewal', id)!
const check = () => checkInvariants(story.database.db, new Date('2026-11-23T09:10:00Z'))
const tick = () => story.wired.cases.watch.tick()
const run = (statement: RawBuilder<unknown>) => statement.execute(owner())

async function caseOf(id: string): Promise<Json> {
  const { json } = await story.api('GET', '/v1/cases')
  return json.data.find((it: Json) => it.renewal === id)
}

/** How each rule is broken behind the program's back, and how that is repaired. */
const plants: readonly {
  readonly invariant: InvariantName
  readonly of: string
  readonly break: (id: string) => RawBuilder<unknown>
  readonly repair: (id: string) => RawBuilder<unknown>
}[] = [
  {
    invariant: 'I2',
    of: 'an order delivered for less than was charged',
    break: (id) => sql`update ledger.transfer set amount = amount - 100
      where kind = 'delivery' and subject = ${uuidOf(id)}`,
    repair: (id) => sql`update ledger.transfer set amount = amount + 100
      where kind = 'delivery' and subject = ${uuidOf(id)}`,
  },
  {
    invariant: 'I3',
    of: 'two deliveries that stand',
    break: (id) => sql`insert into renewal.attempt
        (shard, renewal_id, leg, n, party, state, step, deadline_at, created_at)
      select shard, renewal_id, leg, 2, party, 'done', 'watch', deadline_at, created_at
        from renewal.attempt where leg = 'delivery' and renewal_id = ${uuidOf(id)}`,
    repair: (id) => sql`delete from renewal.attempt
      where leg = 'delivery' and n = 2 and renewal_id = ${uuidOf(id)}`,
  },
  {
    invariant: 'I4',
    of: 'two captures',
    break: (id) => sql`insert into renewal.attempt
        (shard, renewal_id, leg, n, party, state, step, deadline_at, created_at)
      select shard, renewal_id, leg, 2, party, 'done', 'look', deadline_at, created_at
        from renewal.attempt where leg = 'charge' and renewal_id = ${uuidOf(id)}`,
    repair: (id) => sql`delete from renewal.attempt
      where leg = 'charge' and n = 2 and renewal_id = ${uuidOf(id)}`,
  },
  {
    invariant: 'I5',
    of: 'a refund beside a delivery that stands',
    break: (id) => sql`insert into renewal.attempt
        (shard, renewal_id, leg, n, party, state, step, next_at, deadline_at, created_at)
      select shard, renewal_id, 'refund', 1, party, 'open', 'send', ${storyStart}, deadline_at,
             created_at
        from renewal.attempt where leg = 'charge' and renewal_id = ${uuidOf(id)}`,
    repair: (id) => sql`delete from renewal.attempt
      where leg = 'refund' and renewal_id = ${uuidOf(id)}`,
  },
]

for (const [i, plant] of plants.entries()) {
  test(`${plant.invariant}: ${plant.of} is found, stopped, and released when it is repaired`, async () => {
    const { id } = await story.place(`0300127${i}000`)
    const other = await story.place(`0300127${i}100`)
    assert.deepEqual(await check(), [])
    await run(plant.break(id))
    const broken = await check()
    assert.ok(broken.some((it) => it.invariant === plant.invariant))
    const own = broken.filter(({ renewalId }) => renewalId !== null)
    assert.deepEqual([...new Set(own.map(({ renewalId }) => renewalId))], [uuidOf(id)])

    await tick()
    const held = await story.renewal(id)
    assert.deepEqual([held.status, held.attention], ['needs_attention', 'invariant_broken'])
    const alert = logged.findLast((line) => line.includes(uuidOf(id)))
    assert.match(alert ?? '', /invariant broken/)
    const due = await sql<{ n: bigint }>`select count(*) as n from renewal.attempt
      where renewal_id = ${uuidOf(id)} and next_at is not null`.execute(owner())
    assert.equal(due.rows[0]?.n, 0n)
    // Nothing of it goes out while it stands still, and the others go on.
    await story.advance(1000)
    const { charges } = await story.books(`0300127${i}000`, id)
    assert.equal(charges[0]?.refunded_amount, 0)
    assert.equal((await story.renewal(other.id)).status, 'delivered')
    assert.equal((await story.place(`0300127${i}200`)).status, 'delivered')

    const file = await caseOf(id)
    assert.equal(file.reason, 'invariant_broken')
    assert.ok(file.evidence.broken.some((it: Json) => it.invariant === plant.invariant))
    await tick()
    assert.equal((await caseOf(id)).id, file.id)
    const refund = { by, evidence: 'none', finding: 'not_delivered' }
    const refused = await story.api('POST', `/v1/cases/${file.id}/refund`, refund)
    assert.equal(refused.json.code, 'case_unsafe')
    const still = await story.api('POST', `/v1/cases/${file.id}/look`, { by })
    assert.deepEqual([still.status, still.json.code], [409, 'case_still_broken'])

    await run(plant.repair(id))
    const looked = await story.api('POST', `/v1/cases/${file.id}/look`, { by })
    assert.equal(looked.json.closed_how, 'agrees')
    assert.equal((await story.renewal(id)).status, 'delivered')
    assert.deepEqual((await tick()).broken, [])
  })
}

test('I1: a stored balance that is off is found, and is a case of no renewal', async () => {
  const off = (amount: number) =>
    run(sql`update ledger.balance set debits = debits + ${amount}
      where (shard, account) = (select shard, account from ledger.balance
        order by shard, account limit 1)`)
  await tick()
  await off(1)
  await tick()
  await tick()
  const { json } = await story.api('GET', '/v1/cases')
  const [file, ...more] = json.data
  assert.deepEqual([file.reason, file.party, file.renewal], ['invariant_broken', 'I1', null])
  assert.deepEqual(more, [])
  const still = await story.api('POST', `/v1/cases/${file.id}/look`, { by })
  assert.equal(still.json.code, 'case_still_broken')
  await off(-1)
  const looked = await story.api('POST', `/v1/cases/${file.id}/look`, { by })
  assert.equal(looked.json.closed_how, 'agrees')
  await off(1)
  await tick()
  assert.equal((await story.api('GET', `/v1/cases/${file.id}`)).json.closed_at, null)
  await off(-1)
  await tick()
  // What holds no renewal closes by itself once everything adds up again.
  assert.deepEqual((await story.api('GET', '/v1/cases')).json.data, [])
})

test('I6: two live renewals of one quote are found once the index is gone', async () => {
  await story.place('03001276000')
  await run(sql`drop index renewal.renewal_one_per_quote`)
  await run(sql`insert into renewal.renewal (shard, id, quote_id, line_id, terms_id, pay_by, status,
      method, created_at)
    select shard, overlay(id::text placing '00000001' from 1 for 8)::uuid, quote_id, line_id,
           terms_id, pay_by, 'paid', method, created_at
      from renewal.renewal order by id desc limit 1`)
  const broken = await check()
  assert.equal(broken.filter(({ invariant }) => invariant === 'I6').length, 2)
  await run(sql`delete from renewal.renewal where id::text like '00000001-%'`)
  assert.deepEqual(await check(), [])
})

test('I8: what nobody would ever look at again is found and given to a person', async () => {
  const { id } = await story.place('03001277001')
  assert.equal((await story.renewal(id)).status, 'delivering')
  await run(sql`update renewal.attempt set next_at = null where renewal_id = ${uuidOf(id)}`)
  assert.deepEqual(
    (await check()).map(({ invariant }) => invariant),
    ['I8'],
  )
  await tick()
  assert.equal((await story.renewal(id)).attention, 'invariant_broken')
  // The operator's callback does not wake what stands still.
  await story.advance(4000)
  assert.equal((await story.renewal(id)).attention, 'invariant_broken')
})

test('I8: a renewal that waits without a case is found, and the sweep before it never leaves one', async () => {
  const { id } = await story.place('03001278009')
  await run(sql`update renewal.attempt set deadline_at = ${storyStart}
    where renewal_id = ${uuidOf(id)}`)
  await story.advance(1500)
  assert.equal((await story.renewal(id)).status, 'needs_attention')
  const broken = await checkInvariants(story.database.db, new Date('2026-11-23T10:00:00Z'))
  assert.deepEqual(
    broken.filter(({ renewalId }) => renewalId === uuidOf(id)).map((it) => it.invariant),
    ['I8'],
  )
  await tick()
  assert.equal((await caseOf(id)).reason, 'operator_silent')
})

test('what has ended keeps its status, its attempts stop, and it is a case all the same', async () => {
  const { id } = await story.place('03001279003')
  assert.equal((await story.renewal(id)).status, 'refunded')
  await run(sql`update renewal.attempt set state = 'done', step = 'watch', next_at = ${storyStart}
    where leg = 'delivery' and renewal_id = ${uuidOf(id)}`)
  await tick()
  assert.equal((await story.renewal(id)).status, 'refunded')
  const file = await caseOf(id)
  assert.deepEqual([file.reason, file.party], ['invariant_broken', 'I5'])
})

test('a look releases a held renewal to go on from where it stood, asking before sending', async () => {
  const { id } = await story.place('03001270001')
  await run(sql`insert into renewal.attempt
      (shard, renewal_id, leg, n, party, state, step, deadline_at, created_at)
    select shard, renewal_id, 'charge', 2, party, 'done', 'look', deadline_at, created_at
      from renewal.attempt where leg = 'charge' and renewal_id = ${uuidOf(id)}`)
  await tick()
  assert.equal((await story.renewal(id)).attention, 'invariant_broken')
  await story.advance(4000)
  await run(sql`delete from renewal.attempt where leg = 'charge' and n = 2`)
  const file = await caseOf(id)
  assert.equal((await story.api('POST', `/v1/cases/${file.id}/look`, { by })).status, 200)
  await story.settle()
  assert.equal((await story.renewal(id)).status, 'delivered')
  const { credits } = await story.books('03001270001', id)
  assert.equal(credits.length, 1)
})
