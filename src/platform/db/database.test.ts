import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { assertOutsideTransaction, inTransaction, openDatabase } from '#db'
import { testDatabase } from '#test'

const database = await testDatabase('database')
const { db, ownerDb } = database
after(() => database.drop())

test('each type arrives as what the door promises', async () => {
  const { rows } = await sql<Record<string, unknown>>`
    select 9007199254740993::int8 as big, array[1, null]::int8[] as bigs, 1.50::numeric as exact,
           '2026-03-01 00:00+05'::timestamptz as at, '2026-03-01'::date as day,
           '{"a": 1}'::jsonb as json, '\\x00ff'::bytea as bytes`.execute(db)
  assert.deepEqual(rows[0], {
    big: 9007199254740993n,
    bigs: [1n, null],
    exact: '1.50',
    at: new Date('2026-02-28T19:00:00Z'),
    day: '2026-03-01',
    json: { a: 1 },
    bytes: Buffer.from([0, 255]),
  })
})

test('every session has limits on how long it may wait', async () => {
  const { rows } = await sql<Record<string, string>>`
    select current_setting('statement_timeout') as statement,
           current_setting('lock_timeout') as lock,
           current_setting('idle_in_transaction_session_timeout') as idle,
           current_setting('timezone') as zone`.execute(db)
  assert.deepEqual(rows[0], { statement: '10s', lock: '3s', idle: '10s', zone: 'UTC' })
})

test('a transaction commits what its work returns and rolls back what it throws', async () => {
  await sql`create table public.thing (id int primary key)`.execute(ownerDb)
  const insert = (id: number, fail: boolean) =>
    inTransaction(ownerDb, async (tx) => {
      await sql`insert into public.thing values (${id})`.execute(tx)
      if (fail) throw new Error('changed our mind')
      return id
    })
  assert.equal(await insert(1, false), 1)
  await assert.rejects(insert(2, true), /changed our mind/)
  const { rows } = await sql`select id from public.thing`.execute(ownerDb)
  assert.deepEqual(rows, [{ id: 1 }])
})

test('a call to the outside is refused inside a transaction and allowed after it', async () => {
  await assert.rejects(
    inTransaction(db, async () => assertOutsideTransaction('charging a card')),
    /charging a card inside a transaction/,
  )
  assertOutsideTransaction('charging a card')
})

test('a promise that a transaction left behind is outside of it', async () => {
  const { promise: ended, resolve: end } = Promise.withResolvers<void>()
  let later: Promise<void> | undefined
  await inTransaction(db, async () => {
    later = ended.then(() => assertOutsideTransaction('charging a card'))
  })
  end()
  await later
})

test('a transaction inside a transaction is refused', async () => {
  const nested = inTransaction(db, () => inTransaction(db, async () => 1))
  await assert.rejects(nested, /opening a transaction inside a transaction/)
})

test('a connection killed under a transaction fails it, and the pool goes on', async () => {
  const lost: Error[] = []
  const other = openDatabase({
    url: database.url,
    max: 1,
    applicationName: 'victim',
    onConnectionLost: (error) => lost.push(error),
  })
  const work = inTransaction(other.db, async (tx) => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)
    await sql`select pg_terminate_backend(${rows[0]!.pid}, 5000)`.execute(ownerDb)
    await sql`select 1`.execute(tx)
  })
  await assert.rejects(work)
  assert.ok(lost.length > 0, 'the loss of a connection in use was not reported')
  const { rows } = await sql`select 1 as one`.execute(other.db)
  assert.deepEqual(rows, [{ one: 1 }])
  await other.close()
})

test('the program cannot change what the installation is', async () => {
  const change = sql`update platform.install set environment = 'production'`.execute(db)
  await assert.rejects(change, /permission denied/)
})
