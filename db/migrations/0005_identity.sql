create schema identity;
comment on schema identity is 'Students: numbers, identification records, names, contacts, restrictions, matching and assertions about numbers';

-- Registries ---------------------------------------------------------------------------------------------------------

create table identity.number_issued (
  student_number char(9) not null,
  issued_at timestamptz not null,
  issued_to text not null,
  constraint number_issued_pkey primary key (student_number),
  constraint number_issued_digits_check check (student_number ~ '^[0-9]{9}$')
);
comment on table identity.number_issued is 'Every number ever issued. A row never goes, so a number is never issued twice';
comment on column identity.number_issued.student_number is 'The nine digits, the last one checking the others';
comment on column identity.number_issued.issued_at is 'When the number was issued';
comment on column identity.number_issued.issued_to is 'Code of the organisation for which it was issued';

create table identity.guid_owner (
  object_kind text not null,
  guid uuid not null,
  student_number char(9) not null,
  constraint guid_owner_pkey primary key (object_kind, guid),
  constraint guid_owner_object_kind_check check (object_kind in
    ('student', 'identification_record', 'name', 'address', 'phone', 'guardian', 'disclosure_restriction', 'enrolment'))
);
comment on table identity.guid_owner is 'Registry of client-made GUIDs: to which student each belongs. A GUID that comes back for another student is refused';
comment on column identity.guid_owner.object_kind is 'Kind of thing the GUID names';
comment on column identity.guid_owner.guid is 'The GUID as made by whoever first recorded the thing';
comment on column identity.guid_owner.student_number is 'The student under whose number it was first submitted';

-- The student --------------------------------------------------------------------------------------------------------

create table identity.student (
  student_number char(9) not null,
  version bigint not null default 1,
  status text not null default 'active',
  family_name text,
  given_name text,
  middle_name text,
  suffix text,
  is_name_exact boolean not null default true,
  preferred_family_name text,
  preferred_given_name text,
  birth_date date not null,
  gender text not null,
  proof_quality smallint not null,
  current_record_id uuid not null,
  multiple_birth text,
  language_at_home text,
  is_deceased boolean not null default false,
  deceased_on date,
  is_restricted boolean not null default false,
  created_by_organisation text not null,
  created_at timestamptz not null,
  recorded_at timestamptz not null,
  constraint student_pkey primary key (student_number),
  constraint student_number_issued_fkey foreign key (student_number) references identity.number_issued (student_number),
  constraint student_version_check check (version >= 1),
  constraint student_status_check check (status in ('active', 'deactivated')),
  constraint student_name_check check (coalesce(family_name, given_name) is not null),
  constraint student_proof_quality_check check (proof_quality in (100, 200, 250, 300)),
  constraint student_multiple_birth_check check (multiple_birth in ('Y', 'N')),
  constraint student_deceased_check check (deceased_on is null or is_deceased)
);
comment on table identity.student is 'One row per number: the facts that are current, derived from identification records, names and restrictions';
comment on column identity.student.student_number is 'The student number, nine digits';
comment on column identity.student.version is 'Grows by one with every change of the student or of anything that belongs to the student; the ETag';
comment on column identity.student.status is 'active, or deactivated when the number should never have existed; secondary numbers are told by assertions';
comment on column identity.student.family_name is 'Legal family name by the current identification record; empty for a mononym kept as given name';
comment on column identity.student.given_name is 'Legal given name by the current identification record; empty for a mononym kept as family name';
comment on column identity.student.middle_name is 'Legal middle names';
comment on column identity.student.suffix is 'Suffix such as Jr or III';
comment on column identity.student.is_name_exact is 'False when the document’s name could not be keyed exactly';
comment on column identity.student.preferred_family_name is 'Family name to be used with the student, when it differs';
comment on column identity.student.preferred_given_name is 'Given name to be used with the student, when it differs';
comment on column identity.student.birth_date is 'Birth date by the best record that proves one';
comment on column identity.student.gender is 'Gender by the best record that proves a birth date; code of class gender';
comment on column identity.student.proof_quality is 'Quality of the current identification record: 100 unverified, 200 self declared, 250 supported, 300 verified';
comment on column identity.student.current_record_id is 'The identification record from which the legal name is derived';
comment on column identity.student.multiple_birth is 'Y when a school stated a multiple birth, N when it stated a single one, empty when nobody said';
comment on column identity.student.language_at_home is 'Primary language spoken at home; code of class language';
comment on column identity.student.is_deceased is 'True when the death of the student was recorded';
comment on column identity.student.deceased_on is 'Date of death, when known';
comment on column identity.student.is_restricted is 'True while a disclosure restriction that demands confidentiality is active';
comment on column identity.student.created_by_organisation is 'Code of the organisation for which the number was issued';
comment on column identity.student.created_at is 'When the student was first recorded';
comment on column identity.student.recorded_at is 'When this row last changed';
create index student_birth_date_idx on identity.student (birth_date, student_number);

