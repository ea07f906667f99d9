import { html, raw } from 'hono/html'
import { pick } from '#i18n'
import { nationalForm } from '#kernel'
import { dayLimits, type PlansModel, plansPlace, sorts } from './plans-model.ts'
import { provinceSelect } from './province-view.ts'
import { bdi, type Html, type Reader } from './reader.ts'

const current = (is: boolean) => is && raw(' aria-current="true"')

/** The network is a guess until it is chosen; choosing another one is a tap. */
export function networks(reader: Reader, model: PlansModel): Html {
  const how = reader.text(model.chosen ? 'plans.chosen' : 'plans.guessed')
  const help = reader.words('plans.ported', {
    text: bdi(`S ${nationalForm(model.msisdn).replace(' ', '')}`),
    code: bdi('76367'),
  })
  return html`
    <nav class="pick" aria-label="${reader.text('plans.network')}">
    <p class="what">
    ${reader.text('plans.network')}
    ${model.operator && html`<span class="tag dim">${how}</span>`}
    </p>
    ${model.operators.map(({ id, name }) => {
      const address = reader.path(plansPlace(model, { operator: id, q: '' }))
      const here = current(id === model.operator?.id)
      return html`<a href="${address}"${here}>${bdi(pick(reader.language, name))}</a>`
    })}
    <p class="hint">${help}</p>
    </nav>`
}

/** In the way only where a total waits for it; elsewhere it changes the split and no price. */
export function territoryForm(reader: Reader, model: PlansModel): Html | undefined {
  const { plans } = model.search
  const offered = plans.filter((plan) => plan.offered)
  if (offered.length === 0) return undefined
  const binds = offered.some((plan) => plan.territoryNeeded)
  const why = reader.text(binds ? 'plans.territory_why' : 'cost.province_why')
  const form = html`
    <form class="where${binds && ' binds'}" id="where" action="${bareAddress(reader, model)}">
    ${hiddenWishes(model, ['operator', 'q', 'days', 'sort'])}
    <label for="territory">${reader.text('plans.territory')}</label>
    <div class="row">
    ${provinceSelect(reader, model.territory)}
    <button class="quiet">${reader.text(
      binds ? 'plans.territory_button' : 'cost.province_button',
    )}</button>
    </div>
    <p class="hint" id="why">${why}</p>
    </form>`
  if (binds) return form
  const open = model.territory !== undefined && raw(' open')
  return html`
    <details class="sift"${open}>
    <summary>${reader.text('cost.other_province')}</summary>
    ${form}
    </details>`
}

/** Folded on a telephone so that the plans come first; open as soon as a wish is in it. */
export function filters(reader: Reader, model: PlansModel): Html {
  const sifted = model.q !== '' || model.maxDays !== undefined || model.sort !== 'total'
  return html`
    <details class="sift"${sifted && raw(' open')}>
    <summary>${reader.text('plans.sift')}</summary>
    ${dayChips(reader, model)}
    ${sortChips(reader, model)}
    ${searchForm(reader, model)}
    </details>`
}

function dayChips(reader: Reader, model: PlansModel): Html {
  const chips = dayLimits.map((n) => {
    const label = reader.text('plans.up_to_days', { n })
    return chip(reader.path(plansPlace(model, { days: String(n) })), label, n === model.maxDays)
  })
  const all = reader.path(plansPlace(model, { days: '' }))
  return html`
    <nav class="pick" aria-label="${reader.text('plans.days')}">
    <p class="what">${reader.text('plans.days')}</p>
    ${chip(all, reader.text('plans.any_days'), model.maxDays === undefined)}
    ${chips}
    </nav>`
}

function sortChips(reader: Reader, model: PlansModel): Html {
  return html`
    <nav class="pick" aria-label="${reader.text('plans.sort')}">
    <p class="what">${reader.text('plans.sort')}</p>
    ${sorts.map((sort) => {
      const address = reader.path(plansPlace(model, { sort: sort === 'total' ? '' : sort }))
      return chip(address, reader.text(`plans.sort_${sort}`), sort === model.sort)
    })}
    </nav>`
}

function chip(address: string, label: string, chosen: boolean): Html {
  return html`<a href="${address}"${current(chosen)}>${label}</a>`
}

function searchForm(reader: Reader, model: PlansModel): Html {
  return html`
    <form class="find" role="search" action="${bareAddress(reader, model)}">
    ${hiddenWishes(model, ['operator', 'days', 'sort', 'territory'])}
    <label for="q">${reader.text('plans.search')}</label>
    <div class="row">
    <input id="q" name="q" type="search" maxlength="80" value="${model.q}">
    <button class="quiet">${reader.text('plans.search_button')}</button>
    </div>
    </form>`
}

/**
 * A GET form replaces the query of its address, so the other wishes ride along as hidden fields.
 */
function hiddenWishes(model: PlansModel, names: readonly string[]): Html[] {
  const query = new URLSearchParams(plansPlace(model).split('?')[1] ?? '')
  return names
    .filter((name) => query.get(name))
    .map((name) => html`<input type="hidden" name="${name}" value="${query.get(name)}">`)
}

function bareAddress(reader: Reader, model: PlansModel): string {
  return reader.path(`/plans/${model.sealed}`)
}
