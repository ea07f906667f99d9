import { sql } from 'kysely'
import type { Tx } from '#db'
import { shardOf, type Uuid } from '#kernel'
import type { NewCase } from './case-file.ts'

export interface KeptDispute {
  readonly id: Uuid
  readonly evidence: unknown
  readonly closedAt: Date | null
}

/** The one case of a fact, open or settled, held against others that report it now. */
export async function lockDispute(
  tx: Tx,
  { id, party, reference, reason }: NewCase,
): Promise<KeptDispute | undefined> {
  const result = await sql<KeptDispute>`
    select id, evidence, closed_at as "closedAt" from cases.case_file
     where shard = ${shardOf(id)} and party = ${party} and reference = ${reference}
       and reason = ${reason} for update`.execute(tx)
  return result.rows[0]
}

export async function setEvidence(tx: Tx, id: Uuid, evidence: unknown): Promise<void> {
  await sql`
    update cases.case_file set evidence = ${JSON.stringify(evidence)}::jsonb
     where shard = ${shardOf(id)} and id = ${id}`.execute(tx)
}

/** A settled fact is doubted again: the case opens afresh, its deeds stay. */
export async function reopenDispute(tx: Tx, id: Uuid, file: NewCase): Promise<void> {
  await sql`
    update cases.case_file
       set closed_at = null, closed_how = null, opened_at = ${file.openedAt},
           deadline_at = ${file.deadlineAt}, evidence = ${JSON.stringify(file.evidence)}::jsonb
     where shard = ${shardOf(id)} and id = ${id}`.execute(tx)
}
