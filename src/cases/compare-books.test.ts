import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Leg } from '#attempts'
import type { PartyRecord, Uuid } from '#kernel'
import { compare } from './compare-books.ts'
import type { Booking } from './store/books.ts'

const at = new Date('2026-11-23T09:00:00Z')

function theirs(outcome: PartyRecord['outcome'], more: Partial<PartyRecord<Leg>> = {}) {
  const amount = { amount: 59_800n, currency: 'PKR' }
  return { leg: 'charge', reference: 'x', outcome, amount, at, partyId: 'p', ...more } as const
}

function ours(state: Booking['state'], more: Partial<Booking> = {}): Booking {
  return {
    ...{ renewal: '019a0000-0000-7000-8000-000000000042' as Uuid, leg: 'charge', n: 1 },
    ...{ party: 'p', state, status: 'delivered', amount: 59_800n, currency: 'PKR', sentAt: at },
    ...more,
  }
}

test('equal books say nothing', () => {
  assert.equal(compare(theirs('done'), ours('done')), undefined)
  assert.equal(compare(theirs('refused'), ours('refused')), undefined)
  assert.equal(compare(theirs('open'), ours('open')), undefined)
  assert.equal(compare(theirs('refused'), undefined), undefined)
  assert.equal(compare(theirs('reversed', { leg: 'delivery' }), ours('reversed')), undefined)
})

test('an effect of an attempt that has no answer yet is under way, and no difference', () => {
  assert.equal(compare(theirs('done'), ours('open')), 'under_way')
  assert.equal(compare(theirs('reversed', { leg: 'delivery' }), ours('open')), 'under_way')
})

test('one paisa or another currency is a difference', () => {
  assert.equal(compare(theirs('done'), ours('done', { amount: 59_801n })), 'charge_amount_differs')
  const dollars = theirs('done', { amount: { amount: 59_800n, currency: 'USD' } })
  assert.equal(compare(dollars, ours('done')), 'charge_amount_differs')
})

test('an effect that only they have, and one that only we have, are differences of each leg', () => {
  for (const leg of ['charge', 'delivery', 'refund'] as const) {
    assert.equal(compare(theirs('done', { leg }), undefined), `${leg}_without_order`)
    assert.equal(compare(theirs('done', { leg }), ours('refused', { leg })), `${leg}_not_booked`)
    const missing = `${leg}_unknown_to_party`
    assert.equal(compare(theirs('refused', { leg }), ours('done', { leg })), missing)
    assert.equal(compare(theirs('open', { leg }), ours('done', { leg })), missing)
  }
})

test('a charge that went back whole needs nobody; one that went back in part does', () => {
  const whole = theirs('done', { returned: 59_800n })
  assert.equal(compare(whole, undefined), undefined)
  assert.equal(compare(whole, ours('closed')), undefined)
  const part = theirs('done', { returned: 59_799n })
  assert.equal(compare(part, undefined), 'charge_without_order')
  assert.equal(compare(part, ours('closed')), 'charge_not_booked')
})
