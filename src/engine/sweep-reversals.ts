import { type Parties, type Policy, parseReference } from '#attempts'
import { type Clock, shardOf } from '#kernel'
import type { OperatorAdapter } from '#operators'
import type { Logger } from '#telemetry'
import type { Obligations } from './obligations.ts'

/** The list goes by the operator's clock, and the question by the earlier of ours. */
const clockMarginMs = 5 * 60_000

export interface ReversalSweep {
  /** Asks each operator that can list what it took back, if the last time is long enough ago. */
  runIfDue(): Promise<void>
  /** Waits for the questions under way. */
  idle(): Promise<void>
}

/**
 * One question per operator instead of five looks per delivery, which at full rate would be five
 * sixths of all calls. What is listed is only a hint, like a callback: it makes the delivery's next
 * look due, and the operator's answer to that look decides.
 */
export function createReversalSweep(options: {
  readonly obligations: Pick<Obligations, 'setDueNow'>
  readonly clock: Clock
  readonly parties: Parties
  readonly policy: Policy
  readonly log: Logger
  readonly wake: (shard: number, at: Date) => void
  /** The database's clock: a process whose own runs ahead would ask for too short a time. */
  readonly leaseClock: () => Promise<Date>
}): ReversalSweep {
  const { obligations, clock, parties, policy, log, wake, leaseClock } = options
  // Longer than a delivery can be taken back, by as much as a sweep may be late and clocks differ.
  const windowMs = Math.max(...policy.watchMs) + 2 * policy.reversalSweepMs + clockMarginMs
  let nextAt = 0
  let asking: Promise<unknown> = Promise.resolve()

  async function ask({ id, listReversals }: OperatorAdapter, now: Date): Promise<void> {
    if (!listReversals) return
    try {
      const earlier = Math.min(now.getTime(), (await leaseClock()).getTime())
      for await (const reference of listReversals(new Date(earlier - windowMs))) {
        const key = parseReference(reference)
        if (key?.leg !== 'delivery') continue
        const shard = shardOf(key.id)
        const attempt = { shard, renewalId: key.id, leg: key.leg, n: key.n }
        if (await obligations.setDueNow(attempt, now)) wake(shard, now)
      }
    } catch (error) {
      log.warn('reversals not listed', { party: id, error: String(error) })
    }
  }

  return {
    async runIfDue() {
      const now = clock.now()
      if (now.getTime() < nextAt) return
      nextAt = now.getTime() + policy.reversalSweepMs
      asking = Promise.all(parties.operators.map((operator) => ask(operator, now)))
      await asking
    },
    async idle() {
      await asking
    },
  }
}
