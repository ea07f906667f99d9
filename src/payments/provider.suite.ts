import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { ChargeOrder, PaymentProvider, RefundOrder } from './provider.ts'

export type PaymentFate =
  | 'pays'
  | 'declines'
  | 'needs_payer'
  | 'answer_lost'
  | 'request_lost_once'
  | 'slow'
  | 'refund_fails_once'

/** One connected provider as the suite tries it. */
export interface PaymentRig {
  readonly provider: PaymentProvider
  order(fate: PaymentFate): ChargeOrder
  refundOf(charge: ChargeOrder): RefundOrder
  advance(ms: number): Promise<void>
  /** The payer presses a button on the provider's page. */
  visit(url: string, choice: 'approve' | 'decline'): Promise<void>
  /** From the provider's own books, in minor units. */
  bookedFor(charge: ChargeOrder): Promise<{ captured: number; refunded: number }>
  /** A time that holds everything the party was asked so far. */
  window(): { from: Date; to: Date }
  callbackAbout(charge: ChargeOrder): Promise<{ headers: Record<string, string>; body: string }>
  close(): Promise<void>
}

async function readAll<Row>(rows: AsyncIterable<Row>): Promise<Row[]> {
  const all: Row[] = []
  for await (const row of rows) all.push(row)
  return all
}

export type PaymentCase = keyof typeof cases

