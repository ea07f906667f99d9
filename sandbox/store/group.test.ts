import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, beforeEach, test } from 'node:test'
import { createGroup } from './group.ts'

const folder = await mkdtemp(join(tmpdir(), 'group-'))
const file = join(folder, 'books.sqlite')
const db = new DatabaseSync(file)
db.exec('pragma journal_mode = wal; create table entry (name text unique) strict')
/** Another process reading the same books: it sees what would outlive this one. */
const outside = new DatabaseSync(file)
const group = createGroup(db)
const add = (name: string) =>
  group.transact(() => db.prepare('insert into entry values (?)').run(name))
const kept = () =>
  outside
    .prepare('select name from entry order by name')
    .all()
    .map((row) => row.name)

beforeEach(() => db.exec('delete from entry'))
after(async () => {
  outside.close()
  db.close()
  await rm(folder, { recursive: true })
})

test('what was written in one turn is committed together, before anybody is told', async () => {
  add('a')
  add('b')
  assert.deepEqual(kept(), [])
  await group.settled()
  assert.deepEqual(kept(), ['a', 'b'])
})

test('when one caller fails the others of its turn are told so, and nothing stays', async () => {
  add('a')
  const told = assert.rejects(group.settled(), /UNIQUE/)
  assert.throws(() => add('a'), /UNIQUE/)
  await told
  assert.deepEqual(kept(), [])
  add('c')
  await group.settled()
  assert.deepEqual(kept(), ['c'])
})

test('nothing written is nothing to wait for, and closing commits at once', async () => {
  await group.settled()
  add('a')
  group.flush()
  assert.deepEqual(kept(), ['a'])
})
