import type { FactField, FactValue, Statement } from './statement.ts'

export const changeKinds = [
  'release',
  'import',
  'revise',
  'verify',
  'withdraw',
  'restore',
  'take_back',
] as const
export type ChangeKind = (typeof changeKinds)[number]

/** Who changes the catalogue and why; a shared key alone is nobody. */
export interface ChangeDeed {
  /** The person, by name. */
  readonly by: string
  /** The key or the command that speaks for them. */
  readonly caller: string
  readonly because: string
}

/** One deed as it is kept. */
export interface ChangeSet extends ChangeDeed {
  readonly id: bigint
  readonly at: Date
  readonly kind: ChangeKind
  readonly fileName: string | null
}

/** A deed with everything it changed. */
export interface KeptChange extends ChangeSet {
  readonly statements: readonly (Statement & { readonly takenBackBy: bigint | null })[]
  /** Tax rules that it added, changed or ended. */
  readonly taxRules: readonly string[]
}

/** What a release changed of a plan that was there before. */
export interface ReleaseChange {
  readonly changeSet: bigint
  readonly plan: string
  readonly field: FactField
  readonly from: string
  readonly before: FactValue
  readonly value: FactValue
}
