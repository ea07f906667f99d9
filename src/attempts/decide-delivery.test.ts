import assert from 'node:assert/strict'
import { test } from 'node:test'
import { now, rules, workOf } from '#test'
import { decideDelivery } from './decide-delivery.ts'
import type { Change } from './work.ts'

const delivering = { ...rules, refundBy: 'sandbox-gateway', reversals: true }
const kinds = (change: Change) => change.transfers.map(({ kind, amount }) => `${kind} ${amount}`)

const delivery = (changes: Parameters<typeof workOf>[0] = {}) =>
  workOf({ leg: 'delivery', party: 'sandbox:jazz', renewal: { status: 'delivering' }, ...changes })

test('a delivery pays the operator the full load, keeps the margin, and is then watched for a reversal', () => {
  const change = decideDelivery(delivery(), { kind: 'done', partyId: 't' }, delivering)
  assert.deepEqual(kinds(change), ['delivery 59800', 'margin 200'])
  assert.equal(change.attempt.step, 'watch')
  assert.equal(change.attempt.nextAt?.getTime(), now.getTime() + 4000)
  assert.equal(change.renewal.endsAt?.toISOString(), '2026-11-29T18:59:59.000Z')
})

test("the operator's own end of validity counts before the rule's", () => {
  const endsAt = new Date('2026-12-01T00:00:00Z')
  const change = decideDelivery(delivery(), { kind: 'done', partyId: 't', endsAt }, delivering)
  assert.equal(change.renewal.endsAt, endsAt)
})

test('a reversal is mirrored in the books and refunded, whether it was seen delivered before or not', () => {
  const reversal = { kind: 'reversed', partyId: 't' } as const
  const seen = delivery({
    state: 'done',
    step: 'watch',
    renewal: { status: 'delivered', deliveredAt: now },
  })
  const change = decideDelivery(seen, reversal, delivering)
  assert.deepEqual(kinds(change), ['reversal 59800', 'margin_reversal 200', 'refund 60000'])
  assert.equal(change.follow?.leg, 'refund')
  const unseen = decideDelivery(delivery(), reversal, delivering)
  assert.deepEqual(kinds(unseen).slice(0, 3), ['delivery 59800', 'margin 200', 'reversal 59800'])
})

test('a refused delivery is refunded; one that may be tried again is tried under its reference', () => {
  const no = decideDelivery(
    delivery(),
    { kind: 'refused', reason: 'plan_gone', again: false },
    delivering,
  )
  assert.equal(no.follow?.leg, 'refund')
  assert.deepEqual(kinds(no), ['refund 60000'])
  const later = decideDelivery(
    delivery(),
    { kind: 'refused', reason: 'unclassified', again: true },
    delivering,
  )
  assert.equal(later.attempt.step, 'send')
  assert.equal(later.follow, undefined)
})
