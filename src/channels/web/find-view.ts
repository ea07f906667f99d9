import { html } from 'hono/html'
import { findForm, sortButtons } from './find-form-view.ts'
import { type FindModel, findPlace } from './find-model.ts'
import { results } from './find-results-view.ts'
import type { Page } from './frame.ts'
import { nothingFound } from './nothing-found-view.ts'
import { plansStyle } from './plans-style.ts'
import type { Reader } from './reader.ts'
import { notes, understoodParts } from './understood-view.ts'

/** All networks' plans, for whoever has no number at hand yet. */
export function findPage(reader: Reader, model: FindModel): Page {
  const { wishes } = model
  const title = reader.text('search.title')
  return {
    title: wishes.q === '' ? title : `${wishes.q} · ${title}`,
    style: plansStyle,
    place: findPlace(model),
    body: html`
      <div class="two flip">
      <div class="whose">
      <h1>${reader.text('search.heading')}</h1>
      <p class="lead">${reader.text('search.lead')}</p>
      </div>
      <aside>
      ${findForm(reader, model)}
      <p class="hint">${reader.text('search.have_number')}</p>
      <p><a class="tap" href="${reader.path('/')}">${reader.text('search.start_number')}</a></p>
      </aside>
      <div class="offers">
      ${understoodParts(reader, model)}
      ${notes(reader, model)}
      ${model.found.plans.length > 0 && sortButtons(reader, model)}
      ${model.found.plans.length > 0 ? results(reader, model) : nothingFound(reader, model)}
      </div>
      </div>`,
  }
}
