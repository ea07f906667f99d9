import { decideCharge, isPastQuote } from './decide-charge.ts'
import type { AttentionReason } from './status.ts'
import { chargeRules, neverSent, type RulesContext } from './take-step.ts'
import type { Change, Work } from './work.ts'

/** Who stopped the party; undefined while it is ill or busy by itself. */
export type StoppedBy = { readonly by: string; readonly because: string } | undefined

const silent: Readonly<Record<Work['leg'], AttentionReason>> = {
  charge: 'payment_unanswered',
  delivery: 'operator_silent',
  refund: 'refund_unanswered',
}

/**
 * An attempt whose deadline came while its party was not to be called. A person has it, and it
 * stays as it is, an unsent send unsent, to go on when the party is back. A charge that was never
 * sent and whose price has run out has ended: nobody is charged hours after they left. Pure.
 */
export function decideWithheld(work: Work, stopped: StoppedBy, context: RulesContext): Change {
  if (isNeverToBeSent(work, context))
    return decideCharge(work, neverSent, chargeRules(work, context))
  const { status, attention } = work.renewal
  const asked = status === 'needs_attention'
  return {
    work,
    attempt: {
      state: work.state,
      step: work.step,
      // Not later than it was: whoever waits longest goes first when the party is back.
      nextAt: work.deadlineAt,
      answer: {
        last: 'withheld',
        ...(stopped ? { stopped_by: stopped.by, because: stopped.because } : {}),
      },
    },
    renewal: {
      status: 'needs_attention',
      attention: asked ? attention : stopped ? 'upstream_stopped' : silent[work.leg],
      promisedBy: null,
    },
    transfers: [],
    events: asked ? [] : ['attention_needed'],
  }
}

function isNeverToBeSent(work: Work, { policy, now }: RulesContext): boolean {
  return work.leg === 'charge' && work.sends === 0 && isPastQuote(work, { policy, now: now() })
}
