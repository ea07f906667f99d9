import { html } from 'hono/html'
import type { FactReport } from '#cases'
import { wrongPlace } from './fact-places.ts'
import type { Page } from './frame.ts'
import type { Html, Reader, Value, Words } from './reader.ts'
import { recordStyle } from './record-style.ts'
import type { ReportState } from './report-model.ts'
import { reportForm } from './report-view.ts'
import { sourceDate } from './source-words.ts'

/** A published fact that is not of a plan, with its source where one is stated. */
export interface SourcedFact {
  readonly field: string
  readonly label: string
  readonly value: Value | Words
  /** What a case keeps of it, in no language but that of the facts. */
  readonly shown: string
  readonly source:
    | {
        readonly name: Value | Words
        readonly url: string | null
        readonly asOf: string
        readonly verified: boolean
      }
    | undefined
}

/** All that is published about one thing. */
export interface FactPage {
  readonly about: FactReport['about']
  readonly place: string
  readonly title: string
  readonly lead: Words | string
  readonly back: { readonly place: string; readonly words: string } | undefined
  readonly facts: readonly SourcedFact[]
}

export function factPage(reader: Reader, page: FactPage, state: ReportState): Page {
  const { title, lead, place, facts, back } = page
  return {
    title,
    style: recordStyle,
    place,
    body: html`
      ${back && html`<p><a class="tap" href="${reader.path(back.place)}">${back.words}</a></p>`}
      <h1>${title}</h1>
      <p class="lead">${lead}</p>
      <div class="two">
      <section class="from">
      <h2>${reader.text('record.facts')}</h2>
      <ul class="known">${facts.map((fact) => factRow(reader, place, fact))}</ul>
      </section>
      <aside>${reportForm(reader, place, facts, state)}</aside>
      </div>`,
  }
}

function factRow(reader: Reader, place: string, fact: SourcedFact): Html {
  const { field, label, value, source } = fact
  const about = reader.text('record.wrong_about', { fact: label })
  return html`
    <li>
    <div><span class="label">${label}</span><b>${value}</b>${source && sourceRow(reader, source)}</div>
    <a class="tap" href="${reader.path(wrongPlace(place, field))}" aria-label="${about}">
    ${reader.text('record.wrong')}</a>
    </li>`
}

function sourceRow(reader: Reader, source: NonNullable<SourcedFact['source']>): Html {
  const { name, url, asOf, verified } = source
  const values = {
    source: url === null ? name : html`<a href="${url}" rel="noreferrer nofollow">${name}</a>`,
    date: sourceDate(reader, asOf),
  }
  const words = reader.words(verified ? 'source.verified' : 'source.unverified', values)
  return html`<span class="label">${words}</span>`
}
