import { sql } from 'kysely'
import type { Db, Tx } from '#db'
import type { Msisdn, Uuid } from '#kernel'
import type { CountedDay, RunningPlan, UsageBucket } from '#operators'
import type { KeptDay, KeptUsage, UsageStanding } from '../usage.ts'

/** A number's picture at one operator: the shard and id are those of its directory row. */
export interface UsageKey {
  readonly shard: number
  readonly lineId: Uuid
  readonly operator: string
}

/** True for one caller of many: it is the one who asks, and nobody else until `nextAskAt`. */
export async function claimUsageAsk(
  db: Db,
  { shard, lineId, operator }: UsageKey,
  { at, nextAskAt }: { at: Date; nextAskAt: Date },
): Promise<boolean> {
  const result = await sql`
    insert into line.usage (shard, line_id, operator, asked_at, next_ask_at, standing)
    values (${shard}, ${lineId}, ${operator}, ${at}, ${nextAskAt}, 'asked')
    on conflict (shard, line_id, operator) do update
       set asked_at = excluded.asked_at, next_ask_at = excluded.next_ask_at
     where usage.next_ask_at <= excluded.asked_at
    returning 1`.execute(db)
  return result.rows.length > 0
}

/** How a question ended that brought nothing new; what was told before stays. */
export async function setUsageStanding(
  db: Db,
  { shard, lineId, operator }: UsageKey,
  { standing, nextAskAt }: { standing: UsageStanding; nextAskAt: Date },
): Promise<void> {
  await sql`
    update line.usage set standing = ${standing}, next_ask_at = ${nextAskAt}
     where shard = ${shard} and line_id = ${lineId} and operator = ${operator}`.execute(db)
}

/** A picture of before a change is asked for anew as soon as somebody looks. */
export async function setUsageDue(
  db: Db,
  { shard, msisdn }: { shard: number; msisdn: Msisdn },
  { changedAt, at }: { changedAt: Date; at: Date },
): Promise<void> {
  await sql`
    update line.usage set next_ask_at = ${at}
     where shard = ${shard} and next_ask_at > ${at} and as_of < ${changedAt}
       and line_id = (select id from line.line where shard = ${shard} and msisdn = ${msisdn})`.execute(
    db,
  )
}

/** False when a newer picture is kept already: answers overtake each other. */
export async function setUsageTold(
  tx: Tx,
  { shard, lineId, operator }: UsageKey,
  { asOf, buckets, plans }: Pick<KeptUsage, 'asOf' | 'buckets' | 'plans'>,
): Promise<boolean> {
  const told = JSON.stringify({ buckets, plans })
  const result = await sql`
    update line.usage set standing = 'told', as_of = ${asOf}, told = ${told}::jsonb
     where shard = ${shard} and line_id = ${lineId} and operator = ${operator}
       and (as_of is null or as_of <= ${asOf})
    returning 1`.execute(tx)
  return result.rows.length > 0
}

/** The last word about a day stands: its caller has made sure that this is the newest. */
export async function insertUsageDays(
  tx: Tx,
  { shard, lineId, operator }: UsageKey,
  days: readonly KeptDay[],
): Promise<void> {
  const column = <Value>(of: (day: KeptDay) => Value) => days.map(of)
  await sql`
    insert into line.usage_day
      (shard, line_id, operator, day, data_mb, minutes, sms, whole)
    select ${shard}::smallint, ${lineId}::uuid, ${operator}::text, it.*
      from unnest(${column(({ date }) => date)}::date[],
                  ${column(({ dataMb }) => dataMb)}::bigint[],
                  ${column(({ minutes }) => minutes)}::bigint[],
                  ${column(({ sms }) => sms)}::bigint[],
                  ${column(({ whole }) => whole)}::boolean[]) as it
    on conflict (shard, line_id, operator, day) do update
       set data_mb = excluded.data_mb, minutes = excluded.minutes, sms = excluded.sms,
           whole = excluded.whole`.execute(tx)
}

export async function deleteUsageDays(
  tx: Tx,
  { shard, lineId, operator }: UsageKey,
  before: string,
): Promise<void> {
  await sql`
    delete from line.usage_day
     where shard = ${shard} and line_id = ${lineId} and operator = ${operator}
       and day < ${before}::date`.execute(tx)
}

/** Lines that nobody asked about since then; their days go with them. */
export async function deleteUsageUnasked(db: Db, shard: number, before: Date): Promise<void> {
  await sql`delete from line.usage where shard = ${shard} and asked_at < ${before}`.execute(db)
}

export interface UsageRow {
  readonly operator: string
  readonly standing: UsageStanding
  /** Undefined where nothing was ever told. */
  readonly told: Omit<KeptUsage, 'days' | 'operator' | 'standing'> | undefined
}

/** The line's pictures, the newest first; those that were never told come last. */
export async function listUsage(db: Db, shard: number, lineId: Uuid): Promise<UsageRow[]> {
  const result = await sql<{
    operator: string
    standing: UsageStanding
    asOf: Date | null
    told: { buckets: Written<UsageBucket>[]; plans: Written<RunningPlan>[] | null } | null
  }>`
    select operator, standing, as_of as "asOf", told
      from line.usage where shard = ${shard} and line_id = ${lineId}
     order by as_of desc nulls last, operator`.execute(db)
  return result.rows.map(({ operator, standing, asOf, told }) => ({
    operator,
    standing,
    told: asOf && told ? { asOf, ...readTold(told) } : undefined,
  }))
}

/** As JSON has it: times are texts. */
type Written<Shape> = { [Key in keyof Shape]: Shape[Key] extends Date | null ? string : Shape[Key] }

function readTold(told: {
  buckets: Written<UsageBucket>[]
  plans: Written<RunningPlan>[] | null
}): Pick<KeptUsage, 'buckets' | 'plans'> {
  const date = (text: string | null) => (text === null ? null : new Date(text))
  return {
    buckets: told.buckets.map((it) => ({ ...it, validUntil: date(it.validUntil) })),
    plans:
      told.plans?.map((it) => ({
        ...it,
        startsAt: new Date(it.startsAt),
        endsAt: new Date(it.endsAt),
      })) ?? null,
  }
}

export async function listUsageDays(
  db: Db,
  { shard, lineId, operator }: UsageKey,
): Promise<KeptDay[]> {
  type Row = { [Key in keyof CountedDay]: string | null } & { date: string; whole: boolean }
  const result = await sql<Row>`
    select to_char(day, 'YYYY-MM-DD') as date, data_mb::text as "dataMb",
           minutes::text as minutes, sms::text as sms, whole
      from line.usage_day
     where shard = ${shard} and line_id = ${lineId} and operator = ${operator}
     order by day`.execute(db)
  const count = (text: string | null) => (text === null ? null : Number(text))
  return result.rows.map(({ date, dataMb, minutes, sms, whole }) => {
    return { date, whole, dataMb: count(dataMb), minutes: count(minutes), sms: count(sms) }
  })
}
