import type { Context, Hono } from 'hono'
import { type FaultCode, faultCodes } from '#i18n'
import { Fault, type FaultKind } from '#kernel'
import { type ErrorModel, errorPage } from './error-view.ts'
import { answer, placeOf, type Room, readerOf } from './room.ts'

const statuses = {
  malformed: 400,
  invalid: 422,
  anonymous: 401,
  denied: 403,
  missing: 404,
  conflict: 409,
  too_large: 413,
  too_many: 429,
  busy: 503,
} as const satisfies Record<FaultKind, number>

export function faultStatus(fault: Fault): (typeof statuses)[FaultKind] {
  return statuses[fault.kind]
}

/** Every way to fail ends on one page; only what is not a refusal is reported. */
export function errorRoutes(app: Hono, room: Room): void {
  // A route and no notFound: only routes come along when this app is mounted in another.
  app.all('*', (c) => showError(c, room, 404, 'missing', 'not_found'))
  app.onError((error, c) => {
    if (error instanceof Fault) {
      if (error.kind === 'busy') c.header('Retry-After', '5')
      const known = faultCodes.find((code) => code === error.code)
      return showError(c, room, faultStatus(error), error.kind, known ?? 'not_found')
    }
    room.report(error)
    return showError(c, room, 500, 'internal', 'internal')
  })
}

/**
 * Registered after a path's own methods: whatever else comes there is told which ones there are.
 */
export function onlyMethods(app: Hono, room: Room, path: string, allow: string): void {
  app.all(path, (c) => {
    c.header('Allow', allow)
    return showError(c, room, 405, 'method', 'method_not_allowed')
  })
}

function showError(
  c: Context,
  room: Room,
  status: 500 | 405 | ReturnType<typeof faultStatus>,
  kind: ErrorModel['kind'],
  code: FaultCode,
): Response {
  // The page of a failed form cannot be fetched again, so its language links lead to the start.
  const place = c.req.method === 'GET' ? placeOf(c) : '/'
  return answer(c, room, errorPage(readerOf(c, room), { status, kind, code, place }), status)
}
