import { html, raw } from 'hono/html'
import { pick } from '#i18n'
import { here, type MethodVerdict, type Situation, situations } from '#payments'
import { wayPlace, wrongPlace } from './fact-places.ts'
import type { Page } from './frame.ts'
import { bdi, type Html, type Reader } from './reader.ts'
import { sheet } from './style.ts'
import type { Seller, Ways } from './ways-model.ts'
import { elsewhere, notConnected, payerChips, wayRow, waysStyle } from './ways-view.ts'

export interface WaysPageModel {
  readonly ways: Ways
  /** Who takes the money, in reading order; this site first. */
  readonly sellers: readonly Seller[]
  /** The same question for every payer: the rows of the table. */
  readonly table: ReadonlyMap<Situation, readonly MethodVerdict[]>
}

const style = sheet(`${waysStyle}
.matrix{overflow-x:auto;margin-block:1rem}
table{border-collapse:collapse;width:100%;font-size:.8125rem}
th,td{padding:.45rem .35rem;text-align:center;border-top:1px solid var(--line);font-weight:450;
overflow-wrap:normal}
th[scope=row]{text-align:start;font-weight:650;padding-inline-start:0}
thead th{border:0;color:var(--soft);vertical-align:bottom;line-height:1.3}
:lang(ur) thead th{line-height:1.9}
td.yes{color:var(--green);font-weight:650}td.lim{color:var(--amber);font-weight:650}
td{color:var(--soft);white-space:nowrap}.here{background:var(--wash)}
th bdi{white-space:normal}
`)

export function waysPlace(seller: string, payer: string | undefined): string {
  const asked = { ...(seller !== here && { at: seller }), ...(payer && { payer }) }
  const query = new URLSearchParams(asked).toString()
  return `/payments${query && `?${query}`}`
}

export function waysPage(reader: Reader, model: WaysPageModel): Page {
  const { ways, sellers } = model
  const said = ways.assumed ? undefined : ways.situation
  const seller = bdi(sellers.find(({ id }) => id === ways.seller)!.short)
  const missing = notConnected(ways.judged)
  const known = ways.judged.filter((way) => !missing.includes(way))
  const wrong = ({ method }: MethodVerdict) =>
    reader.path(wrongPlace(wayPlace(ways.seller, method.id), `payer.${ways.situation}`))
  const payer = reader.text(`payer.${ways.situation}`)
  return {
    title: reader.text('ways.title'),
    style,
    place: waysPlace(ways.seller, said),
    body: html`
      <h1>${reader.text('ways.title')}</h1>
      <p class="lead">${reader.text('ways.lead')}</p>
      <div class="two">
      <div>
      ${sellerChips(reader, model, said)}
      ${payerChips(reader, ways, 'payer', (who) => reader.path(waysPlace(ways.seller, who)))}
      <p class="hint">${reader.text('ways.cnic')}</p>
      <section class="ways">
      <h2>${reader.words('ways.at', { seller, payer })}</h2>
      <ul>${known.map((way) => wayRow(reader, way, seller, wrong(way)))}</ul>
      ${missing.length > 0 && html`<h2>${reader.text('ways.missing')}</h2>`}
      <ul>${missing.map((way) => wayRow(reader, elsewhere(way), seller, wrong(way)))}</ul>
      </section>
      </div>
      <aside>${matrix(reader, model, seller)}</aside>
      </div>`,
  }
}

function sellerChips(reader: Reader, { ways, sellers }: WaysPageModel, said?: Situation): Html {
  return html`
    <nav class="who" aria-label="${reader.text('ways.seller')}">
    <p class="what">${reader.text('ways.seller')}</p>
    ${sellers.map(({ id, name }) => {
      const current = id === ways.seller && raw(' aria-current="true"')
      return html`<a href="${reader.path(waysPlace(id, said))}"${current}>${bdi(name)}</a>`
    })}
    </nav>`
}

/** A table that scrolls by itself must be reachable by keyboard, and named. */
function matrix(reader: Reader, { ways, table }: WaysPageModel, seller: Html): Html {
  const missing = notConnected(ways.judged).map(({ method }) => method.id)
  const column = (id: Situation) => id === ways.situation && raw(' class="here"')
  return html`
    <section>
    <h2 id="matrix">${reader.words('ways.matrix', { seller })}</h2>
    <div class="matrix" role="region" aria-labelledby="matrix" tabindex="0">
    <table>
    <thead>
    <tr>
    <th scope="col" class="vh">${reader.text('ways.method')}</th>
    ${situations.map(
      (id) => html`<th scope="col"${column(id)}>${reader.text(`payer_short.${id}`)}</th>`,
    )}
    </tr>
    </thead>
    <tbody>
    ${ways.judged.map(
      ({ method }) => html`
        <tr>
        <th scope="row"><a href="${reader.path(wayPlace(ways.seller, method.id))}">${bdi(pick(reader.language, method.name))}</a></th>
        ${
          missing.includes(method.id)
            ? html`<td colspan="${situations.length}">${reader.text('ways.missing_row')}</td>`
            : situations.map((id) => cell(reader, method.id, table.get(id)!, id === ways.situation))
        }
        </tr>`,
    )}
    </tbody>
    </table>
    </div>
    <p class="hint">${reader.text('ways.matrix_hint')}</p>
    </section>`
}

/** A word in each cell: the colour only repeats it. */
function cell(reader: Reader, id: string, judged: readonly MethodVerdict[], chosen: boolean): Html {
  const { verdict } = judged.find(({ method }) => method.id === id)!
  const tone = { works: 'yes', works_with_limits: 'lim', not_here: '', unknown: '' }[verdict]
  const classes = [tone, chosen ? 'here' : ''].filter(Boolean).join(' ')
  const name = classes && raw(` class="${classes}"`)
  return html`<td${name}>${reader.text(`verdict_short.${verdict}`)}</td>`
}
