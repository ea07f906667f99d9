import { html, raw } from 'hono/html'
import { pick } from '#i18n'
import { chainGroup } from './compare-cost-view.ts'
import { type CompareModel, comparePlace, listPlace } from './compare-model.ts'
import { bestKey, type Column, compareRows, type Row } from './compare-rows.ts'
import { compareStyle } from './compare-style.ts'
import { price } from './figures.ts'
import { longName } from './fit-words.ts'
import type { Page } from './frame.ts'
import { bdi, type Html, type Reader } from './reader.ts'

/** Up to four plans in columns; what differs comes first, under that word. */
export function comparePage(reader: Reader, model: CompareModel): Page {
  const { columns } = model
  const none = columns.length === 0
  const heading = none
    ? reader.text('compare.none_heading')
    : columns.length === 1
      ? reader.text('compare.heading_one')
      : reader.text('compare.heading', { n: columns.length })
  return {
    title: none ? heading : reader.text('compare.title'),
    style: compareStyle,
    place: comparePlace(model),
    body: html`
      <p><a class="tap" href="${reader.path(listPlace(model))}">${reader.text('compare.back')}</a></p>
      <h1>${heading}</h1>
      ${none && html`<p class="lead">${reader.text('compare.none_next')}</p>`}
      ${columns.length === 1 && html`<p class="lead">${reader.text('compare.add')}</p>`}
      ${model.gone > 0 && html`<p class="note">${reader.words('compare.gone', { n: model.gone })}</p>`}
      ${model.waiting.length > 0 && tooMany(reader, model)}
      ${!none && [table(reader, columns), renewForm(reader, model)]}`,
  }
}

function nameOf(reader: Reader, { plan }: Column): Html {
  return longName(pick(reader.language, plan.name))
}

/** A fifth is refused kindly: all that was ticked is still there, four of it ticked. */
function tooMany(reader: Reader, model: CompareModel): Html {
  const { columns, waiting, wishes, line } = model
  const names = waiting.map((column, i) => [i === 0 ? '' : ', ', nameOf(reader, column)])
  const box = (column: Column, ticked: boolean) => html`
    <label class="check">
    <input type="checkbox" name="plan" value="${column.plan.id}"${ticked && raw(' checked')}>
    <span>${nameOf(reader, column)} <span class="sub">${bdi(column.operatorName)}</span></span>
    </label>`
  const kept = new URLSearchParams(
    comparePlace({ ...model, wishes: { ...wishes, plans: [] }, line }).split('?')[1],
  )
  return html`
    <form class="note binds many" action="${reader.path('/plans/compare')}">
    <p><b>${reader.words('compare.too_many', { list: html`${names}` })}</b></p>
    ${[...kept].map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
    ${columns.map((column) => box(column, true))}
    ${waiting.map((column) => box(column, false))}
    <button class="quiet">${reader.text('compare.again')}</button>
    </form>`
}

/**
 * A table whose row heads stand above their cells on a telephone and beside them on a desk; display
 * may not take the roles of its parts away, so they are written out.
 */
function table(reader: Reader, columns: readonly Column[]): Html {
  const rows = compareRows(reader, columns)
  const [differing, same] = [rows.filter((row) => row.differs), rows.filter((row) => !row.differs)]
  const group = (
    heading: 'compare.differs' | 'compare.same',
    members: readonly Row[],
    kind: string,
  ) =>
    members.length > 0 &&
    html`
      <tbody class="${kind}" role="rowgroup">
      ${
        columns.length > 1 &&
        html`
          <tr class="group" role="row">
          <th colspan="${columns.length + 1}" scope="rowgroup" role="rowheader">${reader.text(heading)}</th>
          </tr>`
      }
      ${members.map((row) => rowView(reader, row))}
      </tbody>`
  return html`
    <table class="vs n${columns.length}" role="table">
    <thead role="rowgroup">
    <tr role="row">
    <td role="cell"><span class="vh">${reader.text('compare.plan')}</span></td>
    ${columns.map((column) => {
      return html`
        <th scope="col" role="columnheader">
        <a href="${reader.path(`/plan/${column.plan.id}`)}">${nameOf(reader, column)}</a>
        <span class="sub"> ${bdi(column.operatorName)}</span>
        </th>`
    })}
    </tr>
    </thead>
    ${group('compare.differs', differing, 'differs')}
    ${group('compare.same', same, 'same')}
    ${chainGroup(reader, columns)}
    </table>
    <p class="hint">${reader.text('compare.dash')}</p>`
}

