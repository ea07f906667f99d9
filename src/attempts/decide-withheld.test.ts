import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plusMs } from '#kernel'
import { now, rules, workOf } from '#test'
import { decideDelivery } from './decide-delivery.ts'
import { decideWithheld } from './decide-withheld.ts'
import type { Work } from './work.ts'

const provider = {
  id: 'sandbox-gateway',
  methods: [{ id: 'sandbox_card', tokens: [] }],
  capabilities: rules.promises,
}
const context = {
  parties: { operators: [], providers: [provider] } as never,
  policy: rules.policy,
  now: () => now,
}
const stopped = { by: 'Ayesha Khan', because: 'sends twice' }

function unsent(changes: Parameters<typeof workOf>[0] = {}): Work {
  return workOf({
    ...{ leg: 'delivery', party: 'sandbox:jazz', step: 'send', sends: 0, looks: 0 },
    ...{ firstSentAt: null, lastSentAt: null, withheld: true, deadlineAt: plusMs(now, -1) },
    ...changes,
    renewal: { status: 'paid', ...changes.renewal },
  })
}

test('past its deadline a person reads who stopped the party; the send stays unsent', () => {
  const work = unsent()
  const change = decideWithheld(work, stopped, context)
  assert.deepEqual(change.renewal, {
    ...{ status: 'needs_attention', attention: 'upstream_stopped', promisedBy: null },
  })
  assert.deepEqual([change.attempt.state, change.attempt.step], ['open', 'send'])
  assert.equal(change.attempt.nextAt?.getTime(), work.deadlineAt.getTime())
  assert.equal(change.attempt.answer?.stopped_by, 'Ayesha Khan')
  assert.deepEqual([change.events, change.transfers], [['attention_needed'], []])
})

test('of a party that only does not answer, each leg has its own reason', () => {
  for (const [leg, reason] of [
    ['charge', 'payment_unanswered'],
    ['delivery', 'operator_silent'],
    ['refund', 'refund_unanswered'],
  ] as const) {
    assert.equal(decideWithheld(unsent({ leg }), undefined, context).renewal.attention, reason)
  }
})

test('whom a person has already is not told of twice and keeps the reason', () => {
  const renewal = { status: 'needs_attention', attention: 'operator_silent' } as const
  const change = decideWithheld(unsent({ renewal }), stopped, context)
  assert.equal(change.renewal.attention, 'operator_silent')
  assert.deepEqual(change.events, [])
})

test('a charge that was never sent ends with its price; one that was sent waits for its answer', () => {
  const order = { ...workOf().order, payBy: plusMs(now, -60_000) }
  const charge = { leg: 'charge', party: provider.id, order } as const
  const never = decideWithheld(unsent(charge), stopped, context)
  assert.deepEqual([never.renewal.status, never.attempt.state], ['expired', 'closed'])
  const sent = decideWithheld(unsent({ ...charge, step: 'look', sends: 1 }), stopped, context)
  assert.deepEqual([sent.renewal.status, sent.attempt.state], ['needs_attention', 'open'])
  const inTime = decideWithheld(unsent({ leg: 'charge', party: provider.id }), stopped, context)
  assert.equal(inTime.renewal.status, 'needs_attention')
})

const delivery = { ...rules, reversals: true, refundBy: provider.id }
const floatEmpty = {
  kind: 'refused',
  reason: 'float_empty',
  again: true,
  code: 'partnerBalanceTooLow',
} as const

test('while our balance with the operator is empty it is sent again, later and later', () => {
  const work = workOf({ leg: 'delivery', step: 'send', renewal: { status: 'paid' } })
  const first = decideDelivery(work, floatEmpty, delivery)
  assert.deepEqual([first.attempt.step, first.renewal.status], ['send', 'delivering'])
  assert.equal(first.attempt.answer?.reason, 'float_empty')
  assert.deepEqual(first.transfers, [])
  const fourth = decideDelivery({ ...work, sends: 4 }, floatEmpty, delivery)
  assert.ok(fourth.attempt.nextAt! > first.attempt.nextAt!)
})

test('past the deadline a person reads that our balance is empty, until the operator says otherwise', () => {
  const late = workOf({
    ...{ leg: 'delivery', step: 'send', deadlineAt: now },
    renewal: { status: 'delivering' },
  })
  const change = decideDelivery(late, floatEmpty, delivery)
  assert.deepEqual(change.renewal, {
    ...{ status: 'needs_attention', attention: 'float_empty', promisedBy: null },
  })
  const renewal = { status: 'needs_attention', attention: 'float_empty' } as const
  const silent = { kind: 'unknown', reason: 'silent' } as const
  const after = decideDelivery(
    { ...late, renewal: { ...late.renewal, ...renewal } },
    silent,
    delivery,
  )
  assert.equal(after.renewal.attention, 'operator_silent')
})
