-- Exports: asked for by one person, approved by two others, made for one receiver, each copy marked as its own.

create schema privacy;
comment on schema privacy is 'What leaves the register on request, what people ask about themselves, and how long things are kept.';
grant usage on schema privacy to matricula_application, matricula_worker, matricula_reader;

create table privacy.export_request (
  export_id uuid not null,
  organisation_code text not null,
  asked_by uuid not null,
  asked_by_name text not null,
  asked_at timestamptz not null,
  purpose text not null,
  purpose_text text not null,
  organisations text[] not null,
  school_year smallint not null,
  grades text[] not null,
  status text not null,
  includes_protected boolean not null,
  columns text[] not null,
  format text not null,
  receiver_name text not null,
  receiver_key text not null,
  row_limit integer not null,
  people_counted integer not null,
  state text not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  ended_by_name text,
  end_reason text,
  end_note text,
  made_at timestamptz,
  row_count integer,
  size_bytes bigint,
  file_sha256 text,
  file_expires_at timestamptz,
  downloads_max smallint,
  downloads smallint not null default 0,
  constraint export_request_pkey primary key (export_id),
  constraint export_request_of_asker unique (export_id, asked_by),
  constraint export_request_state_known check (state in ('asked', 'approved_once', 'approved', 'made', 'fetched', 'expired', 'refused', 'withdrawn')),
  constraint export_request_status_known check (status in ('open', 'year')),
  constraint export_request_format_known check (format in ('csv', 'xlsx', 'parquet')),
  constraint export_request_scope_told check (cardinality(organisations) > 0 and cardinality(columns) > 0),
  constraint export_request_limit_positive check (row_limit > 0),
  constraint export_request_expires_later check (expires_at > asked_at),
  constraint export_request_end_told check ((ended_at is null) = (end_reason is null)),
  constraint export_request_made_told check (made_at is null or (row_count is not null and size_bytes is not null and file_sha256 is not null
                                             and file_expires_at is not null and downloads_max is not null)),
  constraint export_request_rows_within_limit check (row_count <= row_limit),
  constraint export_request_downloads_counted check (downloads between 0 and coalesce(downloads_max, 0))
);
create index export_request_by_organisation on privacy.export_request (organisation_code, asked_at desc, export_id);
create index export_request_waiting on privacy.export_request (expires_at) where state in ('asked', 'approved_once', 'approved');
create index export_request_file_there on privacy.export_request (file_expires_at) where state in ('made', 'fetched');
comment on table privacy.export_request is 'A request to take students'' data out of the register. What it asks for never changes; only its state does.';
comment on column privacy.export_request.export_id is 'Key, a UUID of version 7.';
comment on column privacy.export_request.organisation_code is 'The organisation for which it is asked.';
comment on column privacy.export_request.asked_by is 'The account that asks; the file is its alone to fetch.';
comment on column privacy.export_request.asked_by_name is 'Its name as it was then.';
comment on column privacy.export_request.asked_at is 'When it was asked.';
comment on column privacy.export_request.purpose is 'What for: a code of export_purpose.';
comment on column privacy.export_request.purpose_text is 'What for, in the words of whoever asks.';
comment on column privacy.export_request.organisations is 'Scope: the schools and authorities whose students are in it; an authority stands for its schools.';
comment on column privacy.export_request.school_year is 'Scope: the school year of the enrolments.';
comment on column privacy.export_request.grades is 'Scope: the grades; empty = every grade.';
comment on column privacy.export_request.status is 'Scope: open = enrolments open on the day it is made; year = every enrolment of the school year.';
comment on column privacy.export_request.includes_protected is 'True when protected students are in it: seen, approved and made with the right to them alone.';
comment on column privacy.export_request.columns is 'The columns of the catalogue, in order.';
comment on column privacy.export_request.format is 'csv, xlsx or parquet.';
comment on column privacy.export_request.receiver_name is 'Who is to have it.';
comment on column privacy.export_request.receiver_key is 'The receiver''s public age key: only its holder can open the file.';
comment on column privacy.export_request.row_limit is 'Rows that it may hold at most; more and it is refused whole.';
comment on column privacy.export_request.people_counted is 'People in its scope when it was asked.';
comment on column privacy.export_request.state is 'Where it stands; privacy.export_move tells the legal moves.';
comment on column privacy.export_request.expires_at is 'When it expires unless it is made.';
comment on column privacy.export_request.ended_at is 'When it was refused, withdrawn or expired.';
comment on column privacy.export_request.ended_by_name is 'Who refused or withdrew it; null = the program.';
comment on column privacy.export_request.end_reason is 'Why it ended: a name of the list in privacy/exports/rules/states.ts.';
comment on column privacy.export_request.end_note is 'Why, in the words of whoever ended it.';
comment on column privacy.export_request.made_at is 'When the file was made.';
comment on column privacy.export_request.row_count is 'Rows in the file.';
comment on column privacy.export_request.size_bytes is 'Bytes of the encrypted file.';
comment on column privacy.export_request.file_sha256 is 'SHA-256 of the encrypted file; stays when the file goes.';
comment on column privacy.export_request.file_expires_at is 'When the file goes.';
comment on column privacy.export_request.downloads_max is 'How often the file may be fetched.';
comment on column privacy.export_request.downloads is 'How often it was fetched.';

