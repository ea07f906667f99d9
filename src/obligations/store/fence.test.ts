import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { decideCharge, sandboxPolicy, type Work } from '#attempts'
import { Engine } from '#engine'
import { pending, pkr, plusMs, shardOf } from '#kernel'
import { accountCode, openAccounts } from '#ledger'
import { createLogger } from '#telemetry'
import { now, rules, type TestDatabase, testDatabase } from '#test'
import { keepObligations } from '../keep-obligations.ts'
import { claimDue, setDueNow } from './claim.ts'
import { placeCharge } from './placed.fixture.ts'
import { recordChanges } from './record.ts'

let database: TestDatabase
let accounts: ReadonlyMap<string, number>
before(async () => {
  database = await testDatabase('fence')
  const names = [{ kind: 'held' }, { kind: 'gateway_clearing', party: 'sandbox-gateway' }] as const
  accounts = await openAccounts(
    database.db,
    names.map((name) => ({ code: accountCode(name, 'PKR'), currency: 'PKR' })),
  )
})
after(() => database.drop())

const leaseMs = 1000
const placed = (shard: number) => placeCharge(database.db, shard)

const claim = (shard: number, leaseNow: Date) =>
  claimDue(database.db, { shard, now: plusMs(now, 10), leaseNow, leaseMs, limit: 10 })

const record = (shard: number, work: Work, paid: boolean) =>
  recordChanges(database.db, {
    shard,
    now,
    accounts,
    changes: [
      decideCharge(work, paid ? { kind: 'done', partyId: 'x', amount: pkr(60_000n) } : pending, {
        ...rules,
        deliverBy: 'sandbox:jazz',
      }),
    ],
  })

test('what one worker holds, no other claims until the lease has run out by the database clock', async () => {
  const shard = shardOf(await placed(11))
  const [first, ...none] = await claim(shard, now)
  assert.equal(first?.step, 'send')
  assert.equal(first?.sends, 1)
  assert.deepEqual(none, [])
  assert.deepEqual(await claim(shard, plusMs(now, leaseMs)), [])
  const [second] = await claim(shard, plusMs(now, leaseMs + 1))
  // Nobody knows whether the first send went out, so the second worker asks and does not send.
  assert.equal(second?.step, 'look')
  assert.equal(second?.sends, 1)
})

test('a worker whose lease ran out cannot write over the one that took its place', async () => {
  const shard = shardOf(await placed(12))
  const [stale] = await claim(shard, now)
  const [fresh] = await claim(shard, plusMs(now, leaseMs + 1))
  assert.equal((await record(shard, stale!, true)).size, 0)
  assert.equal((await record(shard, fresh!, true)).size, 1)
  // And not twice either: the fence let it through once, the state has moved on.
  assert.equal((await record(shard, fresh!, true)).size, 0)
})

test('one overtaken change in a batch is left out and the others are written', async () => {
  const shard = shardOf(await placed(13))
  const [stale] = await claim(shard, now)
  const [fresh] = await claim(shard, plusMs(now, leaseMs + 1))
  const done = { kind: 'done', partyId: 'x', amount: pkr(60_000n) } as const
  const changes = [stale!, fresh!].map((work) =>
    decideCharge(work, done, { ...rules, deliverBy: 'sandbox:jazz' }),
  )
  const written = await recordChanges(database.db, { shard, now, accounts, changes: [changes[1]!] })
  assert.ok(written.has(changes[1]!))
  assert.equal(
    (await recordChanges(database.db, { shard, now, accounts, changes: [changes[0]!] })).size,
    0,
  )
})

test('a callback during the last look at what is settled is not lost with that look', async () => {
  const id = await placed(15)
  const shard = shardOf(id)
  await sql`update renewal.attempt set state = 'refused' where renewal_id = ${id}`.execute(
    database.ownerDb,
  )
  const [look] = await claim(shard, now)
  const key = { shard, renewalId: id, leg: 'charge', n: 1 } as const
  // A visitor or a list knows nothing that this look does not.
  assert.equal(await setDueNow(database.db, key, now), true)
  assert.deepEqual(await claim(shard, now), [])
  assert.equal(await setDueNow(database.db, { ...key, overtakes: true }, now), true)
  assert.equal((await record(shard, look!, false)).size, 0)
  assert.equal((await claim(shard, now)).length, 1)
})

test('an answer is left out when its renewal was moved on by somebody else meanwhile', async () => {
  const id = await placed(14)
  const [work] = await claim(shardOf(id), now)
  const moved = sql`update renewal.renewal set status = 'cancelled' where id = ${id}`
  await moved.execute(database.db)
  assert.equal((await record(shardOf(id), work!, true)).size, 0)
})

test('a shard that woke in vain is woken for what falls due next, without a sweep', async () => {
  const asked: number[] = []
  const turned = Promise.withResolvers<void>()
  const engine = new Engine({
    db: database.db,
    clock: { now: () => now },
    leaseClock: async () => now,
    context: { policy: sandboxPolicy, parties: { operators: [], providers: [] } } as never,
    obligations: {
      ...keepObligations({
        db: database.db,
        clock: { now: () => now },
        accounts,
        policy: sandboxPolicy,
      }),
      claimMandates: async () => ({ works: [], nextAt: undefined }),
    },
    log: createLogger({ level: 'error' }),
    maxInFlight: 8,
    holds: (it) => it === 14,
    alarms: {
      after(ms, call) {
        asked.push(ms)
        if (ms === 0) queueMicrotask(call)
        if (ms === 20_000) turned.resolve()
        return () => {}
      },
    },
  })
  engine.start()
  const shard = shardOf(await placed(14))
  await sql`update renewal.attempt set next_at = ${plusMs(now, 20_000)}
             where shard = ${shard}`.execute(database.ownerDb)
  engine.wake(shard, now)
  await turned.promise
  assert.ok(asked.includes(20_000))
  await engine.stop()
})
