import type { Validity } from '#kernel'
import type { FactField, FactValue, StatedPrice } from '../statement.ts'

/** What can be read and stored and is still most likely a slip. Pure. */

/** Operators raised prices by 10 to 40 % at a time; half as much again is looked at twice. */
const mostRise = 1.5
const mostFall = 1 / mostRise
/** A length or a volume that grows threefold is another plan, or another unit. */
const mostStretch = 3
/** No plan that is known costs more than Rs 12,000 or less than Rs 10. */
const knownPrices = { least: 500, most: 1_500_000 } as const
const longestDays = 366

export function suspectChange(
  field: FactField,
  before: FactValue,
  value: FactValue,
): string | undefined {
  if (field === 'price') return suspectPrice(before as StatedPrice, value as StatedPrice)
  if (field === 'validity') return suspectLength(before as Validity, value as Validity)
  if (field === 'kind') return `becomes another kind: ${before} → ${value}`
  if (field.startsWith('allowance.') && typeof before === 'number') {
    if (value === null) return `${field} ${before} is no longer stated`
    if (typeof value === 'number') return suspectRatio(field, before, value)
  }
  return undefined
}

/** What is suspicious about a plan that was not there before. */
export function suspectPlan(price: StatedPrice, validity: Validity): string | undefined {
  return boundsOf(price) ?? tooLong(validity)
}

function suspectPrice(before: StatedPrice, value: StatedPrice): string | undefined {
  if (value.amount === null) return before.amount === null ? undefined : 'the price vanishes'
  if (before.amount === null || before.amount === 0) return boundsOf(value)
  const ratio = value.amount / before.amount
  if (near(ratio, 100)) return 'price × 100: paisa written where rupees are meant?'
  if (near(ratio, 0.01)) return 'price ÷ 100: rupees written where paisa are meant?'
  if (ratio >= mostRise) return `the price rises by ${percent(ratio - 1)}`
  if (ratio <= mostFall) return `the price falls by ${percent(1 - ratio)}`
  if (before.basis !== value.basis && before.basis !== 'unknown')
    return `another basis: ${before.basis} → ${value.basis}`
  return boundsOf(value)
}

function boundsOf({ amount }: StatedPrice): string | undefined {
  if (amount === null) return undefined
  if (amount < knownPrices.least) return 'the price is lower than that of any plan we know'
  if (amount > knownPrices.most) return 'the price is higher than that of any plan we know'
  return undefined
}

function suspectLength(before: Validity, value: Validity): string | undefined {
  const [was, is] = [hoursOf(before), hoursOf(value)]
  if (was !== null && is === null) return 'the validity is no longer stated'
  const stretched = was !== null && is !== null && suspectRatio('validity', was, is)
  return stretched || tooLong(value)
}

function tooLong({ days }: Validity): string | undefined {
  return days !== null && days > longestDays ? `holds for ${days} days` : undefined
}

function suspectRatio(what: string, before: number, value: number): string | undefined {
  const ratio = value / before
  if (near(ratio, 1024) || near(ratio, 1000)) return `${what} × 1,000: MB where GB are meant?`
  if (near(ratio, 1 / 1024) || near(ratio, 0.001)) return `${what} ÷ 1,000: GB where MB are meant?`
  if (ratio >= mostStretch) return `${what} grows ${Math.round(ratio * 10) / 10} times`
  if (ratio <= 1 / mostStretch) return `${what} shrinks to ${percent(ratio)}`
  return undefined
}

function hoursOf({ days, hours }: Validity): number | null {
  return hours ?? (days === null ? null : days * 24)
}

const near = (ratio: number, wanted: number) => Math.abs(ratio / wanted - 1) < 0.05
const percent = (share: number) => `${Math.round(share * 100)} %`
