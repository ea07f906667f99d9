import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { inTransaction } from '#db'
import { now, type TestDatabase, testDatabase, workOf } from '#test'
import { sandboxPolicy } from './policy.ts'
import { takeStep } from './take-step.ts'

let database: TestDatabase
before(async () => {
  database = await testDatabase('take-step')
})
after(() => database.drop())

test('no party is asked while a transaction is open: what rolls back would hide what it did', async () => {
  let asked = 0
  const provider = {
    id: 'sandbox-gateway',
    methods: [{ id: 'sandbox_card', tokens: [] }],
    capabilities: { dedupe: 'native', visibilityLagMs: 0, keyTtlMs: null },
    lookUpCharge: async () => {
      asked += 1
      return { kind: 'not_found' }
    },
  }
  const context = {
    parties: { operators: [], providers: [provider] } as never,
    policy: sandboxPolicy,
    now: () => now,
    receiptUrl: () => 'http://127.0.0.1/r/x',
  }
  const inside = inTransaction(database.db, () => takeStep(workOf(), context))
  await assert.rejects(inside, /inside a transaction/)
  assert.equal(asked, 0)
  assert.equal((await takeStep(workOf(), context)).attempt.step, 'send')
  assert.equal(asked, 1)
})
