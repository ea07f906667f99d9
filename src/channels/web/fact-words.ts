import { html } from 'hono/html'
import type { FactField, FactValue, Localized, StatedPrice } from '#catalog'
import { formatMoment, isMessageKey, type MessageKey, pakistanZone, pick } from '#i18n'
import type { Validity } from '#kernel'
import { day, price, volume } from './figures.ts'
import { longName } from './fit-words.ts'
import { validityWords } from './plan-words.ts'
import { bdi, type Html, type Reader, type Words } from './reader.ts'
import { regionWords } from './source-words.ts'

/** `allowance.dataMb` is called what `fact.data_mb` says. */
export function factLabel(reader: Reader, field: FactField): string {
  return reader.text(factKey(field))
}

function factKey(field: FactField): MessageKey {
  const name = field.replace('allowance.', '').replace('.', '_')
  const key = `fact.${name.replace(/[A-Z]/g, (one) => `_${one.toLowerCase()}`)}`
  if (!isMessageKey(key)) throw new Error(`the fact ${field} has no name`)
  return key
}

/** A fact as a reader of the language says it. */
export function factWords(reader: Reader, field: FactField, value: FactValue): Words {
  if (value === null) return reader.words('fact.unstated')
  if (field === 'price') return priceWords(reader, value as StatedPrice)
  if (field === 'validity') return validityWords(reader, value as Validity)
  if (field === 'name') return [longName(pick(reader.language, value as Localized))]
  if (field === 'renewalEffect') return said(reader, `fact.effect_${value}`, value)
  if (field === 'region' && value !== 'national') return [regionWords(reader, String(value))].flat()
  if (field === 'kind') return said(reader, `kind.${value}`, value)
  if (value === 'national') return reader.words('fact.national')
  if (typeof value === 'boolean') return reader.words(value ? 'fact.yes' : 'fact.no')
  if (field.endsWith('Mb')) return [volume(value as number)]
  return [value instanceof Object ? '' : loose(value)]
}

/** Words of the source may be long: they keep their direction and still break where they must. */
function loose(text: string | number): Html {
  return html`<bdi class="free">${text}</bdi>`
}

function said(reader: Reader, key: string, value: FactValue): Words {
  return isMessageKey(key) ? reader.words(key) : [bdi(String(value))]
}

function priceWords(reader: Reader, stated: StatedPrice): Words {
  if (stated.amount === null) return reader.words('fact.unstated')
  return [...amountWords(reader, stated), ' · ', reader.text(`basis.${stated.basis}`)]
}

export function amountWords(reader: Reader, { amount }: StatedPrice): Words {
  return amount === null ? reader.words('fact.unstated') : [price(reader, BigInt(amount))]
}

/** Noon of a calendar day in Karachi: the moment at which it is that day wherever it is read. */
export const noonOf = (localDay: string) => new Date(`${localDay}T07:00:00Z`)

/** `Tuesday 1 December` */
export function calendarDay(reader: Reader, localDay: string): Words {
  return day(reader, noonOf(localDay))
}

/** `1 December`, where several stand under each other. */
export function shortDay(reader: Reader, localDay: string): string {
  return formatMoment(reader.language, noonOf(localDay), pakistanZone, reader.now).date
}
