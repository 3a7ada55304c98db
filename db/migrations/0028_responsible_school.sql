-- The school that answers for a student's whole programme: a dated record of transitions, of which the latest holds.

create table enrolment.responsible_school (
  student_number char(9) not null,
  transition_id uuid not null,
  effective_on date not null,
  has_school text not null,
  school_code text,
  outside_name text,
  outside_city text,
  outside_province text,
  outside_country text,
  reason text not null,
  submitted_by text not null,
  version integer not null,
  submitted_at timestamptz not null,
  deleted_at timestamptz,
  constraint responsible_school_pkey primary key (student_number, transition_id),
  constraint responsible_school_number_form check (student_number ~ '^[0-9]{9}$'),
  constraint responsible_school_has_school_known check (has_school in ('yes', 'no', 'unknown')),
  constraint responsible_school_school_form check (school_code ~ '^[A-Z][.][A-Z0-9]{1,8}$'),
  -- Yes names one school, here or outside; no and unknown name none.
  constraint responsible_school_one_school check (
    (has_school = 'yes') = (school_code is not null or outside_name is not null)
    and not (school_code is not null and outside_name is not null)),
  constraint responsible_school_outside_place check (
    outside_name is not null or (outside_city is null and outside_province is null and outside_country is null)),
  constraint responsible_school_version_positive check (version >= 1)
);

-- One answer a day: two responsible schools at once cannot stand.
create unique index responsible_school_one_a_day on enrolment.responsible_school (student_number, effective_on)
  where deleted_at is null;
-- The students of a responsible school.
create index responsible_school_by_school on enrolment.responsible_school (school_code, student_number)
  where deleted_at is null and has_school = 'yes';

comment on table enrolment.responsible_school is 'Transitions of the responsible school of a student. The latest live one that is not in the future holds; a new one ends the one before. A deletion is a mark that can be taken back.';
comment on column enrolment.responsible_school.student_number is 'The student, under the number that was submitted; never moved when numbers are linked.';
comment on column enrolment.responsible_school.transition_id is 'GUID made by whoever first recorded the transition.';
comment on column enrolment.responsible_school.effective_on is 'First day on which it holds; one live transition a day at most.';
comment on column enrolment.responsible_school.has_school is 'yes = a school answers for the student; no = none does, as after graduation; unknown = left, nobody knows where to.';
comment on column enrolment.responsible_school.school_code is 'The school, when it belongs to the jurisdiction.';
comment on column enrolment.responsible_school.outside_name is 'Name of a school outside the jurisdiction.';
comment on column enrolment.responsible_school.outside_city is 'Its city.';
comment on column enrolment.responsible_school.outside_province is 'Code of class province, for Canada and the United States.';
comment on column enrolment.responsible_school.outside_country is 'Code of class country.';
comment on column enrolment.responsible_school.reason is 'Code of class responsible_school_reason: why in or out.';
comment on column enrolment.responsible_school.submitted_by is 'The organisation that submitted the present state; the ministry for what the daily processor recorded.';
comment on column enrolment.responsible_school.version is 'Counts the changes from 1; a change names the version it was made from.';
comment on column enrolment.responsible_school.submitted_at is 'When the present state was submitted.';
comment on column enrolment.responsible_school.deleted_at is 'When it was deleted; null = live.';

select audit.watch('enrolment.responsible_school');
select access.guard_student('enrolment.responsible_school');

-- A GUID of a transition belongs to one student for ever, like that of an enrolment.
alter table identity.guid_owner drop constraint guid_owner_object_kind_check;
alter table identity.guid_owner add constraint guid_owner_object_kind_check check (object_kind ~ '^[a-z_]{1,40}$');
