-- A backup that was restored file by file, and a standby that took over, keep the server's identifier. What they do
-- not keep is its timeline: PostgreSQL begins a new one whenever a server stops following and goes on by itself.
set local lock_timeout = '5s';

alter table platform.install
  add column timeline bigint,
  -- Said beforehand by a person: a standby that has everything will take over, so its timeline may go on at once.
  add column ahead_until timestamptz,
  add column ahead_by text,
  -- Where it was first found away from home, and when: what came before has to be compared with every party.
  add column found_on text,
  add column found_at timestamptz,
  add constraint ahead_is_whole check ((ahead_until is null) = (ahead_by is null)),
  add constraint found_is_whole check ((found_on is null) = (found_at is null));

-- Where this runs is where the installation is taken to live: nobody wrote it down before.
update platform.install
   set timeline = ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::bigint;

alter table platform.install alter column timeline set not null;
