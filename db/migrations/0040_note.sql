-- Notes about a student, as a person wrote them at a moment. None is ever edited: a later one corrects it, or it is voided with a reason.

create table identity.note (
  student_number char(9) not null,
  note_id uuid not null,
  kind text not null,
  audience text not null,
  organisation_code text not null,
  body text not null,
  corrects uuid,
  author text not null,
  submitted_by text not null,
  recorded_at timestamptz not null,
  voided_at timestamptz,
  voided_by text,
  void_reason text,
  constraint note_pkey primary key (student_number, note_id),
  constraint note_student_fkey foreign key (student_number) references identity.student (student_number),
  constraint note_corrects_fkey foreign key (student_number, corrects) references identity.note (student_number, note_id),
  constraint note_audience_known check (audience in ('associated', 'organisation', 'ministry')),
  constraint note_void_whole check ((voided_at is null) = (voided_by is null) and (voided_at is null) = (void_reason is null))
);
create unique index note_corrected_once on identity.note (student_number, corrects) where corrects is not null and voided_at is null;
create index note_by_time on identity.note (student_number, recorded_at desc, note_id desc);
comment on table identity.note is 'Notes about a student. Their words never change; what was wrong is corrected by a following note or voided with a reason, and stays readable.';
comment on column identity.note.student_number is 'The number under which it was written; never moved when numbers are linked';
comment on column identity.note.note_id is 'Key, a UUID of version 7';
comment on column identity.note.kind is 'What it is about; code of class note_kind';
comment on column identity.note.audience is 'associated: whoever sees the student in full; organisation: the organisation that wrote it, those above it; ministry: the ministry alone';
comment on column identity.note.organisation_code is 'The organisation to which it belongs: the one that wrote the first of a row of corrections';
comment on column identity.note.body is 'The words, as given, in normal form C';
comment on column identity.note.corrects is 'The note that this one corrects';
comment on column identity.note.author is 'Name then of whoever wrote it';
comment on column identity.note.submitted_by is 'Code of the organisation for which it was written';
comment on column identity.note.recorded_at is 'When it was written';
comment on column identity.note.voided_at is 'When it was voided; empty = it stands';
comment on column identity.note.voided_by is 'Name then of whoever voided it';
comment on column identity.note.void_reason is 'Why it was voided';

create function identity.refuse_edit_of_note() returns trigger language plpgsql as $$
begin
  raise exception 'a note is never edited';
end $$;
comment on function identity.refuse_edit_of_note() is 'Trigger: of a note, the void alone may be written, once.';
create trigger note_is_final before update on identity.note for each row
  when (old.voided_at is not null or (old.kind, old.audience, old.organisation_code, old.body, old.corrects, old.author, old.submitted_by, old.recorded_at)
        is distinct from (new.kind, new.audience, new.organisation_code, new.body, new.corrects, new.author, new.submitted_by, new.recorded_at))
  execute function identity.refuse_edit_of_note();

-- Who is among the audience, given the expressions of the audience and of the organisation.
create function access.sight_of_audience(audience text, organisation text) returns text language sql immutable as $$
  select format(
    '(%1$s = ''associated'' or (select access.reaches_everything())
      or (%1$s = ''organisation'' and %2$s = any ((select access.actor_organisations())::text[])))', audience, organisation)
$$;
comment on function access.sight_of_audience(text, text) is 'The condition of being among the audience of a note.';

select audit.watch('identity.note');
select access.guard_by('identity.note', 'special', 'whoever sees the student in full, if among the audience of the note',
  format('%s and %s', access.sight_of_student('identity.note.student_number'),
         access.sight_of_audience('identity.note.audience', 'identity.note.organisation_code')));

-- What a note said then is for the same readers.
select access.change_sight('audit.change', format(
  'case when audit.change.student_number is null then (select access.reaches_everything()) else %s end
   and (audit.change.table_name <> ''identity.note'' or %s)',
  access.sight_of_student('audit.change.student_number'),
  access.sight_of_audience('(coalesce(audit.change.after, audit.change.before) ->> ''audience'')',
                           '(coalesce(audit.change.after, audit.change.before) ->> ''organisation_code'')')));
