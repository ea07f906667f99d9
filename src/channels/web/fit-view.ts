import { html } from 'hono/html'
import { answerView } from './fit-answer-view.ts'
import { numbersForm, pasteForm } from './fit-form-view.ts'
import { type FitModel, fitPlace } from './fit-model.ts'
import { fitStyle } from './fit-style.ts'
import type { Page } from './frame.ts'
import type { Reader } from './reader.ts'

/** The operators whose wordings we know; the page says so before anybody pastes in vain. */
const readable = ['jazz', 'zong', 'telenor']

/** The answer comes before the form that asked for it: it is what the page was opened for. */
export function fitPage(reader: Reader, model: FitModel): Page {
  const { answer, errors, operators, typed } = model
  const wrong = Object.keys(errors).length > 0
  const title = reader.text('fit.title')
  const known = operators.filter(({ id }) => readable.includes(id))
  const forms = html`${numbersForm(reader, model)}${pasteForm(reader, model, known)}`
  return {
    title: wrong ? `${reader.text('error.invalid')}: ${title}` : title,
    style: fitStyle,
    place: fitPlace(typed),
    body: html`
      <h1>${reader.text('fit.heading')}</h1>
      <p class="lead">${reader.text('fit.lead')}</p>
      <p><a class="tap" href="${reader.path('/plans')}">${reader.text('search.link')}</a></p>
      <div class="two">
      ${
        answer
          ? html`<div>${answerView(reader, model, answer)}</div><aside class="forms">${forms}</aside>`
          : html`<div>${numbersForm(reader, model)}</div>
            <aside class="forms">${pasteForm(reader, model, known)}</aside>`
      }
      </div>`,
  }
}
