import type { FitFacts } from './fit-facts.ts'
import type { Slot } from './message-formats.ts'
import type { MessageReading } from './read-message.ts'
import { type Forecast, mapUsage, monthDays, mostUsage, type Usage } from './usage.ts'

const wholeBp = 10_000

type Values = MessageReading['values']

/**
 * From what a bundle gave: of its data and of its minutes to other networks at most all was used in
 * its days, of its thousands of SMS and own-network minutes a part. What another message in the
 * same paste says is left was not used; without it the low end is nothing. Undefined when no
 * message says what was given and for how long.
 */
export function forecastMessage(
  readings: readonly MessageReading[],
  facts: FitFacts,
): Forecast | undefined {
  const given = readings.find(({ format }) => format.tells === 'received')
  const days = given && daysOf(given.values)
  if (!given || !days) return undefined
  const usage = mostUsed(given.values, given.format.operator, facts)
  if (usage.dataMb + usage.minutes + usage.sms === 0) return undefined
  const left = readings.find(({ format }) => format.tells === 'left')?.values
  const used = { ...usage, dataMb: Math.max(0, usage.dataMb - volumeOf(left ?? {})) }
  const month = (value: number, of: keyof Usage) =>
    Math.min(mostUsage[of], Math.ceil((value * monthDays) / days))
  return {
    low: mapUsage(used, (value, of) => (of === 'dataMb' && left ? month(value, of) : 0)),
    high: mapUsage(usage, month),
  }
}

/** The kinds that a message leaves open count as not used, and the answer says so. */
export function unstatedIn({ values }: MessageReading): readonly ('data' | 'minutes' | 'sms')[] {
  const has = (...slots: readonly Slot[]) => slots.some((slot) => values[slot] !== undefined)
  return [
    ...(has('data', 'social') ? [] : ['data' as const]),
    ...(has('allNet', 'onNet', 'offNet') ? [] : ['minutes' as const]),
    ...(has('sms') ? [] : ['sms' as const]),
  ]
}

function mostUsed(values: Values, operator: string | null, facts: FitFacts): Usage {
  const toOthers = (values.offNet ?? 0) + (values.allNet ?? 0)
  const own = Math.ceil(((values.onNet ?? 0) * facts.bundleUse.onNetBp) / wholeBp)
  const onNetBp = (operator && facts.onNetBp.get(operator)) || 0
  // Whoever has few minutes for the other networks does not call the own one all day.
  const plausible = Math.ceil((toOthers * onNetBp) / (wholeBp - onNetBp))
  return {
    dataMb: volumeOf(values),
    minutes: toOthers + (toOthers > 0 ? Math.min(own, plausible) : own),
    sms: Math.ceil(((values.sms ?? 0) * facts.bundleUse.smsBp) / wholeBp),
  }
}

const volumeOf = ({ data, social }: Values) => (data ?? 0) + (social ?? 0)

function daysOf({ days, hours }: Values): number | undefined {
  return days ?? (hours === undefined ? undefined : hours / 24)
}
