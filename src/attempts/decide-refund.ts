import { type Money, type NotFound, sameMoney } from '#kernel'
import type { RefundOutcome } from '#payments'
import { mayTryAgain, nextTry, type OpenRules, stillOpen } from './decide-open.ts'
import { moneyCourse } from './money-course.ts'
import type { Change, Work } from './work.ts'

const words = {
  status: 'refunding',
  attention: 'refund_unanswered',
  unanswered: 'refund_unanswered',
} as const

/**
 * What the gateway's answer about a refund means. Pure. The liability stays on the ledger until it
 * is confirmed.
 */
export function decideRefund(
  work: Work,
  answer: RefundOutcome | NotFound,
  rules: OpenRules,
): Change {
  switch (answer.kind) {
    case 'done': {
      if (!sameMoney(answer.amount, amountOfRefund(work)))
        return refusedForGood(work, 'amount differs')
      return {
        work,
        attempt: {
          state: 'done',
          step: 'look',
          nextAt: null,
          answer: { party_id: answer.partyId },
        },
        renewal: { status: 'refunded', attention: null, promisedBy: null },
        transfers: moneyCourse.refunded(work, answer.amount),
        events: ['refunded'],
      }
    }
    case 'refused': {
      if (!answer.again) return refusedForGood(work, answer.code ?? answer.reason)
      // The same reference again: a new one could pay it back twice.
      const change = stillOpen(work, { kind: 'unknown', reason: 'pending' }, rules, words)
      if (!mayTryAgain(work, rules)) return change
      return {
        ...change,
        attempt: { ...change.attempt, step: 'send', nextAt: nextTry(work, rules) },
      }
    }
    case 'not_found':
    case 'unknown':
      return stillOpen(work, answer, rules, words)
  }
}

/** The order's total; for a charge that differed from it, what was really charged. */
export function amountOfRefund({ request, order }: Work): Money {
  if (request?.amount === undefined) return order.total
  return { amount: BigInt(request.amount), currency: order.total.currency }
}

function refusedForGood(work: Work, detail: string): Change {
  return {
    work,
    attempt: { state: 'refused', step: 'look', nextAt: null, answer: { detail } },
    renewal: { status: 'needs_attention', attention: 'refund_refused', promisedBy: null },
    transfers: [],
    events: ['attention_needed'],
  }
}
