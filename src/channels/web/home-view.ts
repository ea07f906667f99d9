import { html, raw } from 'hono/html'
import type { FaultCode } from '#i18n'
import type { Page } from './frame.ts'
import { homeStyle } from './home-style.ts'
import { bdi, type Html, type Reader } from './reader.ts'

/**
 * The sandbox reads the outcome from the last three digits; these show the five that differ most.
 */
const examples = ['000', '002', '003', '007', '009'] as const

export interface HomeModel {
  /** What was typed, when it was refused: nobody types a number twice for us. */
  readonly typed: string
  readonly fault: FaultCode | undefined
}

export function homePage(reader: Reader, model: HomeModel): Page {
  const t = reader.text
  return {
    title:
      model.fault === undefined ? t('home.title') : `${t('error.invalid')}: ${t('home.title')}`,
    style: homeStyle,
    place: '/',
    body: html`
      <div class="two">
      <div>
      <h1>${t('home.heading')}</h1>
      <p class="lead">${t('home.lead')}</p>
      ${numberForm(reader, model)}
      <p><a class="tap" href="${reader.path('/fit')}">${t('fit.link')}</a></p>
      <p><a class="tap" href="${reader.path('/payments')}">${t('ways.link')}</a></p>
      <p><a class="tap" href="${reader.path('/plans')}">${t('search.link')}</a></p>
      </div>
      <aside>${promise(reader)}${reader.environment === 'sandbox' && tryOut(reader)}</aside>
      </div>`,
  }
}

function numberForm(reader: Reader, { typed, fault }: HomeModel): Html {
  const wrong = fault !== undefined
  const state = wrong && raw(' aria-invalid="true" autofocus')
  const hint = reader.words('home.hint', {
    local: bdi('03…'),
    plus: bdi('+92…'),
    zeros: bdi('0092…'),
  })
  return html`
    <form class="ask" method="post" action="${reader.path('/number')}">
    <label for="number">${reader.text('home.label')}</label>
    <input id="number" name="number" type="tel" inputmode="tel" autocomplete="tel" dir="ltr"${' '}
    required maxlength="64" value="${typed}"${' '}
    aria-describedby="${wrong ? 'error hint' : 'hint'}"${state}>
    ${wrong && html`<p class="error" id="error">${reader.text(`fault.${fault}`)}</p>`}
    <p class="hint" id="hint">${hint}</p>
    <button>${reader.text('home.button')}</button>
    </form>`
}

function promise({ text }: Reader): Html {
  return html`
    <section class="promise">
    <h2>${text('home.promise')}</h2>
    <ul>
    <li>${text('home.promise_paid')}</li>
    <li>${text('home.promise_delivered')}</li>
    <li>${text('home.promise_unknown')}</li>
    </ul>
    </section>`
}

function tryOut(reader: Reader): Html {
  return html`
    <form class="try" method="post" action="${reader.path('/number')}">
    <h2>${reader.text('home.try')}</h2>
    <p class="hint">${reader.text('home.try_intro')}</p>
    ${examples.map((digits) => {
      const number = `0300 1234${digits}`
      return html`
        <button name="number" value="${number}">
        ${bdi(number)}<span>${reader.text(`home.try_${digits}`)}</span>
        </button>`
    })}
    </form>`
}
