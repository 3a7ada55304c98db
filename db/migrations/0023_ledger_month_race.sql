-- Two who need a month's partition at once: the second must see what the first made. A name that was looked up in vain before the wait is
-- remembered as unknown, so after it the catalogue itself is asked.
create or replace function access.ensure_ledger_month(moment timestamptz) returns text
language plpgsql security definer set search_path = pg_catalog set timezone = 'UTC' as $$
declare
  starts timestamptz := date_trunc('month', moment);
  month text := to_char(starts, 'YYYY_MM');
  name text := 'person_read_' || month;
begin
  if to_regclass('access.' || name) is not null then
    return month;
  end if;
  perform pg_advisory_xact_lock(4711, 9);
  if exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'access' and c.relname = name) then
    return month;
  end if;
  execute format('create table access.%I (like access.person_read including all)', name);
  execute format('create trigger person_read_is_kept before truncate on access.%I for each statement execute function audit.refuse_change()', name);
  execute format('alter table access.person_read attach partition access.%I for values from (%L) to (%L)', name, starts, starts + interval '1 month');
  return month;
end $$;
