import { html, raw } from 'hono/html'
import type { PriceBreakdown } from '#catalog'
import { formatRate } from '#i18n'
import type { Quote } from '#renewals'
import { price } from './figures.ts'
import { bdi, type Html, type Reader, type Words } from './reader.ts'

export const moneyStyle = `
.bar{display:block;width:100%;height:.7rem;border-radius:9rem;margin-block:.8rem .5rem}
:dir(rtl) .bar{transform:scaleX(-1)}
.bar .s{fill:var(--green)}.bar .t{fill:var(--mid)}.bar .a{fill:var(--amber)}
.money{display:grid;grid-template-columns:1fr auto;font-size:.9375rem}
.money>*{padding-block:.22rem;margin:0}.money dd{text-align:end}.money dt{color:var(--soft)}
.money i{display:inline-block;width:.62rem;height:.62rem;border-radius:.2rem;
margin-inline-end:.55rem}
.money .s{background:var(--green)}.money .t{background:var(--mid)}.money .a{background:var(--amber)}
.money .within{padding-inline-start:1.17rem}
.money .sum{border-top:1px solid var(--line);margin-top:.35rem;padding-top:.5rem;font-weight:700;
color:var(--ink)}
`

/** Where the money goes, once, as a bar and a list, always in this order. */
export function moneyCard(reader: Reader, quote: Quote): Html {
  const { price: split, taxRule } = quote
  const territory = reader.text(`territory.${taxRule.territory}`)
  const where = taxRule.assumed ? reader.text('money.assumed', { territory }) : territory
  const rate = (basisPoints: number) => ({ rate: bdi(formatRate(basisPoints)) })
  const part = (sign: string, label: Words, minor: bigint) => html`
    <dt><i class="${sign}"></i>${label}</dt>
    <dd>${price(reader, minor)}</dd>`
  return html`
    <section class="card">
    <h2>${reader.words('money.heading', { price: price(reader, split.load) })}</h2>
    ${bar(split)}
    <dl class="money">
    ${part('s', reader.words('money.service'), split.service)}
    ${part('t', reader.words('money.service_tax', rate(taxRule.serviceTaxBp)), split.serviceTax)}
    <dt class="within">${reader.text('money.credited')}</dt>
    <dd>${price(reader, split.credited)}</dd>
    ${part('a', reader.words('money.advance_tax', rate(taxRule.advanceTaxBp)), split.advanceTax)}
    <dt class="sum">${reader.text('money.total')}</dt>
    <dd class="sum">${price(reader, quote.total.amount)}</dd>
    </dl>
    <p class="hint">${where} · ${bdi(taxRule.id)}</p>
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
