/**
 * The HTTP API, v1: the same rooms as the pages, for programs. Schemas validate and make
 * /openapi.json; /docs is the same for people. Refusals are problem+json in the caller's language.
 */
import { OpenAPIHono } from '@hono/zod-openapi'
import { bodyLimit } from 'hono/body-limit'
import { HTTPException } from 'hono/http-exception'
import { retryAfter, toFault, toProblem } from '#http'
import { createAuthenticator, type Permission } from '#identity'
import { Fault } from '#kernel'
import { mountCases } from './case-routes.ts'
import { mountCatalog } from './catalog-routes.ts'
import type { ApiContext, ApiEnv } from './context.ts'
import { renderDocs } from './docs-page.ts'
import { faultOf } from './expected.ts'
import { mountLedger } from './ledger-routes.ts'
import { mountLines } from './line-routes.ts'
import { mountCatalogDesk, mountPlanRecords } from './living-routes.ts'
import { mountPaymentMethods } from './payment-method-routes.ts'
import { mountPlanFit } from './plan-fit-routes.ts'
import { mountPlanSearch } from './plan-search-routes.ts'
import { mountRenewals } from './renewal-routes.ts'
import { mountUpstreams } from './upstream-routes.ts'

export type { ApiContext } from './context.ts'

const maxBodyBytes = 64 * 1024

/** What a key needs, by method and path; the first fit counts. */
const needed: readonly { method: string; path: RegExp; permission: Permission }[] = [
  { method: 'GET', path: /^\/v1\/(operators|plans|payment-methods)/, permission: 'plans:read' },
  { method: 'POST', path: /^\/v1\/plan-fit/, permission: 'plans:read' },
  { method: 'GET', path: /^\/v1\/renewals/, permission: 'renewals:read' },
  { method: 'POST', path: /^\/v1\/(quotes|renewals)/, permission: 'renewals:write' },
  { method: 'GET', path: /^\/v1\/lines/, permission: 'lines:read' },
  { method: 'POST', path: /^\/v1\/lines/, permission: 'lines:read' },
  { method: 'GET', path: /^\/v1\/ledger/, permission: 'ledger:read' },
  { method: 'GET', path: /^\/v1\/cases/, permission: 'cases:read' },
  { method: 'POST', path: /^\/v1\/cases/, permission: 'cases:write' },
  { method: 'GET', path: /^\/v1\/upstreams/, permission: 'upstreams:read' },
  { method: 'POST', path: /^\/v1\/upstreams/, permission: 'upstreams:write' },
  { method: 'GET', path: /^\/v1\/catalog/, permission: 'catalog:review' },
  { method: 'POST', path: /^\/v1\/catalog\/.*\/(verify|preview)$/, permission: 'catalog:review' },
  { method: 'POST', path: /^\/v1\/catalog/, permission: 'catalog:write' },
]

export function createApi(context: ApiContext) {
  const app = new OpenAPIHono<ApiEnv>({
    defaultHook: (result) => {
      if (!result.success) throw faultOf(result.target, result.error.issues)
    },
  })
  app.onError((error, c) => {
    const { fault, status } = toFault(fromHono(error))
    if (status >= 500) {
      context.log.error('api request failed', {
        path: c.req.path,
        error: String(fault.cause ?? fault),
      })
    }
    const translate = (key: string, values: Readonly<Record<string, string | number>>) =>
      context.translate(c.req.header('accept-language'), key, values)
    if (status === 401) c.header('WWW-Authenticate', 'Bearer')
    const wait = retryAfter(fault) ?? (status === 503 ? '2' : undefined)
    if (wait !== undefined) c.header('Retry-After', wait)
    return c.body(JSON.stringify(toProblem(fault, status, translate)), status as 400, {
      'content-type': 'application/problem+json; charset=utf-8',
    })
  })
  const authenticate = createAuthenticator(context.db)
  app.use('/v1/*', async (c, next) => {
    const caller = await authenticate(c.req.header('authorization'))
    if (!caller) throw new Fault('anonymous', 'unauthenticated')
    const need = needed.find(({ method, path }) => method === c.req.method && path.test(c.req.path))
    if (need && !caller.permissions.includes(need.permission)) {
      throw new Fault('denied', 'permission_missing', { details: { permission: need.permission } })
    }
    c.set('caller', caller)
    c.header('Cache-Control', 'no-store')
    await next()
  })
  app.use(
    '/v1/*',
    bodyLimit({
      maxSize: maxBodyBytes,
      onError: () => {
        throw new Fault('too_large', 'body_too_large', {
          details: { limit_kb: maxBodyBytes / 1024 },
        })
      },
    }),
  )

  mountCatalog(app, context)
  mountPlanRecords(app, context)
  mountCatalogDesk(app, context)
  mountPlanSearch(app, context)
  mountPlanFit(app, context)
  mountPaymentMethods(app, context)
  mountRenewals(app, context)
  mountLines(app, context)
  mountLedger(app, context)
  mountCases(app, context)
  mountUpstreams(app, context)
  // Last of all: what no route took. Other channels answer the other addresses.
  app.all('/v1/*', () => {
    throw new Fault('missing', 'not_found')
  })
  describe(app, context)
  return app
}

function describe(app: OpenAPIHono<ApiEnv>, { version }: ApiContext) {
  app.openAPIRegistry.registerComponent('securitySchemes', 'bearer', {
    type: 'http',
    scheme: 'bearer',
  })
  const document = app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Tajdeed API',
      version,
      description: 'Renew a Pakistani line: paid once, delivered once, or refunded.',
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    servers: [{ url: '/' }],
  })
  app.get('/openapi.json', (c) => c.json(document))
  app.get('/docs', (c) => c.html(renderDocs(document)))
}

/** Hono's own refusals in our words: what reaches here is a body that is no JSON. */
function fromHono(error: Error): Error {
  if (!(error instanceof HTTPException)) return error
  if (error.status === 413) return new Fault('too_large', 'body_too_large', { cause: error })
  return new Fault('malformed', 'body_malformed', { cause: error })
}
