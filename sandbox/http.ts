import type { IncomingMessage, ServerResponse } from 'node:http'

/** A request as the capabilities see it. */
export interface Call {
  readonly method: string
  /** Decoded path segments: `/gateway/v1/charges` is `['gateway', 'v1', 'charges']`. */
  readonly path: readonly string[]
  readonly query: URLSearchParams
  readonly headers: IncomingMessage['headers']
  readonly body: string
  readonly twist?: Twist
}

/** What a fault schedule makes different inside a party, for this one request. */
export interface Twist {
  /** A lookup doesn't show what happened after this moment. */
  readonly asOf: number | undefined
  /** The merchant's wallet at the operator is empty. */
  readonly emptyFloat: { readonly headers: Readonly<Record<string, string>> } | undefined
  readonly refundFails: boolean
}

/**
 * What happens to the request; besides answering, a real network loses answers and keeps silent.
 */
export type Answer =
  | Whole
  /** The same, but its body comes in small parts, over this time. */
  | {
      readonly kind: 'drip'
      readonly answer: Whole
      readonly over_ms: number
      readonly pause: (ms: number) => Promise<boolean>
    }
  /** The socket is destroyed without an answer. */
  | { readonly kind: 'cut' }
  /**
   * Nothing is ever answered; the socket is destroyed when the caller leaves or after two minutes.
   */
  | { readonly kind: 'silence' }

/** An answer as it should be: everything at once. */
export interface Whole {
  readonly kind: 'answer'
  readonly status: number
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
}

/** In so many parts a body drips. */
const drops = 10
const longestSilence_ms = 120_000
const largestBody_bytes = 65_536

export const cut: Answer = { kind: 'cut' }
export const silence: Answer = { kind: 'silence' }

export function json(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return {
    kind: 'answer',
    status,
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  }
}

export function text(status: number, body: string, headers: Record<string, string> = {}): Answer {
  const type = { 'content-type': 'text/plain; charset=utf-8' }
  return { kind: 'answer', status, body, headers: { ...type, ...headers } }
}

/** The error body of the gateway and of the control calls. */
export function problem(status: number, code: string, detail: string, more: object = {}): Answer {
  return json(status, { code, detail, ...more })
}

export const notFound = problem(404, 'not_found', 'There is nothing here.')

export function isAuthorised(call: Call, key: string): boolean {
  return call.headers.authorization === `Bearer ${key}`
}

/** The moment whose books a lookup shows: the newest there is, unless a fault makes it stale. */
export function momentOf(call: Call): number {
  return call.twist?.asOf ?? newest
}

/** Later than any moment of the books. */
export const newest = Number.MAX_SAFE_INTEGER - 1

/** A JSON object, or undefined when the text is something else. */
export function readObject(body: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A whole number from the query within bounds; `otherwise` when it is absent or no number. */
export function readCount(value: string | null, otherwise: number, most: number): number {
  return value !== null && /^\d{1,9}$/.test(value) ? Math.min(Number(value), most) : otherwise
}

/** Undefined when the path cannot be decoded. */
export function readCall(request: IncomingMessage, body: string): Call | undefined {
  const [path = '', search = ''] = (request.url ?? '/').split('?', 2)
  try {
    return {
      method: request.method ?? 'GET',
      path: path.split('/').slice(1).map(decodeURIComponent),
      query: new URLSearchParams(search),
      headers: request.headers,
      body,
    }
  } catch {
    return undefined
  }
}

/** Undefined when it is larger than anything the sandbox understands, or the caller left. */
export function readBody(request: IncomingMessage): Promise<string | undefined> {
  return new Promise((resolve) => {
    const parts: Buffer[] = []
    let size_bytes = 0
    request.on('data', (part: Buffer) => {
      size_bytes += part.length
      if (size_bytes <= largestBody_bytes) parts.push(part)
      else resolve(undefined)
    })
    request.on('end', () => resolve(Buffer.concat(parts).toString('utf8')))
    request.on('error', () => resolve(undefined))
  })
}

export function send(request: IncomingMessage, response: ServerResponse, answer: Answer): void {
  if (answer.kind === 'cut') {
    request.socket.destroy()
  } else if (answer.kind === 'silence') {
    const timer = setTimeout(() => request.socket.destroy(), longestSilence_ms)
    timer.unref()
    request.socket.once('close', () => clearTimeout(timer))
  } else if (answer.kind === 'drip') {
    void drip(response, answer)
  } else {
    const length = Buffer.byteLength(answer.body)
    response.writeHead(answer.status, { ...answer.headers, 'content-length': length })
    response.end(request.method === 'HEAD' ? undefined : answer.body)
  }
}

/** Headers come at once, so only a limit on the whole answer ends the caller's patience. */
async function drip(
  response: ServerResponse,
  { answer, over_ms, pause }: Extract<Answer, { kind: 'drip' }>,
): Promise<void> {
  const body = Buffer.from(answer.body)
  response.writeHead(answer.status, { ...answer.headers, 'content-length': body.length })
  response.flushHeaders()
  for (let drop = 0; drop < drops; drop++) {
    if (!(await pause(over_ms / drops))) response.destroy()
    if (response.destroyed) return
    const part = (count: number) => Math.floor((body.length * count) / drops)
    response.write(body.subarray(part(drop), part(drop + 1)))
  }
  response.end()
}
