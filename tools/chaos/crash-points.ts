/**
 * Every durable step of a renewal: the writing statements and commits of both kinds of process, and
 * the calls of parties. A test walks all of them and compares; a step that is not here is not
 * killed at, and so is a failure of that test.
 */
export const serveSteps = [
  'insert-quote.terms',
  'insert-quote.quote',
  'place',
  'insert-platform.idempotency',
  'commit-insert-platform.idempotency',
  'insert-renewal.callback',
  'due-now',
  'close',
  'commit-close',
] as const

export const workSteps = [
  'worker-beat',
  'shard-lease',
  'claim',
  'call-charge',
  'call-lookUpCharge',
  'call-closeCharge',
  'call-deliver',
  'call-lookUp',
  'call-refund',
  'call-lookUpRefund',
  'record',
] as const

/** What each process makes sure of when it starts, in the program's own role. */
export const bootSteps = [
  'insert-ledger.account',
  'update-catalog.upstream_offer',
  'commit-update-catalog.upstream_offer',
] as const

/** Written when a tariff is heard for the first time; a storm comes after that. */
export const firstSteps = [
  'insert-catalog.upstream_offer',
  'update-catalog.revision',
  'commit-update-catalog.revision',
] as const

/** Written only when a party is ill or stopped, or a call was held up; no storm comes there. */
export const illSteps = [
  'give-back',
  'tell-illness',
  'tell-recovery',
  'insert-upstream.switch',
] as const

/** Written only while a process stops in good order, and so by none that is killed. */
export const farewellSteps = ['shard-release'] as const

export const sidesOf = (steps: readonly string[]): string[] =>
  steps.flatMap((step) => [`${step}.before`, `${step}.after`])
