import { html, raw } from 'hono/html'
import type { PriceBreakdown } from '#catalog'
import { formatRate } from '#i18n'
import type { Quote } from '#renewals'
import { price } from './figures.ts'
import { bdi, type Html, type Reader } from './reader.ts'

export const moneyStyle = `
.bar{display:block;width:100%;height:.7rem;border-radius:9rem;margin-block:.8rem .5rem}
:dir(rtl) .bar{transform:scaleX(-1)}
.bar .s{fill:var(--green)}.bar .t{fill:var(--mid)}.bar .a{fill:var(--amber)}
.money{display:grid;grid-template-columns:1fr auto;font-size:.9375rem}.money>*{padding-block:.22rem;margin:0}
.money dd{text-align:end}.money dt{color:var(--soft)}
.money i{display:inline-block;width:.62rem;height:.62rem;border-radius:.2rem;margin-inline-end:.55rem}
.money .s{background:var(--green)}.money .t{background:var(--mid)}.money .a{background:var(--amber)}
.money .sub2{padding-inline-start:1.17rem}
.money .sum{border-top:1px solid var(--line);margin-top:.35rem;padding-top:.5rem;font-weight:700;color:var(--ink)}
`

/** Where the money goes, once, as a bar and a list, always in this order. */
export function moneyCard(reader: Reader, quote: Quote): Html {
  const { price: split, taxRule } = quote
  const territory = reader.text(`territory.${taxRule.territory}`)
  const row = (sign: string, label: Html | string, minor: bigint) =>
    html`<dt>${sign && raw(`<i class="${sign}"></i>`)}${label}</dt><dd>${price(reader, minor)}</dd>`
  return html`<section class="card"><h2>${reader.words('money.heading', {
    price: price(reader, split.load),
  })}</h2>${bar(split)}<dl class="money">${row('s', reader.text('money.service'), split.service)}${row(
    't',
    html`${reader.words('money.service_tax', { rate: bdi(formatRate(taxRule.serviceTaxBp)) })}`,
    split.serviceTax,
  )}<dt class="sub2">${reader.text('money.credited')}</dt><dd>${price(reader, split.credited)}</dd>${row(
    'a',
    html`${reader.words('money.advance_tax', { rate: bdi(formatRate(taxRule.advanceTaxBp)) })}`,
    split.advanceTax,
  )}<dt class="sum">${reader.text('money.total')}</dt><dd class="sum">${price(
    reader,
    quote.total.amount,
  )}</dd></dl><p class="hint">${
    taxRule.assumed ? reader.text('money.assumed', { territory }) : territory
  } · ${bdi(taxRule.id)}</p></section>`
}

/** Drawn as SVG because its widths come from data and the policy of the page forbids style attributes. */
function bar(split: PriceBreakdown): Html {
  const share = (minor: bigint) => Number((minor * 1000n) / split.load) / 10
  const service = share(split.service)
  const tax = share(split.serviceTax)
  return html`<svg class="bar" aria-hidden="true" preserveAspectRatio="none" viewBox="0 0 100 1"><rect class="s" width="${service}" height="1"/><rect class="t" x="${service}" width="${tax}" height="1"/><rect class="a" x="${
    service + tax
  }" width="${100 - service - tax}" height="1"/></svg>`
}
