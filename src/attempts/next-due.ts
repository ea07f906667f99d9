import type { RenewalEffect } from '#catalog'
import { plusMs } from '#kernel'

export type MandateAside =
  | 'wallet_short'
  | 'price_above_cap'
  | 'plan_not_offered'
  /** The renewal of this period exists although the mandate does not know of it: for a person. */
  | 'period_taken'
  | 'delivery_refused'
  | 'delivery_reversed'

/** A plan is valid through its last second, so the next one begins with the one after. */
const nextSecondMs = 1000

/**
 * When a line is renewed so that no day is lost and none paid twice. Where the operator queues, the
 * next plan starts when the running one ends, so it can be bought early. Everywhere else it starts
 * when it is bought: with calendar days, buying on the last evening would count that day again, so
 * it is bought in the first second after the end, which is the first of the next day. Pure.
 */
export function nextDueAfter(
  effect: RenewalEffect,
  endsAt: Date | undefined,
  leadMs: number,
): { nextDue: Date | null; aside: MandateAside | null } {
  // Without a known end nobody can say when it is due; such plans are not sold either.
  if (!endsAt) return { nextDue: null, aside: 'plan_not_offered' }
  const nextDue = effect === 'queue' ? plusMs(endsAt, -leadMs) : plusMs(endsAt, nextSecondMs)
  return { nextDue, aside: null }
}
