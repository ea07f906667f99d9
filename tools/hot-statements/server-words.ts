import type pg from 'pg'

/** What the numbers in a parse tree mean on one server. */
export interface ServerWords {
  readonly tables: ReadonlyMap<string, { readonly name: string; readonly shardColumn?: number }>
  /** Functions by their number. Only an immutable one gives the same answer on every server. */
  readonly functions: ReadonlyMap<string, { readonly name: string; readonly immutable: boolean }>
  /** Types whose way from or to text depends on a setting, such as the time zone. */
  readonly settingTypes: ReadonlySet<string>
  readonly equalities: ReadonlySet<string>
}

export async function readWords(
  client: pg.Client,
  sharded: ReadonlySet<string>,
): Promise<ServerWords> {
  const tables = await client.query<{ id: string; name: string; column: number | null }>(`
    select c.oid::text as id, c.relnamespace::regnamespace || '.' || c.relname as name,
           a.attnum as column
      from pg_class c left join pg_attribute a on a.attrelid = c.oid and a.attname = 'shard'
     where c.relkind in ('r', 'p')`)
  const functions = await client.query<{ id: string; name: string; immutable: boolean }>(
    `select oid::text as id, proname as name, provolatile = 'i' as immutable from pg_proc`,
  )
  const types = await client.query<{ id: string }>(`
    select t.oid::text as id from pg_type t
      join pg_proc i on i.oid = t.typinput join pg_proc o on o.oid = t.typoutput
     where i.provolatile <> 'i' or o.provolatile <> 'i'`)
  const equalities = await client.query<{ id: string }>(
    `select oid::text as id from pg_operator where oprname = '='`,
  )
  return {
    tables: new Map(
      tables.rows.map(({ id, name, column }) => [
        id,
        column !== null && sharded.has(name) ? { name, shardColumn: column } : { name },
      ]),
    ),
    functions: new Map(functions.rows.map(({ id, ...it }) => [id, it])),
    settingTypes: new Set(types.rows.map(({ id }) => id)),
    equalities: new Set(equalities.rows.map(({ id }) => id)),
  }
}
