import { isDeepStrictEqual } from 'node:util'
import type { Validity } from '#kernel'
import type { PlanFact } from './fact.ts'
import type { Localized, PlanPrice, PriceBasis, Provenance } from './plan.ts'

/** What can be stated of a plan, one fact at a time. */
export const factFields = [
  'name',
  'kind',
  'price',
  'validity',
  'allowance.dataMb',
  'allowance.dataOffpeakMb',
  'allowance.offpeakWindow',
  'allowance.socialMb',
  'allowance.socialApps',
  'allowance.minutesAllNet',
  'allowance.minutesOnNet',
  'allowance.minutesOffNet',
  'allowance.sms',
  'allowance.unlimitedOnNet',
  'region',
  'renewalEffect',
  'autoRecurring',
  'ussd.subscribe',
  'ussd.status',
  'ussd.unsubscribe',
  'notes',
  'withdrawn',
] as const
export type FactField = (typeof factFields)[number]

export function isFactField(text: string): text is FactField {
  return factFields.some((field) => field === text)
}

/** A price as a statement has it: JSON has no bigint, and no price comes near 2^53 paisa. */
export interface StatedPrice {
  readonly basis: PriceBasis
  readonly amount: number | null
  readonly currency: 'PKR'
}

export type FactValue = string | number | boolean | null | Localized | StatedPrice | Validity

export interface Statement {
  readonly id: bigint
  readonly changeSet: bigint
  readonly plan: string
  readonly field: FactField
  /** The first local day on which it holds. */
  readonly from: string
  readonly before: FactValue
  readonly value: FactValue
  readonly provenance: Provenance
}

/** A fact of a plan on one day, and where it comes from. */
export interface StatedFact {
  readonly field: FactField
  readonly value: FactValue
  readonly from: string
  readonly provenance: Provenance
  /** The deed that stated it; undefined for what the release brought. */
  readonly changeSet: bigint | undefined
}

/** A plan on one day: release and staff together, the price still without an upstream's word. */
export interface PlanState extends Omit<PlanFact, 'prices'> {
  readonly price: PlanPrice
  readonly withdrawn: boolean
}

type Parts = Readonly<Record<string, unknown>>

export function factOf(plan: PlanState, field: FactField): FactValue {
  if (field === 'price') return toStatedPrice(plan.price)
  const [head, leaf] = field.split('.') as [string, string | undefined]
  const part = (plan as unknown as Parts)[head]
  return (leaf === undefined ? part : (part as Parts)[leaf]) as FactValue
}

export function withValue(plan: PlanState, field: FactField, value: FactValue): PlanState {
  if (field === 'price') return { ...plan, price: fromStatedPrice(value as StatedPrice) }
  const [head, leaf] = field.split('.') as [string, string | undefined]
  if (leaf === undefined) return { ...plan, [head]: value }
  return { ...plan, [head]: { ...((plan as unknown as Parts)[head] as Parts), [leaf]: value } }
}

export function sameValue(a: FactValue, b: FactValue): boolean {
  return isDeepStrictEqual(a, b)
}

export function toStatedPrice({ basis, amount }: PlanPrice): StatedPrice {
  return { basis, amount: amount === null ? null : Number(amount), currency: 'PKR' }
}

function fromStatedPrice({ basis, amount, currency }: StatedPrice): PlanPrice {
  return { basis, amount: amount === null ? null : BigInt(amount), currency }
}

/** What the facts call a field when they say what was verified of it. */
export function verifiableNames(field: FactField): readonly string[] {
  return field === 'price' ? ['price.amount', 'price.basis'] : [field]
}
