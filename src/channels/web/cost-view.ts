import { html } from 'hono/html'
import type { TrueCost } from '#catalog'
import { formatRate } from '#i18n'
import { taxPlace } from './fact-places.ts'
import { price } from './figures.ts'
import { bdi, type Html, type Reader, type Words } from './reader.ts'

/** For a page that shows `costDetails` outside a ticket too; a money card has the rows already. */
export const costStyle = `
.cost summary{display:flex;align-items:center;min-height:2.75rem;color:var(--green);
font-size:.875rem;cursor:pointer}
.cost summary::before{content:"";width:.4rem;height:.4rem;border:solid;border-width:0 1.5px 1.5px 0;
margin:-.2rem .25rem 0;margin-inline-end:.6rem;transform:rotate(45deg)}
.cost[open] summary::before{transform:rotate(225deg);margin-top:.2rem}
.cost .money{font-size:.875rem}.cost p.hint{font-size:.8125rem;margin-block:.2rem .7rem}
.ticket>.cost{grid-column:1/-1;position:relative;padding-block:0;background:var(--card);
border-top:1px solid var(--line)}
`
export const costListStyle = `
.money{display:grid;grid-template-columns:1fr auto;font-size:.9375rem}
.money>*{padding-block:.22rem;margin:0}.money dd{text-align:end}.money dt{color:var(--soft)}
.money .within{padding-inline-start:1.17rem}
.money .sum{border-top:1px solid var(--line);margin-top:.35rem;padding-top:.5rem;font-weight:700;
color:var(--ink)}
`

/** Where a price goes, folded away under it: for cards, rows and columns of plans. */
export function costDetails(reader: Reader, cost: TrueCost): Html {
  return html`
    <details class="cost">
    <summary>
    <span>${reader.words('money.heading', { price: price(reader, cost.split.load) })}</span>
    </summary>
    ${costList(reader, cost, '')}
    </details>`
}

/**
 * The chain, always in this order, and the rule that it follows.
 * @param sign what stands before the three parts of a bar; nothing without a bar.
 */
export function costList(reader: Reader, { split, taxRule }: TrueCost, sign: 'bar' | ''): Html {
  const rate = (basisPoints: number) => ({ rate: bdi(formatRate(basisPoints)) })
  const part = (colour: string, label: Words, minor: bigint) => html`
    <dt>${sign && html`<i class="${colour}"></i>`}${label}</dt>
    <dd>${price(reader, minor)}</dd>`
  return html`
    <dl class="money">
    ${part('s', reader.words('money.service'), split.service)}
    ${part('t', reader.words('money.service_tax', rate(taxRule.serviceTaxBp)), split.serviceTax)}
    <dt class="within">${reader.text('money.credited')}</dt>
    <dd>${price(reader, split.credited)}</dd>
    ${part('a', reader.words('money.advance_tax', rate(taxRule.advanceTaxBp)), split.advanceTax)}
    <dt class="sum">${reader.text('money.total')}</dt>
    <dd class="sum">${price(reader, split.load)}</dd>
    </dl>
    <p class="hint">${placeWords(reader, taxRule)}</p>`
}

export function placeWords(reader: Reader, { id, territory, assumed }: TrueCost['taxRule']): Html {
  const name = reader.text(`territory.${territory}`)
  const where = assumed ? reader.text('money.assumed', { territory: name }) : name
  const wrong = reader.text('record.wrong')
  return html`${where}<br>${reader.words('cost.rule', { rule: bdi(id) })} · ${' '}
    <a class="src" href="${reader.path(taxPlace(id))}">${wrong}</a>`
}
