import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { type EmbeddedPostgres, migrate, openInstall, startEmbedded } from '#db'
import { createLogger } from '#telemetry'
import { type RunningSandbox, startSandbox } from '../../sandbox/server.ts'
import { readConfig } from '../../src/main/config.ts'
import { claimPort } from '../../src/main/ports.ts'
import { type Served, serveApp } from '../../src/main/serve-app.ts'
import { type Json, weeklyX } from './story.ts'

const home = mkdtempSync(join(tmpdir(), 'tajdeed-restored-'))
const folder = (name: string) => join(home, name)
const log: string[] = []
let sandbox: RunningSandbox
const parts: { stop(): Promise<void> }[] = []

before(async () => {
  sandbox = await startSandbox()
})
after(async () => {
  for (const part of parts.reverse()) await part.stop().catch(() => {})
  await sandbox.close()
  rmSync(home, { recursive: true, force: true })
})

/** Everything in one process, on this database. */
async function live({ ownerUrl }: EmbeddedPostgres): Promise<Served> {
  const app = await serveApp({
    config: readConfig({ PORT: '0', DATA_DIR: home }),
    log: createLogger({ level: 'error', write: (line) => log.push(line) }),
    port: await claimPort(0, '127.0.0.1', 'PORT'),
    ...{ version: 'test', ownerUrl, sandboxUrl: sandbox.url, works: true },
  })
  parts.push(app)
  return app
}

async function start(name: string): Promise<EmbeddedPostgres> {
  const server = await startEmbedded({ dataDir: folder(name), durable: false })
  parts.push(server)
  return server
}

let calls = 0
/** As a client does: what finds the server busy is asked again with the same key. */
async function api({ url }: Served, path: string, body?: Json, prefer = ''): Promise<Json> {
  calls += 1
  for (let tries = 1; ; tries++) {
    const answer = await callOnce(`${url}${path}`, body, prefer)
    if (answer.status !== 503 || tries === 20) return (await answer.json()) as Json
  }
}

