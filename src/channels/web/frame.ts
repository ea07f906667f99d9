import { html, raw } from 'hono/html'
import { languages, natureOf } from '#i18n'
import type { Html, Reader } from './reader.ts'

/** A page before it is framed: pure, so that a test can make one from a model alone. */
export interface Page {
  readonly title: string
  /** The whole sheet, from `sheet()`; its hash goes into the Content-Security-Policy. */
  readonly style: string
  /** Where it can be fetched again, without the language: what the language links keep. */
  readonly place: string
  readonly body: Html
}

/** A ring that closes on itself: renewal. The same drawing is the icon of the tab. */
const strokes = 'fill="none" stroke="currentColor" stroke-width="2.6" stroke-linecap="round"'
const ring =
  `<path d="M20 12a8 8 0 1 1-2.6-5.9" ${strokes}/>` + `<path d="M20.6 2.2v5.2h-5.2" ${strokes}/>`
const space = 'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"'
const drawing = `<svg ${space} color="#0b6649">${ring}</svg>`
const icon = `data:image/svg+xml,${encodeURIComponent(drawing)}`

/**
 * The frame of every page. Templates break their lines where they read best: a line break and the
 * indent after it are no text and are taken out, so where a space is meant it stands inside a line.
 */
export function frame(reader: Reader, page: Page): string {
  const framed = html`<!doctype html>
    <html lang="${reader.tag}" dir="${reader.dir}">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width,initial-scale=1">
    ${raw(referrer)}
    <meta name="robots" content="${page.place === '/' ? 'all' : 'noindex'}">
    <title>${page.title}</title>
    <link rel="icon" href="${raw(icon)}">
    <style>${raw(page.style)}</style>
    </head>
    <body>
    ${header(reader, page.place)}
    <main>${page.body}</main>
    <footer>${reader.text('shell.footer')}</footer>
    </body>
    </html>`
  return String(framed).replace(/\n\s*/g, '')
}

/**
 * The header says `no-referrer`, which also covers redirects to a gateway; the page says
 * `same-origin`, because under `no-referrer` a browser sends `Origin: null` with our own forms,
 * like a stranger's.
 */
const referrer = '<meta name="referrer" content="same-origin">'

function header(reader: Reader, place: string): Html {
  const demo =
    reader.environment === 'sandbox' && html`<p class="demo">${reader.text('shell.demo')}</p>`
  return html`
    <header>
    ${demo}
    <a class="brand" href="${reader.path('/')}">
    <svg viewBox="0 0 24 24" aria-hidden="true">${raw(ring)}</svg>
    <span>Tajdeed</span><span class="vh"> ${reader.text('shell.home')}</span>
    </a>
    <nav class="tongues" aria-label="${reader.text('shell.languages')}">
    ${languages.map((language) => {
      const { tag, ownName } = natureOf(language)
      const here = language === reader.language && raw(' aria-current="true"')
      return html`
        <a href="/${language}${place}" lang="${tag}" hreflang="${tag}"${here}>${ownName}</a>`
    })}
    </nav>
    </header>`
}
