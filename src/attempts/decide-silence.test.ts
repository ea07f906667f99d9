import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pkr } from '#kernel'
import { now, rules, workOf } from '#test'
import { decideCharge } from './decide-charge.ts'
import { decideRefund } from './decide-refund.ts'

test('an old failure seen by a look starts no second refund at a party without a memory', () => {
  const work = workOf({ leg: 'refund', renewal: { status: 'refunding' } })
  const failed = { kind: 'refused', reason: 'gateway_balance_low', again: true } as const
  const forgetful = { ...rules, promises: { ...rules.promises, dedupe: 'none' } } as const
  assert.equal(decideRefund(work, failed, forgetful).attempt.step, 'look')
  assert.equal(decideRefund({ ...work, step: 'send' }, failed, forgetful).attempt.step, 'send')
  assert.equal(decideRefund(work, failed, rules).attempt.step, 'send')
  const done = { kind: 'done', partyId: 'rfd_1', amount: pkr(60_000n) } as const
  assert.equal(decideRefund(work, done, forgetful).renewal.status, 'refunded')
})

test('a charge that is not found ends as expired only once the visibility lag has passed', () => {
  const charged = { ...rules, deliverBy: 'sandbox:jazz' }
  const sentAgo = (ms: number) =>
    workOf({
      lastSentAt: new Date(now.getTime() - ms),
      order: { ...workOf().order, payBy: new Date(now.getTime() - 3_600_000) },
    })
  const notFound = { kind: 'not_found' } as const
  assert.equal(decideCharge(sentAgo(499), notFound, charged).attempt.state, 'open')
  assert.equal(decideCharge(sentAgo(500), notFound, charged).renewal.status, 'expired')
})
