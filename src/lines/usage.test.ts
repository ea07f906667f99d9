import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RunningPlan, UsageBucket } from '#operators'
import { standingAt, stateOf, wholeDays } from './usage.ts'

const at = (hour: number) => new Date(Date.UTC(2026, 10, 23, hour))
const plan = (starts: number, ends: number): RunningPlan => {
  return { plan: 'p', name: 'P', startsAt: at(starts), endsAt: at(ends) }
}
const bucket = (validUntil: Date | null) => ({ kind: 'data', validUntil }) as UsageBucket

test('a day with an unknown kind, or one that was not over, is no day of history', () => {
  const day = { date: '2026-11-23', dataMb: 10, minutes: 2, sms: 0, whole: true }
  assert.deepEqual(wholeDays([day]), [{ date: '2026-11-23', dataMb: 10, minutes: 2, sms: 0 }])
  assert.deepEqual(wholeDays([{ ...day, whole: false }]), [])
  for (const unknown of ['dataMb', 'minutes', 'sms'])
    assert.deepEqual(wholeDays([{ ...day, [unknown]: null }]), [])
})

test('what has ended is over to the moment; what has no end stays', () => {
  const told = { buckets: [bucket(at(9)), bucket(null)], plans: [plan(1, 9), plan(9, 20)] }
  assert.equal(standingAt(told, at(8)).buckets.length, 2)
  assert.equal(standingAt(told, at(9)).buckets.length, 1)
  assert.equal(standingAt(told, at(9)).plans?.length, 1)
  assert.equal(standingAt({ buckets: [], plans: null }, at(9)).plans, null)
})

test('a line is active by a plan that runs or by a volume; a queued plan alone is none yet', () => {
  assert.equal(stateOf({ buckets: [], plans: [plan(1, 9)] }, at(8)), 'active')
  assert.equal(stateOf({ buckets: [], plans: [plan(9, 20)] }, at(8)), 'no_plan')
  assert.equal(stateOf({ buckets: [], plans: [] }, at(8)), 'no_plan')
  assert.equal(stateOf({ buckets: [], plans: null }, at(8)), 'unknown')
  assert.equal(stateOf({ buckets: [bucket(null)], plans: null }, at(8)), 'active')
})
