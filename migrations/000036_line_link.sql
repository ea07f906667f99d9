-- A link to the page of a line carries the number of this row at the time it was given out, 0 where there was none:
-- raised by one, it ends every link of the line that is in anybody's hands. Links themselves are kept nowhere.
set local lock_timeout = '5s';

create table line.link_revocation (
  -- That of the number's directory row, which need not exist.
  shard smallint not null check (shard between 0 and 255),
  msisdn text not null check (msisdn ~ '^\+923[0-9]{9}$'),
  generation integer not null check (generation > 0),
  revoked_at timestamptz not null,
  -- The key that did it last.
  revoked_by text not null,
  primary key (shard, msisdn)
);

grant select, insert, update on line.link_revocation to tajdeed_app;
