import { html, raw } from 'hono/html'
import type { FaultCode } from '#i18n'
import type { Page } from './frame.ts'
import { bdi, type Html, type Reader } from './reader.ts'
import { sheet } from './style.ts'

const style = sheet(`
.ask label{display:block;margin:1.5rem 0 .4rem}
.ask input{font-size:1.6rem;min-height:3.9rem;padding-inline:1.1rem;letter-spacing:.01em;border-radius:1rem}
.ask button{margin-top:1rem}
.promise{margin-top:2rem}.promise li{position:relative;padding-block:.3rem;padding-inline-start:1.7rem;font-size:.9375rem}
.promise li::before{content:"";position:absolute;inset-inline-start:.3rem;top:.72em;width:.62rem;height:.34rem;
border:solid var(--green);border-width:0 0 2.5px 2.5px;transform:rotate(-45deg)}
:lang(ur) .promise li::before{top:1.15em}
.try{margin-top:2rem}.try button{display:flex;align-items:center;text-align:start;gap:.8rem;min-height:2.9rem;margin:0;
padding:.3rem 0;border:0;border-top:1px solid var(--line);border-radius:0;background:none;color:inherit;font-weight:400;
font-size:.9375rem}.try bdi{color:var(--green);font-weight:600;min-width:7.4rem}.try .hint{margin-bottom:.6rem}
@media(min-width:60rem){.two>aside{padding-top:.4rem}.promise{margin-top:0}}
`)

/** The sandbox reads the outcome from the last three digits; these show the five that differ most. */
const examples = ['000', '002', '003', '007', '009'] as const

export interface HomeModel {
  /** What was typed, when it was refused: nobody types a number twice for us. */
  readonly typed: string
  readonly fault: FaultCode | undefined
}

export function homePage(reader: Reader, { typed, fault }: HomeModel): Page {
  const t = reader.text
  const described = fault === undefined ? 'hint' : 'error hint'
  return {
    title: fault === undefined ? t('home.title') : `${t('error.invalid')}: ${t('home.title')}`,
    style,
    place: '/',
    body: html`<div class="two"><div><h1>${t('home.heading')}</h1><p class="lead">${t('home.lead')}</p>
<form class="ask" method="post" action="${reader.path('/number')}"><label for="number">${t(
      'home.label',
    )}</label><input id="number" name="number" type="tel" inputmode="tel" autocomplete="tel" dir="ltr" required maxlength="64" value="${typed}" aria-describedby="${described}"${
      fault !== undefined && raw(' aria-invalid="true" autofocus')
    }>${
      fault !== undefined && html`<p class="error" id="error">${t(`fault.${fault}`)}</p>`
    }<p class="hint" id="hint">${reader.words('home.hint', { local: bdi('03…'), plus: bdi('+92…'), zeros: bdi('0092…') })}</p><button>${t('home.button')}</button></form></div>
<aside><section class="promise"><h2>${t('home.promise')}</h2><ul><li>${t('home.promise_paid')}</li><li>${t(
      'home.promise_delivered',
    )}</li><li>${t('home.promise_unknown')}</li></ul></section>${
      reader.environment === 'sandbox' && tryOut(reader)
    }</aside></div>`,
  }
}

function tryOut(reader: Reader): Html {
  return html`<form class="try" method="post" action="${reader.path('/number')}"><h2>${reader.text(
    'home.try',
  )}</h2><p class="hint">${reader.text('home.try_intro')}</p>${examples.map(
    (digits) =>
      html`<button name="number" value="0300 1234${digits}">${bdi(`0300 1234${digits}`)}<span>${reader.text(
        `home.try_${digits}`,
      )}</span></button>`,
  )}</form>`
}
