-- Who learns where and when: the school enrolments of a student, as the schools submitted them.

create schema enrolment;
comment on schema enrolment is 'School enrolments: who learns where, when, in what.';

create table enrolment.school_enrolment (
  student_number char(9) not null,
  enrolment_id uuid not null,
  school_code text not null,
  school_year smallint not null,
  grade text not null,
  start_on date not null,
  exit_on date,
  exit_type text,
  programming_type text not null,
  programming_timeframe text not null,
  enrolment_types text[] not null default '{}',
  exception_codes text[] not null default '{}',
  grants_programmes text[] not null default '{}',
  resident_board text,
  francophone_board text,
  self_declaration text,
  french_hours smallint,
  hours smallint,
  programme_percentage numeric(5, 2),
  local_student_id text,
  submitted_by text not null,
  version integer not null,
  submitted_at timestamptz not null,
  deleted_at timestamptz,
  constraint school_enrolment_pkey primary key (student_number, enrolment_id),
  constraint school_enrolment_number_form check (student_number ~ '^[0-9]{9}$'),
  constraint school_enrolment_school_form check (school_code ~ '^[A-Z][.][A-Z0-9]{1,8}$'),
  constraint school_enrolment_year_range check (school_year between 1900 and 2199),
  constraint school_enrolment_exit_after_start check (exit_on is null or exit_on >= start_on),
  constraint school_enrolment_enrolment_types_max check (cardinality(enrolment_types) <= 3),
  constraint school_enrolment_exception_codes_max check (cardinality(exception_codes) <= 2),
  constraint school_enrolment_grants_programmes_max check (cardinality(grants_programmes) <= 3),
  constraint school_enrolment_resident_board_form check (resident_board is null or resident_board ~ '^[A-Z][.][A-Z0-9]{1,8}$'),
  constraint school_enrolment_francophone_board_form check (francophone_board is null or francophone_board ~ '^[A-Z][.][A-Z0-9]{1,8}$'),
  constraint school_enrolment_french_hours_range check (french_hours between 1 and 9999),
  constraint school_enrolment_hours_range check (hours between 1 and 9999),
  constraint school_enrolment_percentage_range check (programme_percentage between 0 and 100),
  constraint school_enrolment_local_student_id_length check (length(local_student_id) between 1 and 40),
  constraint school_enrolment_version_positive check (version >= 1)
);

-- The class list of a school and the counts of a year.
create index school_enrolment_by_school on enrolment.school_enrolment (school_code, school_year, grade, student_number)
  where deleted_at is null;

comment on table enrolment.school_enrolment is 'A student''s time at a school within one school year. Several at once are normal; a deletion is a mark that can be taken back.';
comment on column enrolment.school_enrolment.student_number is 'The student, under the number that was submitted; never moved when numbers are linked.';
comment on column enrolment.school_enrolment.enrolment_id is 'GUID made by the school''s system, used again for every later change.';
comment on column enrolment.school_enrolment.school_code is 'The school; never changes (delete and submit anew instead).';
comment on column enrolment.school_enrolment.school_year is 'The school year by the calendar year it ends in: 2027 is 2026/2027.';
comment on column enrolment.school_enrolment.grade is 'Code of class grade.';
comment on column enrolment.school_enrolment.start_on is 'First day of the enrolment.';
comment on column enrolment.school_enrolment.exit_on is 'Expected or real last day, itself included; null = open.';
comment on column enrolment.school_enrolment.exit_type is 'Code of class exit_type: whether the last day ends it as planned or early.';
comment on column enrolment.school_enrolment.programming_type is 'Code of class programming_type: regular, summer, continuing.';
comment on column enrolment.school_enrolment.programming_timeframe is 'Code of class programming_timeframe: day, evening.';
comment on column enrolment.school_enrolment.enrolment_types is 'Codes of class enrolment_type, at most three, sorted.';
comment on column enrolment.school_enrolment.exception_codes is 'Codes of class exception_code, at most two, sorted.';
comment on column enrolment.school_enrolment.grants_programmes is 'Codes of class grants_programme, at most three, sorted.';
comment on column enrolment.school_enrolment.resident_board is 'The authority where the student resides, when it pays or must be known.';
comment on column enrolment.school_enrolment.francophone_board is 'Francophone authority; only for the school years in which it was asked for.';
comment on column enrolment.school_enrolment.self_declaration is 'Indigenous self-declaration, voluntary; read only with the right to restricted data.';
comment on column enrolment.school_enrolment.french_hours is 'Hours of instruction in French in the year.';
comment on column enrolment.school_enrolment.hours is 'Hours of instruction in the year.';
comment on column enrolment.school_enrolment.programme_percentage is 'Share of the programme that the school authority provides, in percent, for shared home education.';
comment on column enrolment.school_enrolment.local_student_id is 'The student''s number in the school''s own system.';
comment on column enrolment.school_enrolment.submitted_by is 'The organisation that submitted the present state.';
comment on column enrolment.school_enrolment.version is 'Counts the changes from 1; a change names the version it was made from.';
comment on column enrolment.school_enrolment.submitted_at is 'When the present state was submitted.';
comment on column enrolment.school_enrolment.deleted_at is 'When it was deleted; null = live.';

create view published.school_enrolment as
  select student_number, enrolment_id, school_code, school_year, grade, start_on, exit_on, exit_type,
         programming_type, programming_timeframe, enrolment_types, exception_codes, grants_programmes, resident_board,
         french_hours, hours, programme_percentage
    from enrolment.school_enrolment
   where deleted_at is null;
comment on view published.school_enrolment is 'Live enrolments for the modules that read them in bulk; without the self-declaration.';
comment on column published.school_enrolment.student_number is 'The student.';
comment on column published.school_enrolment.enrolment_id is 'GUID of the enrolment.';
comment on column published.school_enrolment.school_code is 'The school.';
comment on column published.school_enrolment.school_year is 'School year by the calendar year it ends in.';
comment on column published.school_enrolment.grade is 'Code of class grade.';
comment on column published.school_enrolment.start_on is 'First day.';
comment on column published.school_enrolment.exit_on is 'Expected or real last day.';
comment on column published.school_enrolment.exit_type is 'Code of class exit_type.';
comment on column published.school_enrolment.programming_type is 'Code of class programming_type.';
comment on column published.school_enrolment.programming_timeframe is 'Code of class programming_timeframe.';
comment on column published.school_enrolment.enrolment_types is 'Codes of class enrolment_type.';
comment on column published.school_enrolment.exception_codes is 'Codes of class exception_code.';
comment on column published.school_enrolment.grants_programmes is 'Codes of class grants_programme.';
comment on column published.school_enrolment.resident_board is 'Authority of residence.';
comment on column published.school_enrolment.french_hours is 'Hours of instruction in French.';
comment on column published.school_enrolment.hours is 'Hours of instruction.';
comment on column published.school_enrolment.programme_percentage is 'Share of the programme that the school authority provides.';

select audit.watch('enrolment.school_enrolment');
