import { endOfValidity, type NotFound, plusMs } from '#kernel'
import type { DeliveryOutcome, Reversed } from '#operators'
import { nextTry, type OpenRules, stillOpen } from './decide-open.ts'
import { giveBack } from './give-back.ts'
import { moneyCourse } from './money-course.ts'
import { nextDueAfter } from './next-due.ts'
import type { Change, Work } from './work.ts'

export interface DeliveryRules extends OpenRules {
  /** The provider that took the money and can give it back; a wallet needs none. */
  readonly refundBy: string | null
  readonly reversals: boolean
}

type DeliveryAnswer = DeliveryOutcome | Reversed | NotFound

const words = {
  status: 'delivering',
  attention: 'operator_silent',
  unanswered: 'delivery_unanswered',
  resent: 'delivery_resent',
} as const

/**
 * What the operator's answer about a delivery means. Pure. Never a refund beside an unreversed
 * delivery.
 */
export function decideDelivery(work: Work, answer: DeliveryAnswer, rules: DeliveryRules): Change {
  if (work.state === 'done')
    return answer.kind === 'reversed' ? reversed(work, rules) : watched(work, answer, rules)
  switch (answer.kind) {
    case 'done':
      return delivered(work, answer, rules)
    case 'reversed':
      return reversed(work, rules)
    case 'refused':
      return answer.again ? tryAgain(work, answer, rules) : refused(work, answer, rules)
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
  const { effect, validity, zone } = work.order
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
    ...(work.mandate && { mandate: nextDueAfter(effect, endsAt, rules.policy.mandateLeadMs) }),
    transfers: moneyCourse.delivered(work),
    events: ['delivered'],
  }
}

/**
 * Still delivered at this look. Looks end with the schedule, but not with one that nobody answered:
 * the reversal that it was for would never be found. A later callback starts another.
 */
function watched(work: Work, answer: DeliveryAnswer, rules: DeliveryRules): Change {
  const { status, attention, deliveredAt } = work.renewal
  const planned = nextWatch(deliveredAt ?? rules.now, rules)
  return {
    work,
    attempt: {
      state: 'done',
      step: 'watch',
      nextAt:
        planned ?? (isUnheard(answer, rules) ? plusMs(rules.now, rules.policy.slowLookMs) : null),
    },
    renewal: { status, attention, promisedBy: null },
    transfers: [],
    events: [],
  }
}

function isUnheard(answer: DeliveryAnswer, { reversals, promises }: DeliveryRules): boolean {
  const canBeAsked = reversals && promises.lookupByReference !== false
  return canBeAsked && (answer.kind === 'unknown' || answer.kind === 'not_found')
}

function nextWatch(deliveredAt: Date, { policy, now, reversals }: DeliveryRules): Date | null {
  if (!reversals) return null
  const next = policy.watchMs.map((ms) => plusMs(deliveredAt, ms)).find((at) => at > now)
  return next ?? null
}

/** The operator took it back by its own word: both books mirror it, and the money goes home. */
function reversed(work: Work, rules: DeliveryRules): Change {
  const wasBooked = work.state === 'done'
  const back = giveBack(work, 'delivery_reversed', rules)
  return {
    work,
    attempt: { state: 'reversed', step: 'watch', nextAt: null },
    ...back,
    transfers: [
      ...(wasBooked ? [] : moneyCourse.delivered(work)),
      ...moneyCourse.reversed(work),
      ...back.transfers,
    ],
    events: [...(wasBooked ? [] : (['delivered'] as const)), 'delivery_reversed', ...back.events],
  }
}

function refused(
  work: Work,
  answer: DeliveryAnswer & { kind: 'refused' },
  rules: DeliveryRules,
): Change {
  const back = giveBack(work, 'delivery_refused', rules)
  return {
    work,
    attempt: {
      state: 'refused',
      step: 'look',
      nextAt: null,
      answer: { reason: answer.reason, ...(answer.code ? { code: answer.code } : {}) },
    },
    ...back,
    events: ['delivery_refused', ...back.events],
  }
}

/** No effect, by the operator's word, but it may work later: our float with it is empty, say. */
function tryAgain(
  work: Work,
  { reason, code }: DeliveryAnswer & { kind: 'refused' },
  rules: DeliveryRules,
): Change {
  const attention = reason === 'float_empty' ? 'float_empty' : words.attention
  const open = { kind: 'unknown', reason: 'pending' } as const
  const change = stillOpen(work, open, rules, { ...words, attention })
  const answer = { last: 'refused', reason, ...(code === undefined ? {} : { code }) }
  return {
    ...change,
    attempt: { ...change.attempt, step: 'send', nextAt: nextTry(work, rules), answer },
  }
}
