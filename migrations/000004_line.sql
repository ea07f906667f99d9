create schema line;

-- A number that nobody has claimed belongs to a guest account whose shard is hash(E.164) mod 256;
-- this row never moves and is the directory of that number.
create table line.line (
  shard smallint not null check (shard between 0 and 255),
  id uuid not null,
  msisdn text not null check (msisdn ~ '^\+923[0-9]{9}$'),
  created_at timestamptz not null,
  primary key (shard, id),
  unique (shard, msisdn)
);

grant usage on schema line to tajdeed_app;
grant select, insert on line.line to tajdeed_app;
