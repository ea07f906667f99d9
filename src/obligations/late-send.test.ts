import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { sandboxPolicy } from '#attempts'
import { Engine, type Obligations } from '#engine'
import { shardOf, type Uuid } from '#kernel'
import { accountCode, openAccounts } from '#ledger'
import { createLogger } from '#telemetry'
import { now, type TestClock, type TestDatabase, testClock, testDatabase } from '#test'
import { keepObligations } from './keep-obligations.ts'
import { claimDue } from './store/claim.ts'
import { giveBack } from './store/give-back.ts'
import { placeCharge } from './store/placed.fixture.ts'

let database: TestDatabase
let accounts: ReadonlyMap<string, number>
before(async () => {
  database = await testDatabase('late_send')
  const names = [{ kind: 'held' }, { kind: 'gateway_clearing', party: 'sandbox-gateway' }] as const
  accounts = await openAccounts(
    database.db,
    names.map((name) => ({ code: accountCode(name, 'PKR'), currency: 'PKR' })),
  )
})
after(() => database.drop())

const log = createLogger({ level: 'error' })

/** A gateway that remembers what it was asked to charge and finds nothing else. */
function openGateway() {
  const charged: string[] = []
  const provider = {
    id: 'sandbox-gateway',
    methods: [{ id: 'sandbox_card', tokens: [] }],
    capabilities: { dedupe: 'native', visibilityLagMs: 500, keyTtlMs: null, maxAnswerMs: 1000 },
    charge: async ({ reference }: { reference: string }) => {
      charged.push(reference)
      return { kind: 'unknown', reason: 'pending' }
    },
    lookUpCharge: async ({ reference }: { reference: string }) =>
      charged.includes(reference) ? { kind: 'unknown', reason: 'pending' } : { kind: 'not_found' },
  }
  return { charged, parties: { operators: [], providers: [provider] } as never }
}

/**
 * A worker on one shard; `held` stops it between its claim and its call. `clock` is what its
 * machine believes, `world` is how much time has really passed.
 */
function openWorker(
  shard: number,
  clock: TestClock,
  parties: never,
  held: (claimed: number) => Promise<void> = async () => {},
  world: TestClock = clock,
): Engine {
  const kept = keepObligations({
    ...{ db: database.db, clock, accounts, policy: sandboxPolicy },
  })
  const claimDueHeld: Obligations['claimDue'] = async (claim) => {
    const works = await kept.claimDue(claim)
    await held(works.length)
    return works
  }
  return new Engine({
    ...{ db: database.db, clock, log, maxInFlight: 8 },
    leaseClock: async () => world.now(),
    monotonic: () => world.now().getTime(),
    obligations: {
      ...kept,
      claimDue: claimDueHeld,
      claimMandates: async () => ({ works: [], nextAt: undefined }),
    },
    context: {
      ...{ parties, policy: sandboxPolicy, now: () => clock.now() },
      receiptUrl: () => 'http://127.0.0.1/r/x',
    },
    holds: (it) => it === shard,
    alarms: { after: () => () => {} },
  })
}

async function statusOf(id: Uuid): Promise<string> {
  const { rows } = await sql<{ status: string }>`
    select status from renewal.renewal where shard = ${shardOf(id)} and id = ${id}`.execute(
    database.db,
  )
  return rows[0]!.status
}

test('a send that was stalled past its lease does not go out after its charge was called expired', async () => {
  const shard = 31
  const clock = testClock(now.toISOString())
  const id = await placeCharge(database.db, shard)
  const { charged, parties } = openGateway()
  const claimed = Promise.withResolvers<void>()
  const goesOn = Promise.withResolvers<void>()
  const hold = async (count: number) => {
    if (count === 0) return
    claimed.resolve()
    await goesOn.promise
  }
  // Its machine stood still, and its clock with it: to itself the price has not run out.
  const stalled = openWorker(shard, testClock(now.toISOString()), parties, hold, clock)
  const late = stalled.settle()
  await claimed.promise

  // Past the lease, the price and its grace: another worker asks, and the gateway knows of nothing.
  clock.advance(11 * 60_000)
  const other = openWorker(shard, clock, parties)
  await other.settle()
  assert.equal(await statusOf(id), 'expired')
  goesOn.resolve()
  await late
  assert.deepEqual(charged, [])
  assert.equal(await statusOf(id), 'expired')
  await Promise.all([stalled.stop(), other.stop()])
})

test('a send that was stalled for most of its lease is given back, and goes out with a new one', async () => {
  const shard = 32
  const clock = testClock(now.toISOString())
  const id = await placeCharge(database.db, shard)
  const { charged, parties } = openGateway()
  let stalls = 1
  const worker = openWorker(shard, clock, parties, async (count) => {
    if (count === 0 || stalls === 0) return
    stalls -= 1
    clock.advance(sandboxPolicy.leaseMs * 0.6)
  })
  await worker.settle()
  assert.equal(charged.length, 1)
  assert.equal(await statusOf(id), 'paying')
  const { rows } = await sql<{ sends: number; looks: number; first_sent_at: Date }>`
    select sends, looks, first_sent_at from renewal.attempt where renewal_id = ${id}`.execute(
    database.db,
  )
  assert.deepEqual([rows[0]?.sends, rows[0]?.looks], [1, 0])
  // The send that was not made left no time behind: it was sent when it was.
  assert.ok(rows[0]!.first_sent_at.getTime() > now.getTime() + 1000)
  await worker.stop()
})

test('what is given back is as it was before the claim; what somebody else took is left alone', async () => {
  const shard = 33
  await placeCharge(database.db, shard)
  const claim = (ms: number) => {
    const leaseNow = new Date(now.getTime() + ms)
    return claimDue(database.db, { shard, now: leaseNow, leaseNow, leaseMs: 1000, limit: 5 })
  }
  const [first] = await claim(10)
  assert.ok(await giveBack(database.db, shard, first!))
  const [again] = await claim(20)
  assert.deepEqual([again?.step, again?.sends, again?.fence], ['send', 1, 2])
  assert.equal(await giveBack(database.db, shard, first!), false)
  const [looked] = await claim(5000)
  assert.deepEqual([looked?.step, looked?.sends, looked?.looks], ['look', 1, 1])
  assert.equal(await giveBack(database.db, shard, again!), false)
  assert.ok(await giveBack(database.db, shard, looked!))
  const [last] = await claim(6000)
  assert.deepEqual([last?.step, last?.sends, last?.looks], ['look', 1, 1])
})
