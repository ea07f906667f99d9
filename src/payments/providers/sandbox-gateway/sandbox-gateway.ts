import * as z from 'zod'
import { callParty, type HttpAnswer, verifyWebhook } from '#http'
import { isCurrency, type Money, silent } from '#kernel'
import type {
  ChargeOrder,
  ChargeOutcome,
  PaymentCapabilities,
  PaymentProvider,
  RefundOrder,
  RefundOutcome,
} from '../../provider.ts'
import { listEffects } from './list-effects.ts'

/**
 * The simulated gateway: method `sandbox_card`, tokens instead of cards, real HTTP and books of its
 * own.
 */
export interface SandboxGatewayConfig {
  /** `http://127.0.0.1:3001` */
  readonly baseUrl: string
  readonly key: string
  readonly webhookSecret: string
  readonly capabilities: PaymentCapabilities
  /** The way out to the network; Node's own when absent. */
  readonly fetch?: typeof fetch
}

/** What CONTRACT promises about each token; the page lists them as "what shall happen". */
export const sandboxTokens = [
  'tok_ok',
  'tok_declined',
  'tok_redirect',
  'tok_lost_paid',
  'tok_lost_unpaid',
  'tok_slow',
  'tok_webhook_twice',
  'tok_refund_fails_once',
] as const

const charge = z.object({
  id: z.string(),
  reference: z.string(),
  status: z.enum([
    'captured',
    'authorised',
    'requires_action',
    'processing',
    'declined',
    'expired',
    'cancelled',
  ]),
  captured_amount: z.number().int(),
  currency: z.string(),
  next_action: z.object({ type: z.literal('redirect'), url: z.url() }).optional(),
  expires_at: z.string().nullish(),
  decline_code: z.string().nullish(),
})

const refund = z.object({
  id: z.string(),
  reference: z.string(),
  status: z.enum(['succeeded', 'failed']),
  failure_code: z.string().nullish(),
  retriable: z.boolean().nullish(),
  amount: z.number().int(),
  currency: z.string(),
})

/** Nobody waits for a list, and a page of it is long. */
const listMs = 30_000

/** How the gateway says no. A bare status is not its word: proxies answer with those too. */
const problem = z.object({ code: z.string() })

const listOf = z.object({ data: z.array(z.unknown()) })
const event = z.object({ data: z.object({ reference: z.string() }) })

export function createSandboxGateway(config: SandboxGatewayConfig): PaymentProvider {
  const base = `${config.baseUrl}/gateway/v1`
  const { maxAnswerMs } = config.capabilities
  const call = (method: 'GET' | 'POST', path: string, body?: unknown, timeoutMs = maxAnswerMs) =>
    callParty({
      method,
      url: `${base}${path}`,
      headers: { authorization: `Bearer ${config.key}` },
      timeoutMs,
      ...(body === undefined ? {} : { body }),
      ...(config.fetch ? { fetch: config.fetch } : {}),
    })
  const named = (reference: string) => encodeURIComponent(reference)

  return {
    id: 'sandbox-gateway',
    methods: [{ id: 'sandbox_card', tokens: sandboxTokens }],
    capabilities: config.capabilities,
    payerOrigins: [new URL(config.baseUrl).origin],
    acceptsToken,

    charge: (order) =>
      unknownIfThrown(async () => {
        const answer = await call('POST', '/charges', toCharge(order))
        // Only a status that says "made" or "here it is" carries a charge; all else is not an
        // answer.
        return answer.status === 201 || answer.status === 200
          ? readCharge(answer.json, order)
          : silent(`status ${answer.status}`)
      }),

    lookUpCharge: (order) =>
      unknownIfThrown(async () => {
        const found = readList(await call('GET', `/charges?reference=${named(order.reference)}`))
        if (found === undefined) return silent('lookup not readable')
        return found.length === 0 ? { kind: 'not_found' } : readCharge(found[0], order)
      }),

    closeCharge: (order) =>
      unknownIfThrown(async () => {
        const answer = await call('POST', `/charges/${named(order.reference)}/cancel`)
        const refusedBy = problem.safeParse(answer.json).data?.code
        if (answer.status === 404 && refusedBy === 'unknown_charge') return { kind: 'not_found' }
        const refusal = z.object({ charge: z.unknown() }).safeParse(answer.json)
        const json = answer.status === 409 && refusal.success ? refusal.data.charge : answer.json
        return readCharge(json, order)
      }),

    refund: (order) =>
      unknownIfThrown(async () => {
        const answer = await call('POST', '/refunds', {
          reference: order.reference,
          charge: order.charge,
          amount: Number(order.amount.amount),
          currency: order.amount.currency,
        })
        const code = problem.safeParse(answer.json).data?.code
        if (answer.status === 422 && code !== undefined) {
          return { kind: 'refused', reason: 'unclassified', again: false, code }
        }
        return readRefund(answer.json, order)
      }),

    lookUpRefund: (order) =>
      unknownIfThrown(async () => {
        const found = readList(await call('GET', `/refunds?reference=${named(order.reference)}`))
        if (found === undefined) return silent('lookup not readable')
        return found.length === 0 ? { kind: 'not_found' } : readRefund(found[0], order)
      }),

    listRecords: (window) => listEffects(window, (path) => call('GET', path, undefined, listMs)),

    readCallback(callback) {
      const verified = verifyWebhook(callback, config.webhookSecret)
      if (!verified) return undefined
      const parsed = event.safeParse(verified.payload)
      return {
        eventId: verified.id,
        reference: parsed.success ? parsed.data.data.reference : undefined,
      }
    },
  }
}

