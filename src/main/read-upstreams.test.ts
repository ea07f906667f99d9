import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { BootProblem } from '#db'
import { productionUpstream, sandboxUpstream } from '#engine'
import { readUpstreams } from './read-upstreams.ts'

const folder = mkdtempSync(join(tmpdir(), 'tajdeed-upstreams-'))
after(() => rmSync(folder, { recursive: true, force: true }))

function written(content: unknown): string {
  const path = join(folder, 'upstreams.json')
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

test('what a party is not given it has from the default, and that from the environment', () => {
  const settings = readUpstreams(
    written({
      default: { calls_per_second: 50 },
      'sandbox:jazz': { calls_at_once: 8, breaker: { open_at: 0.3 } },
      'sandbox:zong': { calls_per_second: null },
    }),
    'production',
  )
  const jazz = settings('sandbox:jazz')
  assert.deepEqual([jazz.callsPerSecond, jazz.callsAtOnce, jazz.breaker.openAt], [50, 8, 0.3])
  assert.equal(jazz.breaker.windowMs, productionUpstream.breaker.windowMs)
  assert.equal(settings('sandbox:zong').callsPerSecond, null)
  assert.equal(settings('sandbox-gateway').callsPerSecond, 50)
})

test('without a file each environment has its own', () => {
  assert.deepEqual(readUpstreams(undefined, 'sandbox')('sandbox:jazz'), sandboxUpstream)
  assert.deepEqual(readUpstreams(undefined, 'production')('sandbox:jazz'), productionUpstream)
})

test('a mistake in the file stops the start and is named', () => {
  for (const [content, words] of [
    ['{', /cannot be read as JSON/],
    [{ 'sandbox:jazz': { calls_a_second: 5 } }, /sandbox:jazz.*calls_a_second/],
    [{ 'sandbox:jazz': { calls_per_second: 0 } }, /calls_per_second/],
    [{ 'sandbox:jazz': { breaker: { least_calls: 3 } } }, /least_calls.*20/],
  ] as const) {
    const read = () => readUpstreams(written(content), 'sandbox')
    assert.throws(read, (error) => error instanceof BootProblem && words.test(error.message))
  }
})
