-- What belongs to no room: which installation this is, and answers already given under an idempotency key.
-- The schema itself is made by the migration runner, which keeps its own table there.

create table platform.install (
  only_row boolean primary key check (only_row),
  environment text not null check (environment in ('sandbox', 'production')),
  -- Text: it is an unsigned 64-bit number, which bigint does not hold.
  system_identifier text not null,
  created_at timestamptz not null,
  receipt_secret bytea not null check (length(receipt_secret) >= 32)
);

create table platform.idempotency (
  -- hash(caller, key) mod 256, so that one caller's keys spread over every shard.
  shard smallint not null check (shard between 0 and 255),
  caller_hash bytea not null,
  key text not null,
  body_hash bytea not null,
  -- Both null while the first request is still being answered.
  status smallint,
  response jsonb,
  created_at timestamptz not null,
  primary key (shard, caller_hash, key),
  check ((status is null) = (response is null))
);

grant usage on schema platform to tajdeed_app;
grant select on platform.install to tajdeed_app;
grant select, insert, update, delete on platform.idempotency to tajdeed_app;
