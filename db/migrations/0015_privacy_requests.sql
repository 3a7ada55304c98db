-- Requests about people, what is kept how long, holds, disposal, keys, consent.

create table privacy.data_key (
  key_id uuid not null,
  record_kind text not null,
  period smallint not null,
  created_at timestamptz not null,
  destroyed_at timestamptz,
  disposal_id uuid,
  constraint data_key_pkey primary key (key_id)
);
create unique index data_key_in_use on privacy.data_key (record_kind, period) where destroyed_at is null;
comment on table privacy.data_key is 'A key under which texts and files of one kind of record and year are sealed. The key itself lies in a file outside the database, wrapped by the master key.';
comment on column privacy.data_key.key_id is 'Key, and name of the file.';
comment on column privacy.data_key.record_kind is 'Kind of record whose term decides when the key may be destroyed.';
comment on column privacy.data_key.period is 'Year in which the things sealed under it were received.';
comment on column privacy.data_key.created_at is 'When it was made.';
comment on column privacy.data_key.destroyed_at is 'When the key was destroyed, and all that was sealed under it with it; null = in use.';
comment on column privacy.data_key.disposal_id is 'The disposal that destroyed it.';

create table privacy.request (
  student_number char(9) not null,
  request_id uuid not null,
  kind text not null,
  state text not null,
  asked_by text not null,
  language text not null,
  legal_basis text not null,
  identity_proof text,
  field text,
  received_on date not null,
  received_by text not null,
  organisation_code text not null,
  due_on date,
  key_id uuid not null,
  asker text,
  correction text,
  decision text,
  disagreement text,
  disagreement_key_id uuid,
  applied_act_id bigint,
  package_file_id uuid,
  package_sha256 text,
  package_until date,
  delivered_at timestamptz,
  delivered_how text,
  reminded_days smallint,
  closed_on date,
  created_at timestamptz not null,
  version integer not null,
  constraint request_pkey primary key (student_number, request_id),
  constraint request_kind_known check (kind in ('access', 'correction')),
  constraint request_state_known check (state in ('received', 'in_work', 'paused', 'ready', 'delivered', 'accepted', 'refused', 'withdrawn')),
  constraint request_asker_known check (asked_by in ('student', 'guardian', 'lawyer', 'court', 'other')),
  constraint request_language_known check (language in ('en', 'fr')),
  constraint request_end_told check ((state in ('delivered', 'accepted', 'refused', 'withdrawn')) = (closed_on is not null)),
  constraint request_field_of_correction check ((kind = 'correction') = (field is not null)),
  constraint request_package_whole check ((package_file_id is null) = (package_until is null))
);
create unique index request_by_id on privacy.request (request_id);
create index request_open on privacy.request (organisation_code, due_on, request_id) where closed_on is null;
create index request_by_key on privacy.request (key_id);
comment on table privacy.request is 'A request about a person: for access to what is held, or for a correction; with its legal clock.';
comment on column privacy.request.student_number is 'The person''s number, as asked about.';
comment on column privacy.request.request_id is 'Key, a UUID of version 7.';
comment on column privacy.request.kind is 'access or correction.';
comment on column privacy.request.state is 'Where it stands: a state of requests/rules/states.ts.';
comment on column privacy.request.asked_by is 'Who asks: student, guardian, lawyer, court, other.';
comment on column privacy.request.language is 'Language of the answer.';
comment on column privacy.request.legal_basis is 'Law under which it is asked: a code of privacy.legal_bases.';
comment on column privacy.request.identity_proof is 'How the asker''s identity was proven: a code of privacy.identity_proofs; null = not yet.';
comment on column privacy.request.field is 'What a correction is about: a code of privacy.correction_fields.';
comment on column privacy.request.received_on is 'Day of receipt; the clock begins the day after.';
comment on column privacy.request.received_by is 'Organisation that received it.';
comment on column privacy.request.organisation_code is 'The custodian: the organisation that must answer.';
comment on column privacy.request.due_on is 'Last day of the time limit as last reckoned; null while the clock stands.';
comment on column privacy.request.key_id is 'Data key under which its texts and files are sealed.';
comment on column privacy.request.asker is 'Sealed: name and contact of the asker, and what is asked in their words.';
comment on column privacy.request.correction is 'Sealed: the current and the wanted value.';
comment on column privacy.request.decision is 'Sealed: the reasons of the decision.';
comment on column privacy.request.disagreement is 'Sealed under a key of its own kind: the person''s statement of disagreement with a refused correction.';
comment on column privacy.request.disagreement_key_id is 'Data key of the statement.';
comment on column privacy.request.applied_act_id is 'The act that applied an accepted correction (audit.act); null when it comes by another way.';
comment on column privacy.request.package_file_id is 'The prepared package, sealed; null when there is none.';
comment on column privacy.request.package_sha256 is 'Digest of the package as handed over or waiting.';
comment on column privacy.request.package_until is 'Last day on which the prepared package may be handed over.';
comment on column privacy.request.delivered_at is 'When it was handed over.';
comment on column privacy.request.delivered_how is 'download, or age: encrypted to the receiver''s key.';
comment on column privacy.request.reminded_days is 'The least threshold of days left at which the custodian was reminded.';
comment on column privacy.request.closed_on is 'Day on which it ended.';
comment on column privacy.request.created_at is 'When it was recorded.';
comment on column privacy.request.version is 'Grows with every move.';

