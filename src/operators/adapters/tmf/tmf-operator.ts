import * as z from 'zod'
import { callParty, type HttpAnswer, verifyWebhook } from '#http'
import { fromDecimal, type Msisdn, sameMoney, silent, toDecimal } from '#kernel'
import type {
  CallbackHint,
  DeliveryOrder,
  DeliveryOutcome,
  DeliveryRefusal,
  OperatorAdapter,
  OperatorCapabilities,
  RawCallback,
  Reversed,
} from '../../contract.ts'
import type { UsageOutcome } from '../../usage.ts'
import { listReversals } from './list-reversals.ts'
import { listTopups } from './list-topups.ts'
import { listOfferings } from './offerings.ts'
import { readPlans } from './read-plans.ts'
import { type AskTmf, readCounted, type TmfUsage } from './read-usage.ts'

/**
 * An operator that speaks TM Forum v4 with the `RenewalTopupBalance` extension (unique, filterable
 * correlatorId).
 */
export interface TmfOperatorConfig {
  readonly id: string
  readonly operator: string
  /** `http://127.0.0.1:3001/jazz`, without the TM Forum paths. */
  readonly baseUrl: string
  readonly key: string
  /** Standard Webhooks secret of its callbacks, `whsec_…`. */
  readonly webhookSecret: string
  readonly capabilities: OperatorCapabilities
  /** How it tells what a line uses; absent: it is not asked. */
  readonly usage?: TmfUsage
  /** The way out to the network; Node's own when absent. */
  readonly fetch?: typeof fetch
}

/** Nobody waits for a list, and a page of it is long. */
const listMs = 30_000

const topupBalance = z.object({
  id: z.string(),
  correlatorId: z.string(),
  status: z.enum(['created', 'completed', 'failed', 'cancelled']),
  amount: z.object({ amount: z.number(), units: z.string() }),
  product: z.array(z.object({ id: z.string() })).min(1),
  reason: z.string().optional(),
  validFor: z.object({ endDateTime: z.string().optional() }).optional(),
})
type TopupBalance = z.infer<typeof topupBalance>

const refusals: Readonly<Record<string, DeliveryRefusal>> = {
  lineNotRechargeable: 'line_not_rechargeable',
  unknownOffering: 'plan_gone',
  amountTooLow: 'amount_refused',
  bundleAlreadyActive: 'bundle_already_active',
}

/** Our prepaid balance with the operator is empty; it keeps nothing of the request. */
const floatCode = 'partnerBalanceTooLow'
const tmfError = z.object({ code: z.string(), reason: z.string().optional() })
const topupEvent = z.object({
  eventId: z.string(),
  event: z.object({ topupBalance: z.object({ correlatorId: z.string().optional() }) }),
})

export function createTmfOperator(config: TmfOperatorConfig): OperatorAdapter {
  const topups = `${config.baseUrl}/tmf-api/prepayBalanceManagement/v4/topupBalance`
  const { maxAnswerMs } = config.capabilities
  const call = (method: 'GET' | 'POST', url: string, body?: unknown, timeoutMs = maxAnswerMs) =>
    callParty({
      method,
      url,
      headers: { authorization: `Bearer ${config.key}` },
      timeoutMs,
      ...(body === undefined ? {} : { body }),
      ...(config.fetch ? { fetch: config.fetch } : {}),
    })

  return {
    id: config.id,
    operator: config.operator,
    capabilities: config.capabilities,

    async deliver(order) {
      try {
        return readPosted(await call('POST', topups, toTopup(order)), order)
      } catch (error) {
        return silent(String(error))
      }
    },

    async lookUp(order) {
      try {
        const query = `correlatorId=${encodeURIComponent(order.reference)}`
        const answer = await call('GET', `${topups}?${query}`)
        const found = z.array(z.unknown()).safeParse(answer.json)
        if (answer.status !== 200 || !found.success) return silent(`status ${answer.status}`)
        // Only an empty list is "not found"; a list of something else is not an answer to our
        // question.
        if (found.data.length === 0) return { kind: 'not_found' }
        return readTopup(found.data[0], order)
      } catch (error) {
        return silent(String(error))
      }
    },

    listRecords: (window) =>
      listTopups(topups, window, (url) => call('GET', url, undefined, listMs)),
    listReversals: (since) => listReversals(topups, since, (url) => call('GET', url)),

    listOffers: () => listOfferings(config.baseUrl, (url) => call('GET', url)),

    ...(config.usage ? { readUsage: usageReader(config.usage) } : {}),

    readCallback: (callback) => readCallback(callback, config.webhookSecret),
  }

  function usageReader(usage: TmfUsage) {
    const ask: AskTmf = (method, path, body) => call(method, `${config.baseUrl}${path}`, body)
    return async (msisdn: Msisdn): Promise<UsageOutcome> => {
      try {
        // What runs is worth having, and no reason to doubt what was counted.
        const [counted, plans] = await Promise.all([
          readCounted(ask, msisdn, usage),
          readPlans(ask, msisdn).catch(() => null),
        ])
        return 'kind' in counted ? counted : { kind: 'done', ...counted, plans }
      } catch (error) {
        return silent(String(error))
      }
    }
  }
}

