import type { Answer } from '../http.ts'
import { silence } from '../http.ts'
import type { CountedVolume, VolumeName } from './count-volumes.ts'
import { behaviourOf } from './number.ts'
import { tmfError } from './topup-view.ts'

const hour_ms = 3_600_000

/** How the operator tells what a number used; the last three digits choose it. */
export interface Telling {
  /** How long ago it counted. */
  readonly age_ms: number
  /** Whether it says when it counted. */
  readonly dated: boolean
  /** Bytes and seconds as decimal texts instead of megabytes and minutes. */
  readonly small: boolean
  /** Minutes to its own network have no end. */
  readonly unlimited: boolean
  /** Answers about another number than it was asked about. */
  readonly mistaken: boolean
  /** Says more is left than was given, and less than nothing. */
  readonly absurd: boolean
  /** Counts in a unit that nobody knows, and tells no single days. */
  readonly foreign: boolean
}

const plain: Telling = {
  age_ms: 0,
  dated: true,
  small: false,
  unlimited: false,
  mistaken: false,
  absurd: false,
  foreign: false,
}

const byDigits: Readonly<Record<string, Partial<Telling>>> = {
  '011': { age_ms: 5 * hour_ms },
  '013': { unlimited: true },
  '014': { small: true },
  '015': { dated: false },
  '016': { mistaken: true },
  '017': { absurd: true },
  '018': { age_ms: 75 * hour_ms },
  '019': { foreign: true },
}

export function tellingOf(msisdn: string): Telling {
  return { ...plain, ...byDigits[msisdn.slice(-3)] }
}

/** Numbers about which the operator says nothing: by its own rule, or because it never answers. */
export function withhold(msisdn: string): Answer | undefined {
  if (behaviourOf(msisdn) === 'silent') return silence
  if (!msisdn.endsWith('012')) return undefined
  return tmfError(403, 'usageNotReportable', 'The usage of this number is told to nobody.')
}

interface Quantity {
  readonly amount: number | string
  readonly units: string
}

const kinds: Readonly<Record<VolumeName, 'data' | 'voice' | 'sms'>> = {
  dataMb: 'data',
  dataOffpeakMb: 'data',
  socialMb: 'data',
  minutesAllNet: 'voice',
  minutesOnNet: 'voice',
  minutesOffNet: 'voice',
  sms: 'sms',
}

export const usageTypeOf = (name: VolumeName) => kinds[name]

/** An amount in whole megabytes, minutes or SMS, in the units of this telling. */
export function quantity(
  usageType: 'data' | 'voice' | 'sms',
  amount: number,
  { small, foreign }: Telling,
): Quantity {
  if (foreign) return { amount, units: 'credits' }
  if (usageType === 'sms') return { amount, units: 'SMS' }
  if (!small) return { amount, units: usageType === 'data' ? 'MB' : 'min' }
  const finer = usageType === 'data' ? amount * 1_048_576 : amount * 60
  return { amount: finer.toFixed(1), units: usageType === 'data' ? 'bytes' : 'secs' }
}

/** What is left of a volume, as this telling has it; undefined where nothing is said of it. */
export function remainingOf(
  { name, total, used }: CountedVolume,
  telling: Telling,
): { remainingValue?: Quantity; remainingValueName?: string } {
  if (telling.unlimited && name === 'minutesOnNet') return { remainingValueName: 'Unlimited' }
  const left = Math.floor(total - used)
  const said = !telling.absurd ? left : name === 'sms' ? -left - 1 : total + left + 1
  return { remainingValue: quantity(usageTypeOf(name), said, telling) }
}
