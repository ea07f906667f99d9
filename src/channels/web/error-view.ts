import { html } from 'hono/html'
import type { FaultCode, MessageKey } from '#i18n'
import type { FaultKind } from '#kernel'
import type { Page } from './frame.ts'
import { bdi, type Reader } from './reader.ts'
import { sheet } from './style.ts'

const style = sheet('.oops .btn{margin-top:1.5rem;max-width:24rem}.oops .lead{max-width:34rem}')

export interface ErrorModel {
  readonly status: number
  readonly kind: FaultKind | 'method' | 'internal'
  readonly code: FaultCode
  readonly place: string
}

/** What is the matter, what to do, and one way on. */
export function errorPage(reader: Reader, { status, kind, code, place }: ErrorModel): Page {
  const heading: MessageKey = `error.${kind}`
  return {
    title: reader.text(heading),
    style,
    place,
    body: html`
      <div class="oops">
      <p class="tag dim">${reader.words('error.code', { code: bdi(status) })}</p>
      <h1>${reader.text(heading)}</h1>
      <p class="lead">${reader.text(`fault.${code}`)}</p>
      <a class="btn" href="${reader.path('/')}">${reader.text('error.home')}</a>
      </div>`,
  }
}
