-- Ministry, authorities, schools, post-secondary institutions, exam centres; and what a jurisdiction published of them.

create schema organisations;
comment on schema organisations is 'Who runs schools, which schools there are, what they offer and when they are open.';

create table organisations.organisation (
  code text not null,
  kind text not null,
  name text not null,
  name_fr text,
  type text,
  classification text,
  authority_code text,
  street text,
  city text,
  province text,
  postal_code text,
  opened_on date,
  closed_on date,
  source text not null,
  version bigint not null default 1,
  recorded_at timestamptz not null default now(),
  constraint organisation_pkey primary key (code),
  constraint organisation_kind_known check (kind in ('ministry', 'authority', 'school', 'post_secondary', 'exam_centre')),
  constraint organisation_code_form check (code ~ '^[A-Z]\.[A-Z0-9]{1,8}$'),
  constraint organisation_code_of_kind check (left(code, 1) = case kind
    when 'ministry' then 'O' when 'authority' then 'A' when 'school' then 'S' when 'post_secondary' then 'P' else 'X' end),
  constraint organisation_span check (opened_on is null or closed_on is null or opened_on <= closed_on),
  constraint organisation_authority_fkey foreign key (authority_code) references organisations.organisation (code) deferrable initially deferred
);
create index organisation_by_authority on organisations.organisation (authority_code, code);
create index organisation_by_name on organisations.organisation (lower(name), code);
comment on table organisations.organisation is 'An organisation as it is known now.';
comment on column organisations.organisation.code is 'Kind letter, point, code: S.0098, A.2195, O.1, P.K001, X.K001.';
comment on column organisations.organisation.kind is 'ministry, authority, school, post_secondary or exam_centre.';
comment on column organisations.organisation.name is 'Its name now.';
comment on column organisations.organisation.name_fr is 'Its French name, when it has one.';
comment on column organisations.organisation.type is 'For authorities: public, separate, francophone, charter, private … (code class organisation_type).';
comment on column organisations.organisation.classification is 'A finer class that rules ask for (code class school_classification).';
comment on column organisations.organisation.authority_code is 'The authority of a school.';
comment on column organisations.organisation.street is 'Street lines of its address.';
comment on column organisations.organisation.city is 'City of its address.';
comment on column organisations.organisation.province is 'Province of its address.';
comment on column organisations.organisation.postal_code is 'Postal code of its address.';
comment on column organisations.organisation.opened_on is 'First day of operation, when somebody said so; never inferred.';
comment on column organisations.organisation.closed_on is 'Last day of operation, when somebody said so; never inferred.';
comment on column organisations.organisation.source is 'Where it was last learnt from: a file, or the invented province.';
comment on column organisations.organisation.version is 'Grows with each change.';
comment on column organisations.organisation.recorded_at is 'When it was last written.';

create table organisations.succession (
  predecessor_code text not null,
  successor_code text not null,
  on_day date,
  reason text not null,
  constraint succession_pkey primary key (predecessor_code, successor_code),
  constraint succession_predecessor_fkey foreign key (predecessor_code) references organisations.organisation (code),
  constraint succession_successor_fkey foreign key (successor_code) references organisations.organisation (code),
  constraint succession_of_two check (predecessor_code <> successor_code)
);
comment on table organisations.succession is 'One organisation took over from another: a merger, a split, a new code.';
comment on column organisations.succession.predecessor_code is 'The one before.';
comment on column organisations.succession.successor_code is 'The one after.';
comment on column organisations.succession.on_day is 'The day of the change, when known.';
comment on column organisations.succession.reason is 'What happened, in words.';

create table organisations.grade_offering (
  school_code text not null,
  offering text not null,
  grade text not null,
  from_on date not null,
  to_on date,
  constraint grade_offering_pkey primary key (school_code, offering, grade, from_on),
  constraint grade_offering_known check (offering in ('regular', 'summer', 'special_education')),
  constraint grade_offering_span check (to_on is null or from_on <= to_on),
  constraint grade_offering_school_fkey foreign key (school_code) references organisations.organisation (code) deferrable initially deferred
);
comment on table organisations.grade_offering is 'A grade that a school teaches over a span of days.';
comment on column organisations.grade_offering.school_code is 'The school.';
comment on column organisations.grade_offering.offering is 'regular, summer or special_education.';
comment on column organisations.grade_offering.grade is 'The grade (code class grade).';
comment on column organisations.grade_offering.from_on is 'First day.';
comment on column organisations.grade_offering.to_on is 'Last day; null = still.';

create table organisations.programme_offering (
  school_code text not null,
  programme text not null,
  from_on date not null,
  to_on date,
  constraint programme_offering_pkey primary key (school_code, programme, from_on),
  constraint programme_offering_span check (to_on is null or from_on <= to_on),
  constraint programme_offering_school_fkey foreign key (school_code) references organisations.organisation (code) deferrable initially deferred
);
comment on table organisations.programme_offering is 'A programme that a school offers over a span of days: French as a second language, outreach, bilingual.';
comment on column organisations.programme_offering.school_code is 'The school.';
comment on column organisations.programme_offering.programme is 'The programme (code class programme_offering).';
comment on column organisations.programme_offering.from_on is 'First day.';
comment on column organisations.programme_offering.to_on is 'Last day; null = still.';

