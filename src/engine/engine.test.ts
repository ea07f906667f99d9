import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sandboxPolicy } from '#attempts'
import { createLogger } from '#telemetry'
import { type TestDatabase, testDatabase } from '#test'
import { Engine } from './engine.ts'

let database: TestDatabase
before(async () => {
  database = await testDatabase('engine')
})
after(() => database.drop())

const now = new Date('2026-11-23T09:00:00Z')

/** An engine with nothing due but what it is woken for. */
function openEngine(told: { claimed: number[]; passedOn: number[]; held: Set<number> }): Engine {
  return new Engine({
    db: database.db,
    clock: { now: () => now },
    leaseClock: async () => now,
    context: { policy: sandboxPolicy, parties: { operators: [], providers: [] } } as never,
    obligations: {
      claimMandates: async (shard) => {
        told.claimed.push(shard)
        return { works: [], nextAt: undefined }
      },
      claimDue: async () => [],
      findNextTurn: async () => ({ leaseEnd: null, nextAt: null, mandateAt: null }),
      listNextDue: async () => [],
      setDueNow: async () => false,
      record: async () => new Set(),
      findHeld: async () => ({ rows: [], deadlineAt: null }),
      giveBack: async () => false,
    },
    log: createLogger({ level: 'error' }),
    maxInFlight: 8,
    holds: (shard) => told.held.has(shard),
    wakeOthers: (shard) => told.passedOn.push(shard),
    alarms: { after: () => () => {} },
  })
}

test('mandates are claimed where their shard is held; who holds none passes the call on', async () => {
  const told = { claimed: [], passedOn: [], held: new Set([7]) }
  const engine = openEngine(told)
  engine.start()
  engine.wakeMandate(7, now)
  engine.wakeMandate(8, now)
  await engine.settle()
  await engine.stop()
  assert.deepEqual(told.claimed, [7])
  assert.deepEqual(told.passedOn, [8])
})

test('no mandate is claimed in a shard that was given away since it was woken', async () => {
  const told = { claimed: [], passedOn: [], held: new Set([7]) }
  const engine = openEngine(told)
  engine.wakeMandate(7, now)
  told.held.delete(7)
  await engine.settle()
  await engine.stop()
  assert.deepEqual(told.claimed, [])
})