create table privacy.request_event (
  student_number char(9) not null,
  request_id uuid not null,
  ordinal integer not null,
  move text not null,
  from_state text not null,
  to_state text not null,
  on_day date not null,
  reason_code text,
  days integer,
  note text,
  act_id bigint not null,
  actor_name text not null,
  organisation_code text not null,
  at timestamptz not null,
  constraint request_event_pkey primary key (student_number, request_id, ordinal)
);
comment on table privacy.request_event is 'What was done with a request, step by step; its clock is reckoned from these.';
comment on column privacy.request_event.student_number is 'The person''s number.';
comment on column privacy.request_event.request_id is 'The request.';
comment on column privacy.request_event.ordinal is 'Order of the steps; 1 = recorded.';
comment on column privacy.request_event.move is 'record, or a move of requests/rules/states.ts.';
comment on column privacy.request_event.from_state is 'State before.';
comment on column privacy.request_event.to_state is 'State after.';
comment on column privacy.request_event.on_day is 'Day from which it counts.';
comment on column privacy.request_event.reason_code is 'Reason from the jurisdiction''s list.';
comment on column privacy.request_event.days is 'Days of an extension.';
comment on column privacy.request_event.note is 'Sealed: what was written about it.';
comment on column privacy.request_event.act_id is 'The act that recorded it.';
comment on column privacy.request_event.actor_name is 'Who did it.';
comment on column privacy.request_event.organisation_code is 'For which organisation.';
comment on column privacy.request_event.at is 'When it was recorded.';

create table privacy.request_file (
  student_number char(9) not null,
  request_id uuid not null,
  file_id uuid not null,
  key_id uuid not null,
  name text not null,
  media_type text not null,
  size_bytes integer not null,
  added_at timestamptz not null,
  added_by text not null,
  constraint request_file_pkey primary key (student_number, request_id, file_id)
);
comment on table privacy.request_file is 'A file that came with a request: proof, evidence; its bytes and its name are sealed.';
comment on column privacy.request_file.student_number is 'The person''s number.';
comment on column privacy.request_file.request_id is 'The request.';
comment on column privacy.request_file.file_id is 'The stored file (platform.stored_file).';
comment on column privacy.request_file.key_id is 'Data key under which name and bytes are sealed.';
comment on column privacy.request_file.name is 'Sealed: the file''s name.';
comment on column privacy.request_file.media_type is 'Its type.';
comment on column privacy.request_file.size_bytes is 'Size before sealing.';
comment on column privacy.request_file.added_at is 'When it was added.';
comment on column privacy.request_file.added_by is 'Who added it.';

