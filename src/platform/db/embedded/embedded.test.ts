import assert from 'node:assert/strict'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import pg from 'pg'
import { startEmbedded } from '#db'
import { identityOf } from './processes.ts'

const dataDir = join(mkdtempSync(join(tmpdir(), 'tajdeed-embedded-')), 'data')
after(() => rmSync(join(dataDir, '..'), { recursive: true, force: true }))

const options = { dataDir, durable: false }
const isProblem = (message: RegExp) => ({ name: 'BootProblem', message })

async function ask(url: string, statement: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  const { rows } = await client.query({ text: statement, rowMode: 'array' })
  await client.end()
  return rows[0]?.[0]
}

test('a cluster is UTF-8, durable by default, and open to this machine alone', async () => {
  const server = await startEmbedded({ dataDir })
  assert.equal(await ask(server.ownerUrl, 'show server_encoding'), 'UTF8')
  assert.equal(await ask(server.ownerUrl, 'show fsync'), 'on')
  assert.equal(await ask(server.ownerUrl, 'show listen_addresses'), '127.0.0.1')
  assert.equal(await ask(server.ownerUrl, 'show password_encryption'), 'scram-sha-256')
  const wrong = server.ownerUrl.replace(/:[^:@]+@/, ':guessed@')
  await assert.rejects(ask(wrong, 'select 1'), /password authentication failed/)
  assert.equal(statSync(join(dataDir, 'postgres.json')).mode & 0o777, 0o600)
  await server.stop()
})

test('a second start keeps the data, the password and the port', async () => {
  const first = await startEmbedded(options)
  await ask(first.ownerUrl, 'create table kept (id int)')
  await first.stop()
  const second = await startEmbedded(options)
  assert.equal(second.ownerUrl, first.ownerUrl)
  assert.equal(await ask(second.ownerUrl, `select to_regclass('kept')::text`), 'kept')
  await second.stop()
})

test('a server left behind by a killed program is stopped before a new one starts', async () => {
  const left = await startEmbedded(options)
  // As if its program had been killed: the lock names a process that is gone.
  writeFileSync(join(dataDir, 'running.json'), JSON.stringify({ pid: 2 ** 22 + 1, identity: '1' }))
  const next = await startEmbedded(options)
  await left.ended
  assert.equal(next.replaced, true)
  assert.equal(await ask(next.ownerUrl, 'select 1'), 1)
  await next.stop()
})

test('a pid file that names another program is ignored and that program is left alone', async () => {
  writeFileSync(join(dataDir, 'postgres/postmaster.pid'), `${process.pid}\n`)
  const server = await startEmbedded(options)
  assert.equal(server.replaced, false)
  await server.stop()
})

test('a folder that another program holds is refused', async () => {
  const holder = { pid: process.ppid, identity: identityOf(process.ppid) }
  writeFileSync(join(dataDir, 'running.json'), JSON.stringify(holder))
  await assert.rejects(startEmbedded(options), isProblem(/already uses the data folder/))
  rmSync(join(dataDir, 'running.json'))
})

test('a folder of another major version is refused and not touched', async () => {
  const old = join(dataDir, '../old')
  mkdirSync(join(old, 'postgres'), { recursive: true })
  writeFileSync(join(old, 'postgres/PG_VERSION'), '15\n')
  const start = startEmbedded({ dataDir: old })
  await assert.rejects(start, isProblem(/written by PostgreSQL 15; this is 18/))
})

test('a data folder that is a file is refused', async () => {
  const file = join(dataDir, '../file')
  writeFileSync(file, '')
  await assert.rejects(startEmbedded({ dataDir: file }), isProblem(/is not a folder/))
})

/** Root may write everywhere, so only an ordinary user meets this one. */
const skip = process.getuid?.() === 0 ? 'root may write everywhere' : false
test('a folder that cannot be written is refused', { skip }, async () => {
  const closed = join(dataDir, '../closed')
  mkdirSync(closed)
  chmodSync(closed, 0o500)
  const start = startEmbedded({ dataDir: join(closed, 'data') })
  await assert.rejects(start, isProblem(/cannot be written \(EACCES\)/))
})
