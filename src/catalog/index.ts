/**
 * What may be sold: operators, plans, prices, taxes, where and since when. Owns the schema
 * `catalog`. Facts come from `facts/` and are overlaid by what a connected upstream confirms;
 * nothing unverified and unconfirmed is ever `offered`.
 */
import type { Msisdn } from '#kernel'
import type { ListedPlan, Operator } from './plan.ts'
import type { PriceBreakdown, TaxRule, Territory } from './tax.ts'

export { BadFacts, type Problem } from './bad-facts.ts'
export { type CatalogDesk, createCatalogDesk, type DeedSource } from './catalog-desk.ts'
export type { ChangeDeed, ChangeKind, ChangeSet, KeptChange } from './change-set.ts'
export {
  type CatalogOptions,
  createCatalog,
  type NamedCatalog,
  type PlanRecords,
} from './create-catalog.ts'
export type { Environment, Facts, TerritoryName } from './fact.ts'
export type { ImportDiff, PlanChange, Suspicion } from './import/compare-import.ts'
export { describeImport, valueText } from './import/describe-import.ts'
export type { RowProblem } from './import/draft.ts'
export type { AppliedImport, ImportPreview } from './import-file.ts'
export type { UpstreamOffer } from './offer.ts'
export type * from './plan.ts'
export type { PlanRecord, PriceStep, ScheduledFact } from './plan-record.ts'
export { breakDown, isKnownPrice, type KnownPrice, type TaxRates } from './price.ts'
export { readFacts } from './read-facts.ts'
export { type RecordedOffers, recordUpstreamOffers } from './record-upstream-offers.ts'
export type { ReviewItem } from './review.ts'
export { seedCatalog } from './seed-catalog.ts'
export {
  type FactField,
  type FactValue,
  factFields,
  isFactField,
  type StatedFact,
  type StatedPrice,
  type Statement,
} from './statement.ts'
export type * from './tax.ts'
export { territories } from './tax.ts'

export interface PlanList {
  /** The same array as long as nothing changed, so that what is made of it can be kept. */
  readonly plans: readonly ListedPlan[]
  /** All whose plans are listed, those that nobody's line belongs to included. */
  readonly operators: readonly Operator[]
}

export interface PricedPlan {
  readonly plan: ListedPlan
  readonly price: PriceBreakdown
  readonly taxRule: TaxRule
  /**
   * True when no territory was given and the total does not depend on it: the split is shown for
   * the default one.
   */
  readonly territoryAssumed: boolean
}

export interface Catalog {
  listOperators(): Promise<readonly Operator[]>
  getOperator(id: string): Promise<Operator | undefined>
  /** By prefix alone, so only ever a guess; undefined where no prefix fits. */
  guessOperator(msisdn: Msisdn): Promise<Operator | undefined>
  /** Every plan as it can be bought at a moment; totals for a territory, where they need one. */
  listPlans(query: { readonly territory?: Territory }, at: Date): Promise<PlanList>
  findPlan(id: string, at: Date): Promise<ListedPlan | undefined>
  /**
   * The true cost of an offered plan at a moment.
   * @throws Fault plan_unknown · plan_not_offered (details.reason) · price_basis_unknown ·
   * territory_required
   */
  pricePlan(id: string, territory: Territory | undefined, at: Date): Promise<PricedPlan>
}
