import { html, raw } from 'hono/html'
import type { FaultCode } from '#i18n'
import { maskedForm } from '#kernel'
import type { Renewal } from '#receipts'
import { bdi, type Html, type Reader } from './reader.ts'

/** What was typed to renew again, when it was refused. */
export interface Again {
  readonly typed: string
  readonly fault: FaultCode | undefined
}

/**
 * The same plan once more. The number is asked for, since the receipt masks it: its link may be
 * in other hands, and a quote shows the number in full.
 */
export function againForm(
  reader: Reader,
  { token, renewal, again }: { token: string; renewal: Renewal; again: Again | undefined },
): Html {
  const masked = bdi(maskedForm(renewal.quote.msisdn))
  const fault = again?.fault
  const wrong = fault !== undefined
  const state = wrong && raw(' aria-invalid="true" aria-describedby="again-error"')
  return html`
    <form class="again" id="again" method="post" action="${reader.path(`/r/${token}/again`)}#again">
    <label for="number">${reader.words('again.label', { number: masked })}</label>
    <input id="number" name="number" type="tel" inputmode="tel" autocomplete="tel" dir="ltr"${' '}
    required maxlength="64" value="${again?.typed ?? ''}"${state}>
    ${wrong && html`<p class="error" id="again-error">${reader.text(`fault.${fault}`)}</p>`}
    <button>${reader.text('again.button')}</button>
    </form>`
}
