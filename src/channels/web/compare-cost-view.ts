import { html } from 'hono/html'
import { formatRate } from '#i18n'
import type { Column } from './compare-rows.ts'
import { placeWords } from './cost-view.ts'
import { price } from './figures.ts'
import { bdi, type Html, type Reader, type Words } from './reader.ts'

/** Where each price goes, a row a part and in the one order; nothing where no total is known. */
export function chainGroup(reader: Reader, columns: readonly Column[]): Html | undefined {
  const costs = columns.map(({ plan }) => plan.cost)
  const rule = costs.find((cost) => cost !== null)?.taxRule
  if (!rule) return undefined
  const rate = (basisPoints: number) => ({ rate: bdi(formatRate(basisPoints)) })
  const rows: [Words | string, (split: NonNullable<(typeof costs)[number]>['split']) => bigint][] =
    [
      [reader.text('money.service'), ({ service }) => service],
      [reader.words('money.service_tax', rate(rule.serviceTaxBp)), ({ serviceTax }) => serviceTax],
      [reader.text('money.credited'), ({ credited }) => credited],
      [reader.words('money.advance_tax', rate(rule.advanceTaxBp)), ({ advanceTax }) => advanceTax],
      [reader.text('money.total'), ({ load }) => load],
    ]
  return html`
    <tbody class="same" role="rowgroup">
    <tr class="group" role="row">
    <th colspan="${columns.length + 1}" scope="rowgroup" role="rowheader">
    ${reader.text('compare.chain')}<span class="sub"> ${placeWords(reader, rule)}</span>
    </th>
    </tr>
    ${rows.map(([label, part]) => {
      return html`
        <tr role="row">
        <th scope="row" role="rowheader">${label}</th>
        ${costs.map((cost) => html`<td role="cell">${cost ? price(reader, part(cost.split)) : '–'}</td>`)}
        </tr>`
    })}
    </tbody>`
}
