/**
 * Asking for money and giving it back: the contract each provider keeps and the suite that tries
 * it; and which way to pay works for whom, from `facts/payment-methods.json`. Owns no table: what
 * was asked and answered stands in the renewal's attempts, the money in the ledger.
 */
export {
  type Claim,
  type MethodFacts,
  type PayMethod,
  readMethodFacts,
  type Verdict,
} from './method-facts.ts'
export {
  type Audience,
  audienceOf,
  likelySituation,
  type Situation,
  situations,
} from './payer.ts'
export type * from './provider.ts'
export {
  choosable,
  type Ground,
  here,
  type MethodVerdict,
  type PaymentQuestion,
  type PaymentRule,
  whichMethodsWork,
} from './which-methods-work.ts'