function rowView(reader: Reader, { name, cells, best }: Row): Html {
  const key = bestKey(name)
  return html`
    <tr role="row">
    <th scope="row" role="rowheader">${reader.text(`compare.${name}`)}</th>
    ${cells.map((cell, i) => {
      const mark = key && best.includes(i) && html` <span class="tag">${reader.text(key)}</span>`
      return html`<td role="cell">${cell}${mark}</td>`
    })}
    </tr>`
}

/** From a number's own page the number is known; else it is asked for here, once for all plans. */
function renewForm(reader: Reader, model: CompareModel): Html {
  const { columns, line, territory, renewal, wishes } = model
  const sold = columns.filter(({ plan }) => plan.offered)
  if (sold.length === 0) return html`<p class="lead">${reader.text('compare.none_sold')}</p>`
  const buttons = sold.map((column) => {
    const { plan } = column
    if (plan.total === null) return undefined
    const what = { plan: nameOf(reader, column), price: price(reader, plan.total) }
    return html`
      <button name="plan" value="${plan.id}">${reader.words('compare.renew', what)}</button>`
  })
  const hidden = (name: string, value: string | undefined) =>
    value && html`<input type="hidden" name="${name}" value="${value}">`
  const which = sold.length === 1 ? 'compare.renew_heading_one' : 'compare.renew_heading'
  const heading = html`<h2>${reader.text(which)}</h2>`
  const waiting = sold.length > buttons.filter(Boolean).length && province(reader, model)
  if (line !== '')
    return html`
      <section class="take">${heading}${waiting}
      <form method="post" action="${reader.path('/quote')}">
      ${hidden('sealed', line)}${hidden('territory', territory)}
      ${hidden('operator', wishes.operator)}${buttons}
      </form></section>`
  return html`
    <section class="take">${heading}${waiting}
    <form method="post" action="${reader.path('/plans/renew')}">
    ${hidden('asked', comparePlace(model).split('?')[1])}
    ${hidden('territory', territory)}
    <label for="number">${reader.text('fit.renew_number')}</label>
    <input id="number" name="number" type="tel" inputmode="tel" autocomplete="tel" dir="ltr"${' '}
    required maxlength="64" value="${renewal.number}"${
      renewal.fault && raw(' aria-invalid="true" aria-describedby="number-error" autofocus')
    }>
    ${
      renewal.fault &&
      html`<p class="error" id="number-error">${reader.text(`fault.${renewal.fault}`)}</p>`
    }
    ${renewal.fault === 'plan_other_operator' && sure(reader, model)}
    ${buttons}
    </form></section>`
}

/** A number may have been ported: who says so is believed, for the plan that was pressed. */
function sure(reader: Reader, { columns, renewal }: CompareModel): Html | undefined {
  const pressed = columns.find(({ plan }) => plan.id === renewal.plan)
  if (!pressed) return undefined
  const name = bdi(pressed.operatorName)
  return html`
    <label class="check">
    <input type="checkbox" name="operator" value="${pressed.operator.id}">
    <span>${reader.words('fit.renew_sure', { operator: name })}</span>
    </label>`
}

function province(reader: Reader, model: CompareModel): Html {
  const address = reader.path(`${listPlace(model)}#where`)
  return html`<p><a class="tap" href="${address}">${reader.text('compare.choose_province')}</a></p>`
}
