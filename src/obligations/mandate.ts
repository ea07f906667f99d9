import type { MandateAside } from '#attempts'
import type { Uuid } from '#kernel'

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
