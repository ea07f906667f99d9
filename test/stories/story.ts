import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { type ServerType, serve } from '@hono/node-server'
import { appRole, openDatabase } from '#db'
import type { SettingsOf } from '#engine'
import { authenticate } from '#identity'
import { newId, parsePublicId, pkr, publicId, shardOf } from '#kernel'
import { findWallet, fundWallet, openWallet } from '#ledger'
import { createLogger } from '#telemetry'
import { type TestClock, type TestDatabase, testClock, testDatabase } from '#test'
import { type RunningSandbox, startSandbox } from '../../sandbox/server.ts'
import { readLimits } from '../../src/main/client-limits.ts'
import { type Wired, wire } from '../../src/main/wire.ts'

// biome-ignore lint/suspicious/noExplicitAny: a test reads answers as a stranger would, untyped.
export type Json = Record<string, any>

export interface ApiAnswer {
  readonly status: number
  readonly headers: Headers
  readonly json: Json
}

export interface StoryOptions {
  /** Our patience with a party that never answers, in real time. */
  readonly maxAnswerMs?: number
  /** No callback reaches us. */
  readonly deaf?: boolean
  /** Told of each durable step: writing statements, commits, calls of parties. */
  readonly onStep?: (label: string) => void
  /** Told each statement of the program, with its values. */
  readonly onStatement?: (text: string, values: readonly unknown[]) => void
  /** What each party is spared, where a story is about that. */
  readonly upstreams?: SettingsOf
  /** What one client may ask, as the environment would say it. */
  readonly limits?: Readonly<Record<string, string>>
  /** Takes the lines of the log, where a story is about what must be reported. */
  readonly onLog?: (line: string) => void
}

/** Monday 14:00 in Lahore. */
export const storyStart = '2026-11-23T09:00:00Z'
export const weeklyX =
  'jazz-weekly-x-2024-undated-page-matches-sept-2024-retailer-load-of-rs-600-520-x-1-15'

/** Time goes on in steps of this, so that what falls due on the way is worked off in its order. */
const stepMs = 500

/**
 * A whole Tajdeed with its own database, beside a real sandbox over HTTP, with clocks that only the
 * test moves. Nothing runs by itself: `advance` works off what falls due.
 */
export class Story {
  readonly url: string
  readonly database: TestDatabase
  readonly sandbox: RunningSandbox
  readonly wired: Wired
  readonly #clock: TestClock
  readonly #server: ServerType
  readonly #wireOne: () => Promise<Wired>
  readonly #closeDb: () => Promise<void>
  readonly #ordered = new Set<string>()
  #calls = 0

  constructor(parts: {
    url: string
    database: TestDatabase
    sandbox: RunningSandbox
    wired: Wired
    clock: TestClock
    server: ServerType
    wireOne: () => Promise<Wired>
    closeDb: () => Promise<void>
  }) {
    this.url = parts.url
    this.database = parts.database
    this.sandbox = parts.sandbox
    this.wired = parts.wired
    this.#clock = parts.clock
    this.#server = parts.server
    this.#wireOne = parts.wireOne
    this.#closeDb = parts.closeDb
  }

