-- What a school does for a student so that the student can learn and show it: extra time, a reader, a quiet place.

create table identity.accommodation (
  student_number char(9) not null,
  accommodation_id uuid not null,
  kind text not null,
  school_code text not null,
  effective_on date not null,
  expires_on date,
  details text,
  approved_by text,
  approved_on date,
  recorded_by text not null,
  submitted_by text not null,
  version integer not null,
  recorded_at timestamptz not null,
  voided_at timestamptz,
  void_reason text,
  constraint accommodation_pkey primary key (student_number, accommodation_id),
  constraint accommodation_student_fkey foreign key (student_number) references identity.student (student_number),
  constraint accommodation_school_form check (school_code ~ '^[A-Z][.][A-Z0-9]{1,8}$'),
  constraint accommodation_days_check check (expires_on is null or expires_on >= effective_on),
  constraint accommodation_version_positive check (version >= 1),
  constraint accommodation_void_with_reason check ((voided_at is null) = (void_reason is null))
);
comment on table identity.accommodation is 'Classroom accommodations of a student at a school. One that was recorded in error is voided with a reason and stays readable.';
comment on column identity.accommodation.student_number is 'The number under which it was recorded; never moved when numbers are linked';
comment on column identity.accommodation.accommodation_id is 'GUID made by whoever first recorded it';
comment on column identity.accommodation.kind is 'What is done; code of class accommodation_kind';
comment on column identity.accommodation.school_code is 'The school that does it, and to which the record belongs';
comment on column identity.accommodation.effective_on is 'First day';
comment on column identity.accommodation.expires_on is 'Last day, itself included; empty while no end is known';
comment on column identity.accommodation.details is 'How it is done, in the school''s words';
comment on column identity.accommodation.approved_by is 'Who approved it, as the school names them';
comment on column identity.accommodation.approved_on is 'Day of the approval';
comment on column identity.accommodation.recorded_by is 'Name then of whoever recorded the present state';
comment on column identity.accommodation.submitted_by is 'Code of the organisation that recorded the present state';
comment on column identity.accommodation.version is 'Counts the changes from 1; a change names the version it was made from';
comment on column identity.accommodation.recorded_at is 'When the present state was recorded';
comment on column identity.accommodation.voided_at is 'When it was voided; empty = it stands';
comment on column identity.accommodation.void_reason is 'Why it was voided';
select audit.watch('identity.accommodation');
select access.guard_student('identity.accommodation');
