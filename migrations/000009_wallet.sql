-- Money a customer has left with us. Its row changes only in the statement that books the transfer, so it can
-- neither go below zero nor drift; the trial balance derives it again.
create table ledger.wallet (
  shard smallint not null check (shard between 0 and 255),
  id uuid not null,
  -- Whose it is: the id of an API key, so far.
  owner uuid not null,
  balance bigint not null check (balance >= 0),
  currency char(3) not null,
  primary key (shard, id)
);

-- On the wallet side of a transfer the account is the control account `wallet:PKR`; this says which wallet.
-- No foreign key: the statement that inserts the transfer must find the wallet to change it, and a key would
-- lock that row once more for each of the 400 lines it may fund.
alter table ledger.transfer add column wallet uuid;

grant select, insert, update on ledger.wallet to tajdeed_app;

-- A quote lives with its number; paid from a wallet, it is copied to the shard of the wallet's account, and
-- whoever comes to pay the original is sent there.
alter table renewal.quote add column moved_to smallint check (moved_to between 0 and 255);
grant update (moved_to) on renewal.quote to tajdeed_app;

alter table renewal.renewal
  alter column quote_id drop not null,
  -- The wallet that paid: known here, so that a refusal gives the money back in one statement.
  add column wallet_id uuid,
  -- Which renewal of its mandate: an automatic one has terms and no quote.
  add column period integer check (period > 0),
  add constraint renewal_by_quote_or_mandate check ((quote_id is null) = (period is not null));

-- One renewal per line and period, whatever workers believe.
create unique index renewal_one_per_period on renewal.renewal (shard, line_id, period)
  where period is not null;

drop index renewal.renewal_one_per_quote;
create unique index renewal_one_per_quote on renewal.renewal (shard, quote_id)
  where quote_id is not null and status not in ('declined', 'cancelled', 'expired');

-- What a customer has asked for once: this plan, on this line, from this wallet, at most at this price, for ever.
-- The line is the account's own: in the wallet's shard.
create table renewal.mandate (
  shard smallint not null check (shard between 0 and 255),
  line_id uuid not null,
  plan_id text not null check (plan_id <> ''),
  wallet_id uuid not null,
  territory text,
  max_total bigint not null check (max_total > 0),
  -- Renewals made so far; the next one is period + 1.
  period integer not null default 0 check (period >= 0),
  -- Null while a renewal is under way, and when it is paused.
  next_due timestamptz,
  -- Why it did not renew last time; with a due date it is tried again then, without one it is paused.
  aside text check (aside in ('wallet_short', 'price_above_cap', 'plan_not_offered',
    'period_taken', 'delivery_refused', 'delivery_reversed')),
  created_at timestamptz not null,
  primary key (shard, line_id),
  foreign key (shard, line_id) references line.line (shard, id),
  foreign key (shard, wallet_id) references ledger.wallet (shard, id)
);

-- The only way in for the engine: what is due, and nothing of ten million lines that are not.
create index mandate_due on renewal.mandate (shard, next_due) where next_due is not null;

-- What a mandate could not do, once each time its reason changes: somebody has to be told.
create table renewal.mandate_event (
  shard smallint not null check (shard between 0 and 255),
  line_id uuid not null,
  at timestamptz not null,
  event text not null,
  primary key (shard, line_id, at, event),
  foreign key (shard, line_id) references renewal.mandate (shard, line_id)
);

grant select, insert, update on renewal.mandate to tajdeed_app;
grant select, insert on renewal.mandate_event to tajdeed_app;
