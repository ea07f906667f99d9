import type { Catalog, Operator } from '#catalog'
import { type Db, inTransaction } from '#db'
import { type Alarms, type Clock, Fault, type Msisdn, newId, plusMs, type Uuid } from '#kernel'
import type { OperatorAdapter, RunningPlan } from '#operators'
import { askUsage } from './ask-usage.ts'
import { clocksOf, type Deadline, deadlineOf, type LineClock } from './clocks.ts'
import { forecastRunOut, type RunOut } from './forecast-run-out.ts'
import { guestShard } from './shard.ts'
import { claimUsageAsk, listUsage, listUsageDays, type UsageRow } from './store/usage.ts'
import { ensureLine, findLine } from './store.ts'
import {
  type KeptUsage,
  type LineState,
  standingAt,
  stateOf,
  type UsageStanding,
  wholeDays,
} from './usage.ts'
import type { UsagePolicy } from './usage-policy.ts'

export interface LineQuestion {
  readonly msisdn: Msisdn
  /** Where the caller knows better than the number's prefix. */
  readonly operator?: string | undefined
}

/** What is known of a line at a moment, and how old it is. */
export interface LinePicture {
  readonly msisdn: Msisdn
  readonly operator: Operator
  readonly confidence: 'chosen' | 'told' | 'prefix_guess'
  readonly state: LineState
  /** The one that runs; of several the one that ends last. */
  readonly plan: RunningPlan | undefined
  /** not_told: its operator cannot be asked, or not now. */
  readonly standing: UsageStanding | 'not_told'
  /** What still runs of what was told; undefined where nothing ever was. */
  readonly usage: Omit<KeptUsage, 'operator' | 'standing'> | undefined
  readonly isStale: boolean
  readonly runOut: RunOut | undefined
  readonly clocks: readonly LineClock[]
  readonly deadline: Deadline | null
}

export interface ReadLine {
  readonly db: Db
  readonly catalog: Catalog
  readonly clock: Clock
  readonly alarms: Alarms
  readonly random: (bytes: number) => Uint8Array
  readonly policy: UsagePolicy
  readonly upstreams: readonly OperatorAdapter[]
  /** Whether a party may be asked something that can wait: it is well and has room. */
  readonly mayAsk: (party: string) => boolean
  /** Hands over a question that outlives its reader. */
  readonly goOn: (asking: Promise<void>) => void
}

/** @throws Fault operator_unknown */
export async function readLine(question: LineQuestion, context: ReadLine): Promise<LinePicture> {
  const { msisdn } = question
  const { db, catalog } = context
  const shard = guestShard(msisdn)
  const lineId = await findLine(db, shard, msisdn)
  const before = lineId ? await listUsage(db, shard, lineId) : []
  const told = before.find((row) => row.told)?.operator
  const id = question.operator ?? told
  const operator = id ? await catalog.getOperator(id) : await catalog.guessOperator(msisdn)
  if (!operator) throw new Fault('invalid', 'operator_unknown', { field: 'operator' })
  const asked = await refresh({ msisdn, shard, lineId, operator }, context)
  const confidence = question.operator ? 'chosen' : told ? 'told' : 'prefix_guess'
  const known = { msisdn, operator, confidence } as const
  if (!asked) return pictureOf(known, undefined, [], context)
  const rows = await listUsage(db, shard, asked)
  const row = rows.find((it) => it.operator === operator.id)
  const key = { shard, lineId: asked, operator: operator.id }
  const days = row?.told ? await listUsageDays(db, key) : []
  return pictureOf(known, row, days, context)
}

/**
 * Asks the operator if it is time, and waits for it a little. Gives back the line, if it is kept.
 */
async function refresh(
  {
    msisdn,
    shard,
    lineId,
    operator,
  }: {
    msisdn: Msisdn
    shard: number
    lineId: Uuid | undefined
    operator: Operator
  },
  context: ReadLine,
): Promise<Uuid | undefined> {
  const { db, clock, alarms, policy } = context
  const upstream = context.upstreams.find((it) => it.operator === operator.id && it.readUsage)
  if (!upstream || !context.mayAsk(upstream.id)) return lineId
  const at = clock.now()
  const id =
    lineId ??
    (await inTransaction(db, (tx) =>
      ensureLine(tx, { shard, id: newId(shard, at, context.random), msisdn, at }),
    ))
  const key = { shard, lineId: id, operator: operator.id }
  if (!(await claimUsageAsk(db, key, { at, nextAskAt: plusMs(at, policy.askEveryMs) }))) return id
  const { zone } = operator
  const asking = askUsage({ db, upstream, key, msisdn, zone, policy, now: () => clock.now() })
  context.goOn(asking)
  const patience = Promise.withResolvers<void>()
  const callOff = alarms.after(policy.patienceMs, patience.resolve)
  // How it failed is the business of whoever it was handed to; the reader sees what is kept.
  await Promise.race([asking.catch(() => {}), patience.promise])
  callOff()
  return id
}

function pictureOf(
  known: Pick<LinePicture, 'msisdn' | 'operator' | 'confidence'>,
  row: UsageRow | undefined,
  days: KeptUsage['days'],
  { clock, policy }: ReadLine,
): LinePicture {
  const standing = row?.standing ?? 'not_told'
  if (!row?.told) {
    const nothing = { usage: undefined, plan: undefined, isStale: false, runOut: undefined }
    return { ...known, standing, ...nothing, state: 'unknown', clocks: [], deadline: null }
  }
  const at = clock.now()
  const { asOf } = row.told
  const now = standingAt(row.told, at)
  const daily = wholeDays(days).map(({ dataMb }) => dataMb)
  const runOut = forecastRunOut(now.buckets, daily, asOf)
  const clocks = clocksOf(now, runOut)
  return {
    ...known,
    standing,
    usage: { asOf, days, ...now },
    plan: runningPlan(now.plans, at),
    state: stateOf(now, at),
    isStale: at.getTime() - asOf.getTime() >= policy.staleMs,
    runOut,
    clocks,
    deadline: deadlineOf(clocks),
  }
}

function runningPlan(plans: KeptUsage['plans'], at: Date): RunningPlan | undefined {
  return (plans ?? [])
    .filter(({ startsAt }) => startsAt <= at)
    .toSorted((a, b) => a.endsAt.getTime() - b.endsAt.getTime())
    .at(-1)
}