create table privacy.legal_hold (
  hold_id uuid not null,
  scope text not null,
  student_number char(9),
  organisation_code text,
  record_kind text,
  reason text not null,
  placed_by text not null,
  placed_at timestamptz not null,
  review_on date not null,
  lifted_at timestamptz,
  lifted_by text,
  lift_reason text,
  constraint legal_hold_pkey primary key (hold_id),
  constraint legal_hold_scope_told check (case scope when 'person' then student_number is not null and organisation_code is null and record_kind is null when 'organisation' then organisation_code is not null and student_number is null and record_kind is null when 'record_kind' then record_kind is not null and student_number is null and organisation_code is null else false end),
  constraint legal_hold_lifting_told check ((lifted_at is null) = (lifted_by is null) and (lifted_at is null) = (lift_reason is null))
);
create index legal_hold_in_force on privacy.legal_hold (placed_at) where lifted_at is null;
create index legal_hold_by_student on privacy.legal_hold (student_number) where student_number is not null;
comment on table privacy.legal_hold is 'A reason not to dispose of something: a claim, an investigation. It stops the clock of what it covers until it is lifted.';
comment on column privacy.legal_hold.hold_id is 'Key, a UUID of version 7.';
comment on column privacy.legal_hold.scope is 'person, organisation or record_kind.';
comment on column privacy.legal_hold.student_number is 'The person, by any of their numbers.';
comment on column privacy.legal_hold.organisation_code is 'The organisation: everybody who was ever enrolled there.';
comment on column privacy.legal_hold.record_kind is 'The kind of record, of everybody.';
comment on column privacy.legal_hold.reason is 'Why, without telling more of anybody than the hold needs.';
comment on column privacy.legal_hold.placed_by is 'Who placed it.';
comment on column privacy.legal_hold.placed_at is 'When.';
comment on column privacy.legal_hold.review_on is 'Day on which somebody looks whether it is still needed.';
comment on column privacy.legal_hold.lifted_at is 'When it was lifted; null = in force.';
comment on column privacy.legal_hold.lifted_by is 'Who lifted it.';
comment on column privacy.legal_hold.lift_reason is 'Why.';

create table privacy.disposal (
  disposal_id uuid not null,
  target text not null,
  record_kind text not null,
  key_id uuid,
  due_by date not null,
  state text not null,
  reason text not null,
  retention jsonb not null,
  proposed_by uuid,
  proposed_by_name text not null,
  proposed_at timestamptz not null,
  salt_key_id uuid not null,
  salt text not null,
  act_id bigint,
  executed_at timestamptz,
  backups_until date,
  certificate_file_id uuid,
  constraint disposal_pkey primary key (disposal_id),
  constraint disposal_target_known check (target in ('records', 'key') and (target = 'key') = (key_id is not null)),
  constraint disposal_state_known check (state in ('proposed', 'approved', 'executed', 'withdrawn')),
  constraint disposal_end_told check ((state = 'executed') = (executed_at is not null))
);
create index disposal_open on privacy.disposal (proposed_at) where state in ('proposed', 'approved');
comment on table privacy.disposal is 'A proposal to destroy what is due, approved by others than its proposer, carried out as one act.';
comment on column privacy.disposal.disposal_id is 'Key, a UUID of version 7.';
comment on column privacy.disposal.target is 'records: rows of people; key: a data key with all that is sealed under it.';
comment on column privacy.disposal.record_kind is 'Kind of record.';
comment on column privacy.disposal.key_id is 'The key to destroy.';
comment on column privacy.disposal.due_by is 'What was due on this day is proposed.';
comment on column privacy.disposal.state is 'proposed, approved, executed or withdrawn.';
comment on column privacy.disposal.reason is 'Why now.';
comment on column privacy.disposal.retention is 'The line of the retention schedule as it was then.';
comment on column privacy.disposal.proposed_by is 'The account that proposed it; null = the command line.';
comment on column privacy.disposal.proposed_by_name is 'Its name.';
comment on column privacy.disposal.proposed_at is 'When.';
comment on column privacy.disposal.salt_key_id is 'The key under which the salt of its digests is sealed.';
comment on column privacy.disposal.salt is 'Sealed: the salt of the digests, so that they tell nothing to whoever does not hold it.';
comment on column privacy.disposal.act_id is 'The act that carried it out.';
comment on column privacy.disposal.executed_at is 'When it was done.';
comment on column privacy.disposal.backups_until is 'Day after which no backup holds what was destroyed.';
comment on column privacy.disposal.certificate_file_id is 'The signed certificate.';

