/** How long, how often, and when a person. All in milliseconds; configuration, not code. */
export interface Policy {
  readonly quoteMs: number
  /**
   * A payment proven this long after its quote ended still counts as in time: the payer pressed
   * before.
   */
  readonly graceMs: number
  /** Waits before the first, second, … lookup of one attempt; the last one repeats. */
  readonly lookDelaysMs: readonly number[]
  /** Between looks while a payer is at the gateway's page. */
  readonly payerLookMs: number
  /** From asking until a person has it. */
  readonly personAfterMs: number
  /** Between looks once a person has it: late proof still moves it. */
  readonly slowLookMs: number
  /**
   * Looks after a delivery for a reversal, counted from the delivery. Callbacks get lost, so these
   * find it too.
   */
  readonly watchMs: readonly number[]
  /** Between questions to an operator for what it has taken back, where it can be asked. */
  readonly reversalSweepMs: number
  /** A plan that queues is renewed this long before the running one ends. */
  readonly mandateLeadMs: number
  /** When a mandate that could not renew (wallet short, price above its cap) is tried again. */
  readonly mandateRetryMs: number
  /** Longer than any party's answer may take, so that a lease never ends under a working worker. */
  readonly leaseMs: number
}

const second = 1000
const minute = 60 * second
const hour = 60 * minute

/** Short, so that every outcome of the sandbox is where it must be within 60 s. */
export const sandboxPolicy: Policy = {
  quoteMs: 15 * minute,
  graceMs: 30 * second,
  lookDelaysMs: [1, 2, 3, 4, 5, 8].map((n) => n * second),
  payerLookMs: 3 * second,
  personAfterMs: 45 * second,
  slowLookMs: 20 * second,
  watchMs: [4, 7, 12, 20, 40].map((n) => n * second),
  reversalSweepMs: 3 * second,
  mandateLeadMs: hour,
  mandateRetryMs: 10 * second,
  leaseMs: 15 * second,
}

export const productionPolicy: Policy = {
  quoteMs: 15 * minute,
  graceMs: 2 * minute,
  lookDelaysMs: [5 * second, 15 * second, minute, 2 * minute, 5 * minute],
  payerLookMs: 20 * second,
  personAfterMs: hour,
  slowLookMs: 10 * minute,
  watchMs: [10 * minute, hour, 6 * hour, 24 * hour, 72 * hour],
  reversalSweepMs: 10 * minute,
  mandateLeadMs: 6 * hour,
  mandateRetryMs: hour,
  leaseMs: 4 * minute,
}