create table identity.identification_record (
  student_number char(9) not null,
  record_id uuid not null,
  document_type text not null,
  quality smallint not null,
  proves text not null,
  document_number_last4 text,
  issued_on date,
  family_name text,
  given_name text,
  middle_name text,
  suffix text,
  is_name_exact boolean not null default true,
  birth_date date not null,
  gender text not null,
  submitted_by text not null,
  recorded_at timestamptz not null,
  constraint identification_record_pkey primary key (student_number, record_id),
  constraint identification_record_student_fkey foreign key (student_number) references identity.student (student_number),
  constraint identification_record_quality_check check (quality in (100, 200, 250, 300)),
  constraint identification_record_proves_check check (proves in ('name_and_birth', 'name')),
  constraint identification_record_name_check check (coalesce(family_name, given_name) is not null),
  constraint identification_record_last4_check check (char_length(document_number_last4) between 1 and 4)
);
comment on table identity.identification_record is 'What one document (or a school’s own statement) says of a student’s identity; legal name, birth date and gender are derived from the best';
comment on column identity.identification_record.student_number is 'The number under which it was submitted';
comment on column identity.identification_record.record_id is 'GUID made by whoever first recorded it';
comment on column identity.identification_record.document_type is 'Kind of paper seen; code of class document_type';
comment on column identity.identification_record.quality is '100 unverified, 200 self declared, 250 supported, 300 verified; from the document type when recorded';
comment on column identity.identification_record.proves is 'name_and_birth, or name for papers such as a change-of-name certificate';
comment on column identity.identification_record.document_number_last4 is 'Last four characters of the document’s number, never more';
comment on column identity.identification_record.issued_on is 'Day the document was issued';
comment on column identity.identification_record.family_name is 'Family name as on the document';
comment on column identity.identification_record.given_name is 'Given name as on the document';
comment on column identity.identification_record.middle_name is 'Middle names as on the document';
comment on column identity.identification_record.suffix is 'Suffix as on the document';
comment on column identity.identification_record.is_name_exact is 'False when the document’s name could not be keyed exactly';
comment on column identity.identification_record.birth_date is 'Birth date as on the document';
comment on column identity.identification_record.gender is 'Gender as stated with the document; code of class gender';
comment on column identity.identification_record.submitted_by is 'Code of the organisation that submitted it';
comment on column identity.identification_record.recorded_at is 'When this row was last recorded';

create table identity.student_name (
  student_number char(9) not null,
  name_id uuid not null,
  kind text not null,
  family_name text,
  given_name text,
  middle_name text,
  suffix text,
  effective_on date,
  submitted_by text not null,
  recorded_at timestamptz not null,
  constraint student_name_pkey primary key (student_number, name_id),
  constraint student_name_student_fkey foreign key (student_number) references identity.student (student_number),
  constraint student_name_kind_check check (kind in ('alias', 'previous', 'preferred')),
  constraint student_name_parts_check check (coalesce(family_name, given_name) is not null)
);
comment on table identity.student_name is 'Names besides the legal one: alias, previous, preferred';
comment on column identity.student_name.student_number is 'The number under which it was submitted';
comment on column identity.student_name.name_id is 'GUID made by whoever first recorded it; for the preferred name of a student row the GUID of that row';
comment on column identity.student_name.kind is 'alias, previous or preferred';
comment on column identity.student_name.family_name is 'Family name';
comment on column identity.student_name.given_name is 'Given name';
comment on column identity.student_name.middle_name is 'Middle names';
comment on column identity.student_name.suffix is 'Suffix';
comment on column identity.student_name.effective_on is 'Day from which the name is used';
comment on column identity.student_name.submitted_by is 'Code of the organisation that submitted it';
comment on column identity.student_name.recorded_at is 'When this row was last recorded';

