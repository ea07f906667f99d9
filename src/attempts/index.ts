/**
 * One effect asked of an outside party (charge, delivery, refund), and what each answer means.
 * Pure but for `takeStep`, which asks the party with no transaction open. Owns no table.
 * Promises: only an explicit yes or no is final; what is unknown is looked up before it is sent
 * again; never a refund beside an unreversed delivery.
 */
export { CallWithheld } from './call-withheld.ts'
export { decideCharge } from './decide-charge.ts'
export { decideWithheld, type StoppedBy } from './decide-withheld.ts'
export { decideWord, type Saying, type Word } from './decide-word.ts'
export { type MandateAside, nextDueAfter } from './next-due.ts'
export { getOperator, getProvider, type Parties, routeTo } from './parties.ts'
export { type Policy, productionPolicy, sandboxPolicy } from './policy.ts'
export { attemptReference, type Leg, parseReference } from './reference.ts'
export * from './status.ts'
export { type Call, type RulesContext, type StepContext, takeStep } from './take-step.ts'
export type { AttemptState, Change, FollowUp, Step, Work } from './work.ts'
