import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { systemClock } from '#kernel'
import { testDatabase } from '#test'
import { callerMemoryMs, createAuthenticator, issueKey } from './index.ts'

const database = await testDatabase('authenticate')
after(() => database.drop())

test('a revoked key is refused two seconds later at the latest, and an unknown one at once', async () => {
  let now = 0
  const authenticate = createAuthenticator(database.db, () => now)
  const issue = { name: 'shop', permissions: ['plans:read'], clock: systemClock } as const
  const header = `Bearer ${await issueKey(database.ownerDb, issue)}`
  assert.equal(await authenticate('Bearer tj_live_not_yet_issued'), undefined)
  assert.equal((await authenticate(header))?.name, 'shop')
  await sql`update identity.api_key set revoked_at = created_at`.execute(database.ownerDb)
  now += callerMemoryMs - 1
  assert.equal((await authenticate(header))?.name, 'shop')
  now += 1
  assert.equal(await authenticate(header), undefined)
})

test('a key that was refused is let in as soon as it is issued', async () => {
  const authenticate = createAuthenticator(database.db, () => 0)
  const key = 'tj_live_issued_a_moment_later'
  assert.equal(await authenticate(`Bearer ${key}`), undefined)
  const issue = { name: 'late', permissions: [], clock: systemClock, key } as const
  await issueKey(database.ownerDb, issue)
  assert.equal((await authenticate(`Bearer ${key}`))?.name, 'late')
})
