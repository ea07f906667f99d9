import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { sql } from 'kysely'
import pg from 'pg'
import { appRole, BootProblem, distribute, listMisplaced } from '#db'
import { type TestDatabase, testDatabase } from '#test'
import { placement } from './placement.ts'

let database: TestDatabase
let owner: pg.Client
before(async () => {
  database = await testDatabase('placement')
  owner = new pg.Client({ connectionString: database.url })
  await owner.connect()
})
after(async () => {
  // Roles belong to the whole server, and other files want to find this one as it was.
  await owner.query(`alter role ${appRole} nologin`)
  await owner.end()
  await database.drop()
})
beforeEach(() =>
  owner.query(`drop schema if exists stand_in cascade; drop table if exists pg_dist_partition`),
)

const judge = () => listMisplaced(database.url, placement)

/**
 * Functions of the same names and arguments as Citus has, which write down that they were called
 * and refuse what Citus refuses: a table that refers, or is referred to, while it is moved. The
 * real thing was tried by hand (docs/SCALE.md).
 */
async function standInForCitus(): Promise<void> {
  await owner.query(`
    create schema stand_in;
    create table public.pg_dist_partition (
      logicalrelid regclass, partmethod "char", repmodel "char", beside text, pieces integer);
    create function stand_in.refuse_references(moved regclass) returns void language plpgsql as $$
    begin
      if exists (select from pg_constraint
                  where contype = 'f' and (conrelid = moved or confrelid = moved)) then
        raise 'foreign keys from local tables to distributed tables are not supported';
      end if;
    end $$;
    create function stand_in.create_reference_table(moved regclass) returns void
      language plpgsql as $$
    begin
      perform stand_in.refuse_references(moved);
      insert into public.pg_dist_partition values (moved, 'n', 't');
    end $$;
    create function stand_in.create_distributed_table(moved regclass, by text,
      colocate_with text default 'default', shard_count integer default null) returns void
      language plpgsql as $$
    begin
      perform stand_in.refuse_references(moved);
      if current_setting('citus.multi_shard_modify_mode', true) is distinct from 'sequential' then
        raise 'there was a parallel operation on a distributed table in the transaction';
      end if;
      insert into public.pg_dist_partition
      values (moved, 'h', 'c', by || ' beside ' || colocate_with, shard_count);
    end $$;`)
}

/** The address of a session that finds the stand-in as it would find Citus. */
function withStandIn(): string {
  const url = new URL(database.url)
  url.searchParams.set('options', '-c search_path=public,stand_in')
  return url.href
}

const foreignKeys = async () => {
  const { rows } = await sql<{ key: string }>`
    select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) as key
      from pg_constraint where contype = 'f' order by 1`.execute(database.ownerDb)
  return rows.map(({ key }) => key)
}

test('every table has its place, and may be cut or copied there', async () => {
  assert.deepEqual(await judge(), [])
})

const mistakes: readonly { readonly of: string; readonly make: string; readonly is: string }[] = [
  {
    of: 'a table in no list',
    make: 'create table renewal.planted (id uuid primary key)',
    is: 'renewal.planted has no shard and is in no list',
  },
  {
    of: 'a key that does not begin with the shard',
    make: 'create table renewal.planted (shard smallint not null, id uuid primary key)',
    is: 'renewal.planted: planted_pkey does not begin with shard',
  },
  {
    of: 'a unique index that does not begin with the shard',
    make: `create table renewal.planted (shard smallint primary key, n integer);
      create unique index planted_n on renewal.planted (n, shard)`,
    is: 'renewal.planted: planted_n does not begin with shard',
  },
  {
    of: 'a table without a key',
    make: 'create table renewal.planted (shard smallint not null)',
    is: 'renewal.planted has no key',
  },
  {
    of: 'a reference to a row that may be on another server',
    make: `create table renewal.planted (shard smallint primary key, other smallint, line uuid,
      foreign key (other, line) references line.line (shard, id))`,
    is: 'renewal.planted: planted_other_line_fkey refers to line.line, which may be on another server',
  },
  {
    of: 'a reference to a table that stays on the coordinator',
    make: `create table renewal.planted (shard smallint primary key,
      plan text references catalog.plan)`,
    is: 'renewal.planted: planted_plan_fkey refers to catalog.plan, which may be on another server',
  },
  {
    of: 'an exclusion constraint',
    make: `create table renewal.planted (shard smallint primary key, days int4range,
      exclude using gist (days with &&))`,
    is: 'renewal.planted: planted_days_excl is an exclusion constraint',
  },
  {
    of: 'a trigger',
    make: `create table renewal.planted (shard smallint primary key);
      create trigger planted before update on renewal.planted
        for each row execute function suppress_redundant_updates_trigger()`,
    is: 'renewal.planted has triggers',
  },
]