create table organisations.calendar (
  school_code text not null,
  school_year integer not null,
  kind text not null,
  from_on date not null,
  to_on date not null,
  constraint calendar_pkey primary key (school_code, school_year, kind, from_on),
  constraint calendar_kind_known check (kind in ('regular', 'summer')),
  constraint calendar_span check (from_on <= to_on),
  constraint calendar_school_fkey foreign key (school_code) references organisations.organisation (code) deferrable initially deferred
);
comment on table organisations.calendar is 'The days between which a school operates in a school year.';
comment on column organisations.calendar.school_code is 'The school.';
comment on column organisations.calendar.school_year is 'The school year by the year it ends in.';
comment on column organisations.calendar.kind is 'regular or summer.';
comment on column organisations.calendar.from_on is 'First operating day.';
comment on column organisations.calendar.to_on is 'Last operating day.';

create table organisations.published_school (
  school_year integer not null,
  school_code text not null,
  name text not null,
  authority_code text not null,
  authority_name text not null,
  authority_category text not null,
  total integer not null,
  constraint published_school_pkey primary key (school_year, school_code)
);
create index published_school_by_school on organisations.published_school (school_code, school_year);
create index published_school_by_authority on organisations.published_school (authority_code, school_year);
comment on table organisations.published_school is 'A school as the jurisdiction published it for one school year: the ground of openings, closings and renamings.';
comment on column organisations.published_school.school_year is 'The school year by the year it ends in.';
comment on column organisations.published_school.school_code is 'The school.';
comment on column organisations.published_school.name is 'Its name in that file.';
comment on column organisations.published_school.authority_code is 'Its authority in that file.';
comment on column organisations.published_school.authority_name is 'The authority''s name in that file.';
comment on column organisations.published_school.authority_category is 'The authority''s category in that file, as written.';
comment on column organisations.published_school.total is 'Students in all, as the file says.';

create table organisations.published_enrolment (
  school_year integer not null,
  school_code text not null,
  grade text not null,
  students integer not null,
  constraint published_enrolment_pkey primary key (school_year, school_code, grade),
  constraint published_enrolment_counts check (students >= 0)
);
create index published_enrolment_by_school on organisations.published_enrolment (school_code, grade);
comment on table organisations.published_enrolment is 'Students of a grade as published; grades without students have no row.';
comment on column organisations.published_enrolment.school_year is 'The school year by the year it ends in.';
comment on column organisations.published_enrolment.school_code is 'The school.';
comment on column organisations.published_enrolment.grade is 'The grade (code class grade).';
comment on column organisations.published_enrolment.students is 'How many.';

create table organisations.directory_entry (
  extracted_on date not null,
  school_code text not null,
  name text not null,
  authority_code text not null,
  authority_name text not null,
  authority_type text not null,
  fields jsonb not null,
  constraint directory_entry_pkey primary key (extracted_on, school_code)
);
comment on table organisations.directory_entry is 'A school in a published directory of one day.';
comment on column organisations.directory_entry.extracted_on is 'The day of the extract.';
comment on column organisations.directory_entry.school_code is 'The school.';
comment on column organisations.directory_entry.name is 'Its name there.';
comment on column organisations.directory_entry.authority_code is 'Its authority there.';
comment on column organisations.directory_entry.authority_name is 'The authority''s name there.';
comment on column organisations.directory_entry.authority_type is 'The authority''s type there, as written.';
comment on column organisations.directory_entry.fields is 'Every field of the row, as written.';

create table organisations.file_import (
  import_id uuid not null,
  file_name text not null,
  sha256 text not null,
  layout text not null,
  label text not null,
  report jsonb not null,
  imported_at timestamptz not null,
  imported_by text not null,
  constraint file_import_pkey primary key (import_id),
  constraint file_import_layout_known check (layout in ('enrolment_by_school', 'school_directory'))
);
comment on table organisations.file_import is 'An import of a published file, with its reconciliation report.';
comment on column organisations.file_import.import_id is 'Its id.';
comment on column organisations.file_import.file_name is 'Name of the file.';
comment on column organisations.file_import.sha256 is 'Digest of the file.';
comment on column organisations.file_import.layout is 'enrolment_by_school or school_directory.';
comment on column organisations.file_import.label is 'What it speaks of: the school year or the day of the extract.';
comment on column organisations.file_import.report is 'The report that was given.';
comment on column organisations.file_import.imported_at is 'When.';
comment on column organisations.file_import.imported_by is 'By whom.';

select audit.watch('organisations.organisation');
select audit.watch('organisations.succession');
select audit.watch('organisations.grade_offering');
select audit.watch('organisations.programme_offering');
select audit.watch('organisations.calendar');
select audit.watch('organisations.published_school');
select audit.watch('organisations.published_enrolment');
select audit.watch('organisations.directory_entry');
select audit.watch('organisations.file_import');
