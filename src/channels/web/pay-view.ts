import { html, raw } from 'hono/html'
import { isMessageKey } from '#i18n'
import type { PaymentMethod } from '#renewals'
import { price, soon } from './figures.ts'
import { type QuoteModel, quotePlace } from './quote-model.ts'
import type { Html, Reader, Words } from './reader.ts'

/** The button says what happens and for how much; without a way that works there is none. */
export function payForm(reader: Reader, { quote, ways, fault }: QuoteModel): Html | undefined {
  const { effect } = quote
  const { methods } = ways
  if (methods.length === 0) return undefined
  const total = price(reader, quote.total.amount)
  const lock = reader.words('pay.lock', { time: soon(reader, quote.expiresAt) })
  const told = fault !== undefined && fault !== 'consent' && reader.text(`fault.${fault}`)
  return html`
    <form class="pay" method="post" action="${reader.path(`${quotePlace(quote)}/pay`)}">
    <h2>${reader.text('pay.heading')}</h2>
    ${told && html`<p class="error">${told}</p>`}
    ${!ways.assumed && html`<input type="hidden" name="payer" value="${ways.situation}">`}
    ${methodFields(reader, methods)}
    ${tokenFields(reader, methods)}
    ${effect.kind === 'unknown' && consent(reader, fault === 'consent')}
    <button>${buttonWords(reader, methods, total)}</button>
    <p class="hint">${reader.text('pay.once')} ${lock}</p>
    </form>`
}

/** With one way to pay the button names it; with several the choice above it does. */
function buttonWords(reader: Reader, methods: readonly PaymentMethod[], total: Html): Words {
  const [only, second] = methods
  return only && !second
    ? reader.words('pay.button_with', { price: total, method: methodName(reader, only.id) })
    : reader.words('pay.button', { price: total })
}

function methodName(reader: Reader, id: string): string {
  const key = `method.${id}`
  return isMessageKey(key) ? reader.text(key) : id
}

function methodFields(reader: Reader, methods: readonly PaymentMethod[]): Html {
  if (methods.length === 1)
    return html`<input type="hidden" name="method" value="${methods[0]!.id}">`
  return html`
    <fieldset>
    <legend>${reader.text('pay.method')}</legend>
    ${methods.map(({ id }, i) => choice('method', id, methodName(reader, id), i === 0))}
    </fieldset>`
}

/** Only the sandbox has tokens: each is a way in which a payment can go. */
function tokenFields(reader: Reader, methods: readonly PaymentMethod[]): Html | undefined {
  const tokens = methods.flatMap((method) => method.tokens)
  if (tokens.length === 0) return undefined
  return html`
    <fieldset>
    <legend>${reader.text('pay.tokens')}</legend>
    ${tokens.map((token, i) => {
      const key = `token.${token}`
      return choice('token', token, isMessageKey(key) ? reader.text(key) : token, i === 0)
    })}
    </fieldset>`
}

function choice(name: string, value: string, label: string, first: boolean): Html {
  return html`
    <label class="choice">
    <input type="radio" name="${name}" value="${value}"${first && raw(' checked')}>
    ${label}
    </label>`
}

function consent(reader: Reader, missing: boolean): Html {
  const state = missing && raw(' aria-invalid="true" aria-describedby="consent-error" autofocus')
  const error =
    missing && html`<p class="error" id="consent-error">${reader.text('consent.missing')}</p>`
  return html`
    <label class="choice consent note binds">
    <input type="checkbox" name="consent" value="yes" required${state}>
    <span>${reader.text('consent.label')}</span>
    </label>
    ${error}`
}
