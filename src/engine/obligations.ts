import type { Change, Work } from '#attempts'
import type { Uuid } from '#kernel'
import type { HeldRows } from './held-line.ts'
import type { Admitted } from './upstream-gate.ts'

/**
 * What the engine turns: rows that say what is owed to whom, and when. The rows and their
 * statements belong to the rooms above (`#obligations`, `#mandates`); the engine knows neither.
 */
export interface Obligations {
  /**
   * Claims what is due in one shard and admitted; `leaseNow` is the database's clock. What is not
   * admitted stays as it is, but for what has reached its deadline: that comes `withheld`.
   */
  claimDue(claim: DueClaim): Promise<readonly Work[]>
  /**
   * Turns due mandates of a shard into deliveries, claimed, as many as one statement should and the
   * parties admit. `nextAt`: when the shard is worth another claim; now, if some were left.
   */
  claimMandates(
    shard: number,
    leaseNow: Date,
    allowed: Allowed,
  ): Promise<{ works: readonly Work[]; nextAt: Date | undefined }>
  /** What is due in a shard and nobody's: it waits for its party. Asked only when some wait. */
  findHeld(shard: number, now: Date, leaseNow: Date): Promise<Held>
  /**
   * Undoes the claim of an attempt whose party was not called; a send is unsent again. False when
   * somebody else has taken it since.
   */
  giveBack(shard: number, work: Work): Promise<boolean>
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
  /** Leases that have run out by `leaseNow` are not counted: those rows wait for their party. */
  findNextTurn(shard: number, now: Date, leaseNow: Date): Promise<NextTurn>
  listNextDue(): Promise<readonly ShardDue[]>
}

/** What one statement may turn into deliveries. */
export interface Allowed {
  readonly limit: number
  readonly admitted: readonly Admitted[] | undefined
}

export interface DueClaim {
  readonly shard: number
  readonly now: Date
  readonly leaseNow: Date
  readonly leaseMs: number
  readonly limit: number
  /** Undefined: everybody's. */
  readonly admitted?: readonly Admitted[] | undefined
}

export interface Held {
  readonly rows: readonly HeldRows[]
  /** The first moment at which one of them has to be told of. */
  readonly deadlineAt: Date | null
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
