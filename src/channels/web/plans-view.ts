import { html } from 'hono/html'
import type { ListedPlan, Operator } from '#catalog'
import { nationalForm } from '#kernel'
import { foldedForm } from './find-form-view.ts'
import { compareBar, pages, shownPlans, underTicket } from './find-results-view.ts'
import type { Page } from './frame.ts'
import { networks } from './network-choice-view.ts'
import { nothingFound } from './nothing-found-view.ts'
import { shortName } from './operator-name.ts'
import { type PlansModel, plansPlace } from './plans-model.ts'
import { plansStyle } from './plans-style.ts'
import { bdi, type Html, type Reader } from './reader.ts'
import { ticket } from './ticket-view.ts'
import { notes, understoodParts } from './understood-view.ts'
import { isSifted } from './wishes.ts'

export function plansPage(reader: Reader, model: PlansModel): Page {
  const { operator, fault } = model
  const name = operator && shortName(reader, operator.name)
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
      ${operator && foldedForm(reader, model, chosenOperator(model))}
      </aside>
      <div class="offers">${operator && offers(reader, model, operator)}</div>
      </div>`,
  }
}

/** Advice about this very number: it is asked for no second time. */
function fitLink(reader: Reader, { sealed, wishes }: PlansModel, { id }: Operator): Html {
  const where = wishes.territory === undefined ? {} : { territory: wishes.territory }
  const asked = new URLSearchParams({ operator: id, ...where, line: sealed })
  const address = reader.path(`/fit?${asked}`)
  return html`<p><a class="tap" href="${address}">${reader.text('fit.link')}</a></p>`
}

/** A chosen network is kept when anything else is asked; a guessed one is guessed again. */
function chosenOperator({ chosen, operator }: PlansModel): Html | undefined {
  if (!chosen || !operator) return undefined
  return html`<input type="hidden" name="operator" value="${operator.id}">`
}

function offers(reader: Reader, model: PlansModel, operator: Operator): Html {
  const { found } = model
  const sold = { ...model, found: { ...found, plans: found.plans.slice(0, found.offered) } }
  const offered = shownPlans(sold)
  const rest = found.plans.length - found.offered
  return html`
    ${understoodParts(reader, model)}
    ${notes(reader, model)}
    ${
      offered.length === 0
        ? nothing(reader, model, operator)
        : html`
          ${ticketForm(reader, model, operator, offered)}
          ${compareBar(reader, model, offered)}
          ${pages(reader, found.offered, model.wishes)}`
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
    ${hidden('territory', model.found.territory)}
    <ul>
    ${offered.map((plan) =>
      ticket(reader, plan, operator, { under: underTicket(reader, model, plan) }),
    )}
    </ul>
    </form>`
}

/** Nothing to sell is a state like any other: which kind of nothing it is, and what can be done. */
function nothing(reader: Reader, model: PlansModel, operator: Operator): Html {
  if (isSifted({ ...model.wishes, operator: '' })) return nothingFound(reader, model)
  const name = { operator: bdi(shortName(reader, operator.name)) }
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