-- Contacts -----------------------------------------------------------------------------------------------------------

create table identity.address (
  student_number char(9) not null,
  address_id uuid not null,
  kind text not null,
  format text not null,
  street text,
  city text,
  province text,
  postal_code text,
  country text,
  effective_on date not null,
  expires_on date,
  submitted_by text not null,
  recorded_at timestamptz not null,
  constraint address_pkey primary key (student_number, address_id),
  constraint address_student_fkey foreign key (student_number) references identity.student (student_number),
  constraint address_kind_check check (kind in ('mailing', 'physical'))
);
comment on table identity.address is 'A student’s mailing and physical addresses';
comment on column identity.address.student_number is 'The number under which it was submitted';
comment on column identity.address.address_id is 'GUID made by whoever first recorded it';
comment on column identity.address.kind is 'mailing or physical';
comment on column identity.address.format is 'Which parts are required; code of class address_format';
comment on column identity.address.street is 'All street lines in one text, lines parted by a line feed';
comment on column identity.address.city is 'City, town or other place';
comment on column identity.address.province is 'Province or state; two letters in Canada and the United States';
comment on column identity.address.postal_code is 'Postal code; A9A 9A9 in Canada';
comment on column identity.address.country is 'Country; code of class country';
comment on column identity.address.effective_on is 'First day on which the address is right';
comment on column identity.address.expires_on is 'Last day on which the address is right';
comment on column identity.address.submitted_by is 'Code of the organisation that submitted it';
comment on column identity.address.recorded_at is 'When this row was last recorded';

create table identity.phone (
  student_number char(9) not null,
  phone_id uuid not null,
  kind text not null,
  number text not null,
  extension text,
  is_listable boolean not null default false,
  effective_on date not null,
  expires_on date,
  submitted_by text not null,
  recorded_at timestamptz not null,
  constraint phone_pkey primary key (student_number, phone_id),
  constraint phone_student_fkey foreign key (student_number) references identity.student (student_number),
  constraint phone_kind_check check (kind in ('home', 'mobile', 'work'))
);
comment on table identity.phone is 'A student’s telephone numbers';
comment on column identity.phone.student_number is 'The number under which it was submitted';
comment on column identity.phone.phone_id is 'GUID made by whoever first recorded it';
comment on column identity.phone.kind is 'home, mobile or work';
comment on column identity.phone.number is 'Digits, with a leading + outside the North American plan';
comment on column identity.phone.extension is 'Extension';
comment on column identity.phone.is_listable is 'True when the number may be shown in lists';
comment on column identity.phone.effective_on is 'First day on which the number is right';
comment on column identity.phone.expires_on is 'Last day on which the number is right';
comment on column identity.phone.submitted_by is 'Code of the organisation that submitted it';
comment on column identity.phone.recorded_at is 'When this row was last recorded';

create table identity.email (
  student_number char(9) not null,
  email_id uuid not null,
  address text not null,
  is_active boolean not null default true,
  submitted_by text not null,
  recorded_at timestamptz not null,
  constraint email_pkey primary key (student_number, email_id),
  constraint email_student_fkey foreign key (student_number) references identity.student (student_number)
);
comment on table identity.email is 'A student’s e-mail addresses';
comment on column identity.email.student_number is 'The number under which it was submitted';
comment on column identity.email.email_id is 'GUID made by whoever first recorded it';
comment on column identity.email.address is 'The e-mail address';
comment on column identity.email.is_active is 'False when it is no longer used';
comment on column identity.email.submitted_by is 'Code of the organisation that submitted it';
comment on column identity.email.recorded_at is 'When this row was last recorded';

