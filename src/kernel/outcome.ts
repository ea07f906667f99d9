/**
 * What we know after asking an outside party for an effect. `unknown` is the default of every
 * adapter: only the party's own explicit yes or no is final. A timeout, a 5xx, a cut socket and
 * garbage are all unknown.
 */
export type Outcome<Done, Refusal extends string = string> =
  | ({ readonly kind: 'done' } & Done)
  | Refused<Refusal>
  | Unknown

/**
 * The party says no, and that there was no effect. `again`: the same reference may be sent again
 * later.
 */
export interface Refused<Refusal extends string = string> {
  readonly kind: 'refused'
  readonly reason: Refusal
  readonly again: boolean
  readonly code?: string
}

export interface Unknown {
  readonly kind: 'unknown'
  /** pending: the party has it and has not finished; silent: no readable answer. */
  readonly reason: 'pending' | 'silent'
  readonly detail?: string
}

/**
 * The answer of a lookup by our reference when the party does not know it. Not a no: see
 * `visibilityLagMs`.
 */
export interface NotFound {
  readonly kind: 'not_found'
}

/**
 * One line of a party's own list: what it did under a reference, by its own word. `reference` is
 * the party's own id where it knows none of ours. A list is read by time, oldest first.
 */
export interface PartyRecord<Leg extends string = string> {
  readonly leg: Leg
  readonly reference: string
  readonly outcome: 'done' | 'refused' | 'reversed' | 'open'
  /** As the party writes it: its currency may be one that we do not know. */
  readonly amount: { readonly amount: bigint; readonly currency: string }
  /** What of a charge has been given back, in the same currency. */
  readonly returned?: bigint
  readonly at: Date
  readonly partyId: string
}

export const silent = (detail: string): Unknown => ({ kind: 'unknown', reason: 'silent', detail })
export const pending: Unknown = { kind: 'unknown', reason: 'pending' }
