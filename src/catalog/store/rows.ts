import type { Validity } from '#kernel'
import type { DatedPrice, OperatorFact, PlanFact, TaxRuleFact } from '../fact.ts'
import type { StandingOffer, UpstreamOffer } from '../offer.ts'
import type { Provenance } from '../plan.ts'
import type {
  OfferTermsRow,
  OperatorRow,
  PlanRow,
  PriceRow,
  ProvenanceColumns,
  TaxRuleRow,
  ValidityColumns,
} from './tables.ts'

/** Rows and facts, each made from the other here, so that a new column is added in one file. */

export function toOperatorRow(operator: OperatorFact, position: number): OperatorRow {
  const { id, kind, choosable, name, aliases, zone, helpline } = operator
  const provenance = fromProvenance(operator.provenance)
  return {
    ...{ id, kind, choosable, retired: false, position, name, aliases, zone, helpline },
    ...provenance,
  }
}

export function fromOperatorRow(row: OperatorRow, prefixes: readonly string[]): OperatorFact {
  const { id, kind, choosable, name, aliases, zone, helpline } = row
  const provenance = toProvenance(row)
  return { id, kind, choosable, name, aliases, prefixes, zone, helpline, provenance }
}

export function toTaxRuleRow(rule: TaxRuleFact): TaxRuleRow {
  const { id, environment, territory, source, verified } = rule
  return {
    ...{ id, environment, territory, source, verified },
    advance_tax_bp: rule.advanceTaxBp,
    service_tax_bp: rule.serviceTaxBp,
    effective_from: rule.effectiveFrom,
    effective_until: rule.effectiveUntil,
    as_of: rule.asOf,
  }
}

export function fromTaxRuleRow(row: TaxRuleRow): TaxRuleFact {
  const { id, environment, territory, source, verified } = row
  return {
    ...{ id, environment, territory, source, verified },
    advanceTaxBp: row.advance_tax_bp,
    serviceTaxBp: row.service_tax_bp,
    effectiveFrom: row.effective_from,
    effectiveUntil: row.effective_until,
    asOf: row.as_of,
  }
}

export function toPlanRow(plan: PlanFact): PlanRow {
  const { id, operator, name, kind, environment, allowance, region, ussd } = plan
  const { placeholder, stale, notes } = plan
  return {
    ...{ id, operator, name, kind, environment, region, placeholder, stale, notes },
    data_mb: allowance.dataMb,
    data_offpeak_mb: allowance.dataOffpeakMb,
    offpeak_window: allowance.offpeakWindow,
    social_mb: allowance.socialMb,
    social_apps: allowance.socialApps,
    minutes_all_net: allowance.minutesAllNet,
    minutes_on_net: allowance.minutesOnNet,
    minutes_off_net: allowance.minutesOffNet,
    sms: allowance.sms,
    unlimited_on_net: allowance.unlimitedOnNet,
    ...fromValidity(plan.validity),
    renewal_effect: plan.renewalEffect,
    ussd_subscribe: ussd.subscribe,
    ussd_status: ussd.status,
    ussd_unsubscribe: ussd.unsubscribe,
    auto_recurring: plan.autoRecurring,
    ...fromProvenance(plan.provenance),
    verified_fields: plan.verifiedFields,
    retired: false,
  }
}

export function fromPlanRow(row: PlanRow, prices: readonly DatedPrice[]): PlanFact {
  const { id, operator, name, kind, environment, region, placeholder, stale, notes } = row
  return {
    ...{ id, operator, name, kind, environment, region, placeholder, stale, notes, prices },
    allowance: {
      dataMb: row.data_mb,
      dataOffpeakMb: row.data_offpeak_mb,
      offpeakWindow: row.offpeak_window,
      socialMb: row.social_mb,
      socialApps: row.social_apps,
      minutesAllNet: row.minutes_all_net,
      minutesOnNet: row.minutes_on_net,
      minutesOffNet: row.minutes_off_net,
      sms: row.sms,
      unlimitedOnNet: row.unlimited_on_net,
    },
    validity: toValidity(row),
    renewalEffect: row.renewal_effect,
    ussd: {
      subscribe: row.ussd_subscribe,
      status: row.ussd_status,
      unsubscribe: row.ussd_unsubscribe,
    },
    autoRecurring: row.auto_recurring,
    provenance: toProvenance(row),
    verifiedFields: row.verified_fields,
    ...(row.change_set ? { addedBy: row.change_set } : {}),
  }
}

export function toPriceRow(plan: string, price: DatedPrice): PriceRow {
  const { from, until, basis, amount, currency } = price
  return { plan, valid_from: from, valid_until: until, basis, amount, currency }
}

export function fromPriceRow(row: PriceRow): DatedPrice {
  const { valid_from, valid_until, basis, amount, currency } = row
  return { from: valid_from, until: valid_until, basis, amount, currency }
}

export function toOfferTermsRow(offer: UpstreamOffer): OfferTermsRow {
  const { plan, name, kind, price, validity, renewalEffect } = offer
  const { basis, amount, currency } = price
  const length = fromValidity(validity)
  return { plan, name, kind, basis, amount, currency, ...length, renewal_effect: renewalEffect }
}

export function fromOfferRow(row: OfferTermsRow & { upstream: string }): StandingOffer {
  const { upstream, plan, name, kind, basis, amount, currency } = row
  return {
    ...{ upstream, plan, name, kind, price: { basis, amount, currency } },
    validity: toValidity(row),
    renewalEffect: row.renewal_effect,
  }
}

function toValidity(row: ValidityColumns): Validity {
  return { days: row.validity_days, hours: row.validity_hours, rule: row.validity_rule }
}

function fromValidity({ days, hours, rule }: Validity): ValidityColumns {
  return { validity_days: days, validity_hours: hours, validity_rule: rule }
}

function toProvenance(row: ProvenanceColumns): Provenance {
  const { source, source_url, as_of, verified } = row
  return { source, sourceUrl: source_url, asOf: as_of, verified }
}

function fromProvenance({ source, sourceUrl, asOf, verified }: Provenance): ProvenanceColumns {
  return { source, source_url: sourceUrl, as_of: asOf, verified }
}