  /** One call with the demo key and, on a POST, an Idempotency-Key of its own. */
  async api(
    method: 'GET' | 'POST',
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<ApiAnswer> {
    this.#calls += 1
    const answer = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        authorization: 'Bearer tj_test_demo',
        ...(method === 'POST' ? { 'idempotency-key': `story-${this.#calls}` } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined
        ? {}
        : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    return { status: answer.status, headers: answer.headers, json: (await answer.json()) as Json }
  }

  async quote(msisdn: string, { plan = weeklyX, ...more }: Json = {}): Promise<Json> {
    return made(await this.api('POST', '/v1/quotes', { line: { msisdn }, plan, ...more }))
  }

  /** Quotes and places; nothing is worked off. */
  async order(msisdn: string, token = 'tok_ok', more: Json = {}): Promise<Json> {
    const quote = await this.quote(msisdn, more)
    const payment = { method: 'sandbox_card', token }
    this.#ordered.add(msisdn)
    return made(await this.api('POST', '/v1/renewals', { quote: quote.id, payment }))
  }

  /** A new wallet with this much in it; the demo key's unless somebody else is named. */
  async wallet(amount: bigint, owner?: string, shard = 1): Promise<string> {
    const db = this.database.ownerDb
    const at = this.#clock.now()
    const id = newId(shard, at, randomBytes)
    const caller = await authenticate(db, 'Bearer tj_test_demo')
    await openWallet(db, { id, owner: owner ?? caller!.id, currency: 'PKR' })
    const wallet = publicId('wallet', id)
    if (amount > 0n) await this.fill(wallet, amount)
    return wallet
  }

  async fill(wallet: string, amount: bigint): Promise<void> {
    const id = parsePublicId('wallet', wallet)!
    const at = this.#clock.now()
    const subject = newId(shardOf(id), at, randomBytes)
    await fundWallet(this.database.ownerDb, { wallet: id, subject, amount: pkr(amount), at })
  }

  /** Orders and works off what is due now. */
  async place(msisdn: string, token?: string, more?: Json): Promise<Json> {
    const { id } = await this.order(msisdn, token, more)
    await this.settle()
    return this.renewal(id)
  }

  async renewal(id: string): Promise<Json> {
    return (await this.api('GET', `/v1/renewals/${id}`)).json
  }

  settle(): Promise<void> {
    return this.wired.renewals.engine.settle()
  }

  /** Works off what becomes due for as long as a call waits for it. */
  async settleWhile<Answer>(call: Promise<Answer>): Promise<Answer> {
    let waiting = true
    const answered = call.finally(() => {
      waiting = false
    })
    while (waiting) await this.settle()
    return answered
  }

  /** Moves both clocks, working off everything that falls due on the way. */
  async advance(ms: number): Promise<void> {
    await this.settle()
    for (let left = ms; left > 0; left -= stepMs) {
      await this.skip(Math.min(left, stepMs))
      await this.settle()
    }
  }

  /** Lets time pass with nobody at work, as over a night with the power out. */
  async skip(ms: number): Promise<void> {
    this.#clock.advance(ms)
    const body = JSON.stringify({ advance_ms: ms })
    await post(`${this.sandbox.url}/sandbox/clock`, body, 'application/json')
  }

  /** Sets faults of the sandbox's parties, in place of those before; none is well again. */
  async break(...rules: Json[]): Promise<void> {
    const body = JSON.stringify({ rules })
    const answer = await post(`${this.sandbox.url}/sandbox/faults`, body, 'application/json')
    if (!answer.ok) throw new Error(await answer.text())
  }

  /** The product's own present. */
  now(): Date {
    return this.#clock.now()
  }

  /** Presses a button on the gateway's page; a page that is over has none, as in a stale tab. */
  async visit(url: string, choice: 'approve' | 'decline'): Promise<void> {
    await post(url, `decision=${choice}`, 'application/x-www-form-urlencoded')
  }

  /** The sandbox's own books of one number and one reference (or the beginning of one). */
  async books(msisdn: string, reference: string): Promise<{ credits: Json[]; charges: Json[] }> {
    const line = await this.#line(msisdn)
    const charges = await this.#ask(`/sandbox/charges?reference=${reference}`)
    return { credits: line.credits, charges: charges.data }
  }

  /** What the line holds at the operator: active, queued, ended. */
  async bundles(msisdn: string): Promise<Json[]> {
    return (await this.#line(msisdn)).bundles
  }

  async allBooks(): Promise<{ credits: Json[]; charges: Json[] }> {
    const lines = await Promise.all([...this.#ordered].map((msisdn) => this.#line(msisdn)))
    const charges = await this.#ask('/sandbox/charges')
    return { credits: lines.flatMap((line) => line.credits), charges: charges.data }
  }

  /** Must be 0 after every story. */
  async trialDifference(): Promise<number> {
    const { json } = await this.api('GET', '/v1/ledger/trial-balance')
    return json.data.reduce((sum: number, row: Json) => sum + row.difference, 0)
  }

  /** A second worker on the same database, as another process would be. */
  secondWorker(): Promise<Wired> {
    return this.#wireOne()
  }

  async close(): Promise<void> {
    await this.wired.stop()
    await this.sandbox.close()
    if ('closeAllConnections' in this.#server) this.#server.closeAllConnections()
    await new Promise((closed) => this.#server.close(closed))
    await this.#closeDb()
    await this.database.drop()
  }

  #line(msisdn: string): Promise<Json> {
    return this.#ask(`/sandbox/lines/${encodeURIComponent(msisdn)}`)
  }

  async #ask(path: string): Promise<Json> {
    return (await (await fetch(`${this.sandbox.url}${path}`)).json()) as Json
  }
}

export async function openStory(name: string, options: StoryOptions = {}): Promise<Story> {
  const database = await testDatabase(name)
  const clock = testClock(storyStart)
  const { onStep, onStatement } = options
  const own = openDatabase({
    ...{ url: database.url, role: appRole, max: 8, applicationName: 'story', onStep, onStatement },
  })
  let wired: Wired | undefined
  const server = serve({
    fetch: (request, env) => wired!.app.fetch(request, env),
    port: 0,
    hostname: '127.0.0.1',
  })
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const sandbox = await startSandbox({
    ...(options.deaf ? {} : { notifyUrl: `${url}/callbacks` }),
    realNow: () => Date.parse(storyStart),
  })
  const wireOne = () =>
    wire({
      environment: 'sandbox',
      db: own.db,
      onStep,
      ownerDb: database.ownerDb,
      clock,
      log: createLogger({ level: 'error', ...(options.onLog ? { write: options.onLog } : {}) }),
      version: 'test',
      publicUrl: url,
      secret: Buffer.alloc(32, 7),
      upstreams: options.upstreams,
      limits: readLimits(options.limits ?? {}),
      sandbox: { url: sandbox.url, maxAnswerMs: options.maxAnswerMs ?? 250 },
    })
  wired = await wireOne()
  return new Story({
    ...{ url, database, sandbox, wired, clock, server, wireOne },
    closeDb: () => own.close(),
  })
}

/** What a wallet holds, in minor units. */
export async function walletOf(story: Story, wallet: string): Promise<bigint> {
  const found = await findWallet(story.database.db, parsePublicId('wallet', wallet)!)
  return found!.balance.amount
}

function made({ status, json }: ApiAnswer): Json {
  if (status !== 201) throw new Error(JSON.stringify(json))
  return json
}

function post(address: string, body: string, type: string): Promise<Response> {
  const headers = { 'content-type': type }
  return fetch(address, { method: 'POST', redirect: 'manual', headers, body })
}
