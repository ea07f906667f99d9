import type { StepContext, Work } from '#attempts'
import { type Clock, plusMs } from '#kernel'
import type { HeldLine } from './held-line.ts'
import type { Obligations } from './obligations.ts'
import type { Seat, Ticket } from './upstream-gate.ts'
import type { Upstreams } from './upstreams.ts'

/** A claimed attempt, its place in front of its party, and how long it is surely ours. */
export interface Claimed {
  readonly work: Work
  readonly seat: Seat
  /** By the monotonic clock. */
  readonly sendBefore: number
}

export interface TurnsOptions {
  readonly obligations: Obligations
  readonly clock: Clock
  readonly context: StepContext
  readonly upstreams: Upstreams
  readonly line: HeldLine
  readonly leaseClock: () => Promise<Date>
  readonly monotonic: () => number
  readonly retryMs: number
  readonly run: (shard: number, claimed: Claimed) => Promise<void>
  readonly wake: (shard: number, at: Date) => void
  readonly wakeMandate: (shard: number, at: Date) => void
}

export interface Turns {
  /** Claims what is due in a shard and starts on it, `free` at most. */
  takeDue(shard: number, free: number): Promise<void>
  /** One batch of due mandates, to its last record; true when more are due in the shard. */
  renewBatch(shard: number): Promise<boolean>
}

/**
 * The most mandates that one statement renews: larger ones are hardly faster per renewal (168 µs of
 * PostgreSQL at 250, 190 at 90), hold their wallets longer, and what is under way at once then
 * outlives the young generation: 300 MB instead of 186.
 */
const mostMandates = 90

/**
 * A send begins in the first half of its lease only. Whoever finds the lease run out looks for
 * what was sent, and may believe that nothing was once the party's visibility lag has passed since
 * the claim: a send that was held up longer could take effect after it was called off.
 */
const sendShare = 0.5

/** One shard's turn: what may go is claimed and asked, what may not stands in line. */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: one turn, each function in it short
export function createTurns(options: TurnsOptions): Turns {
  const { obligations, clock, context, upstreams, line, wake, wakeMandate } = options
  const { leaseMs } = context.policy

  async function takeDue(shard: number, free: number): Promise<void> {
    await upstreams.refreshIfDue()
    const claimedFrom = options.monotonic()
    const leaseNow = await options.leaseClock()
    const now = clock.now()
    const ticket = upstreams.gate.admit(free, 'ordered')
    const { limit, admitted } = ticket
    const works = await claimed(ticket, () =>
      obligations.claimDue({ shard, now, leaseNow, leaseMs, limit, admitted }),
    )
    for (const it of works) void options.run(shard, { ...it, sendBefore: sendBefore(claimedFrom) })
    if (admitted) await standInLine(shard, now, leaseNow)
    if (works.length === 0) return awaitNext(shard, now, leaseNow)
    // Should this process lose its answers, the rows come back when their lease has run out.
    wake(shard, plusMs(clock.now(), leaseMs + options.retryMs))
    if (works.length === limit) wake(shard, clock.now())
  }

  async function renewBatch(shard: number): Promise<boolean> {
    await upstreams.refreshIfDue()
    const claimedFrom = options.monotonic()
    const leaseNow = await options.leaseClock()
    const ticket = upstreams.gate.admit(mostMandates, 'automatic')
    let nextAt: Date | undefined
    const works = await claimed(ticket, async () => {
      const batch = await obligations.claimMandates(shard, leaseNow, ticket)
      nextAt = batch.nextAt
      return batch.works
    })
    const now = clock.now()
    // Should this process lose its answers, the rows come back when their lease has run out.
    if (works.length > 0) wake(shard, plusMs(now, leaseMs + options.retryMs))
    const before = sendBefore(claimedFrom)
    await Promise.all(works.map((it) => options.run(shard, { ...it, sendBefore: before })))
    if (nextAt && nextAt > now) wakeMandate(shard, nextAt)
    if (ticket.admitted) return mandatesLeft(shard, { now, leaseNow }, ticket)
    return nextAt !== undefined && nextAt <= now
  }

  /** Mandates of a party that takes none now are not due again before it does. */
  async function mandatesLeft(
    shard: number,
    { now, leaseNow }: { now: Date; leaseNow: Date },
    { full }: Ticket,
  ): Promise<boolean> {
    const { mandateAt } = await obligations.findNextTurn(shard, now, leaseNow)
    if (!mandateAt) return false
    if (mandateAt > now) wakeMandate(shard, mandateAt)
    else if (full.length > 0) line.holdMandates(shard, full)
    else return true
    return false
  }

  /** Every place is given back that no claimed attempt has, also when the claim fails. */
  async function claimed(ticket: Ticket, claim: () => Promise<readonly Work[]>) {
    let works: readonly Work[] = []
    let seatOf: ReturnType<Ticket['settle']>
    try {
      works = await claim()
    } finally {
      seatOf = ticket.settle(works)
    }
    return works.map((work) => ({ work, seat: seatOf(work) }))
  }

  const sendBefore = (claimedFrom: number) => claimedFrom + leaseMs * sendShare

  async function standInLine(shard: number, now: Date, leaseNow: Date): Promise<void> {
    const { rows, deadlineAt } = await obligations.findHeld(shard, now, leaseNow)
    line.hold(shard, rows)
    if (deadlineAt && deadlineAt > now) wake(shard, deadlineAt)
  }

  /**
   * A shard has one wake-up, the earliest. When that finds nothing, what comes after it is looked
   * up: what falls due later, and what a worker that died may hold until its lease has run out.
   */
  async function awaitNext(shard: number, now: Date, leaseNow: Date): Promise<void> {
    const { leaseEnd, nextAt, mandateAt } = await obligations.findNextTurn(shard, now, leaseNow)
    if (nextAt) wake(shard, nextAt)
    if (mandateAt) wakeMandate(shard, mandateAt)
    if (!leaseEnd) return
    const wait = Math.max(0, leaseEnd.getTime() - leaseNow.getTime()) + 100
    wake(shard, plusMs(clock.now(), wait))
  }

  return { takeDue, renewBatch }
}
