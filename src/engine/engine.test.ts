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

test('mandates are claimed where their shard is held; who holds none passes the call on', async () => {
  const now = new Date('2026-11-23T09:00:00Z')
  const claimed: number[] = []
  const told: number[] = []
  const engine = new Engine({
    db: database.db,
    clock: { now: () => now },
    leaseClock: async () => now,
    context: { policy: sandboxPolicy, parties: { operators: [], providers: [] } } as never,
    obligations: {
      claimMandates: async (shard) => {
        claimed.push(shard)
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
    holds: (shard) => shard === 7,
    wakeOthers: (shard) => told.push(shard),
    alarms: { after: () => () => {} },
  })
  engine.start()
  engine.wakeMandate(7, now)
  engine.wakeMandate(8, now)
  await engine.settle()
  await engine.stop()
  assert.deepEqual(claimed, [7])
  assert.deepEqual(told, [8])
})
