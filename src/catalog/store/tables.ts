import type { Generated } from 'kysely'
import type { Currency, ValidityRule } from '#kernel'
import type { ChangeKind } from '../change-set.ts'
import type { Environment, OperatorKind } from '../fact.ts'
import type { Localized, Operator, PriceBasis, RenewalEffect } from '../plan.ts'
import type { FactField, FactValue } from '../statement.ts'
import type { Territory } from '../tax.ts'

/**
 * The rows of the schema `catalog`, spelled as in migrations/000002_catalog.sql. Dates are text.
 */
export type CatalogTables = {
  'catalog.revision': { number: bigint }
  'catalog.operator': OperatorRow
  'catalog.operator_prefix': PrefixRow
  'catalog.territory': TerritoryRow
  'catalog.tax_rule': TaxRuleRow
  'catalog.plan': PlanRow
  'catalog.plan_price': PriceRow
  'catalog.upstream_offer': OfferRow
  'catalog.change_set': ChangeSetRow
  'catalog.statement': StatementRow
  'catalog.release_change': ReleaseChangeRow
}

export interface ProvenanceColumns {
  source: string
  source_url: string | null
  as_of: string
  verified: boolean
}

export interface OperatorRow extends ProvenanceColumns {
  id: string
  kind: OperatorKind
  choosable: boolean
  retired: boolean
  position: number
  name: Localized
  aliases: Operator['aliases']
  zone: string
  helpline: string | null
}

export interface PrefixRow {
  prefix: string
  operator: string
}

export interface TerritoryRow {
  id: Territory
  position: number
  name: Localized
}

export interface TaxRuleRow {
  id: string
  environment: Environment
  territory: Territory
  advance_tax_bp: number
  service_tax_bp: number
  effective_from: string
  effective_until: string | null
  source: string
  as_of: string
  verified: boolean
  /** Set where staff added it; null where a release brought it. */
  change_set?: bigint | null | undefined
  /** Set where staff gave it its end. */
  ended_by?: bigint | null | undefined
}

export interface ValidityColumns {
  validity_days: number | null
  validity_hours: number | null
  validity_rule: ValidityRule
}

export interface PlanRow extends ProvenanceColumns, ValidityColumns {
  id: string
  operator: string
  name: Localized
  kind: string
  environment: 'sandbox' | null
  data_mb: number | null
  data_offpeak_mb: number | null
  offpeak_window: string | null
  social_mb: number | null
  social_apps: string | null
  minutes_all_net: number | null
  minutes_on_net: number | null
  minutes_off_net: number | null
  sms: number | null
  unlimited_on_net: boolean
  region: string
  renewal_effect: RenewalEffect
  ussd_subscribe: string | null
  ussd_status: string | null
  ussd_unsubscribe: string | null
  auto_recurring: boolean | null
  verified_fields: readonly string[]
  placeholder: boolean
  stale: boolean
  retired: boolean
  notes: string | null
  /** Set where staff added it; null where a release brought it. */
  change_set?: bigint | null | undefined
}

export interface PriceRow {
  plan: string
  valid_from: string
  valid_until: string | null
  basis: PriceBasis
  amount: bigint | null
  currency: Currency
}

/** What an upstream says of a plan; two offers that agree in these say the same. */
export interface OfferTermsRow extends ValidityColumns {
  plan: string
  name: string
  kind: string
  basis: PriceBasis
  amount: bigint | null
  currency: Currency
  renewal_effect: RenewalEffect
}

export interface OfferRow extends OfferTermsRow {
  id: Generated<bigint>
  upstream: string
  first_seen_at: Date
  confirmed_at: Date
  withdrawn_at: Date | null
}

export interface ChangeSetRow {
  id: Generated<bigint>
  at: Date
  kind: ChangeKind
  by_whom: string
  caller: string
  because: string
  file_name: string | null
  file_sha256: string | null
}

export interface StatementRow extends ProvenanceColumns {
  id: Generated<bigint>
  change_set: bigint
  plan: string
  field: FactField
  valid_from: string
  before: FactValue
  value: FactValue
  taken_back_by: bigint | null
}

export interface ReleaseChangeRow {
  id: Generated<bigint>
  change_set: bigint
  plan: string
  field: FactField
  valid_from: string
  before: FactValue
  value: FactValue
}
