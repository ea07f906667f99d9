-- The catalogue as living data: what staff state lies over what a release brought, dated by day, one fact at a
-- time, and nothing of it is ever changed or deleted. The program's role reads; the owner writes.

set local lock_timeout = '5s';

-- One deed: who changed the catalogue, when, and why. `release` is a start whose facts differ from those before.
create table catalog.change_set (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  kind text not null check (
    kind in ('release', 'import', 'revise', 'verify', 'withdraw', 'restore', 'take_back')
  ),
  by_whom text not null check (by_whom <> ''),
  -- The key or the command that spoke for them.
  caller text not null,
  because text not null check (because <> ''),
  -- An imported file by its name and the hash of its bytes.
  file_name text,
  file_sha256 text check (file_sha256 ~ '^[0-9a-f]{64}$'),
  check ((file_name is null) = (file_sha256 is null))
);

-- What somebody stated: this field of this plan is this from this day on. The newest first day that has come
-- counts, and of one day the newest statement.
create table catalog.statement (
  id bigint generated always as identity primary key,
  change_set bigint not null references catalog.change_set,
  plan text not null references catalog.plan,
  field text not null check (field in (
    'name', 'kind', 'price', 'validity', 'region', 'renewalEffect', 'autoRecurring', 'notes', 'withdrawn',
    'ussd.subscribe', 'ussd.status', 'ussd.unsubscribe',
    'allowance.dataMb', 'allowance.dataOffpeakMb', 'allowance.offpeakWindow', 'allowance.socialMb',
    'allowance.socialApps', 'allowance.minutesAllNet', 'allowance.minutesOnNet',
    'allowance.minutesOffNet', 'allowance.sms', 'allowance.unlimitedOnNet'
  )),
  valid_from date not null,
  -- What the field was for that day when this was stated, and what it is by this.
  before jsonb not null,
  value jsonb not null,
  source text not null check (source <> ''),
  source_url text,
  as_of text not null check (as_of <> ''),
  verified boolean not null,
  -- A statement is undone, not deleted.
  taken_back_by bigint references catalog.change_set,
  check (field <> 'price' or (
    value ->> 'basis' in ('balance_incl_gst', 'load_incl_ait', 'excl_tax', 'unknown')
    and value ->> 'currency' = 'PKR'
    and (jsonb_typeof(value -> 'amount') = 'null' or (value ->> 'amount')::bigint >= 0)
  )),
  check (field <> 'validity' or (
    value ->> 'rule' in ('calendar_days', 'rolling', 'unknown')
    and coalesce((value ->> 'days')::integer, 1) > 0 and coalesce((value ->> 'hours')::integer, 1) > 0
    and not (value ->> 'days' is not null and value ->> 'hours' is not null)
  )),
  check (field <> 'withdrawn' or jsonb_typeof(value) = 'boolean')
);

create index statement_of_plan on catalog.statement (plan, field, valid_from);

-- What a release changed of plans that were there before, so that a price of the past is not lost with it.
create table catalog.release_change (
  id bigint generated always as identity primary key,
  change_set bigint not null references catalog.change_set,
  plan text not null references catalog.plan,
  field text not null,
  valid_from date not null,
  before jsonb not null,
  value jsonb not null
);

create index release_change_of_plan on catalog.release_change (plan, field);

-- Set on what staff added or ended: a release neither retires it nor writes over it.
alter table catalog.plan add column change_set bigint references catalog.change_set;
alter table catalog.tax_rule
  add column change_set bigint references catalog.change_set,
  add column ended_by bigint references catalog.change_set;

grant select on catalog.change_set, catalog.statement, catalog.release_change to tajdeed_app;
