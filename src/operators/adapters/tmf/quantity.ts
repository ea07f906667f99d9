import * as z from 'zod'

/** TMF's Quantity. Its amount is a number by the book, and a decimal text by many. */
export const quantity = z.object({
  amount: z.union([z.number(), z.string().max(40)]),
  units: z.string().max(40),
})
export type Quantity = z.infer<typeof quantity>

export type Family = 'data' | 'minutes' | 'sms'

/** Each unit as a share of what we count in: megabytes of 1024 KB, minutes, SMS. */
const units = new Map<string, readonly [Family, number]>([
  ...named('data', 1 / 1_048_576, 'b', 'byte', 'bytes', 'octet', 'octets'),
  ...named('data', 1 / 1024, 'kb', 'kbyte', 'kbytes', 'kilobyte', 'kilobytes'),
  ...named('data', 1, 'mb', 'mbyte', 'mbytes', 'megabyte', 'megabytes'),
  ...named('data', 1024, 'gb', 'gbyte', 'gbytes', 'gigabyte', 'gigabytes'),
  ...named('data', 1_048_576, 'tb', 'terabyte', 'terabytes'),
  ...named('minutes', 1 / 60, 's', 'sec', 'secs', 'second', 'seconds'),
  ...named('minutes', 1, 'min', 'mins', 'minute', 'minutes'),
  ...named('minutes', 60, 'h', 'hr', 'hrs', 'hour', 'hours'),
  ...named('sms', 1, 'sms', 'msg', 'msgs', 'message', 'messages'),
])

function named(family: Family, share: number, ...words: readonly string[]) {
  return words.map((word) => [word, [family, share]] as const)
}

/** More than any line holds: what is above it was misread, whatever it was. */
const most = 1_000_000_000

/**
 * The amount in megabytes, minutes or SMS, fractions kept; undefined for a unit that nobody knows
 * and for what is no number. It may be negative: that is for the reader to judge.
 */
export function readQuantity(given: Quantity): { family: Family; value: number } | undefined {
  const unit = units.get(given.units.trim().toLowerCase())
  const text = typeof given.amount === 'number' ? given.amount : given.amount.trim()
  if (!unit || (typeof text === 'string' && !/^-?\d{1,18}(\.\d{1,18})?$/.test(text)))
    return undefined
  const [family, share] = unit
  const value = Number(text) * share
  return Number.isFinite(value) && Math.abs(value) <= most ? { family, value } : undefined
}
