import type { Saying } from './saying.ts'

/**
 * A refusal to a caller. `code` is stable and public: it is the `code` of the problem+json answer
 * and, as `fault.<code>`, the key of a message in every language that says what to do next.
 * `details` fill the message and the answer; `internal` is for the log alone.
 */
export class Fault extends Error {
  readonly code: string
  readonly kind: FaultKind
  readonly details: Readonly<Record<string, string | number | Saying>>
  /**
   * The input the refusal is about, as the caller named it (`line.msisdn`), so that a page can put
   * the error beside it.
   */
  readonly field: string | undefined

  constructor(
    kind: FaultKind,
    code: string,
    options: {
      field?: string
      details?: FaultDetails
      internal?: string
      cause?: unknown
    } = {},
  ) {
    super(options.internal ?? code, { cause: options.cause })
    this.name = 'Fault'
    this.kind = kind
    this.code = code
    this.field = options.field
    this.details = options.details ?? {}
  }
}

/** None may take a name that the answer has of its own (RFC 9457). */
export type FaultDetails = Record<string, string | number | Saying> & {
  readonly [Own in 'type' | 'title' | 'status' | 'code' | 'field' | 'instance']?: never
}

/**
 * malformed 400 (not even readable) · invalid 422 (readable, wrong) · anonymous 401 · denied 403 ·
 * missing 404 · conflict 409 · too_large 413 · too_many 429 · busy 503.
 */
export type FaultKind =
  | 'malformed'
  | 'invalid'
  | 'anonymous'
  | 'denied'
  | 'missing'
  | 'conflict'
  | 'too_large'
  | 'too_many'
  | 'busy'

/** A bug, not a refusal: the text is for us. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`assertion failed: ${message}`)
}