function toTopup(order: DeliveryOrder) {
  return {
    '@type': 'RenewalTopupBalance',
    correlatorId: order.reference,
    amount: { amount: Number(toDecimal(order.load)), units: order.load.currency },
    usageType: 'monetary',
    bucket: { id: 'main' },
    partyAccount: { id: 'tajdeed' },
    product: [{ id: order.plan }],
    logicalResource: [{ id: order.msisdn, '@referredType': 'MSISDN' }],
    channel: { id: 'tajdeed', name: 'tajdeed' },
  }
}

/**
 * Judged by the party's own code, never by the status alone: only a 422 that names its reason is a
 * no.
 */
function readPosted(answer: HttpAnswer, order: DeliveryOrder): DeliveryOutcome {
  if (answer.status === 201 || answer.status === 200) {
    const outcome = readTopup(answer.json, order)
    return outcome.kind === 'reversed' ? silent('reversed in its first answer') : outcome
  }
  const error = tmfError.safeParse(answer.json)
  if (answer.status === 422 && error.success) return refused(error.data.code)
  // A proxy's bare 402 is no word of the operator: its code must say whose balance it is.
  if (answer.status === 402 && error.success && error.data.code === floatCode)
    return { kind: 'refused', reason: 'float_empty', again: true, code: floatCode }
  // 409 duplicateCorrelatorId proves that an earlier send arrived; what came of it is for the
  // lookup.
  return silent(`status ${answer.status} ${error.success ? error.data.code : ''}`.trim())
}

function readTopup(json: unknown, order: DeliveryOrder): DeliveryOutcome | Reversed {
  const parsed = topupBalance.safeParse(json)
  if (!parsed.success) return silent('answer is not a topup')
  const topup = parsed.data
  if (!isAbout(topup, order)) return silent('answer is about something else than was asked')
  switch (topup.status) {
    case 'created':
      return { kind: 'unknown', reason: 'pending' }
    case 'failed':
      return refused(topup.reason ?? 'failed')
    case 'cancelled':
      return { kind: 'reversed', partyId: topup.id }
    case 'completed': {
      const end = topup.validFor?.endDateTime
      return { kind: 'done', partyId: topup.id, ...(end ? { endsAt: new Date(end) } : {}) }
    }
  }
}

function isAbout(topup: TopupBalance, order: DeliveryOrder): boolean {
  const amount = fromDecimal(topup.amount.amount.toFixed(2), 'PKR')
  return (
    topup.correlatorId === order.reference &&
    topup.product[0]?.id === order.plan &&
    topup.amount.units === order.load.currency &&
    amount !== undefined &&
    sameMoney(amount, order.load)
  )
}

function refused(code: string): DeliveryOutcome {
  return { kind: 'refused', reason: refusals[code] ?? 'unclassified', again: false, code }
}

function readCallback(callback: RawCallback, secret: string): CallbackHint | undefined {
  const verified = verifyWebhook(callback, secret)
  if (!verified) return undefined
  const event = topupEvent.safeParse(verified.payload)
  return {
    eventId: verified.id,
    reference: event.success ? event.data.event.topupBalance.correlatorId : undefined,
  }
}
