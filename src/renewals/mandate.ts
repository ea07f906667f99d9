import type { RenewalEffect } from '#catalog'
import { plusMs, type Uuid } from '#kernel'

/**
 * A line that renews by itself: this plan, paid from this wallet, at most at this price. It is due,
 * under way (no due date), set aside until a later try, or paused.
 */
export interface Mandate {
  readonly lineId: Uuid
  readonly plan: string
  readonly wallet: Uuid
  readonly territory: string | null
  /** In minor units: a higher price is not paid without asking. */
  readonly maxTotal: bigint
  /** Renewals made so far. */
  readonly period: number
  readonly nextDue: Date | null
  readonly aside: MandateAside | null
}

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
