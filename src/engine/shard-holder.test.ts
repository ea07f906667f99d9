import assert from 'node:assert/strict'
import { after, afterEach, before, test } from 'node:test'
import { plusMs } from '#kernel'
import { createLogger } from '#telemetry'
import { type TestDatabase, testDatabase } from '#test'
import { holdShards, type ShardHolder, shardLeaseMs } from './shard-holder.ts'

let database: TestDatabase
before(async () => {
  database = await testDatabase('shards')
})
after(() => database.drop())

/** The database's clock, moved by the test; each test begins long after the one before it. */
let clock = new Date('2026-11-23T09:00:00Z')
const made: ShardHolder[] = []
afterEach(async () => {
  for (const holder of made.splice(0)) await holder.stop()
  clock = plusMs(clock, 3_600_000)
})

interface Worker extends ShardHolder {
  readonly gains: () => number
}

function worker(name?: string): Worker {
  let gains = 0
  const holder = holdShards({
    db: database.db,
    log: createLogger({ level: 'error' }),
    name,
    onGained: () => {
      gains += 1
    },
    leaseClock: async () => clock,
  })
  made.push(holder)
  return { ...holder, gains: () => gains }
}

const shards = Array.from({ length: 256 }, (_, shard) => shard)
const heldBy = (holder: ShardHolder) => shards.filter((shard) => holder.holds(shard))

async function beatAll(...holders: readonly ShardHolder[]): Promise<void> {
  // Whoever has too much lets go in its turn, and the others take it in the next.
  for (let round = 0; round < 2; round++) for (const holder of holders) await holder.beat()
}

function assertSpread(holders: readonly ShardHolder[], each: readonly number[]): void {
  assert.deepEqual(holders.map((holder) => holder.count()).sort(), [...each].sort())
  const all = holders.flatMap(heldBy)
  assert.deepEqual(
    all.toSorted((a, b) => a - b),
    shards,
  )
}

test('one worker holds every shard, and each shard has one holder when others join or leave', async () => {
  const [a, b, c] = [worker(), worker(), worker()]
  await a.beat()
  assertSpread([a], [256])
  await beatAll(a, b)
  assertSpread([a, b], [128, 128])
  await beatAll(a, b, c)
  assertSpread([a, b, c], [86, 86, 84])
  await b.stop()
  assert.deepEqual(heldBy(b), [])
  await beatAll(a, c)
  assertSpread([a, c], [128, 128])
})

test('the shards of a worker that died are taken when its lease has run out, and not before', async () => {
  const [dead, heir] = [worker(), worker()]
  await beatAll(dead, heir)
  clock = plusMs(clock, shardLeaseMs - 1)
  await heir.beat()
  assert.equal(heir.count(), 128)
  const gains = heir.gains()
  clock = plusMs(clock, 2)
  await heir.beat()
  assert.equal(heir.count(), 256)
  assert.equal(heir.gains(), gains + 1)
})

test('a worker that comes back under its name has its shards at once', async () => {
  const [first, other] = [worker('one'), worker()]
  await beatAll(first, other)
  assertSpread([first, other], [128, 128])
  clock = plusMs(clock, 10)
  const again = worker('one')
  await again.beat()
  assert.equal(again.count(), 128)
  await other.beat()
  assert.equal(other.count(), 128)
})

test('an earlier life of a name that was only asleep does not rob the later one', async () => {
  const asleep = worker('two')
  await asleep.beat()
  clock = plusMs(clock, 10)
  const awake = worker('two')
  await awake.beat()
  assert.equal(awake.count(), 256)
  await beatAll(asleep, awake, asleep)
  assert.deepEqual([asleep.count(), awake.count()], [0, 256])
})

test('a worker that cannot ask the database holds nothing once its lease may have run out', async () => {
  const holder = worker()
  await holder.beat()
  assert.ok(holder.holds(7))
  const { now } = performance
  performance.now = () => now.call(performance) + shardLeaseMs
  try {
    assert.equal(holder.holds(7), false)
    assert.equal(holder.count(), 0)
  } finally {
    performance.now = now
  }
})

test('two that beat at the same moment never hold the same shard', async () => {
  const holders = Array.from({ length: 4 }, () => worker())
  for (let round = 0; round < 4; round++) {
    clock = plusMs(clock, 1000)
    await Promise.all(holders.map((holder) => holder.beat()))
  }
  assertSpread(holders, [64, 64, 64, 64])
})
