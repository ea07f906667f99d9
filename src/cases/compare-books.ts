import type { Leg } from '#attempts'
import type { PartyRecord } from '#kernel'
import type { Difference } from './case-file.ts'
import type { Booking } from './store/books.ts'

/**
 * What one line of a party's list means beside our booking of the same reference. `under_way`: our
 * attempt has no answer yet, so asking now is all it takes. Pure.
 */
export function compare(
  theirs: PartyRecord<Leg>,
  ours: Booking | undefined,
): Difference | 'under_way' | undefined {
  const { leg, outcome } = theirs
  if (!ours) {
    if (outcome !== 'done' || isReturned(theirs)) return undefined
    return `${leg}_without_order`
  }
  if (ours.state === 'open') {
    return outcome === 'done' || outcome === 'reversed' ? 'under_way' : undefined
  }
  const isBooked = ours.state === 'done'
  if (outcome === 'reversed') return isBooked ? 'reversal_not_booked' : undefined
  if (outcome !== 'done') return isBooked ? `${leg}_unknown_to_party` : undefined
  if (!isBooked) return isReturned(theirs) ? undefined : `${leg}_not_booked`
  const { amount, currency } = theirs.amount
  return amount === ours.amount && currency === ours.currency ? undefined : `${leg}_amount_differs`
}

/** A charge that went back whole needs nobody any more. */
function isReturned({ leg, returned, amount }: PartyRecord): boolean {
  return leg === 'charge' && returned === amount.amount
}
