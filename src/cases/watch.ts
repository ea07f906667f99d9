import type { Uuid } from '#kernel'
import { allShards, checkInvariants, createWalk } from './check-invariants.ts'
import type { CasesContext } from './context.ts'
import { closeRepaired, holdBroken } from './hold-broken.ts'
import type { Broken } from './invariant.ts'
import { reconcile } from './reconcile.ts'
import { countOpen } from './store/case-file.ts'
import { findStarted } from './store/reconciliation.ts'
import { sweepCases } from './sweep-cases.ts'

export interface Tick {
  readonly broken: readonly Broken[]
  /** Cases that are open after it. */
  readonly openCases: number
}

export interface Watch {
  /** One minute's work: cases for all that wait, the invariants, and once a day the books. */
  tick(): Promise<Tick>
  /** Every minute from now on; `told` after each, for the measurements. */
  start(told?: (tick: Tick) => void): void
  stop(): Promise<void>
}

const tickMs = 60_000
/** 04:00 in Pakistan, when the fewest people pay. */
const reconcileAtUtcMs = 23 * 3_600_000
const dayMs = 24 * 3_600_000

export function createWatch(context: CasesContext): Watch {
  const { db, clock, log } = context
  const walk = createWalk(clock)
  const bornAt = clock.now()
  let timer: NodeJS.Timeout | undefined
  let ticking: Promise<unknown> = Promise.resolve()

  async function tick(): Promise<Tick> {
    await sweepCases(context)
    const { shards, done } = walk()
    const startedAt = clock.now()
    const broken = await checkInvariants(db, startedAt, shards)
    done(startedAt)
    for (const { invariant, renewalId, detail } of broken) {
      log.error('invariant broken', { invariant, renewal: renewalId as Uuid, detail })
    }
    await holdBroken(context, broken)
    if (shards.first === allShards.first && shards.last === allShards.last)
      await closeRepaired(context, broken)
    if (await isDayOver()) await reconcile(context, { by: 'daily' })
    return { broken, openCases: await countOpen(db) }
  }

  /**
   * A comparison begun by anybody since four o'clock counts; a start of the program is no reason.
   */
  async function isDayOver(): Promise<boolean> {
    const now = clock.now().getTime()
    const due = now - ((now - reconcileAtUtcMs) % dayMs)
    const last = (await findStarted(db))?.startedAt ?? bornAt
    return Math.max(last.getTime(), bornAt.getTime()) < due
  }

  return {
    tick,
    start(told = () => {}) {
      const run = () => {
        ticking = tick().then(told, (error) => log.error('watch failed', { error }))
      }
      timer = setInterval(run, tickMs)
    },
    async stop() {
      clearInterval(timer)
      await ticking
    },
  }
}
