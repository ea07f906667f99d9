import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type NotFound, pending, plusMs, silent } from '#kernel'
import { now, rules, workOf } from '#test'
import { type DeliveryRules, decideDelivery } from './decide-delivery.ts'

const delivering = { ...rules, refundBy: 'sandbox-gateway', reversals: true }
const notFound: NotFound = { kind: 'not_found' }
const delivery = (changes: Parameters<typeof workOf>[0]) =>
  workOf({ leg: 'delivery', party: 'sandbox:jazz', ...changes })

test('a watched delivery that is unanswered or contradicted stays delivered until a reversal is said', () => {
  const work = delivery({
    state: 'done',
    step: 'watch',
    renewal: { status: 'delivered', deliveredAt: plusMs(now, -5000) },
  })
  const answers = [
    notFound,
    pending,
    { kind: 'refused', reason: 'plan_gone', again: false },
  ] as const
  for (const answer of answers) {
    const change = decideDelivery(work, answer, delivering)
    assert.equal(change.renewal.status, 'delivered')
    assert.deepEqual(change.transfers, [])
    assert.equal(change.attempt.nextAt?.getTime(), now.getTime() + 2000)
  }
})

test('watching ends with an answer after the last planned look, never with a look nobody answered', () => {
  const work = delivery({
    state: 'done',
    step: 'watch',
    renewal: { status: 'delivered', deliveredAt: plusMs(now, -60_000) },
  })
  const nextAt = (
    answer: Parameters<typeof decideDelivery>[1],
    party: DeliveryRules = delivering,
  ) => decideDelivery(work, answer, party).attempt.nextAt
  assert.equal(nextAt({ kind: 'done', partyId: 't' }), null)
  const later = plusMs(now, rules.policy.slowLookMs)
  for (const unheard of [silent('cut'), pending, notFound]) assert.deepEqual(nextAt(unheard), later)
  // Who cannot be asked at all would never answer.
  const mute = { ...delivering, promises: { ...rules.promises, lookupByReference: false } }
  assert.equal(nextAt(silent('no lookup'), mute), null)
})
