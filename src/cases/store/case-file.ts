import { type Selectable, sql } from 'kysely'
import type { AttentionReason } from '#attempts'
import type { Db, Tx } from '#db'
import { shardCount, shardOf, type Uuid } from '#kernel'
import type { Held } from '#obligations'
import type { CaseFile, CaseReason, Deed, DeedName, KeptDeed } from '../case-file.ts'

type CaseTables = {
  'cases.case_file': {
    shard: number
    id: string
    reason: string
    renewal_id: string | null
    attention: string | null
    held_from: unknown
    party: string | null
    reference: string | null
    evidence: unknown
    opened_at: Date
    deadline_at: Date
    closed_at: Date | null
    closed_how: string | null
  }
}

const caseTables = (db: Db) => db.withTables<CaseTables>()

export type NewCase = Omit<CaseFile, 'closedAt' | 'closedHow'>

/**
 * Opens cases that are not open yet. A difference that had gone and came back opens its old case;
 * one that a person accepted stays closed.
 * @returns how many are open now that were not before
 */
export async function openCases(db: Db, files: readonly NewCase[]): Promise<number> {
  const rows = files.map((file) => ({ ...file, shard: shardOf(file.id) }))
  const input = sql`
    select shard, id, reason, "renewalId", attention, "heldFrom", party, reference, evidence,
           "openedAt", "deadlineAt"
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as input(
        shard smallint, id uuid, reason text, "renewalId" uuid, attention text, "heldFrom" jsonb,
        party text, reference text, evidence jsonb, "openedAt" timestamptz,
        "deadlineAt" timestamptz)`
  const columns = sql`shard, id, reason, renewal_id, attention, held_from, party, reference,
    evidence, opened_at, deadline_at`
  const result = await sql`
    with input as (${input}),
    waiting as (
      insert into cases.case_file (${columns})
      select * from input where reference is null
      on conflict (shard, renewal_id) where attention is not null and closed_at is null do nothing
      returning id
    ), differing as (
      insert into cases.case_file as known (${columns})
      select * from input where reference is not null
      on conflict (shard, party, reference, reason) where reference is not null
      do update set closed_at = null, closed_how = null, opened_at = excluded.opened_at,
             deadline_at = excluded.deadline_at, evidence = excluded.evidence,
             attention = excluded.attention, held_from = excluded.held_from
       where known.closed_how in ('agrees', 'moved')
      returning id
    )
    select id from waiting union all select id from differing`.execute(db)
  return result.rows.length
}

/** Closes the cases of renewals that no longer wait for their reason: an answer moved them. */
export async function closeMoved(
  db: Db,
  waiting: readonly { id: Uuid; attention: string }[],
  at: Date,
): Promise<number> {
  const result = await sql`
    update cases.case_file as file set closed_at = ${at}, closed_how = 'moved'
     where shard between 0 and 255 and closed_at is null and attention is not null
       and not exists (
         select from unnest(${waiting.map(({ id }) => id)}::uuid[],
                            ${waiting.map(({ attention }) => attention)}::text[])
                as waiting(id, attention)
          where waiting.id = file.renewal_id and waiting.attention = file.attention)
    returning id`.execute(db)
  return result.rows.length
}

/** Another reason takes over: the case that answered for the renewal ends. */
export async function closeAttention(tx: Tx, renewal: Uuid, at: Date): Promise<void> {
  await sql`
    update cases.case_file set closed_at = ${at}, closed_how = 'moved'
     where shard = ${shardOf(renewal)} and renewal_id = ${renewal}
       and attention is not null and closed_at is null`.execute(tx)
}

export async function closeCase(
  db: Db,
  id: Uuid,
  how: NonNullable<CaseFile['closedHow']>,
  at: Date,
): Promise<boolean> {
  const result = await sql`
    update cases.case_file set closed_at = ${at}, closed_how = ${how}
     where shard = ${shardOf(id)} and id = ${id} and closed_at is null
    returning id`.execute(db)
  return result.rows.length === 1
}

