import { Fault, plusMs } from '#kernel'
import { decideCharge } from './decide-charge.ts'
import { decideDelivery } from './decide-delivery.ts'
import { amountOfRefund, decideRefund } from './decide-refund.ts'
import { moneyCourse } from './money-course.ts'
import type { RenewalEvent } from './status.ts'
import { chargeRules, deliveryRules, type RulesContext, refundRules } from './take-step.ts'
import type { Change, Work } from './work.ts'

/**
 * What a named person found out about an attempt, with evidence.
 * done / not_done: of an attempt that nobody answered (a refund that was refused may still have
 * been done by hand) · reversed: of a delivery that the operator's books do not have · again: of a
 * refund refused for good, under a new reference · give_back: of a charge that differs from its
 * order.
 */
export type Saying = 'done' | 'not_done' | 'reversed' | 'again' | 'give_back'

export interface Word {
  readonly saying: Saying
  /** The party's name for the effect, as the person read it there. */
  readonly partyId: string
  /** Who, and what shows it; kept with the attempt. */
  readonly evidence: Readonly<Record<string, string>>
}

/**
 * A person's word enters the same decisions as a party's answer. Pure.
 * @throws Fault word_unsafe when the attempt does not stand where such a word can be true
 */
export function decideWord(work: Work, word: Word, context: RulesContext): Change {
  const change = decide(work, word, context)
  if (!change) {
    const details = { leg: work.leg, state: work.state, saying: word.saying }
    throw new Fault('conflict', 'word_unsafe', { details })
  }
  const { answer } = change.attempt
  return {
    ...change,
    attempt: { ...change.attempt, answer: { ...answer, person: word.evidence } },
    events: ['settled_by_person', ...change.events.filter((event) => !saidByParty.has(event))],
  }
}

/** Events that tell of a party's own no: nobody but the person said so here. */
const saidByParty: ReadonlySet<RenewalEvent> = new Set([
  ...(['delivery_refused', 'delivery_reversed', 'payment_expired'] as const),
])

function decide(work: Work, { saying, partyId }: Word, context: RulesContext): Change | undefined {
  const { order, renewal } = work
  // What stands still because of a broken invariant is first released.
  if (renewal.status !== 'needs_attention' || renewal.attention === 'invariant_broken') return
  switch (`${work.leg} ${work.state} ${saying}`) {
    case 'charge open done': {
      const rules = { ...chargeRules(work, context), giveBack: true }
      return decideCharge(work, { kind: 'done', partyId, amount: order.total }, rules)
    }
    case 'charge open not_done': {
      const answer = { kind: 'refused', reason: 'expired', again: false } as const
      return decideCharge(work, answer, chargeRules(work, context))
    }
    case 'charge done give_back':
      return renewal.attention === 'payment_amount_differs' ? giveBack(work, context) : undefined
    case 'delivery open done':
      return decideDelivery(work, { kind: 'done', partyId }, deliveryRules(work, context))
    case 'delivery open not_done': {
      const answer = { kind: 'refused', reason: 'unclassified', again: false } as const
      return decideDelivery(work, answer, deliveryRules(work, context))
    }
    case 'delivery done reversed':
      if (renewal.attention !== 'books_differ') return
      return decideDelivery(work, { kind: 'reversed', partyId }, deliveryRules(work, context))
    case 'refund open done':
    case 'refund refused done': {
      const amount = amountOfRefund(work)
      return decideRefund(work, { kind: 'done', partyId, amount }, refundRules(work, context))
    }
    case 'refund refused again':
      return refundAgain(work, context)
  }
}

/** All that was charged goes back, whatever the order said. */
function giveBack(work: Work, { policy, now }: RulesContext): Change | undefined {
  const charged = work.charged
  if (charged === undefined) return
  const deadlineAt = plusMs(now(), policy.personAfterMs)
  return {
    work,
    attempt: { state: 'done', step: 'look', nextAt: null },
    renewal: { status: 'refunding', attention: null, promisedBy: deadlineAt, nextAction: null },
    follow: {
      ...{ leg: 'refund', n: 1, party: work.party, nextAt: now(), deadlineAt },
      request: { amount: charged },
    },
    transfers: moneyCourse.refundOwed(work, { ...work.order.total, amount: BigInt(charged) }),
    events: ['refund_started'],
  }
}

/** References end in one digit; a ninth refusal is no longer a matter of trying again. */
const mostRefunds = 9

/** The party said no for good to this reference, so another one cannot pay it back twice. */
function refundAgain(work: Work, { policy, now }: RulesContext): Change | undefined {
  if (work.n >= mostRefunds) return
  const deadlineAt = plusMs(now(), policy.personAfterMs)
  return {
    work,
    attempt: { state: 'refused', step: 'look', nextAt: null },
    renewal: { status: 'refunding', attention: null, promisedBy: deadlineAt },
    follow: {
      ...{ leg: 'refund', n: work.n + 1, party: work.party, nextAt: now(), deadlineAt },
      ...(work.request?.amount ? { request: { amount: work.request.amount } } : {}),
    },
    transfers: [],
    events: ['refund_started'],
  }
}
