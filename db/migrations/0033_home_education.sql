-- Unsupervised home education, registered with the ministry. Supervised home education is a school enrolment with a programme code.

create table enrolment.home_registration (
  student_number char(9) not null,
  registration_id uuid not null,
  school_year smallint not null,
  authority_code text,
  start_on date not null,
  exit_on date not null,
  exit_type text not null,
  submitted_by text not null,
  version integer not null,
  submitted_at timestamptz not null,
  deleted_at timestamptz,
  constraint home_registration_pkey primary key (student_number, registration_id),
  constraint home_registration_number_form check (student_number ~ '^[0-9]{9}$'),
  constraint home_registration_year_range check (school_year between 1900 and 2199),
  constraint home_registration_authority_form check (authority_code ~ '^[A-Z][.][A-Z0-9]{1,8}$'),
  constraint home_registration_exit_after_start check (exit_on >= start_on),
  constraint home_registration_version_positive check (version >= 1)
);
comment on table enrolment.home_registration is 'A student''s registration for unsupervised home education in a school year, kept by the ministry. A deletion is a mark that can be taken back.';
comment on column enrolment.home_registration.student_number is 'The student, under the number that was submitted; never moved when numbers are linked.';
comment on column enrolment.home_registration.registration_id is 'GUID made by whoever first recorded it.';
comment on column enrolment.home_registration.school_year is 'The school year by the calendar year it ends in.';
comment on column enrolment.home_registration.authority_code is 'The authority where the student resides, when it was said.';
comment on column enrolment.home_registration.start_on is 'First day.';
comment on column enrolment.home_registration.exit_on is 'Expected or real last day, itself included.';
comment on column enrolment.home_registration.exit_type is 'Code of class exit_type: whether the last day ends it as planned or early.';
comment on column enrolment.home_registration.submitted_by is 'The organisation that submitted the present state.';
comment on column enrolment.home_registration.version is 'Counts the changes from 1; a change names the version it was made from.';
comment on column enrolment.home_registration.submitted_at is 'When the present state was submitted.';
comment on column enrolment.home_registration.deleted_at is 'When it was deleted; null = live.';

select audit.watch('enrolment.home_registration');
select access.guard_student('enrolment.home_registration');
