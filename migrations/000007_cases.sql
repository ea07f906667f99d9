create schema cases;

-- Whatever needs a person. A case either answers for a renewal that waits for one (`attention`) or names one
-- difference between our books and a party's (`party`, `reference`), and a difference may do both.
create table cases.case_file (
  shard smallint not null check (shard between 0 and 255),
  id uuid not null,
  reason text not null,
  renewal_id uuid,
  attention text,
  -- Where the renewal stood before this case held it: {"status", "attention"}.
  held_from jsonb,
  party text,
  reference text,
  evidence jsonb not null,
  opened_at timestamptz not null,
  deadline_at timestamptz not null,
  closed_at timestamptz,
  -- moved: an answer or a decision moved the renewal · agrees: the books agree again ·
  -- accepted: a person settled it outside, with evidence.
  closed_how text check (closed_how in ('moved', 'agrees', 'accepted')),
  primary key (shard, id),
  check ((closed_at is null) = (closed_how is null)),
  check ((party is null) = (reference is null)),
  check (attention is null or renewal_id is not null),
  check (attention is not null or reference is not null),
  check (held_from is null or attention is not null)
);

-- A renewal has one person at a time.
create unique index case_of_attention on cases.case_file (shard, renewal_id)
  where attention is not null and closed_at is null;
-- The same difference twice is one case, also after it was accepted.
create unique index case_of_difference on cases.case_file (shard, party, reference, reason)
  where reference is not null;
create index case_open on cases.case_file (shard, deadline_at) where closed_at is null;

-- What was done about it: who, when, by what evidence. Append-only.
create table cases.deed (
  shard smallint not null check (shard between 0 and 255),
  case_id uuid not null,
  id bigint generated always as identity,
  at timestamptz not null,
  deed text not null check (deed in ('look', 'delivered', 'refund', 'accept')),
  -- The person, and the key or account that spoke for them.
  by_whom text not null check (by_whom <> ''),
  caller text not null,
  evidence jsonb not null,
  primary key (shard, case_id, id),
  foreign key (shard, case_id) references cases.case_file (shard, id)
);

-- Comparisons of our books with the parties' lists. Few rows, bound to no account.
create table cases.reconciliation (
  id bigint generated always as identity primary key,
  from_at timestamptz not null,
  to_at timestamptz not null,
  started_at timestamptz not null,
  finished_at timestamptz,
  by_whom text not null check (by_whom <> ''),
  -- It began where the last such one ended; a time that somebody chose leaves gaps and does not count.
  continues boolean not null,
  -- Set for `--after-restore`: the server that the restored database was found on.
  restored_on text,
  released_by text,
  released_at timestamptz,
  parties jsonb,
  check (from_at < to_at),
  check ((released_by is null) = (released_at is null)),
  check (released_by is null or restored_on is not null)
);

-- The sweep that finds who waits for a person.
create index renewal_waiting on renewal.renewal (shard, id) where status = 'needs_attention';

grant usage on schema cases to tajdeed_app;
grant select, insert, update on cases.case_file, cases.reconciliation to tajdeed_app;
grant select, insert on cases.deed to tajdeed_app;
