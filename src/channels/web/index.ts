/**
 * The customer's pages: number, plan, pay, receipt, without a login and without a script. Owns no
 * table.
 * Promises: the first response is the whole page and fits 14,336 bytes compressed; a number never
 * stands in an address; what was paid twice by hand ends at one receipt.
 */
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { getCookie, setCookie } from 'hono/cookie'
import type { Advice } from '#advice'
import type { CasesRoom } from '#cases'
import type { Catalog, PlanRecords } from '#catalog'
import { type ClientLimit, createClientLimit } from '#http'
import { type Clock, Fault, type Msisdn } from '#kernel'
import type { Lines } from '#lines'
import type { MethodFacts } from '#payments'
import type { Search } from '#search'
import { compareRoutes } from './compare-route.ts'
import { compression } from './compression.ts'
import { errorRoutes, onlyMethods } from './error-route.ts'
import { factPageRoutes } from './fact-page-route.ts'
import { findRoutes } from './find-route.ts'
import { fitRoutes } from './fit-route.ts'
import { homeRoutes } from './home-route.ts'
import { lineRoutes } from './line-route.ts'
import { payRoutes } from './pay-route.ts'
import { plansRoutes } from './plans-route.ts'
import { quoteRoutes } from './quote-route.ts'
import { receiptRoutes } from './receipt-route.ts'
import { recordRoutes } from './record-route.ts'
import { type PageRenewals, pathLanguage, type Room } from './room.ts'
import { createSeal } from './seal.ts'
import { ownFormsOnly, securityHeaders } from './security.ts'
import { waysRoutes } from './ways-route.ts'

export interface WebParts {
  readonly catalog: Catalog
  readonly records: PlanRecords
  readonly disputes: Pick<CasesRoom, 'reportFact'>
  readonly advice: Advice
  readonly methodFacts: MethodFacts
  readonly search: Search
  readonly renewals: PageRenewals
  readonly lines: Lines
  readonly environment: 'sandbox' | 'production'
  readonly clock: Clock
  /** Any length; the key of the sealed addresses is derived from it, and only changes with it. */
  readonly secret: string
  /** @throws Fault msisdn_* */
  readonly readMsisdn: (text: string) => { msisdn: Msisdn; warnings: readonly string[] }
  /**
   * Origins of payment pages (`https://pay.example`): a form may be redirected there and nowhere
   * else.
   */
  readonly gatewayOrigins: readonly string[]
  /** How many quotes one client may make. */
  readonly quoteLimit: ClientLimit
  /** By what a client is counted; undefined for one that is not. */
  readonly clientOf: (c: Context) => string | undefined
  /** Gets what is a bug and no refusal; the reader gets a page without its details. */
  readonly report: (error: unknown) => void
}

const bodyBytesMax = 64 * 1024
/** Ten slips of a thumb; all five digits would take a year. */
const guessing = { most: 10, everyMs: 6 * 60_000 } as const
const yearSeconds = 365 * 24 * 60 * 60

/**
 * Answers every address it is given, unknown ones with its own 404: hand it what no other channel
 * claims.
 */
export function createWeb(parts: WebParts): Hono {
  const { secret, ...doors } = parts
  const guesses = createClientLimit(doors.clock, guessing)
  const room: Room = { ...doors, guesses, seal: createSeal(secret) }
  const app = new Hono({ strict: true })
  app.use(compression)
  app.use(securityHeaders(room.environment))
  app.use(async (c, next) => {
    await next()
    const language = pathLanguage(c.req.path)
    if (language && getCookie(c, 'lang') !== language)
      setCookie(c, 'lang', language, {
        path: '/',
        maxAge: yearSeconds,
        httpOnly: true,
        sameSite: 'Lax',
        secure: room.environment === 'production',
      })
  })
  app.use(ownFormsOnly)
  app.use(
    bodyLimit({
      maxSize: bodyBytesMax,
      onError: () => {
        throw new Fault('too_large', 'body_too_large')
      },
    }),
  )
  const language = ':language{(?:zh|en|ur)}'
  homeRoutes(app, room, language)
  findRoutes(app, room, language)
  compareRoutes(app, room, language)
  plansRoutes(app, room, language)
  fitRoutes(app, room, language)
  quoteRoutes(app, room, language)
  payRoutes(app, room, language)
  receiptRoutes(app, room, language)
  waysRoutes(app, room, language)
  lineRoutes(app, room, language)
  recordRoutes(app, room, language)
  factPageRoutes(app, room, language)
  refuseOtherMethods(app, room, `/${language}`)
  errorRoutes(app, room)
  return app
}

/** Pages, by their places below a language. */
const pages = [
  ...['', '/', '/plans', '/plans/compare', '/plans/:sealed', '/plan/:id', '/q/:id', '/r/:token'],
  ...[
    '/payments',
    '/payments/:seller/:method',
    '/tax/:set/:territory',
    '/l/:token',
    '/l/:token/fit',
  ],
]
/** What forms are sent to. */
const targets = [
  ...['/number', '/fit/renew', '/plans/renew', '/quote', '/q/:id/again', '/q/:id/pay'],
  ...['/r/:token/cancel', '/r/:token/again'],
  ...['/plan/:id/wrong', '/payments/:seller/:method/wrong', '/tax/:set/:territory/wrong'],
]

/** An address that is there is told what it takes, and is not called missing. */
function refuseOtherMethods(app: Hono, room: Room, prefix: string): void {
  for (const place of pages) onlyMethods(app, room, `${prefix}${place}`, 'GET, HEAD')
  for (const place of targets) onlyMethods(app, room, `${prefix}${place}`, 'POST')
  onlyMethods(app, room, `${prefix}/fit`, 'GET, HEAD, POST')
  for (const path of ['/', '/r/:token', '/l/:token']) onlyMethods(app, room, path, 'GET, HEAD')
}
