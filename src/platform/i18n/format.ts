import { type Language, natureOf } from './language.ts'

/**
 * Every plan ends, and every promise is kept, by the clock of Karachi; PKT is how people there
 * write it.
 */
export const pakistanZone = 'Asia/Karachi'

/**
 * The second clock a reader lives by. A page without scripts cannot ask, so it is told only where
 * the language tells it.
 */
const ownZones: Readonly<Record<Language, string | undefined>> = {
  zh: 'Asia/Shanghai',
  en: undefined,
  ur: undefined,
}

export interface Rupees {
  readonly symbol: string
  /** Western digits, grouped by thousands: `2,300`; two decimals only where there are paisa. */
  readonly figure: string
  /** Both as one text: `₨598`, `Rs 598.50`. */
  readonly text: string
}

/** `minor` is in paisa: 59800n is `Rs 598`. */
export function formatRupees(language: Language, minor: bigint): Rupees {
  const sign = minor < 0n ? '−' : ''
  const size = minor < 0n ? -minor : minor
  const whole = (size / 100n).toString().replace(/\B(?=(\d{3})+$)/g, ',')
  const paisa = size % 100n
  const figure = paisa === 0n ? whole : `${whole}.${paisa.toString().padStart(2, '0')}`
  return language === 'zh'
    ? { symbol: '₨', figure: sign + figure, text: `${sign}₨${figure}` }
    : { symbol: 'Rs', figure: sign + figure, text: `${sign}Rs\u00a0${figure}` }
}

/** Basis points as a percentage without trailing zeros: 1950 is `19.5%`. */
export function formatRate(basisPoints: number): string {
  return `${basisPoints / 100}%`
}

export interface Moment {
  /** `Sunday` · `周日` · `اتوار` */
  readonly weekday: string
  /** `29 November` · `11月29日` · `29 نومبر`, with the year where it is not this one. */
  readonly date: string
  /** `23:59`, cut and never rounded: the last second of a day is still that day. */
  readonly time: string
}

/**
 * A moment on the clock of `zone`, beside `now` so that a year is written only where it would be
 * missed.
 */
export function formatMoment(language: Language, at: Date, zone: string, now: Date): Moment {
  const parts = partsOf(language, at, zone)
  const sameYear = parts.year === partsOf(language, now, zone).year
  const yearless =
    language === 'zh' ? `${parts.month}月${parts.day}日` : `${parts.day} ${parts.month}`
  const year = language === 'zh' ? `${parts.year}年${yearless}` : `${yearless} ${parts.year}`
  return {
    weekday: parts.weekday,
    date: sameYear ? yearless : year,
    time: `${parts.hour}:${parts.minute}`,
  }
}

/** `14:02:11` on the clock of Karachi. */
export function formatClock(at: Date, withSeconds: boolean): string {
  const parts = partsOf('en', at, pakistanZone)
  return `${parts.hour}:${parts.minute}${withSeconds ? `:${parts.second}` : ''}`
}

export function ownZoneOf(language: Language): string | undefined {
  return ownZones[language]
}

/** Whether two moments fall on one calendar day in a zone. */
export function sameDay(a: Date, b: Date, zone: string): boolean {
  const [left, right] = [partsOf('en', a, zone), partsOf('en', b, zone)]
  return left.day === right.day && left.month === right.month && left.year === right.year
}

export interface Volume {
  readonly figure: string
  readonly unit: 'GB' | 'MB'
}

/** 12288 or 12000 MB are 12 GB: operators count in both, and nobody is helped by 11.7. */
export function formatVolume(megabytes: number): Volume {
  if (megabytes < 1000) return { figure: String(megabytes), unit: 'MB' }
  const divisor = megabytes % 1024 === 0 || megabytes % 500 !== 0 ? 1024 : 1000
  return { figure: String(Math.round((megabytes / divisor) * 10) / 10), unit: 'GB' }
}

type DateParts = Readonly<
  Record<'year' | 'month' | 'day' | 'weekday' | 'hour' | 'minute' | 'second', string>
>

/** Making a DateTimeFormat costs about a hundred times what using one does. */
const formats = new Map<string, Intl.DateTimeFormat>()

function partsOf(language: Language, at: Date, timeZone: string): DateParts {
  const key = `${language} ${timeZone}`
  let format = formats.get(key)
  if (!format) {
    format = new Intl.DateTimeFormat(natureOf(language).locale, {
      timeZone,
      year: 'numeric',
      month: 'long',
      day: 'numeric',
      // Chinese says 周日 where English writes the day out.
      weekday: language === 'zh' ? 'short' : 'long',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    })
    formats.set(key, format)
  }
  return Object.fromEntries(
    format.formatToParts(at).map(({ type, value }) => [type, value]),
  ) as DateParts
}
