import { plusMs } from '#kernel'
import { moneyCourse } from './money-course.ts'
import type { Policy } from './policy.ts'
import type { Change, Work } from './work.ts'

/**
 * The whole price goes home: to the wallet it came from, at once and with the same statement, since
 * both sides are our own books; otherwise by asking the provider that took it. A mandate whose
 * delivery was refused or taken back is paused, or it would pay for the same refusal every week.
 * Pure.
 */
export function giveBack(
  work: Work,
  why: 'delivery_refused' | 'delivery_reversed',
  rules: { readonly now: Date; readonly policy: Policy; readonly refundBy: string | null },
): Pick<Change, 'renewal' | 'follow' | 'mandate' | 'transfers' | 'events'> {
  const { total } = work.order
  if (work.renewal.wallet !== null) {
    return {
      renewal: { status: 'refunded', attention: null, promisedBy: null },
      ...(work.mandate && { mandate: { nextDue: null, aside: why } }),
      transfers: moneyCourse.returned(work, total),
      events: ['refunded'],
    }
  }
  if (rules.refundBy === null) throw new Error('no provider took the money, and no wallet')
  const promisedBy = plusMs(rules.now, rules.policy.personAfterMs)
  return {
    renewal: { status: 'refunding', attention: null, promisedBy },
    follow: {
      leg: 'refund',
      n: 1,
      party: rules.refundBy,
      nextAt: rules.now,
      deadlineAt: promisedBy,
    },
    transfers: moneyCourse.refundOwed(work, total),
    events: ['refund_started'],
  }
}
