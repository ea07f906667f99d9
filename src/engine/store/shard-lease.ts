import { sql } from 'kysely'
import type { Db } from '#db'
import { shardCount } from '#kernel'

export interface Beat {
  /** `name/milliseconds-random`: who restarts under a name takes up its shards at once. */
  readonly worker: string
  /** The database's clock, read by the caller. */
  readonly leaseNow: Date
  readonly until: Date
}

/** Says that a worker is alive, and forgets the dead; the number of those alive. */
export async function countWorkers(db: Db, { worker, leaseNow, until }: Beat): Promise<number> {
  const result = await sql<{ others: number }>`/* worker-beat */
    with me as (
      insert into renewal.worker (id, until) values (${worker}, ${until})
      on conflict (id) do update set until = excluded.until
    ), gone as (
      delete from renewal.worker
       where id <> ${worker} and (until < ${leaseNow} or ${namesake(worker)})
    )
    select count(*)::int as others from renewal.worker
     where id <> ${worker} and until >= ${leaseNow} and not ${namesake(worker)}`.execute(db)
  return result.rows[0]!.others + 1
}

/**
 * Renews what a worker holds up to its share, takes free shards up to it, and lets go of what is
 * above it. What has run out is not let go but left: another may be taking it, and waiting for it
 * could come to a deadlock. @returns every shard it now holds; `gained` are those it did not hold
 * before
 */
export async function holdShare(
  db: Db,
  { worker, leaseNow, until, share }: Beat & { readonly share: number },
): Promise<{ shard: number; gained: boolean }[]> {
  const result = await sql<{ shard: number; gained: boolean }>`/* shard-lease */
    with wanted as (
      select shard, worker is not distinct from ${worker} as mine from renewal.shard_lease
       where worker = ${worker} or worker is null or until < ${leaseNow}
          or ${namesake(worker, 'worker')}
       order by worker is not distinct from ${worker} desc, shard
       limit ${share} for update skip locked
    ), released as (
      update renewal.shard_lease set worker = null
       where worker = ${worker} and until >= ${leaseNow}
         and shard not in (select shard from wanted)
    )
    update renewal.shard_lease as lease
       set worker = ${worker}, until = ${until},
           fence = lease.fence + case when wanted.mine then 0 else 1 end
      from wanted where lease.shard = wanted.shard
    returning lease.shard, not wanted.mine as gained`.execute(db)
  return result.rows
}

/** Gives everything back: the others take it at their next beat. */
export async function releaseShards(db: Db, worker: string): Promise<void> {
  await sql`/* shard-release */
    with gone as (delete from renewal.worker where id = ${worker})
    update renewal.shard_lease set worker = null where worker = ${worker}`.execute(db)
}

/** The most that one of so many workers may hold. */
export function shareOf(workers: number): number {
  return Math.ceil(shardCount / workers)
}

/**
 * An earlier life of the same named worker: it is dead, or it would not have been started again.
 */
function namesake(worker: string, column: 'id' | 'worker' = 'id') {
  const [name] = worker.split('/')
  const id = sql.ref(column)
  return sql`(split_part(${id}, '/', 1) = ${name} and ${id} collate "C" < ${worker})`
}
