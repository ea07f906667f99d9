import type { Reader, Words } from './reader.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** `12 minutes`, `5 hours`, `1 day 9 hours`, `4 days`: cut, never rounded up. */
export function spanWords(reader: Reader, ms: number): Words {
  const minutes = Math.max(1, Math.floor(ms / minuteMs))
  if (ms < hourMs) return reader.words('span.minutes', { n: minutes })
  if (ms < dayMs) return reader.words('span.hours', { n: Math.floor(ms / hourMs) })
  const days = reader.words('span.days', { n: Math.floor(ms / dayMs) })
  const left = Math.floor((ms % dayMs) / hourMs)
  if (ms >= 3 * dayMs || left === 0) return days
  return reader.words('span.both', { days, hours: reader.words('span.hours', { n: left }) })
}

/** `5 hours ago`, or `just now` within the first minute. */
export function ageWords(reader: Reader, at: Date): Words {
  const ms = reader.now.getTime() - at.getTime()
  if (ms < minuteMs) return reader.words('age.now')
  return reader.words('age.ago', { span: spanWords(reader, ms) })
}

/** A range from now on, in one unit; without a late end only its beginning. */
export interface SpanRange {
  readonly unit: 'hours' | 'days'
  readonly low: number
  readonly high: number | undefined
}

export function rangeFrom(now: Date, earliest: Date, latest: Date | null): SpanRange {
  const until = (at: Date) => Math.max(0, at.getTime() - now.getTime())
  const unit = until(latest ?? earliest) < 2 * dayMs ? 'hours' : 'days'
  const size = unit === 'hours' ? hourMs : dayMs
  return {
    unit,
    low: Math.floor(until(earliest) / size),
    high: latest ? Math.ceil(until(latest) / size) : undefined,
  }
}
