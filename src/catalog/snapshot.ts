import type { OperatorFact, PlanFact, TaxRuleFact, TerritoryName } from './fact.ts'
import type { StandingOffer } from './offer.ts'
import type { Statement } from './statement.ts'

/**
 * The whole catalogue at one revision, small enough (150 plans) to be kept and searched in memory.
 */
export interface Snapshot {
  readonly revision: bigint
  readonly operators: readonly OperatorFact[]
  readonly plans: readonly PlanFact[]
  readonly taxRules: readonly TaxRuleFact[]
  readonly territories: readonly TerritoryName[]
  readonly offers: readonly StandingOffer[]
  /**
   * What staff stated and stands, by plan, oldest first; over what `plans` has from the release.
   */
  readonly statements: ReadonlyMap<string, readonly Statement[]>
}
