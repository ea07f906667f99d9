import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, beforeEach, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { sql } from 'kysely'
import { migrate, openDatabase, openInstall } from '#db'
import { testCluster, testDatabase } from '#test'

const at = new Date('2026-03-01T00:00:00Z')
const migrated = await testDatabase('migrated')
const cluster = await testCluster()
const folder = await mkdtemp(join(tmpdir(), 'tajdeed-migrations-'))
const folderUrl = pathToFileURL(`${folder}/`)
const url = cluster.urlOf('migrate_empty')
const run = () => migrate(url, at, folderUrl)
const write = (name: string, text: string) => writeFile(join(folder, name), text)

beforeEach(async () => {
  await rm(folder, { recursive: true })
  await mkdir(folder)
  await cluster.admin('drop database if exists migrate_empty with (force)')
  await cluster.admin('create database migrate_empty')
})
after(async () => {
  await rm(folder, { recursive: true })
  await cluster.admin('drop database if exists migrate_empty with (force)')
  await migrated.drop()
})

test('new files are applied once and in order', async () => {
  await write('000001_a.sql', 'create table a (id int)')
  await write('000002_b.sql', 'alter table a add column b int')
  assert.deepEqual(await run(), ['000001_a', '000002_b'])
  await write('000004_c.sql', 'alter table a drop column b')
  assert.deepEqual(await run(), ['000004_c'])
  assert.deepEqual(await run(), [])
})

test('starts at the same time apply each file once', async () => {
  await write('000001_a.sql', 'create table a (id int)')
  const applied = await Promise.all([run(), run(), run()])
  assert.deepEqual(applied.flat(), ['000001_a'])
})

test('a file that fails leaves nothing behind and names itself', async () => {
  await write('000001_a.sql', 'create table a (id int); select 1 / 0')
  await assert.rejects(run(), /Migration 000001_a failed and was rolled back: division by zero/)
  await write('000001_a.sql', 'create table a (id int)')
  assert.deepEqual(await run(), ['000001_a'])
})

test('an applied file that was changed is refused', async () => {
  await write('000001_a.sql', 'create table a (id int)')
  await run()
  await write('000001_a.sql', 'create table a (id bigint)')
  await assert.rejects(run(), /000001_a.sql was changed after it was applied/)
})

test('a file slipped in before an applied one is refused', async () => {
  await write('000002_b.sql', 'create table b (id int)')
  await run()
  await write('000001_a.sql', 'create table a (id int)')
  await assert.rejects(run(), /000001_a.sql comes before one that was already applied/)
})

test('a database written by a newer version is refused', async () => {
  await write('000001_a.sql', 'create table a (id int)')
  await run()
  await rm(join(folder, '000001_a.sql'))
  await assert.rejects(run(), /000001_a, which this version does not know/)
})

test('a database that nobody serves is a clear problem', async () => {
  const gone = migrate('postgres://nobody:x@127.0.0.1:1/none', at)
  await assert.rejects(gone, { name: 'BootProblem', message: /127\.0\.0\.1:1\/none cannot be rea/ })
})

test('the installation keeps its secret and refuses the other environment', async () => {
  const first = await openInstall(migrated.url, 'sandbox', at)
  const again = await openInstall(migrated.url, 'sandbox', new Date('2027-01-01T00:00:00Z'))
  assert.deepEqual(again, first)
  assert.equal(first.receiptSecret.length, 32)
  assert.equal(first.moved, false)
  const other = openInstall(migrated.url, 'production', at)
  await assert.rejects(other, /was made for TAJDEED_ENV=sandbox, not production/)
})

test('a database restored on another server is noticed', async () => {
  await openInstall(migrated.url, 'sandbox', at)
  const owner = openDatabase({ url: migrated.url, max: 1, applicationName: 'restore' })
  await sql`update platform.install set system_identifier = '1'`.execute(owner.db)
  await owner.close()
  assert.equal((await openInstall(migrated.url, 'sandbox', at)).moved, true)
})