create table identity.guardian (
  student_number char(9) not null,
  guardian_id uuid not null,
  relationship text not null,
  family_name text,
  given_name text,
  lives_with boolean,
  phone text,
  email text,
  expires_on date,
  submitted_by text not null,
  recorded_at timestamptz not null,
  constraint guardian_pkey primary key (student_number, guardian_id),
  constraint guardian_student_fkey foreign key (student_number) references identity.student (student_number),
  constraint guardian_name_check check (coalesce(family_name, given_name) is not null)
);
comment on table identity.guardian is 'Parents and legal guardians of a student';
comment on column identity.guardian.student_number is 'The number under which it was submitted';
comment on column identity.guardian.guardian_id is 'GUID made by whoever first recorded it';
comment on column identity.guardian.relationship is 'Relationship to the student; code of class guardian_relationship';
comment on column identity.guardian.family_name is 'Family name';
comment on column identity.guardian.given_name is 'Given name';
comment on column identity.guardian.lives_with is 'True when the student lives with this guardian, false when not, empty when not stated';
comment on column identity.guardian.phone is 'Home telephone number of the guardian';
comment on column identity.guardian.email is 'E-mail address of the guardian';
comment on column identity.guardian.expires_on is 'Last day on which this person is a guardian';
comment on column identity.guardian.submitted_by is 'Code of the organisation that submitted it';
comment on column identity.guardian.recorded_at is 'When this row was last recorded';

create table identity.disclosure_restriction (
  student_number char(9) not null,
  restriction_id uuid not null,
  kind text not null,
  details text,
  effective_on date not null,
  expires_on date,
  is_active boolean not null default true,
  submitted_by text not null,
  recorded_at timestamptz not null,
  constraint disclosure_restriction_pkey primary key (student_number, restriction_id),
  constraint disclosure_restriction_student_fkey foreign key (student_number) references identity.student (student_number),
  constraint disclosure_restriction_days_check check (expires_on is null or expires_on > effective_on)
);
comment on table identity.disclosure_restriction is 'Who must not learn of a student, or may although the student is of age';
comment on column identity.disclosure_restriction.student_number is 'The number under which it was submitted';
comment on column identity.disclosure_restriction.restriction_id is 'GUID made by whoever first recorded it';
comment on column identity.disclosure_restriction.kind is 'Code of class disclosure_restriction';
comment on column identity.disclosure_restriction.details is 'What the users of the record must know';
comment on column identity.disclosure_restriction.effective_on is 'First day of the restriction';
comment on column identity.disclosure_restriction.expires_on is 'Last day of the restriction';
comment on column identity.disclosure_restriction.is_active is 'False once it was lifted';
comment on column identity.disclosure_restriction.submitted_by is 'Code of the organisation that submitted it';
comment on column identity.disclosure_restriction.recorded_at is 'When this row was last recorded';

-- Finding the student ------------------------------------------------------------------------------------------------

create table identity.local_student (
  organisation_code text not null,
  local_student_id text not null,
  student_number char(9) not null,
  mapped_at timestamptz not null,
  constraint local_student_pkey primary key (organisation_code, local_student_id)
);
comment on table identity.local_student is 'Which number an organisation’s own student id stands for';
comment on column identity.local_student.organisation_code is 'Code of the organisation whose system made the id';
comment on column identity.local_student.local_student_id is 'The id in that system';
comment on column identity.local_student.student_number is 'The number it stands for';
comment on column identity.local_student.mapped_at is 'When the mapping was recorded';
create index local_student_student_number_idx on identity.local_student (student_number, organisation_code);

create table identity.student_key (
  key_hash bigint not null,
  student_number char(9) not null,
  constraint student_key_pkey primary key (key_hash, student_number)
);
comment on table identity.student_key is 'Derived: blocking keys by which candidates are found; one row per student and key';
comment on column identity.student_key.key_hash is 'Hash of kind and value of the key, made by rules/keys.ts for query and register alike';
comment on column identity.student_key.student_number is 'The student who has the key';
create index student_key_student_number_idx on identity.student_key (student_number);

