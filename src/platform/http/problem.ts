import { Fault, type FaultKind, inWords } from '#kernel'

const statuses: Readonly<Record<FaultKind, number>> = {
  malformed: 400,
  anonymous: 401,
  denied: 403,
  missing: 404,
  conflict: 409,
  too_large: 413,
  too_many: 429,
  invalid: 422,
  busy: 503,
}

export function statusOf(fault: Fault): number {
  return fault.code === 'method_not_allowed' ? 405 : statuses[fault.kind]
}

/** Any thrown thing as a Fault: what is none is a bug, and the caller learns no more than that. */
export function toFault(error: unknown): { fault: Fault; status: number } {
  if (error instanceof Fault) return { fault: error, status: statusOf(error) }
  const busy = isDatabaseBusy(error)
  return busy
    ? { fault: new Fault('busy', 'busy', { cause: error }), status: 503 }
    : { fault: new Fault('busy', 'internal', { cause: error }), status: 500 }
}

/**
 * PostgreSQL: lock timeout, statement timeout, too many connections, disk full, shutting down,
 * crashed, starting; then a connection that is lost or cannot be had, which pg tells in words.
 */
const busyCodes = new Set([
  ...['55P03', '57014', '53300', '53100', '57P01', '57P02', '57P03'],
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE'],
])
const lostConnection =
  /timeout exceeded when trying to connect|^Connection terminated|is not queryable$/

/** Whoever asks the same again, with the same key, may well be answered. */
function isDatabaseBusy(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (lostConnection.test(error.message)) return true
  return busyCodes.has(String((error as { code?: unknown }).code))
}

/**
 * RFC 9457. `code` is stable; `title` is in the caller's language and says what to do next, as are
 * the details that are messages themselves.
 * @param translate message key and its values to text
 */
export function toProblem(
  fault: Fault,
  status: number,
  translate: (key: string, values: Readonly<Record<string, string | number>>) => string,
) {
  const details = inWords(fault.details, translate)
  const own = {
    type: `urn:tajdeed:problem:${fault.code}`,
    title: translate(`fault.${fault.code}`, details),
    status,
    code: fault.code,
    ...(fault.field === undefined ? {} : { field: fault.field }),
  }
  // First for the reader, and last so that no detail takes their place.
  return { ...own, ...details, ...own }
}
