import assert from 'node:assert/strict'
import type { Msisdn } from '#kernel'
import type { OperatorAdapter } from './contract.ts'
import type { LineUsage } from './usage.ts'

/** Lines whose usage the party's test side can be told to tell like this. */
export type UsageFate =
  | 'counted'
  | 'old'
  | 'withheld'
  | 'unlimited'
  | 'finer_units'
  | 'undated'
  | 'of_another'
  | 'absurd'
  | 'unknown_unit'
  | 'silent'

export interface UsageRig {
  readonly adapter: OperatorAdapter
  /** A line with a plan running; each fate its own. */
  usageLine(fate: UsageFate): Msisdn
  advance(ms: number): Promise<void>
  /** The party's own present. */
  now(): Date
}

const hoursMs = 6 * 3_600_000

async function told({ adapter }: UsageRig, msisdn: Msisdn): Promise<LineUsage> {
  assert.ok(adapter.readUsage)
  const answer = await adapter.readUsage(msisdn)
  assert.equal(answer.kind, 'done', JSON.stringify(answer))
  return answer as LineUsage
}

const kindOf = async ({ adapter, usageLine }: UsageRig, fate: UsageFate) =>
  (await adapter.readUsage!(usageLine(fate))).kind

/** What every adapter that can read usage keeps; one that cannot skips them with a reason. */
export const usageCases = {
  'usage is what is left of each running volume, dated, with the plan it comes from': async (
    rig,
  ) => {
    const { buckets, plans, asOf } = await told(rig, rig.usageLine('counted'))
    assert.equal(asOf.getTime(), rig.now().getTime())
    assert.ok(plans?.some(({ endsAt }) => endsAt > asOf))
    const data = buckets.find(({ kind }) => kind === 'data')!
    assert.ok(data.remaining !== null && data.validUntil! > asOf)
    for (const { unit, unlimited, remaining, total } of buckets) {
      assert.ok(unit !== null && !unlimited && remaining !== null)
      if (total !== null) assert.ok(remaining <= total)
    }
  },
  'what is used of a volume grows with the hours': async (rig) => {
    const line = rig.usageLine('counted')
    const left = async () =>
      (await told(rig, line)).buckets.find(({ kind }) => kind === 'data')!.remaining!
    const before = await left()
    await rig.advance(hoursMs)
    assert.ok((await left()) < before)
  },
  'days are told once each, in order, up to the day that runs': async (rig) => {
    const { days, asOf } = await told(rig, rig.usageLine('counted'))
    assert.ok(days && days.length >= 7)
    const dates = days.map(({ date }) => date)
    assert.deepEqual(dates, [...new Set(dates)].sort())
    const today = Temporal.Instant.fromEpochMilliseconds(asOf.getTime())
    assert.equal(dates.at(-1), String(today.toZonedDateTimeISO('Asia/Karachi').toPlainDate()))
    assert.ok(days.every(({ dataMb }) => dataMb !== null && dataMb >= 0))
  },
  'usage that was counted hours ago says when': async (rig) => {
    const { asOf } = await told(rig, rig.usageLine('old'))
    assert.ok(rig.now().getTime() - asOf.getTime() > 3_600_000)
  },
  'a volume without an end has no figures to run out': async (rig) => {
    const { buckets } = await told(rig, rig.usageLine('unlimited'))
    const endless = buckets.find(({ unlimited }) => unlimited)!
    assert.deepEqual([endless.total, endless.remaining], [null, null])
  },
  'finer units and texts come to the same words': async (rig) => {
    const { buckets } = await told(rig, rig.usageLine('finer_units'))
    assert.equal(buckets.find(({ kind }) => kind === 'data')!.unit, 'MB')
    for (const { remaining } of buckets) assert.ok(Number.isInteger(remaining))
  },
  'a unit that nobody knows is unknown, not nothing': async (rig) => {
    const { buckets } = await told(rig, rig.usageLine('unknown_unit'))
    assert.ok(buckets.length > 0)
    for (const { unit, remaining } of buckets) assert.deepEqual([unit, remaining], [null, null])
  },
  'figures that cannot be true are unknown, not nothing': async (rig) => {
    const { buckets } = await told(rig, rig.usageLine('absurd'))
    const doubtful = buckets.filter(({ remaining }) => remaining === null)
    assert.ok(doubtful.length > 0)
    for (const { remaining, total } of buckets)
      assert.ok(remaining === null || (remaining >= 0 && remaining <= (total ?? Infinity)))
  },
  'a line of which nothing is told is refused by the party': async (rig) => {
    assert.equal(await kindOf(rig, 'withheld'), 'refused')
  },
  'usage without a date, about another line, or not at all is unknown': async (rig) => {
    for (const fate of ['undated', 'of_another', 'silent'] as const)
      assert.equal(await kindOf(rig, fate), 'unknown', fate)
  },
} satisfies Record<string, (rig: UsageRig) => Promise<void>>
