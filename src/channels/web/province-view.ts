import { html, raw } from 'hono/html'
import { type Territory, territories } from '#catalog'
import type { Quote } from '#quotes'
import { quotePlace } from './quote-model.ts'
import type { Html, Reader } from './reader.ts'

/** The choice of a province, where its taxes are wanted: on the plans page and on the quote. */
export function provinceSelect(reader: Reader, chosen: Territory | undefined): Html {
  const option = (value: string, label: string, is: boolean) =>
    html`<option value="${value}"${is && raw(' selected')}>${label}</option>`
  return html`
    <select id="territory" name="territory" aria-describedby="why">
    ${option('', reader.text('plans.territory_none'), chosen === undefined)}
    ${territories.map((id) => option(id, reader.text(`territory.${id}`), id === chosen))}
    </select>`
}

/** A quote is locked under one rule: another province is another quote of the same plan. */
export function provinceForm(reader: Reader, quote: Quote): Html {
  const { assumed, territory } = quote.taxRule
  return html`
    <details class="cost province">
    <summary><span>${reader.text('cost.other_province')}</span></summary>
    <form method="post" action="${reader.path(`${quotePlace(quote)}/again`)}">
    <label for="territory">${reader.text('plans.territory')}</label>
    <div class="row">
    ${provinceSelect(reader, assumed ? undefined : territory)}
    <button class="quiet">${reader.text('cost.province_button')}</button>
    </div>
    <p class="hint" id="why">${reader.text(assumed ? 'cost.province_why' : 'cost.province_new')}</p>
    </form>
    </details>`
}