for (const { of, make, is } of mistakes) {
  test(`${of} is refused before anything is moved`, async () => {
    await standInForCitus()
    await owner.query(make)
    try {
      assert.deepEqual(await judge(), [is])
      await assert.rejects(distribute(withStandIn(), placement), (error: Error) => {
        assert.ok(error instanceof BootProblem)
        return error.message.includes(is)
      })
      const moved = await sql`select from public.pg_dist_partition`.execute(database.ownerDb)
      assert.equal(moved.rows.length, 0)
    } finally {
      await owner.query('drop table renewal.planted')
    }
  })
}

test('a list that names a table that is gone is refused', async () => {
  const stale = { ...placement, local: [...placement.local, 'catalog.gone'] }
  assert.deepEqual(await listMisplaced(database.url, stale), [
    'catalog.gone is in a list and not in the database',
  ])
})

test('without Citus nothing is done', async () => {
  assert.equal(await distribute(database.url, placement), undefined)
})

test('every table goes to its place, side by side, and its foreign keys are as they were', async () => {
  await standInForCitus()
  const before = await foreignKeys()
  const done = await distribute(withStandIn(), placement)
  assert.deepEqual(await foreignKeys(), before)
  assert.deepEqual(done?.reference, [...placement.reference].toSorted())
  const { rows } = await sql<{ name: string; beside: string | null; pieces: number | null }>`
    select logicalrelid::regclass::text as name, beside, pieces
      from public.pg_dist_partition order by 1`.execute(database.ownerDb)
  const [first, ...others] = rows.filter(({ beside }) => beside !== null)
  assert.deepEqual(first, { name: 'cases.case_file', beside: 'shard beside none', pieces: 128 })
  assert.ok(others.length > 12)
  for (const other of others)
    assert.deepEqual([other.beside, other.pieces], ['shard beside cases.case_file', null])
  const cut = rows.filter(({ beside }) => beside !== null).map(({ name }) => name)
  assert.deepEqual(done?.distributed, cut)
  assert.ok(cut.includes('renewal.attempt') && !cut.includes('renewal.shard_lease'))
})

test('a second time moves only what came since, beside what is there', async () => {
  await standInForCitus()
  await distribute(withStandIn(), placement)
  await owner.query(`create table renewal.planted (shard smallint primary key, line uuid,
      foreign key (shard, line) references line.line (shard, id))`)
  try {
    const before = await foreignKeys()
    const done = await distribute(withStandIn(), placement)
    assert.deepEqual(done, { distributed: ['renewal.planted'], reference: [] })
    assert.deepEqual(await foreignKeys(), before)
    const again = await distribute(withStandIn(), placement)
    assert.deepEqual(again, { distributed: [], reference: [] })
  } finally {
    await owner.query('drop table renewal.planted')
  }
})

test('what fails on the way leaves everything as it was', async () => {
  await standInForCitus()
  await owner.query(`create function stand_in.refuse() returns trigger language plpgsql as
      $$ begin raise 'no server left'; end $$;
      create trigger refuse before insert on public.pg_dist_partition for each row
        when (new.logicalrelid = 'renewal.slot'::regclass) execute function stand_in.refuse()`)
  const before = await foreignKeys()
  await assert.rejects(distribute(withStandIn(), placement), /Nothing was spread: no server left/)
  assert.deepEqual(await foreignKeys(), before)
  const { rows } = await sql`select from public.pg_dist_partition`.execute(database.ownerDb)
  assert.equal(rows.length, 0)
})

test('the program may log in on the other servers, and deletes nothing that is referred to', async () => {
  await standInForCitus()
  await owner.query(`alter role ${appRole} nologin`)
  await distribute(withStandIn(), placement)
  const { rows } = await sql<{ login: boolean; transfers: boolean; keys: boolean }>`
    select rolcanlogin as login,
           has_table_privilege(rolname, 'ledger.transfer', 'delete') as transfers,
           has_table_privilege(rolname, 'identity.api_key', 'delete') as keys
      from pg_roles where rolname = ${appRole}`.execute(database.ownerDb)
  assert.deepEqual(rows, [{ login: true, transfers: false, keys: false }])
})