const cases = {
  'a charge is taken once, for the right amount': async ({ provider, order, bookedFor }) => {
    const wanted = order('pays')
    const answer = await provider.charge(wanted)
    assert.ok(answer.kind === 'done')
    assert.deepEqual(answer.amount, wanted.amount)
    assert.equal((await provider.charge(wanted)).kind, 'done')
    assert.equal((await bookedFor(wanted)).captured, Number(wanted.amount.amount))
  },
  'the same reference for another amount charges nothing more': async (rig) => {
    const wanted = rig.order('pays')
    await rig.provider.charge(wanted)
    const more = { ...wanted, amount: { ...wanted.amount, amount: wanted.amount.amount + 100n } }
    assert.equal((await rig.provider.charge(more)).kind, 'unknown')
    assert.equal((await rig.bookedFor(wanted)).captured, Number(wanted.amount.amount))
  },
  'a declined charge is refused, to the send and to the lookup': async ({ provider, order }) => {
    const wanted = order('declines')
    for (const answer of [await provider.charge(wanted), await provider.lookUpCharge(wanted)]) {
      assert.ok(answer.kind === 'refused' && answer.reason === 'declined')
    }
  },
  'a lost answer is unknown, and the lookup finds the money': async ({ provider, order }) => {
    const wanted = order('answer_lost')
    assert.equal((await provider.charge(wanted)).kind, 'unknown')
    assert.equal((await provider.lookUpCharge(wanted)).kind, 'done')
  },
  'a lost request is not found, and is charged once when sent again': async (rig) => {
    const wanted = rig.order('request_lost_once')
    assert.equal((await rig.provider.charge(wanted)).kind, 'unknown')
    assert.equal((await rig.provider.lookUpCharge(wanted)).kind, 'not_found')
    assert.equal((await rig.provider.charge(wanted)).kind, 'done')
    assert.equal((await rig.bookedFor(wanted)).captured, Number(wanted.amount.amount))
  },
  'a slow charge is pending, and later done': async ({ provider, order, advance }) => {
    const wanted = order('slow')
    assert.equal((await provider.charge(wanted)).kind, 'unknown')
    await advance(10_000)
    assert.equal((await provider.lookUpCharge(wanted)).kind, 'done')
  },
  'a payer is sent to a page and pays there': async ({ provider, order, visit }) => {
    const wanted = order('needs_payer')
    const answer = await provider.charge(wanted)
    assert.ok(answer.kind === 'action')
    assert.equal((await provider.lookUpCharge(wanted)).kind, 'action')
    await visit(answer.url, 'approve')
    assert.equal((await provider.lookUpCharge(wanted)).kind, 'done')
  },
  'a payer who never comes finds the session over, and so do we': async (rig) => {
    const wanted = rig.order('needs_payer')
    await rig.provider.charge(wanted)
    await rig.advance(10 * 60_000)
    const answer = await rig.provider.lookUpCharge(wanted)
    assert.ok(answer.kind === 'refused' && answer.reason === 'expired')
  },
  'a closed session cannot be paid any more; a paid one is not closed': async (rig) => {
    const { provider } = rig
    const closed = rig.order('needs_payer')
    const action = await provider.charge(closed)
    const answer = await provider.closeCharge(closed)
    assert.ok(answer.kind === 'refused' && answer.reason === 'cancelled')
    assert.ok(action.kind === 'action')
    await rig.visit(action.url, 'approve')
    assert.equal((await rig.bookedFor(closed)).captured, 0)
    const paid = rig.order('pays')
    await provider.charge(paid)
    assert.equal((await provider.closeCharge(paid)).kind, 'done')
  },
  'a refund goes out once, and never above what was taken': async (rig) => {
    const { provider } = rig
    const wanted = rig.order('pays')
    await provider.charge(wanted)
    const refund = rig.refundOf(wanted)
    assert.equal((await provider.lookUpRefund(refund)).kind, 'not_found')
    assert.equal((await provider.refund(refund)).kind, 'done')
    assert.equal((await provider.refund(refund)).kind, 'done')
    assert.equal((await provider.lookUpRefund(refund)).kind, 'done')
    const second = { ...refund, reference: `${refund.reference.slice(0, -1)}2` }
    assert.equal((await provider.refund(second)).kind, 'refused')
    assert.equal((await rig.bookedFor(wanted)).refunded, Number(wanted.amount.amount))
  },
  'a refund that failed for now succeeds under its own reference': async (rig) => {
    const wanted = rig.order('refund_fails_once')
    await rig.provider.charge(wanted)
    const refund = rig.refundOf(wanted)
    const first = await rig.provider.refund(refund)
    assert.ok(first.kind === 'refused' && first.again)
    assert.equal((await rig.provider.refund(refund)).kind, 'done')
    assert.equal((await rig.bookedFor(wanted)).refunded, Number(wanted.amount.amount))
  },
  'a true callback names our reference; one altered byte makes it nobody': async (rig) => {
    const wanted = rig.order('slow')
    await rig.provider.charge(wanted)
    await rig.advance(10_000)
    const callback = await rig.callbackAbout(wanted)
    assert.equal(rig.provider.readCallback(callback)?.reference, wanted.reference)
    const altered = { ...callback, body: `${callback.body} ` }
    assert.equal(rig.provider.readCallback(altered), undefined)
  },
  'its list names each charge and refund of a time once, and how it stands': async (rig) => {
    const [paid, declined] = (['pays', 'declines'] as const).map(rig.order)
    for (const wanted of [paid!, declined!]) await rig.provider.charge(wanted)
    const refund = rig.refundOf(paid!)
    await rig.provider.refund(refund)
    const listed = await readAll(rig.provider.listRecords(rig.window()))
    const about = (name: string) => listed.filter(({ reference }) => reference === name)
    const [charge, ...none] = about(paid!.reference)
    assert.deepEqual(none, [])
    assert.deepEqual([charge?.leg, charge?.outcome], ['charge', 'done'])
    assert.deepEqual(charge?.amount, paid!.amount)
    assert.equal(charge?.returned, paid!.amount.amount)
    assert.deepEqual(
      about(declined!.reference).map(({ outcome }) => outcome),
      ['refused'],
    )
    assert.deepEqual(
      about(refund.reference).map(({ leg, outcome }) => `${leg} ${outcome}`),
      ['refund done'],
    )
    const { from } = rig.window()
    const before = { from: new Date(from.getTime() - 86_400_000), to: from }
    assert.deepEqual(await readAll(rig.provider.listRecords(before)), [])
  },
  'a token it cannot charge is known before anything is written': async ({ provider, order }) => {
    const { method, token } = order('pays')
    assert.ok(provider.acceptsToken(method, token))
    assert.equal(provider.acceptsToken(method, 'tok_nobody_knows'), false)
    assert.equal(provider.acceptsToken('no_such_method', token), false)
  },
} satisfies Record<string, (rig: PaymentRig) => Promise<void>>

/** Tries a provider against its party; `skips` as in the operators' suite. */
export function paymentSuite(
  name: string,
  open: () => Promise<PaymentRig>,
  skips: Partial<Record<PaymentCase, string>> = {},
) {
  describe(`payment contract: ${name}`, () => {
    let rig: PaymentRig
    before(async () => {
      rig = await open()
    })
    after(() => rig.close())
    for (const [title, run] of Object.entries(cases)) {
      const reason = skips[title as PaymentCase]
      test(title, reason === undefined ? {} : { skip: reason }, () => run(rig))
    }
  })
}
