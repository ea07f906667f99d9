import type { Db } from '#db'
import type { Uuid } from '#kernel'
import type { ShardRange } from '#ledger'

/** A row that breaks a rule that nothing may break. */
export interface Broken {
  readonly invariant: InvariantName
  /** Null where no single order is to blame. */
  readonly renewalId: Uuid | null
  /** What does not add up, for a person. */
  readonly detail: string
}

export const invariantNames = ['I1', 'I2', 'I3', 'I4', 'I5', 'I6', 'I8', 'I9', 'I12'] as const
export type InvariantName = (typeof invariantNames)[number]

/** Asks the database alone, about some shards at one moment. */
export type Invariant = (db: Db, at: Date, shards: ShardRange) => Promise<Broken[]>
