import { type NotFound, plusMs, sameMoney } from '#kernel'
import type { ChargeOutcome, ChargeRefusal } from '#payments'
import { type OpenRules, stillOpen } from './decide-open.ts'
import { moneyCourse } from './money-course.ts'
import type { RenewalEvent, RenewalStatus } from './status.ts'
import type { Change, Work } from './work.ts'

export interface ChargeRules extends OpenRules {
  /** The upstream that is asked to deliver once it is paid. */
  readonly deliverBy: string
  /** A person settles it: whatever was charged goes back. */
  readonly giveBack?: boolean
}

type ChargeAnswer = ChargeOutcome | NotFound

const refusals: Readonly<Record<ChargeRefusal, { status: RenewalStatus; event: RenewalEvent }>> = {
  declined: { status: 'declined', event: 'declined' },
  unclassified: { status: 'declined', event: 'declined' },
  expired: { status: 'expired', event: 'payment_expired' },
  cancelled: { status: 'cancelled', event: 'cancelled' },
}

/** What the gateway's answer about a charge means. Pure. */
export function decideCharge(work: Work, answer: ChargeAnswer, rules: ChargeRules): Change {
  if (answer.kind === 'done') return captured(work, answer, rules)
  // A closed charge is only looked at again because a callback hinted at money; no money, no
  // change.
  if (work.state !== 'open') return unchanged(work, answer, rules)
  switch (answer.kind) {
    case 'refused':
      return refused(work, answer.reason, answer.code)
    case 'action':
      return payerMustAct(work, answer, rules)
    case 'not_found':
      if (work.step === 'close') return refused(work, 'cancelled', undefined)
      if (isPastQuote(work, rules)) return neverArrived(work, rules)
      return stillOpen(work, answer, rules, words)
    case 'unknown':
      return stillOpen(work, answer, rules, words)
  }
}

const words = {
  status: 'paying',
  attention: 'payment_unanswered',
  unanswered: 'payment_unanswered',
} as const

function captured(work: Work, answer: ChargeAnswer & { kind: 'done' }, rules: ChargeRules): Change {
  const { now, policy } = rules
  const attempt = {
    state: 'done',
    step: 'look',
    nextAt: null,
    // The amount too: where it is not the agreed one, it is what a refund has to give back.
    answer: { party_id: answer.partyId, amount: answer.amount.amount.toString() },
  } as const
  const money = moneyCourse.charged(work, answer.amount)
  if (!sameMoney(answer.amount, work.order.total)) {
    return {
      work,
      attempt,
      renewal: { status: 'needs_attention', attention: 'payment_amount_differs', promisedBy: null },
      transfers: money,
      events: ['paid', 'attention_needed'],
    }
  }
  const promisedBy = plusMs(now, policy.personAfterMs)
  const follow = { n: 1, nextAt: now, deadlineAt: promisedBy } as const
  // Paid after the price lock ended, or after it was declined, closed or cancelled: given back, not
  // delivered.
  const late = work.state !== 'open' || isPastQuote(work, rules)
  if (late || rules.giveBack) {
    return {
      work,
      attempt,
      renewal: { status: 'refunding', attention: null, promisedBy, nextAction: null },
      follow: { ...follow, leg: 'refund', party: work.party },
      transfers: [...money, ...moneyCourse.refundOwed(work, answer.amount)],
      events: ['paid', ...(late ? (['paid_too_late'] as const) : []), 'refund_started'],
    }
  }
  return {
    work,
    attempt,
    renewal: { status: 'paid', attention: null, promisedBy, nextAction: null },
    follow: { ...follow, leg: 'delivery', party: rules.deliverBy },
    transfers: money,
    events: ['paid'],
  }
}

function refused(work: Work, reason: ChargeRefusal, code: string | undefined): Change {
  const { status, event } = refusals[reason]
  return {
    work,
    attempt: {
      state: reason === 'declined' || reason === 'unclassified' ? 'refused' : 'closed',
      step: 'look',
      nextAt: null,
      answer: { reason, ...(code ? { code } : {}) },
    },
    renewal: { status, attention: null, promisedBy: null, nextAction: null },
    transfers: [],
    events: [event],
  }
}

/**
 * The payer must visit a page. Looks go on, because neither the callback nor the payer may come
 * back.
 */
function payerMustAct(
  work: Work,
  answer: ChargeAnswer & { kind: 'action' },
  rules: ChargeRules,
): Change {
  const { now, policy } = rules
  const first = work.renewal.status === 'paying'
  const ends = answer.expiresAt ?? work.order.payBy
  const deadlineAt = plusMs(ends, policy.personAfterMs)
  if (now >= deadlineAt) {
    return stillOpen({ ...work, deadlineAt }, { kind: 'unknown', reason: 'pending' }, rules, words)
  }
  const soon = plusMs(now, policy.payerLookMs)
  const justEnded = plusMs(ends, 250)
  return {
    work,
    attempt: {
      state: 'open',
      step: work.step === 'close' ? 'close' : 'look',
      nextAt: now < ends && justEnded < soon ? justEnded : soon,
      deadlineAt,
      answer: { party_id: answer.partyId },
    },
    renewal: {
      status: 'awaiting_payment',
      attention: null,
      promisedBy: ends,
      nextAction: { url: answer.url, expiresAt: answer.expiresAt },
    },
    transfers: [],
    events: first ? ['payer_must_confirm'] : [],
  }
}

/**
 * The price lock ended and the gateway, past its visibility lag, knows of no charge: it is not sent
 * again.
 */
function neverArrived(work: Work, rules: ChargeRules): Change {
  const lag = rules.promises.visibilityLagMs
  const sent = work.lastSentAt?.getTime() ?? 0
  if (lag === null || rules.now.getTime() - sent < lag) {
    return stillOpen(work, { kind: 'unknown', reason: 'pending' }, rules, words)
  }
  return refused(work, 'expired', undefined)
}

/** Money that is proven now would go back: its price was locked for a shorter time. */
export function isPastQuote(
  work: Work,
  { now, policy }: Pick<ChargeRules, 'now' | 'policy'>,
): boolean {
  return now > plusMs(work.order.payBy, policy.graceMs)
}

/** A look without an answer is made again: the hint that it is for may be of money. */
function unchanged(work: Work, answer: ChargeAnswer, { now, policy }: ChargeRules): Change {
  const { status, attention } = work.renewal
  const nextAt = answer.kind === 'unknown' ? plusMs(now, policy.slowLookMs) : null
  return {
    work,
    attempt: { state: work.state, step: 'look', nextAt },
    renewal: { status, attention, promisedBy: null },
    transfers: [],
    events: [],
  }
}
