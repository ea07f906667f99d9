-- What is quoted became a room of its own, and a room has its schema.
set local lock_timeout = '5s';
create schema quote;
alter table renewal.terms set schema quote;
alter table renewal.quote set schema quote;
grant usage on schema quote to tajdeed_app;