create table privacy.export_approval (
  export_id uuid not null,
  place smallint not null,
  approved_by uuid not null,
  approved_by_name text not null,
  approved_by_role text not null,
  asked_by uuid not null,
  approved_at timestamptz not null,
  note text,
  constraint export_approval_pkey primary key (export_id, place),
  constraint export_approval_once unique (export_id, approved_by),
  constraint export_approval_request_fkey foreign key (export_id, asked_by) references privacy.export_request (export_id, asked_by),
  constraint export_approval_two check (place in (1, 2)),
  constraint export_approval_by_another check (approved_by <> asked_by)
);
comment on table privacy.export_approval is 'One of the two approvals of an export: never by whoever asked, never twice by one person.';
comment on column privacy.export_approval.export_id is 'The export.';
comment on column privacy.export_approval.place is '1 or 2.';
comment on column privacy.export_approval.approved_by is 'The account that approved.';
comment on column privacy.export_approval.approved_by_name is 'Its name as it was then.';
comment on column privacy.export_approval.approved_by_role is 'Its role as it was then.';
comment on column privacy.export_approval.asked_by is 'The asker, repeated so that the database itself refuses an approval of one''s own.';
comment on column privacy.export_approval.approved_at is 'When.';
comment on column privacy.export_approval.note is 'What the approver wrote.';

create table privacy.export_mark (
  export_id uuid not null,
  label text not null,
  secret bytea not null,
  constraint export_mark_pkey primary key (export_id),
  constraint export_mark_request_fkey foreign key (export_id) references privacy.export_request (export_id),
  constraint export_mark_label_form check (label ~ '^[0-9A-HJKMNP-TV-Z]{8}$'),
  constraint export_mark_secret_length check (octet_length(secret) = 32)
);
create unique index export_mark_by_label on privacy.export_mark (label);
comment on table privacy.export_mark is 'What tells one export''s copies from another''s.';
comment on column privacy.export_mark.export_id is 'The export.';
comment on column privacy.export_mark.label is 'Stands in the heading of its reference column and in the properties of the file.';
comment on column privacy.export_mark.secret is 'Orders its rows and makes their references; never leaves the register.';

create table privacy.export_file (
  export_id uuid not null,
  content bytea not null,
  constraint export_file_pkey primary key (export_id),
  constraint export_file_request_fkey foreign key (export_id) references privacy.export_request (export_id)
);
alter table privacy.export_file alter column content set storage external;
comment on table privacy.export_file is 'The encrypted file, from its making to its last fetch or its expiry. Kept here and not on disk, so that it comes and goes with the state of its request.';
comment on column privacy.export_file.export_id is 'The export.';
comment on column privacy.export_file.content is 'Encrypted to the receiver''s key; nobody here can read it.';

