import { html } from 'hono/html'
import {
  formatClock,
  formatMoment,
  formatRupees,
  formatVolume,
  ownZoneOf,
  pakistanZone,
  sameDay,
} from '#i18n'
import { bdi, type Html, type Reader, type Words } from './reader.ts'

/** A price inside a sentence. `minor` is in paisa. */
export function price(reader: Reader, minor: bigint): Html {
  return bdi(formatRupees(reader.language, minor).text)
}

export function priceText(reader: Reader, minor: bigint): string {
  return formatRupees(reader.language, minor).text
}

/**
 * The price as one of the two things that are seen first: a large figure, its unit small beside it.
 */
export function largePrice(reader: Reader, minor: bigint): Html {
  const { symbol, figure } = formatRupees(reader.language, minor)
  return html`<bdi class="big"><small>${symbol}</small>${
    reader.language === 'zh' ? '' : '\u00a0'
  }${figure}</bdi>`
}

/** `Sunday 29 November, 23:59 PKT`, in the words of the language. */
export function moment(reader: Reader, at: Date): Words {
  const { weekday, date, time } = formatMoment(reader.language, at, pakistanZone, reader.now)
  return reader.words('time.full', { weekday, date, time: bdi(time) })
}

/** A time of today as the clock shows it, with its day where it is another one. */
export function soon(reader: Reader, at: Date): Words {
  return sameDay(at, reader.now, pakistanZone)
    ? reader.words('time.clock', { time: bdi(formatClock(at, false)) })
    : moment(reader, at)
}

export function day(reader: Reader, at: Date): Words {
  const { weekday, date } = formatMoment(reader.language, at, pakistanZone, reader.now)
  return reader.words('time.day', { weekday, date })
}

/** The same moment on the clock of the reader's own place, where the language tells it. */
export function ownMoment(reader: Reader, at: Date): Words | undefined {
  const zone = ownZoneOf(reader.language)
  if (zone === undefined) return undefined
  const { weekday, time } = formatMoment(reader.language, at, zone, reader.now)
  return reader.words('time.own', { weekday, time: bdi(time) })
}

/** The deadline as one of the two things seen first: the weekday large, date and time beside it. */
export function largeMoment(reader: Reader, at: Date): Html {
  const { weekday, date, time } = formatMoment(reader.language, at, pakistanZone, reader.now)
  const own = ownMoment(reader, at)
  return html`<b class="big">${weekday}</b><span class="sub">${date}<br>${reader.words(
    'time.clock',
    { time: bdi(time) },
  )}${own && html`<br>${own}`}</span>`
}

export function volume(megabytes: number): Html {
  const { figure, unit } = formatVolume(megabytes)
  return bdi(`${figure}\u00a0${unit}`)
}
