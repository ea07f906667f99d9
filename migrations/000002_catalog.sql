-- What may be sold. Facts ship with a release and are written by the owner when it starts; the app only
-- reads them, and keeps what the connected upstreams say. Reference tables: the same on every node.

set local lock_timeout = '5s';

create schema catalog;

-- Keeps dated rows of one key apart in a plain gist index, with no extension to install.
create type catalog.key_range as range (subtype = text, collation = "C");

create domain catalog.localized as jsonb
  check (jsonb_typeof(value) = 'object' and length(value ->> 'en') > 0);

create domain catalog.basis_points as integer check (value between 0 and 10000);

create domain catalog.volume as integer check (value > 0);

-- Counts the changes, so that every process knows by one small read whether its copy is the newest.
create table catalog.revision (
  only_row boolean primary key default true check (only_row),
  number bigint not null check (number >= 0)
);

insert into catalog.revision (number) values (0);

create table catalog.operator (
  id text primary key check (id ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  kind text not null check (kind in ('network', 'brand', 'travel_esim')),
  choosable boolean not null,
  retired boolean not null,
  position smallint not null,
  name catalog.localized not null,
  aliases jsonb not null check (jsonb_typeof(aliases) = 'array'),
  zone text not null,
  helpline text,
  source text not null,
  source_url text,
  as_of text not null,
  verified boolean not null
);

-- A table of its own, since a prefix that two operators claim would be no guess at all.
create table catalog.operator_prefix (
  prefix text primary key check (prefix ~ '^3[0-9]{1,3}$'),
  operator text not null references catalog.operator
);

create table catalog.territory (
  id text primary key,
  position smallint not null,
  name catalog.localized not null
);

create table catalog.tax_rule (
  id text primary key,
  environment text not null check (environment in ('sandbox', 'production')),
  territory text not null references catalog.territory,
  advance_tax_bp catalog.basis_points not null,
  service_tax_bp catalog.basis_points not null,
  effective_from date not null,
  effective_until date check (effective_until > effective_from),
  source text not null,
  as_of text not null,
  verified boolean not null,
  constraint tax_rule_names_its_territory check (id like '%/' || territory),
  constraint tax_rule_one_per_day exclude using gist (
    catalog.key_range(environment || '/' || territory, environment || '/' || territory, '[]') with &&,
    daterange(effective_from, effective_until) with &&
  ) deferrable initially deferred
);

create table catalog.plan (
  id text primary key check (id ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  operator text not null references catalog.operator,
  name catalog.localized not null,
  kind text not null check (
    kind in ('prepaid', 'add-on', 'idd', 'roaming', 'postpaid', 'postpaid-bolt-on', 'travel-esim')
  ),
  -- Null: exists everywhere; sandbox: invented for the simulated network.
  environment text check (environment = 'sandbox'),
  -- What the source does not state is null, never 0.
  data_mb catalog.volume,
  data_offpeak_mb catalog.volume,
  offpeak_window text,
  social_mb catalog.volume,
  social_apps text,
  minutes_all_net catalog.volume,
  minutes_on_net catalog.volume,
  minutes_off_net catalog.volume,
  sms catalog.volume,
  unlimited_on_net boolean not null,
  validity_days integer check (validity_days > 0),
  validity_hours integer check (validity_hours > 0),
  validity_rule text not null check (validity_rule in ('calendar_days', 'rolling', 'unknown')),
  region text not null,
  renewal_effect text not null check (
    renewal_effect in ('stack', 'replace', 'queue', 'reject', 'extend_volume', 'unknown')
  ),
  ussd_subscribe text,
  ussd_status text,
  ussd_unsubscribe text,
  auto_recurring boolean,
  source text not null,
  source_url text,
  as_of text not null,
  verified boolean not null,
  verified_fields text[] not null,
  placeholder boolean not null,
  stale boolean not null,
  retired boolean not null,
  notes text,
  constraint plan_one_unit_of_validity check (validity_days is null or validity_hours is null),
  constraint plan_verified_says_what check (verified = (cardinality(verified_fields) > 0))
);

create index plan_by_operator on catalog.plan (operator);

create table catalog.plan_price (
  plan text not null references catalog.plan,
  -- -infinity: as far back as is known.
  valid_from date not null,
  valid_until date check (valid_until > valid_from),
  basis text not null check (
    basis in ('balance_incl_gst', 'load_incl_ait', 'excl_tax', 'unknown')
  ),
  -- Minor units; null where the source has no price.
  amount bigint check (amount >= 0),
  currency text not null check (currency = 'PKR'),
  primary key (plan, valid_from),
  constraint plan_price_one_per_day exclude using gist (
    catalog.key_range(plan, plan, '[]') with &&,
    daterange(valid_from, valid_until) with &&
  ) deferrable initially deferred
);

-- What an upstream's own tariff said, and when: `plan` refers to nothing, for an upstream may sell
-- plans that the facts don't know yet, and their history must be there when they do.
create table catalog.upstream_offer (
  id bigint generated always as identity primary key,
  upstream text not null check (length(upstream) > 0),
  plan text not null check (length(plan) > 0),
  name text not null,
  kind text not null,
  basis text not null check (
    basis in ('balance_incl_gst', 'load_incl_ait', 'excl_tax', 'unknown')
  ),
  amount bigint check (amount >= 0),
  currency text not null check (currency = 'PKR'),
  validity_days integer check (validity_days > 0),
  validity_hours integer check (validity_hours > 0),
  validity_rule text not null check (validity_rule in ('calendar_days', 'rolling', 'unknown')),
  renewal_effect text not null check (
    renewal_effect in ('stack', 'replace', 'queue', 'reject', 'extend_volume', 'unknown')
  ),
  first_seen_at timestamptz not null,
  confirmed_at timestamptz not null check (confirmed_at >= first_seen_at),
  withdrawn_at timestamptz check (withdrawn_at >= confirmed_at)
);

-- One standing word per upstream and plan; what it said before stays as history.
create unique index upstream_offer_standing on catalog.upstream_offer (upstream, plan)
  where withdrawn_at is null;

grant usage on schema catalog to tajdeed_app;
grant select on all tables in schema catalog to tajdeed_app;
grant update (number) on catalog.revision to tajdeed_app;
grant insert on catalog.upstream_offer to tajdeed_app;
grant update (confirmed_at, withdrawn_at) on catalog.upstream_offer to tajdeed_app;
