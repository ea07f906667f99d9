import { DatabaseSync } from 'node:sqlite'

/**
 * Raised with every change of the tables: books of another version are simulated money and start
 * empty.
 */
const version = 2

/**
 * `forgotten` is 0 while the party knows the reference, and the row's own number afterwards: so one
 * index keeps a known reference unique and still finds the forgotten ones.
 */
const tables = `
create table topup (
  seq integer primary key, id text not null unique, operator text not null, correlator text,
  msisdn text, plan text, amount integer not null, sent text not null,
  status text not null check (status in ('created', 'completed', 'failed', 'cancelled')),
  reason text, requested_at integer not null, completed_at integer, reversed_at integer,
  failed_at integer,
  leftover integer not null default 0, forgotten integer not null default 0,
  unique (operator, correlator, forgotten)
) strict;
create index topup_time on topup (operator, requested_at);
create index topup_line on topup (msisdn);
create table bundle (
  seq integer primary key, id text not null unique,
  operator text not null, msisdn text not null, plan text not null,
  bought_at integer not null, starts_at integer not null, ends_at integer not null,
  replaced_at integer, cancelled_at integer
) strict;
create index bundle_line on bundle (msisdn, operator);
create table charge (
  seq integer primary key, id text not null unique, reference text not null,
  request text not null, amount integer not null, currency text not null, token text,
  description text, return_url text, capture integer not null,
  status text not null check (status in (
    'captured', 'authorised', 'requires_action', 'processing', 'declined', 'expired',
    'cancelled')),
  captured integer not null default 0, refunded integer not null default 0, decline_code text,
  created_at integer not null, expires_at integer, captured_at integer, moved_at integer,
  forgotten integer not null default 0, unique (reference, forgotten),
  check (captured in (0, amount)), check (refunded between 0 and captured)
) strict;
create table refund (
  seq integer primary key, id text not null unique, reference text not null,
  charge text not null, amount integer not null check (amount > 0), currency text not null,
  status text not null check (status in ('succeeded', 'failed')),
  failure_code text, retriable integer not null, created_at integer not null,
  changed_at integer not null,
  forgotten integer not null default 0, unique (reference, forgotten)
) strict;
create index refund_charge on refund (charge);
create table task (
  seq integer primary key autoincrement, kind text not null, subject text not null,
  payload text not null, attempt integer not null default 0, due_at integer not null
) strict;
create index task_due on task (due_at);
create table arrival (
  party text not null, reference text not null, msisdn text not null, first_at integer not null,
  primary key (party, reference, msisdn)
) strict, without rowid;
create table setting (name text primary key, value integer not null) strict, without rowid;
create table rulebook (body text not null, started_at integer not null) strict;
`

export const tableNames = [
  ...['topup', 'bundle', 'charge', 'refund', 'task', 'arrival', 'setting', 'rulebook'],
]

/**
 * WAL with `synchronous=normal` keeps every committed row through kill -9 of this process without
 * an fsync per delivery; only a power cut could take the last moments.
 */
export function openDatabase(file: string): DatabaseSync {
  const db = new DatabaseSync(file)
  db.exec('pragma journal_mode = wal; pragma synchronous = normal; pragma busy_timeout = 2000')
  const row = db.prepare('pragma user_version').get() as { user_version: number }
  if (row.user_version === version) return db
  for (const table of tableNames) db.exec(`drop table if exists ${table}`)
  db.exec(`${tables}; pragma user_version = ${version}`)
  return db
}
