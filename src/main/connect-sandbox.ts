import type { Parties } from '#attempts'
import { recordUpstreamOffers } from '#catalog'
import type { Db } from '#db'
import type { Clock } from '#kernel'
import type { OperatorCapabilities } from '#operators'
import type { PaymentCapabilities } from '#payments'
import type { Logger } from '#telemetry'
import { createTmfOperator, type TmfUsage } from '../operators/adapters/tmf/index.ts'
import { createSandboxGateway } from '../payments/providers/sandbox-gateway/index.ts'

/** The defaults of the simulated parties; in production there is no such thing. */
export interface SandboxAccess {
  readonly url: string
  readonly operatorKey?: string
  readonly gatewayKey?: string
  readonly webhookSecret?: string
  /** Our patience for one answer; tests make it short, because a silent party costs real time. */
  readonly maxAnswerMs?: number
}

/** Who is connected, and the path below /callbacks that stands for each. */
export interface Connections {
  readonly parties: Parties
  readonly callbacks: Readonly<Record<string, string>>
}

/** What the simulated operators call their volumes, and the code by which they tell nothing. */
const usage: Omit<TmfUsage, 'by'> = {
  names: {
    dataMb: 'data',
    dataOffpeakMb: 'data_offpeak',
    socialMb: 'social',
    minutesAllNet: 'minutes_all_net',
    minutesOnNet: 'minutes_on_net',
    minutesOffNet: 'minutes_off_net',
    sms: 'sms',
  },
  notReported: ['usageNotReportable'],
  zone: 'Asia/Karachi',
}

const simulated = ['jazz', 'zong', 'telenor', 'ufone', 'onic', 'scom'] as const
const defaultSecret = 'whsec_c2FuZGJveC13ZWJob29rLXNlY3JldC0zMmJ5dGVzISE='

/** The six operators and the gateway of the sandbox, over the same contracts as real ones. */
export function connectSandbox(access: SandboxAccess): Connections {
  const maxAnswerMs = access.maxAnswerMs ?? 4000
  const webhookSecret = access.webhookSecret ?? defaultSecret
  const operatorCapabilities: OperatorCapabilities = {
    dedupe: 'rejects',
    lookupByReference: true,
    visibilityLagMs: 500,
    keyTtlMs: null,
    maxAnswerMs,
    callback: 'signed',
    reversals: true,
    listsByTime: true,
  }
  const gatewayCapabilities: PaymentCapabilities = {
    dedupe: 'native',
    visibilityLagMs: 500,
    keyTtlMs: 24 * 3_600_000,
    maxAnswerMs,
    callback: 'signed',
    sessionMs: 45_000,
    listsByTime: true,
  }
  const operators = simulated.map((operator) =>
    createTmfOperator({
      id: `sandbox:${operator}`,
      operator,
      baseUrl: `${access.url}/${operator}`,
      key: access.operatorKey ?? 'sandbox_operator_key',
      webhookSecret,
      capabilities: operatorCapabilities,
      usage: { ...usage, by: operator === 'scom' ? 'buckets' : 'report' },
    }),
  )
  const gateway = createSandboxGateway({
    baseUrl: access.url,
    key: access.gatewayKey ?? 'sandbox_gateway_key',
    webhookSecret,
    capabilities: gatewayCapabilities,
  })
  return {
    parties: { operators, providers: [gateway] },
    callbacks: {
      gateway: gateway.id,
      ...Object.fromEntries(operators.map(({ id, operator }) => [`operators/${operator}`, id])),
    },
  }
}

/**
 * Asks every upstream for its tariff and keeps what it confirms. One that cannot be read keeps what
 * it confirmed before: a half-read tariff would withdraw what is still sold.
 */
export async function confirmOffers(
  db: Db,
  operators: Parties['operators'],
  { clock, log }: { clock: Clock; log: Logger },
): Promise<void> {
  await Promise.all(
    operators.map(async (upstream) => {
      try {
        const offers = await upstream.listOffers()
        await recordUpstreamOffers(db, upstream.id, offers, clock.now())
      } catch (error) {
        log.warn('tariff not confirmed', { upstream: upstream.id, error: String(error) })
      }
    }),
  )
}
