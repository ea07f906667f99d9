-- Parties that are not to be called, and parties that do not answer. A room's tables have a schema of their own;
-- these belong to the engine. A few rows in all, asked every two seconds: reference tables.
set local lock_timeout = '5s';
create schema upstream;

-- The switch of each party: who turned it, when and why. The last entry is how it stands.
create table upstream.switch (
  id bigint generated always as identity primary key,
  party text not null,
  stopped boolean not null,
  by_name text not null check (by_name <> ''),
  because text not null check (because <> ''),
  -- The key or the command line that it came by.
  caller text not null,
  at timestamptz not null
);
create index switch_of_party on upstream.switch (party, id desc);

-- What a working process found ill, so that those who quote know. Believed for a while, since its teller may die.
create table upstream.illness (
  party text not null,
  worker text not null,
  since timestamptz not null,
  retry_at timestamptz not null,
  primary key (party, worker)
);

grant usage on schema upstream to tajdeed_app;
grant select, insert on upstream.switch to tajdeed_app;
grant select, insert, update, delete on upstream.illness to tajdeed_app;
