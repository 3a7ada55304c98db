-- Who may see which rows, said to the database itself: roles, the reader's context, policies on every table of students,
-- and alarms. docs/decisions/0008-row-level-security.md tells why it is so.

-- Roles --------------------------------------------------------------------------------------------------------------

-- Roles belong to the server, not to one database, so another database of the same server may have made them already.
do $$
declare
  name text;
begin
  foreach name in array array['matricula_application', 'matricula_worker', 'matricula_reader'] loop
    if not exists (select from pg_roles where rolname = name) then
      begin
        execute format('create role %I nologin', name);
      exception when duplicate_object or unique_violation then
        null; -- somebody else made it in this moment
      end;
    end if;
    if not (select rolsuper from pg_roles where rolname = current_user) and not pg_has_role(current_user, name, 'set') then
      execute format('grant %I to current_user with set true', name);
    end if;
  end loop;
end $$;

do $$
declare
  name text;
begin
  foreach name in array array['access', 'audit', 'enrolment', 'exchange', 'identity', 'jurisdiction', 'organisations', 'platform',
                              'published', 'validation'] loop
    execute format('grant usage on schema %I to matricula_application, matricula_worker, matricula_reader', name);
  end loop;
end $$;

-- The context of a reader --------------------------------------------------------------------------------------------

create function access.actor_organisations() returns text[] language sql stable parallel safe
  return string_to_array(nullif(current_setting('matricula.organisations', true), ''), ',');
comment on function access.actor_organisations() is 'The organisations in whose name the connection reads; null = none was said, and nothing is seen.';

create function access.reaches_everything() returns boolean language sql stable parallel safe
  return coalesce(current_setting('matricula.organisations', true) = '*', false);
comment on function access.reaches_everything() is 'True for the ministry: no association is asked for.';

create function access.reaches_protected() returns boolean language sql stable parallel safe
  return coalesce(current_setting('matricula.protected', true) = 'yes', false);
comment on function access.reaches_protected() is 'True while the reader has the right to protected students.';

create function access.actor_account() returns text language sql stable parallel safe
  return nullif(current_setting('matricula.account', true), '');
comment on function access.actor_account() is 'The account or client that reads.';

create function access.actor_today() returns date language sql stable parallel safe
  return coalesce(nullif(current_setting('matricula.today', true), '')::date, current_date);
comment on function access.actor_today() is 'The day on which associations are judged.';

create table access.protected_student (
  student_number char(9) not null,
  constraint protected_student_pkey primary key (student_number)
);
comment on table access.protected_student is
  'The numbers of protected students (all numbers of the person), for policies; derived from the restrictions in force.';
comment on column access.protected_student.student_number is 'The number.';

create function access.is_protected(asked char(9)) returns boolean language sql stable parallel safe security definer
  set search_path = pg_catalog
  begin atomic
    select exists (select from access.protected_student p where p.student_number = asked);
  end;
comment on function access.is_protected(char(9)) is 'Whether a number belongs to a protected student; the list itself is out of every reader''s reach.';

-- A school sees through its rows; whether the student is protected stands beside, so that one probe answers both.
alter table access.student_association add column is_protected boolean not null default false;
comment on column access.student_association.is_protected is 'True while the student is protected: the association then gives sight to those with the right only.';

-- Guards -------------------------------------------------------------------------------------------------------------

create table access.table_guard (
  table_name text not null,
  guard text not null,
  why text not null,
  constraint table_guard_pkey primary key (table_name),
  constraint table_guard_known check (guard in ('student', 'organisation', 'open', 'kept_back', 'special'))
);
comment on table access.table_guard is 'How each table is guarded; the tests know no table that stands not here.';
comment on column access.table_guard.table_name is 'schema.table.';
comment on column access.table_guard.guard is
  'student: rows of associated, unprotected students; organisation: rows of the reader''s organisations; open: everybody signed in; kept_back: no reader has any right, services read it with the worker''s role; special: policies of its own.';
comment on column access.table_guard.why is 'Why it is guarded so, where that is not the table''s nature.';

create function access.name_of(guarded regclass) returns text language sql stable as $$
  select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.oid = guarded
$$;
comment on function access.name_of(regclass) is 'schema.table of a table.';

-- What every guard gives: the worker works on all rows, no reader on any.
create function access.give_to_worker(guarded regclass, guard text, why text) returns void language plpgsql as $$
begin
  insert into access.table_guard (table_name, guard, why) values (access.name_of(guarded), guard, why)
    on conflict (table_name) do update set guard = excluded.guard, why = excluded.why;
  execute format('grant select, insert, update, delete on %s to matricula_worker', guarded);
