import type { Currency, Validity } from '#kernel'
import type { TrueCost } from './tax.ts'

/**
 * Text in the three languages; English is always there, the others where the source or we have
 * them.
 */
export interface Localized {
  readonly en: string
  readonly 'zh-Hans'?: string
  readonly ur?: string
}

/**
 * Every fact says where it comes from. `asOf` is the source's own date or words ("2024-09-02",
 * "undated").
 */
export interface Provenance {
  readonly source: string
  readonly sourceUrl: string | null
  readonly asOf: string
  readonly verified: boolean
}

export interface Operator {
  readonly id: string
  readonly name: Localized
  /** What people type for it, lower case: `jio` finds Jazz. */
  readonly aliases: readonly { readonly text: string; readonly note: string | null }[]
  /**
   * National prefixes without the zero (`30`, `32`, `355`): only a guess since numbers are
   * portable.
   */
  readonly prefixes: readonly string[]
  /** IANA zone in which its calendar days end. */
  readonly zone: string
  readonly helpline: string | null
  readonly provenance: Provenance
}

/**
 * Volumes the source states; `null` where it does not, never 0. `unlimitedOnNet` is a statement of
 * its own.
 */
export interface Allowance {
  readonly dataMb: number | null
  /** The part of `dataMb` that only counts in `offpeakWindow`. */
  readonly dataOffpeakMb: number | null
  readonly offpeakWindow: string | null
  readonly socialMb: number | null
  readonly socialApps: string | null
  readonly minutesAllNet: number | null
  readonly minutesOnNet: number | null
  readonly minutesOffNet: number | null
  readonly sms: number | null
  readonly unlimitedOnNet: boolean
}

/**
 * balance_incl_gst: leaves the SIM balance, service tax inside, advance tax not · load_incl_ait:
 * what must be loaded, everything inside · excl_tax: service alone, both taxes come on top ·
 * unknown: the source does not say; never quoted.
 */
export type PriceBasis = 'balance_incl_gst' | 'load_incl_ait' | 'excl_tax' | 'unknown'

export interface PlanPrice {
  readonly basis: PriceBasis
  /** Minor units; null where the source has no price. */
  readonly amount: bigint | null
  readonly currency: Currency
}

/** What the operator does when the plan is bought while one of its kind is still running. */
export type RenewalEffect = 'stack' | 'replace' | 'queue' | 'reject' | 'extend_volume' | 'unknown'

export interface Plan {
  readonly id: string
  readonly operator: string
  readonly name: Localized
  /** prepaid · add-on · idd · roaming · postpaid · postpaid-bolt-on · travel-esim */
  readonly kind: string
  readonly allowance: Allowance
  readonly validity: Validity
  readonly price: PlanPrice
  /** National, or the place it is sold in, in the source's words. */
  readonly region: string
  readonly renewalEffect: RenewalEffect
  readonly ussd: {
    readonly subscribe: string | null
    readonly status: string | null
    readonly unsubscribe: string | null
  }
  readonly provenance: Provenance
  readonly verifiedFields: readonly string[]
  readonly placeholder: boolean
  readonly notes: string | null
  /** The source is older than about two years or from before a known change of taxes or prices. */
  readonly stale?: boolean
  /** Whether the operator itself buys it again when it ends; null where the source does not say. */
  readonly autoRecurring?: boolean | null
}

/** Why a plan is listed but not sold; undefined on one that is. */
export type NotOffered =
  | 'placeholder'
  | 'not_prepaid'
  | 'price_unknown'
  | 'price_basis_unknown'
  | 'validity_unknown'
  | 'not_deliverable'
  | 'unverified'
  | 'tax_rule_unverified'

/**
 * A plan as it can be bought now: facts overlaid by what the connected upstream confirmed about
 * price, basis, validity and effect.
 */
export interface ListedPlan extends Plan {
  readonly offered: boolean
  readonly notOffered: NotOffered | undefined
  /** The upstream whose tariff confirms it (`sandbox:jazz`), null when only facts speak. */
  readonly confirmedBy: string | null
  /**
   * What the customer pays in minor units; null when it depends on a territory that is not known,
   * or is not offered.
   */
  readonly total: bigint | null
  /** Where the total goes; null where the total is. */
  readonly cost: TrueCost | null
  readonly territoryNeeded: boolean
}
