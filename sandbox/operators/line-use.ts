import { createHash } from 'node:crypto'
import { tariff } from '../tariff.ts'

/** What a line uses: megabytes, minutes, SMS. Fractions stay until somebody is told. */
export interface Use {
  readonly dataMb: number
  readonly minutes: number
  readonly sms: number
}

export const noUse: Use = { dataMb: 0, minutes: 0, sms: 0 }

/**
 * What a number uses on one calendar day (`2026-11-23`): it follows from number and day alone, so
 * that it is the same in every run. Each number has its own level, weekends are livelier, and now
 * and then a day has next to nothing.
 */
export function useOfDay(msisdn: string, date: string): Use {
  const [level = 0, talk = 0, write = 0] = chances(msisdn)
  const [calm = 0, data = 0, minutes = 0, sms = 0] = chances(`${msisdn} ${date}`)
  const day = Temporal.PlainDate.from(date).dayOfWeek
  const mood = (day >= 5 ? 1.35 : 1) * (calm < 0.06 ? 0.05 : 1)
  const around = (chance: number) => mood * (0.45 + 1.1 * chance)
  return {
    dataMb: Math.round((180 + 620 * level) * around(data)),
    minutes: Math.round((4 + 26 * talk) * around(minutes)),
    sms: Math.round((1 + 5 * write) * around(sms)),
  }
}

/** The use of a time; a day's use is spread evenly over its hours. */
export function useBetween(msisdn: string, from: number, to: number): Use {
  let sum = noUse
  for (let at = from; at < to; ) {
    const { date, start, end } = dayOf(at)
    const until = Math.min(end, to)
    sum = plus(sum, useOfDay(msisdn, date), (until - at) / (end - start))
    at = until
  }
  return sum
}

/** The calendar day of a moment, in the network's zone. */
export function dayOf(at: number): { date: string; start: number; end: number } {
  const { zone } = tariff
  const day = Temporal.Instant.fromEpochMilliseconds(Math.floor(at))
    .toZonedDateTimeISO(zone)
    .toPlainDate()
  const startOf = (date: Temporal.PlainDate) => date.toZonedDateTime(zone).epochMilliseconds
  return { date: String(day), start: startOf(day), end: startOf(day.add({ days: 1 })) }
}

function plus(sum: Use, more: Use, times: number): Use {
  return {
    dataMb: sum.dataMb + more.dataMb * times,
    minutes: sum.minutes + more.minutes * times,
    sms: sum.sms + more.sms * times,
  }
}

/** Eight numbers from 0 to 1 that a name always gives. */
function chances(name: string): number[] {
  const bytes = createHash('sha256').update(`use of ${name}`).digest()
  return Array.from({ length: 8 }, (_, i) => bytes.readUInt32BE(i * 4) / 2 ** 32)
}
