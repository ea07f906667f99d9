import type { AttentionReason } from '#attempts'
import type { Uuid } from '#kernel'
import type { Held } from '#obligations'

/** How our books and a party's can differ. */
export const differences = [
  'charge_without_order',
  'charge_not_booked',
  'charge_unknown_to_party',
  'charge_amount_differs',
  'delivery_without_order',
  'delivery_not_booked',
  'delivery_unknown_to_party',
  'delivery_amount_differs',
  'reversal_not_booked',
  'refund_without_order',
  'refund_not_booked',
  'refund_unknown_to_party',
  'refund_amount_differs',
] as const

export type Difference = (typeof differences)[number]
/** Somebody says that a published fact is wrong: a case about that fact and no renewal. */
export const disputed = 'fact_disputed' as const
export type CaseReason = AttentionReason | Difference | typeof disputed

/** A thing that needs a person. */
export interface CaseFile {
  readonly id: Uuid
  readonly reason: CaseReason
  readonly renewalId: Uuid | null
  /** The renewal's own reason while this case answers for it. */
  readonly attention: AttentionReason | null
  readonly heldFrom: Held | null
  /** Whose books differ, and under which reference. */
  readonly party: string | null
  readonly reference: string | null
  readonly evidence: Readonly<Record<string, unknown>>
  readonly openedAt: Date
  readonly deadlineAt: Date
  readonly closedAt: Date | null
  readonly closedHow: 'moved' | 'agrees' | 'accepted' | null
}

export const deeds = ['look', 'delivered', 'refund', 'accept'] as const
export type DeedName = (typeof deeds)[number]

/** What the evidence of a person shows. */
export const findings = ['charged', 'not_charged', 'not_delivered', 'given_back'] as const
export type Finding = (typeof findings)[number]

export interface Deed {
  readonly deed: DeedName
  /** The person; a shared key alone is nobody. */
  readonly by: string
  /** The key or account that spoke for them. */
  readonly caller: string
  /** What was seen, where. Required but for a look. */
  readonly proof?: string
  /** The party's own name for the effect. */
  readonly partyId?: string
  readonly finding?: Finding
}

export interface KeptDeed {
  readonly at: Date
  readonly deed: DeedName
  readonly by: string
  readonly caller: string
  readonly evidence: Readonly<Record<string, unknown>>
}

/** A person has an hour: by then the customer must know more than "we look into it". */
export const deadlineMs = 60 * 60_000
