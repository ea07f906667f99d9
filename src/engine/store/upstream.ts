import { sql } from 'kysely'
import type { Db } from '#db'

export interface SwitchRow {
  readonly party: string
  readonly stopped: boolean
  readonly by: string
  readonly because: string
  readonly caller: string
  readonly at: Date
}

export interface IllnessRow {
  readonly party: string
  readonly worker: string
  readonly since: Date
  /** When its teller tries it again. */
  readonly retryAt: Date
}

export interface Board {
  /** How each switch that was ever used stands: its last entry. */
  readonly switches: readonly SwitchRow[]
  /** What is tried again after `from`: what is older nobody believes any more. */
  readonly illnesses: readonly IllnessRow[]
}

/** Both tables in one statement, since every process asks every two seconds while it works. */
export async function readBoard(db: Db, from: Date): Promise<Board> {
  const result = await sql<SwitchRow & IllnessRow>`
    select party, stopped, by_name as by, because, caller, at,
           null as worker, null::timestamptz as since, null::timestamptz as "retryAt"
      from (select distinct on (party) * from upstream.switch order by party, id desc) as switch
     union all
    select party, null, null, null, null, null, worker, since, retry_at
      from upstream.illness where retry_at > ${from}
     order by since, worker`.execute(db)
  const isIllness = ({ worker }: { worker: string | null }) => worker !== null
  return {
    switches: result.rows.filter((row) => !isIllness(row)),
    illnesses: result.rows.filter(isIllness),
  }
}

/** Everything that was ever done to one switch, the latest first. */
export async function listSwitchHistory(db: Db, party: string): Promise<SwitchRow[]> {
  const result = await sql<SwitchRow>`
    select party, stopped, by_name as by, because, caller, at
      from upstream.switch where party = ${party} order by id desc limit 100`.execute(db)
  return result.rows
}

/** Appends, unless it stands so already: false then. */
export async function insertSwitch(db: Db, row: SwitchRow): Promise<boolean> {
  const result = await sql`
    insert into upstream.switch (party, stopped, by_name, because, caller, at)
    select ${row.party}, ${row.stopped}, ${row.by}, ${row.because}, ${row.caller}, ${row.at}
     where ${row.stopped} is distinct from coalesce((
             select stopped from upstream.switch
              where party = ${row.party} order by id desc limit 1), false)
    returning id`.execute(db)
  return result.rows.length === 1
}

/** What one process found, for those that only ask; forgets what nobody believes any more. */
export async function saveIllness(db: Db, row: IllnessRow, from: Date): Promise<void> {
  await sql`/* tell-illness */
    with gone as (
      delete from upstream.illness where retry_at < ${from} and worker <> ${row.worker}
    )
    insert into upstream.illness (party, worker, since, retry_at)
    values (${row.party}, ${row.worker}, ${row.since}, ${row.retryAt})
    on conflict (party, worker) do update
       set since = excluded.since, retry_at = excluded.retry_at`.execute(db)
}

export async function deleteIllness(db: Db, party: string, worker: string): Promise<void> {
  await sql`/* tell-recovery */
    delete from upstream.illness where party = ${party} and worker = ${worker}`.execute(db)
}
