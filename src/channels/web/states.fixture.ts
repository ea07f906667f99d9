import type { RenewalEvent } from '#attempts'
import { endOfValidity, plusMs } from '#kernel'
import type { Quote } from '#quotes'
import type { Renewal } from '#receipts'
import { zone } from './catalog.fixture.ts'
import { makeRenewal } from './web.fixture.ts'

type Case = readonly [name: string, change: Partial<Renewal>, events: readonly RenewalEvent[]]

const paid: readonly RenewalEvent[] = ['placed', 'paid']
const sent: readonly RenewalEvent[] = [...paid, 'delivery_sent']

/** Every status, and every way into one that a reader must be able to tell apart. */
const cases: readonly Case[] = [
  ['awaiting_payment', { status: 'awaiting_payment' }, ['placed', 'payer_must_confirm']],
  ['paying', { status: 'paying' }, ['placed']],
  ['paying_unanswered', { status: 'paying' }, ['placed', 'payment_unanswered']],
  ['paid', { status: 'paid' }, paid],
  ['delivering', { status: 'delivering' }, sent],
  ['delivering_unanswered', { status: 'delivering' }, [...sent, 'delivery_unanswered']],
  ['delivered', { status: 'delivered' }, [...sent, 'delivered']],
  ['refunding', { status: 'refunding' }, [...sent, 'delivery_refused', 'refund_started']],
  ['refunded', { status: 'refunded' }, [...sent, 'delivery_refused', 'refund_started', 'refunded']],
  [
    'refunded_reversed',
    { status: 'refunded' },
    [...sent, 'delivered', 'delivery_reversed', 'refund_started', 'refund_unanswered', 'refunded'],
  ],
  ['refunded_too_late', { status: 'refunded' }, ['placed', 'paid_too_late', 'refunded']],
  ['declined', { status: 'declined' }, ['placed', 'declined']],
  ['expired', { status: 'expired' }, ['placed', 'payer_must_confirm', 'payment_expired']],
  ['cancelled', { status: 'cancelled' }, ['placed', 'payer_must_confirm', 'cancelled']],
  ...(
    [
      'payment_unanswered',
      'payment_amount_differs',
      'operator_silent',
      'refund_unanswered',
      'refund_refused',
      'books_differ',
      'invariant_broken',
      'upstream_stopped',
      'float_empty',
    ] as const
  ).map(
    (attention): Case => [
      `attention_${attention}`,
      { status: 'needs_attention', attention },
      [...sent, 'delivery_unanswered', 'delivery_resent', 'attention_needed'],
    ],
  ),
]

/** One renewal of the quote per case, by name. */
export function everyState(quote: Quote, at: Date): ReadonlyMap<string, Renewal> {
  return new Map(
    cases.map(([name, change, events]) => {
      const extra: Partial<Renewal> = {
        ...(change.status === 'awaiting_payment' && {
          payment: {
            method: 'sandbox_card',
            status: 'action',
            reference: 'pay_1',
            nextAction: {
              type: 'redirect',
              url: 'http://127.0.0.1:3001/pay/1',
              expiresAt: plusMs(at, 10 * 60_000),
            },
          },
        }),
        ...(change.status === 'delivered' && {
          deliveredAt: plusMs(at, 3000),
          expiresAt: endOfValidity(quote.plan.validity, at, zone) ?? null,
        }),
      }
      return [name, makeRenewal(quote, at, undefined, { ...extra, ...change }, events)]
    }),
  )
}
