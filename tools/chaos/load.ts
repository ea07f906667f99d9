import type { SeededRandom } from '../../test/support/random.ts'

// biome-ignore lint/suspicious/noExplicitAny: answers are read as a stranger would, untyped.
export type Json = Record<string, any>

/** One order of the load, and what has become of it as far as its client knows. */
export interface Order {
  readonly msisdn: string
  readonly plan: string
  readonly token: string
  /** What its payer does at the gateway's page. */
  readonly payer: 'approves' | 'cancels' | 'stays away'
  /** Known once it was answered 201. */
  renewal?: string
  /** Why its client gave up. */
  refused?: string
}

export interface LoadOptions {
  readonly serveUrls: readonly string[]
  readonly random: SeededRandom
  /** Plans by the prefix of the numbers they are for. */
  readonly plans: readonly { readonly prefix: string; readonly id: string }[]
  readonly isQuick: boolean
  readonly clients: number
  readonly maxOrders: number
  /** Between two orders of one client. */
  readonly pauseMs: number
}

/** Every client keeps asking for this long with the same key, at whichever process answers. */
const giveUpMs = 90_000
const digits = ['000', '001', '002', '003', '004', '005', '006', '007', '008'] as const
const tokens = [
  ...['tok_lost_paid', 'tok_lost_unpaid', 'tok_slow', 'tok_webhook_twice', 'tok_redirect'],
  ...['tok_refund_fails_once', 'tok_declined', 'tok_redirect'],
] as const

/** Places orders from outside until told to stop or the most is placed. */
export function startLoad(options: LoadOptions) {
  const orders: Order[] = []
  let going = true
  const client = async () => {
    while (going && orders.length < options.maxOrders) {
      const order = makeOrder(orders.length, options)
      orders.push(order)
      await place(order, options)
      await pause(options.pauseMs * (0.5 + options.random.next()))
    }
  }
  const clients = Array.from({ length: options.clients }, client)
  return {
    orders,
    async stop() {
      going = false
      await Promise.all(clients)
    },
  }
}

function makeOrder(index: number, { random, plans, isQuick }: LoadOptions): Order {
  const plan = random.pick(plans)
  const ending = chooseEnding(random, isQuick)
  const msisdn = `${plan.prefix}${String(index).padStart(4, '0')}${ending}`
  const token = random.next() < 0.5 ? 'tok_ok' : random.pick(tokens)
  const chance = random.next()
  const payer = chance < 0.5 ? 'approves' : chance < 0.85 || isQuick ? 'cancels' : 'stays away'
  return { msisdn, plan: plan.id, token, payer }
}

/** A silent operator needs 45 s before a person has it, which a quick run has not. */
function chooseEnding(random: SeededRandom, isQuick: boolean): string {
  const chance = random.next()
  if (chance < 0.02 && !isQuick) return '009'
  if (chance < 0.65) return random.pick(digits)
  return String(100 + random.below(900))
}

async function place(order: Order, options: LoadOptions): Promise<void> {
  const key = `chaos-${order.msisdn}`
  const { msisdn, plan, token } = order
  try {
    const quote = await insist(options, 'POST', '/v1/quotes', `${key}-q`, {
      line: { msisdn },
      plan,
    })
    const made = await insist(options, 'POST', '/v1/renewals', key, {
      quote: quote.id,
      payment: { method: 'sandbox_card', token },
    })
    order.renewal = made.id
    if (token === 'tok_redirect' && order.payer !== 'stays away') await pay(order, options)
  } catch (error) {
    order.refused = String(error)
  }
}

/** Waits for the gateway's page, then decides on it or asks us to cancel. */
async function pay(order: Order, options: LoadOptions): Promise<void> {
  const path = `/v1/renewals/${order.renewal}`
  const until = performance.now() + giveUpMs
  while (performance.now() < until) {
    const { status, payment } = await insist(options, 'GET', path)
    if (status !== 'paying' && status !== 'awaiting_payment') return
    const url = payment.next_action?.url
    if (url && order.payer === 'approves') return visit(url)
    if (url) {
      const asked = await ask(options, 'POST', `${path}/cancel`).catch(() => undefined)
      // Not cancellable any more is an answer too; it may have been the first try that did it.
      if (asked?.ok || asked?.status === 409) return
    }
    await pause(300)
  }
}

/** The payer speaks to the gateway itself, which may be away just then. */
async function visit(url: string): Promise<void> {
  for (let tries = 0; tries < 20; tries++) {
    const body = new URLSearchParams({ decision: 'approve' })
    const sent = await fetch(url, { method: 'POST', body, redirect: 'manual', signal: soon() })
      .then((answer) => answer.status < 500)
      .catch(() => false)
    if (sent) return
    await pause(300)
  }
}

/** Asks again, with the same key, until somebody answers; throws what is refused. */
async function insist(
  options: LoadOptions,
  method: 'GET' | 'POST',
  path: string,
  key?: string,
  body?: unknown,
): Promise<Json> {
  const until = performance.now() + giveUpMs
  for (;;) {
    const answer = await ask(options, method, path, key, body).catch(() => undefined)
    if (answer?.ok) return answer.json
    if (answer && answer.status < 500) throw new Error(`${path}: ${JSON.stringify(answer.json)}`)
    if (performance.now() > until) throw new Error(`${path}: nobody answered`)
    await pause(200)
  }
}

async function ask(
  { serveUrls, random }: Pick<LoadOptions, 'serveUrls' | 'random'>,
  method: 'GET' | 'POST',
  path: string,
  key?: string,
  body?: unknown,
) {
  const answer = await fetch(`${random.pick(serveUrls)}${path}`, {
    method,
    headers: {
      authorization: 'Bearer tj_test_demo',
      'content-type': 'application/json',
      ...(key === undefined ? {} : { 'idempotency-key': key }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: soon(),
  })
  return { status: answer.status, ok: answer.ok, json: (await answer.json()) as Json }
}

const soon = () => AbortSignal.timeout(12_000)
export const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
