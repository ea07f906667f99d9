create schema ledger;

-- The chart of accounts, a reference table: few rows, the same on every node.
create table ledger.account (
  id integer primary key,
  code text not null unique,
  currency char(3) not null,
  unique (id, currency)
);

-- One row is one transfer: balanced by construction, so nothing has to add up anything to trust it.
-- `subject` is what it belongs to (a renewal); one transfer of a kind per subject makes booking twice impossible.
create table ledger.transfer (
  shard smallint not null check (shard between 0 and 255),
  subject uuid not null,
  kind text not null,
  debit integer not null,
  credit integer not null,
  amount bigint not null check (amount > 0),
  currency char(3) not null,
  at timestamptz not null,
  primary key (shard, subject, kind),
  check (debit <> credit),
  foreign key (debit, currency) references ledger.account (id, currency),
  foreign key (credit, currency) references ledger.account (id, currency)
);

-- What each account has come to, per shard: no account is one hot row. Changed only in the statement
-- that inserts the transfers; the trial balance derives it again from them.
create table ledger.balance (
  shard smallint not null check (shard between 0 and 255),
  account integer not null references ledger.account (id),
  debits bigint not null check (debits >= 0),
  credits bigint not null check (credits >= 0),
  primary key (shard, account)
);

grant usage on schema ledger to tajdeed_app;
-- Append-only: no update and no delete on transfers, for anybody who answers requests.
grant select, insert on ledger.account, ledger.transfer to tajdeed_app;
grant select, insert, update on ledger.balance to tajdeed_app;
