-- Why an organisation sees a student, how much of it and until when; the numbers of one person; limited organisations; sight from outside.

-- Associations -------------------------------------------------------------------------------------------------------

alter table access.student_association add column last_until date;
alter table access.student_association add column minimum_until date;
alter table access.student_association drop constraint student_association_kind_known;
alter table access.student_association add constraint student_association_kind_known
  check (kind in ('creation', 'enrolment', 'exam_registration', 'custodian', 'external', 'linked', 'linked_minimum'));
alter table access.student_association drop constraint student_association_ends_after_exit;
alter table access.student_association add constraint student_association_ends_after_exit
  check (exit_on is null or (ends_on is not null and ends_on >= exit_on));
comment on column access.student_association.kind is
  'creation: it issued the number; enrolment: the student is or was enrolled there; exam_registration; custodian: it keeps the student record; external: it acknowledged that it looks from outside; linked, linked_minimum: it sees another number of the same person. The ministry needs none.';
comment on column access.student_association.exit_on is 'Last day of the last enrolment there; null while one is open, and for other kinds.';
comment on column access.student_association.ends_on is
  'Last day on which it gives sight of the student (jurisdiction parameters); null while it has no end; 1900-01-01 when every enrolment there was deleted: it gives none.';
comment on column access.student_association.last_until is
  'Last day of the association by last enrolment: some months after the exit, or until the student is enrolled elsewhere; null for other kinds and while an enrolment is open.';
comment on column access.student_association.minimum_until is
  'Last day on which it gives the minimum alone (a move that is not confirmed, sight from outside); null = it gives full sight.';

update access.student_association set last_until = least(ends_on, (exit_on + interval '6 months')::date) where exit_on is not null;
insert into access.protected_student (student_number)
  select student_number from identity.student where is_restricted on conflict do nothing;
update access.student_association a set is_protected = true
  from access.protected_student p where p.student_number = a.student_number and not a.is_protected;

create or replace view published.student_association with (security_invoker = true) as
  select student_number, organisation_code, kind, starts_on, ends_on, minimum_until, is_protected from access.student_association;

create table access.person_number (
  student_number char(9) not null,
  person_number char(9) not null,
  constraint person_number_pkey primary key (student_number)
);
create index person_number_by_person on access.person_number (person_number);
comment on table access.person_number is 'Numbers that were linked: which are one person. Numbers that never were stand alone and not here.';
comment on column access.person_number.student_number is 'A number.';
comment on column access.person_number.person_number is 'The number that stands for the person.';
select audit.exempt('access.person_number', 'derived from identity.identity_assertion, which is watched');
select access.keep_back('access.person_number', 'tells who is the same person as whom; services read it');

create view published.person_number with (security_invoker = true) as
  select student_number, person_number from access.person_number;
comment on view published.person_number is 'Linked numbers (access): which are one person, and which number stands for it.';
grant select on published.person_number to matricula_application, matricula_worker, matricula_reader;

create table access.limited_organisation (
  organisation_code text not null,
  level text not null,
  reason text not null,
  recorded_at timestamptz not null,
  constraint limited_organisation_pkey primary key (organisation_code),
  constraint limited_organisation_level_known check (level in ('low', 'high'))
);
comment on table access.limited_organisation is 'Organisations whose access is limited, and their schools with them.';
comment on column access.limited_organisation.organisation_code is 'The organisation; an authority stands for its schools.';
comment on column access.limited_organisation.level is
  'low: no sight from outside; high: besides, a former student is out of sight when the association by last enrolment ends.';
comment on column access.limited_organisation.reason is 'Why: a territory, abroad, no signed usage agreement.';
comment on column access.limited_organisation.recorded_at is 'When it was recorded.';
select audit.watch('access.limited_organisation');
select access.guard_open('access.limited_organisation', 'what is agreed with an organisation is no secret');

create table access.external_access (
  student_number char(9) not null,
  access_id uuid not null,
  organisation_code text not null,
  account_id uuid,
  actor_name text not null,
  reason text not null,
  acknowledged_at timestamptz not null,
  ends_on date not null,
  constraint external_access_pkey primary key (student_number, access_id)
);
create index external_access_by_organisation on access.external_access (organisation_code, acknowledged_at);
comment on table access.external_access is 'Looks at students without association, each acknowledged with a reason; the student sees them.';
comment on column access.external_access.student_number is 'The student.';
comment on column access.external_access.access_id is 'Key, a UUID of version 7.';
comment on column access.external_access.organisation_code is 'For which organisation.';
comment on column access.external_access.account_id is 'The account that looked; null for a machine client.';
comment on column access.external_access.actor_name is 'Who looked.';
comment on column access.external_access.reason is 'Why, in their words.';
comment on column access.external_access.acknowledged_at is 'When it was acknowledged.';
comment on column access.external_access.ends_on is 'Last day of sight.';
select audit.watch('access.external_access');

