-- Counts of students on the count days, frozen as they were known: written once, and never changed.

create table enrolment.student_count (
  count_id uuid not null,
  kind text not null,
  school_year smallint not null,
  counted_on date not null,
  frozen_at timestamptz not null,
  frozen_by text not null,
  constraint student_count_pkey primary key (count_id),
  constraint student_count_once unique (kind, school_year)
);
comment on table enrolment.student_count is 'A count of students on a count day, frozen as it was known at a moment. Written once.';
comment on column enrolment.student_count.count_id is 'Key, a UUID of version 7.';
comment on column enrolment.student_count.kind is 'Which count day of the year, as the parameter enrolment.count_days names it.';
comment on column enrolment.student_count.school_year is 'The school year by the calendar year it ends in.';
comment on column enrolment.student_count.counted_on is 'The count day.';
comment on column enrolment.student_count.frozen_at is 'As known at this moment.';
comment on column enrolment.student_count.frozen_by is 'Who froze it.';

create table enrolment.counted_student (
  student_number char(9) not null,
  count_id uuid not null,
  enrolment_id uuid not null,
  school_code text not null,
  grade text not null,
  programming_type text not null,
  grants_programmes text[] not null,
  was_protected boolean not null,
  constraint counted_student_pkey primary key (student_number, count_id)
);
create index counted_student_by_school on enrolment.counted_student (count_id, school_code);
comment on table enrolment.counted_student is 'Who was counted in a frozen count, each person once, and under which enrolment. Written once.';
comment on column enrolment.counted_student.student_number is 'The number under which the person counted.';
comment on column enrolment.counted_student.count_id is 'The count.';
comment on column enrolment.counted_student.enrolment_id is 'The enrolment that counted.';
comment on column enrolment.counted_student.school_code is 'Its school.';
comment on column enrolment.counted_student.grade is 'Its grade at the freeze.';
comment on column enrolment.counted_student.programming_type is 'Its programming type at the freeze.';
comment on column enrolment.counted_student.grants_programmes is 'Its grants programmes at the freeze, sorted.';
comment on column enrolment.counted_student.was_protected is 'True when the student was protected at the freeze.';

create table enrolment.count_figure (
  count_id uuid not null,
  school_code text not null,
  authority_code text,
  grade text not null,
  programming_type text not null,
  grants_programmes text[] not null,
  is_protected boolean not null,
  students integer not null,
  constraint count_figure_pkey primary key (count_id, school_code, grade, programming_type, grants_programmes, is_protected),
  constraint count_figure_positive check (students > 0)
);
comment on table enrolment.count_figure is 'The figures of a frozen count. They stand by themselves, so that they do not change when somebody loses sight of a student. Written once.';
comment on column enrolment.count_figure.count_id is 'The count.';
comment on column enrolment.count_figure.school_code is 'The school.';
comment on column enrolment.count_figure.authority_code is 'Its authority at the freeze.';
comment on column enrolment.count_figure.grade is 'Code of class grade.';
comment on column enrolment.count_figure.programming_type is 'Code of class programming_type.';
comment on column enrolment.count_figure.grants_programmes is 'Codes of class grants_programme, sorted.';
comment on column enrolment.count_figure.is_protected is 'Students who were protected at the freeze stand apart: they are counted for those with the right only.';
comment on column enrolment.count_figure.students is 'How many students.';

select audit.exempt(it, 'written once and never changed, under the act that froze the count')
  from unnest(array['enrolment.student_count', 'enrolment.counted_student', 'enrolment.count_figure']) as it;
create trigger count_is_final before update or delete or truncate on enrolment.student_count for each statement execute function audit.refuse_change();
create trigger count_is_final before update or delete or truncate on enrolment.counted_student for each statement execute function audit.refuse_change();
create trigger count_is_final before update or delete or truncate on enrolment.count_figure for each statement execute function audit.refuse_change();

select access.guard_open('enrolment.student_count', 'that a count was frozen, and when, is no secret; its figures stand elsewhere');
select access.guard_student('enrolment.counted_student', 'as the enrolment that counted');
select access.change_sight('enrolment.counted_student', access.sight_of_student('enrolment.counted_student.student_number', 'full',
  'enrolment.counted_student.school_code = any ((select access.actor_organisations())::text[])'));
select access.guard_by('enrolment.count_figure', 'special', 'a school sees its own figures, an authority its schools''; protected students count for those with the right',
  '((select access.reaches_everything()) or school_code = any ((select access.actor_organisations())::text[]))
   and (not is_protected or (select access.reaches_protected()))');
revoke update, delete on enrolment.student_count, enrolment.counted_student, enrolment.count_figure from matricula_worker;
