import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { type Db, inTransaction, openDatabase } from '#db'
import { testDatabase } from '#test'

const database = await testDatabase('lanes')
await sql`create table public.thing (id integer primary key)`.execute(database.ownerDb)
await sql`insert into public.thing values (1)`.execute(database.ownerDb)
const lost: Error[] = []
const { db, close } = openDatabase({
  ...{ url: database.url, max: 2, lanes: 2, applicationName: 'lanes' },
  onConnectionLost: (error) => lost.push(error),
})
after(async () => {
  await close()
  await database.drop()
})

const pidOf = async (on: Db) =>
  (await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(on)).rows[0]!.pid

test('many who ask at one moment share the lanes, and each gets its own answer', async () => {
  const asked = Array.from({ length: 40 }, (_, i) => i)
  const answers = await Promise.all(
    asked.map((i) =>
      sql<{ i: number; pid: number }>`
      select ${i}::integer as i, pg_backend_pid() as pid`.execute(db),
    ),
  )
  assert.deepEqual(
    answers.map(({ rows }) => rows[0]!.i),
    asked,
  )
  assert.ok(new Set(answers.map(({ rows }) => rows[0]!.pid)).size <= 2)
})

test('one that fails takes none of its neighbours with it', async () => {
  const divide = (by: number) => sql<{ n: number }>`select 12 / ${by}::integer as n`.execute(db)
  const ends = await Promise.allSettled([3, 0, 4, 0, 6].map(divide))
  assert.deepEqual(
    ends.map((end) => (end.status === 'fulfilled' ? end.value.rows[0]!.n : end.reason.code)),
    [4, '22012', 3, '22012', 2],
  )
})

test('a transaction has a connection to itself, whatever else is asked meanwhile', async () => {
  const inside = await inTransaction(db, async (tx) => {
    await sql`insert into public.thing values (10)`.execute(tx)
    const beside = await Promise.all([pidOf(db), pidOf(db), pidOf(db)])
    const { rows } = await sql`select id from public.thing where id = 10`.execute(db)
    assert.equal(rows.length, 0, 'a statement beside the transaction saw into it')
    const own = await pidOf(tx)
    assert.ok(!beside.includes(own))
    return own
  })
  assert.ok(inside > 0)
})

test('nobody who reads waits behind one that waits for a lock', async () => {
  const { promise: held, resolve: letGo } = Promise.withResolvers<void>()
  const { promise: locked, resolve: hasLock } = Promise.withResolvers<void>()
  const holder = inTransaction(database.ownerDb, async (tx) => {
    await sql`update public.thing set id = id where id = 1`.execute(tx)
    hasLock()
    await held
  })
  await locked
  let isThrough = false
  const waits = sql`update public.thing set id = id where id = 1`.execute(db).then(() => {
    isThrough = true
  })
  for (let i = 0; i < 50; i++) await Promise.all([pidOf(db), pidOf(db), pidOf(db)])
  assert.equal(isThrough, false)
  letGo()
  await Promise.all([holder, waits])
})

test('nobody who comes later waits behind a long report', async () => {
  let isOver = false
  const report = sql`select pg_sleep(1)`.execute(db).finally(() => {
    isOver = true
  })
  let rounds = 0
  for (; !isOver; rounds += 1) {
    // Longer than a lane may be silent; what was asked before that may be behind the report.
    await sql`select pg_sleep(0.03)`.execute(database.ownerDb)
    await Promise.all([pidOf(db), pidOf(db), pidOf(db)])
  }
  await report
  assert.ok(rounds > 3, `${rounds} rounds`)
})

test('a lane that is cut fails what was on it, is told of, and another takes its place', async () => {
  const victim = await pidOf(db)
  const sleeping = assert.rejects(sql`select pg_sleep(5)`.execute(db))
  const others = Promise.allSettled(Array.from({ length: 10 }, () => pidOf(db)))
  await sql`select pg_terminate_backend(pid, 5000) from pg_stat_activity
    where application_name = 'lanes'`.execute(database.ownerDb)
  await sleeping
  await others
  assert.ok(lost.length > 0)
  assert.notEqual(await pidOf(db), victim)
})
