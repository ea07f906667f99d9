import type { Leg, Saying } from '#attempts'
import { Fault } from '#kernel'
import type { KeptAttempt } from '#obligations'
import type { CaseFile, Deed, Finding } from './case-file.ts'

/** What a deed comes to: a word about one attempt, a release, or the acceptance of a difference. */
export type Act =
  | { readonly kind: 'look' }
  | { readonly kind: 'word'; readonly about: KeptAttempt; readonly saying: Saying }
  | { readonly kind: 'release' }
  | { readonly kind: 'accept' }

/**
 * Whether a deed is safe where the attempts stand, and what it means. Pure. Never a refund beside
 * an unreversed delivery, nor while nobody knows of a delivery unless evidence shows that there was
 * none; never a delivery once money is on its way back.
 * @throws Fault case_closed · case_unsafe · case_finding_missing · body_invalid
 */
export function decideDeed(file: CaseFile, attempts: readonly KeptAttempt[], deed: Deed): Act {
  if (file.closedAt) throw new Fault('conflict', 'case_closed')
  if (deed.deed === 'look') return { kind: 'look' }
  if (!deed.proof?.trim())
    throw new Fault('invalid', 'body_invalid', {
      field: 'evidence',
      details: { reason: { key: 'expected.evidence' } },
    })
  if (file.attention === 'invariant_broken') throw unsafe('books_broken')
  if (deed.deed === 'accept') {
    // A renewal that waits is never closed by a note: it is delivered, refunded, or still waits.
    if (file.attention) throw unsafe('renewal_waits')
    return { kind: 'accept' }
  }
  if (!file.attention) throw unsafe('nothing_waits')
  const last = (leg: Leg) => attempts.findLast((attempt) => attempt.leg === leg)
  const legs = { charge: last('charge'), delivery: last('delivery'), refund: last('refund') }
  return deed.deed === 'delivered' ? markDelivered(file, legs) : refund(file, legs, deed.finding)
}

interface Legs {
  readonly charge: KeptAttempt | undefined
  readonly delivery: KeptAttempt | undefined
  readonly refund: KeptAttempt | undefined
}

function markDelivered(file: CaseFile, { delivery, refund }: Legs): Act {
  if (refund) throw unsafe('refund_under_way')
  if (file.attention === 'books_differ') return { kind: 'release' }
  if (!delivery) throw unsafe('nothing_sent')
  if (delivery.state !== 'open') throw unsafe(`delivery_${settled(delivery)}`)
  if (delivery.sends === 0) throw unsafe('nothing_sent')
  return { kind: 'word', about: delivery, saying: 'done' }
}

function refund(file: CaseFile, legs: Legs, finding: Finding | undefined): Act {
  const { charge, delivery } = legs
  // Paid from a wallet there is no charge to ask about: the delivery stands for it.
  if (!charge && !delivery) throw unsafe('nothing_charged')
  if (legs.refund) return settleRefund(legs.refund, finding)
  if (charge?.state === 'open') {
    const wanted = ['charged', 'not_charged'] as const
    const found = wanted.find((it) => it === finding)
    if (!found) throw missing(...wanted)
    return { kind: 'word', about: charge, saying: found === 'charged' ? 'done' : 'not_done' }
  }
  if (charge && charge.state !== 'done') throw unsafe('nothing_charged')
  if (!delivery) return { kind: 'word', about: charge!, saying: 'give_back' }
  // A delivery stands until the operator's own books say otherwise.
  const mayBeGone = delivery.state === 'done' && file.attention === 'books_differ'
  if (delivery.state !== 'open' && !mayBeGone) throw unsafe(`delivery_${settled(delivery)}`)
  if (finding !== 'not_delivered') throw missing('not_delivered')
  return { kind: 'word', about: delivery, saying: mayBeGone ? 'reversed' : 'not_done' }
}

/** An answer that is missing may be a yes: only proof of it, never a second refund. */
function settleRefund(attempt: KeptAttempt, finding: Finding | undefined): Act {
  if (attempt.state !== 'open' && attempt.state !== 'refused') throw unsafe('refund_done')
  if (finding === 'given_back') return { kind: 'word', about: attempt, saying: 'done' }
  if (attempt.state === 'open') throw missing('given_back')
  return { kind: 'word', about: attempt, saying: 'again' }
}

/** What has an answer stays as it is; `closed` was never anything. */
const settled = ({ state }: KeptAttempt) => (state === 'done' ? 'done' : 'over')

function unsafe(
  because:
    | 'books_broken'
    | 'renewal_waits'
    | 'nothing_waits'
    | 'refund_under_way'
    | 'refund_done'
    | 'nothing_sent'
    | 'nothing_charged'
    | 'delivery_done'
    | 'delivery_over',
): Fault {
  const details = { because: { key: `unsafe.${because}` } }
  return new Fault('conflict', 'case_unsafe', { details })
}

const missing = (...wanted: Finding[]) =>
  new Fault('invalid', 'case_finding_missing', {
    field: 'finding',
    details: { wanted: wanted.join(', ') },
  })
