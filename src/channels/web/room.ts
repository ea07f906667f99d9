import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'
import type { Advice } from '#advice'
import type { CasesRoom } from '#cases'
import type { Catalog, PlanRecords } from '#catalog'
import { type ClientLimit, retryAfter, takeOrRefuse } from '#http'
import { isLanguage, type Language, negotiate } from '#i18n'
import { type Clock, Fault, type Msisdn } from '#kernel'
import type { Lines } from '#lines'
import type { MethodFacts } from '#payments'
import type { Quote, QuoteRequest } from '#quotes'
import type { Renewals } from '#renewals'
import type { Search } from '#search'
import { frame, type Page } from './frame.ts'
import { createReader, type Reader } from './reader.ts'
import type { Seal } from './seal.ts'
import { contentPolicy } from './security.ts'

/** What the pages ask of the heart. */
export type PageRenewals = Pick<
  Renewals,
  | 'makeQuote'
  | 'findQuote'
  | 'findIllness'
  | 'listPaymentMethods'
  | 'placeRenewal'
  | 'findRenewal'
  | 'awaitAnswer'
  | 'lookAgain'
  | 'cancelRenewal'
  | 'sealReceipt'
  | 'openReceipt'
>

/** What every route works with. */
export interface Room {
  readonly catalog: Catalog
  /** What is published about plans and taxes, and where a reader says that it is wrong. */
  readonly records: PlanRecords
  readonly disputes: Pick<CasesRoom, 'reportFact'>
  readonly advice: Advice
  readonly methodFacts: MethodFacts
  readonly search: Search
  readonly renewals: PageRenewals
  readonly lines: Lines
  readonly environment: 'sandbox' | 'production'
  readonly clock: Clock
  readonly seal: Seal
  readonly readMsisdn: (text: string) => { msisdn: Msisdn; warnings: readonly string[] }
  /** Origins of payment pages, to which paying may redirect. */
  readonly gatewayOrigins: readonly string[]
  readonly report: (error: unknown) => void
  /** How many quotes one client may make. */
  readonly quoteLimit: ClientLimit
  /** Other numbers that may be tried out on the receipt of one renewal. */
  readonly guesses: ClientLimit
  /** By what a client is counted; undefined for one that is not. */
  readonly clientOf: (c: Context) => string | undefined
}

/** The language named by the path; undefined on the few addresses without one. */
export function pathLanguage(path: string): Language | undefined {
  const first = path.split('/')[1]
  return isLanguage(first) ? first : undefined
}

/**
 * The address a reader asked for without its language, to keep the place when the language changes.
 */
export function placeOf(c: Context): string {
  const { pathname, search } = new URL(c.req.url)
  const rest = pathLanguage(pathname) ? pathname.slice(3) : pathname
  return `${rest || '/'}${search}`
}

export function readerOf(c: Context, room: Room): Reader {
  const language =
    pathLanguage(c.req.path) ?? negotiate(getCookie(c, 'lang'), c.req.header('accept-language'))
  return createReader(language, room.environment, room.clock.now())
}

type Status = 200 | 400 | 401 | 403 | 404 | 405 | 409 | 410 | 413 | 422 | 429 | 500 | 503

export function answer(c: Context, room: Room, page: Page, status: Status = 200): Response {
  const reader = readerOf(c, room)
  c.header('Content-Language', reader.tag)
  c.header('Content-Security-Policy', contentPolicy(page.style, room.gatewayOrigins))
  if (!pathLanguage(c.req.path)) c.header('Vary', 'Accept-Language, Cookie', { append: true })
  return c.html(frame(reader, page), status)
}

/**
 * A quote for whoever asks.
 * @throws Fault quotes_too_many when too many came from there, and as `makeQuote`
 */
export async function quoteFor(c: Context, room: Room, request: QuoteRequest): Promise<Quote> {
  const client = room.clientOf(c)
  try {
    if (client !== undefined) takeOrRefuse(room.quoteLimit, client, 'quotes_too_many')
    return await room.renewals.makeQuote(request)
  } catch (error) {
    const wait = error instanceof Fault ? retryAfter(error) : undefined
    if (wait !== undefined) c.header('Retry-After', wait)
    throw error
  }
}

/**
 * A step of a form is answered with the page that shows its result, so that going back sends
 * nothing twice.
 */
export function seeOther(c: Context, address: string): Response {
  return c.redirect(address, 303)
}

/** @throws Fault body_malformed for anything but a plain form. */
export async function readForm(c: Context): Promise<URLSearchParams> {
  const type = c.req.header('content-type') ?? ''
  if (!type.startsWith('application/x-www-form-urlencoded'))
    throw new Fault('malformed', 'body_malformed', { internal: `form of type ${type}` })
  return new URLSearchParams(await c.req.text())
}

export function missing(code: 'not_found' | 'quote_unknown' | 'link_tampered'): Fault {
  return new Fault('missing', code)
}
