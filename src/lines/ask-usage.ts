import { type Db, inTransaction } from '#db'
import { plusMs } from '#kernel'
import type { LineUsage, OperatorAdapter } from '#operators'
import {
  deleteUsageDays,
  insertUsageDays,
  setUsageStanding,
  setUsageTold,
  type UsageKey,
} from './store/usage.ts'
import { mostAheadMs, type UsagePolicy } from './usage-policy.ts'

export interface AskUsage {
  readonly db: Db
  readonly upstream: OperatorAdapter
  readonly key: UsageKey
  readonly msisdn: Parameters<NonNullable<OperatorAdapter['readUsage']>>[0]
  /** IANA zone of its calendar days. */
  readonly zone: string
  readonly policy: UsagePolicy
  readonly now: () => Date
}

/**
 * Asks the operator and keeps what it tells. The caller has claimed the question, so that nobody
 * else asks meanwhile. Whatever is no dated answer changes nothing that was told before.
 */
export async function askUsage(ask: AskUsage): Promise<void> {
  const { db, key, policy, now } = ask
  const answer = await ask.upstream.readUsage!(ask.msisdn)
  const at = now()
  if (answer.kind === 'done' && answer.asOf.getTime() <= at.getTime() + mostAheadMs)
    return keepUsage(ask, answer)
  const isRefused = answer.kind === 'refused'
  await setUsageStanding(db, key, {
    standing: isRefused ? 'refused' : 'silent',
    nextAskAt: plusMs(at, isRefused ? policy.askRefusedMs : policy.askAgainMs),
  })
}

async function keepUsage({ db, key, zone, policy }: AskUsage, usage: LineUsage): Promise<void> {
  const today = Temporal.Instant.fromEpochMilliseconds(usage.asOf.getTime())
    .toZonedDateTimeISO(zone)
    .toPlainDate()
  const days = (usage.days ?? [])
    .filter(({ date }) => date <= String(today))
    .map((day) => ({ ...day, whole: day.date < String(today) }))
  await inTransaction(db, async (tx) => {
    if (!(await setUsageTold(tx, key, usage))) return
    if (days.length > 0) await insertUsageDays(tx, key, days)
    await deleteUsageDays(tx, key, String(today.subtract({ days: policy.keepDays })))
  })
}
