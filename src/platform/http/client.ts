import { assertOutsideTransaction } from '#db'

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

/** An answer of a party is never larger; a larger one is not read and so unknown. */
const maxAnswerBytes = 4 * 1024 * 1024

/**
 * One call to an outside party: keep-alive, no redirects, a deadline for the whole answer.
 * @throws when no complete answer came (refused, cut, timed out, too large): to the caller that is
 * "unknown".
 */
export async function callParty(request: HttpRequest): Promise<HttpAnswer> {
  assertOutsideTransaction(`${request.method} ${request.url}`)
  const send = request.fetch ?? fetch
  const answer = await send(request.url, {
    method: request.method,
    redirect: 'manual',
    signal: AbortSignal.timeout(request.timeoutMs),
    headers: {
      accept: 'application/json',
      ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...request.headers,
    },
    ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
  })
  const text = await readCapped(answer)
  return { status: answer.status, json: parseJson(text) }
}

async function readCapped(answer: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of answer.body ?? []) {
    bytes += chunk.byteLength
    if (bytes > maxAnswerBytes) throw new Error(`answer larger than ${maxAnswerBytes} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
