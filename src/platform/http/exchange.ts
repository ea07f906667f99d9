import { type ClientRequest, Agent as HttpAgent, request as httpRequest } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'

export interface Sent {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
  /** For the whole answer, waiting for a socket included. */
  readonly timeoutMs: number
}

/** An answer of a party is never larger; a larger one is not read and so unknown. */
const maxAnswerBytes = 4 * 1024 * 1024
const tooLarge = `answer larger than ${maxAnswerBytes} bytes`

/**
 * Sockets per party, kept open; idle ones do not keep the process awake. 64 were enough to keep a
 * party on the same machine busy.
 */
const agentOptions = { keepAlive: true, maxSockets: 64, scheduling: 'lifo' } as const
const agents = { http: new HttpAgent(agentOptions), https: new HttpsAgent(agentOptions) }

/**
 * One request and its whole answer over Node's own HTTP: no redirects, no streams. `fetch` cost
 * 270 of the 590 µs of CPU that a worker spent on an automatic renewal.
 * @throws when no complete answer came in time
 */
export function exchange(sent: Sent): Promise<{ status: number; text: string }> {
  const url = new URL(sent.url)
  const secure = url.protocol === 'https:'
  const { body } = sent
  const options = {
    method: sent.method,
    agent: secure ? agents.https : agents.http,
    headers:
      body === undefined
        ? sent.headers
        : { ...sent.headers, 'content-length': Buffer.byteLength(body) },
  }
  return new Promise((resolve, reject) => {
    const asked = (secure ? httpsRequest : httpRequest)(url, options)
    const timer = setTimeout(() => {
      asked.destroy(new Error(`no answer within ${sent.timeoutMs} ms`))
    }, sent.timeoutMs)
    const settle = (finish: () => void) => {
      clearTimeout(timer)
      finish()
    }
    readAnswer(
      asked,
      (answer) => settle(() => resolve(answer)),
      (error) => settle(() => reject(error)),
    )
    asked.end(body)
  })
}

function readAnswer(
  asked: ClientRequest,
  done: (answer: { status: number; text: string }) => void,
  failed: (error: Error) => void,
): void {
  asked.on('error', failed)
  asked.on('response', (answer) => {
    const chunks: Buffer[] = []
    let bytes = 0
    answer.on('error', failed)
    answer.on('data', (chunk: Buffer) => {
      bytes += chunk.byteLength
      chunks.push(chunk)
      if (bytes > maxAnswerBytes) {
        asked.destroy(new Error(tooLarge))
      }
    })
    // A socket cut in the middle ends in `close` alone, without the answer's `end`.
    answer.on('close', () => {
      if (!answer.complete) return failed(new Error('the answer was cut off'))
      done({ status: answer.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') })
    })
  })
}

/** The same over a given `fetch`: an egress proxy, a simulated network. */
export async function exchangeBy(
  way: typeof fetch,
  sent: Sent,
): Promise<{ status: number; text: string }> {
  const answer = await way(sent.url, {
    method: sent.method,
    redirect: 'manual',
    signal: AbortSignal.timeout(sent.timeoutMs),
    headers: sent.headers,
    ...(sent.body === undefined ? {} : { body: sent.body }),
  })
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of answer.body ?? []) {
    bytes += chunk.byteLength
    if (bytes > maxAnswerBytes) throw new Error(tooLarge)
    chunks.push(chunk)
  }
  return { status: answer.status, text: Buffer.concat(chunks).toString('utf8') }
}
