import { sql } from 'kysely'
import type { Db, Tx } from '#db'
import type { Msisdn, Uuid } from '#kernel'

type LineTables = {
  'line.line': { shard: number; id: string; msisdn: string; created_at: Date }
}

/** For statements of rooms above that join the number of a line: columns shard, id, msisdn. */
export const lineTable = sql.table('line.line')

const lineTables = (db: Db) => db.withTables<LineTables>()

/** The id of the number's line: the given one if it is new, else the one it already has. */
export async function ensureLine(
  tx: Tx,
  line: { shard: number; id: Uuid; msisdn: Msisdn; at: Date },
): Promise<Uuid> {
  const inserted = await lineTables(tx)
    .insertInto('line.line')
    .values({ shard: line.shard, id: line.id, msisdn: line.msisdn, created_at: line.at })
    .onConflict((conflict) => conflict.columns(['shard', 'msisdn']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (inserted) return inserted.id as Uuid
  return (await findLine(tx, line.shard, line.msisdn))!
}

/**
 * CTEs `made_line` and `line` (its `id`): as `ensureLine`, inside the statement that needs the
 * line. `line` is empty in the moment in which another transaction is just making it: the same
 * statement, run again, then finds it.
 */
export function lineCtes(line: { shard: number; id: Uuid; msisdn: Msisdn; at: Date }) {
  const { shard, id, msisdn, at } = line
  return sql`made_line as (
      insert into line.line (shard, id, msisdn, created_at)
      values (${shard}, ${id}, ${msisdn}, ${at}::timestamptz)
      on conflict (shard, msisdn) do nothing
      returning id
    ), line as (
      select id from made_line
      union all select id from line.line where shard = ${shard} and msisdn = ${msisdn}
    )`
}

/** The number's lines, in whatever accounts they are: its guest line and those of wallets. */
export async function listLines(db: Db, msisdn: Msisdn): Promise<{ shard: number; id: Uuid }[]> {
  // Every shard is named, so that the key's first column is used and not the whole table read.
  const result = await sql<{ shard: number; id: Uuid }>`
    select shard, id from line.line
     where shard = any(array(select generate_series(0, 255)::smallint)) and msisdn = ${msisdn}`.execute(
    db,
  )
  return result.rows
}

export async function findLine(db: Db, shard: number, msisdn: Msisdn): Promise<Uuid | undefined> {
  const row = await lineTables(db)
    .selectFrom('line.line')
    .select('id')
    .where('shard', '=', shard)
    .where('msisdn', '=', msisdn)
    .executeTakeFirst()
  return row?.id as Uuid | undefined
}