create table identity.search_token (
  token text collate "C" not null,
  student_number char(9) not null,
  constraint search_token_pkey primary key (token, student_number)
);
comment on table identity.search_token is 'Derived: words of every name of a student, folded, for search by beginnings of words';
comment on column identity.search_token.token is 'A word of a name, folded (small letters, no accents), or as written in another script';
comment on column identity.search_token.student_number is 'The student who has the name';
create index search_token_student_number_idx on identity.search_token (student_number);

create table identity.match_decision (
  decision_id uuid not null,
  decided_at timestamptz not null,
  organisation_code text not null,
  local_student_id text,
  submission_id uuid,
  item_ref text,
  query_digest text not null,
  outcome text not null,
  method text not null,
  student_number char(9),
  candidates jsonb not null,
  model_version text not null,
  is_by_person boolean not null default false,
  constraint match_decision_pkey primary key (decision_id),
  constraint match_decision_outcome_check check (outcome in ('assigned', 'new', 'review'))
);
comment on table identity.match_decision is 'Every answer to the question who a submitted student is, with what it rested on; rows are only added';
comment on column identity.match_decision.decision_id is 'Key';
comment on column identity.match_decision.decided_at is 'When it was decided';
comment on column identity.match_decision.organisation_code is 'Who asked';
comment on column identity.match_decision.local_student_id is 'The id of the student in the asking system';
comment on column identity.match_decision.submission_id is 'The submission in which it was asked';
comment on column identity.match_decision.item_ref is 'The item of the submission';
comment on column identity.match_decision.query_digest is 'Digest of organisation, local id and facts: the same question has the same digest';
comment on column identity.match_decision.outcome is 'assigned, new or review';
comment on column identity.match_decision.method is 'What decided: code of the method';
comment on column identity.match_decision.student_number is 'The number that was assigned or issued';
comment on column identity.match_decision.candidates is 'Candidates with what agreed and what did not';
comment on column identity.match_decision.model_version is 'Version of the matcher';
comment on column identity.match_decision.is_by_person is 'True when a person decided; such a decision answers the same question from then on';
create index match_decision_by_person_idx on identity.match_decision (query_digest) where is_by_person;
create index match_decision_submission_idx on identity.match_decision (submission_id);

create table identity.match_task (
  task_id uuid not null,
  state text not null default 'open',
  reason text not null,
  organisation_code text not null,
  local_student_id text not null,
  submission_id uuid,
  item_ref text,
  query_digest text not null,
  facts jsonb not null,
  candidates jsonb not null,
  opened_at timestamptz not null,
  decided_at timestamptz,
  decided_by text,
  decision text,
  student_number char(9),
  note text,
  constraint match_task_pkey primary key (task_id),
  constraint match_task_state_check check (state in ('open', 'decided')),
  constraint match_task_decision_check check (decision in ('same', 'new')),
  constraint match_task_decided_check check (
    (state = 'open' and decision is null and decided_at is null and student_number is null)
    or (state = 'decided' and decision is not null and decided_at is not null and student_number is not null))
);
comment on table identity.match_task is 'Submitted students whom only a person may identify';
comment on column identity.match_task.task_id is 'Key';
comment on column identity.match_task.state is 'open or decided';
comment on column identity.match_task.reason is 'Why it is not decided automatically: code of the method; never shown to the organisation';
comment on column identity.match_task.organisation_code is 'Who submitted the student';
comment on column identity.match_task.local_student_id is 'The id of the student in the submitting system';
comment on column identity.match_task.submission_id is 'The latest submission in which the student was held';
comment on column identity.match_task.item_ref is 'The item of that submission';
comment on column identity.match_task.query_digest is 'Digest of the question, see match_decision';
comment on column identity.match_task.facts is 'What was submitted about the student';
comment on column identity.match_task.candidates is 'Students it could be, with what agreed and what did not';
comment on column identity.match_task.opened_at is 'When it was first held';
comment on column identity.match_task.decided_at is 'When it was decided';
comment on column identity.match_task.decided_by is 'Who decided';
comment on column identity.match_task.decision is 'same as a student on the register, or new';
comment on column identity.match_task.student_number is 'The number it was decided to be';
comment on column identity.match_task.note is 'Why, in the decider’s words';
-- The same student submitted again while held is the same task.
create unique index match_task_open_key on identity.match_task (organisation_code, local_student_id) where state = 'open';
create index match_task_list_idx on identity.match_task (state, opened_at, task_id);
create index match_task_submission_idx on identity.match_task (submission_id);

