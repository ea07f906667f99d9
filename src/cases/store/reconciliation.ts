import { sql } from 'kysely'
import type { Db } from '#db'

export interface Run {
  readonly id: bigint
  readonly from: Date
  readonly to: Date
  readonly startedAt: Date
  readonly finishedAt: Date | null
  readonly by: string
  readonly restoredOn: string | null
  readonly releasedBy: string | null
}

export async function insertRun(
  db: Db,
  run: {
    from: Date
    to: Date
    by: string
    continues: boolean
    restoredOn: string | null
    at: Date
  },
): Promise<bigint> {
  const result = await sql<{ id: bigint }>`
    insert into cases.reconciliation 
      (from_at, to_at, started_at, by_whom, continues, restored_on)
    values (${run.from}, ${run.to}, ${run.at}, ${run.by}, ${run.continues}, ${run.restoredOn})
    returning id`.execute(db)
  return result.rows[0]!.id
}

export async function setFinished(
  db: Db,
  id: bigint,
  run: { at: Date | null; parties: unknown },
): Promise<void> {
  await sql`
    update cases.reconciliation
       set finished_at = ${run.at}, parties = ${JSON.stringify(run.parties)}::jsonb
     where id = ${id}`.execute(db)
}

const columns = sql`id, from_at as "from", to_at as "to", started_at as "startedAt",
  finished_at as "finishedAt", by_whom as by, restored_on as "restoredOn",
  released_by as "releasedBy"`

/** The newest after that restore that read every party to its end. */
export async function findAfterRestore(db: Db, restoredOn: string): Promise<Run | undefined> {
  const result = await sql<Run>`
    select ${columns} from cases.reconciliation
     where finished_at is not null and restored_on = ${restoredOn}
     order by id desc limit 1`.execute(db)
  return result.rows[0]
}

/** Up to when every party was read without a gap. */
export async function findCoveredUntil(db: Db): Promise<Date | undefined> {
  const result = await sql<{ to: Date | null }>`
    select max(to_at) as "to" from cases.reconciliation
     where finished_at is not null and continues`.execute(db)
  return result.rows[0]?.to ?? undefined
}

/** The newest that was begun, whatever became of it. */
export async function findStarted(db: Db): Promise<Run | undefined> {
  const result = await sql<Run>`
    select ${columns} from cases.reconciliation order by id desc limit 1`.execute(db)
  return result.rows[0]
}

export async function setReleased(db: Db, id: bigint, by: string, at: Date): Promise<void> {
  await sql`
    update cases.reconciliation set released_by = ${by}, released_at = ${at}
     where id = ${id}`.execute(db)
}
