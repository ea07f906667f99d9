import { createServer, type IncomingHttpHeaders, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type SandboxOptions, startSandbox } from './server.ts'
import { defaults } from './settings.ts'

/** A sandbox under test with a stopped real clock, a receiver of its callbacks, and short calls. */
export type Rig = Awaited<ReturnType<typeof startRig>>

/** Monday 23 November 2026, 11:00 in Karachi: months of nothing special around it. */
export const monday = Date.parse('2026-11-23T06:00:00Z')

export const weeklyX =
  'jazz-weekly-x-2024-undated-page-matches-sept-2024-retailer-load-of-rs-600-520-x-1-15'

export interface Received {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly text: string
  // biome-ignore lint/suspicious/noExplicitAny: what another process says has no type here.
  readonly body: any
}

export interface Reply {
  readonly status: number
  readonly headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: what another process says has no type here.
  readonly body: any
}

export async function startRig(options: SandboxOptions & { startAt?: number } = {}) {
  const { startAt = monday, ...given } = options
  const receiver = await startReceiver()
  const time = { now: startAt }
  const settings = { notifyUrl: `${receiver.url}/callbacks`, realNow: () => time.now }
  const sandbox = await startSandbox({ ...settings, ...given })
  const ask = (method: string, path: string, body?: unknown, key?: string) =>
    call(method, sandbox.url + path, body, key)
  return {
    url: sandbox.url,
    receiver,
    /** Real time, which stands still unless a test moves it. */
    time,
    ask,
    operator: (method: string, path: string, body?: unknown) =>
      ask(method, path, body, defaults.operatorKey),
    gateway: (method: string, path: string, body?: unknown) =>
      ask(method, `/gateway/v1${path}`, body, defaults.gatewayKey),
    topup: (operator: string, request: TopupInput) =>
      ask('POST', topupPath(operator), topupBody(request), defaults.operatorKey),
    lookup: (operator: string, correlator: string) =>
      ask('GET', `${topupPath(operator)}?correlatorId=${correlator}`, null, defaults.operatorKey),
    line: async (msisdn: string) => (await ask('GET', `/sandbox/lines/${msisdn}`)).body,
    charge: async (reference: string) =>
      (await ask('GET', `/sandbox/charges?reference=${reference}`)).body.data[0],
    /** Begins a fault schedule; one that is refused fails the test with the reason. */
    faults: async (...rules: object[]) => {
      const reply = await ask('POST', '/sandbox/faults', { seed: 7, rules })
      if (reply.status !== 200) throw new Error(reply.body.problems.join(' '))
    },
    /** How often each rule struck. */
    fired: async (): Promise<number[]> =>
      (await ask('GET', '/sandbox/faults')).body.rules.map((rule: { fired: number }) => rule.fired),
    advance: (ms: number) => ask('POST', '/sandbox/clock', { advance_ms: ms }),
    /** A request on a socket of its own that may never be answered. */
    wait: (method: string, path: string, body?: unknown, key: string = defaults.operatorKey) =>
      wait(method, sandbox.url + path, body, key),
    async close() {
      await sandbox.close()
      await receiver.close()
    },
  }
}

export interface TopupInput {
  readonly correlator?: string | undefined
  readonly msisdn: string
  readonly plan?: string | undefined
  readonly rupees: number
}

export function topupPath(operator: string): string {
  return `/${operator}/tmf-api/prepayBalanceManagement/v4/topupBalance`
}

export function topupBody({ correlator, msisdn, plan, rupees }: TopupInput) {
  return {
    '@type': 'RenewalTopupBalance',
    correlatorId: correlator,
    amount: { amount: rupees, units: 'PKR' },
    usageType: 'monetary',
    bucket: { id: 'main' },
    partyAccount: { id: 'tajdeed' },
    product: plan === undefined ? undefined : [{ id: plan }],
    logicalResource: [{ id: msisdn, '@referredType': 'MSISDN' }],
    channel: { name: 'test' },
  }
}

/** Rejects when the socket is cut; a body that is no JSON comes as text. */
async function call(method: string, url: string, body: unknown, key?: string): Promise<Reply> {
  const headers: Record<string, string> = { 'content-type': 'application/json' }
  if (key !== undefined) headers.authorization = `Bearer ${key}`
  const content = body === undefined || body === null ? null : JSON.stringify(body)
  const answer = await fetch(url, { method, headers, body: content, redirect: 'manual' })
  const text = await answer.text()
  const isJson = answer.headers.get('content-type')?.startsWith('application/json') ?? false
  return {
    status: answer.status,
    headers: answer.headers,
    body: isJson ? JSON.parse(text) : text,
  }
}

/** `answered` is pending until an answer comes; `left` tells that the socket is gone. */
function wait(method: string, url: string, body: unknown, key: string) {
  const answered = Promise.withResolvers<number>()
  const left = Promise.withResolvers<void>()
  const headers = { authorization: `Bearer ${key}` }
  const outgoing = request(url, { method, headers, agent: false }, (answer) => {
    answer.resume()
    answered.resolve(answer.statusCode ?? 0)
  })
  outgoing.on('error', () => {})
  outgoing.on('close', () => left.resolve())
  outgoing.end(body === undefined ? undefined : JSON.stringify(body))
  return { answered: answered.promise, left: left.promise, leave: () => outgoing.destroy() }
}

/** Takes callbacks; `statuses` are answered one after the other, then 204. */
async function startReceiver() {
  const received: Received[] = []
  const statuses: number[] = []
  let arrival = Promise.withResolvers<void>()
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const text = Buffer.concat(parts).toString('utf8')
      const { url: path = '', headers } = request
      received.push({ path, headers, text, body: JSON.parse(text) })
      const location = `http://127.0.0.1:${(server.address() as AddressInfo).port}/elsewhere`
      response.writeHead(statuses.shift() ?? 204, { location }).end()
      arrival.resolve()
      arrival = Promise.withResolvers<void>()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    statuses,
    /** Resolves when this many callbacks have come in all. */
    async until(count: number): Promise<void> {
      while (received.length < count) await arrival.promise
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
