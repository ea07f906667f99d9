import { assertOutsideTransaction } from '#db'
import { silent } from '#kernel'
import type { DeliveryOrder } from '#operators'
import type { ChargeOrder, RefundOrder } from '#payments'
import { CallWithheld } from './call-withheld.ts'
import { type ChargeRules, decideCharge, isPastQuote } from './decide-charge.ts'
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
  /** The way to the party, where something may stand in it. @throws CallWithheld */
  readonly call?: Call
}

export type Call = <Answer>(work: Work, ask: () => Promise<Answer>) => Promise<Answer>

/** Nothing stands in the way. */
const call: Call = (_work, ask) => ask()

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
  const rules = chargeRules(work, context)
  // Its first send waited until the price ran out. What was never asked for need not be given back.
  const isLapsed = work.step === 'send' && work.sends === 1 && isPastQuote(work, rules)
  const answer = isLapsed ? neverSent : await asked(work, ask[work.step], context)
  return decideCharge(work, answer, chargeRules(work, context))
}

/** The price ran out before the charge was ever sent: it ends as if the payer had not come. */
export const neverSent = { kind: 'refused', reason: 'expired', again: false } as const

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
  const ask = () => (work.step === 'send' ? upstream.deliver(order) : upstream.lookUp(order))
  const answer = await asked(work, ask, context)
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
  const ask = () => (work.step === 'send' ? provider.refund(order) : provider.lookUpRefund(order))
  const answer = await asked(work, ask, context)
  return decideRefund(work, answer, refundRules(work, context))
}

export function refundRules(work: Work, { parties, policy, now }: RulesContext): OpenRules {
  return { policy, promises: getProvider(parties, work.party).capabilities, now: now() }
}

/**
 * Adapters turn what they cannot read into unknown themselves; a bug in one must come to the same.
 * But a call that was not made is no silence of the party.
 */
async function asked<Answer>(work: Work, ask: () => Promise<Answer>, context: StepContext) {
  try {
    return await (context.call ?? call)(work, ask)
  } catch (error) {
    if (error instanceof CallWithheld) throw error
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
