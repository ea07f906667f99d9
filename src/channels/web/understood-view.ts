import { html } from 'hono/html'
import { isMessageKey, pick } from '#i18n'
import type { Understood } from '#search'
import { priceText, volume } from './figures.ts'
import type { FindModel } from './find-model.ts'
import { longName, spoken } from './fit-words.ts'
import { bdi, type Html, type Reader, type Words } from './reader.ts'

/** What was understood, each part with a button that takes it off; ticked plans stay ticked. */
export function understoodParts(reader: Reader, model: FindModel): Html | undefined {
  const parts = [...model.found.understood.map((one) => fromText(reader, model, one))]
  const filters = filterParts(reader, model)
  if (parts.length + filters.length === 0) return undefined
  return html`
    <div class="pick parts" role="group" aria-label="${reader.text('search.understood')}">
    <span class="what">${reader.text('search.understood')}</span>
    ${parts}${filters}
    </div>`
}

function fromText(reader: Reader, model: FindModel, understood: Understood): Html {
  const { text, rest, corrected } = understood
  const meant = wishWords(reader, model, understood.means)
  const words = corrected ? reader.words('search.corrected', { meant, typed: bdi(text) }) : meant
  return takeOff(reader, 'q', rest, words)
}

function takeOff(reader: Reader, name: string, value: string, words: Words): Html {
  return html`
    <button form="find" name="${name}" value="${value}">
    <span class="vh">${reader.text('search.take_off')}: </span><span>${words}</span>${' '}
    <span aria-hidden="true">✕</span>
    </button>`
}

/** Filters are seen in their fields on a wide page, but on a telephone those are folded. */
function filterParts(reader: Reader, { wishes, choosable, sealed }: FindModel): Html[] {
  const { operator, days, dataGb, minutes, sms, kind, price, territory } = wishes
  const parts: Html[] = []
  const add = (name: string, value: unknown, words: () => Words) => {
    if (value !== undefined && value !== '') parts.push(takeOff(reader, name, '', words()))
  }
  const named = choosable.find(({ id }) => id === operator)
  if (sealed === undefined && named)
    add('operator', operator, () => [longName(pick(reader.language, named.name))])
  const n = Number.parseInt(days, 10)
  const length = days.endsWith('+') ? 'search.days_from' : 'search.days_up_to'
  add('days', days, () => reader.words(length, { n }))
  add('data', dataGb, () => reader.words('search.at_least_gb', { n: dataGb! }))
  add('minutes', minutes, () => reader.words('search.minutes_from', { n: minutes! }))
  add('sms', sms, () => reader.words('search.sms_from', { n: sms! }))
  add('kind', kind, () => reader.words(`search.trait_${kind!}`))
  const most = () => bdi(priceText(reader, BigInt(price!) * 100n))
  add('price', price, () => reader.words('search.up_to_price', { price: most() }))
  add('territory', territory, () =>
    reader.words('search.sold_in', { places: reader.text(`territory.${territory!}`) }),
  )
  return parts
}

function wishWords(reader: Reader, model: FindModel, means: Understood['means']): Words {
  switch (means.kind) {
    case 'operator':
      return means.operators.flatMap((id, i) => {
        const operator = model.operators.get(id)
        return [i === 0 ? '' : ' / ', bdi(operator ? pick(reader.language, operator.name) : id)]
      })
    case 'days':
      return lengthWords(reader, means)
    case 'data':
      if (means.from > 0 && means.to < Infinity)
        return reader.words('search.between', { from: volume(means.from), to: volume(means.to) })
      return means.to === Infinity
        ? reader.words('search.data_from', { volume: volume(means.from) })
        : reader.words('search.data_up_to', { volume: volume(means.to) })
    case 'minutes':
    case 'sms':
      if (means.from > 0 && means.to < Infinity) {
        const to = reader.words(`fit.${means.kind}`, { n: means.to })
        return reader.words('search.between', { from: bdi(means.from), to })
      }
      return means.to === Infinity
        ? reader.words(`search.${means.kind}_from`, { n: means.from })
        : reader.words(`search.${means.kind}_up_to`, { n: means.to })
    case 'price':
      return priceWords(reader, means)
    case 'sold_in':
      return reader.words('search.sold_in', {
        places: means.territories.map((id) => reader.text(`territory.${id}`)).join(' / '),
      })
    case 'trait':
      return reader.words(`search.trait_${means.trait}`)
    case 'code':
      return [bdi(means.code)]
    case 'order':
      return reader.words('search.ordered', { sort: reader.text(`search.sort_${means.sort}`) })
    case 'offered':
      return []
  }
}

interface Range {
  readonly from: number
  readonly to: number
}

function priceWords(reader: Reader, { from, to }: Range): Words {
  const price = (minor: number) => bdi(priceText(reader, BigInt(Math.round(minor))))
  if (from > 0 && to < Infinity)
    return reader.words('search.between', { from: price(from), to: price(to) })
  return to === Infinity
    ? reader.words('search.from_price', { price: price(from) })
    : reader.words('search.up_to_price', { price: price(to) })
}

function lengthWords(reader: Reader, { from, to }: Range): Words {
  if (to === Infinity) return reader.words('search.days_from', { n: from })
  if (from === 0) return reader.words('search.days_up_to', { n: to })
  if (to < 1) return reader.words('search.hours', { n: Math.round(to * 24) })
  if (from === to) return reader.words('search.days_exactly', { n: from })
  if (from === 28 && to === 31) return reader.words('search.a_month')
  return reader.words('search.days_between', { from, to })
}

/** What was written by another name ("Jio"), and what a search for an eSIM has to know. */
export function notes(
  reader: Reader,
  { found, operators, numberPlace, keepNumber }: FindModel,
): Html {
  const { alias, renewing, number } = found.asked
  const meant = alias && operators.get(alias.operator)
  const why = alias?.note && isMessageKey(alias.note) && reader.text(alias.note)
  return html`
    ${
      meant &&
      html`<p class="note">${reader.words('plans.alias', {
        text: bdi(alias.text),
        operator: bdi(pick(reader.language, meant.name)),
      })} ${why}</p>`
    }
    ${
      number !== undefined &&
      html`
        <p class="note">${reader.text('search.notice_number')}${' '}
        ${
          numberPlace !== undefined &&
          html`<a class="tap" href="${reader.path(numberPlace)}">
            <span>${reader.words('search.number_plans', { number: bdi(number) })}</span></a>`
        }</p>`
    }
    ${found.notices.map(
      (code) => html`
        <p class="note">${reader.text(`search.notice_${code}`)}
        ${code === 'keep_number' && spoken(reader, keepNumber)}</p>`,
    )}
    ${renewing && html`<p class="note">${reader.text('search.renewing')}</p>`}`
}
