import { html, raw } from 'hono/html'
import { bdi, type Html, type Reader } from './reader.ts'
import { type ReportState, rightLength } from './report-model.ts'

/** A fact that can be called wrong, as the page names it. */
interface Named {
  readonly field: string
  readonly label: string
}

/**
 * A plain form, without a login: whoever sees a mistake may say so.
 * @param place where the page of these facts stands, without its language
 */
export function reportForm(
  reader: Reader,
  place: string,
  facts: readonly Named[],
  state: ReportState,
): Html {
  const { typed, told, errors } = state
  const action = reader.path(`${place}/wrong`)
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
    ${errors.all && html`<p class="error">${reader.text(errors.all)}</p>`}
    <div class="field">
    <label for="fact">${reader.text('record.which')}</label>
    <select id="fact" name="fact"${attributes(state, 'fact')}>${options(facts, typed.fact)}</select>
    ${errorOf(reader, state, 'fact')}
    </div>
    <div class="field">
    <label for="right">${reader.text('record.right')}</label>
    <textarea id="right" name="right" rows="3" dir="auto" required${' '}
    minlength="${rightLength.least}" maxlength="${rightLength.most}"${attributes(state, 'right')}>${
      typed.right
    }</textarea>
    ${errorOf(reader, state, 'right')}
    <p class="hint" id="right-hint">${reader.text('record.right_hint')}</p>
    </div>
    <div class="field">
    <label for="link">${reader.text('record.link')}</label>
    <input id="link" name="link" type="url" inputmode="url" dir="ltr" maxlength="500"${' '}
    autocomplete="off" value="${typed.link}"${attributes(state, 'link')}>
    ${errorOf(reader, state, 'link')}
    <p class="hint" id="link-hint">${reader.words('record.link_hint', { start: bdi('https://') })}</p>
    </div>
    <button class="quiet">${reader.text('record.send')}</button>
    </form>
    </section>`
}

function options(facts: readonly Named[], chosen: string): Html {
  return html`${facts.map(
    ({ field, label }) =>
      html`<option value="${field}"${field === chosen && raw(' selected')}>${label}</option>`,
  )}`
}

type Name = 'fact' | 'right' | 'link'

function attributes({ errors }: ReportState, name: Name): Html | '' {
  const hints = [
    ...(errors[name] ? [`${name}-error`] : []),
    ...(name === 'fact' ? [] : [`${name}-hint`]),
  ]
  const invalid = errors[name] ? ' aria-invalid="true"' : ''
  return hints.length === 0 ? '' : html`${raw(invalid)} aria-describedby="${hints.join(' ')}"`
}

function errorOf(reader: Reader, { errors }: ReportState, name: Name): Html | undefined {
  const key = errors[name]
  return key && html`<p class="error" id="${name}-error">${reader.text(key)}</p>`
}
