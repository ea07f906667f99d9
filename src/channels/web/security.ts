import { createHash } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import { Fault } from '#kernel'

const hashes = new Map<string, string>()

/**
 * Nothing is loaded, nothing runs: the one sheet is known by its hash, the icon is data. A form may
 * end at a payment page, and browsers hold `form-action` against redirects too, so its origins are
 * named.
 */
export function contentPolicy(style: string, gatewayOrigins: readonly string[]): string {
  let hash = hashes.get(style)
  if (hash === undefined) {
    hash = createHash('sha256').update(style).digest('base64')
    hashes.set(style, hash)
  }
  return [
    "default-src 'none'",
    `style-src 'sha256-${hash}'`,
    'img-src data:',
    `form-action ${["'self'", ...gatewayOrigins].join(' ')}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

export function securityHeaders(environment: 'sandbox' | 'production'): MiddlewareHandler {
  return async (c, next) => {
    await next()
    const { headers } = c.res
    if (!headers.has('Content-Security-Policy'))
      headers.set('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'")
    headers.set('X-Content-Type-Options', 'nosniff')
    headers.set('Referrer-Policy', 'no-referrer')
    headers.set('X-Frame-Options', 'DENY')
    headers.set('Cross-Origin-Opener-Policy', 'same-origin')
    headers.set('Cross-Origin-Resource-Policy', 'same-origin')
    if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'no-store')
    if (environment === 'production')
      headers.set('Strict-Transport-Security', 'max-age=63072000; includeSubDomains')
  }
}

/**
 * A form must come from our own page. `Sec-Fetch-Site` is the browser's own word (`none`: typed or
 * reloaded by the reader); an older browser sends `Origin`, compared by host since a proxy in front
 * may speak another scheme; a client that sends neither is no browser, and there is no ambient
 * right here that it could borrow.
 * @throws Fault permission_missing
 */
export const ownFormsOnly: MiddlewareHandler = async (c, next) => {
  if (c.req.method === 'POST') {
    const site = c.req.header('sec-fetch-site')
    const origin = c.req.header('origin')
    const host = c.req.header('host') ?? new URL(c.req.url).host
    const own =
      site === undefined
        ? origin === undefined || hostOf(origin) === host
        : site === 'same-origin' || site === 'none'
    if (!own)
      throw new Fault('denied', 'permission_missing', { internal: `form from ${origin ?? site}` })
  }
  await next()
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined
}
