create table identity.citizenship (
  student_number char(9) not null,
  citizenship_id uuid not null,
  status text not null,
  effective_on date not null,
  document_type text,
  document_expires_on date,
  country text,
  guardian_id uuid,
  guardian_status text,
  is_deleted boolean not null default false,
  submitted_by text not null,
  recorded_at timestamptz not null,
  constraint citizenship_pkey primary key (student_number, citizenship_id),
  constraint citizenship_student_fkey foreign key (student_number) references identity.student (student_number),
  constraint citizenship_days_check check (document_expires_on is null or document_expires_on >= effective_on),
  constraint citizenship_guardian_check check (guardian_id is null or guardian_status is not null)
);
comment on table identity.citizenship is 'Citizenship statuses of a student, one after the other; which one is current follows from the days';
comment on column identity.citizenship.student_number is 'The number under which it was submitted';
comment on column identity.citizenship.citizenship_id is 'GUID made by whoever first recorded it';
comment on column identity.citizenship.status is 'The status; code of class citizenship_status';
comment on column identity.citizenship.effective_on is 'First day of the status; it holds until the next one begins';
comment on column identity.citizenship.document_type is 'Kind of paper that supports it; code of class document_type';
comment on column identity.citizenship.document_expires_on is 'Last day of that paper, such as a study permit';
comment on column identity.citizenship.country is 'Country of citizenship; code of class country';
comment on column identity.citizenship.guardian_id is 'The guardian on whose status it depends';
comment on column identity.citizenship.guardian_status is 'Status of that guardian; code of class citizenship_status';
comment on column identity.citizenship.is_deleted is 'True once it was taken back as recorded in error; it may be restored';
comment on column identity.citizenship.submitted_by is 'Code of the organisation that submitted it';
comment on column identity.citizenship.recorded_at is 'When this row was last recorded';
select audit.watch('identity.citizenship');
select access.guard_student('identity.citizenship');
