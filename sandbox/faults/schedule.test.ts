import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, beforeEach, test } from 'node:test'
import { type Rig, startRig } from '../rig.ts'
import { readRulebook } from './read-rulebook.ts'
import type { Rulebook } from './rule.ts'
import { createSchedule, drawLatency, type Target } from './schedule.ts'

const rig: Rig = await startRig()
after(() => rig.close())
beforeEach(() => rig.ask('POST', '/sandbox/reset'))

function rulebookOf(seed: number, ...rules: object[]): Rulebook {
  const rulebook = readRulebook(JSON.stringify({ seed, rules }))
  assert.ok('rules' in rulebook, String(rulebook))
  return rulebook
}

const half = { fault: 'lost_request', probability: 0.5 }
const targets: Target[] = Array.from({ length: 300 }, (_, index) => ({
  party: index % 2 === 0 ? 'jazz' : 'zong',
  action: 'topup',
  reference: `r${index % 100}`,
}))

/** What each target meets, by its name and count, however they were mixed. */
function fates(rulebook: Rulebook, order: readonly Target[]): string[] {
  const schedule = createSchedule(rulebook, 0)
  const counts = new Map<string, number>()
  return order
    .map((target) => {
      const name = `${target.party} ${target.reference}`
      counts.set(name, (counts.get(name) ?? 0) + 1)
      const strikes = schedule.strike(target, 0)
      const struck = strikes.map(
        (it) => `${it.rule.fault} ${it.rule.latency_ms && drawLatency(it)}`,
      )
      return `${name} ${counts.get(name)}: ${struck.join()}`
    })
    .sort()
}

test('the same seed gives the same fates in any order of arrival, another seed others', () => {
  const rules = [half, { fault: 'latency', probability: 0.3, latency_ms: [10, 5000] }]
  const once = fates(rulebookOf(7, ...rules), targets)
  assert.deepEqual(fates(rulebookOf(7, ...rules), targets), once)
  assert.deepEqual(fates(rulebookOf(7, ...rules), targets.toReversed()), once)
  assert.notDeepEqual(fates(rulebookOf(8, ...rules), targets), once)
  assert.ok(new Set(once.map((fate) => fate.split(': ')[1])).size > 50)
})

test('each send of a reference is drawn anew, at each party and by each rule of its own', () => {
  const sends = Array.from({ length: 1000 }, () => targets[0]!)
  const struckOf = (rulebook: Rulebook, list: Target[]) => {
    const schedule = createSchedule(rulebook, 0)
    return list.map((target) =>
      schedule
        .strike(target, 0)
        .map(({ rule }) => rule.fault)
        .join(),
    )
  }
  const fates = struckOf(rulebookOf(7, half), sends)
  const struck = fates.filter((fate) => fate !== '').length
  assert.ok(struck > 420 && struck < 580, String(struck))
  const elsewhere = sends.map((target) => ({ ...target, party: 'zong' }) as const)
  assert.notDeepEqual(struckOf(rulebookOf(7, half), elsewhere), fates)
  const second = struckOf(rulebookOf(7, { ...half, probability: 0 }, half), sends)
  assert.notDeepEqual(second, fates)
})

test('probability 0 never strikes and 1 always does', () => {
  for (const [probability, expected] of [
    [0, 0],
    [1, 300],
  ]) {
    const schedule = createSchedule(rulebookOf(7, { ...half, probability }), 0)
    const struck = targets.filter((target) => schedule.strike(target, 0).length > 0)
    assert.equal(struck.length, expected)
  }
})

test('a latency stays in its range and reaches all of it', () => {
  const schedule = createSchedule(rulebookOf(7, { fault: 'latency', latency_ms: [3, 5] }), 0)
  const drawn = targets.map((target) => drawLatency(schedule.strike(target, 0)[0]!))
  assert.deepEqual([...new Set(drawn)].sort(), [3, 4, 5])
})

