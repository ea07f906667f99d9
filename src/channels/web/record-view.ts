import { html } from 'hono/html'
import type { PriceStep, Provenance, StatedFact } from '#catalog'
import { pick } from '#i18n'
import { wrongPlace } from './fact-places.ts'
import { amountWords, calendarDay, factLabel, factWords, noonOf, shortDay } from './fact-words.ts'
import { largePrice } from './figures.ts'
import { longName } from './fit-words.ts'
import type { Page } from './frame.ts'
import { shortName } from './operator-name.ts'
import { joined, planWords, validityWords } from './plan-words.ts'
import { bdi, type Html, type Reader, type Words } from './reader.ts'
import { type RecordModel, recordPlace, shownFacts } from './record-model.ts'
import { recordStyle } from './record-style.ts'
import { reportForm } from './report-view.ts'
import { sourceDate, sourceName } from './source-words.ts'

export function recordPage(reader: Reader, model: RecordModel): Page {
  const { record } = model
  const plan = pick(reader.language, record.name)
  const operator = shortName(reader, record.operator.name)
  const whole = longName(pick(reader.language, record.operator.name))
  return {
    title: reader.text('record.title', { plan, operator }),
    style: recordStyle,
    place: recordPlace(record.id),
    body: html`
      <div class="two">
      <div>
      ${standing(reader, model)}
      <h1>${longName(plan)}</h1>
      <p class="lead">${reader.words('record.lead', { operator: whole })}</p>
      ${hero(reader, model, operator)}
      ${coming(reader, model)}
      ${known(reader, model)}
      </div>
      <aside>
      ${history(reader, model, operator)}
      ${reportForm(reader, recordPlace(record.id), named(reader, model), model)}
      </aside>
      </div>`,
  }
}

const named = (reader: Reader, { record }: RecordModel) =>
  shownFacts(record).map(({ field }) => ({ field, label: factLabel(reader, field) }))

function standing(reader: Reader, { record: { listed } }: RecordModel): Html {
  if (!listed) return html`<p class="tag binds">${reader.text('record.gone')}</p>`
  return listed.offered
    ? html`<p class="tag">${reader.text('record.sold')}</p>`
    : html`<p class="tag dim">${reader.text('record.not_sold')}</p>`
}

/** What one gets and what one pays, as everywhere; nothing of it once it is withdrawn. */
function hero(reader: Reader, { record }: RecordModel, operator: string): Html | undefined {
  const { listed } = record
  if (!listed) return undefined
  const { figure, more } = planWords(reader, listed.allowance, operator)
  const by = listed.confirmedBy
  const confirmed = by?.startsWith('sandbox:') ? 'record.simulated' : 'record.confirmed'
  return html`
    <section class="ticket hero">
    <div>
    ${
      figure &&
      html`<p><bdi class="big">${figure.large}<small>\u00a0${figure.unit}</small></bdi>${figure.note}</p>`
    }
    <p>${joined([...more, validityWords(reader, listed.validity)])}</p>
    ${by !== null && html`<p class="sub">${reader.words(confirmed, { operator: bdi(operator) })}</p>`}
    </div>
    ${
      listed.total !== null &&
      html`
        <div class="stub">
        <span class="label">${reader.text('quote.you_pay')}</span>
        ${largePrice(reader, listed.total)}
        </div>`
    }
    </section>
    ${
      listed.offered &&
      html`<p><a class="tap" href="${reader.path('/')}">${reader.text('record.start')}</a></p>`
    }`
}

function coming(reader: Reader, { record: { scheduled } }: RecordModel): Html | undefined {
  const shown = scheduled.filter(({ field }) => field !== 'notes')
  if (shown.length === 0) return undefined
  return html`
    <section class="note binds">
    <h2>${reader.text('record.coming')}</h2>
    <ul>
    ${shown.map(({ field, from, value }) => {
      const when = html`<b>${reader.words('record.from', { day: calendarDay(reader, from) })}</b>`
      const goes = reader.text(value === true ? 'record.gone' : 'record.sold')
      if (field === 'withdrawn') return html`<li>${when} · ${goes}</li>`
      const fact = factLabel(reader, field)
      const words = { when, fact, value: factWords(reader, field, value) }
      return html`<li>${reader.words('record.change', words)}</li>`
    })}
    </ul>
    </section>`
}