end $$;

-- Turns row security on and lets through the rows that `seen` tells, to read only.
create function access.guard_by(guarded regclass, guard text, why text, seen text) returns void language plpgsql as $$
begin
  perform access.give_to_worker(guarded, guard, why);
  execute format('alter table %s enable row level security', guarded);
  execute format('grant select on %s to matricula_application, matricula_reader', guarded);
  execute format('create policy work on %s to matricula_worker using (true) with check (true)', guarded);
  execute format('create policy sight on %s for select to matricula_application, matricula_reader using (%s)', guarded, seen);
end $$;

-- The condition of sight of a student's row. Sub-selects without a reference to the row are evaluated once a query.
-- `exists` over the index by student number, never `in`: fifty times dearer.
create function access.sight_of_student(student text) returns text language sql immutable as $$
  select format(
    'case when (select access.reaches_everything())
          then (select access.reaches_protected()) or not access.is_protected(%1$s)
          else exists (select from access.student_association a
                        where a.student_number = %1$s
                          and a.organisation_code = any ((select access.actor_organisations())::text[])
                          and (a.ends_on is null or a.ends_on >= (select access.actor_today()))
                          and (not a.is_protected or (select access.reaches_protected())))
     end', student)
$$;
comment on function access.sight_of_student(text) is 'The condition on a column that holds a student number.';

create function access.guard_student(guarded regclass, why text default '') returns void language sql as $$
  select access.guard_by(guarded, 'student', why, access.sight_of_student(access.name_of(guarded) || '.student_number'))
$$;
comment on function access.guard_student(regclass, text) is 'For tables that a student owns: whoever sees the student sees the row.';

create function access.guard_organisation(guarded regclass, organisation text default 'organisation_code', why text default '')
returns void language sql as $$
  select access.guard_by(guarded, 'organisation', why, format(
    '(select access.reaches_everything()) or %I = any ((select access.actor_organisations())::text[])', organisation))
$$;
comment on function access.guard_organisation(regclass, text, text) is 'For tables of organisations: whoever reads for the organisation sees the row.';

create function access.guard_open(guarded regclass, why text) returns void language plpgsql as $$
begin
  perform access.give_to_worker(guarded, 'open', why);
  execute format('grant select on %s to matricula_application, matricula_reader', guarded);
end $$;
comment on function access.guard_open(regclass, text) is 'For what everybody may read: organisations, codes, rules.';

create function access.keep_back(guarded regclass, why text) returns void language sql as $$
  select access.give_to_worker(guarded, 'kept_back', why)
$$;
comment on function access.keep_back(regclass, text) is 'For what no request reads by itself: secrets, registries, queues, staging.';

-- Alarms -------------------------------------------------------------------------------------------------------------

create table access.alarm (
  alarm_id uuid not null,
  kind text not null,
  severity text not null,
  organisation_code text not null,
  account_id uuid,
  client_id text,
  student_number char(9),
  details jsonb not null default '{}',
  raised_at timestamptz not null,
  seen_at timestamptz,
  seen_by text,
  closed_at timestamptz,
  closed_by text,
  outcome text,
  constraint alarm_pkey primary key (alarm_id),
  constraint alarm_severity_known check (severity in ('notice', 'serious', 'critical')),
  constraint alarm_closed_told check ((closed_at is null) = (outcome is null))
);
create index alarm_by_organisation on access.alarm (organisation_code, raised_at desc);
create index alarm_open on access.alarm (raised_at desc) where closed_at is null;
comment on table access.alarm is 'Something that a person must look at: a locked account, a spent budget, a decoy that was read, a broken glass.';
comment on column access.alarm.alarm_id is 'Key, a UUID of version 7.';
comment on column access.alarm.kind is 'What happened: a kind of the list in access/rules/alarms.ts.';
comment on column access.alarm.severity is 'notice, serious or critical.';
comment on column access.alarm.organisation_code is 'Whose alarm it is: the organisation that must look.';
comment on column access.alarm.account_id is 'The account that caused it, when one did.';
comment on column access.alarm.client_id is 'The machine client that caused it, when one did.';
comment on column access.alarm.student_number is 'The student it is about, when it is about one.';
comment on column access.alarm.details is 'What the words of the kind are filled with.';
comment on column access.alarm.raised_at is 'When it was raised.';
comment on column access.alarm.seen_at is 'When somebody first looked.';
comment on column access.alarm.seen_by is 'Who looked.';
comment on column access.alarm.closed_at is 'When it was settled; null = open.';
comment on column access.alarm.closed_by is 'Who settled it.';
comment on column access.alarm.outcome is 'What was found, in the words of whoever settled it.';

select audit.exempt('access.protected_student', 'derived from identity.disclosure_restriction, which is watched');
select audit.exempt('access.table_guard', 'written by migrations only');
select audit.watch('access.alarm');

-- Acts ---------------------------------------------------------------------------------------------------------------

alter table audit.act add column actor_client_id text;
comment on column audit.act.actor_client_id is 'The machine client, when one did it.';
alter table audit.act drop constraint act_actor_kind_known;
alter table audit.act add constraint act_actor_kind_known check (actor_kind in ('account', 'client', 'system', 'command'));

-- The record of changes is written by its triggers, with the rights of its owner: no role of the program may write there.
alter function audit.record_insert() security definer set search_path = pg_catalog;
alter function audit.record_update() security definer set search_path = pg_catalog;
alter function audit.record_delete() security definer set search_path = pg_catalog;

create function audit.begin_act(
  kind text, actor_kind text, actor_account_id uuid, actor_client_id text, actor_name text,
  organisation_code text, reason text, request_id text, at timestamptz
) returns bigint language plpgsql security definer set search_path = pg_catalog as $$
declare
  id bigint;
begin
  insert into audit.act (kind, actor_kind, actor_account_id, actor_client_id, actor_name, organisation_code, reason, request_id, at)
  values (kind, actor_kind, actor_account_id, actor_client_id, actor_name, organisation_code, reason, request_id, at)
  returning act_id into id;
  perform set_config('matricula.act_id', id::text, true);
  return id;
end $$;
comment on function audit.begin_act(text, text, uuid, text, text, text, text, text, timestamptz) is 'Begins the act of the transaction.';

-- The second judgement of a write: whatever the service checked, an act of a person or a client that changed a student
-- out of the actor's reach is undone. A school that just took its own enrolment back still had it when the act began.
create function audit.refuse_out_of_reach(act bigint, organisations text[], sees_protected boolean, today date)
returns void language plpgsql stable security definer set search_path = pg_catalog as $$
declare
  stranger text;
begin
  select c.student_number into stranger
    from (select distinct student_number from audit.change where act_id = act and student_number is not null) c
   where (not sees_protected and access.is_protected(c.student_number))
      or (organisations is not null
          and not exists (select from access.student_association a
                           where a.student_number = c.student_number and a.organisation_code = any (organisations)
                             and (a.ends_on is null or a.ends_on >= today))
          and not exists (select from audit.change o
                           where o.act_id = act and o.student_number = c.student_number and o.before is not null
                             and o.before ->> 'school_code' = any (organisations)))
   limit 1;
  if stranger is not null then
    raise exception 'the act % changed a student out of its actor''s reach', act using errcode = 'MT404';
  end if;
end $$;
comment on function audit.refuse_out_of_reach(bigint, text[], boolean, date) is 'Throws when an act changed a student whom its actor may not see.';

-- The queue's own tables belong to its makers; jobs are queued through this door in the transaction of the change.
create function platform.add_job(name text, payload json, run_at timestamptz, tries_max integer, key text)
returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform graphile_worker.add_job(name, payload => payload, run_at => run_at, max_attempts => tries_max, job_key => key);
end $$;
comment on function platform.add_job(text, json, timestamptz, integer, text) is 'Queues a job.';

-- What stands already ------------------------------------------------------------------------------------------------

select access.keep_back('access.protected_student', 'who is protected is asked through access.is_protected alone');
select access.keep_back('access.table_guard', 'for the tests');
select access.guard_organisation('access.alarm');
select access.guard_organisation('access.student_association');
select access.keep_back('access.account', 'people who work with the register; services show them within reach');
select access.keep_back('access.session', 'secrets');

-- An act is seen by its own organisation, and by whoever sees a student whom it changed.
select access.guard_by('audit.change', 'special', 'a student''s change is seen with the student; other rows by the ministry alone', format(
  'case when audit.change.student_number is null then (select access.reaches_everything()) else %s end',
  access.sight_of_student('audit.change.student_number')));
select access.guard_by('audit.act', 'special', 'seen by its organisation, and with any change that it made and the reader sees',
  '(select access.reaches_everything()) or organisation_code = any ((select access.actor_organisations())::text[])
   or exists (select from audit.change c where c.act_id = audit.act.act_id and c.student_number is not null)');
revoke insert, update, delete on audit.act, audit.change from matricula_worker;
select access.keep_back('audit.unwatched', 'for the tests');
revoke insert, update, delete on audit.unwatched from matricula_worker;

select access.guard_student(it::regclass)
  from unnest(array['identity.student', 'identity.identification_record', 'identity.student_name', 'identity.address',
                    'identity.phone', 'identity.email', 'identity.guardian', 'identity.number_issued', 'enrolment.school_enrolment',
                    'validation.finding_event']) as it;
select access.guard_by('identity.disclosure_restriction', 'special', 'for those with the right to protected students',
  format('(select access.reaches_protected()) and %s', access.sight_of_student('identity.disclosure_restriction.student_number')));
select access.guard_by('validation.finding', 'special', 'the student must be seen, and the work be the reader''s or anybody''s', format(
  '(organisation_code is null or (select access.reaches_everything()) or organisation_code = any ((select access.actor_organisations())::text[])) and %s',
  access.sight_of_student('validation.finding.student_number')));
select access.guard_by('identity.identity_assertion', 'special', 'seen with either of the two numbers', format('%s or %s',
  access.sight_of_student('identity.identity_assertion.student_number'),
  access.sight_of_student('identity.identity_assertion.other_number')));
select access.guard_by('identity.match_task', 'special', 'candidates are other people''s children: the ministry decides',
  '(select access.reaches_everything())');
select access.guard_by('identity.match_decision', 'special', 'candidates are other people''s children: the ministry decides',
  '(select access.reaches_everything())');
select access.guard_by('identity.local_student', 'special', 'an organisation sees its own ids of students whom it sees', format(
  '((select access.reaches_everything()) or organisation_code = any ((select access.actor_organisations())::text[])) and %s',
  access.sight_of_student('identity.local_student.student_number')));
select access.keep_back('identity.guid_owner', 'a registry: it ties a GUID to a person');
select access.keep_back('identity.student_key', 'derived: candidates are searched over the whole register');
select access.keep_back('identity.search_token', 'derived: names are searched over the whole register, the found students are read as the reader');
select access.keep_back('validation.scan_due', 'a queue');
select access.keep_back('validation.scan_request', 'a queue');

select access.guard_organisation('exchange.submission');
select access.guard_by('exchange.submission_stage', 'special', 'seen with the submission',
  'exists (select from exchange.submission s where s.submission_id = exchange.submission_stage.submission_id)');
select access.guard_by('exchange.submission_file', 'special', 'seen with the submission',
  'exists (select from exchange.submission s where s.submission_id = exchange.submission_file.submission_id)');
select access.keep_back('exchange.submission_item', 'staging filled by COPY, which row security forbids; services read it by submission');
select access.guard_by('exchange.item_fate', 'special', 'seen with the submission; the fate of a protected student with the right alone',
  'exists (select from exchange.submission s where s.submission_id = exchange.item_fate.submission_id)
   and (student_number is null or (select access.reaches_protected()) or not access.is_protected(student_number))');

-- Statistics of a table are its owner's to take.
create function exchange.analyse_items() returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  analyze exchange.submission_item;
end $$;
comment on function exchange.analyse_items() is 'Tells the planner what has just been staged.';

select access.keep_back('platform.idempotent_answer', 'answers hold students'' data; each is given to its asker alone');
select access.keep_back('platform.stored_file', 'files are opened by the service that stored them');
grant usage on all sequences in schema audit, validation, platform to matricula_worker;

do $$
declare
  name text;
begin
  for name in
    select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname in ('organisations', 'jurisdiction') and c.relkind in ('r', 'p') order by 1
  loop
    perform access.guard_open(name::regclass, 'public: organisations and what a jurisdiction decides');
  end loop;
  -- A view reads with the rights of whoever asks, not of whoever made it: else it would lead around every policy.
  for name in
    select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'published' and c.relkind = 'v' order by 1
  loop
    execute format('alter view %s set (security_invoker = true)', name);
    execute format('grant select on %s to matricula_application, matricula_worker, matricula_reader', name);
  end loop;
end $$;

-- The one exception: who works with the register may be named by everybody who reads, without what else an account holds.
alter view published.account set (security_invoker = false);
