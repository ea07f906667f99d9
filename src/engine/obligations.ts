import type { Change, Work } from '#attempts'
import type { Uuid } from '#kernel'

/**
 * What the engine turns: rows that say what is owed to whom, and when. The rows and their
 * statements belong to the room of renewals; the engine knows neither.
 */
export interface Obligations {
  /** Claims what is due in one shard; `leaseNow` is the database's clock. */
  claimDue(claim: {
    readonly shard: number
    readonly now: Date
    readonly leaseNow: Date
    readonly leaseMs: number
    readonly limit: number
  }): Promise<readonly Work[]>
  /**
   * Turns due mandates of a shard into deliveries, claimed, as many as one statement should.
   * `nextAt`: when the shard is worth another claim; now, if some were left.
   */
  claimMandates(
    shard: number,
    leaseNow: Date,
  ): Promise<{ works: readonly Work[]; nextAt: Date | undefined }>
  /** Writes each change whole or not at all; those missing from the answer were overtaken. */
  record(shard: number, changes: readonly Change[]): Promise<ReadonlySet<Change>>
  /** Makes an attempt due; true if there is something to look at. */
  setDueNow(
    attempt: {
      readonly shard: number
      readonly renewalId: Uuid
      readonly leg?: Work['leg']
      readonly n?: number
    },
    now: Date,
  ): Promise<boolean>
  findNextTurn(shard: number, now: Date): Promise<NextTurn>
  listNextDue(): Promise<readonly ShardDue[]>
}

/**
 * When a shard with nothing to claim is worth another turn: the end of the first lease among what
 * is due (by the database's clock), and the first moment at which more falls due.
 */
export interface NextTurn {
  readonly leaseEnd: Date | null
  readonly nextAt: Date | null
  readonly mandateAt: Date | null
}

export interface ShardDue {
  readonly shard: number
  /** The next attempt's time; null when none waits. */
  readonly nextAt: Date | null
  /** The next mandate's. */
  readonly mandateAt: Date | null
}
