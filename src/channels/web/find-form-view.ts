import { html, raw } from 'hono/html'
import { type MessageKey, pick } from '#i18n'
import { type Sort, traits } from '#search'
import { priceText } from './figures.ts'
import type { FindModel } from './find-model.ts'
import { provinceSelect } from './province-view.ts'
import { bdi, type Html, type Reader } from './reader.ts'
import { isSifted, mostQueryLength } from './wishes.ts'

const dayChoices = ['1', '3', '7', '15', '30', '30+', '90+']
const dataChoices = ['1', '5', '10', '20', '50', '100']
const minuteChoices = ['100', '300', '500', '1000', '3000']
const smsChoices = ['100', '500', '1000', '3000']
const priceChoices = ['100', '300', '500', '1000', '2000']
const kindChoices = traits.filter((trait) => trait !== 'data' && trait !== 'calls')
const examples = {
  zh: ['jazz 周包', '7天 10GB', '国际漫游'],
  en: ['jazz weekly', '7 days 10gb', 'sasta mahana'],
  ur: ['جاز ہفتہ وار', '7 دن 10 GB', 'سستا ماہانہ'],
} as const

/** The one form of the page: tickets and buttons outside it name it as theirs. */
export function findForm(reader: Reader, model: FindModel): Html {
  return html`
    <form class="find" id="find" role="search" action="${reader.path(model.base)}">
    ${carried(model)}
    ${searchRow(reader, model)}
    ${whereTo(reader, model)}
    ${foldedFilters(reader, model)}
    </form>`
}

/** Beside a number most want its plans at once, so all of it is folded; open once it is used. */
export function foldedForm(reader: Reader, model: FindModel, ahead?: Html): Html {
  const { wishes } = model
  const used =
    isSifted({ ...wishes, operator: '', territory: undefined }) || wishes.sort !== undefined
  return html`
    <form class="find" id="find" role="search" action="${reader.path(model.base)}">
    ${carried(model)}
    ${ahead}
    ${whereTo(reader, model)}
    <details class="sift"${used && raw(' open')}>
    <summary>${reader.text('search.fold')}</summary>
    ${searchRow(reader, model)}
    ${sortButtons(reader, model)}
    ${foldedFilters(reader, model)}
    </details>
    </form>`
}

/** Folded on a telephone so that the plans come first; open as soon as one is set. */
function foldedFilters(reader: Reader, model: FindModel): Html {
  const apart = { q: '', territory: undefined, ...(model.sealed && { operator: '' }) }
  const set = isSifted({ ...model.wishes, ...apart })
  return html`
    <details class="sift"${set && raw(' open')}>
    <summary>${reader.text('search.filters')}</summary>
    ${filters(reader, model)}
    </details>`
}

function carried({ wishes, sealed }: FindModel): Html {
  return html`
    ${sealed !== undefined && html`<input type="hidden" name="line" value="${sealed}">`}
    ${wishes.sort && html`<input type="hidden" name="sort" value="${wishes.sort}">`}`
}

function searchRow(reader: Reader, { wishes }: FindModel): Html {
  const [one, two, three] = examples[reader.language].map(bdi)
  return html`
    <label for="q">${reader.text('search.label')}</label>
    <div class="row">
    <input id="q" name="q" type="search" maxlength="${mostQueryLength}" value="${wishes.q}"${' '}
    dir="auto" autocomplete="off" aria-describedby="q-hint">
    <button>${reader.text('search.button')}</button>
    </div>
    <p class="hint" id="q-hint">
    ${reader.words('search.hint', { one: one!, two: two!, three: three! })}
    </p>`
}

