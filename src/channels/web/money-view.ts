import { html, raw } from 'hono/html'
import type { PriceBreakdown } from '#catalog'
import type { Quote } from '#quotes'
import { costList, costListStyle } from './cost-view.ts'
import { price } from './figures.ts'
import type { Html, Reader } from './reader.ts'

export const moneyStyle = `${costListStyle}
.bar{display:block;width:100%;height:.7rem;border-radius:9rem;margin-block:.8rem .5rem}
:dir(rtl) .bar{transform:scaleX(-1)}
.bar .s{fill:var(--green)}.bar .t{fill:var(--mid)}.bar .a{fill:var(--amber)}
.money i{display:inline-block;width:.62rem;height:.62rem;border-radius:.2rem;
margin-inline-end:.55rem}
.money .s{background:var(--green)}.money .t{background:var(--mid)}.money .a{background:var(--amber)}
`

/**
 * Where the money goes, once, as a bar and a list. A quote is locked and a receipt keeps it, so
 * both show the rule of that day, whatever the taxes have become since.
 */
export function moneyCard(reader: Reader, { price: split, taxRule }: Quote): Html {
  return html`
    <section class="card">
    <h2>${reader.words('money.heading', { price: price(reader, split.load) })}</h2>
    ${bar(split)}
    ${costList(reader, { split, taxRule }, 'bar')}
    </section>`
}

/** SVG, because its widths come from data and the policy of the page forbids style attributes. */
function bar(split: PriceBreakdown): Html {
  const share = (minor: bigint) => Number((minor * 1000n) / split.load) / 10
  const service = share(split.service)
  const tax = share(split.serviceTax)
  const segment = (sign: string, from: number, width: number) =>
    raw(`<rect class="${sign}" x="${from}" width="${width}" height="1"/>`)
  return html`
    <svg class="bar" aria-hidden="true" preserveAspectRatio="none" viewBox="0 0 100 1">
    ${segment('s', 0, service)}
    ${segment('t', service, tax)}
    ${segment('a', service + tax, 100 - service - tax)}
    </svg>`
}