test('times counts per reference and only what struck', () => {
  const rule = { ...half, times: 2 }
  const schedule = createSchedule(rulebookOf(7, rule), 0)
  const struck = (reference: string) =>
    Array.from({ length: 30 }, () => schedule.strike({ ...targets[0]!, reference }, 0)).filter(
      (strikes) => strikes.length > 0,
    ).length
  assert.deepEqual([struck('a'), struck('b'), struck('a')], [2, 2, 0])
})

test('over HTTP the same requests meet the same faults again, at once or one by one', async () => {
  const rules = [{ on: 'topup', fault: 'error_before_effect', probability: 0.5 }]
  const send = (index: number) =>
    rig.topup('jazz', { correlator: `r${index}`, msisdn: '+923001234000', rupees: 100 })
  const indexes = Array.from({ length: 30 }, (_, index) => index)
  await rig.faults(...rules)
  const atOnce = (await Promise.all(indexes.map(send))).map(({ status }) => status)
  await rig.ask('POST', '/sandbox/reset')
  await rig.faults(...rules)
  const oneByOne: number[] = []
  for (const index of indexes) oneByOne.push((await send(index)).status)
  assert.deepEqual(oneByOne, atOnce)
  assert.deepEqual([...new Set(atOnce)].sort(), [201, 503])
  const credits = (await rig.line('+923001234000')).credits.length
  assert.equal(credits, atOnce.filter((status) => status === 201).length)
})

test('a schedule is shown with its counts; an empty list, DELETE or a reset ends it', async () => {
  const rule = { party: 'jazz', on: 'lookup', fault: 'outage', probability: 0.5 }
  const show = async () => (await rig.ask('GET', '/sandbox/faults')).body
  const ends = [
    ['POST', '/sandbox/faults', { rules: [] }],
    ['DELETE', '/sandbox/faults'],
    ['POST', '/sandbox/reset'],
  ] as const
  for (const [method, path, body] of ends) {
    const begun = await rig.ask('POST', '/sandbox/faults', { seed: 3, rules: [rule] })
    assert.equal(begun.status, 200)
    let down = 0
    for (let count = 0; count < 20; count++)
      if ((await rig.lookup('jazz', 'r1')).status === 503) down++
    await rig.lookup('zong', 'r1')
    await rig.advance(1500)
    const { seed, age_ms, started_at, rules } = await show()
    assert.deepEqual([seed, age_ms, typeof started_at], [3, 1500, 'string'])
    const defaults = { from_ms: 0, until_ms: null, times: null }
    const counts = { matched: 20, fired: down }
    const listed = { party: ['jazz'], on: ['lookup'] }
    assert.deepEqual(rules, [{ ...rule, ...listed, ...defaults, ...counts }])
    await rig.ask(method, path, body)
    assert.deepEqual(await show(), { rules: [] })
    assert.equal((await rig.lookup('jazz', 'r1')).status, 200)
  }
})

test('a schedule takes the place of the one before', async () => {
  await rig.faults({ on: 'lookup', fault: 'outage' })
  await rig.faults({ on: 'lookup', fault: 'error_before_effect', status: 599 })
  assert.equal((await rig.lookup('jazz', 'r1')).status, 599)
})

test('a schedule goes on after the process was killed, at its age', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'faults-'))
  const first = await startRig({ dataDir })
  await first.faults({ on: 'lookup', fault: 'outage', until_ms: 10_000 })
  await first.advance(4000)
  await first.close()
  const second = await startRig({ dataDir })
  assert.equal((await second.lookup('jazz', 'r1')).headers.get('retry-after'), '6')
  await second.ask('DELETE', '/sandbox/faults')
  await second.close()
  const third = await startRig({ dataDir })
  assert.deepEqual((await third.ask('GET', '/sandbox/faults')).body, { rules: [] })
  await third.close()
  await rm(dataDir, { recursive: true })
})
