import {
  type Claim,
  type MethodFacts,
  type PayMethod,
  type Verdict,
  verdicts,
} from './method-facts.ts'
import type { Audience, Situation } from './payer.ts'

/** The seller that this installation is; any other is named by an operator's or seller's id. */
export const here = 'here'

export interface PaymentQuestion {
  readonly seller: string
  readonly situation: Situation
  readonly audience: Audience
  /** In which the money is asked for. */
  readonly currency: string
  /** What is sold for here; anything else is asked of other sellers alone. */
  readonly soldIn: string
  readonly environment: 'sandbox' | 'production'
  /** Provider methods that this installation has connected. */
  readonly connected: readonly string[]
}

/** Why no claim decides: a rule of ours, said in the reader's words. */
export type PaymentRule = 'not_connected' | 'payer_unknown' | 'seller_unknown' | 'currency'

export type Ground =
  | { readonly kind: 'claim'; readonly verdict: Verdict; readonly claim: Claim }
  | { readonly kind: 'rule'; readonly verdict: Verdict; readonly rule: PaymentRule }

export interface MethodVerdict {
  readonly method: PayMethod
  readonly verdict: Verdict
  /** What the verdict stands on: the side that decides first. */
  readonly grounds: readonly Ground[]
  /** What a connected provider calls it, where it can be chosen here and now. */
  readonly payWith: string | undefined
}

/**
 * Which ways to pay work for this payer at this seller. Two sides must agree: the payer can use the
 * method, and the seller takes it; the worse side decides, and what nobody states is not known.
 */
export function whichMethodsWork(facts: MethodFacts, question: PaymentQuestion): MethodVerdict[] {
  const { audience, environment } = question
  return facts.orders[audience]
    .map((id) => facts.methods.find((method) => method.id === id)!)
    .filter((method) => method.environment === null || method.environment === environment)
    .filter((method) => !method.ownOnly || question.seller === here)
    .map((method) => judge(facts, method, question))
}

function judge(facts: MethodFacts, method: PayMethod, question: PaymentQuestion): MethodVerdict {
  const grounds = [
    sellerSide(facts, method, question),
    payerSide(facts, method, question),
    ...currencySide(method, question),
  ].filter((ground) => ground !== undefined)
  grounds.sort((a, b) => verdicts.indexOf(a.verdict) - verdicts.indexOf(b.verdict))
  const { verdict } = grounds[0]!
  const connected = question.seller === here ? connectedAs(method, question) : undefined
  return {
    ...{ method, verdict, grounds },
    payWith: verdict === 'not_here' ? undefined : connected,
  }
}

const connectedAs = ({ providerMethods }: PayMethod, { connected }: PaymentQuestion) =>
  providerMethods.find((id) => connected.includes(id))

function payerSide(facts: MethodFacts, { id }: PayMethod, { situation }: PaymentQuestion): Ground {
  const claim = facts.payerClaim(id, situation)
  if (claim) return { kind: 'claim', verdict: claim.verdict, claim }
  return { kind: 'rule', verdict: 'unknown', rule: 'payer_unknown' }
}

/** Here nothing needs to be claimed: what is connected is taken, and nothing else. */
function sellerSide(
  facts: MethodFacts,
  method: PayMethod,
  question: PaymentQuestion,
): Ground | undefined {
  if (question.seller === here)
    return connectedAs(method, question) === undefined
      ? { kind: 'rule', verdict: 'not_here', rule: 'not_connected' }
      : undefined
  const claim = facts.sellerClaim(method.id, question.seller)
  if (claim) return { kind: 'claim', verdict: claim.verdict, claim }
  return { kind: 'rule', verdict: 'unknown', rule: 'seller_unknown' }
}

function currencySide({ currencies }: PayMethod, question: PaymentQuestion): Ground[] {
  const { currency, seller, soldIn } = question
  const moves = currencies === null || currencies.codes.includes(currency)
  if (moves && (seller !== here || currency === soldIn)) return []
  return [{ kind: 'rule', verdict: 'not_here', rule: 'currency' }]
}

/**
 * What may be chosen on the way to paying: whatever is connected, but for what this payer cannot
 * use by all that is known. A method that no fact names is left to the payer.
 */
export function choosable<Method extends { readonly id: string }>(
  methods: readonly Method[],
  judged: readonly MethodVerdict[],
): Method[] {
  return methods.filter(({ id }) => {
    const about = judged.filter(({ method }) => method.providerMethods.includes(id))
    return about.length === 0 || about.some(({ payWith }) => payWith !== undefined)
  })
}