/** In the way only where a total waits for it; elsewhere it is one filter that moves the split. */
function whereTo(reader: Reader, { found, wishes }: FindModel): Html {
  const { territory } = wishes
  const binds = found.plans.some((plan) => plan.offered && plan.territoryNeeded)
  const block = html`
    <div class="where${binds && ' binds'}" id="where">
    <label for="territory">${reader.text('plans.territory')}</label>
    <div class="row">
    ${provinceSelect(reader, territory)}
    <button class="quiet">${reader.text(
      binds ? 'plans.territory_button' : 'cost.province_button',
    )}</button>
    </div>
    <p class="hint" id="why">
    ${reader.text(binds ? 'plans.territory_why' : 'cost.province_why')}${' '}
    ${reader.text('search.territory_why')}
    </p>
    </div>`
  if (binds) return block
  return html`
    <details class="sift"${territory !== undefined && raw(' open')}>
    <summary>${reader.text('cost.other_province')}</summary>
    ${block}
    </details>`
}

function filters(reader: Reader, model: FindModel): Html {
  const { wishes, sealed, choosable } = model
  const { operator, days, dataGb, minutes, sms, kind, price } = wishes
  const atLeast = (n: string) => reader.text('search.at_least', { n })
  const operators = choosable.map(({ id, name }) => [id, pick(reader.language, name)] as const)
  return html`
    <div class="grid">
    ${sealed === undefined && choice(reader, 'operator', operator, operators)}
    ${choice(reader, 'days', days, labelled(dayChoices, days, dayLabel(reader)))}
    ${choice(
      reader,
      'data',
      dataGb,
      labelled(dataChoices, dataGb, (n) => reader.text('search.at_least_gb', { n })),
    )}
    ${choice(reader, 'minutes', minutes, labelled(minuteChoices, minutes, atLeast))}
    ${choice(reader, 'sms', sms, labelled(smsChoices, sms, atLeast))}
    ${choice(
      reader,
      'kind',
      kind,
      kindChoices.map((trait) => [trait, reader.text(`search.trait_${trait}`)]),
    )}
    ${choice(
      reader,
      'price',
      price,
      labelled(priceChoices, price, (n) =>
        reader.text('search.up_to_price', { price: priceText(reader, BigInt(n) * 100n) }),
      ),
    )}
    </div>
    <button class="quiet">${reader.text('search.apply')}</button>`
}

function dayLabel(reader: Reader) {
  return (value: string) => {
    const n = Number.parseInt(value, 10)
    return reader.text(value.endsWith('+') ? 'search.days_from' : 'search.days_up_to', { n })
  }
}

/** The usual choices, and the one that stands in the address where it is another. */
function labelled(
  choices: readonly string[],
  chosen: string | number | undefined,
  label: (value: string) => string,
): (readonly [string, string])[] {
  const own = String(chosen ?? '')
  const all = own === '' || choices.includes(own) ? choices : [...choices, own]
  return all.map((value) => [value, label(value)])
}

type Choice = 'operator' | 'days' | 'data' | 'minutes' | 'sms' | 'kind' | 'price'

function choice(
  reader: Reader,
  name: Choice,
  chosen: string | number | undefined,
  options: readonly (readonly [value: string, label: string])[],
): Html {
  const own = String(chosen ?? '')
  return html`
    <div>
    <label for="${name}">${reader.text(`search.${name}`)}</label>
    <select id="${name}" name="${name}">
    <option value="">${reader.text('search.any')}</option>
    ${options.map(
      ([value, label]) =>
        html`<option value="${value}"${value === own && raw(' selected')}>${label}</option>`,
    )}
    </select>
    </div>`
}

const shownSorts: readonly Sort[] = ['match', 'total', 'per_gb', 'ends', 'data']

/** Buttons and not links: what was ticked a moment ago goes along. */
export function sortButtons(reader: Reader, { found, wishes }: FindModel): Html {
  const choices = shownSorts.filter((sort) => sort !== 'match' || wishes.q !== '')
  return html`
    <div class="pick sorts" role="group" aria-label="${reader.text('search.sort')}">
    ${choices.map((sort) => {
      const here = sort === found.sort && raw(' aria-pressed="true"')
      const key: MessageKey = `search.sort_${sort}`
      return html`
        <button form="find" name="sort" value="${sort}"${here}>${reader.text(key)}</button>`
    })}
    </div>`
}
