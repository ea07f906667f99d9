import { html, raw } from 'hono/html'
import type { ListedPlan } from '#catalog'
import { pick } from '#i18n'
import { largePrice, price } from './figures.ts'
import { type FindModel, plansPerPage } from './find-model.ts'
import { longName } from './fit-words.ts'
import { bdi, type Html, type Reader } from './reader.ts'
import { ticket } from './ticket-view.ts'
import { mostCompared, type Wishes } from './wishes.ts'

/** The page's part of what was found, what can be bought first, the rest under its own heading. */
export function results(reader: Reader, model: FindModel): Html {
  const { found, wishes } = model
  const shown = shownPlans(model)
  const firstUnsold = shown.findIndex((plan) => !plan.offered)
  const sold = firstUnsold < 0 ? shown : shown.slice(0, firstUnsold)
  const unsold = shown.slice(sold.length)
  const { length } = found.plans
  const sale =
    found.offered === 0
      ? reader.text('search.count_none_sold')
      : reader.words('search.count_sold', { n: found.offered })
  return html`
    <p class="hint count"><b>${reader.words('search.count', { n: length })}</b> ${sale}</p>
    ${compareBar(reader, model, shown)}
    ${tickets(reader, model, sold)}
    ${
      unsold.length > 0 &&
      html`
        <h2 class="unsold">${reader.text('search.not_sold')}</h2>
        <p class="hint">${reader.text('search.not_sold_why')}</p>
        ${tickets(reader, model, unsold)}`
    }
    ${compareButton(reader)}
    ${pages(reader, length, wishes)}`
}

export function shownPlans({ found, wishes }: FindModel): readonly ListedPlan[] {
  const start = (pageOf(wishes, found.plans.length) - 1) * plansPerPage
  return found.plans.slice(start, start + plansPerPage)
}

/** A page behind the last one is the last one: a further filter may have made it so. */
function pageOf({ page }: Wishes, count: number): number {
  return Math.max(1, Math.min(page, Math.ceil(count / plansPerPage)))
}

export function tickets(reader: Reader, model: FindModel, plans: readonly ListedPlan[]): Html {
  const cards = plans.map((plan) => {
    const operator = model.operators.get(plan.operator)
    if (!operator) return undefined
    return ticket(reader, plan, operator, {
      above: html`<p class="sub who">${longName(pick(reader.language, operator.name))}</p>`,
      under: underTicket(reader, model, plan),
      stub: stub(reader, plan),
    })
  })
  return html`<ul>${cards}</ul>`
}

/** What a usable gigabyte costs, and the box that puts the plan into the comparison. */
export function underTicket(reader: Reader, model: FindModel, plan: ListedPlan): Html {
  const { perGb } = model.worthOf(plan)
  const ticked = model.wishes.plans.includes(plan.id) && raw(' checked')
  return html`
    ${
      perGb !== null &&
      html`<p class="sub">${reader.words('search.per_gb', { price: price(reader, BigInt(perGb)) })}</p>`
    }
    <label class="tick">
    <input type="checkbox" name="plan" value="${plan.id}" form="find"${ticked}>
    <span>${reader.text('search.compare')}</span>
    <span class="vh"> ${pick(reader.language, plan.name)}</span>
    </label>`
}

function stub(reader: Reader, plan: ListedPlan): Html {
  const address = reader.path(`/plans/compare?plan=${plan.id}`)
  const name = html`<span class="vh"> ${pick(reader.language, plan.name)}</span>`
  if (!plan.offered) {
    const why = plan.notOffered && reader.text(`why_not.${plan.notOffered}`)
    return html`
      <span class="tag dim">${reader.text('search.not_sold_stub')}</span>
      <span class="sub">${why}</span>
      <a class="go" href="${address}">${reader.text('search.look')}${name}</a>`
  }
  if (plan.total === null)
    return html`<a class="go" href="#where">${reader.text('plans.territory_first')}</a>`
  return html`
    <span class="sub">${reader.text('plans.you_pay')}</span>
    ${largePrice(reader, plan.total)}
    <a class="go" href="${address}">${reader.text('search.renew')}${name}</a>`
}

export function pages(reader: Reader, count: number, wishes: Wishes): Html | undefined {
  const total = Math.ceil(count / plansPerPage)
  if (total < 2) return undefined
  const page = pageOf(wishes, count)
  const step = (to: number, label: 'search.previous' | 'search.next') =>
    to >= 1 &&
    to <= total &&
    html`<button class="quiet" form="find" name="page" value="${to}">${reader.text(label)}</button>`
  return html`
    <div class="pages" role="group" aria-label="${reader.text('search.pages')}">
    ${step(page - 1, 'search.previous')}
    <span class="hint">${reader.words('search.page_of', { page, pages: total })}</span>
    ${step(page + 1, 'search.next')}
    </div>`
}

/** Above the list, with what is ticked on other pages, so that it rides along with every button. */
export function compareBar(reader: Reader, model: FindModel, shown: readonly ListedPlan[]): Html {
  const elsewhere = model.wishes.plans.filter((id) => shown.every((plan) => plan.id !== id))
  if (shown.length + elsewhere.length === 0) return html``
  return html`
    <div class="bar">
    ${elsewhere.map((id) => html`<input type="hidden" name="plan" value="${id}" form="find">`)}
    ${compareButton(reader)}
    <p class="hint">
    ${reader.text('search.compare_hint', { most: mostCompared })}
    ${
      elsewhere.length > 0 &&
      html` ${reader.words('search.ticked', { list: bdi(elsewhere.length) })}`
    }
    </p>
    </div>`
}

export function compareButton(reader: Reader): Html {
  return html`
    <button class="quiet aside" form="find" formaction="${reader.path('/plans/compare')}">
    ${reader.text('search.compare_button')}
    </button>`
}
