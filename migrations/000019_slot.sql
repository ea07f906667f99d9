-- One row per shard, and nothing else: whoever asks every shard for its earliest row starts from these 256.
-- A series of numbers would do on one server; on a cluster each server has to find its own shards in a table
-- that is cut like the others.
set local lock_timeout = '5s';

create table renewal.slot (
  shard smallint primary key check (shard between 0 and 255)
);

insert into renewal.slot (shard) select generate_series(0, 255);

grant select on renewal.slot to tajdeed_app;
