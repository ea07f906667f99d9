import tariffFile from './tariff.json' with { type: 'json' }

export type OperatorId = 'jazz' | 'zong' | 'telenor' | 'ufone' | 'onic' | 'scom'
export type RenewalEffect = 'stack' | 'replace' | 'queue' | 'reject'
export type ValidityRule = 'calendar_days' | 'rolling'
export type PriceBasis = 'load_incl_ait' | 'balance_incl_gst' | 'excl_tax'

export interface OperatorRules {
  readonly id: OperatorId
  readonly name: string
  readonly renewalEffect: RenewalEffect
  readonly validityRule: ValidityRule
}

export interface TariffPlan {
  readonly id: string
  readonly operator: OperatorId
  readonly name: string
  readonly kind: string
  readonly basis: PriceBasis
  readonly pricePaisa: number
  readonly validityDays: number | null
  readonly validityHours: number | null
  /** Volumes are null where the plan has none or its source states none. */
  readonly dataMb: number | null
  /** The part of `dataMb` that only counts at night. */
  readonly dataOffpeakMb?: number
  /** Beside `dataMb`, for a few apps alone. */
  readonly socialMb?: number
  readonly minutesAllNet: number | null
  readonly minutesOnNet: number | null
  readonly minutesOffNet: number | null
  readonly sms: number | null
  readonly invented: boolean
}

export interface Tariff {
  readonly lastUpdate: string
  readonly zone: string
  readonly operators: readonly OperatorRules[]
  readonly plans: readonly TariffPlan[]
}

export const tariff = tariffFile as Tariff

const operators = new Map(tariff.operators.map((rules) => [rules.id as string, rules]))
const plans = new Map(tariff.plans.map((plan) => [plan.id, plan]))

export function findOperator(id: string): OperatorRules | undefined {
  return operators.get(id)
}

/** A plan of this operator; another operator's plan is as unknown to it as none. */
export function findPlan(operator: OperatorId, id: string): TariffPlan | undefined {
  const plan = plans.get(id)
  return plan?.operator === operator ? plan : undefined
}

export function listPlans(operator: OperatorId): readonly TariffPlan[] {
  return tariff.plans.filter((plan) => plan.operator === operator)
}

const advancePercent = BigInt(tariffFile.advanceTaxPercent)
const servicePercent = BigInt(tariffFile.lowestServiceTaxPercent)

/**
 * What reaches the SIM's balance of a load: the advance tax is 15/115 of it, rounded to the paisa.
 */
export function creditedOf(load: bigint): bigint {
  return load - divideRounded(load * advancePercent, 100n + advancePercent)
}

/** The smallest load whose credit reaches a balance price. */
export function loadFor(balancePrice: bigint): bigint {
  const rough = (balancePrice * (100n + advancePercent)) / 100n
  // Rounding moves the exact answer by at most a paisa or two, so the search starts just below.
  let load = rough > 2n ? rough - 2n : 0n
  while (creditedOf(load) < balancePrice) load += 1n
  return load
}

/**
 * What a plan takes from the balance. The lowest service tax is a floor: a dearer province sends
 * more.
 */
export function balancePriceOf(plan: TariffPlan): bigint {
  const price = BigInt(plan.pricePaisa)
  if (plan.basis === 'balance_incl_gst') return price
  if (plan.basis === 'load_incl_ait') return creditedOf(price)
  return divideRounded(price * (100n + servicePercent), 100n)
}

/** The least load with which a plan is bought. */
export function requiredLoadOf(plan: TariffPlan): bigint {
  return plan.basis === 'load_incl_ait' ? BigInt(plan.pricePaisa) : loadFor(balancePriceOf(plan))
}

/** When a bundle that starts at `startsAt` ends, by the operator's own rule; epoch milliseconds. */
export function endOfBundle(rules: OperatorRules, plan: TariffPlan, startsAt: number): number {
  const hours = plan.validityHours ?? (plan.validityDays ?? 0) * 24
  if (rules.validityRule === 'rolling' || plan.validityDays === null)
    return startsAt + hours * 3_600_000
  const lastDay = Temporal.Instant.fromEpochMilliseconds(startsAt)
    .toZonedDateTimeISO(tariff.zone)
    .toPlainDate()
    .add({ days: plan.validityDays - 1 })
  return lastDay.add({ days: 1 }).toZonedDateTime(tariff.zone).epochMilliseconds - 1000
}

function divideRounded(numerator: bigint, denominator: bigint): bigint {
  return (2n * numerator + denominator) / (2n * denominator)
}
