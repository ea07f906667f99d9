import * as z from 'zod'
import type { BucketKind, UsageBucket } from '../../usage.ts'
import { type Family, type Quantity, quantity, readQuantity } from './quantity.ts'

/** Bucket of TMF654, and BucketRefOrValue of TMF677 with its counters. */
export const bucket = z.object({
  id: z.string(),
  name: z.string().max(200).optional(),
  usageType: z.string(),
  status: z.string().optional(),
  confirmationDate: z.iso.datetime({ offset: true }).optional(),
  remainingValue: quantity.optional(),
  remainingValueName: z.string().optional(),
  bucketCounter: z
    .array(z.object({ counterType: z.string(), level: z.string().optional(), value: quantity }))
    .default([]),
  logicalResource: z.array(z.object({ id: z.string() })).default([]),
  validFor: z.object({ endDateTime: z.iso.datetime({ offset: true }).optional() }).optional(),
})
export type Bucket = z.infer<typeof bucket>

const families = new Map<string, Family>([
  ['data', 'data'],
  ['voice', 'minutes'],
  ['sms', 'sms'],
])
const unitOf = { data: 'MB', minutes: 'min', sms: 'SMS' } as const

/**
 * A running volume; undefined for money and for what cannot be used. A volume whose name means
 * nothing to us is `other`: five gigabytes for one video service are not five gigabytes.
 */
export function readBucket(
  given: Bucket,
  names: Readonly<Record<string, BucketKind>>,
): UsageBucket | undefined {
  const { usageType, name = '', status = 'active' } = given
  if (status !== 'active' || usageType === 'monetary') return undefined
  const family = families.get(usageType)
  const end = given.validFor?.endDateTime
  const unlimited =
    given.remainingValue === undefined && /^unlimited$/i.test(given.remainingValueName ?? '')
  const figures = family ? readFigures(given, family) : unknown
  return {
    kind: (family && Object.hasOwn(names, name) ? names[name] : undefined) ?? 'other',
    name,
    unit: family && !isForeign(given, family) ? unitOf[family] : null,
    ...(unlimited ? { ...unknown, used: figures.used } : figures),
    unlimited,
    validUntil: end === undefined ? null : new Date(end),
  }
}

interface Figures {
  readonly total: number | null
  readonly used: number | null
  readonly remaining: number | null
}
const unknown: Figures = { total: null, used: null, remaining: null }

function isForeign({ remainingValue, bucketCounter }: Bucket, family: Family): boolean {
  const given = [remainingValue, ...bucketCounter.map(({ value }) => value)]
  return given.some((it) => it && readQuantity(it)?.family !== family)
}

/**
 * The three figures of which two make the third. Where they contradict each other none is believed:
 * which of them is wrong is not told.
 */
function readFigures({ remainingValue, bucketCounter }: Bucket, family: Family): Figures {
  const amount = (given: Quantity | undefined) => {
    const read = given && readQuantity(given)
    return read?.family === family ? read.value : undefined
  }
  const counter = (type: string) =>
    amount(
      bucketCounter.find(
        ({ counterType, level = 'global' }) => counterType === type && level === 'global',
      )?.value,
    )
  const left = amount(remainingValue)
  const given = counter('total')
  const used =
    counter('used') ?? (given !== undefined && left !== undefined ? given - left : undefined)
  const total = given ?? (used !== undefined && left !== undefined ? used + left : undefined)
  if ([left, used, total].some((value) => value !== undefined && value < 0)) return unknown
  // Rounding in two units, and what is reserved for a session, make sums a little smaller or
  // larger.
  const most = total === undefined ? Infinity : total * 1.02 + 2
  if ((left ?? 0) > (total ?? Infinity) || (used ?? 0) + (left ?? 0) > most) return unknown
  return {
    total: total === undefined ? null : Math.round(total),
    used: used === undefined ? null : Math.ceil(used),
    remaining: left === undefined ? null : Math.floor(left),
  }
}
