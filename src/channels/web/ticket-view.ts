import { html } from 'hono/html'
import type { ListedPlan, Operator } from '#catalog'
import { pick } from '#i18n'
import { endOfValidity } from '#kernel'
import { costDetails } from './cost-view.ts'
import { largePrice, moment } from './figures.ts'
import { longName } from './fit-words.ts'
import { shortName } from './operator-name.ts'
import { joined, planWords, sourceWords, validityWords } from './plan-words.ts'
import type { Html, Reader } from './reader.ts'
import { recordPlace } from './record-model.ts'

/** What a page has beside what every ticket says. */
export interface TicketParts {
  readonly above?: Html | undefined
  readonly under?: Html | undefined
  /** Instead of the button that chooses it. */
  readonly stub?: Html | undefined
}

/** What one gets on the left, what one really pays on the stub; the whole ticket is its button. */
export function ticket(
  reader: Reader,
  plan: ListedPlan,
  operator: Operator,
  { above, under, stub }: TicketParts = {},
): Html {
  const operatorName = shortName(reader, operator.name)
  const { figure, more } = planWords(reader, plan.allowance, operatorName)
  const end = endOfValidity(plan.validity, reader.now, operator.zone)
  const fact = { ...plan.provenance, confirmedBy: plan.confirmedBy }
  const large =
    figure && html`<bdi class="big">${figure.large}<small>\u00a0${figure.unit}</small></bdi>`
  return html`
    <li class="ticket">
    <div>
    ${above}
    <h2>${longName(pick(reader.language, plan.name))}</h2>
    ${figure && html`<p class="fig">${large} ${figure.note}</p>`}
    <p>${joined([...more, validityWords(reader, plan.validity)])}</p>
    <p class="sub">
    ${
      end
        ? reader.words('plans.lasts', { end: moment(reader, end) })
        : reader.text('plans.lasts_unknown')
    }
    <br>
    <a class="src" href="${reader.path(recordPlace(plan.id))}">${sourceWords(reader, fact, operatorName)}</a>
    </p>
    ${under}
    </div>
    <div class="stub">${stub ?? choosing(reader, plan)}</div>
    ${plan.cost && costDetails(reader, plan.cost)}
    </li>`
}

/** A total that waits for the province leads to that question instead of to a quote. */
function choosing(reader: Reader, plan: ListedPlan): Html {
  if (plan.total === null)
    return html`<a class="go" href="#where">${reader.text('plans.territory_first')}</a>`
  const name = pick(reader.language, plan.name)
  return html`
    <span class="sub">${reader.text('plans.you_pay')}</span>
    ${largePrice(reader, plan.total)}
    <button class="go" name="plan" value="${plan.id}">
    ${reader.text('plans.choose')}<span class="vh"> ${name}</span>
    </button>`
}
