import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { startRig, weeklyX } from './rig.ts'
import { readSettings } from './settings.ts'

const main = fileURLToPath(new URL('./main.ts', import.meta.url))
const folder = await mkdtemp(join(tmpdir(), 'sandbox-'))
after(() => rm(folder, { recursive: true }))

/** The real process, as the platform starts it; resolves with what it prints when it listens. */
async function start(env: Record<string, string>): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [main], {
    env: { SANDBOX_PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = (await once(child.stdout!, 'data')) as [Buffer]
  const match = /^sandbox listening on (http:\/\/127\.0\.0\.1:\d+)\n$/.exec(line.toString())
  assert.ok(match, line.toString())
  return { child, url: match[1]! }
}

async function post(url: string, body: unknown, key: string): Promise<number> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
  return (await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })).status
}

const read = async (url: string) => (await fetch(url)).json() as Promise<never>

test('after kill -9 books, clock and scheduled tasks are what they were', async () => {
  const env = { SANDBOX_DATA_DIR: folder, SANDBOX_OPERATOR_KEY: 'ok', SANDBOX_GATEWAY_KEY: 'gk' }
  const first = await start(env)
  await post(`${first.url}/sandbox/clock`, { advance_ms: 3_600_000 }, '')
  const topup = (digits: string) => ({
    correlatorId: `r${digits}`,
    amount: { amount: 598, units: 'PKR' },
    usageType: 'monetary',
    bucket: { id: 'main' },
    partyAccount: { id: 'tajdeed' },
    product: [{ id: weeklyX }],
    logicalResource: [{ id: `+923001234${digits}` }],
  })
  const path = '/jazz/tmf-api/prepayBalanceManagement/v4/topupBalance'
  for (const digits of ['000', '001', '007'])
    assert.equal(await post(first.url + path, topup(digits), 'ok'), 201)
  const charge = { reference: 'c1', amount: 59_800, currency: 'PKR', token: 'tok_slow' }
  assert.equal(await post(`${first.url}/gateway/v1/charges`, charge, 'gk'), 201)
  const before = await read(`${first.url}/sandbox/lines/03001234000`)
  first.child.kill('SIGKILL')
  await once(first.child, 'exit')

  const second = await start(env)
  assert.deepEqual(await read(`${second.url}/sandbox/lines/03001234000`), before)
  assert.equal(await post(second.url + path, topup('000'), 'ok'), 409)
  await post(`${second.url}/sandbox/clock`, { advance_ms: 5000 }, '')
  const slow = (await read(`${second.url}/sandbox/lines/03001234001`)) as { credits: [] }
  assert.equal(slow.credits.length, 1)
  const line: { credits: { at: string; reversed_at: string }[] } = await read(
    `${second.url}/sandbox/lines/03001234007`,
  )
  assert.ok(line.credits[0]!.reversed_at > line.credits[0]!.at)
  // An hour ahead of real time, since the offset of the clock is in the books.
  assert.ok(Date.parse(line.credits[0]!.at) - Date.now() > 3_500_000)
  const charges: { data: { status: string }[] } = await read(`${second.url}/sandbox/charges`)
  assert.equal(charges.data[0]!.status, 'captured')
  second.child.kill('SIGTERM')
  assert.deepEqual(await once(second.child, 'exit'), [0, null])
})

test('a callback that was not taken before the process ended is sent by the next one', async () => {
  const dataDir = join(folder, 'callbacks')
  const first = await startRig({ dataDir })
  first.receiver.statuses.push(500)
  const charge = { reference: 'c1', amount: 100, currency: 'PKR', token: 'tok_ok' }
  await first.gateway('POST', '/charges', charge)
  await first.advance(0)
  await first.close()
  const second = await startRig({ dataDir })
  await second.advance(5000)
  const ids = [first, second].map(({ receiver }) => receiver.received[0]!.headers['webhook-id'])
  assert.equal(first.receiver.received.length, 1)
  assert.equal(second.receiver.received.length, 1)
  assert.equal(ids[0], ids[1])
  await second.close()
})

test('a clean stop does not wait for a caller that is kept waiting', async () => {
  const { child, url } = await start({})
  const body = JSON.stringify({
    correlatorId: 'r1',
    amount: { amount: 100, units: 'PKR' },
    usageType: 'monetary',
    bucket: { id: 'main' },
    partyAccount: { id: 'tajdeed' },
    logicalResource: [{ id: '+923001234009' }],
  })
  const headers = { authorization: 'Bearer sandbox_operator_key' }
  const path = '/jazz/tmf-api/prepayBalanceManagement/v4/topupBalance'
  const silent = fetch(url + path, { method: 'POST', headers, body })
  const cut = assert.rejects(silent, /fetch failed/)
  await fetch(`${url}/healthz`)
  child.kill('SIGINT')
  assert.deepEqual(await once(child, 'exit'), [0, null])
  await cut
})

test('callbacks to anything but this machine are refused before it starts', () => {
  for (const url of [
    'http://example.com/callbacks',
    'http://10.0.0.1/callbacks',
    'http://127.0.0.1.example.com/',
    'https://127.0.0.1/',
    'callbacks',
  ])
    assert.throws(() => readSettings({ SANDBOX_NOTIFY_URL: url }), /SANDBOX_NOTIFY_URL/, url)
  for (const url of ['http://127.0.0.1:3000/callbacks', 'http://localhost:3000', 'http://[::1]/x'])
    assert.equal(readSettings({ SANDBOX_NOTIFY_URL: url }).notifyUrl, url)
})

test('settings that cannot be used are named', () => {
  assert.throws(() => readSettings({ SANDBOX_PORT: 'x' }), /SANDBOX_PORT/)
  assert.throws(() => readSettings({ SANDBOX_SESSION_MS: '-1' }), /SANDBOX_SESSION_MS/)
  assert.throws(() => readSettings({ SANDBOX_WEBHOOK_SECRET: 'x' }), /SANDBOX_WEBHOOK_SECRET/)
  assert.equal(readSettings({}).sessionMs, 45_000)
})