create table privacy.export_move (
  from_state text not null,
  to_state text not null,
  constraint export_move_pkey primary key (from_state, to_state)
);
comment on table privacy.export_move is 'The legal moves of an export; every other is refused by a trigger.';
comment on column privacy.export_move.from_state is 'From.';
comment on column privacy.export_move.to_state is 'To.';
insert into privacy.export_move (from_state, to_state) values
  ('asked', 'approved_once'), ('asked', 'refused'), ('asked', 'withdrawn'), ('asked', 'expired'),
  ('approved_once', 'approved'), ('approved_once', 'refused'), ('approved_once', 'withdrawn'), ('approved_once', 'expired'),
  ('approved', 'made'), ('approved', 'refused'), ('approved', 'withdrawn'), ('approved', 'expired'),
  ('made', 'fetched'), ('made', 'withdrawn'), ('made', 'expired'),
  ('fetched', 'expired');

create function privacy.judge_export_move() returns trigger language plpgsql as $$
begin
  if new.state <> old.state and not exists (
    select from privacy.export_move m where m.from_state = old.state and m.to_state = new.state) then
    raise exception 'an export does not go from % to %', old.state, new.state using errcode = 'check_violation';
  end if;
  if (new.organisation_code, new.asked_by, new.purpose, new.purpose_text, new.organisations, new.school_year, new.grades, new.status,
      new.includes_protected, new.columns, new.format, new.receiver_name, new.receiver_key, new.row_limit)
     is distinct from
     (old.organisation_code, old.asked_by, old.purpose, old.purpose_text, old.organisations, old.school_year, old.grades, old.status,
      old.includes_protected, old.columns, old.format, old.receiver_name, old.receiver_key, old.row_limit) then
    raise exception 'what an export asks for never changes' using errcode = 'check_violation';
  end if;
  if new.state in ('approved', 'made') and (select count(*) from privacy.export_approval a where a.export_id = new.export_id) <> 2 then
    raise exception 'an export needs two approvals' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger export_request_moves before update on privacy.export_request for each row execute function privacy.judge_export_move();

-- What exports and requests read of identity, in bulk ------------------------------------------------------------------

create view published.student_sheet with (security_invoker = true) as
  select student_number, middle_name, suffix, preferred_family_name, preferred_given_name, language_at_home, deceased_on
    from identity.student;
comment on view published.student_sheet is 'What published.student leaves out, for modules that hand whole sheets on.';

create view published.student_address with (security_invoker = true) as
  select student_number, address_id, kind, street, city, province, postal_code, country, effective_on, expires_on from identity.address;
comment on view published.student_address is 'Addresses of students, for modules after identity.';

create view published.student_phone with (security_invoker = true) as
  select student_number, phone_id, kind, number, extension, effective_on, expires_on from identity.phone;
comment on view published.student_phone is 'Telephone numbers of students, for modules after identity.';

create view published.student_guardian with (security_invoker = true) as
  select student_number, guardian_id, relationship, family_name, given_name, phone, email, expires_on from identity.guardian;
comment on view published.student_guardian is 'Guardians of students, for modules after identity.';

grant select on published.student_sheet, published.student_address, published.student_phone, published.student_guardian
  to matricula_application, matricula_worker, matricula_reader;

select audit.watch('privacy.export_request');
select audit.watch('privacy.export_approval');
select audit.exempt('privacy.export_mark', 'secrets, written once with the file');
select audit.exempt('privacy.export_file', 'encrypted bytes, written once and deleted once by moves of their request');
select audit.exempt('privacy.export_move', 'written by migrations only');

select access.guard_by('privacy.export_request', 'special', 'the organisation''s own; one with protected students for those with the right',
  '((select access.reaches_everything()) or organisation_code = any ((select access.actor_organisations())::text[]))
   and (not includes_protected or (select access.reaches_protected()))');
select access.guard_by('privacy.export_approval', 'special', 'seen with the export',
  'exists (select from privacy.export_request r where r.export_id = privacy.export_approval.export_id)');
select access.keep_back('privacy.export_mark', 'secrets');
select access.keep_back('privacy.export_file', 'handed to whoever asked for it, by an act that counts');
select access.keep_back('privacy.export_move', 'for the trigger');
