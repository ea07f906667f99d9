import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, test } from 'node:test'
import { type Rig, startRig } from '../rig.ts'
import { tariff } from '../tariff.ts'
import { readRulebook } from './read-rulebook.ts'
import { kinds } from './rule.ts'

const rig: Rig = await startRig()
after(() => rig.close())

const read = (...rules: unknown[]) => readRulebook(JSON.stringify({ rules }))
const operators = tariff.operators.map(({ id }) => id)

test('a rule of one word means every party, every call of its kind, always', () => {
  assert.deepEqual(read({ fault: 'stale_lookup', stale_ms: 5 }), {
    seed: 1,
    rules: [
      {
        party: [...operators, 'gateway'],
        on: ['lookup', 'list'],
        fault: 'stale_lookup',
        probability: 1,
        from_ms: 0,
        until_ms: null,
        times: null,
        stale_ms: 5,
      },
    ],
  })
})

test('parties and calls may be one, a list, or a word for several', () => {
  const rule = (party: unknown, on: unknown) => {
    const rulebook = read({ fault: 'outage', party, on })
    assert.ok('rules' in rulebook, String(rulebook))
    return [rulebook.rules[0]!.party, rulebook.rules[0]!.on]
  }
  assert.deepEqual(rule('operators', 'topup'), [operators, ['topup']])
  assert.deepEqual(rule(['jazz', 'operators'], ['topup', 'lookup', 'topup']), [
    operators,
    ['topup', 'lookup'],
  ])
})

test('numbers that may be left out have their defaults, and one latency is a range', () => {
  const first = (rule: object) => {
    const rulebook = read(rule)
    assert.ok('rules' in rulebook, String(rulebook))
    return rulebook.rules[0]!
  }
  assert.equal(first({ fault: 'error_before_effect' }).status, 503)
  assert.equal(first({ fault: 'error_after_effect' }).status, 500)
  assert.equal(first({ fault: 'duplicate' }).copies, 2)
  assert.deepEqual(first({ fault: 'late', latency_ms: 5 }).latency_ms, [5, 5])
})

test('everything that is wrong is said at once, each with its place', () => {
  const wrong: [unknown, RegExp][] = [
    ['text', /^rules\[0\] must be an object/],
    [{}, /^rules\[0\]\.fault must be one of latency, late_effect, lost_request/],
    [{ fault: 'toString' }, /^rules\[0\]\.fault must be one of/],
    [{ fault: 'outage', party: 'jio' }, /\.party must be one or a list of \*, operators, /],
    [{ fault: 'outage', party: [] }, /\.party must be/],
    [{ fault: 'outage', party: 'constructor' }, /\.party must be/],
    [{ fault: 'outage', on: 'callback' }, /\.on must be one or a list of \*, topup, /],
    [{ fault: 'outage', on: [] }, /\.on must be/],
    [{ fault: 'late', on: 'topup', latency_ms: 1 }, /\.on must be one or a list of \*, callback/],
    [{ fault: 'outage', probability: 1.1 }, /\.probability must be a number from 0 to 1/],
    [{ fault: 'outage', probability: '1' }, /\.probability/],
    [{ fault: 'outage', from_ms: -1 }, /\.from_ms/],
    [{ fault: 'outage', from_ms: 5, until_ms: 5 }, /\.until_ms .* after from_ms/],
    [{ fault: 'outage', times: 0 }, /\.times must be a whole number from 1/],
    [{ fault: 'outage', until: 5 }, /\.until is unknown to outage, which takes party, on, /],
    [{ fault: 'outage', latency_ms: 5 }, /\.latency_ms is unknown to outage/],
    [{ fault: 'latency' }, /\.latency_ms must be milliseconds or \[least, most\]/],
    [{ fault: 'latency', latency_ms: [5, 4] }, /\.latency_ms/],
    [{ fault: 'latency', latency_ms: [1, 2, 3] }, /\.latency_ms/],
    [{ fault: 'latency', latency_ms: 600_001 }, /\.latency_ms/],
    [{ fault: 'error_before_effect', status: 404 }, /\.status must be from 500 to 599/],
    [{ fault: 'duplicate', copies: 1 }, /\.copies must be from 2 to 20/],
    [{ fault: 'stale_lookup' }, /\.stale_ms must be/],
    [{ fault: 'key_expiry' }, /\.after_ms must be/],
    [
      { fault: 'float_empty', party: 'gateway' },
      /^rules\[0\] can never happen: gateway has no topup/,
    ],
    [{ fault: 'refund_fails', party: 'operators' }, /can never happen/],
    [{ fault: 'outage', party: 'jazz', on: 'charge' }, /can never happen: jazz has no charge/],
  ]
  for (const [rule, expected] of wrong) {
    const problems = read(rule)
    assert.ok(!('rules' in problems), JSON.stringify(rule))
    assert.equal(problems.length, 1, JSON.stringify([rule, problems]))
    assert.match(problems[0]!, expected)
  }
  const two = read({ fault: 'outage' }, { fault: 'late', probability: 2, times: -1, latency_ms: 1 })
  assert.deepEqual(two, [
    'rules[1].probability must be a number from 0 to 1.',
    'rules[1].times must be a whole number from 1.',
  ])
})

test('a body that is no rulebook is refused', () => {
  const wrong: [string, RegExp][] = [
    ['text', /not a JSON object/],
    ['{}', /rules must be a list/],
    ['{"rules":{}}', /rules must be a list/],
    ['{"seed":"7","rules":[]}', /seed must be a whole number/],
    ['{"seeds":7,"rules":[]}', /seeds is unknown; there are seed and rules/],
    [JSON.stringify({ rules: Array(201).fill({ fault: 'outage' }) }), /at most 200/],
  ]
  for (const [body, expected] of wrong) assert.match(String(readRulebook(body)), expected)
})

test('a refused rulebook changes nothing: the one under way goes on', async () => {
  await rig.faults({ fault: 'outage', on: 'lookup' })
  const refused = await rig.ask('POST', '/sandbox/faults', { rules: [{ fault: 'outgae' }, 1] })
  assert.deepEqual([refused.status, refused.body.code], [400, 'invalid_request'])
  assert.equal(refused.body.detail, refused.body.problems[0])
  assert.equal(refused.body.problems.length, 2)
  assert.equal((await rig.lookup('jazz', 'r1')).status, 503)
})

test('the README’s example can be begun, and its tables name every fault and call', async () => {
  const text = await readFile(new URL('../README.md', import.meta.url), 'utf8')
  const [, example = ''] = /POST \/sandbox\/faults\n((?: {4}.*\n)+)/.exec(text) ?? []
  const rulebook = readRulebook(example)
  assert.ok('rules' in rulebook, String(rulebook))
  assert.equal(rulebook.rules.length, 4)
  for (const [fault, { on }] of Object.entries(kinds))
    for (const word of [fault, ...on]) assert.ok(text.includes(`\`${word}\``), word)
})

test('every fault there is can be begun by its name and shown', async () => {
  const needed: Record<string, object> = {}
  for (const [fault, kind] of Object.entries(kinds))
    needed[fault] = 'needs' in kind ? { [kind.needs]: 5 } : {}
  const rules = Object.keys(kinds).map((fault) => ({ fault, ...needed[fault] }))
  await rig.faults(...rules)
  const { body } = await rig.ask('GET', '/sandbox/faults')
  assert.deepEqual(
    body.rules.map(({ fault }: { fault: string }) => fault),
    Object.keys(kinds),
  )
})