-- Several numbers, one person ----------------------------------------------------------------------------------------

create table identity.identity_assertion (
  student_number char(9) not null,
  other_number char(9) not null,
  assertion_id uuid not null,
  kind text not null,
  reason text not null,
  evidence jsonb not null,
  decided_by text not null,
  decided_at timestamptz not null,
  revoked_at timestamptz,
  revoked_by text,
  revoke_reason text,
  constraint identity_assertion_pkey primary key (student_number, other_number, assertion_id),
  constraint identity_assertion_kind_check check (kind in ('same', 'not_same')),
  constraint identity_assertion_two_numbers_check check (student_number <> other_number),
  constraint identity_assertion_revoked_check check ((revoked_at is null) = (revoked_by is null))
);
comment on table identity.identity_assertion is 'Dated, revocable statements that two numbers are one person, or are not';
comment on column identity.identity_assertion.student_number is 'One of the two numbers';
comment on column identity.identity_assertion.other_number is 'The other number';
comment on column identity.identity_assertion.assertion_id is 'Key';
comment on column identity.identity_assertion.kind is 'same or not_same';
comment on column identity.identity_assertion.reason is 'Why, in the decider’s words';
comment on column identity.identity_assertion.evidence is 'What it rests on';
comment on column identity.identity_assertion.decided_by is 'Who decided';
comment on column identity.identity_assertion.decided_at is 'When it was decided';
comment on column identity.identity_assertion.revoked_at is 'When it was revoked; set once';
comment on column identity.identity_assertion.revoked_by is 'Who revoked it';
comment on column identity.identity_assertion.revoke_reason is 'Why it was revoked';
-- A live statement about two numbers stands once.
create unique index identity_assertion_live_key
  on identity.identity_assertion (least(student_number, other_number), greatest(student_number, other_number), kind)
  where revoked_at is null;
create index identity_assertion_other_number_idx on identity.identity_assertion (other_number) where revoked_at is null;

-- What other modules may read ----------------------------------------------------------------------------------------

create view published.student as
  select student_number, status, family_name, given_name, birth_date, gender, is_deceased, is_restricted, created_by_organisation, version
  from identity.student;
comment on view published.student is 'Students with their current facts, for modules after identity';
comment on column published.student.student_number is 'The student number';
comment on column published.student.status is 'active or deactivated';
comment on column published.student.family_name is 'Legal family name';
comment on column published.student.given_name is 'Legal given name';
comment on column published.student.birth_date is 'Birth date';
comment on column published.student.gender is 'Gender';
comment on column published.student.is_deceased is 'True when the death was recorded';
comment on column published.student.is_restricted is 'True while confidentiality is demanded; such students exist for nobody without the right';
comment on column published.student.created_by_organisation is 'Organisation for which the number was issued';
comment on column published.student.version is 'Version of the student';

select audit.exempt('identity.number_issued', 'registry whose rows are only added');
select audit.exempt('identity.guid_owner', 'registry whose rows are only added');
select audit.watch('identity.student');
select audit.watch('identity.identification_record');
select audit.watch('identity.student_name');
select audit.watch('identity.address');
select audit.watch('identity.phone');
select audit.watch('identity.email');
select audit.watch('identity.guardian');
select audit.watch('identity.disclosure_restriction');
select audit.watch('identity.local_student');
select audit.exempt('identity.student_key', 'derived from audited tables');
select audit.exempt('identity.search_token', 'derived from audited tables');
select audit.exempt('identity.match_decision', 'ledger whose rows are only added');
select audit.watch('identity.match_task');
select audit.watch('identity.identity_assertion');
