import { assertOutsideTransaction } from '#db'
import { silent } from '#kernel'
import type { DeliveryOrder } from '#operators'
import type { ChargeOrder, RefundOrder } from '#payments'
import { type ChargeRules, decideCharge } from './decide-charge.ts'
import { type DeliveryRules, decideDelivery } from './decide-delivery.ts'
import type { OpenRules } from './decide-open.ts'
import { amountOfRefund, decideRefund } from './decide-refund.ts'
import { getOperator, getProvider, type Parties, routeTo } from './parties.ts'
import type { Policy } from './policy.ts'
import { attemptReference } from './reference.ts'
import type { Change, Work } from './work.ts'

export interface RulesContext {
  readonly parties: Parties
  readonly policy: Policy
  readonly now: () => Date
}

export interface StepContext extends RulesContext {
  /** The receipt page of a renewal, for gateways that send the payer back. */
  readonly receiptUrl: (work: Work) => string
}

/**
 * One turn of one attempt: ask the party, with no transaction open, and decide what its answer
 * means.
 */
export async function takeStep(work: Work, context: StepContext): Promise<Change> {
  // Here too, because whatever an adapter throws counts as unknown and would hide the mistake.
  assertOutsideTransaction(`asking ${work.party}`)
  switch (work.leg) {
    case 'charge':
      return chargeStep(work, context)
    case 'delivery':
      return deliveryStep(work, context)
    case 'refund':
      return refundStep(work, context)
  }
}

async function chargeStep(work: Work, context: StepContext): Promise<Change> {
  const provider = getProvider(context.parties, work.party)
  const order: ChargeOrder = {
    reference: work.reference,
    amount: work.order.total,
    method: work.renewal.method,
    token: work.request?.token,
    returnUrl: work.renewal.returnUrl ?? context.receiptUrl(work),
    expiresAt: new Date(work.request?.expiresAt ?? work.order.payBy),
  }
  const ask = {
    send: () => provider.charge(order),
    close: () => provider.closeCharge(order),
    look: () => provider.lookUpCharge(order),
    watch: () => provider.lookUpCharge(order),
  }
  const answer = await asked(ask[work.step])
  return decideCharge(work, answer, chargeRules(work, context))
}

export function chargeRules(work: Work, { parties, policy, now }: RulesContext): ChargeRules {
  return {
    policy,
    promises: getProvider(parties, work.party).capabilities,
    now: now(),
    deliverBy: routeTo(parties, work.order.operator)?.id ?? work.order.operator,
  }
}

async function deliveryStep(work: Work, context: StepContext): Promise<Change> {
  const upstream = getOperator(context.parties, work.party)
  const order: DeliveryOrder = {
    reference: work.reference,
    msisdn: work.order.msisdn,
    plan: work.order.plan,
    load: work.order.load,
  }
  const answer = await asked(() =>
    work.step === 'send' ? upstream.deliver(order) : upstream.lookUp(order),
  )
  return decideDelivery(work, answer, deliveryRules(work, context))
}

export function deliveryRules(work: Work, { parties, policy, now }: RulesContext): DeliveryRules {
  const { capabilities, listReversals } = getOperator(parties, work.party)
  return {
    policy,
    promises: capabilities,
    // Where the party lists what it took back, a sweep finds it for all that was answered at once.
    // The list goes by the time of the request, so what took longer is looked at by itself.
    reversals: capabilities.reversals && !(listReversals && work.step === 'send'),
    now: now(),
    refundBy: work.renewal.wallet === null ? getProviderOf(work, parties) : null,
  }
}

async function refundStep(work: Work, context: StepContext): Promise<Change> {
  const provider = getProvider(context.parties, work.party)
  const order: RefundOrder = {
    reference: work.reference,
    charge: attemptReference(work.renewalId, 'charge', 1),
    amount: amountOfRefund(work),
  }
  const answer = await asked(() =>
    work.step === 'send' ? provider.refund(order) : provider.lookUpRefund(order),
  )
  return decideRefund(work, answer, refundRules(work, context))
}

export function refundRules(work: Work, { parties, policy, now }: RulesContext): OpenRules {
  return { policy, promises: getProvider(parties, work.party).capabilities, now: now() }
}

/**
 * Adapters turn what they cannot read into unknown themselves; a bug in one must come to the same.
 */
async function asked<Answer>(ask: () => Promise<Answer>) {
  try {
    return await ask()
  } catch (error) {
    return silent(`adapter threw: ${error}`)
  }
}

function getProviderOf(work: Work, parties: Parties): string {
  const { method } = work.renewal
  const provider = parties.providers.find((it) => it.methods.some(({ id }) => id === method))
  if (!provider)
    throw new Error(`no payment provider offers ${method}, but a renewal was paid by it`)
  return provider.id
}
