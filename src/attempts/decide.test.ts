import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type NotFound, type Outcome, pending, pkr, plusMs, silent } from '#kernel'
import { now, rules, workOf } from '#test'
import { decideCharge } from './decide-charge.ts'
import { decideDelivery } from './decide-delivery.ts'
import { decideRefund } from './decide-refund.ts'
import { renewalStatuses } from './status.ts'
import type { Change } from './work.ts'

const charging = { ...rules, deliverBy: 'sandbox:jazz' }
const delivering = { ...rules, refundBy: 'sandbox-gateway', reversals: true }
const paid = { kind: 'done', partyId: 'ch_1', amount: pkr(60_000n) } as const
const notFound: NotFound = { kind: 'not_found' }
const kinds = (change: Change) => change.transfers.map(({ kind, amount }) => `${kind} ${amount}`)

const delivery = (changes: Parameters<typeof workOf>[0] = {}) =>
  workOf({ leg: 'delivery', party: 'sandbox:jazz', renewal: { status: 'delivering' }, ...changes })
const refund = (changes: Parameters<typeof workOf>[0] = {}) =>
  workOf({ leg: 'refund', renewal: { status: 'refunding' }, ...changes })

test('a captured charge is booked once and makes the delivery due at once', () => {
  const change = decideCharge(workOf(), paid, charging)
  assert.equal(change.renewal.status, 'paid')
  assert.deepEqual(change.follow, {
    leg: 'delivery',
    n: 1,
    party: 'sandbox:jazz',
    nextAt: now,
    deadlineAt: plusMs(now, 45_000),
  })
  assert.deepEqual(kinds(change), ['charge 60000'])
})

test('a captured amount or currency that differs is kept, booked as it is, and given to a person', () => {
  const change = decideCharge(workOf(), { ...paid, amount: pkr(59_999n) }, charging)
  assert.equal(change.renewal.attention, 'payment_amount_differs')
  assert.equal(change.follow, undefined)
  assert.deepEqual(kinds(change), ['charge 59999'])
})

test('money that arrives after the price lock, or for a closed payment, is given back and never delivered', () => {
  const order = { ...workOf().order, payBy: plusMs(now, -31_000) }
  const late = decideCharge(workOf({ order }), paid, charging)
  const closed = decideCharge(
    workOf({ state: 'closed', renewal: { status: 'expired' } }),
    paid,
    charging,
  )
  for (const change of [late, closed]) {
    assert.equal(change.renewal.status, 'refunding')
    assert.equal(change.follow?.leg, 'refund')
    assert.deepEqual(kinds(change), ['charge 60000', 'refund 60000'])
  }
})

test('a payment proven seconds after the quote ended still counts: the payer pressed before', () => {
  const order = { ...workOf().order, payBy: plusMs(now, -5000) }
  assert.equal(decideCharge(workOf({ order }), paid, charging).renewal.status, 'paid')
})

test('a closed payment that is looked at without money stays as it was, and unheard is looked at again', () => {
  const work = workOf({ state: 'closed', renewal: { status: 'expired' } })
  const later = plusMs(now, rules.policy.slowLookMs)
  for (const [answer, nextAt] of [
    [notFound, null],
    [{ kind: 'refused', reason: 'expired', again: false }, null],
    [pending, later],
    [silent('cut'), later],
  ] as const) {
    const change = decideCharge(work, answer, charging)
    assert.equal(change.renewal.status, 'expired')
    assert.deepEqual(change.attempt.nextAt, nextAt)
    assert.deepEqual(change.transfers, [])
  }
})

test('declined, expired and cancelled are final and book nothing', () => {
  for (const [reason, status] of [
    ['declined', 'declined'],
    ['expired', 'expired'],
    ['cancelled', 'cancelled'],
  ] as const) {
    const change = decideCharge(workOf(), { kind: 'refused', reason, again: false }, charging)
    assert.equal(change.renewal.status, status)
    assert.equal(change.attempt.nextAt, null)
    assert.deepEqual(change.transfers, [])
  }
})

test('unknown is looked up later and never sent again blind', () => {
  for (const answer of [pending, silent('cut')]) {
    const work = workOf({ step: 'send', looks: 0 })
    const change = decideCharge(work, answer, charging)
    assert.equal(change.attempt.step, 'look')
    assert.equal(change.attempt.nextAt?.getTime(), now.getTime() + 1000)
    assert.equal(change.renewal.status, 'paying')
  }
})

test('not found is a no only after the visibility lag, and then the same reference goes out again', () => {
  const early = decideDelivery(delivery({ lastSentAt: plusMs(now, -400) }), notFound, delivering)
  assert.equal(early.attempt.step, 'look')
  assert.equal(early.attempt.nextAt?.getTime(), now.getTime() + 100)
  const later = decideDelivery(delivery(), notFound, delivering)
  assert.equal(later.attempt.step, 'send')
  assert.equal(later.attempt.nextAt, now)
  assert.deepEqual(later.events, ['delivery_resent'])
})

