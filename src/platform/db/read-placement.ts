import type pg from 'pg'

/** Where the tables without a `shard` belong when the database is spread over several servers. */
export interface Placement {
  /** Few rows that statements join with sharded ones: a copy on every server. */
  readonly reference: readonly string[]
  /** Stay on the coordinator: never joined with a sharded table. */
  readonly local: readonly string[]
}

/** One table of ours, as the server's catalogue has it; names are `schema.table`. */
export interface PlacedTable {
  readonly name: string
  readonly sharded: boolean
  readonly triggers: number
  readonly exclusions: readonly string[]
  /** Primary and unique keys, with their columns in order. */
  readonly uniques: readonly { readonly name: string; readonly columns: readonly string[] }[]
  readonly foreignKeys: readonly ForeignKey[]
}

export interface ForeignKey {
  readonly name: string
  readonly to: string
  readonly columns: readonly string[]
  readonly toColumns: readonly string[]
  /** What follows `add constraint name`. */
  readonly definition: string
}

const ours = `n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'public')
  and not exists (select from pg_depend d join pg_extension e on e.oid = d.refobjid
    where d.objid = n.oid and d.deptype = 'e')`

/** Names of columns in the order of a key; index keys come as a vector that begins at 0. */
const columnsOf = (table: string, key: string) =>
  `(select coalesce(jsonb_agg(a.attname order by k.i), '[]') from unnest(${key}) with ordinality
     as k(attnum, i) join pg_attribute a on a.attrelid = ${table} and a.attnum = k.attnum)`

/** Every table in a schema of ours, in the order of their names. */
export async function readTables(client: pg.Client): Promise<PlacedTable[]> {
  const { rows } = await client.query<PlacedTable>(`
    select n.nspname || '.' || c.relname as name,
           exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'shard'
             and a.atttypid = 'smallint'::regtype and a.attnotnull) as sharded,
           (select count(*)::int from pg_trigger t
             where t.tgrelid = c.oid and not t.tgisinternal) as triggers,
           (select coalesce(jsonb_agg(k.conname order by k.conname), '[]') from pg_constraint k
             where k.conrelid = c.oid and k.contype = 'x') as exclusions,
           (select coalesce(jsonb_agg(jsonb_build_object('name', x.relname, 'columns',
                     ${columnsOf('c.oid', 'i.indkey::int2[]')}) order by x.relname), '[]')
              from pg_index i join pg_class x on x.oid = i.indexrelid
             where i.indrelid = c.oid and i.indisunique and not i.indisexclusion) as uniques,
           (select coalesce(jsonb_agg(jsonb_build_object('name', k.conname,
                     'to', f.relnamespace::regnamespace || '.' || f.relname,
                     'columns', ${columnsOf('c.oid', 'k.conkey')},
                     'toColumns', ${columnsOf('f.oid', 'k.confkey')},
                     'definition', pg_get_constraintdef(k.oid)) order by k.conname), '[]')
              from pg_constraint k join pg_class f on f.oid = k.confrelid
             where k.conrelid = c.oid and k.contype = 'f') as "foreignKeys"
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and not c.relispartition and ${ours}
     order by 1`)
  return rows
}

export type Place = 'distributed' | 'reference' | 'local'

/** Undefined for a table that has no shard and is in no list. */
export function placeOf(table: PlacedTable, placement: Placement): Place | undefined {
  if (placement.reference.includes(table.name)) return 'reference'
  if (placement.local.includes(table.name)) return 'local'
  return table.sharded ? 'distributed' : undefined
}

/** What keeps these tables from being spread, in words; nothing if they can be. */
export function findMisplaced(tables: readonly PlacedTable[], placement: Placement): string[] {
  const byName = new Map(tables.map((table) => [table.name, placeOf(table, placement)]))
  const stale = [...placement.reference, ...placement.local]
    .filter((name) => !byName.has(name))
    .map((name) => `${name} is in a list and not in the database`)
  return [...stale, ...tables.flatMap((table) => judge(table, byName))]
}

function judge(table: PlacedTable, places: ReadonlyMap<string, Place | undefined>): string[] {
  const { name, uniques, foreignKeys, exclusions, triggers } = table
  const place = places.get(name)
  if (place === undefined) return [`${name} has no shard and is in no list`]
  const broken = foreignKeys
    .filter((key) => !isKept(key, place, places.get(key.to)))
    .map((key) => `${name}: ${key.name} refers to ${key.to}, which may be on another server`)
  if (place === 'local') return broken
  // Both were refused by Citus 13 when tried: a range type is not made on the other servers.
  const unsupported = exclusions.map((it) => `${name}: ${it} is an exclusion constraint`)
  if (triggers > 0) unsupported.push(`${name} has triggers`)
  if (place === 'reference') return [...broken, ...unsupported]
  const loose = uniques
    .filter(({ columns }) => columns[0] !== 'shard')
    .map((key) => `${name}: ${key.name} does not begin with shard`)
  if (uniques.length === 0) loose.push(`${name} has no key`)
  return [...broken, ...unsupported, ...loose]
}

/** A reference can be held where both rows are on one server. */
function isKept(key: ForeignKey, from: Place, to: Place | undefined): boolean {
  if (from !== 'distributed') return to === from
  if (to === 'reference') return true
  return to === 'distributed' && key.columns[0] === 'shard' && key.toColumns[0] === 'shard'
}
