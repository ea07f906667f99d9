import { html, raw } from 'hono/html'
import type { ListedPlan, Operator, PlanQuery, PlanSearch, Territory } from '#catalog'
import { territories } from '#catalog'
import { type FaultCode, isMessageKey, pick } from '#i18n'
import { endOfValidity, type Msisdn, nationalForm } from '#kernel'
import { largePrice, moment } from './figures.ts'
import type { Page } from './frame.ts'
import { joined, planWords, sourceWords, validityWords } from './plan-words.ts'
import { plansStyle } from './plans-style.ts'
import { bdi, type Html, type Reader } from './reader.ts'

export type Sort = NonNullable<PlanQuery['sort']>
export const sorts: readonly Sort[] = ['total', 'data', 'validity']
export const dayLimits = [1, 7, 30] as const

export interface PlansModel {
  readonly sealed: string
  readonly msisdn: Msisdn
  /** Undefined where no prefix fits and none was chosen: then the page only asks. */
  readonly operator: Operator | undefined
  readonly chosen: boolean
  readonly operators: readonly Operator[]
  readonly search: PlanSearch
  readonly q: string
  readonly maxDays: number | undefined
  readonly sort: Sort
  readonly territory: Territory | undefined
  readonly fault: FaultCode | undefined
}

/** The reader's wishes as an address; a part that is the default is left out. */
export function plansPlace(model: PlansModel, change: Record<string, string> = {}): string {
  const wishes: Record<string, string> = {
    operator: model.chosen && model.operator ? model.operator.id : '',
    q: model.q,
    days: model.maxDays === undefined ? '' : String(model.maxDays),
    sort: model.sort === 'total' ? '' : model.sort,
    territory: model.territory ?? '',
    ...change,
  }
  const kept = Object.entries(wishes).filter(([, value]) => value !== '')
  const query = new URLSearchParams(kept).toString()
  return `/plans/${model.sealed}${query && `?${query}`}`
}

export function plansPage(reader: Reader, model: PlansModel): Page {
  const name = model.operator && pick(reader.language, model.operator.name)
  const heading =
    name === undefined
      ? reader.text('plans.which')
      : reader.text('plans.heading', { operator: name })
  return {
    title: name === undefined ? heading : reader.text('plans.title', { operator: name }),
    style: plansStyle,
    place: plansPlace(model),
    body: html`<div class="two flip"><div class="whose"><p class="line"><b>${bdi(
      nationalForm(model.msisdn),
    )}</b> <a class="tap" href="${reader.path('/')}">${reader.text('plans.other_number')}</a></p><h1>${heading}</h1>${
      model.fault !== undefined && html`<p class="error">${reader.text(`fault.${model.fault}`)}</p>`
    }</div><aside>${network(reader, model)}${
      model.operator && [territory(reader, model), filters(reader, model)]
    }</aside><div class="offers">${
      model.operator && offers(reader, model, model.operator, name!)
    }</div></div>`,
  }
}

function network(reader: Reader, model: PlansModel): Html {
  const help = reader.words('plans.ported', {
    text: bdi(`S ${nationalForm(model.msisdn).replace(' ', '')}`),
    code: bdi('76367'),
  })
  const how = model.chosen ? 'plans.chosen' : 'plans.guessed'
  return html`<nav class="pick" aria-label="${reader.text('plans.network')}"><p class="what">${reader.text(
    'plans.network',
  )}${model.operator && html`<span class="tag dim">${reader.text(how)}</span>`}</p>${model.operators.map(
    (operator) =>
      html`<a href="${reader.path(
        plansPlace(model, { operator: operator.id, q: '' }),
      )}"${operator.id === model.operator?.id && raw(' aria-current="true"')}>${bdi(
        pick(reader.language, operator.name),
      )}</a>`,
  )}<p class="hint">${help}</p></nav>`
}

/** Only where a total on this page waits for it: one question less for everybody else. */
function territory(reader: Reader, model: PlansModel): Html | undefined {
  if (!model.search.plans.some((plan) => plan.offered && plan.territoryNeeded)) return undefined
  return html`<form class="where" id="where" action="${reader.path(plansPlace(model).split('?')[0]!)}">${hiddenWishes(
    model,
    ['operator', 'q', 'days', 'sort'],
  )}<label for="territory">${reader.text('plans.territory')}</label><div class="row"><select id="territory" name="territory" aria-describedby="why"><option value="">${reader.text(
    'plans.territory_none',
  )}</option>${territories.map(
    (id) =>
      html`<option value="${id}"${id === model.territory && raw(' selected')}>${reader.text(
        `territory.${id}`,
      )}</option>`,
  )}</select><button class="quiet">${reader.text('plans.territory_button')}</button></div><p class="hint" id="why">${reader.text(
    'plans.territory_why',
  )}</p></form>`
}

function hiddenWishes(model: PlansModel, names: readonly string[]): Html[] {
  const query = new URLSearchParams(plansPlace(model).split('?')[1] ?? '')
  return names
    .filter((name) => query.get(name))
    .map((name) => html`<input type="hidden" name="${name}" value="${query.get(name)}">`)
}