test('a party that may take effect twice is never asked twice', () => {
  const promises = { ...rules.promises, dedupe: 'none' } as const
  const change = decideDelivery(delivery(), notFound, { ...delivering, promises })
  assert.equal(change.attempt.step, 'look')
})

test('after 80 % of the life of its key a reference is not sent again', () => {
  const promises = { ...rules.promises, keyTtlMs: 1000 }
  const old = decideDelivery(delivery(), notFound, { ...delivering, promises })
  assert.equal(old.attempt.step, 'look')
  const young = { ...delivering, promises: { ...promises, keyTtlMs: 1300 } }
  assert.equal(decideDelivery(delivery(), notFound, young).attempt.step, 'send')
})

test('a party that can neither be asked nor asked again goes to a person at once', () => {
  const promises = { ...rules.promises, dedupe: 'none', lookupByReference: false } as const
  const change = decideDelivery(delivery({ step: 'send' }), silent('x'), {
    ...delivering,
    promises,
  })
  assert.equal(change.renewal.attention, 'operator_silent')
})

test('past its deadline a person has it once, slow looks go on, and late proof still moves it', () => {
  const late = delivery({ deadlineAt: now })
  const change = decideDelivery(late, silent('still'), delivering)
  assert.equal(change.renewal.status, 'needs_attention')
  assert.equal(change.attempt.nextAt?.getTime(), now.getTime() + 20_000)
  assert.deepEqual(change.events, ['attention_needed'])
  const renewal = { status: 'needs_attention', attention: 'operator_silent' } as const
  const again = decideDelivery(delivery({ deadlineAt: now, renewal }), silent('still'), delivering)
  assert.deepEqual(again.events, [])
  const proof = decideDelivery(
    delivery({ deadlineAt: now, renewal }),
    { kind: 'done', partyId: 't' },
    delivering,
  )
  assert.equal(proof.renewal.status, 'delivered')
  assert.equal(proof.renewal.attention, null)
})

test('a refund that failed for now is sent again as itself; one refused for good goes to a person', () => {
  const low = decideRefund(
    refund(),
    { kind: 'refused', reason: 'gateway_balance_low', again: true },
    rules,
  )
  assert.equal(low.attempt.step, 'send')
  assert.ok(low.attempt.nextAt! > now)
  const no = decideRefund(
    refund(),
    { kind: 'refused', reason: 'unclassified', again: false },
    rules,
  )
  assert.equal(no.renewal.attention, 'refund_refused')
  const done = decideRefund(refund(), { kind: 'done', partyId: 're', amount: pkr(60_000n) }, rules)
  assert.deepEqual(kinds(done), ['refund_settled 60000'])
})

test('a payer who must act is waited for until just after the session ends', () => {
  const action = {
    kind: 'action',
    partyId: 'ch',
    url: 'http://127.0.0.1/pay',
    expiresAt: plusMs(now, 1000),
  } as const
  const change = decideCharge(workOf({ step: 'send' }), action, charging)
  assert.equal(change.renewal.status, 'awaiting_payment')
  assert.equal(change.attempt.nextAt?.getTime(), now.getTime() + 1250)
  const stuck = decideCharge(
    workOf({ renewal: { status: 'awaiting_payment' } }),
    { ...action, expiresAt: plusMs(now, -45_000) },
    charging,
  )
  assert.equal(stuck.renewal.status, 'needs_attention')
})

test('a payment that is being closed is asked to close until the gateway answers', () => {
  const closing = workOf({ step: 'close', renewal: { status: 'awaiting_payment' } })
  assert.equal(decideCharge(closing, silent('x'), charging).attempt.step, 'close')
  assert.equal(decideCharge(closing, notFound, charging).renewal.status, 'cancelled')
  assert.equal(decideCharge(closing, paid, charging).renewal.status, 'paid')
})

test('whatever the answer, nothing unfinished is left without a next time or a person', () => {
  const outcomes: fc.Arbitrary<
    Outcome<{ partyId: string; amount: ReturnType<typeof pkr> }, never> | NotFound
  > = fc.constantFrom(paid, notFound, pending, silent('x'))
  const works = fc.record({
    step: fc.constantFrom('send', 'look', 'close'),
    sends: fc.integer({ min: 1, max: 20 }),
    looks: fc.integer({ min: 0, max: 50 }),
    deadlineAt: fc.integer({ min: -100_000, max: 100_000 }).map((ms) => plusMs(now, ms)),
  })
  fc.assert(
    fc.property(works, outcomes, (work, answer) => {
      const changes = [
        decideCharge(workOf(work), answer, charging),
        decideDelivery(delivery(work), answer, delivering),
        decideRefund(refund(work), answer, rules),
      ]
      for (const { attempt, renewal, follow } of changes) {
        assert.ok(renewalStatuses.includes(renewal.status))
        assert.equal(renewal.status === 'needs_attention', renewal.attention !== null)
        if (attempt.state === 'open') assert.ok(attempt.nextAt && attempt.nextAt >= now)
        const final = [
          'refunded',
          'delivered',
          'declined',
          'expired',
          'cancelled',
          'needs_attention',
        ]
        assert.ok(attempt.state === 'open' || follow || final.includes(renewal.status))
      }
    }),
  )
})
