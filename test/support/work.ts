import { sandboxPolicy, type Work } from '#attempts'
import { type Msisdn, pkr, type Uuid } from '#kernel'

/** A claimed attempt for tests of the decisions; one second after it was first sent. */
export const now = new Date('2026-11-23T09:00:00Z')

export const rules = {
  policy: sandboxPolicy,
  now,
  promises: {
    dedupe: 'rejects',
    lookupByReference: true,
    visibilityLagMs: 500,
    keyTtlMs: null,
  },
} as const

export function workOf(
  changes: Partial<Omit<Work, 'renewal'>> & { renewal?: Partial<Work['renewal']> } = {},
): Work {
  const { renewal, ...rest } = changes
  return {
    renewalId: '019a0000-0000-7000-8000-000000000042' as Uuid,
    leg: 'charge',
    n: 1,
    reference: 'rnw_x',
    party: 'sandbox-gateway',
    fence: 1,
    step: 'look',
    state: 'open',
    sends: 1,
    looks: 1,
    firstSentAt: new Date(now.getTime() - 1000),
    lastSentAt: new Date(now.getTime() - 1000),
    deadlineAt: new Date(now.getTime() + 44_000),
    request: { token: 'tok_ok' },
    mandate: null,
    order: {
      msisdn: '+923001234000' as Msisdn,
      operator: 'jazz',
      plan: 'weekly',
      effect: 'stack',
      validity: { days: 7, hours: null, rule: 'calendar_days' },
      zone: 'Asia/Karachi',
      total: pkr(60_000n),
      load: pkr(59_800n),
      payBy: new Date(now.getTime() + 600_000),
    },
    ...rest,
    renewal: {
      status: 'paying',
      attention: null,
      method: 'sandbox_card',
      returnUrl: null,
      deliveredAt: null,
      wallet: null,
      ...renewal,
    },
  }
}
