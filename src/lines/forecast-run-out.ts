import type { UsageBucket } from '#operators'

/**
 * When data runs out if the line goes on as on its days so far. `null`: not before the last volume
 * ends by its validity.
 */
export interface RunOut {
  /** If it uses as much as nineteen times in twenty it does not. */
  readonly earliest: Date | null
  readonly likely: Date | null
  readonly latest: Date | null
}

/** Fewer days than a week show no weekend. */
export const leastDays = 7
/** What was before a month says little about this week. */
const mostDays = 30
/** One-sided 95 %. */
const deviations = 1.645
const hourMs = 3_600_000
const horizonHours = 120 * 24

/**
 * A range, not a point: days differ, and few days tell their own average badly. Undefined with less
 * than a week of whole days, or where a volume of data is not known or has no end.
 * @param days megabytes of whole days, oldest first
 */
export function forecastRunOut(
  buckets: readonly UsageBucket[],
  days: readonly number[],
  asOf: Date,
): RunOut | undefined {
  const data = buckets.filter(({ kind }) => kind === 'data')
  const known = data.every(({ unlimited, remaining }) => !unlimited && remaining !== null)
  const recent = days.slice(-mostDays)
  if (data.length === 0 || !known || recent.length < leastDays) return undefined
  const n = recent.length
  const mean = recent.reduce((sum, day) => sum + day, 0) / n
  const variance = recent.reduce((sum, day) => sum + (day - mean) ** 2, 0) / (n - 1)
  const used = (t: number, side: -1 | 0 | 1) =>
    Math.max(0, mean * t + side * deviations * Math.sqrt(variance * (t + (t * t) / n)))
  return {
    earliest: runOut(data, asOf, (t) => used(t, 1)),
    likely: runOut(data, asOf, (t) => used(t, 0)),
    latest: runOut(data, asOf, (t) => used(t, -1)),
  }
}

/**
 * Hour by hour: what ends first is used first, and what ends unused is lost. An hour that cannot be
 * served whole is when data has run out.
 */
function runOut(
  data: readonly UsageBucket[],
  asOf: Date,
  used: (days: number) => number,
): Date | null {
  const start = asOf.getTime()
  const volumes = data
    .map(({ remaining, validUntil }) => ({ left: remaining!, end: validUntil?.getTime() ?? null }))
    .sort((a, b) => (a.end ?? Infinity) - (b.end ?? Infinity))
  if (volumes.every(({ left }) => left === 0)) return asOf
  let served = 0
  for (let hour = 0; hour < horizonHours; hour++) {
    const at = start + hour * hourMs
    const running = volumes.filter(({ end }) => end === null || end > at)
    if (running.length === 0) return null
    let wanted = Math.max(0, used((hour + 1) / 24) - served)
    served += wanted
    for (const volume of running) {
      const taken = Math.min(wanted, volume.left)
      volume.left -= taken
      wanted -= taken
    }
    if (wanted > 0) return new Date(at)
  }
  return null
}