create table privacy.disposal_approval (
  disposal_id uuid not null,
  account_id uuid not null,
  name text not null,
  at timestamptz not null,
  constraint disposal_approval_pkey primary key (disposal_id, account_id)
);
comment on table privacy.disposal_approval is 'Who approved a disposal, and when.';
comment on column privacy.disposal_approval.disposal_id is 'The disposal.';
comment on column privacy.disposal_approval.account_id is 'Who.';
comment on column privacy.disposal_approval.name is 'Their name.';
comment on column privacy.disposal_approval.at is 'When.';

create table privacy.disposal_item (
  student_number char(9) not null,
  disposal_id uuid not null,
  due_on date not null,
  row_count integer not null,
  fate text not null,
  because text,
  images_redacted integer not null default 0,
  done_at timestamptz,
  constraint disposal_item_pkey primary key (student_number, disposal_id),
  constraint disposal_item_fate_known check (fate in ('waiting', 'done', 'kept'))
);
create index disposal_item_by_disposal on privacy.disposal_item (disposal_id, student_number);
create index disposal_item_waiting on privacy.disposal_item (disposal_id, student_number) where fate = 'waiting';
comment on table privacy.disposal_item is 'A person whose records a disposal covers, and what became of them.';
comment on column privacy.disposal_item.student_number is 'The number.';
comment on column privacy.disposal_item.disposal_id is 'The disposal.';
comment on column privacy.disposal_item.due_on is 'Day on which the records were due.';
comment on column privacy.disposal_item.row_count is 'Rows counted when it was proposed.';
comment on column privacy.disposal_item.fate is 'waiting, done, or kept.';
comment on column privacy.disposal_item.because is 'Why they were kept after all: held, not_due, nothing.';
comment on column privacy.disposal_item.images_redacted is 'Images in the record of changes that were redacted.';
comment on column privacy.disposal_item.done_at is 'When.';

create table privacy.disposal_row (
  disposal_id uuid not null,
  ordinal bigint not null generated always as identity,
  table_name text not null,
  digest text not null,
  constraint disposal_row_pkey primary key (disposal_id, ordinal)
);
comment on table privacy.disposal_row is 'The digest of one thing that was destroyed: salted, so that it tells nothing but whether a copy at hand is the same.';
comment on column privacy.disposal_row.disposal_id is 'The disposal.';
comment on column privacy.disposal_row.ordinal is 'Order of destruction.';
comment on column privacy.disposal_row.table_name is 'schema.table of the row, or file.';
comment on column privacy.disposal_row.digest is 'SHA-256 over salt and row.';

create table privacy.consent (
  student_number char(9) not null,
  consent_id uuid not null,
  kind text not null,
  given_by text not null,
  giver text,
  key_id uuid not null,
  evidence_file_id uuid,
  evidence_type text,
  given_on date not null,
  withdrawn_on date,
  withdrawal text,
  organisation_code text not null,
  recorded_by text not null,
  recorded_at timestamptz not null,
  guardian_until date,
  constraint consent_pkey primary key (student_number, consent_id),
  constraint consent_giver_known check (given_by in ('student', 'guardian')),
  constraint consent_withdrawn_after check (withdrawn_on is null or withdrawn_on >= given_on)
);
create unique index consent_standing on privacy.consent (student_number, kind, given_by) where withdrawn_on is null;
comment on table privacy.consent is 'A consent that a student or guardian gave for a purpose for which the law asks for it.';
comment on column privacy.consent.student_number is 'The student.';
comment on column privacy.consent.consent_id is 'Key, a UUID of version 7.';
comment on column privacy.consent.kind is 'Purpose: a kind of privacy.consent_kinds.';
comment on column privacy.consent.given_by is 'student or guardian.';
comment on column privacy.consent.giver is 'Sealed: the giver''s name and what they said or signed.';
comment on column privacy.consent.key_id is 'Data key of the sealed texts and file.';
comment on column privacy.consent.evidence_file_id is 'The signed form, sealed.';
comment on column privacy.consent.evidence_type is 'Its media type.';
comment on column privacy.consent.given_on is 'First day on which it holds.';
comment on column privacy.consent.withdrawn_on is 'First day on which it no longer holds.';
comment on column privacy.consent.withdrawal is 'Sealed: who withdrew it and how.';
comment on column privacy.consent.organisation_code is 'Organisation that recorded it.';
comment on column privacy.consent.recorded_by is 'Who recorded it.';
comment on column privacy.consent.recorded_at is 'When.';
comment on column privacy.consent.guardian_until is 'Day on which a guardian''s consent ends by itself; null for the student''s own.';

