import { html, raw } from 'hono/html'
import type { PlanRecord } from '#catalog'
import { factLabel } from './fact-words.ts'
import { bdi, type Html, type Reader } from './reader.ts'
import { type RecordModel, recordPlace, rightLength, shownFacts } from './record-model.ts'

/** A plain form, without a login: whoever sees a mistake may say so. */
export function reportForm(reader: Reader, model: RecordModel): Html {
  const { record, typed, told } = model
  const action = reader.path(`${recordPlace(record.id)}/wrong`)
  if (told)
    return html`
      <section class="tell card" id="report">
      <h2>${reader.text('record.report')}</h2>
      <p class="note"><b>${reader.text('record.told')}</b></p>
      </section>`
  return html`
    <section class="tell card" id="report">
    <h2>${reader.text('record.report')}</h2>
    <form method="post" action="${action}#report">
    ${model.errors.all && html`<p class="error">${reader.text(model.errors.all)}</p>`}
    <div class="field">
    <label for="fact">${reader.text('record.which')}</label>
    <select id="fact" name="fact"${state(model, 'fact')}>${options(reader, record, typed.fact)}</select>
    ${errorOf(reader, model, 'fact')}
    </div>
    <div class="field">
    <label for="right">${reader.text('record.right')}</label>
    <textarea id="right" name="right" rows="3" dir="auto" required${' '}
    minlength="${rightLength.least}" maxlength="${rightLength.most}"${state(model, 'right')}>${
      typed.right
    }</textarea>
    ${errorOf(reader, model, 'right')}
    <p class="hint" id="right-hint">${reader.text('record.right_hint')}</p>
    </div>
    <div class="field">
    <label for="link">${reader.text('record.link')}</label>
    <input id="link" name="link" type="url" inputmode="url" dir="ltr" maxlength="500"${' '}
    autocomplete="off" value="${typed.link}"${state(model, 'link')}>
    ${errorOf(reader, model, 'link')}
    <p class="hint" id="link-hint">${reader.words('record.link_hint', { start: bdi('https://') })}</p>
    </div>
    <button class="quiet">${reader.text('record.send')}</button>
    </form>
    </section>`
}

function options(reader: Reader, record: PlanRecord, chosen: string): Html {
  const facts = shownFacts(record)
  return html`${facts.map(
    ({ field }) =>
      html`<option value="${field}"${field === chosen && raw(' selected')}>${factLabel(
        reader,
        field,
      )}</option>`,
  )}`
}

type Name = 'fact' | 'right' | 'link'

function state({ errors }: RecordModel, name: Name): Html | '' {
  const hints = [
    ...(errors[name] ? [`${name}-error`] : []),
    ...(name === 'fact' ? [] : [`${name}-hint`]),
  ]
  const invalid = errors[name] ? ' aria-invalid="true"' : ''
  return hints.length === 0 ? '' : html`${raw(invalid)} aria-describedby="${hints.join(' ')}"`
}

function errorOf(reader: Reader, { errors }: RecordModel, name: Name): Html | undefined {
  const key = errors[name]
  return key && html`<p class="error" id="${name}-error">${reader.text(key)}</p>`
}