function filters(reader: Reader, model: PlansModel): Html {
  const chip = (change: Record<string, string>, label: string, current: boolean) =>
    html`<a href="${reader.path(plansPlace(model, change))}"${
      current && raw(' aria-current="true"')
    }>${label}</a>`
  const sifted = model.q !== '' || model.maxDays !== undefined || model.sort !== 'total'
  return html`<details class="sift"${sifted && raw(' open')}><summary>${reader.text('plans.sift')}</summary><nav class="pick" aria-label="${reader.text('plans.days')}"><p class="what">${reader.text(
    'plans.days',
  )}</p>${chip({ days: '' }, reader.text('plans.any_days'), model.maxDays === undefined)}${dayLimits.map(
    (n) => chip({ days: String(n) }, reader.text('plans.up_to_days', { n }), n === model.maxDays),
  )}</nav><nav class="pick" aria-label="${reader.text('plans.sort')}"><p class="what">${reader.text(
    'plans.sort',
  )}</p>${sorts.map((sort) =>
    chip(
      { sort: sort === 'total' ? '' : sort },
      reader.text(`plans.sort_${sort}`),
      sort === model.sort,
    ),
  )}</nav><form class="find" role="search" action="${reader.path(plansPlace(model).split('?')[0]!)}">${hiddenWishes(
    model,
    ['operator', 'days', 'sort', 'territory'],
  )}<label for="q">${reader.text('plans.search')}</label><div class="row"><input id="q" name="q" type="search" maxlength="80" value="${model.q}"><button class="quiet">${reader.text(
    'plans.search_button',
  )}</button></div></form></details>`
}

function offers(reader: Reader, model: PlansModel, operator: Operator, name: string): Html {
  const offered = model.search.plans.filter((plan) => plan.offered)
  const rest = model.search.plans.length - offered.length
  const { alias } = model.search
  return html`${
    alias &&
    html`<p class="note">${reader.words('plans.alias', { text: bdi(alias.text), operator: bdi(name) })} ${
      alias.note && isMessageKey(alias.note) && reader.text(alias.note)
    }</p>`
  }${
    offered.length === 0
      ? nothing(reader, model, operator, name)
      : html`<form method="post" action="${reader.path('/quote')}"><input type="hidden" name="sealed" value="${
          model.sealed
        }">${model.chosen && html`<input type="hidden" name="operator" value="${operator.id}">`}${
          model.territory && html`<input type="hidden" name="territory" value="${model.territory}">`
        }<ul>${offered.map((plan) => ticket(reader, plan, operator, name))}</ul></form>`
  }${rest > 0 && html`<p class="hint">${reader.words('plans.not_sold', { n: rest })}</p>`}`
}

/** Nothing to sell is a state like any other: say which kind of nothing it is and what can be done. */
function nothing(reader: Reader, model: PlansModel, operator: Operator, name: string): Html {
  if (model.q !== '' || model.maxDays !== undefined)
    return html`<section class="card"><h2>${reader.text('plans.none_fit')}</h2><p><a class="tap" href="${reader.path(
      plansPlace(model, { q: '', days: '' }),
    )}">${reader.words('plans.none_fit_next', { operator: bdi(name) })}</a></p></section>`
  const { helpline } = operator
  return html`<section class="card"><h2>${reader.words('plans.none', {
    operator: bdi(name),
  })}</h2><p class="lead">${reader.words('plans.none_why', { operator: bdi(name) })} ${
    helpline &&
    reader.words('plans.none_call', {
      number: html`<a href="tel:${helpline}">${bdi(helpline)}</a>`,
    })
  }</p></section>`
}

function ticket(reader: Reader, plan: ListedPlan, operator: Operator, operatorName: string): Html {
  const name = pick(reader.language, plan.name)
  const { figure, more } = planWords(reader, plan.allowance, operatorName)
  const end = endOfValidity(plan.validity, reader.now, operator.zone)
  return html`<li class="ticket"><div><h2>${bdi(name)}</h2>${
    figure &&
    html`<p class="fig"><bdi class="big">${figure.large}<small>\u00a0${figure.unit}</small></bdi> ${figure.note}</p>`
  }<p>${joined([...more, validityWords(reader, plan.validity)])}</p><p class="sub">${
    end
      ? reader.words('plans.lasts', { end: moment(reader, end) })
      : reader.text('plans.lasts_unknown')
  }<br>${sourceWords(reader, { ...plan.provenance, confirmedBy: plan.confirmedBy }, operatorName)}</p></div><div class="stub">${
    plan.total === null
      ? html`<a class="go" href="#where">${reader.text('plans.territory_first')}</a>`
      : html`<span class="sub">${reader.text('plans.you_pay')}</span>${largePrice(
          reader,
          plan.total,
        )}<button class="go" name="plan" value="${plan.id}">${reader.text(
          'plans.choose',
        )}<span class="vh"> ${name}</span></button>`
  }</div></li>`
}
