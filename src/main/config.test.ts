import assert from 'node:assert/strict'
import { resolve } from 'node:path'
import { test } from 'node:test'
import { readLimits } from './client-limits.ts'
import { readConfig } from './config.ts'

test('nothing set gives the defaults a newcomer needs', () => {
  assert.deepEqual(readConfig({}), {
    environment: 'sandbox',
    host: '127.0.0.1',
    port: 3000,
    sandboxPort: 3001,
    dataDir: resolve('./data'),
    databaseUrl: undefined,
    publicUrl: undefined,
    sandboxUrl: undefined,
    workPort: undefined,
    workerName: undefined,
    leaseMs: undefined,
    upstreamsFile: undefined,
    limits: readLimits({}),
    crashAt: undefined,
  })
})

test('an empty variable counts as not set', () => {
  assert.deepEqual(readConfig({ PORT: '', DATABASE_URL: '', TAJDEED_ENV: '' }), readConfig({}))
})

test('the sandbox is beside the web server unless it is told otherwise', () => {
  assert.equal(readConfig({ PORT: '4000' }).sandboxPort, 4001)
  assert.equal(readConfig({ PORT: '0' }).sandboxPort, 0)
  assert.equal(readConfig({ PORT: '4000', SANDBOX_PORT: '5000' }).sandboxPort, 5000)
})

test('a public address is kept without a slash at its end', () => {
  const { publicUrl } = readConfig({ PUBLIC_URL: 'https://renew.example.pk/' })
  assert.equal(publicUrl, 'https://renew.example.pk')
})

test('production cannot be told to kill itself', () => {
  const env = { CRASH_AT: 'claim.after:3' }
  assert.equal(readConfig(env).crashAt, 'claim.after:3')
  assert.throws(() => readConfig({ ...env, TAJDEED_ENV: 'production' }), /not for production/)
})

const wrong: readonly (readonly [string, string])[] = [
  ['PORT', 'abc'],
  ['PORT', '65536'],
  ['PORT', '-1'],
  ['SANDBOX_PORT', '3000.5'],
  ['TAJDEED_ENV', 'staging'],
  ['DATABASE_URL', 'mysql://root@localhost/x'],
  ['DATABASE_URL', 'not an address'],
  ['PUBLIC_URL', 'ftp://example.pk'],
  ['PUBLIC_URL', 'https://example.pk/shop'],
  ['SANDBOX_URL', '127.0.0.1:3001'],
  ['WORK_PORT', 'no'],
  ['WORKER_NAME', 'a/b'],
  ['LEASE_MS', '300'],
  ['CRASH_AT', 'claim.after:0'],
  ['QUOTES_PER_MINUTE', '-1'],
  ['KEY_QUOTES_PER_MINUTE', 'many'],
  ['KEY_WAITS', '1.5'],
  ['TRUSTED_PROXIES', 'proxy.example'],
]

for (const [name, value] of wrong)
  test(`${name}=${value} is refused by its name`, () => {
    const message = new RegExp(`^${name} is `)
    assert.throws(() => readConfig({ [name]: value }), { name: 'BootProblem', message })
  })

test('a refused database address is not repeated, since it may hold a password', () => {
  const secret = () => readConfig({ DATABASE_URL: 'mysql://root:hidden@localhost/x' })
  assert.throws(secret, (error: Error) => !error.message.includes('hidden'))
})
