import { assertOutsideTransaction } from '#db'
import { exchange, exchangeBy } from './exchange.ts'

export interface HttpAnswer {
  readonly status: number
  /** Parsed JSON, or undefined when the body is none: garbage is the caller's to judge. */
  readonly json: unknown
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly timeoutMs: number
  /** The way out; Node's own unless told otherwise (an egress proxy, a simulated network). */
  readonly fetch?: typeof fetch
}

/**
 * One call to an outside party: keep-alive, no redirects, a deadline for the whole answer.
 * @throws when no complete answer came (refused, cut, timed out, too large): to the caller that is
 * "unknown".
 */
export async function callParty(request: HttpRequest): Promise<HttpAnswer> {
  assertOutsideTransaction(`${request.method} ${request.url}`)
  const { method, url, timeoutMs, body } = request
  const sent = {
    method,
    url,
    timeoutMs,
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...request.headers,
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  }
  const way = request.fetch
  const { status, text } = await (way ? exchangeBy(way, sent) : exchange(sent))
  return { status, json: parseJson(text) }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