function acceptsToken(method: string, token: string | undefined): boolean {
  const known = token === undefined || sandboxTokens.some((it) => it === token)
  return method === 'sandbox_card' && known
}

async function unknownIfThrown<Answer>(ask: () => Promise<Answer>) {
  try {
    return await ask()
  } catch (error) {
    return silent(String(error))
  }
}

function toCharge(order: ChargeOrder) {
  return {
    reference: order.reference,
    amount: Number(order.amount.amount),
    currency: order.amount.currency,
    ...(order.token === undefined ? {} : { token: order.token }),
    return_url: order.returnUrl,
    expires_at: order.expiresAt.toISOString(),
  }
}

function readList(answer: HttpAnswer): unknown[] | undefined {
  const list = listOf.safeParse(answer.json)
  return answer.status === 200 && list.success ? list.data.data : undefined
}

function readCharge(json: unknown, order: ChargeOrder): ChargeOutcome {
  const parsed = charge.safeParse(json)
  if (!parsed.success || parsed.data.reference !== order.reference) {
    return silent('answer is not our charge')
  }
  const { id, status, next_action, expires_at, decline_code } = parsed.data
  switch (status) {
    case 'captured': {
      const amount = moneyOf(parsed.data.captured_amount, parsed.data.currency)
      return amount ? { kind: 'done', partyId: id, amount } : silent('a currency we do not know')
    }
    case 'requires_action':
      if (!next_action) return { kind: 'unknown', reason: 'pending' }
      return {
        kind: 'action',
        partyId: id,
        url: next_action.url,
        expiresAt: expires_at ? new Date(expires_at) : null,
      }
    case 'authorised':
    case 'processing':
      return { kind: 'unknown', reason: 'pending' }
    default:
      return {
        kind: 'refused',
        reason: status,
        again: false,
        ...(decline_code ? { code: decline_code } : {}),
      }
  }
}

function readRefund(json: unknown, order: RefundOrder): RefundOutcome {
  const parsed = refund.safeParse(json)
  if (!parsed.success || parsed.data.reference !== order.reference) {
    return silent('answer is not our refund')
  }
  const { id, status, failure_code, retriable } = parsed.data
  if (status === 'succeeded') {
    const amount = moneyOf(parsed.data.amount, parsed.data.currency)
    return amount ? { kind: 'done', partyId: id, amount } : silent('a currency we do not know')
  }
  const low = failure_code === 'gateway_balance_low'
  return {
    kind: 'refused',
    reason: low ? 'gateway_balance_low' : 'unclassified',
    again: retriable === true,
    ...(failure_code ? { code: failure_code } : {}),
  }
}

function moneyOf(amount: number, currency: string): Money | undefined {
  return isCurrency(currency) ? { amount: BigInt(amount), currency } : undefined
}
