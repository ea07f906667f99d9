import { html } from 'hono/html'
import type { Filters, Part } from '#search'
import { type FindModel, findPlace } from './find-model.ts'
import { compareBar, tickets } from './find-results-view.ts'
import { listed } from './fit-words.ts'
import { bdi, type Html, type Reader } from './reader.ts'

const fieldOf: Readonly<Record<keyof Filters, string>> = {
  operators: 'operator',
  minDays: 'days',
  maxDays: 'days',
  minDataMb: 'data',
  minMinutes: 'minutes',
  minSms: 'sms',
  trait: 'kind',
  region: 'territory',
  maxTotal: 'price',
}

/** Which part to leave out, how much there is then, and the nearest plans, at once. */
export function nothingFound(reader: Reader, model: FindModel): Html {
  const { found } = model
  const ways = found.waysOut.filter(({ without }) => canLeaveOut(model, without))
  const nearest = ways[0]?.plans ?? []
  const all = reader.path(
    findPlace(model, {
      q: '',
      days: '',
      dataGb: undefined,
      minutes: undefined,
      sms: undefined,
      kind: undefined,
      price: undefined,
      operator: '',
    }),
  )
  return html`
    <section class="card">
    <h2>${reader.text('search.none')}</h2>
    ${
      found.unmatched.length > 0 &&
      html`<p class="lead">${reader.words('search.none_word', {
        words: listed(
          reader,
          found.unmatched.map((word) => [bdi(word)]),
        ),
      })}</p>`
    }
    ${
      ways.length > 0
        ? html`
          <p class="lead">${reader.text('search.none_drop')}</p>
          <div class="pick">${ways.map(({ without, count }) => leaveOut(reader, without, count))}</div>`
        : html`<p class="lead">${reader.text('search.none_next')}</p>`
    }
    <p><a class="tap" href="${all}">${reader.text('search.all')}</a></p>
    </section>
    ${compareBar(reader, model, nearest)}
    ${
      nearest.length > 0 &&
      html`
        <h2 class="unsold">${reader.text('search.nearest')}</h2>
        ${tickets(reader, model, nearest)}`
    }`
}

/** A number's own network is no wish that could be left out. */
function canLeaveOut({ sealed }: FindModel, part: Part): boolean {
  return sealed === undefined || part.kind === 'text' || part.name !== 'operators'
}

function leaveOut(reader: Reader, part: Part, count: number): Html {
  const label =
    part.kind === 'text'
      ? bdi(part.text)
      : reader.text(`search.${fieldOf[part.name]}` as 'search.days')
  const [name, value] = part.kind === 'text' ? ['q', part.rest] : [fieldOf[part.name], '']
  return html`
    <button form="find" name="${name}" value="${value}">
    <span>${reader.words('search.without', { part: label })}</span>
    <b>${reader.words('search.count', { n: count })}</b>
    </button>`
}
