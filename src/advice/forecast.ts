import type { FitFacts } from './fit-facts.ts'
import { type Forecast, mapUsage, monthDays, mostUsage, type Usage } from './usage.ts'

const wholeBp = 10_000

/** A number from memory is rounded: it stands for a range around itself, and 0 for 0. */
export function forecastStated(usage: Usage, { spread }: FitFacts): Forecast {
  return {
    low: mapUsage(usage, (value) => Math.floor((value * spread.lowBp) / wholeBp)),
    high: mapUsage(usage, (value, of) =>
      Math.min(mostUsage[of], Math.ceil((value * spread.highBp) / wholeBp)),
    ),
  }
}

/** What one calendar day used, as an operator or a telephone counted it. */
export interface UsageDay extends Usage {
  /** `2026-11-23`, in the line's own zone. */
  readonly date: string
}

/** Fewer days than a week show no weekend. */
export const leastHistoryDays = 7
/** Older days say more about another time of life than about next month. */
const mostHistoryDays = 90
/** 19 months in 20 fall under the upper end when days vary as they did: one-sided 95 %. */
const deviations = 1.645

/**
 * The next 30 days from the days a line has behind it; undefined with less than a week. The range
 * has both doubts: that days differ, and that few days tell their own average badly. A date that
 * comes twice counts once, the later row; a day that is not there is not known and is not 0.
 */
export function forecastHistory(rows: readonly UsageDay[]): Forecast | undefined {
  const days = [...new Map(rows.map((row) => [row.date, row])).values()]
    .sort((a, b) => (a.date < b.date ? -1 : 1))
    .slice(-mostHistoryDays)
  if (days.length < leastHistoryDays) return undefined
  const ranges = {
    dataMb: rangeOf(days.map(({ dataMb }) => dataMb)),
    minutes: rangeOf(days.map(({ minutes }) => minutes)),
    sms: rangeOf(days.map(({ sms }) => sms)),
  }
  return {
    low: mapUsage(mostUsage, (most, of) => Math.min(most, Math.floor(ranges[of].low))),
    high: mapUsage(mostUsage, (most, of) => Math.min(most, Math.ceil(ranges[of].high))),
  }
}

function rangeOf(values: readonly number[]): { low: number; high: number } {
  const n = values.length
  const mean = values.reduce((sum, value) => sum + value, 0) / n
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1)
  const error = deviations * Math.sqrt(variance * (monthDays + (monthDays * monthDays) / n))
  return { low: Math.max(0, monthDays * mean - error), high: monthDays * mean + error }
}
