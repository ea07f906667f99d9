import * as z from 'zod'
import type { HttpAnswer } from '#http'
import { type Msisdn, pending, silent } from '#kernel'
import type { BucketKind, CountedDay, LineUsage, UsageOutcome } from '../../usage.ts'
import { type Family, quantity, readQuantity } from './quantity.ts'
import { bucket, readBucket } from './usage-bucket.ts'

/** How an operator tells what a line uses; its names and codes are its own. */
export interface TmfUsage {
  /** report: TMF677 with counters and days; buckets: TMF654, what is left alone. */
  readonly by: 'report' | 'buckets'
  readonly names: Readonly<Record<string, BucketKind>>
  /** Codes that mean: of this number nothing is told. Every other error is unknown. */
  readonly notReported: readonly string[]
  /** Where its calendar days begin. */
  readonly zone: string
}

export type AskTmf = (method: 'GET' | 'POST', path: string, body?: unknown) => Promise<HttpAnswer>
type Counted = Omit<LineUsage, 'plans'>
export type CountedOutcome = Exclude<UsageOutcome, { kind: 'done' }> | Counted

const instant = z.iso.datetime({ offset: true })
const report = z.object({
  state: z.string().optional(),
  lastUpdate: instant,
  logicalResource: z
    .array(
      z.object({
        id: z.string(),
        consumptionSummary: z.array(z.unknown()).default([]),
      }),
    )
    .min(1),
  bucketRefOrValue: z.array(bucket).default([]),
})
const answered = z.object({ usageConsumption: z.array(z.unknown()).length(1) })
const tmfError = z.object({ code: z.string() })

export async function readCounted(
  ask: AskTmf,
  msisdn: Msisdn,
  usage: TmfUsage,
): Promise<CountedOutcome> {
  if (usage.by === 'buckets') {
    const place = '/tmf-api/prepayBalanceManagement/v4/bucket'
    const answer = await ask(
      'GET',
      `${place}?logicalResource.id=${encodeURIComponent(msisdn)}&limit=100`,
    )
    return refusalOf(answer, 200, usage) ?? readBuckets(answer.json, msisdn, usage)
  }
  const criteria = { logicalResource: [{ id: msisdn, '@referredType': 'MSISDN' }] }
  const place = '/tmf-api/usageConsumption/v4/queryUsageConsumption'
  const answer = await ask('POST', place, { searchCriteria: criteria })
  return refusalOf(answer, 201, usage) ?? readReport(answer.json, msisdn, usage)
}

function refusalOf(
  { status, json }: HttpAnswer,
  good: number,
  { notReported }: TmfUsage,
): Exclude<UsageOutcome, { kind: 'done' }> | undefined {
  if (status === good || status === 200) return undefined
  const code = tmfError.safeParse(json).data?.code
  if (status < 500 && code !== undefined && notReported.includes(code))
    return { kind: 'refused', reason: 'not_reported', again: true, code }
  return silent(`status ${status}`)
}

function readReport(json: unknown, msisdn: Msisdn, usage: TmfUsage): CountedOutcome {
  const [only] = answered.safeParse(json).data?.usageConsumption ?? []
  const parsed = report.safeParse(only)
  if (!parsed.success) return silent('answer is not a dated report')
  const { state = 'done', lastUpdate, logicalResource, bucketRefOrValue } = parsed.data
  if (state === 'accepted' || state === 'inProgress') return pending
  if (state !== 'done') return silent(`report is ${state.slice(0, 40)}`)
  const named = [...logicalResource, ...bucketRefOrValue.flatMap((it) => it.logicalResource)]
  if (!named.every(({ id }) => isSame(id, msisdn))) return silent('answer is about another line')
  return {
    buckets: bucketRefOrValue.flatMap((it) => readBucket(it, usage.names) ?? []),
    days: readDays(
      logicalResource.flatMap((it) => it.consumptionSummary),
      usage.zone,
    ),
    asOf: new Date(lastUpdate),
  }
}

/** A TMF654 bucket says when it was counted by itself; together they are as old as the oldest. */
function readBuckets(json: unknown, msisdn: Msisdn, usage: TmfUsage): CountedOutcome {
  const parsed = z.array(bucket).min(1).safeParse(json)
  if (!parsed.success) return silent('answer is not a list of buckets')
  const named = parsed.data.map(({ logicalResource }) => logicalResource)
  if (!named.every((all) => all.length > 0 && all.every(({ id }) => isSame(id, msisdn))))
    return silent('answer is about another line')
  const dates = parsed.data.map(({ confirmationDate }) => Date.parse(confirmationDate ?? ''))
  const oldest = Math.min(...dates)
  if (dates.some(Number.isNaN)) return silent('answer is not dated')
  return {
    buckets: parsed.data.flatMap((it) => readBucket(it, usage.names) ?? []),
    days: null,
    asOf: new Date(oldest),
  }
}

/** Operators write one number in several ways. */
export function isSame(written: string, msisdn: Msisdn): boolean {
  const match = /^(?:\+92|0092|92|0)?(3\d{9})$/.exec(written.replaceAll(/[\s-]/g, ''))
  return match !== null && `+92${match[1]}` === msisdn
}

const daySummary = z.object({
  counterType: z.literal('used'),
  level: z.literal('day'),
  consumptionPeriod: z.object({ startDateTime: instant, endDateTime: instant }),
  value: quantity,
})

const fieldOf = { data: 'dataMb', minutes: 'minutes', sms: 'sms' } as const
const hourMs = 3_600_000

/**
 * Counters of whole calendar days; any other is left out. A figure that cannot be read leaves its
 * day's kind unknown.
 */
function readDays(summaries: readonly unknown[], zone: string): CountedDay[] | null {
  const days = new Map<string, Record<(typeof fieldOf)[Family], number | null>>()
  for (const summary of summaries) {
    const parsed = daySummary.safeParse(summary)
    if (!parsed.success) continue
    const { consumptionPeriod, value } = parsed.data
    const start = Date.parse(consumptionPeriod.startDateTime)
    const length = Date.parse(consumptionPeriod.endDateTime) - start
    const read = readQuantity(value)
    if (!read || length < 23 * hourMs || length > 25 * hourMs) continue
    const at = Temporal.Instant.fromEpochMilliseconds(start).toZonedDateTimeISO(zone)
    // Days of another zone are not days of this one.
    if (at.hour !== 0 || at.minute !== 0) continue
    const date = String(at.toPlainDate())
    const day = days.get(date) ?? { dataMb: null, minutes: null, sms: null }
    day[fieldOf[read.family]] = read.value < 0 ? null : Math.ceil(read.value)
    days.set(date, day)
  }
  if (days.size === 0) return null
  return [...days]
    .map(([date, day]) => ({ date, ...day }))
    .sort((a, b) => (a.date < b.date ? -1 : 1))
}
