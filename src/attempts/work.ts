import type { RenewalEffect } from '#catalog'
import type { Money, Msisdn, Uuid, Validity } from '#kernel'
import type { Transfer } from '#ledger'
import type { MandateAside } from './next-due.ts'
import type { Leg } from './reference.ts'
import type { AttentionReason, RenewalEvent, RenewalStatus } from './status.ts'

export type Step = 'send' | 'look' | 'close' | 'watch'
export type AttemptState = 'open' | 'done' | 'refused' | 'reversed' | 'closed'

/**
 * A claimed attempt with what is needed to act on it and to decide: nothing is read between claim
 * and record.
 */
export interface Work {
  readonly renewalId: Uuid
  readonly leg: Leg
  readonly n: number
  readonly reference: string
  readonly party: string
  readonly fence: number
  readonly step: Step
  readonly state: AttemptState
  /** Its party may not be called now, and its deadline has come: nothing was or will be asked. */
  readonly withheld?: boolean
  /** Counting this turn's own. */
  readonly sends: number
  readonly looks: number
  readonly firstSentAt: Date | null
  readonly lastSentAt: Date | null
  readonly deadlineAt: Date
  readonly request: {
    readonly token?: string
    readonly expiresAt?: string
    /** Minor units to give back, where they are not the order's total. */
    readonly amount?: string
  } | null
  /** Minor units that a charge took, by the gateway's word; only where a person settles it. */
  readonly charged?: string
  readonly renewal: {
    readonly status: RenewalStatus
    readonly attention: AttentionReason | null
    readonly method: string
    readonly returnUrl: string | null
    readonly deliveredAt: Date | null
    /** The wallet that paid, if one did. */
    readonly wallet: Uuid | null
  }
  /** The mandate it renews, and for which time; null when somebody ordered it. */
  readonly mandate: { readonly lineId: Uuid; readonly period: number } | null
  readonly order: {
    readonly msisdn: Msisdn
    readonly operator: string
    readonly plan: string
    readonly validity: Validity
    readonly effect: RenewalEffect
    readonly zone: string
    readonly total: Money
    readonly load: Money
    /** Money proven later than this is given back. */
    readonly payBy: Date
  }
}

/**
 * Everything one answer changes. It is written whole, guarded by the fence and the status, or not
 * at all.
 */
export interface Change {
  readonly work: Work
  readonly attempt: {
    readonly state: AttemptState
    readonly step: Step
    readonly nextAt: Date | null
    readonly deadlineAt?: Date
    readonly answer?: Readonly<Record<string, unknown>>
  }
  readonly renewal: {
    readonly status: RenewalStatus
    readonly attention: AttentionReason | null
    readonly promisedBy: Date | null
    readonly deliveredAt?: Date
    readonly endsAt?: Date
    readonly nextAction?: { readonly url: string; readonly expiresAt: Date | null } | null
  }
  readonly follow?: FollowUp
  /** When the mandate is next due; null pauses it, `aside` says why. */
  readonly mandate?: { readonly nextDue: Date | null; readonly aside: MandateAside | null }
  readonly transfers: readonly Transfer[]
  readonly events: readonly RenewalEvent[]
}

/** The next obligation, written with the answer that made it one. */
export interface FollowUp {
  readonly leg: Leg
  readonly n: number
  readonly party: string
  readonly nextAt: Date
  readonly deadlineAt: Date
  readonly request?: Readonly<Record<string, string>>
}
