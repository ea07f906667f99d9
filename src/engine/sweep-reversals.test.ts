import assert from 'node:assert/strict'
import { test } from 'node:test'
import { productionPolicy as policy } from '#attempts'
import type { Clock } from '#kernel'
import type { OperatorAdapter } from '#operators'
import { createReversalSweep } from './sweep-reversals.ts'

const real = new Date('2026-11-23T12:00:00Z')
const hour = 3600_000

async function askedFrom(ownClock: Date): Promise<Date> {
  const asked: Date[] = []
  const operator = {
    id: 'sandbox:jazz',
    // biome-ignore lint/correctness/useYield: nothing was taken back
    async *listReversals(since: Date) {
      asked.push(since)
    },
  } as unknown as OperatorAdapter
  const sweep = createReversalSweep({
    obligations: { setDueNow: async () => assert.fail('nothing was taken back') },
    clock: { now: () => ownClock } as Clock,
    parties: { operators: [operator], providers: [] } as never,
    policy,
    log: { warn: assert.fail } as never,
    wake: () => assert.fail('nothing was taken back'),
    leaseClock: async () => real,
  })
  await sweep.runIfDue()
  return asked[0]!
}

test('what can still be taken back is asked for, however wrong our own clock is', async () => {
  const longest = Math.max(...policy.watchMs)
  for (const skew of [-2 * hour, 0, 2 * hour]) {
    const since = await askedFrom(new Date(real.getTime() + skew))
    assert.ok(since.getTime() < real.getTime() - longest, `${skew}`)
  }
})
