/** The provinces and territories whose service tax differs. */
export const territories = [
  'punjab',
  'sindh',
  'kp',
  'balochistan',
  'islamabad',
  'ajk',
  'gb',
] as const
export type Territory = (typeof territories)[number]

/**
 * One version of the tax chain for one territory; a receipt stores its id. Rates in basis points
 * (1950 = 19.5 %).
 */
export interface TaxRule {
  /** `pk-2025-26/punjab` */
  readonly id: string
  readonly territory: Territory
  readonly advanceTaxBp: number
  readonly serviceTaxBp: number
  /** Local dates (Asia/Karachi), `until` exclusive. */
  readonly effectiveFrom: string
  readonly effectiveUntil: string | null
  readonly source: string
  readonly asOf: string
  readonly verified: boolean
}

/** The rule as it was applied: what a quote locks and a receipt keeps. */
export interface AppliedTaxRule
  extends Pick<TaxRule, 'id' | 'territory' | 'advanceTaxBp' | 'serviceTaxBp'> {
  /** Nobody named a territory, and the total does not depend on it: the split is an example. */
  readonly assumed: boolean
}

/** What is paid and where it goes, with the rule that says so: one reckoning for every surface. */
export interface TrueCost {
  readonly split: PriceBreakdown
  readonly taxRule: AppliedTaxRule
}

/**
 * Where the money goes, in minor units: load = advanceTax + credited; credited = serviceTax +
 * service.
 */
export interface PriceBreakdown {
  readonly load: bigint
  readonly advanceTax: bigint
  readonly credited: bigint
  readonly serviceTax: bigint
  readonly service: bigint
}
