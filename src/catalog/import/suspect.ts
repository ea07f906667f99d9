import type { Validity } from '#kernel'
import type { FactField, FactValue, StatedPrice } from '../statement.ts'
import { type Said, said } from './draft.ts'

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
): Said | undefined {
  if (field === 'price') return suspectPrice(before as StatedPrice, value as StatedPrice)
  if (field === 'validity') return suspectLength(before as Validity, value as Validity)
  if (field === 'kind')
    return said('import.kind_changes', { before: String(before), value: String(value) })
  if (field.startsWith('allowance.') && typeof before === 'number') {
    if (value === null) return said('import.not_stated_now', { field, before })
    if (typeof value === 'number') return suspectRatio(field, before, value)
  }
  return undefined
}

/** What is suspicious about a plan that was not there before. */
export function suspectPlan(price: StatedPrice, validity: Validity): Said | undefined {
  return boundsOf(price) ?? tooLong(validity)
}

function suspectPrice(before: StatedPrice, value: StatedPrice): Said | undefined {
  if (value.amount === null)
    return before.amount === null ? undefined : said('import.price_vanishes')
  if (before.amount === null || before.amount === 0) return boundsOf(value)
  const ratio = value.amount / before.amount
  if (near(ratio, 100)) return said('import.price_times')
  if (near(ratio, 0.01)) return said('import.price_part')
  if (ratio >= mostRise) return said('import.price_rises', { percent: percent(ratio - 1) })
  if (ratio <= mostFall) return said('import.price_falls', { percent: percent(1 - ratio) })
  if (before.basis !== value.basis && before.basis !== 'unknown')
    return said('import.other_basis', { before: before.basis, value: value.basis })
  return boundsOf(value)
}

function boundsOf({ amount }: StatedPrice): Said | undefined {
  if (amount === null) return undefined
  if (amount < knownPrices.least) return said('import.price_low')
  if (amount > knownPrices.most) return said('import.price_high')
  return undefined
}

function suspectLength(before: Validity, value: Validity): Said | undefined {
  const [was, is] = [hoursOf(before), hoursOf(value)]
  if (was !== null && is === null) return said('import.validity_gone')
  const stretched = was !== null && is !== null && suspectRatio('validity', was, is)
  return stretched || tooLong(value)
}

function tooLong({ days }: Validity): Said | undefined {
  return days !== null && days > longestDays ? said('import.holds_long', { days }) : undefined
}

function suspectRatio(what: string, before: number, value: number): Said | undefined {
  const ratio = value / before
  if (near(ratio, 1024) || near(ratio, 1000)) return said('import.times_1000', { what })
  if (near(ratio, 1 / 1024) || near(ratio, 0.001)) return said('import.part_1000', { what })
  if (ratio >= mostStretch)
    return said('import.grows', { what, times: Math.round(ratio * 10) / 10 })
  if (ratio <= 1 / mostStretch) return said('import.shrinks', { what, percent: percent(ratio) })
  return undefined
}

function hoursOf({ days, hours }: Validity): number | null {
  return hours ?? (days === null ? null : days * 24)
}

const near = (ratio: number, wanted: number) => Math.abs(ratio / wanted - 1) < 0.05
const percent = (share: number) => `${Math.round(share * 100)} %`