create table access.question_count (
  asker text not null,
  kind text not null,
  since timestamptz not null,
  asked integer not null,
  constraint question_count_pkey primary key (asker, kind, since)
);
comment on table access.question_count is 'How often an account or an organisation asked who somebody is, by hour or day: the limits are jurisdiction data.';
comment on column access.question_count.asker is 'The account, client or organisation.';
comment on column access.question_count.kind is 'What was asked: identification, external.';
comment on column access.question_count.since is 'Beginning of the hour or day.';
comment on column access.question_count.asked is 'How often.';
select audit.exempt('access.question_count', 'a counter');
select access.keep_back('access.question_count', 'a counter; services read it');

-- Sight --------------------------------------------------------------------------------------------------------------

-- The condition takes a level: what goes beyond the minimum asks for full sight. Whose associations count, and that protected
-- students have none, is the policy of access.student_association, under which the sub-query runs like any other. Settings
-- are read where they are needed: a single read costs 12 to 22 % more so, and 40 % with a sub-select for each of them. A setting that
-- was never said is null, which falls to the branch that shows nothing.
drop function access.guard_student(regclass, text);
drop function access.sight_of_student(text);
create function access.sight_of_student(student text, level text default 'full', besides text default null)
returns text language sql immutable as $$
  select format(
    'case when current_setting(''matricula.organisations'', true) = ''*''
          then current_setting(''matricula.protected'', true) = ''yes'' or not access.is_protected(%1$s)
          else exists (select from access.student_association a
                        where a.student_number = %1$s
                          and (%3$s ((a.ends_on is null or a.ends_on >= access.actor_today())%2$s)))
     end', student,
    case when level = 'full' then ' and (a.minimum_until is null or a.minimum_until < access.actor_today())' else '' end,
    coalesce(besides || ' or', ''))
$$;
comment on function access.sight_of_student(text, text, text) is
  'The condition on a column that holds a student number: minimum or full sight. `besides`: a condition on the row under which a tie to the student is enough, even one that ended.';

create function access.guard_student(guarded regclass, why text default '', level text default 'full') returns void language sql as $$
  select access.guard_by(guarded, 'student', why, access.sight_of_student(access.name_of(guarded) || '.student_number', level))
$$;
comment on function access.guard_student(regclass, text, text) is 'For tables that a student owns: whoever sees the student in full (or the minimum) sees the row.';

create function access.change_sight(guarded regclass, seen text) returns void language plpgsql as $$
begin
  execute format('alter policy sight on %s using (%s)', guarded, seen);
end $$;
comment on function access.change_sight(regclass, text) is 'Puts another condition of sight in place of the one that a table has.';

select access.guard_student('access.external_access', 'who sees the student in full sees who looked from outside');

select access.change_sight('access.student_association',
  '(not is_protected or current_setting(''matricula.protected'', true) = ''yes'')
   and (organisation_code = any ((select access.actor_organisations())::text[]) or current_setting(''matricula.organisations'', true) = ''*'')');
-- Everything that the conditions ask for stands in the index: no row of the table need be fetched.
create index student_association_sight on access.student_association (student_number, organisation_code)
  include (ends_on, minimum_until, is_protected);
update access.table_guard set guard = 'special', why = 'an organisation''s own; of protected students for those with the right'
 where table_name = 'access.student_association';
select access.change_sight(it::regclass, access.sight_of_student(it || '.student_number'))
  from unnest(array['identity.identification_record', 'identity.student_name', 'identity.address', 'identity.phone',
                    'identity.email', 'identity.guardian', 'validation.finding_event']) as it;
select access.change_sight('identity.student', access.sight_of_student('identity.student.student_number', 'minimum'));
-- A school reads its own enrolments of a student whom it sees no longer: a deletion could not be taken back otherwise.
select access.change_sight('enrolment.school_enrolment', access.sight_of_student('enrolment.school_enrolment.student_number', 'full',
  'enrolment.school_enrolment.school_code = any ((select access.actor_organisations())::text[])'));
select access.change_sight('identity.disclosure_restriction',
  format('(select access.reaches_protected()) and %s', access.sight_of_student('identity.disclosure_restriction.student_number')));
select access.change_sight('validation.finding', format(
  'case when (select access.reaches_everything()) or organisation_code = any ((select access.actor_organisations())::text[])
        then %s else organisation_code is null and %s end',
  access.sight_of_student('validation.finding.student_number', 'minimum'), access.sight_of_student('validation.finding.student_number')));
select access.change_sight('identity.identity_assertion', format('%s or %s',
  access.sight_of_student('identity.identity_assertion.student_number'),
  access.sight_of_student('identity.identity_assertion.other_number')));
select access.change_sight('identity.local_student', format(
  '((select access.reaches_everything()) or organisation_code = any ((select access.actor_organisations())::text[])) and %s',
  access.sight_of_student('identity.local_student.student_number', 'minimum')));
select access.change_sight('audit.change', format(
  'case when audit.change.student_number is null then (select access.reaches_everything()) else %s end',
  access.sight_of_student('audit.change.student_number')));
