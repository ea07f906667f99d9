import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CallWithheld, type Parties } from '#attempts'
import { stopCalls } from './stop-calls.ts'

/** Every call that a contract has; each tells that it was made. */
function parties(asked: string[]): Parties {
  const ask = (name: string) => async () => {
    asked.push(name)
    return { kind: 'not_found' }
  }
  const list = (name: string) =>
    async function* () {
      asked.push(name)
      yield 'rnw_1d1'
    }
  const operator = {
    id: 'sandbox:jazz',
    operator: 'jazz',
    capabilities: {},
    deliver: ask('deliver'),
    lookUp: ask('lookUp'),
    listOffers: ask('listOffers'),
    readUsage: ask('readUsage'),
    listRecords: list('listRecords'),
    listReversals: list('listReversals'),
    readCallback: () => ({ eventId: '1', reference: undefined }),
  }
  const provider = {
    id: 'sandbox-gateway',
    methods: [],
    capabilities: {},
    payerOrigins: [],
    acceptsToken: () => true,
    charge: ask('charge'),
    lookUpCharge: ask('lookUpCharge'),
    closeCharge: ask('closeCharge'),
    refund: ask('refund'),
    lookUpRefund: ask('lookUpRefund'),
    listRecords: list('listRecords'),
    readCallback: () => ({ eventId: '1', reference: undefined }),
  }
  return { operators: [operator], providers: [provider] } as never
}

/** Another party is stopped. */
const switches = { isStopped: (party: string) => party === 'other', refresh: async () => {} }

/** What of a party does not go out over the network. */
const local = new Set(['readCallback', 'acceptsToken'])

async function tryEvery(all: Parties): Promise<unknown[]> {
  const outcomes: unknown[] = []
  for (const party of [...all.operators, ...all.providers]) {
    for (const [name, call] of Object.entries(party)) {
      if (typeof call !== 'function' || local.has(name)) continue
      try {
        const answer = (call as (order: unknown) => unknown)({})
        if (name.startsWith('list') && name !== 'listOffers')
          for await (const row of answer as AsyncIterable<unknown>) outcomes.push(row)
        else outcomes.push(await answer)
      } catch (error) {
        outcomes.push(error)
      }
    }
  }
  return outcomes
}

test('of a stopped party no call goes out at all, for looks, lists and tariffs neither', async () => {
  const asked: string[] = []
  const outcomes = await tryEvery(stopCalls(parties(asked), { ...switches, isStopped: () => true }))
  assert.equal(outcomes.length, 12)
  for (const outcome of outcomes) assert.ok(outcome instanceof CallWithheld, String(outcome))
  assert.deepEqual(asked, [])
})

test('of a party that runs every call goes out as before', async () => {
  const asked: string[] = []
  const outcomes = await tryEvery(stopCalls(parties(asked), switches))
  assert.equal(asked.length, 12)
  assert.ok(!outcomes.some((outcome) => outcome instanceof Error))
})

test('callbacks of a stopped party are still read: they are its words, not our calls', () => {
  const { operators } = stopCalls(parties([]), { ...switches, isStopped: () => true })
  assert.deepEqual(operators[0]!.readCallback({ headers: {}, body: '' })?.eventId, '1')
})

test('a list or a tariff reads the switches first: no turn may have done so for a while', async () => {
  const asked: string[] = []
  let stopped = false
  const refresh = async () => {
    stopped = true
  }
  const { operators } = stopCalls(parties(asked), { isStopped: () => stopped, refresh })
  await assert.rejects(operators[0]!.listOffers(), CallWithheld)
  stopped = false
  await assert.rejects(operators[0]!.readUsage!('+923001234000' as never), CallWithheld)
  stopped = false
  const listed = Array.fromAsync(operators[0]!.listReversals!(new Date(0)))
  await assert.rejects(listed, CallWithheld)
  assert.deepEqual(asked, [])
})
