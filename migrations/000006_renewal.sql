create schema renewal;

-- What is sold, as it was shown: plan, price, tax rule. Its id is the hash of its content, so a thousand lines on
-- one plan share one row, and later catalogue changes do not reach it. A reference table.
create table renewal.terms (
  id uuid primary key,
  operator text not null,
  plan_id text not null,
  body jsonb not null,
  load bigint not null check (load > 0),
  advance_tax bigint not null check (advance_tax >= 0),
  credited bigint not null check (credited >= 0),
  service_tax bigint not null check (service_tax >= 0),
  service bigint not null check (service >= 0),
  total bigint not null check (total >= load),
  currency char(3) not null,
  created_at timestamptz not null,
  check (load = advance_tax + credited),
  check (credited = service_tax + service)
);

-- A number, terms and a moment: effect and end of validity follow from these.
create table renewal.quote (
  shard smallint not null check (shard between 0 and 255),
  id uuid not null,
  terms_id uuid not null references renewal.terms (id),
  msisdn text not null check (msisdn ~ '^\+923[0-9]{9}$'),
  operator_chosen boolean not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (shard, id)
);

create table renewal.renewal (
  shard smallint not null check (shard between 0 and 255),
  id uuid not null,
  quote_id uuid not null,
  line_id uuid not null,
  terms_id uuid not null references renewal.terms (id),
  -- Money that is proven later than this, and a grace, is given back.
  pay_by timestamptz not null,
  status text not null check (status in ('awaiting_payment', 'paying', 'paid', 'delivering',
    'delivered', 'refunding', 'refunded', 'declined', 'expired', 'cancelled', 'needs_attention')),
  attention text,
  method text not null,
  return_url text,
  next_action jsonb,
  promised_by timestamptz,
  delivered_at timestamptz,
  ends_at timestamptz,
  created_at timestamptz not null,
  primary key (shard, id),
  foreign key (shard, quote_id) references renewal.quote (shard, id),
  foreign key (shard, line_id) references line.line (shard, id),
  check ((status = 'needs_attention') = (attention is not null))
);

-- One live renewal per quote: two browsers, a double click and a back button meet here.
create unique index renewal_one_per_quote on renewal.renewal (shard, quote_id)
  where status not in ('declined', 'cancelled', 'expired');
create index renewal_of_line on renewal.renewal (shard, line_id, id);

-- An effect asked of an outside party. Its reference, a function of this key, exists before the call.
create table renewal.attempt (
  shard smallint not null check (shard between 0 and 255),
  renewal_id uuid not null,
  leg text not null check (leg in ('charge', 'delivery', 'refund')),
  n smallint not null check (n > 0),
  party text not null,
  request jsonb,
  state text not null check (state in ('open', 'done', 'refused', 'reversed', 'closed')),
  -- What the next turn does: send, look it up, close it at the party, or watch for a reversal.
  step text not null check (step in ('send', 'look', 'close', 'watch')),
  next_at timestamptz,
  lease_until timestamptz,
  fence integer not null default 0,
  sends smallint not null default 0,
  looks smallint not null default 0,
  first_sent_at timestamptz,
  last_sent_at timestamptz,
  deadline_at timestamptz not null,
  -- The party's own name for it and its last word, as evidence.
  answer jsonb,
  created_at timestamptz not null,
  primary key (shard, renewal_id, leg, n),
  foreign key (shard, renewal_id) references renewal.renewal (shard, id)
);

create unique index attempt_one_live_per_leg on renewal.attempt (shard, renewal_id, leg)
  where state = 'open';
-- The engine's only way in: what is due, and nothing of what is stored.
create index attempt_due on renewal.attempt (shard, next_at) where next_at is not null;

create table renewal.event (
  shard smallint not null check (shard between 0 and 255),
  renewal_id uuid not null,
  id bigint generated always as identity,
  at timestamptz not null,
  event text not null,
  primary key (shard, renewal_id, id),
  foreign key (shard, renewal_id) references renewal.renewal (shard, id)
);

-- Callbacks as they came. The party's event id makes a repetition visible.
create table renewal.callback (
  shard smallint not null check (shard between 0 and 255),
  source text not null,
  event_id text not null,
  renewal_id uuid,
  body text not null,
  received_at timestamptz not null,
  primary key (shard, source, event_id)
);

grant usage on schema renewal to tajdeed_app;
grant select, insert on renewal.terms, renewal.quote, renewal.event, renewal.callback to tajdeed_app;
grant select, insert, update on renewal.renewal, renewal.attempt to tajdeed_app;