create view published.consent with (security_invoker = true) as
  select student_number, kind, given_by, given_on,
         least(withdrawn_on, guardian_until) as ends_on
    from privacy.consent;
comment on view published.consent is
  'Consents for modules that must ask (privacy). In force on a day: given_on <= the day and (ends_on is null or the day < ends_on).';
comment on column published.consent.ends_on is 'First day on which it no longer holds; null = it stands.';
grant select on published.consent to matricula_application, matricula_worker, matricula_reader;

select audit.watch('privacy.data_key');
select audit.watch('privacy.request');
select audit.exempt('privacy.request_event', 'rows are only added, each under its act');
select audit.watch('privacy.request_file');
select audit.watch('privacy.legal_hold');
select audit.watch('privacy.disposal');
select audit.watch('privacy.disposal_approval');
select audit.exempt('privacy.disposal_item', 'the account of the disposal itself, written batch by batch under its one act');
select audit.exempt('privacy.disposal_row', 'digests of what was destroyed; rows are only added');
select audit.watch('privacy.consent');

-- A request is seen by who must answer it and by who received it, with the student.
select access.guard_by('privacy.request', 'special', 'seen by the custodian and by who received it, with the student', format(
  '((select access.reaches_everything()) or organisation_code = any ((select access.actor_organisations())::text[])
    or received_by = any ((select access.actor_organisations())::text[])) and %s',
  access.sight_of_student('privacy.request.student_number')));
select access.guard_by('privacy.request_event', 'special', 'seen with the request',
  'exists (select from privacy.request r where r.student_number = privacy.request_event.student_number and r.request_id = privacy.request_event.request_id)');
select access.guard_by('privacy.request_file', 'special', 'seen with the request',
  'exists (select from privacy.request r where r.student_number = privacy.request_file.student_number and r.request_id = privacy.request_file.request_id)');
select access.guard_student('privacy.consent');
select access.guard_by('privacy.legal_hold', 'special', 'holds tell of claims and investigations: the ministry alone', format(
  '(select access.reaches_everything()) and (student_number is null or %s)', access.sight_of_student('privacy.legal_hold.student_number')));
select access.guard_by('privacy.disposal', 'special', 'disposal is the ministry''s', '(select access.reaches_everything())');
select access.guard_by('privacy.disposal_approval', 'special', 'disposal is the ministry''s', '(select access.reaches_everything())');
select access.guard_by('privacy.disposal_item', 'special', 'disposal is the ministry''s', format(
  '(select access.reaches_everything()) and %s', access.sight_of_student('privacy.disposal_item.student_number')));
select access.keep_back('privacy.disposal_row', 'digests, for the certificate');
select access.keep_back('privacy.data_key', 'names of keys, for the services that seal');

-- The one door through which the record of changes may lose what it says of a person -----------------------------------
-- docs/decisions/0012-disposal-and-the-record-of-changes.md tells why. Rows stay, with who changed which row when;
-- their images become a digest. Roles of the program have no right to update the table: only this function, owned by the
-- migrator, does it, and the trigger lets nothing else pass.

create function audit.refuse_change_of_record() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and coalesce(current_setting('matricula.redaction', true), '') <> '' then
    return null;
  end if;
  raise exception '% is written once and never changed', tg_table_schema || '.' || tg_table_name;