/** Facts of one source stand together, so that it is named once. */
function known(reader: Reader, model: RecordModel): Html {
  const groups = Map.groupBy(shownFacts(model.record), (fact) => sourceKey(fact))
  return html`
    <section class="from">
    <h2>${reader.text('record.facts')}</h2>
    ${[...groups.values()].map(
      (facts) => html`
        <h3>${sourceLine(reader, facts[0]!.provenance)}</h3>
        <ul class="known">${facts.map((fact) => factRow(reader, model, fact))}</ul>`,
    )}
    </section>`
}

const sourceKey = ({ provenance: { source, sourceUrl, asOf } }: StatedFact) =>
  `${source}\n${sourceUrl}\n${asOf}`

/** Whatever was kept as the address of a source: nothing else is led to. */
const isWebAddress = (text: string) => /^https?:$/.test(URL.parse(text)?.protocol ?? '')

function sourceLine(reader: Reader, { source, sourceUrl, asOf }: Provenance): Html {
  const name = sourceName(reader, source)
  const link =
    sourceUrl !== null &&
    isWebAddress(sourceUrl) &&
    html` · <a href="${sourceUrl}" rel="noreferrer nofollow">${reader.text('record.source_link')}</a>`
  const date = sourceDate(reader, asOf)
  return html`${name}<span class="sub"> · ${reader.words('record.as_of', { date })}${link}</span>`
}

function factRow(reader: Reader, { record }: RecordModel, fact: StatedFact): Html {
  const { field, value, from, provenance } = fact
  const label = factLabel(reader, field)
  const sure = provenance.verified
    ? html`<span class="word sure">${reader.text('record.verified')}</span>`
    : html`<span class="word">${reader.text('record.unverified')}</span>`
  const since =
    from !== '-infinity' &&
    html`<span class="word"> · ${reader.words('record.since', { day: shortDay(reader, from) })}</span>`
  const address = reader.path(wrongPlace(recordPlace(record.id), field))
  return html`
    <li>
    <div><span class="label">${label} · ${sure}${since}</span><b>${factWords(reader, field, value)}</b></div>
    <a class="tap" href="${address}" aria-label="${reader.text('record.wrong_about', { fact: label })}">
    ${reader.text('record.wrong')}</a>
    </li>`
}

/** Newest first: the price of now is what everything else is compared with. */
function history(reader: Reader, { record: { prices } }: RecordModel, operator: string): Html {
  return html`
    <section class="card">
    <h2>${reader.text('record.prices')}</h2>
    <ol class="steps">
    ${[...prices].reverse().map((step) => priceRow(reader, step, operator))}
    </ol>
    </section>`
}

function priceRow(reader: Reader, step: PriceStep, operator: string): Html {
  const { price, provenance, saidBy } = step
  const simulated = provenance.source.startsWith('sandbox:')
  const source =
    saidBy === 'upstream'
      ? reader.words(simulated ? 'record.simulated_tariff' : 'record.tariff', {
          ...(simulated ? {} : { operator: bdi(operator) }),
        })
      : sourceName(reader, provenance.source)
  return html`
    <li>
    <b>${amountWords(reader, price)}</b>
    <span class="sub">${reader.text(`basis.${price.basis}`)}</span>
    <span class="sub">${daysWords(reader, step)} · ${source}</span>
    </li>`
}

function daysWords(reader: Reader, { from, until }: PriceStep): Words {
  if (from === null)
    return until === null
      ? reader.words('record.always')
      : reader.words('record.until', { day: shortDay(reader, until) })
  if (until === null) {
    const isToCome = noonOf(from) > reader.now
    return reader.words(isToCome ? 'record.from' : 'record.now', { day: shortDay(reader, from) })
  }
  const days = { from: shortDay(reader, from), until: shortDay(reader, until) }
  return reader.words('record.between', days)
}
