import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startRig } from '../rig.ts'

const references = Array.from({ length: 60 }, (_, index) => `x${index}`)
const quick = [0, 20]

/** Everything at once but what never answers or forgets. */
const storm = [
  { fault: 'latency', probability: 0.3, latency_ms: quick },
  { fault: 'late_effect', probability: 0.2, latency_ms: quick },
  { fault: 'lost_request', probability: 0.1 },
  { fault: 'lost_answer', probability: 0.1 },
  { fault: 'outage', probability: 0.1 },
  { fault: 'error_before_effect', probability: 0.1 },
  { fault: 'error_after_effect', probability: 0.1 },
  { fault: 'garbage', probability: 0.1 },
  { fault: 'slow_drip', probability: 0.1, latency_ms: quick },
  { fault: 'duplicate', probability: 0.2, copies: 3 },
  { fault: 'early', probability: 0.2 },
  { fault: 'late', probability: 0.2, latency_ms: quick },
  { fault: 'reordered', probability: 0.3, latency_ms: quick },
  { fault: 'forged', probability: 0.2 },
  { fault: 'dropped', probability: 0.2 },
  { fault: 'stale_lookup', probability: 0.3, stale_ms: 50 },
  { fault: 'float_empty', probability: 0.2 },
  { fault: 'refund_fails', probability: 0.5, times: 2 },
]

/** Sends until the party says in so many words that it has it. */
async function insist(send: () => Promise<{ status: number; body: { status?: string } }>) {
  for (;;) {
    const said = await send().catch(() => undefined)
    const isKnown = said?.status === 200 || said?.status === 201 || said?.status === 409
    if (isKnown && (said.status === 409 || /^(comp|capt|succ)/.test(said.body?.status ?? '')))
      return
  }
}

test('in a storm of all faults each reference takes effect once, however often sent', async () => {
  const fired = await weather()
  assert.ok(!fired.includes(0), String(fired))
  // Many requests at once come in another order each time, and meet the same faults all the same.
  assert.deepEqual(await weather(), fired)
})

/** One storm over fresh books; gives how often each rule struck. */
async function weather(): Promise<number[]> {
  const rig = await startRig({ realNow: Date.now })
  await rig.faults(...storm)
  const msisdn = '+923001234000'
  const price = { amount: 100, currency: 'PKR' }
  const all = references.map(async (reference) => {
    const charge = { reference, ...price, token: 'tok_ok' }
    await insist(() => rig.gateway('POST', '/charges', charge))
    await insist(() => rig.topup('jazz', { correlator: reference, msisdn, rupees: 100 }))
    await rig.lookup('jazz', reference).catch(() => {})
    const refund = { reference, charge: reference, ...price }
    await insist(() => rig.gateway('POST', '/refunds', refund))
  })
  await Promise.all(all)
  const fired = await rig.fired()
  await rig.ask('DELETE', '/sandbox/faults')
  const { credits } = await rig.line(msisdn)
  assert.equal(credits.length, references.length)
  assert.equal(
    new Set(credits.map((row: { reference: string }) => row.reference)).size,
    references.length,
  )
  const charges = (await rig.ask('GET', '/sandbox/charges')).body.data
  assert.equal(charges.length, references.length)
  for (const charge of charges)
    assert.deepEqual([charge.captured_amount, charge.refunded_amount], [100, 100])
  await rig.close()
  return fired
}
