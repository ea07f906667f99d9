-- Which worker walks which shard. Claims are safe without it (skip locked, fences): it keeps workers
-- from treading on each other's toes and spreads the work. Times are the database's own clock.

-- Who is at work: how many there are says how many shards each may hold.
create table renewal.worker (
  id text primary key,
  until timestamptz not null
);

create table renewal.shard_lease (
  shard smallint primary key check (shard between 0 and 255),
  worker text,
  until timestamptz not null,
  -- Raised with every change of hands, so that a dispute can be read afterwards.
  fence bigint not null default 0
);

insert into renewal.shard_lease (shard, until)
select shard, timestamptz '2000-01-01' from generate_series(0, 255) as shard;

grant select, insert, update, delete on renewal.worker to tajdeed_app;
grant select, update on renewal.shard_lease to tajdeed_app;
