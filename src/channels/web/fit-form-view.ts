import { html, raw } from 'hono/html'
import { mostMessageLength } from '#advice'
import { territories } from '#catalog'
import { pick } from '#i18n'
import { type FitField, type FitModel, filledIn } from './fit-model.ts'
import { listed, spoken } from './fit-words.ts'
import { bdi, type Html, type Reader } from './reader.ts'

type NumberField = 'data' | 'minutes' | 'sms' | 'days' | 'offpeak' | 'apps' | 'visa'

const labels = {
  data: 'fit.label_data',
  minutes: 'fit.label_minutes',
  sms: 'fit.label_sms',
  days: 'fit.label_days',
  offpeak: 'fit.label_offpeak',
  apps: 'fit.label_apps',
  visa: 'fit.label_visa',
} as const

/** Three numbers, in an address: it can be kept, shared and asked again. */
export function numbersForm(reader: Reader, asked: FitModel): Html {
  const model = { ...asked, typed: filledIn(asked) }
  const { typed } = model
  const rare = ['visa', 'operator', 'territory', 'offpeak', 'apps'] as const
  const open = rare.some((name) => typed[name] !== '' || model.errors[name])
  return html`
    <form class="fit" action="${reader.path('/fit')}">
    <h2>${reader.text('fit.numbers')}</h2>
    <div class="three">
    ${field(reader, model, 'data')}
    ${field(reader, model, 'minutes')}
    ${field(reader, model, 'sms')}
    </div>
    ${field(reader, model, 'days', reader.text('fit.hint_days'))}
    <details${open && raw(' open')}>
    <summary>${reader.text('fit.more')}</summary>
    ${field(reader, model, 'visa', reader.text('fit.hint_visa'))}
    ${operatorField(reader, model)}
    ${territoryField(reader, model)}
    ${field(reader, model, 'offpeak')}
    ${field(reader, model, 'apps')}
    </details>
    ${typed.line !== '' && html`<input type="hidden" name="line" value="${typed.line}">`}
    <button>${reader.text('fit.button')}</button>
    </form>`
}

/** Posted, so that a message never stands in an address, a history or a log. */
export function pasteForm(
  reader: Reader,
  model: FitModel,
  operators: readonly { readonly name: { readonly en: string; readonly ur?: string } }[],
): Html {
  const { typed, errors } = model
  const known = listed(
    reader,
    operators.map(({ name }) => [bdi(pick(reader.language, name))]),
  )
  return html`
    <form class="fit paste" method="post" action="${reader.path('/fit')}">
    <h2>${reader.text('fit.or_paste')}</h2>
    <div class="field">
    <label for="text">${reader.text('fit.label_paste')}</label>
    <textarea id="text" name="text" rows="4" dir="auto" required${' '}
    maxlength="${mostMessageLength}" aria-describedby="${describedBy('text', errors, true)}"${invalid(
      'text',
      errors,
    )}>${typed.text}</textarea>
    ${errorOf(reader, errors, 'text')}
    <p class="hint" id="text-hint">${reader.words('fit.hint_paste', { operators: known })}</p>
    </div>
    ${typed.days !== '' && html`<input type="hidden" name="days" value="${typed.days}">`}
    ${typed.line !== '' && html`<input type="hidden" name="line" value="${typed.line}">`}
    <button class="quiet">${reader.text('fit.button_paste')}</button>
    </form>`
}

function field(reader: Reader, { typed, errors }: FitModel, name: NumberField, hint = ''): Html {
  const mode = name === 'visa' ? 'text' : name === 'data' ? 'decimal' : 'numeric'
  const example = name === 'days' ? '30' : name === 'visa' ? '2026-12-31' : ''
  return html`
    <div class="field">
    <label for="${name}">${reader.text(labels[name])}</label>
    <input id="${name}" name="${name}" inputmode="${mode}" dir="ltr" maxlength="12"${' '}
    autocomplete="off" value="${typed[name]}"${example && html` placeholder="${example}"`}${
      describedBy(name, errors, hint !== '') &&
      html` aria-describedby="${describedBy(name, errors, hint !== '')}"`
    }${invalid(name, errors)}>
    ${errorOf(reader, errors, name)}
    ${hint && html`<p class="hint" id="${name}-hint">${hint}</p>`}
    </div>`
}

function operatorField(reader: Reader, { typed, operators, errors }: FitModel): Html {
  return html`
    <div class="field">
    <label for="operator">${reader.text('fit.label_operator')}</label>
    <select id="operator" name="operator"${invalid('operator', errors)}>
    ${option('', reader.text(typed.line === '' ? 'fit.any_operator' : 'fit.own_operator'), typed.operator)}
    ${operators.map(({ id, name }) => option(id, pick(reader.language, name), typed.operator))}
    </select>
    </div>`
}

function territoryField(reader: Reader, { typed }: FitModel): Html {
  return html`
    <div class="field">
    <label for="territory">${reader.text('plans.territory')}</label>
    <select id="territory" name="territory">
    ${option('', reader.text('plans.territory_none'), typed.territory)}
    ${territories.map((id) => option(id, reader.text(`territory.${id}`), typed.territory))}
    </select>
    </div>`
}

function option(value: string, label: string, chosen: string): Html {
  return html`<option value="${value}"${value === chosen && raw(' selected')}>${label}</option>`
}

const describedBy = (name: FitField, errors: FitModel['errors'], hint: boolean) =>
  [...(errors[name] ? [`${name}-error`] : []), ...(hint ? [`${name}-hint`] : [])].join(' ')

const invalid = (name: FitField, errors: FitModel['errors']) =>
  errors[name] && raw(' aria-invalid="true"')

function errorOf(reader: Reader, errors: FitModel['errors'], name: FitField): Html | undefined {
  const error = errors[name]
  if (!error) return undefined
  const values = Object.entries(error.values).map(([key, value]) => [key, bdi(value)])
  const words = reader.words(error.key, Object.fromEntries(values))
  const heard = error.heard && spoken(reader, error.heard)
  return html`<p class="error" id="${name}-error">${words} ${heard}</p>`
}
