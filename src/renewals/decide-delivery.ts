import { endOfValidity, type NotFound, plusMs } from '#kernel'
import type { DeliveryOutcome, Reversed } from '#operators'
import { mayTryAgain, nextTry, type OpenRules, stillOpen } from './decide-open.ts'
import { moneyCourse } from './money-course.ts'
import type { Change, FollowUp, Work } from './work.ts'

export interface DeliveryRules extends OpenRules {
  /** The provider that took the money and can give it back. */
  readonly refundBy: string
  readonly reversals: boolean
}

type DeliveryAnswer = DeliveryOutcome | Reversed | NotFound

const words = {
  status: 'delivering',
  attention: 'operator_silent',
  unanswered: 'delivery_unanswered',
  resent: 'delivery_resent',
} as const

/** What the operator's answer about a delivery means. Pure. Never a refund beside an unreversed delivery. */
export function decideDelivery(work: Work, answer: DeliveryAnswer, rules: DeliveryRules): Change {
  if (work.state === 'done')
    return answer.kind === 'reversed' ? reversed(work, rules) : watched(work, answer, rules)
  switch (answer.kind) {
    case 'done':
      return delivered(work, answer, rules)
    case 'reversed':
      return reversed(work, rules)
    case 'refused':
      return answer.again ? tryAgain(work, rules) : refused(work, answer, rules)
    case 'not_found':
    case 'unknown':
      return stillOpen(work, answer, rules, words)
  }
}

function delivered(
  work: Work,
  answer: DeliveryAnswer & { kind: 'done' },
  rules: DeliveryRules,
): Change {
  const { now } = rules
  const { validity, zone } = work.quote
  const endsAt = answer.endsAt ?? endOfValidity(validity, now, zone)
  return {
    work,
    attempt: {
      state: 'done',
      step: 'watch',
      nextAt: nextWatch(now, rules),
      answer: { party_id: answer.partyId },
    },
    renewal: {
      status: 'delivered',
      attention: null,
      promisedBy: null,
      deliveredAt: now,
      ...(endsAt ? { endsAt } : {}),
    },
    transfers: moneyCourse.delivered(work),
    events: ['delivered'],
  }
}

/**
 * Not known to be reversed at this look. Looks end with the schedule, if the last one was answered: a silence
 * is no proof that it still stands. A later callback starts another.
 */
function watched(work: Work, answer: DeliveryAnswer, rules: DeliveryRules): Change {
  const { now, policy, reversals } = rules
  const { status, attention, deliveredAt } = work.renewal
  const planned = nextWatch(deliveredAt ?? now, rules)
  const isSilent = reversals && answer.kind === 'unknown'
  const nextAt = planned ?? (isSilent ? plusMs(now, policy.slowLookMs) : null)
  return {
    work,
    attempt: { state: 'done', step: 'watch', nextAt },
    renewal: { status, attention, promisedBy: null },
    transfers: [],
    events: [],
  }
}

function nextWatch(deliveredAt: Date, { policy, now, reversals }: DeliveryRules): Date | null {
  if (!reversals) return null
  const next = policy.watchMs.map((ms) => plusMs(deliveredAt, ms)).find((at) => at > now)
  return next ?? null
}

/** The operator took it back by its own word: both books mirror it, and the money goes home. */
function reversed(work: Work, rules: DeliveryRules): Change {
  const wasBooked = work.state === 'done'
  return {
    work,
    attempt: { state: 'reversed', step: 'watch', nextAt: null },
    renewal: refunding(rules),
    follow: refundOf(rules),
    transfers: [
      ...(wasBooked ? [] : moneyCourse.delivered(work)),
      ...moneyCourse.reversed(work),
      ...moneyCourse.refundOwed(work, work.quote.total),
    ],
    events: [...(wasBooked ? [] : (['delivered'] as const)), 'delivery_reversed', 'refund_started'],
  }
}

function refused(
  work: Work,
  answer: DeliveryAnswer & { kind: 'refused' },
  rules: DeliveryRules,
): Change {
  return {
    work,
    attempt: {
      state: 'refused',
      step: 'look',
      nextAt: null,
      answer: { reason: answer.reason, ...(answer.code ? { code: answer.code } : {}) },
    },
    renewal: refunding(rules),
    follow: refundOf(rules),
    transfers: moneyCourse.refundOwed(work, work.quote.total),
    events: ['delivery_refused', 'refund_started'],
  }
}

/** No effect, by the operator's word, but it may work later (its own float is empty, say). */
function tryAgain(work: Work, rules: DeliveryRules): Change {
  const change = stillOpen(work, { kind: 'unknown', reason: 'pending' }, rules, words)
  if (!mayTryAgain(work, rules)) return change
  return { ...change, attempt: { ...change.attempt, step: 'send', nextAt: nextTry(work, rules) } }
}

function refunding({ now, policy }: DeliveryRules): Change['renewal'] {
  return {
    status: 'refunding',
    attention: null,
    promisedBy: plusMs(now, policy.personAfterMs),
  }
}

function refundOf({ now, policy, refundBy }: DeliveryRules): FollowUp {
  return {
    leg: 'refund',
    n: 1,
    party: refundBy,
    nextAt: now,
    deadlineAt: plusMs(now, policy.personAfterMs),
  }
}
