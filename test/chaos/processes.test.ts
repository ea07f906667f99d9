import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { inTransaction } from '#db'
import { plusMs, shardOf, systemClock, type Uuid } from '#kernel'
import { createLogger } from '#telemetry'
import { type TestDatabase, testDatabase } from '#test'
import { type RunningSandbox, startSandbox } from '../../sandbox/server.ts'
import { readConfig } from '../../src/main/config.ts'
import { type App, openApp } from '../../src/main/open-app.ts'
import { weeklyX } from '../stories/story.ts'

/** Far below the 30 s of a sweep: who answers within this was called. */
const calledMs = 8_000
const log = createLogger({ level: 'error' })
const config = readConfig({})

let database: TestDatabase
let sandbox: RunningSandbox
let front: App
let worker: App
before(async () => {
  database = await testDatabase('processes')
  sandbox = await startSandbox()
  front = await open(false)
  worker = await open(true)
})
after(async () => {
  await front.close()
  await worker.close()
  await sandbox.close()
  await database.drop()
})

function open(works: boolean): Promise<App> {
  const publicUrl = 'http://127.0.0.1:3000'
  const shared = { ownerUrl: database.url, sandboxUrl: sandbox.url, publicUrl }
  return openApp({ ...shared, config, log, version: 'test', works })
}

/**
 * Placed by the process that only serves, as the API places: in its own transaction, then a call.
 */
async function place(msisdn: string, { silently = false } = {}): Promise<Uuid> {
  const { renewals } = front.wired
  const quote = await renewals.makeQuote({ msisdn, plan: weeklyX })
  const order = { quote: quote.id, method: 'sandbox_card', token: 'tok_ok' }
  if (!silently) return (await renewals.placeRenewal(order)).id
  const { id } = await inTransaction(database.db, (tx) => renewals.placeRenewal(order, tx))
  return id
}

const assertCharged = async (id: Uuid) => {
  const { status } = await front.wired.renewals.awaitAnswer(id, calledMs)
  assert.notEqual(status, 'paying')
}

test('what one process places before any works is found by the worker that comes', async () => {
  const id = await place('03001234100', { silently: true })
  await worker.start()
  assert.equal(worker.shared.count(), 256)
  await assertCharged(id)
})

test('what one process places, another is called to charge at once', async () => {
  await assertCharged(await place('03001234101'))
})

test('a worker whose listening connection died listens again', async () => {
  await sql`select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'tajdeed listen' and datname = ${database.name}`.execute(
    database.ownerDb,
  )
  await assertCharged(await place('03001234102'))
})

test('what a dead worker had claimed is taken up when its claim runs out, not at the sweep', async () => {
  const id = await place('03001234103', { silently: true })
  const now = systemClock.now()
  await sql`update renewal.attempt
      set lease_until = ${plusMs(now, 1_000)}, fence = fence + 1, step = 'look', sends = 1,
          first_sent_at = ${now}, last_sent_at = ${now}
    where shard = ${shardOf(id)} and renewal_id = ${id}`.execute(database.ownerDb)
  front.wired.renewals.nudge(id)
  await assertCharged(id)
})

test('a worker that leaves gives its shards to the one that stays', async () => {
  const other = await open(true)
  await other.start()
  await other.close()
  await worker.wired.renewals.engine.settle()
  const { rows } = await sql<{ workers: number }>`
    select count(*)::int as workers from renewal.worker`.execute(database.ownerDb)
  assert.deepEqual(rows, [{ workers: 1 }])
  await assertCharged(await place('03001234104'))
})