end $$;
comment on function audit.refuse_change_of_record() is 'Refuses every change of the record of changes but the redaction of disposed rows.';

create function audit.refuse_all_but_redaction() returns trigger language plpgsql as $$
begin
  if (new.change_id, new.act_id, new.table_name, new.operation, new.student_number) is distinct from
     (old.change_id, old.act_id, old.table_name, old.operation, old.student_number)
     or (new.before is not null and not new.before ? 'disposal') or (new.after is not null and not new.after ? 'disposal')
     or (new.before is null) <> (old.before is null) or (new.after is null) <> (old.after is null)
     or (new.row_key <> old.row_key and not new.row_key ? 'disposal') then
    raise exception '% is written once and never changed', tg_table_schema || '.' || tg_table_name;
  end if;
  return new;
end $$;
comment on function audit.refuse_all_but_redaction() is 'Even a redaction changes nothing but images, and those to the mark of their disposal.';

create index change_of_nobody on audit.change (table_name, row_key) where student_number is null;

drop trigger change_is_final on audit.change;
create trigger change_is_final before update or delete or truncate on audit.change
  for each statement execute function audit.refuse_change_of_record();
create trigger change_is_redacted_only before update on audit.change
  for each row execute function audit.refuse_all_but_redaction();

create function audit.redacted(image jsonb, disposal uuid, salt bytea) returns jsonb language sql immutable
  set search_path = pg_catalog
  return case when image is null or image ? 'disposal' then image
         else jsonb_build_object('disposal', disposal, 'digest', encode(sha256(salt || convert_to(image::text, 'utf8')), 'hex')) end;
comment on function audit.redacted(jsonb, uuid, bytea) is 'What stays of an image: the disposal that took it, and a salted digest.';

-- Only rows that are gone (or stand cleared) lose their images: the disposal of the current row comes first, in the same act.
create function audit.redact_disposed(disposal uuid, disposed text, numbers char(9)[], salt bytea, key_too boolean)
returns integer language plpgsql security definer set search_path = pg_catalog as $$
declare
  images integer;
begin
  perform audit.current_act();
  if not exists (select from privacy.disposal d where d.disposal_id = disposal and d.state = 'approved') then
    raise insufficient_privilege using message = 'only an approved disposal redacts the record of changes';
  end if;
  perform set_config('matricula.redaction', disposal::text, true);
  update audit.change c
     set before = audit.redacted(c.before, disposal, salt), after = audit.redacted(c.after, disposal, salt),
         row_key = case when key_too then audit.redacted(c.row_key, disposal, salt) else c.row_key end
   where c.table_name = disposed
     and (c.student_number = any (numbers)
          -- A row that was nobody's yet (a question who somebody is) has images without a number: they are found by its key.
          or (c.student_number is null and c.row_key in (
               select k.row_key from audit.change k where k.student_number = any (numbers) and k.table_name = disposed)))
     and not coalesce(c.before ? 'disposal', false) and not coalesce(c.after ? 'disposal', false);
  get diagnostics images = row_count;
  perform set_config('matricula.redaction', '', true);
  return images;
end $$;
comment on function audit.redact_disposed(uuid, text, char(9)[], bytea, boolean) is
  'Takes the images of disposed rows out of the record of changes, under an approved disposal alone.';
revoke execute on function audit.redact_disposed(uuid, text, char(9)[], bytea, boolean) from public;
grant execute on function audit.redact_disposed(uuid, text, char(9)[], bytea, boolean) to matricula_worker;

-- A disposal of thousands of people is one act in many transactions: each batch goes on under the act that the first began.
create function audit.go_on_with_act(act bigint) returns void language plpgsql as $$
begin
  if not exists (select from audit.act a where a.act_id = act) then
    raise exception 'there is no act %', act;
  end if;
  perform set_config('matricula.act_id', act::text, true);
end $$;
comment on function audit.go_on_with_act(bigint) is 'Goes on with an act in another transaction, for work in batches that a crash may break off.';
