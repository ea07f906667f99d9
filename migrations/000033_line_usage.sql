-- What the operator last told about a number: so that a silent operator leaves its last picture, with its age, and
-- nobody asks it more often than it bears. Bound to the number's directory row, which never moves.
set local lock_timeout = '5s';

create table line.usage (
  shard smallint not null check (shard between 0 and 255),
  line_id uuid not null,
  -- A ported number was counted by another one before: each has its own picture.
  operator text not null,
  asked_at timestamptz not null,
  -- Before this nobody asks again.
  next_ask_at timestamptz not null,
  -- How the last question ended; asked: not yet.
  standing text not null check (standing in ('asked', 'told', 'refused', 'silent')),
  -- When the operator counted what is kept, by its own word.
  as_of timestamptz,
  -- Buckets and plans as they were told then.
  told jsonb,
  primary key (shard, line_id, operator),
  foreign key (shard, line_id) references line.line (shard, id),
  check ((as_of is null) = (told is null))
);

-- Single days, for the bars and for what comes next; null is what was not told, never 0.
create table line.usage_day (
  shard smallint not null check (shard between 0 and 255),
  line_id uuid not null,
  operator text not null,
  -- A calendar day of the operator's zone.
  day date not null,
  data_mb bigint check (data_mb >= 0),
  minutes bigint check (minutes >= 0),
  sms bigint check (sms >= 0),
  -- False: it was counted before it was over.
  whole boolean not null,
  primary key (shard, line_id, operator, day),
  foreign key (shard, line_id, operator) references line.usage (shard, line_id, operator) on delete cascade
);

grant select, insert, update, delete on line.usage, line.usage_day to tajdeed_app;
