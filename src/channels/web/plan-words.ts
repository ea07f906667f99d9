import { html } from 'hono/html'
import type { Allowance } from '#catalog'
import { formatVolume } from '#i18n'
import type { Validity } from '#kernel'
import { volume } from './figures.ts'
import { bdi, type Html, type Reader, type Words } from './reader.ts'
import { sourceDate, sourceName } from './source-words.ts'

/** What a plan gives, in reading order: one large figure, then everything else it states. */
export interface PlanWords {
  readonly figure:
    | { readonly large: string; readonly unit: string; readonly note: Words }
    | undefined
  readonly more: readonly Words[]
}

type Volumes = Pick<
  Allowance,
  'dataMb' | 'dataOffpeakMb' | 'offpeakWindow' | 'socialMb' | 'socialApps'
>

/**
 * Sources count off-peak data inside the total; what can be used at any time is the rest, and it is
 * the figure that is shown large: 12 GB of which 6 are for 02:00–14:00 is a plan of 6 GB.
 */
export function planWords(reader: Reader, allowance: Allowance, operator: string): PlanWords {
  const data = dataFigure(reader, allowance)
  const calls = callWords(reader, allowance, operator)
  if (data) return { figure: data.figure, more: [...data.more, ...calls] }
  if (allowance.minutesAllNet) {
    const figure = {
      large: String(allowance.minutesAllNet),
      unit: reader.text('allowance.minutes'),
      note: reader.words('allowance.to_all'),
    }
    // The figure says it already.
    return { figure, more: calls.slice(1) }
  }
  if (calls.length > 0) return { figure: undefined, more: calls }
  return { figure: undefined, more: [reader.words('allowance.unstated')] }
}

function dataFigure(reader: Reader, volumes: Volumes) {
  const total = volumes.dataMb ?? 0
  const offpeak = Math.min(volumes.dataOffpeakMb ?? 0, total)
  const social = volumes.socialMb ?? 0
  const window = volumes.offpeakWindow
    ? bdi(volumes.offpeakWindow.replace('-', '–'))
    : reader.text('allowance.night')
  const apps = volumes.socialApps ? bdi(volumes.socialApps) : reader.text('allowance.apps')
  const anyTime = total - offpeak
  const large = (megabytes: number, note: Words) => {
    const { figure, unit } = formatVolume(megabytes)
    return { large: figure, unit, note }
  }
  const socialMore =
    social > 0 ? [reader.words('allowance.social', { volume: volume(social), apps })] : []
  if (anyTime > 0) {
    const offpeakMore =
      offpeak > 0 ? [reader.words('allowance.offpeak', { volume: volume(offpeak), window })] : []
    const note = offpeak > 0 ? reader.words('allowance.all_day') : []
    return { figure: large(anyTime, note), more: [...offpeakMore, ...socialMore] }
  }
  if (offpeak > 0)
    return {
      figure: large(offpeak, reader.words('allowance.offpeak_only', { window })),
      more: socialMore,
    }
  if (social > 0)
    return { figure: large(social, reader.words('allowance.only_for', { apps })), more: [] }
  return undefined
}

function callWords(reader: Reader, allowance: Allowance, operator: string): Words[] {
  const name = bdi(operator)
  const words: Words[] = []
  if (allowance.minutesAllNet)
    words.push(reader.words('allowance.all_networks', { n: allowance.minutesAllNet }))
  if (allowance.unlimitedOnNet)
    words.push(reader.words('allowance.unlimited_on_net', { operator: name }))
  else if (allowance.minutesOnNet)
    words.push(reader.words('allowance.on_net', { n: allowance.minutesOnNet, operator: name }))
  if (allowance.minutesOffNet)
    words.push(reader.words('allowance.off_net', { n: allowance.minutesOffNet }))
  if (allowance.sms) words.push(reader.words('allowance.sms', { n: allowance.sms }))
  return words
}

export function validityWords(reader: Reader, validity: Validity): Words {
  const { days, hours, rule } = validity
  if (rule === 'rolling' && hours !== null) return reader.words('validity.hours', { n: hours })
  if (days === null) return reader.words('validity.unknown')
  if (rule === 'calendar_days') return reader.words('validity.calendar_days', { n: days })
  if (rule === 'rolling') return reader.words('validity.rolling_days', { n: days })
  return reader.words('validity.days', { n: days })
}

/** Where the price comes from and how sure it is. */
export function sourceWords(
  reader: Reader,
  fact: {
    readonly source: string
    readonly asOf: string
    readonly verified: boolean
    readonly confirmedBy: string | null
  },
  operator: string,
): Words {
  if (fact.confirmedBy?.startsWith('sandbox:')) return reader.words('source.sandbox')
  if (fact.confirmedBy !== null)
    return reader.words('source.confirmed', { operator: bdi(operator) })
  return reader.words(fact.verified ? 'source.verified' : 'source.unverified', {
    source: sourceName(reader, fact.source),
    date: sourceDate(reader, fact.asOf),
  })
}

/** Several short facts on one line. */
export function joined(facts: readonly Words[]): Html {
  return html`${facts.map((fact, i) => [i === 0 ? '' : ' · ', fact])}`
}
