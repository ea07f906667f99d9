import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { createLogger } from '#telemetry'
import { type TestDatabase, testClock, testDatabase } from '#test'
import { startSandbox } from '../../sandbox/server.ts'
import { type Wired, wire } from '../../src/main/wire.ts'

// biome-ignore lint/suspicious/noExplicitAny: a test reads answers as a stranger would, without our types.
type Json = Record<string, any>

/** A whole Tajdeed with its own database, beside a real sandbox over HTTP, with clocks that only the test moves. */
export interface Story {
  readonly url: string
  readonly sandboxUrl: string
  readonly database: TestDatabase
  readonly wired: Wired
  /** One call of the API with the demo key; `key` is the Idempotency-Key (a fresh one by default). */
  api(
    method: 'GET' | 'POST',
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<ApiAnswer>
  quote(msisdn: string, more?: Json): Promise<Json>
  /** Quotes and places; nothing is worked off. */
  order(msisdn: string, token?: string, more?: Json): Promise<Json>
  /** Orders and works off what is due now. */
  place(msisdn: string, token?: string, more?: Json): Promise<Json>
  renewal(id: string): Promise<Json>
  /** Moves both clocks in steps of at most half a second, working off everything that falls due on the way. */
  advance(ms: number): Promise<void>
  /** The sandbox's own books. */
  books(msisdn: string, reference: string): Promise<{ credits: Json[]; charges: Json[] }>
  /** What the line holds at the operator: active, queued, ended. */
  bundles(msisdn: string): Promise<Json[]>
  allBooks(): Promise<{ credits: Json[]; charges: Json[] }>
  /** Presses a button on the gateway's page. */
  visit(url: string, choice: 'approve' | 'decline'): Promise<void>
  /** Lets time pass with nobody at work, as over a night with the power out. */
  skip(ms: number): Promise<void>
  /** Works off what becomes due while a call waits for it. */
  settleSoon(): Promise<void>
  /** Must be 0 after every story. */
  trialDifference(): Promise<number>
  /** A second worker on the same database, as another process would be. */
  secondWorker(): Promise<Wired>
  close(): Promise<void>
}

export interface ApiAnswer {
  readonly status: number
  readonly headers: Headers
  readonly json: Json
}

/** Monday 14:00 in Lahore. */
export const storyStart = '2026-11-23T09:00:00Z'

export async function openStory(
  name: string,
  options: { maxAnswerMs?: number; deaf?: boolean } = {},
): Promise<Story> {
  const database = await testDatabase(name)
  const clock = testClock(storyStart)
  let wired: Wired | undefined
  const server = serve({
    fetch: (request) => wired!.app.fetch(request),
    port: 0,
    hostname: '127.0.0.1',
  })
  await new Promise((listening) => server.once('listening', listening))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const sandbox = await startSandbox({
    ...(options.deaf ? {} : { notifyUrl: `${url}/callbacks` }),
    realNow: () => Date.parse(storyStart),
  })
  const wireOne = () =>
    wire({
      environment: 'sandbox',
      db: database.db,
      ownerDb: database.ownerDb,
      clock,
      log: createLogger({ level: 'error' }),
      version: 'test',
      publicUrl: url,
      secret: Buffer.alloc(32, 7),
      sandbox: { url: sandbox.url, maxAnswerMs: options.maxAnswerMs ?? 250 },
    })
  wired = await wireOne()
  const { engine } = wired.renewals
  let made = 0
  const ordered: string[] = []

  const api: Story['api'] = async (method, path, body, headers = {}) => {
    made += 1
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: {
        authorization: 'Bearer tj_test_demo',
        ...(method === 'POST' ? { 'idempotency-key': `story-${made}` } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined
        ? {}
        : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    return { status: answer.status, headers: answer.headers, json: (await answer.json()) as Json }
  }
  const post = (address: string, body: string, type: string) =>
    fetch(address, { method: 'POST', redirect: 'manual', headers: { 'content-type': type }, body })
  const sandboxGet = async (path: string) =>
    (await (await fetch(`${sandbox.url}${path}`)).json()) as Json

  const story: Story = {
    url,
    sandboxUrl: sandbox.url,
    database,
    wired,
    secondWorker: wireOne,
    api,
    async quote(msisdn, more = {}) {
      const { plan = weeklyX, ...rest } = more
      const answer = await api('POST', '/v1/quotes', { line: { msisdn }, plan, ...rest })
      if (answer.status !== 201) throw new Error(JSON.stringify(answer.json))
      return answer.json
    },
    async order(msisdn, token = 'tok_ok', more = {}) {
      const quote = await story.quote(msisdn, more)
      const answer = await api('POST', '/v1/renewals', {
        quote: quote.id,
        payment: { method: 'sandbox_card', token },
      })
      if (answer.status !== 201) throw new Error(JSON.stringify(answer.json))
      ordered.push(msisdn)
      return answer.json
    },
    async place(msisdn, token, more) {
      const { id } = await story.order(msisdn, token, more)
      await engine.settle()
      return story.renewal(id)
    },
    renewal: async (id) => (await api('GET', `/v1/renewals/${id}`)).json,
    async advance(ms) {
      await engine.settle()
      for (let left = ms; left > 0; left -= 500) {
        await story.skip(Math.min(left, 500))
        await engine.settle()
      }
    },
    async skip(ms) {
      clock.advance(ms)
      await post(
        `${sandbox.url}/sandbox/clock`,
        JSON.stringify({ advance_ms: ms }),
        'application/json',
      )
    },
    async visit(url, choice) {
      const page = await (await fetch(url)).text()
      const button = page.match(new RegExp(`name="([a-z_]+)" value="(${choice}[a-z]*)"`))
      const action = page.match(/<form[^>]*action="([^"]+)"/)?.[1]
      // A page that is over has no buttons; pressing where they were is what a stale tab would do.
      await post(
        new URL(action ?? url, url).href,
        `${button?.[1] ?? 'decision'}=${button?.[2] ?? choice}`,
        'application/x-www-form-urlencoded',
      )
    },
    async settleSoon() {
      await new Promise((soon) => setImmediate(soon))
      for (let i = 0; i < 20; i++) await engine.settle()
    },
    async bundles(msisdn) {
      return (await sandboxGet(`/sandbox/lines/${encodeURIComponent(msisdn)}`)).bundles
    },
    async allBooks() {
      const lines = await Promise.all(
        [...new Set(ordered)].map((it) => sandboxGet(`/sandbox/lines/${encodeURIComponent(it)}`)),
      )
      const charges = await sandboxGet('/sandbox/charges')
      return { credits: lines.flatMap((line) => line.credits), charges: charges.data }
    },
    async books(msisdn, reference) {
      const line = await sandboxGet(`/sandbox/lines/${encodeURIComponent(msisdn)}`)
      const charges = await sandboxGet(`/sandbox/charges?reference=${reference}`)
      return { credits: line.credits, charges: charges.data }
    },
    async trialDifference() {
      const { json } = await api('GET', '/v1/ledger/trial-balance')
      return json.data.reduce((sum: number, row: Json) => sum + row.difference, 0)
    },
    async close() {
      await wired?.stop()
      await sandbox.close()
      await new Promise((closed) => {
        server.close(closed)
        'closeAllConnections' in server && server.closeAllConnections()
      })
      await database.drop()
    },
  }
  return story
}

export const weeklyX =
  'jazz-weekly-x-2024-undated-page-matches-sept-2024-retailer-load-of-rs-600-520-x-1-15'