/** The references of a party's open differences, for a comparison that may find them gone. */
export async function listOpenDifferences(db: Db, party: string): Promise<CaseFile[]> {
  const rows = await caseTables(db)
    .selectFrom('cases.case_file')
    .selectAll()
    .where('shard', '<', shardCount)
    .where('party', '=', party)
    .where('closed_at', 'is', null)
    .execute()
  return rows.map(toCase)
}

export async function findCase(db: Db, id: Uuid): Promise<CaseFile | undefined> {
  const row = await caseTables(db)
    .selectFrom('cases.case_file')
    .selectAll()
    .where('shard', '=', shardOf(id))
    .where('id', '=', id)
    .executeTakeFirst()
  return row && toCase(row)
}

/** Oldest first, as ids begin with their time; closed ones only when they are asked for. */
export async function listCases(
  db: Db,
  filter: { open: boolean; after?: Uuid; limit: number },
): Promise<CaseFile[]> {
  let query = caseTables(db)
    .selectFrom('cases.case_file')
    .selectAll()
    .where('shard', '<', shardCount)
    .where('closed_at', filter.open ? 'is' : 'is not', null)
    .orderBy('id')
    .limit(filter.limit)
  if (filter.after) query = query.where('id', '>', filter.after)
  return (await query.execute()).map(toCase)
}

export async function countOpen(db: Db): Promise<number> {
  const result = await sql<{ n: bigint }>`
    select count(*) as n from cases.case_file where closed_at is null`.execute(db)
  return Number(result.rows[0]!.n)
}

export async function insertDeed(tx: Tx, id: Uuid, deed: Deed, at: Date): Promise<void> {
  const { proof, partyId, finding } = deed
  await sql`
    insert into cases.deed (shard, case_id, at, deed, by_whom, caller, evidence)
    values (${shardOf(id)}, ${id}, ${at}, ${deed.deed}, ${deed.by}, ${deed.caller},
            ${JSON.stringify({ proof, party_id: partyId, finding })}::jsonb)`.execute(tx)
}

export async function listDeeds(db: Db, id: Uuid): Promise<KeptDeed[]> {
  const result = await sql<KeptDeed & { deed: DeedName }>`
    select at, deed, by_whom as by, caller, evidence from cases.deed
     where shard = ${shardOf(id)} and case_id = ${id} order by id`.execute(db)
  return result.rows
}

function toCase(row: Selectable<CaseTables['cases.case_file']>): CaseFile {
  return {
    id: row.id as Uuid,
    reason: row.reason as CaseReason,
    renewalId: row.renewal_id as Uuid | null,
    attention: row.attention as AttentionReason | null,
    heldFrom: row.held_from as Held | null,
    party: row.party,
    reference: row.reference,
    evidence: row.evidence as Record<string, unknown>,
    openedAt: row.opened_at,
    deadlineAt: row.deadline_at,
    closedAt: row.closed_at,
    closedHow: row.closed_how as CaseFile['closedHow'],
  }
}

/** A person settled this difference before: it is not news. */
export async function isAccepted(
  tx: Tx,
  file: { id: Uuid; party: string; reference: string; reason: CaseReason },
): Promise<boolean> {
  const result = await sql`
    select from cases.case_file
     where shard = ${shardOf(file.id)} and party = ${file.party}
       and reference = ${file.reference} and reason = ${file.reason}
       and closed_how = 'accepted'`.execute(tx)
  return result.rows.length > 0
}

/** Whether a broken invariant holds it already. */
export async function isHeld(tx: Tx, renewal: Uuid): Promise<boolean> {
  const result = await sql`
    select from cases.case_file
     where shard = ${shardOf(renewal)} and renewal_id = ${renewal}
       and attention = 'invariant_broken' and closed_at is null`.execute(tx)
  return result.rows.length > 0
}
