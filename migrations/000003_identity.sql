create schema identity;

-- Keys of programs that call the API. Only the hash is kept: a stolen table opens nothing.
create table identity.api_key (
  id uuid primary key,
  name text not null check (name <> ''),
  key_hash bytea not null unique check (octet_length(key_hash) = 32),
  permissions text[] not null,
  created_at timestamptz not null,
  revoked_at timestamptz
);

grant usage on schema identity to tajdeed_app;
grant select on identity.api_key to tajdeed_app;
