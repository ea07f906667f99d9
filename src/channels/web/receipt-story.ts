import type { RenewalEvent } from '#attempts'
import type { MessageKey } from '#i18n'
import type { Renewal } from '#receipts'

/** How a renewal is told: a word, a headline, what is certain, and where the money is. Pure. */
export interface Story {
  readonly tag: MessageKey
  readonly tone: 'good' | 'binds' | 'dim'
  readonly status: MessageKey
  readonly lead: readonly MessageKey[]
  readonly place: MessageKey
}

export function storyOf(renewal: Renewal): Story {
  const last = renewal.timeline.at(-1)?.event
  const told = (
    tag: Story['tag'],
    tone: Story['tone'],
    place: Story['place'],
    ...lead: MessageKey[]
  ): Story => ({ tag, tone, status: `status.${renewal.status}`, lead, place })
  switch (renewal.status) {
    case 'awaiting_payment':
      return told('tag.waiting', 'binds', 'place.not_charged', 'status.awaiting_payment_lead')
    case 'paying': {
      const story = told('tag.waiting', 'binds', 'place.asking', 'status.paying_lead')
      if (last !== 'payment_unanswered') return story
      return { ...story, status: 'status.paying_unknown', lead: ['status.paying_unknown_lead'] }
    }
    case 'paid':
      return told('tag.waiting', 'binds', 'place.held', 'status.paid_lead')
    case 'delivering': {
      const story = told('tag.waiting', 'binds', 'place.held', 'status.delivering_lead')
      if (last !== 'delivery_unanswered') return story
      const lead = ['status.delivering_unknown_lead'] as const
      return { ...story, status: 'status.delivering_unknown', lead }
    }
    case 'delivered':
      return told('tag.done', 'good', 'place.spent', 'status.delivered_lead')
    case 'refunding':
      return told('tag.refund', 'binds', 'place.returning', whyBack(renewal), 'why.all_of_it')
    case 'refunded':
      return told('tag.refund', 'good', 'place.returned', whyBack(renewal))
    case 'declined':
      return told('tag.not_charged', 'dim', 'place.not_charged', 'status.declined_lead')
    case 'expired':
      return told('tag.not_charged', 'dim', 'place.not_charged', 'status.expired_lead')
    case 'cancelled':
      return told('tag.not_charged', 'dim', 'place.not_charged', 'status.cancelled_lead')
    case 'needs_attention': {
      const { attention } = renewal
      const lead: MessageKey[] = attention === null ? [] : [`attention.${attention}`]
      return told('tag.person', 'binds', heldPlace(renewal), ...lead, 'attention.next')
    }
  }
}

/** The last reason counts: a plan may be refused by one route and reversed by the next. */
function whyBack({ timeline }: Renewal): MessageKey {
  const reasons: readonly RenewalEvent[] = [
    'delivery_refused',
    'delivery_reversed',
    'paid_too_late',
  ]
  const reason = timeline.findLast(({ event }) => reasons.includes(event))?.event
  return reason === undefined ? 'why.other' : (`why.${reason}` as MessageKey)
}

/**
 * Where the money is when a person has the case; "held" only where it is known to have been
 * charged.
 */
function heldPlace({ attention, payment }: Renewal): MessageKey {
  if (attention === 'refund_unanswered') return 'place.returning'
  if (attention === null || attention === 'payment_unanswered') return 'place.asking'
  if (attention === 'upstream_stopped' && payment.status === 'refunding') return 'place.returning'
  if (attention === 'upstream_stopped' && payment.status !== 'paid') return 'place.asking'
  // An order that does not add up may stand anywhere; only what the gateway proved is claimed.
  if (attention === 'invariant_broken' && payment.status !== 'paid') return 'place.asking'
  return 'place.held'
}
