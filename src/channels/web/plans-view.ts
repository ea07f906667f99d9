import { html } from 'hono/html'
import type { ListedPlan, Operator } from '#catalog'
import { isMessageKey, pick } from '#i18n'
import { nationalForm } from '#kernel'
import type { Page } from './frame.ts'
import { filters, networks, territoryForm } from './plans-filters.ts'
import { type PlansModel, plansPlace } from './plans-model.ts'
import { plansStyle } from './plans-style.ts'
import { bdi, type Html, type Reader } from './reader.ts'
import { ticket } from './ticket-view.ts'

export function plansPage(reader: Reader, model: PlansModel): Page {
  const { operator, fault } = model
  const name = operator && pick(reader.language, operator.name)
  const asking = reader.text('plans.which')
  const heading = name ? reader.text('plans.heading', { operator: name }) : asking
  return {
    title: name ? reader.text('plans.title', { operator: name }) : asking,
    style: plansStyle,
    place: plansPlace(model),
    body: html`
      <div class="two flip">
      <div class="whose">
      <p class="line">
      <b>${bdi(nationalForm(model.msisdn))}</b>${' '}
      <a class="tap" href="${reader.path('/')}">${reader.text('plans.other_number')}</a>
      </p>
      <h1>${heading}</h1>
      ${fault !== undefined && html`<p class="error">${reader.text(`fault.${fault}`)}</p>`}
      ${operator && fitLink(reader, model, operator)}
      </div>
      <aside>
      ${networks(reader, model)}
      ${operator && [territoryForm(reader, model), filters(reader, model)]}
      </aside>
      <div class="offers">${operator && offers(reader, model, operator)}</div>
      </div>`,
  }
}

/** Advice about this very number: it is asked for no second time. */
function fitLink(reader: Reader, { sealed, territory }: PlansModel, { id }: Operator): Html {
  const where = territory === undefined ? {} : { territory }
  const asked = new URLSearchParams({ operator: id, ...where, line: sealed })
  const address = reader.path(`/fit?${asked}`)
  return html`<p><a class="tap" href="${address}">${reader.text('fit.link')}</a></p>`
}

function offers(reader: Reader, model: PlansModel, operator: Operator): Html {
  const offered = model.search.plans.filter((plan) => plan.offered)
  const rest = model.search.plans.length - offered.length
  return html`
    ${aliasNote(reader, model, operator)}
    ${
      offered.length === 0
        ? nothing(reader, model, operator)
        : ticketForm(reader, model, operator, offered)
    }
    ${rest > 0 && html`<p class="hint">${reader.words('plans.not_sold', { n: rest })}</p>`}`
}

/** One form around all tickets: what they share travels once. */
function ticketForm(
  reader: Reader,
  model: PlansModel,
  operator: Operator,
  offered: readonly ListedPlan[],
): Html {
  const hidden = (name: string, value: string | undefined) =>
    value !== undefined && html`<input type="hidden" name="${name}" value="${value}">`
  return html`
    <form method="post" action="${reader.path('/quote')}">
    ${hidden('sealed', model.sealed)}
    ${hidden('operator', model.chosen ? operator.id : undefined)}
    ${hidden('territory', model.territory)}
    <ul>${offered.map((plan) => ticket(reader, plan, operator))}</ul>
    </form>`
}

function aliasNote(reader: Reader, { search }: PlansModel, operator: Operator): Html | undefined {
  const { alias } = search
  if (!alias) return undefined
  const values = { text: bdi(alias.text), operator: bdi(pick(reader.language, operator.name)) }
  const why = alias.note !== null && isMessageKey(alias.note) && reader.text(alias.note)
  return html`<p class="note">${reader.words('plans.alias', values)} ${why}</p>`
}

/** Nothing to sell is a state like any other: which kind of nothing it is, and what can be done. */
function nothing(reader: Reader, model: PlansModel, operator: Operator): Html {
  const name = { operator: bdi(pick(reader.language, operator.name)) }
  if (model.q !== '' || model.maxDays !== undefined) {
    const all = reader.path(plansPlace(model, { q: '', days: '' }))
    return html`
      <section class="card">
      <h2>${reader.text('plans.none_fit')}</h2>
      <p><a class="tap" href="${all}">${reader.words('plans.none_fit_next', name)}</a></p>
      </section>`
  }
  const { helpline } = operator
  const number = html`<a href="tel:${helpline}">${bdi(helpline ?? '')}</a>`
  return html`
    <section class="card">
    <h2>${reader.words('plans.none', name)}</h2>
    <p class="lead">
    ${reader.words('plans.none_why', name)}${' '}
    ${helpline !== null && reader.words('plans.none_call', { number })}
    </p>
    </section>`
}