const callOnce = (url: string, body: Json | undefined, prefer: string) =>
  fetch(url, {
    method: body ? 'POST' : 'GET',
    headers: {
      authorization: 'Bearer tj_test_demo',
      'content-type': 'application/json',
      'idempotency-key': `restored-${calls}`,
      ...(prefer ? { prefer } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })

/** Orders and waits for the end, at most this many seconds. */
async function order(app: Served, msisdn: string, seconds: number): Promise<Json> {
  const quote = await api(app, '/v1/quotes', { line: { msisdn }, plan: weeklyX })
  const payment = { method: 'sandbox_card', token: 'tok_ok' }
  const { id } = await api(app, '/v1/renewals', { quote: quote.id, payment })
  return api(app, `/v1/renewals/${id}`, undefined, `wait=${seconds}`)
}

const chargesOf = async (id: string) => {
  const answer = await fetch(`${sandbox.url}/sandbox/charges?reference=${id}`)
  return ((await answer.json()) as Json).data.length
}

async function ask(server: EmbeddedPostgres, work: (client: pg.Client) => Promise<void>) {
  const client = new pg.Client({ connectionString: server.ownerUrl })
  await client.connect()
  await work(client).finally(() => client.end())
}

/** What `pg_basebackup` does, with PostgreSQL's own functions: a copy of a server that goes on. */
async function backUp(from: EmbeddedPostgres, name: string, backup: string): Promise<void> {
  mkdirSync(folder(backup))
  await ask(from, async (client) => {
    await client.query(`select pg_backup_start('story', true)`)
    cpSync(folder(name), folder(backup), {
      recursive: true,
      filter: (path) => !/postmaster\.(pid|opts)$|pg_wal\/.+|running\.json$/.test(path),
    })
    const { rows } = await client.query('select labelfile from pg_backup_stop(false)')
    writeFileSync(join(folder(backup), 'postgres/backup_label'), rows[0].labelfile)
    await client.query('select pg_switch_wal()')
    cpSync(join(folder(name), 'postgres/pg_wal'), folder('archive'), { recursive: true })
  })
}

/** Rolls the copy forward from the archive to the first moment at which it is whole. */
function recover(backup: string): void {
  const cluster = join(folder(backup), 'postgres')
  writeFileSync(join(cluster, 'recovery.signal'), '')
  const settings = {
    restore_command: `cp "${folder('archive')}/%f" "%p"`,
    recovery_target: 'immediate',
    recovery_target_action: 'promote',
    hot_standby: 'off',
  }
  const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value}'\n`)
  appendFileSync(join(cluster, 'postgresql.auto.conf'), lines.join(''))
}

async function command(script: string, server: EmbeddedPostgres, ...args: string[]) {
  const { port } = new URL(sandbox.url)
  const child = spawn(process.execPath, ['tools/boot.mjs', `src/main/${script}.ts`, ...args], {
    env: { PATH: process.env.PATH, DATABASE_URL: server.ownerUrl, SANDBOX_PORT: port },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text) => {
      output += text
    })
  const [code] = await once(child, 'close')
  return { code, output }
}

test('a backup that was rolled forward on the same server is held until compared and released', async () => {
  const old = await start('old')
  await migrate(old.ownerUrl, new Date())
  const before = await live(old)
  assert.equal((await order(before, '03001290000', 10)).status, 'delivered')
  await backUp(old, 'old', 'new')
  const lost = await order(before, '03001290030', 10)
  assert.equal(lost.status, 'delivered')
  await before.stop()
  await old.stop()

  recover('new')
  const restored = await start('new')
  const here = await openInstall(restored.ownerUrl, 'sandbox', new Date())
  assert.equal(here.moved, true)
  assert.match(here.server, /^\d+\/2$/)
  await ask(restored, async (client) => {
    const { rows } = await client.query(
      'select count(*)::int as n, min(system_identifier) as home from renewal.renewal, platform.install',
    )
    assert.deepEqual(
      rows,
      [{ n: 1, home: here.server.split('/')[0] }],
      'the backup lacks one order',
    )
  })

  const held = await live(restored)
  assert.match(log.join('\n'), /not where it was.*reconcile -- --after-restore/)

  const early = await command('release', restored, '--by', 'Ayesha Khan')
  assert.equal(early.code, 1, early.output)
  assert.match(early.output, /were not compared with every party/)
  // Too soon: a party may not show yet what was asked of it last.
  await command('reconcile', restored, '--after-restore', '--by', 'Ayesha Khan')
  const soon = await command('release', restored, '--by', 'Ayesha Khan')
  assert.equal(soon.code, 1, soon.output)
  assert.match(soon.output, /compared up to .* once more/)

  const waiting = await order(held, '03001290010', 8)
  assert.equal(waiting.status, 'paying')
  assert.equal(await chargesOf(waiting.id), 0)
  await held.stop()
  // What was charged and delivered after the backup has no order here any more.
  const compared = await command('reconcile', restored, '--after-restore', '--by', 'Ayesha Khan')
  assert.equal(compared.code, 0, compared.output)
  assert.match(compared.output, /sandbox-gateway: .* 1 charge_without_order/)
  const released = await command('release', restored, '--by', 'Ayesha Khan')
  assert.equal(released.code, 0, released.output)

  const going = await live(restored)
  const ended = await api(going, `/v1/renewals/${waiting.id}`, undefined, 'wait=10')
  assert.equal(ended.status, 'delivered')
})

test('a standby that takes over in the middle ends whoever works, unless it was announced', async () => {
  const server = parts.findLast((it): it is EmbeddedPostgres => 'ownerUrl' in it)!
  const app = await live(server)
  const promote = (by: number) =>
    ask(server, async (client) => {
      // To those who are connected it looks the same: they are cut off, and it has another
      // timeline.
      await client.query('update platform.install set timeline = timeline - $1', [by])
      await client.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
          where pid <> pg_backend_pid() and backend_type = 'client backend'`,
      )
    })
  const announced = await command('release', server, '--ahead', '--by', 'Ayesha Khan')
  assert.match(announced.output, /Announced: until .* may take over once/)
  await promote(1)
  assert.equal((await order(app, '03001290020', 10)).status, 'delivered')
  await app.stop()

  // A start on the new timeline ends the announcement.
  assert.equal((await openInstall(server.ownerUrl, 'sandbox', new Date())).moved, false)
  const next = await live(server)
  await promote(1)
  const end = await Promise.race([next.broken, order(next, '03001290040', 10)])
  assert.match(String(end), /on another timeline/)
  assert.equal((await openInstall(server.ownerUrl, 'sandbox', new Date())).moved, true)
})
