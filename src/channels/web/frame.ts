import { html, raw } from 'hono/html'
import { languages, natureOf } from '#i18n'
import type { Html, Reader } from './reader.ts'

/** A page before it is framed: pure, so that a test or a screenshot can make one from a model alone. */
export interface Page {
  readonly title: string
  /** The whole sheet, from `sheet()`; its hash goes into the Content-Security-Policy. */
  readonly style: string
  /** Where the page can be fetched again, without the language: what the language links keep. */
  readonly place: string
  readonly body: Html
}

/** A ring that closes on itself: renewal. The same drawing is the icon of the tab. */
const ring =
  '<path d="M20 12a8 8 0 1 1-2.6-5.9" fill="none" stroke="currentColor" stroke-width="2.6" stroke-linecap="round"/><path d="M20.6 2.2v5.2h-5.2" fill="none" stroke="currentColor" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round"/>'
const icon = `data:image/svg+xml,${encodeURIComponent(
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" color="#0b6649">${ring}</svg>`,
)}`

/**
 * The frame of every page. The header says `no-referrer`; the page itself says `same-origin`, because under
 * `no-referrer` a browser sends `Origin: null` with our own forms and they could not be told from strangers'.
 */
export function frame(reader: Reader, page: Page): Html {
  return html`<!doctype html><html lang="${reader.tag}" dir="${reader.dir}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="referrer" content="same-origin"><meta name="robots" content="${
    page.place === '/' ? 'all' : 'noindex'
  }"><title>${page.title}</title><link rel="icon" href="${raw(icon)}"><style>${raw(
    page.style,
  )}</style></head><body><header>${
    reader.environment === 'sandbox' && html`<p class="demo">${reader.text('shell.demo')}</p>`
  }<a class="brand" href="${reader.path('/')}" aria-label="Tajdeed, ${reader.text(
    'shell.home',
  )}"><svg viewBox="0 0 24 24" aria-hidden="true">${raw(ring)}</svg><span>Tajdeed</span></a><nav class="tongues" aria-label="${reader.text(
    'shell.languages',
  )}">${languages.map((language) => {
    const { tag, ownName } = natureOf(language)
    return html`<a href="/${language}${page.place}" lang="${tag}" hreflang="${tag}"${
      language === reader.language && raw(' aria-current="true"')
    }>${ownName}</a>`
  })}</nav></header><main>${page.body}</main><footer>${reader.text('shell.footer')}</footer></body></html>`
}
