import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CallWithheld, type Change, sandboxPolicy, type Work } from '#attempts'
import { pending, pkr, silent } from '#kernel'
import { createLogger } from '#telemetry'
import { now, workOf } from '#test'
import { createRunner } from './run-claimed.ts'
import type { Seat } from './upstream-gate.ts'

/** A runner whose gateway gives one answer, and everything that it was told and did. */
function open(answer: unknown, monotonic = 0) {
  const heard: boolean[] = []
  const givenBack: Work[] = []
  const recorded: Change[] = []
  let calls = 0
  const ask = async () => {
    calls += 1
    if (answer instanceof Error) throw answer
    return answer
  }
  const provider = {
    id: 'sandbox-gateway',
    methods: [{ id: 'sandbox_card', tokens: [] }],
    capabilities: { dedupe: 'native', visibilityLagMs: 500, keyTtlMs: null },
    ...{ charge: ask, lookUpCharge: ask },
  }
  const runner = createRunner({
    obligations: {
      giveBack: async (_shard, work) => {
        givenBack.push(work)
        return true
      },
    },
    recorder: {
      begin: () => {},
      giveUp: () => {},
      record: async (_shard, change) => {
        recorded.push(change)
        return change
      },
    },
    upstreams: { stoppedOf: () => ({ by: 'A', because: 'b', since: now }) } as never,
    context: {
      parties: { operators: [], providers: [provider] } as never,
      policy: sandboxPolicy,
      now: () => now,
      receiptUrl: () => 'http://127.0.0.1/r/x',
    },
    clock: { now: () => now },
    log: createLogger({ level: 'error', write: () => {} }),
    monotonic: () => monotonic,
    wake: () => {},
    announce: () => {},
  })
  const seat: Seat = {
    begin: () => {},
    end: (isIll) => isIll !== undefined && heard.push(isIll),
    leave: () => {},
  }
  const run = (work: Work, ownSeat = seat) =>
    runner.run(42, { work, seat: ownSeat, sendBefore: 7500 })
  return { run, heard, givenBack, recorded, calls: () => calls, seat }
}

test('only what could not be read is ill: a no, "not found" and "not finished" are answers', async () => {
  for (const [answer, isIll] of [
    [{ kind: 'done', partyId: 'chg_1', amount: pkr(60_000n) }, false],
    [{ kind: 'refused', reason: 'declined', again: false }, false],
    [{ kind: 'action', partyId: 'chg_1', url: 'http://127.0.0.1/pay', expiresAt: null }, false],
    [{ kind: 'not_found' }, false],
    [pending, false],
    [silent('status 503'), true],
    [new Error('an adapter threw'), true],
  ] as const) {
    const { run, heard, recorded } = open(answer)
    await run(workOf())
    assert.deepEqual(heard, [isIll], String(answer instanceof Error ? answer : answer.kind))
    assert.equal(recorded.length, 1)
  }
})

test('a send goes out only while its lease is surely held; otherwise it is given back unsent', async () => {
  for (const [at, sent] of [
    [7499, true],
    [7500, false],
    [60_000, false],
  ] as const) {
    const { run, calls, givenBack, recorded, heard } = open(pending, at)
    const work = workOf({ step: 'send' })
    await run(work)
    assert.equal(calls(), sent ? 1 : 0, String(at))
    assert.deepEqual(givenBack, sent ? [] : [work])
    assert.equal(recorded.length, sent ? 1 : 0)
    assert.equal(heard.length, sent ? 1 : 0, 'what was not asked says nothing of the party')
  }
})

test('a look is made however late: it changes nothing at the party', async () => {
  const { run, calls } = open(pending, 60_000)
  await run(workOf({ step: 'look' }))
  assert.equal(calls(), 1)
})

test('a party that was stopped after the claim is not asked, and nothing is recorded of it', async () => {
  const { run, calls, givenBack, recorded, seat } = open(pending)
  const begin = () => {
    throw new CallWithheld('sandbox-gateway is stopped')
  }
  await run(workOf({ step: 'look' }), { ...seat, begin })
  assert.deepEqual([calls(), givenBack.length, recorded.length], [0, 1, 0])
})

test('what is withheld at its deadline is told of and not asked', async () => {
  const { run, calls, recorded } = open(pending)
  await run(workOf({ withheld: true, step: 'send', sends: 0 }))
  assert.equal(calls(), 0)
  assert.equal(recorded[0]?.renewal.attention, 'upstream_stopped')
})
