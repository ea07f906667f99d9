import type pg from 'pg'
import { BootProblem } from './boot-problem.ts'
import { appRole, connectAsOwner } from './migrate.ts'
import {
  findMisplaced,
  type PlacedTable,
  type Placement,
  placeOf,
  readTables,
} from './read-placement.ts'

/** What this call moved; a second call moves nothing. */
export interface Distribution {
  readonly distributed: readonly string[]
  readonly reference: readonly string[]
}

/**
 * Pieces that a table is cut into. Our 256 shards are hashed onto them, at most 8 onto one (3 % of
 * all rows), so that a rebalancer can even out 16 servers; with the default of 32 it is 17. More
 * pieces are more tables to plan over: 256 would leave 96 empty.
 */
const pieces = 128

/**
 * Spreads the tables over the servers of a Citus cluster: those with a `shard` by it, side by side;
 * the reference ones as a copy on each. All of it in one transaction, and only what is not spread
 * yet. Undefined when the server has no Citus: nothing was done.
 *
 * Writers must stand still: each table is locked while its rows move, and rows of a table that an
 * earlier one refers to may not change in between.
 * @throws BootProblem naming every table that cannot be spread
 */
export async function distribute(
  ownerUrl: string,
  placement: Placement,
): Promise<Distribution | undefined> {
  const client = await connectAsOwner(ownerUrl)
  try {
    if (!(await hasCitus(client))) return undefined
    const tables = await readTables(client)
    const misplaced = findMisplaced(tables, placement)
    if (misplaced.length > 0)
      throw new BootProblem(`These cannot be spread over servers:\n  ${misplaced.join('\n  ')}`)
    await client.query('begin')
    try {
      const done = await spread(client, tables, placement)
      await client.query('commit')
      return done
    } catch (cause) {
      await client.query('rollback').catch(() => {})
      const why = cause instanceof Error ? cause.message : String(cause)
      throw new BootProblem(`Nothing was spread: ${why}.`, { cause })
    }
  } finally {
    await client.end()
  }
}

/** Names of the tables that `distribute` would cut by shard, in a database that is migrated. */
export async function listDistributed(ownerUrl: string, placement: Placement): Promise<string[]> {
  const tables = await readAll(ownerUrl)
  return tables.filter((it) => placeOf(it, placement) === 'distributed').map(({ name }) => name)
}

/** What keeps the tables of a migrated database from being spread, in words. */
export async function listMisplaced(ownerUrl: string, placement: Placement): Promise<string[]> {
  return findMisplaced(await readAll(ownerUrl), placement)
}

async function readAll(ownerUrl: string): Promise<PlacedTable[]> {
  const client = await connectAsOwner(ownerUrl)
  try {
    return await readTables(client)
  } finally {
    await client.end()
  }
}

/** By what we call, so that no version and no schema of the extension matters. */
async function hasCitus(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ present: boolean }>(
    `select exists (select from pg_proc where proname = 'create_distributed_table') as present`,
  )
  return rows[0]!.present
}

/**
 * Foreign keys are taken off and put back. Citus would turn every table that refers to a reference
 * table into one it manages on the coordinator, which it then neither converts (an identity column)
 * nor lets refer to a distributed one: tried with 13.2. Put back, each is checked on every row.
 */
async function spread(
  client: pg.Client,
  tables: readonly PlacedTable[],
  placement: Placement,
): Promise<Distribution> {
  // Moving many rows takes its time; a lock that somebody holds does not. Citus refuses to make a
  // second table beside one that it filled over several connections, so it is told to use one.
  await client.query(`set local lock_timeout = '5s'; set local statement_timeout = 0;
    set local citus.multi_shard_modify_mode = 'sequential'`)
  const known = await readSpread(client)
  const wanting = (place: 'distributed' | 'reference') =>
    tables.filter((table) => placeOf(table, placement) === place && !known.has(table.name))
  const [distributed, reference] = [wanting('distributed'), wanting('reference')]
  const moving = [...distributed, ...reference]
  const names = new Set(moving.map(({ name }) => name))
  const keys = tables.flatMap(({ name, foreignKeys }) =>
    foreignKeys
      .filter((key) => names.has(name) || names.has(key.to))
      .map((key) => ({ table: name, ...key })),
  )
  for (const { table, name } of keys)
    await client.query(`alter table ${table} drop constraint ${client.escapeIdentifier(name)}`)
  for (const { name } of reference)
    await client.query('select create_reference_table($1::regclass)', [name])
  let beside = tables.find(
    (table) => known.has(table.name) && placeOf(table, placement) === 'distributed',
  )?.name
  for (const { name } of distributed) {
    await distributeTable(client, name, beside)
    beside ??= name
  }
  for (const { table, name, definition } of keys)
    await client.query(
      `alter table ${table} add constraint ${client.escapeIdentifier(name)} ${definition}`,
    )
  await admitProgram(client, reference)
  return {
    distributed: distributed.map((it) => it.name),
    reference: reference.map((it) => it.name),
  }
}

/**
 * The coordinator asks the other servers in the name of whoever asks it, so the program's role must
 * be let in there (how, is up to their `pg_hba.conf`). Writing to a reference table takes a lock
 * that PostgreSQL grants only to who may update or delete: deleting is the lesser right, since a
 * row that is referred to cannot be deleted, yet could be changed.
 */
async function admitProgram(client: pg.Client, reference: readonly PlacedTable[]): Promise<void> {
  await client.query(`alter role ${appRole} login`)
  for (const { name } of reference) {
    const { rows } = await client.query<{ writes: boolean }>(
      `select has_table_privilege($1, $2, 'insert') as writes`,
      [appRole, name],
    )
    if (rows[0]!.writes) await client.query(`grant delete on ${name} to ${appRole}`)
  }
}

/** The first table decides how all are cut; each later one lies beside it, row by row. */
async function distributeTable(client: pg.Client, name: string, beside: string | undefined) {
  if (beside === undefined)
    await client.query(
      `select create_distributed_table($1::regclass, 'shard', colocate_with => 'none',
         shard_count => $2)`,
      [name, pieces],
    )
  else
    await client.query(
      `select create_distributed_table($1::regclass, 'shard', colocate_with => $2)`,
      [name, beside],
    )
}

/** Tables that Citus knows already, its own conversions of local ones left out. */
async function readSpread(client: pg.Client): Promise<Set<string>> {
  const { rows } = await client.query<{ name: string }>(
    `select n.nspname || '.' || c.relname as name
       from pg_dist_partition p join pg_class c on c.oid = p.logicalrelid
       join pg_namespace n on n.oid = c.relnamespace
      where p.partmethod = 'h' or p.repmodel = 't'`,
  )
  return new Set(rows.map(({ name }) => name))
}
