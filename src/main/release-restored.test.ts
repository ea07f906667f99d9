import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { createCases } from '#cases'
import { openInstall } from '#db'
import { createLogger } from '#telemetry'
import { type TestDatabase, testClock, testDatabase } from '#test'
import { releaseMoved } from './release-restored.ts'

let database: TestDatabase
before(async () => {
  database = await testDatabase('release')
})
after(() => database.drop())

const clock = testClock('2026-11-23T09:00:00Z')
const release = (by?: string) =>
  releaseMoved(database.url, { environment: 'sandbox', by, at: clock.now() })

/** No party is connected, so every list there is can be read. */
const compare = (restoredOn?: string) =>
  createCases({
    ...{ db: database.db, clock, parties: { operators: [], providers: [] } },
    ...{ care: undefined as never, nudge() {}, log: createLogger({ level: 'error' }) },
  }).reconcile({ by: 'Ayesha Khan', ...(restoredOn ? { restoredOn } : {}) })

test('a restored database is released by a named person, after a comparison since the restore', async () => {
  await openInstall(database.url, 'sandbox', clock.now())
  await assert.rejects(release('Ayesha Khan'), /was not moved/)
  await sql`update platform.install set system_identifier = '1'`.execute(database.ownerDb)
  const { server, moved } = await openInstall(database.url, 'sandbox', clock.now())
  assert.equal(moved, true)
  await assert.rejects(release(), /Say who releases it/)
  await assert.rejects(release('  '), /Say who releases it/)
  await assert.rejects(release('Ayesha Khan'), /were not compared/)
  // Neither an ordinary comparison nor one on another server is one since this restore.
  await compare()
  await compare('4711')
  await assert.rejects(release('Ayesha Khan'), /were not compared/)
  assert.equal((await openInstall(database.url, 'sandbox', clock.now())).moved, true)
  await compare(server)
  assert.equal(await release('Ayesha Khan'), 0)
  assert.equal((await openInstall(database.url, 'sandbox', clock.now())).moved, false)
  const kept = await sql<{ by: string }>`select released_by as by from cases.reconciliation
    where restored_on = ${server}`.execute(database.ownerDb)
  assert.deepEqual(kept.rows, [{ by: 'Ayesha Khan' }])
})
