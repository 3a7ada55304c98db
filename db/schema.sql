-- Generated from the migrated database by `npm run generate`. Do not edit: write a migration.;

table access.access_review (
  review_id uuid not null,
  organisation_code text not null,
  started_at timestamp with time zone not null,
  started_by text not null,
  due_on date not null,
  closed_at timestamp with time zone
);

table access.access_review_item (
  review_id uuid not null,
  grant_id uuid not null,
  decision text,
  decided_at timestamp with time zone,
  decided_by_account_id uuid,
  decided_by text,
  note text
);

table access.account (
  account_id uuid not null,
  user_name text not null,
  name text not null,
  email text,
  organisation_code text not null,
  language text not null,
  is_demonstration boolean not null,
  created_at timestamp with time zone not null,
  disabled_at timestamp with time zone,
  given_name text,
  family_name text,
  is_support boolean not null default …,
  changed_at timestamp with time zone not null default …,
  version integer not null default …,
  disabled_by text,
  disabled_reason text,
  disabled_by_account_id uuid
);

table access.account_grant (
  grant_id uuid not null,
  account_id uuid not null,
  is_support boolean not null default …,
  organisation_code text not null,
  organisation_kind text not null,
  kind text not null,
  name text not null,
  starts_on date not null,
  ends_on date,
  granted_at timestamp with time zone not null,
  granted_by_account_id uuid,
  granted_by text not null,
  reason text not null,
  needs_second boolean not null,
  approved_at timestamp with time zone,
  approved_by_account_id uuid,
  approved_by text,
  revoked_at timestamp with time zone,
  revoked_by text,
  revoked_reason text
);

table access.alarm (
  alarm_id uuid not null,
  kind text not null,
  severity text not null,
  organisation_code text not null,
  account_id uuid,
  client_id text,
  student_number character(9),
  details jsonb not null default …,
  raised_at timestamp with time zone not null,
  seen_at timestamp with time zone,
  seen_by text,
  closed_at timestamp with time zone,
  closed_by text,
  outcome text,
  verdict text,
  by_account_id uuid
);

table access.budget_exception (
  exception_id uuid not null,
  account_id uuid not null,
  organisation_code text not null,
  hour_people integer not null,
  day_people integer not null,
  reason text not null,
  granted_by uuid not null,
  granted_by_name text not null,
  granted_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  ended_by_name text
);

table access.client (
  client_id uuid not null,
  name text not null,
  software text not null,
  organisation_code text not null,
  represents text[] not null,
  scopes text[] not null,
  networks text[] not null default …,
  contact_email text not null,
  is_dpop_required boolean not null,
  valid_from timestamp with time zone not null,
  valid_until timestamp with time zone not null,
  token_series integer not null default …,
  version integer not null default …,
  created_at timestamp with time zone not null,
  created_by text not null,
  disabled_at timestamp with time zone,
  disabled_by text,
  disabled_by_organisation text,
  disabled_reason text,
  created_by_account_id uuid
);

table access.client_call (
  client_id uuid not null,
  called_at timestamp with time zone not null,
  request_id text not null,
  operation text not null,
  organisation_code text,
  address text not null,
  status integer not null,
  row_count integer,
  person_count integer,
  milliseconds real not null,
  refusal text
);

table access.client_key (
  client_id uuid not null,
  key_id text not null,
  algorithm text not null,
  public_jwk jsonb not null,
  valid_from timestamp with time zone not null,
  valid_until timestamp with time zone not null,
  added_at timestamp with time zone not null,
  added_by text not null
);

table access.client_proof_used (
  digest text not null,
  client_id text not null,
  expires_at timestamp with time zone not null
);

table access.decoy (
  student_number character(9) not null,
  export_id uuid not null,
  person_digest text not null,
  family_name text not null,
  given_name text not null,
  birth_date date not null,
  planted_at timestamp with time zone not null,
  receiver_name text not null
);

table access.directory_id (
  organisation_code text not null,
  external_id text not null,
  account_id uuid not null
);

table access.external_access (
  student_number character(9) not null,
  access_id uuid not null,
  organisation_code text not null,
  account_id uuid,
  actor_name text not null,
  reason text not null,
  acknowledged_at timestamp with time zone not null,
  ends_on date not null
);

table access.external_identity (
  issuer text not null,
  subject text not null,
  account_id uuid not null,
  provider text not null,
  linked_at timestamp with time zone not null,
  last_used_at timestamp with time zone
);

table access.grant_use (
  grant_id uuid not null,
  last_used_on date not null
);

table access.invitation (
  invitation_id uuid not null,
  account_id uuid not null,
  purpose text not null,
  token_sha256 text not null,
  totp_secret text not null,
  created_at timestamp with time zone not null,
  created_by text not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  cancelled_at timestamp with time zone,
  created_by_account_id uuid
);

table access.ledger_era (
  era integer not null,
  tx_offset bigint not null,
  begun_at timestamp with time zone not null
);

table access.ledger_head (
  head integer not null,
  payload text not null,
  signature bytea not null,
  key_id text not null,
  signed_at timestamp with time zone not null
);

table access.ledger_manner (
  manner_id integer not null generated,
  door text not null,
  purpose text not null
);

table access.ledger_reader (
  reader_id integer not null generated,
  kind text not null,
  account_id uuid,
  client_id text,
  name text not null,
  role text not null,
  organisation_code text not null
);

table access.ledger_seal (
  month text not null,
  ordinal integer not null,
  first_tx bigint not null,
  first_read_id bigint not null,
  last_tx bigint not null,
  last_read_id bigint not null,
  rows integer not null,
  first_at timestamp with time zone not null,
  last_at timestamp with time zone not null,
  digest bytea not null,
  marks bytea not null,
  sealed_at timestamp with time zone not null
);

table access.limited_organisation (
  organisation_code text not null,
  level text not null,
  reason text not null,
  recorded_at timestamp with time zone not null
);

table access.passkey (
  passkey_id uuid not null,
  account_id uuid not null,
  credential_id text not null,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  name text not null,
  is_synced boolean not null,
  created_at timestamp with time zone not null,
  last_used_at timestamp with time zone
);

table access.passkey_challenge (
  challenge_sha256 text not null,
  purpose text not null,
  account_id uuid,
  session_id uuid,
  invitation_id uuid,
  expires_at timestamp with time zone not null
);

table access.password (
  account_id uuid not null,
  hash text not null,
  changed_at timestamp with time zone not null
);

table access.person_number (
  student_number character(9) not null,
  person_number character(9) not null
);

table access.person_read (
  tx bigint not null,
  read_id bigint not null,
  at timestamp with time zone not null,
  request_id uuid not null,
  reader_id integer not null,
  manner_id integer not null,
  field_groups integer not null,
  student_number character(9) not null
);

table access.protected_student (
  student_number character(9) not null
);

table access.question_count (
  asker text not null,
  kind text not null,
  since timestamp with time zone not null,
  asked integer not null
);

table access.read_budget (
  actor_key text not null,
  window_kind text not null,
  starts_at timestamp with time zone not null,
  people integer not null default …,
  asked_at timestamp with time zone,
  stopped_at timestamp with time zone
);

table access.read_budget_person (
  actor_key text not null,
  day_starts_at timestamp with time zone not null,
  student_number character(9) not null,
  hours integer not null
);

table access.recovery_code (
  account_id uuid not null,
  code_sha256 text not null,
  created_at timestamp with time zone not null,
  used_at timestamp with time zone
);

table access.sealed_opening (
  opening_id uuid not null,
  account_id uuid not null,
  actor_name text not null,
  organisation_code text not null,
  reason text not null,
  is_glass boolean not null,
  state text not null,
  asked_at timestamp with time zone not null,
  minutes integer not null,
  decided_at timestamp with time zone,
  decided_by uuid,
  decided_by_name text,
  decision_note text,
  opened_at timestamp with time zone,
  ends_at timestamp with time zone,
  ended_at timestamp with time zone,
  ended_by_name text,
  review_by timestamp with time zone,
  reviewed_at timestamp with time zone,
  reviewed_by uuid,
  reviewed_by_name text,
  review_outcome text,
  review_note text,
  decide_by timestamp with time zone
);

table access.server_key (
  key_id text not null,
  algorithm text not null,
  private_jwk jsonb not null,
  public_jwk jsonb not null,
  made_at timestamp with time zone not null,
  signs_from timestamp with time zone not null,
  ends_at timestamp with time zone
);

table access.session (
  token_sha256 text not null,
  account_id uuid not null,
  created_at timestamp with time zone not null,
  last_seen_at timestamp with time zone not null,
  idle_seconds integer not null,
  expires_at timestamp with time zone not null,
  user_agent text not null,
  session_id uuid not null default …,
  way text not null default …,
  second_factor_at timestamp with time zone,
  stepped_up_at timestamp with time zone,
  acting_organisation_code text
);

table access.sign_in_try (
  subject_sha256 text not null,
  kind text not null,
  tries integer not null,
  last_try_at timestamp with time zone not null,
  blocked_until timestamp with time zone
);

table access.sign_on_attempt (
  state_sha256 text not null,
  provider text not null,
  purpose text not null,
  browser_sha256 text not null,
  nonce text not null,
  code_verifier text not null,
  account_id uuid,
  session_id uuid,
  return_to text not null,
  expires_at timestamp with time zone not null
);

table access.student_association (
  student_number character(9) not null,
  organisation_code text not null,
  kind text not null,
  starts_on date not null,
  exit_on date,
  ends_on date,
  is_protected boolean not null default …,
  last_until date,
  minimum_until date
);

table access.student_move (
  student_number character(9) not null,
  move_id uuid not null,
  new_organisation_code text not null,
  old_organisation_code text not null,
  opened_on date not null,
  opened_at timestamp with time zone not null,
  until_on date not null,
  state text not null,
  settled_at timestamp with time zone
);

table access.student_move_statement (
  student_number character(9) not null,
  move_id uuid not null,
  statement_id uuid not null,
  kind text not null,
  organisation_code text not null,
  actor_name text not null,
  words text,
  stated_at timestamp with time zone not null
);

table access.support_access (
  support_access_id uuid not null,
  account_id uuid not null,
  is_support boolean not null default …,
  organisation_code text not null,
  organisation_kind text not null,
  scope text not null,
  purpose text not null,
  opened_at timestamp with time zone not null,
  opened_by_account_id uuid,
  opened_by text not null,
  expires_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  ended_by text
);

table access.table_guard (
  table_name text not null,
  guard text not null,
  why text not null
);

table access.totp (
  account_id uuid not null,
  secret text not null,
  last_step bigint not null,
  created_at timestamp with time zone not null,
  confirmed_at timestamp with time zone
);

table audit.act (
  act_id bigint not null generated,
  kind text not null,
  actor_kind text not null,
  actor_account_id uuid,
  actor_name text not null,
  organisation_code text,
  reason text,
  request_id text,
  at timestamp with time zone not null,
  actor_client_id text
);

table audit.change (
  change_id bigint not null generated,
  act_id bigint not null,
  table_name text not null,
  operation text not null,
  student_number character(9),
  row_key jsonb not null,
  before jsonb,
  after jsonb
);

table audit.unwatched (
  table_name text not null,
  why text not null
);

table enrolment.count_figure (
  count_id uuid not null,
  school_code text not null,
  authority_code text,
  grade text not null,
  programming_type text not null,
  grants_programmes text[] not null,
  is_protected boolean not null,
  students integer not null
);

table enrolment.counted_student (
  student_number character(9) not null,
  count_id uuid not null,
  enrolment_id uuid not null,
  school_code text not null,
  grade text not null,
  programming_type text not null,
  grants_programmes text[] not null,
  was_protected boolean not null
);

table enrolment.home_notification (
  student_number character(9) not null,
  notification_id uuid not null,
  school_year smallint not null,
  programme text not null,
  supervisor_code text,
  notified_on date not null,
  guardian_name text not null,
  guardian_contact text,
  is_address_same boolean not null,
  plan text,
  wants_funding boolean not null,
  state text not null,
  decided_on date,
  state_reason text,
  submitted_by text not null,
  version integer not null,
  submitted_at timestamp with time zone not null
);

table enrolment.home_registration (
  student_number character(9) not null,
  registration_id uuid not null,
  school_year smallint not null,
  authority_code text,
  start_on date not null,
  exit_on date not null,
  exit_type text not null,
  submitted_by text not null,
  version integer not null,
  submitted_at timestamp with time zone not null,
  deleted_at timestamp with time zone
);

table enrolment.responsible_school (
  student_number character(9) not null,
  transition_id uuid not null,
  effective_on date not null,
  has_school text not null,
  school_code text,
  outside_name text,
  outside_city text,
  outside_province text,
  outside_country text,
  reason text not null,
  submitted_by text not null,
  version integer not null,
  submitted_at timestamp with time zone not null,
  deleted_at timestamp with time zone
);

table enrolment.school_enrolment (
  student_number character(9) not null,
  enrolment_id uuid not null,
  school_code text not null,
  school_year smallint not null,
  grade text not null,
  start_on date not null,
  exit_on date,
  exit_type text,
  programming_type text not null,
  programming_timeframe text not null,
  enrolment_types text[] not null default …,
  exception_codes text[] not null default …,
  grants_programmes text[] not null default …,
  resident_board text,
  francophone_board text,
  self_declaration text,
  french_hours smallint,
  hours smallint,
  programme_percentage numeric(5,2),
  local_student_id text,
  submitted_by text not null,
  version integer not null,
  submitted_at timestamp with time zone not null,
  deleted_at timestamp with time zone
);

table enrolment.student_count (
  count_id uuid not null,
  kind text not null,
  school_year smallint not null,
  counted_on date not null,
  frozen_at timestamp with time zone not null,
  frozen_by text not null,
  last_change bigint
);

table exchange.item_fate (
  submission_id uuid not null,
  ordinal integer not null,
  file text not null,
  fate text not null,
  student_number character(9),
  is_new_number boolean not null default …,
  match_task_id uuid,
  remarks jsonb not null default …,
  rules text[] not null default …,
  is_sealed boolean not null default …
);

table exchange.reversal (
  submission_id uuid not null,
  act_id bigint not null,
  state text not null,
  actor jsonb not null,
  reason text not null,
  asked_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  cursor_act bigint not null default …,
  put_back bigint not null default …,
  stayed bigint not null default …,
  numbers bigint not null default …
);

table exchange.submission (
  submission_id uuid not null,
  organisation_code text not null,
  format text not null,
  file_name text not null,
  file_id uuid,
  size_bytes bigint not null,
  sha256 text,
  is_rehearsal boolean not null,
  state text not null,
  stage text not null,
  school_year integer,
  layout_version text,
  software text,
  actor jsonb not null,
  received_at timestamp with time zone not null,
  started_at timestamp with time zone,
  finished_at timestamp with time zone,
  cancel_asked_at timestamp with time zone,
  cursor_subject text,
  students_new integer not null default …,
  students_matched integer not null default …,
  students_held integer not null default …,
  students_refused integer not null default …,
  refusal jsonb,
  remarks jsonb not null default …,
  repeats_submission_id uuid,
  failure_reference uuid,
  file_modes jsonb,
  share_of text not null,
  served_at timestamp with time zone
);

table exchange.submission_file (
  submission_id uuid not null,
  file text not null,
  encoding text,
  row_count bigint not null default …,
  added bigint not null default …,
  changed bigint not null default …,
  unchanged bigint not null default …,
  refused bigint not null default …,
  held bigint not null default …
);

table exchange.submission_item (
  submission_id uuid not null,
  ordinal integer not null,
  file text not null,
  row_number integer not null,
  subject text,
  guid text,
  payload jsonb not null,
  problems jsonb,
  mended_at timestamp with time zone,
  payload_before jsonb
);

table exchange.submission_stage (
  submission_id uuid not null,
  stage text not null,
  row_count bigint not null,
  elapsed_ms bigint not null
);

table identity.accommodation (
  student_number character(9) not null,
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
  recorded_at timestamp with time zone not null,
  voided_at timestamp with time zone,
  void_reason text
);

table identity.address (
  student_number character(9) not null,
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
  recorded_at timestamp with time zone not null,
  land_location text,
  rural_route text,
  site text,
  compartment text,
  box text,
  is_general_delivery boolean not null default …,
  is_preferred boolean not null default …,
  is_deleted boolean not null default …
);

table identity.citizenship (
  student_number character(9) not null,
  citizenship_id uuid not null,
  status text not null,
  effective_on date not null,
  document_type text,
  document_expires_on date,
  country text,
  guardian_id uuid,
  guardian_status text,
  is_deleted boolean not null default …,
  submitted_by text not null,
  recorded_at timestamp with time zone not null
);

table identity.disclosure_restriction (
  student_number character(9) not null,
  restriction_id uuid not null,
  kind text not null,
  details text,
  effective_on date not null,
  expires_on date,
  is_active boolean not null default …,
  submitted_by text not null,
  recorded_at timestamp with time zone not null
);

table identity.email (
  student_number character(9) not null,
  email_id uuid not null,
  address text not null,
  is_active boolean not null default …,
  submitted_by text not null,
  recorded_at timestamp with time zone not null
);

table identity.guardian (
  student_number character(9) not null,
  guardian_id uuid not null,
  relationship text not null,
  family_name text,
  given_name text,
  lives_with boolean,
  phone text,
  email text,
  expires_on date,
  submitted_by text not null,
  recorded_at timestamp with time zone not null
);

table identity.guardian_limit (
  student_number character(9) not null,
  limit_id uuid not null,
  guardian_id uuid not null,
  kind text not null,
  effective_on date not null,
  expires_on date,
  order_type text not null,
  order_reference text,
  order_issued_on date,
  details text,
  is_deleted boolean not null default …,
  submitted_by text not null,
  recorded_at timestamp with time zone not null
);

table identity.guid_owner (
  object_kind text not null,
  guid uuid not null,
  student_number character(9) not null,
  act_id bigint default …
);

table identity.identification_record (
  student_number character(9) not null,
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
  is_name_exact boolean not null default …,
  birth_date date not null,
  gender text not null,
  submitted_by text not null,
  recorded_at timestamp with time zone not null
);

table identity.identity_assertion (
  student_number character(9) not null,
  other_number character(9) not null,
  assertion_id uuid not null,
  kind text not null,
  reason text not null,
  evidence jsonb not null,
  decided_by text not null,
  decided_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  revoked_by text,
  revoke_reason text
);

table identity.local_student (
  organisation_code text not null,
  local_student_id text not null,
  student_number character(9) not null,
  mapped_at timestamp with time zone not null
);

table identity.match_decision (
  decision_id uuid not null,
  decided_at timestamp with time zone not null,
  organisation_code text not null,
  local_student_id text,
  submission_id uuid,
  item_ref text,
  query_digest text not null,
  outcome text not null,
  method text not null,
  student_number character(9),
  candidates jsonb not null,
  model_version text not null,
  is_by_person boolean not null default …
);

table identity.match_task (
  task_id uuid not null,
  state text not null default …,
  reason text not null,
  organisation_code text not null,
  local_student_id text not null,
  submission_id uuid,
  item_ref text,
  query_digest text not null,
  facts jsonb not null,
  candidates jsonb not null,
  opened_at timestamp with time zone not null,
  decided_at timestamp with time zone,
  decided_by text,
  decision text,
  student_number character(9),
  note text
);

table identity.note (
  student_number character(9) not null,
  note_id uuid not null,
  kind text not null,
  audience text not null,
  organisation_code text not null,
  body text not null,
  corrects uuid,
  author text not null,
  submitted_by text not null,
  recorded_at timestamp with time zone not null,
  voided_at timestamp with time zone,
  voided_by text,
  void_reason text
);

table identity.number_issued (
  student_number character(9) not null,
  issued_at timestamp with time zone not null,
  issued_to text not null
);

table identity.phone (
  student_number character(9) not null,
  phone_id uuid not null,
  kind text not null,
  number text not null,
  extension text,
  is_listable boolean not null default …,
  effective_on date not null,
  expires_on date,
  submitted_by text not null,
  recorded_at timestamp with time zone not null
);

table identity.search_token (
  token text not null,
  student_number character(9) not null
);

table identity.student (
  student_number character(9) not null,
  version bigint not null default …,
  status text not null default …,
  family_name text,
  given_name text,
  middle_name text,
  suffix text,
  is_name_exact boolean not null default …,
  preferred_family_name text,
  preferred_given_name text,
  birth_date date not null,
  gender text not null,
  proof_quality smallint not null,
  current_record_id uuid not null,
  multiple_birth text,
  language_at_home text,
  is_deceased boolean not null default …,
  deceased_on date,
  is_restricted boolean not null default …,
  created_by_organisation text not null,
  created_at timestamp with time zone not null,
  recorded_at timestamp with time zone not null,
  language_right text
);

table identity.student_key (
  key_hash bigint not null,
  student_number character(9) not null
);

table identity.student_name (
  student_number character(9) not null,
  name_id uuid not null,
  kind text not null,
  family_name text,
  given_name text,
  middle_name text,
  suffix text,
  effective_on date,
  submitted_by text not null,
  recorded_at timestamp with time zone not null
);

table jurisdiction.code_class (
  class text not null,
  title_en text not null,
  title_fr text not null,
  source text not null
);

table jurisdiction.code_value (
  class text not null,
  code text not null,
  place integer not null,
  name_en text not null,
  name_fr text not null,
  from_on date,
  to_on date,
  data jsonb not null,
  source text
);

table jurisdiction.parameter (
  name text not null,
  place integer not null,
  value jsonb not null,
  meaning_en text not null,
  meaning_fr text not null,
  from_on date,
  to_on date,
  source text not null
);

table jurisdiction.setting (
  name text not null,
  value jsonb not null
);

table migration.applied (
  number integer not null,
  name text not null,
  digest text not null,
  applied_at timestamp with time zone not null default …
);

table organisations.calendar (
  school_code text not null,
  school_year integer not null,
  kind text not null,
  from_on date not null,
  to_on date not null
);

table organisations.directory_entry (
  extracted_on date not null,
  school_code text not null,
  name text not null,
  authority_code text not null,
  authority_name text not null,
  authority_type text not null,
  fields jsonb not null
);

table organisations.file_import (
  import_id uuid not null,
  file_name text not null,
  sha256 text not null,
  layout text not null,
  label text not null,
  report jsonb not null,
  imported_at timestamp with time zone not null,
  imported_by text not null
);

table organisations.grade_offering (
  school_code text not null,
  offering text not null,
  grade text not null,
  from_on date not null,
  to_on date
);

table organisations.organisation (
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
  version bigint not null default …,
  recorded_at timestamp with time zone not null default …
);

table organisations.programme_offering (
  school_code text not null,
  programme text not null,
  from_on date not null,
  to_on date
);

table organisations.published_enrolment (
  school_year integer not null,
  school_code text not null,
  grade text not null,
  students integer not null
);

table organisations.published_school (
  school_year integer not null,
  school_code text not null,
  name text not null,
  authority_code text not null,
  authority_name text not null,
  authority_category text not null,
  total integer not null
);

table organisations.succession (
  predecessor_code text not null,
  successor_code text not null,
  on_day date,
  reason text not null
);

table platform.idempotent_answer (
  account_key text not null,
  idempotency_key text not null,
  request_digest text not null,
  status integer,
  body jsonb,
  kept_at timestamp with time zone not null
);

table platform.stored_file (
  file_id uuid not null,
  file_name text not null,
  size_bytes bigint not null,
  sha256 text not null,
  stored_at timestamp with time zone not null
);

table privacy.consent (
  student_number character(9) not null,
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
  recorded_at timestamp with time zone not null,
  guardian_until date
);

table privacy.data_key (
  key_id uuid not null,
  record_kind text not null,
  period smallint not null,
  created_at timestamp with time zone not null,
  destroyed_at timestamp with time zone,
  disposal_id uuid
);

table privacy.disposal (
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
  proposed_at timestamp with time zone not null,
  salt_key_id uuid not null,
  salt text not null,
  act_id bigint,
  executed_at timestamp with time zone,
  backups_until date,
  certificate_file_id uuid
);

table privacy.disposal_approval (
  disposal_id uuid not null,
  account_id uuid not null,
  name text not null,
  at timestamp with time zone not null
);

table privacy.disposal_item (
  student_number character(9) not null,
  disposal_id uuid not null,
  due_on date not null,
  row_count integer not null,
  fate text not null,
  because text,
  images_redacted integer not null default …,
  done_at timestamp with time zone
);

table privacy.disposal_row (
  disposal_id uuid not null,
  ordinal bigint not null generated,
  table_name text not null,
  digest text not null
);

table privacy.export_approval (
  export_id uuid not null,
  place smallint not null,
  approved_by uuid not null,
  approved_by_name text not null,
  approved_by_role text not null,
  asked_by uuid not null,
  approved_at timestamp with time zone not null,
  note text
);

table privacy.export_file (
  export_id uuid not null,
  content bytea not null
);

table privacy.export_mark (
  export_id uuid not null,
  label text not null,
  secret bytea not null
);

table privacy.export_move (
  from_state text not null,
  to_state text not null
);

table privacy.export_request (
  export_id uuid not null,
  organisation_code text not null,
  asked_by uuid not null,
  asked_by_name text not null,
  asked_at timestamp with time zone not null,
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
  expires_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  ended_by_name text,
  end_reason text,
  end_note text,
  made_at timestamp with time zone,
  row_count integer,
  size_bytes bigint,
  file_sha256 text,
  file_expires_at timestamp with time zone,
  downloads_max smallint,
  downloads smallint not null default …
);

table privacy.legal_hold (
  hold_id uuid not null,
  scope text not null,
  student_number character(9),
  organisation_code text,
  record_kind text,
  reason text not null,
  placed_by text not null,
  placed_at timestamp with time zone not null,
  review_on date not null,
  lifted_at timestamp with time zone,
  lifted_by text,
  lift_reason text
);

table privacy.request (
  student_number character(9) not null,
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
  delivered_at timestamp with time zone,
  delivered_how text,
  reminded_days smallint,
  closed_on date,
  created_at timestamp with time zone not null,
  version integer not null
);

table privacy.request_event (
  student_number character(9) not null,
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
  at timestamp with time zone not null
);

table privacy.request_file (
  student_number character(9) not null,
  request_id uuid not null,
  file_id uuid not null,
  key_id uuid not null,
  name text not null,
  media_type text not null,
  size_bytes integer not null,
  added_at timestamp with time zone not null,
  added_by text not null
);

table validation.finding (
  student_number character(9) not null,
  finding_id uuid not null,
  rule_code text not null,
  rule_reference text,
  severity text not null,
  urgency smallint not null generated,
  object text not null,
  object_id text not null,
  field text not null,
  params jsonb not null,
  organisation_code text,
  school_year integer,
  grade text,
  is_restricted boolean not null,
  state text not null,
  assignee_account_id uuid,
  snoozed_until date,
  found_at timestamp with time zone not null,
  found_act_id bigint not null,
  changed_at timestamp with time zone not null,
  cleared_act_id bigint,
  version integer not null
);

table validation.finding_event (
  student_number character(9) not null,
  finding_id uuid not null,
  version integer not null,
  move text not null,
  from_state text not null,
  to_state text not null,
  assignee_account_id uuid,
  assignee_name text,
  snoozed_until date,
  note text,
  act_id bigint not null,
  actor_name text not null,
  organisation_code text not null,
  at timestamp with time zone not null
);

table validation.rule_book (
  digest text not null,
  adopted_at timestamp with time zone not null,
  students_requested integer not null
);

table validation.scan_due (
  student_number character(9) not null,
  due_on date not null
);

table validation.scan_request (
  student_number character(9) not null,
  request_id bigint not null generated,
  requested_at timestamp with time zone not null,
  failed_at timestamp with time zone,
  failure text
);

constraint access.access_review access_review_pkey PRIMARY KEY (review_id);

constraint access.access_review_item access_review_item_decision_known CHECK ((decision = ANY (ARRAY['confirmed'::text, 'ended'::text, 'lapsed'::text, 'kept'::text])));

constraint access.access_review_item access_review_item_decision_told CHECK ((((decision IS NULL) = (decided_at IS NULL)) AND ((decision IS NULL) = (decided_by IS NULL))));

constraint access.access_review_item access_review_item_grant_fkey FOREIGN KEY (grant_id) REFERENCES access.account_grant(grant_id);

constraint access.access_review_item access_review_item_pkey PRIMARY KEY (review_id, grant_id);

constraint access.access_review_item access_review_item_review_fkey FOREIGN KEY (review_id) REFERENCES access.access_review(review_id);

constraint access.account account_disabled_by_account_fkey FOREIGN KEY (disabled_by_account_id) REFERENCES access.account(account_id);

constraint access.account account_language_known CHECK ((language = ANY (ARRAY['en'::text, 'fr'::text])));

constraint access.account account_pkey PRIMARY KEY (account_id);

constraint access.account account_support_key UNIQUE (account_id, is_support);

constraint access.account account_user_name_form CHECK ((user_name ~ '^[a-z0-9][a-z0-9.@_+-]{1,126}$'::text));

constraint access.account account_version_counts CHECK ((version > 0));

constraint access.account_grant account_grant_account_fkey FOREIGN KEY (account_id, is_support) REFERENCES access.account(account_id, is_support);

constraint access.account_grant account_grant_approval_told CHECK (((approved_at IS NULL) = (approved_by IS NULL)));

constraint access.account_grant account_grant_ends_after_start CHECK (((ends_on IS NULL) OR (ends_on >= starts_on)));

constraint access.account_grant account_grant_kind_known CHECK ((kind = ANY (ARRAY['role'::text, 'permission'::text])));

constraint access.account_grant account_grant_ministry_apart CHECK (((organisation_kind = 'ministry'::text) OR (name <> ALL (ARRAY['restricted.read'::text, 'match.decide'::text, 'finding.override'::text, 'organisation.import'::text]))));

constraint access.account_grant account_grant_never_support CHECK ((NOT is_support));

constraint access.account_grant account_grant_not_to_oneself CHECK ((granted_by_account_id IS DISTINCT FROM account_id));

constraint access.account_grant account_grant_once EXCLUDE USING gist (account_id WITH =, organisation_code WITH =, kind WITH =, (
CASE
    WHEN (kind = 'permission'::text) THEN name
    ELSE ''::text
END) WITH =, daterange(starts_on, ends_on, '[]'::text) WITH &&) WHERE ((revoked_at IS NULL));

constraint access.account_grant account_grant_pkey PRIMARY KEY (grant_id);

constraint access.account_grant account_grant_reason_said CHECK ((length(TRIM(BOTH FROM reason)) > 0));

constraint access.account_grant account_grant_revocation_told CHECK ((((revoked_at IS NULL) = (revoked_by IS NULL)) AND ((revoked_at IS NULL) = (revoked_reason IS NULL))));

constraint access.account_grant account_grant_role_fits CHECK (((kind <> 'role'::text) OR (name ~~ (organisation_kind || '\_%'::text))));

constraint access.account_grant account_grant_second_is_another CHECK (((approved_by_account_id IS NULL) OR ((approved_by_account_id <> account_id) AND (approved_by_account_id IS DISTINCT FROM granted_by_account_id))));

constraint access.alarm alarm_closed_told CHECK (((closed_at IS NULL) = (outcome IS NULL)));

constraint access.alarm alarm_pkey PRIMARY KEY (alarm_id);

constraint access.alarm alarm_severity_known CHECK ((severity = ANY (ARRAY['notice'::text, 'serious'::text, 'critical'::text])));

constraint access.alarm alarm_verdict_known CHECK ((verdict = ANY (ARRAY['false_alarm'::text, 'explained'::text, 'mistake'::text, 'misuse'::text])));

constraint access.alarm alarm_verdict_told CHECK (((closed_at IS NULL) = (verdict IS NULL)));

constraint access.budget_exception budget_exception_account_fkey FOREIGN KEY (account_id) REFERENCES access.account(account_id);

constraint access.budget_exception budget_exception_by_another CHECK ((granted_by <> account_id));

constraint access.budget_exception budget_exception_ended_told CHECK (((ended_at IS NULL) = (ended_by_name IS NULL)));

constraint access.budget_exception budget_exception_ends CHECK ((ends_at > granted_at));

constraint access.budget_exception budget_exception_pkey PRIMARY KEY (exception_id);

constraint access.budget_exception budget_exception_positive CHECK (((hour_people > 0) AND (day_people >= hour_people)));

constraint access.client client_disabled_told CHECK ((((disabled_at IS NULL) = (disabled_by IS NULL)) AND ((disabled_at IS NULL) = (disabled_reason IS NULL)) AND ((disabled_at IS NULL) = (disabled_by_organisation IS NULL))));

constraint access.client client_may_something CHECK (((cardinality(scopes) >= 1) AND (cardinality(scopes) <= 20)));

constraint access.client client_networks_few CHECK ((cardinality(networks) <= 50));

constraint access.client client_pkey PRIMARY KEY (client_id);

constraint access.client client_represents_somebody CHECK (((cardinality(represents) >= 1) AND (cardinality(represents) <= 500)));

constraint access.client client_time_boxed CHECK ((valid_until > valid_from));

constraint access.client_call client_call_pkey PRIMARY KEY (client_id, called_at, request_id);

constraint access.client_key client_key_algorithm_known CHECK ((algorithm = ANY (ARRAY['ES256'::text, 'RS256'::text, 'EdDSA'::text])));

constraint access.client_key client_key_client_fkey FOREIGN KEY (client_id) REFERENCES access.client(client_id);

constraint access.client_key client_key_form CHECK ((key_id ~ '^[A-Za-z0-9_.-]{1,100}$'::text));

constraint access.client_key client_key_is_public CHECK ((NOT (public_jwk ?| ARRAY['d'::text, 'p'::text, 'q'::text, 'dp'::text, 'dq'::text, 'qi'::text, 'oth'::text, 'k'::text, 'priv'::text])));

constraint access.client_key client_key_pkey PRIMARY KEY (client_id, key_id);

constraint access.client_proof_used client_proof_used_pkey PRIMARY KEY (digest);

constraint access.decoy decoy_digest_form CHECK ((person_digest ~ '^[0-9a-f]{64}$'::text));

constraint access.decoy decoy_pkey PRIMARY KEY (student_number);

constraint access.directory_id directory_id_account_fkey FOREIGN KEY (account_id) REFERENCES access.account(account_id);

constraint access.directory_id directory_id_pkey PRIMARY KEY (organisation_code, external_id);

constraint access.directory_id directory_id_said CHECK (((length(external_id) >= 1) AND (length(external_id) <= 200)));

constraint access.external_access external_access_pkey PRIMARY KEY (student_number, access_id);

constraint access.external_identity external_identity_account_fkey FOREIGN KEY (account_id) REFERENCES access.account(account_id);

constraint access.external_identity external_identity_pkey PRIMARY KEY (issuer, subject);

constraint access.grant_use grant_use_pkey PRIMARY KEY (grant_id);

constraint access.invitation invitation_account_fkey FOREIGN KEY (account_id) REFERENCES access.account(account_id);

constraint access.invitation invitation_pkey PRIMARY KEY (invitation_id);

constraint access.invitation invitation_purpose_known CHECK ((purpose = ANY (ARRAY['join'::text, 'reset'::text])));

constraint access.invitation invitation_token_form CHECK ((token_sha256 ~ '^[0-9a-f]{64}$'::text));

constraint access.ledger_era ledger_era_pkey PRIMARY KEY (era);

constraint access.ledger_head ledger_head_pkey PRIMARY KEY (head);

constraint access.ledger_manner ledger_manner_once UNIQUE (door, purpose);

constraint access.ledger_manner ledger_manner_pkey PRIMARY KEY (manner_id);

constraint access.ledger_reader ledger_reader_kind_known CHECK ((kind = ANY (ARRAY['account'::text, 'client'::text, 'command'::text, 'system'::text])));

constraint access.ledger_reader ledger_reader_once UNIQUE NULLS NOT DISTINCT (kind, account_id, client_id, name, role, organisation_code);

constraint access.ledger_reader ledger_reader_pkey PRIMARY KEY (reader_id);

constraint access.ledger_seal ledger_seal_pkey PRIMARY KEY (month, ordinal);

constraint access.ledger_seal ledger_seal_whole CHECK (((rows > 0) AND (length(digest) = 32) AND (length(marks) = (4 * rows))));

constraint access.limited_organisation limited_organisation_level_known CHECK ((level = ANY (ARRAY['low'::text, 'high'::text])));

constraint access.limited_organisation limited_organisation_pkey PRIMARY KEY (organisation_code);

constraint access.passkey passkey_account_fkey FOREIGN KEY (account_id) REFERENCES access.account(account_id);

constraint access.passkey passkey_counter_positive CHECK ((counter >= 0));

constraint access.passkey passkey_pkey PRIMARY KEY (passkey_id);

constraint access.passkey_challenge passkey_challenge_pkey PRIMARY KEY (challenge_sha256);

constraint access.passkey_challenge passkey_challenge_purpose_known CHECK ((purpose = ANY (ARRAY['sign_in'::text, 'step_up'::text, 'register'::text, 'invitation'::text])));

constraint access.password password_account_fkey FOREIGN KEY (account_id) REFERENCES access.account(account_id);

constraint access.password password_hash_form CHECK ((hash ~~ '$argon2id$%'::text));

constraint access.password password_pkey PRIMARY KEY (account_id);

constraint access.person_number person_number_pkey PRIMARY KEY (student_number);

constraint access.person_read person_read_pkey PRIMARY KEY (tx, read_id, at);

constraint access.protected_student protected_student_pkey PRIMARY KEY (student_number);

constraint access.question_count question_count_pkey PRIMARY KEY (asker, kind, since);

constraint access.read_budget read_budget_people_counted CHECK ((people >= 0));

constraint access.read_budget read_budget_pkey PRIMARY KEY (actor_key, window_kind, starts_at);

constraint access.read_budget read_budget_window_known CHECK ((window_kind = ANY (ARRAY['day'::text, 'hour'::text])));

constraint access.read_budget_person read_budget_person_pkey PRIMARY KEY (actor_key, day_starts_at, student_number);

constraint access.recovery_code recovery_code_account_fkey FOREIGN KEY (account_id) REFERENCES access.account(account_id);

constraint access.recovery_code recovery_code_form CHECK ((code_sha256 ~ '^[0-9a-f]{64}$'::text));

constraint access.recovery_code recovery_code_pkey PRIMARY KEY (account_id, code_sha256);

constraint access.sealed_opening sealed_opening_open_told CHECK ((((state = 'open'::text) = (opened_at IS NOT NULL)) AND ((opened_at IS NULL) = (ends_at IS NULL))));

constraint access.sealed_opening sealed_opening_outcome_known CHECK ((review_outcome = ANY (ARRAY['justified'::text, 'not_justified'::text])));

constraint access.sealed_opening sealed_opening_pkey PRIMARY KEY (opening_id);

constraint access.sealed_opening sealed_opening_review_told CHECK (((reviewed_at IS NULL) = (review_outcome IS NULL)));

constraint access.sealed_opening sealed_opening_reviewed_by_another CHECK ((reviewed_by IS DISTINCT FROM account_id));

constraint access.sealed_opening sealed_opening_second_person CHECK ((decided_by IS DISTINCT FROM account_id));

constraint access.sealed_opening sealed_opening_state_known CHECK ((state = ANY (ARRAY['asked'::text, 'open'::text, 'refused'::text])));

constraint access.sealed_opening sealed_opening_wait_told CHECK (((state <> 'asked'::text) OR (decide_by IS NOT NULL)));

constraint access.server_key server_key_ends_after CHECK (((ends_at IS NULL) OR (ends_at >= made_at)));

constraint access.server_key server_key_pkey PRIMARY KEY (key_id);

constraint access.session session_account_fkey FOREIGN KEY (account_id) REFERENCES access.account(account_id);

constraint access.session session_expires_after_creation CHECK ((expires_at > created_at));

constraint access.session session_idle_positive CHECK ((idle_seconds > 0));

constraint access.session session_pkey PRIMARY KEY (token_sha256);

constraint access.session session_token_form CHECK ((token_sha256 ~ '^[0-9a-f]{64}$'::text));

constraint access.session session_way_known CHECK ((way = ANY (ARRAY['demonstration'::text, 'password'::text, 'passkey'::text, 'single_sign_on'::text, 'invitation'::text])));

constraint access.sign_in_try sign_in_try_kind_known CHECK ((kind = ANY (ARRAY['account'::text, 'address'::text])));

constraint access.sign_in_try sign_in_try_pkey PRIMARY KEY (subject_sha256);

constraint access.sign_on_attempt sign_on_attempt_pkey PRIMARY KEY (state_sha256);

constraint access.sign_on_attempt sign_on_attempt_purpose_known CHECK ((purpose = ANY (ARRAY['sign_in'::text, 'step_up'::text, 'link'::text])));

constraint access.student_association student_association_ends_after_exit CHECK (((exit_on IS NULL) OR ((ends_on IS NOT NULL) AND (ends_on >= exit_on))));

constraint access.student_association student_association_kind_known CHECK ((kind = ANY (ARRAY['creation'::text, 'enrolment'::text, 'exam_registration'::text, 'custodian'::text, 'external'::text, 'linked'::text, 'linked_minimum'::text])));

constraint access.student_association student_association_pkey PRIMARY KEY (student_number, organisation_code, kind);

constraint access.student_move student_move_pkey PRIMARY KEY (student_number, move_id);

constraint access.student_move student_move_settled_check CHECK (((settled_at IS NULL) = (state = ANY (ARRAY['open'::text, 'contested'::text]))));

constraint access.student_move student_move_state_known CHECK ((state = ANY (ARRAY['open'::text, 'contested'::text, 'confirmed'::text, 'granted'::text, 'denied'::text, 'left'::text, 'withdrawn'::text])));

constraint access.student_move student_move_two_check CHECK ((new_organisation_code <> old_organisation_code));

constraint access.student_move_statement student_move_statement_kind_known CHECK ((kind = ANY (ARRAY['confirm'::text, 'guardian'::text, 'contest'::text, 'answer'::text, 'grant'::text, 'deny'::text])));

constraint access.student_move_statement student_move_statement_pkey PRIMARY KEY (student_number, move_id, statement_id);

constraint access.support_access support_access_account_fkey FOREIGN KEY (account_id, is_support) REFERENCES access.account(account_id, is_support);

constraint access.support_access support_access_end_told CHECK (((ended_at IS NULL) = (ended_by IS NULL)));

constraint access.support_access support_access_is_support CHECK (is_support);

constraint access.support_access support_access_narrow CHECK ((organisation_kind = ANY (ARRAY['authority'::text, 'school'::text])));

constraint access.support_access support_access_once EXCLUDE USING gist (account_id WITH =, organisation_code WITH =, tstzrange(opened_at, expires_at) WITH &&) WHERE ((ended_at IS NULL));

constraint access.support_access support_access_pkey PRIMARY KEY (support_access_id);

constraint access.support_access support_access_scope_known CHECK ((scope = ANY (ARRAY['read'::text, 'write'::text])));

constraint access.support_access support_access_time_boxed CHECK (((expires_at > opened_at) AND (expires_at <= (opened_at + '7 days'::interval))));

constraint access.table_guard table_guard_known CHECK ((guard = ANY (ARRAY['student'::text, 'organisation'::text, 'open'::text, 'kept_back'::text, 'special'::text])));

constraint access.table_guard table_guard_pkey PRIMARY KEY (table_name);

constraint access.totp totp_account_fkey FOREIGN KEY (account_id) REFERENCES access.account(account_id);

constraint access.totp totp_pkey PRIMARY KEY (account_id);

constraint audit.act act_actor_kind_known CHECK ((actor_kind = ANY (ARRAY['account'::text, 'client'::text, 'system'::text, 'command'::text])));

constraint audit.act act_pkey PRIMARY KEY (act_id);

constraint audit.change change_operation_known CHECK ((operation = ANY (ARRAY['insert'::text, 'update'::text, 'delete'::text])));

constraint audit.change change_pkey PRIMARY KEY (change_id);

constraint audit.unwatched unwatched_pkey PRIMARY KEY (table_name);

constraint enrolment.count_figure count_figure_pkey PRIMARY KEY (count_id, school_code, grade, programming_type, grants_programmes, is_protected);

constraint enrolment.count_figure count_figure_positive CHECK ((students > 0));

constraint enrolment.counted_student counted_student_pkey PRIMARY KEY (student_number, count_id);

constraint enrolment.home_notification home_notification_decided_with_day CHECK (((state = 'open'::text) = (decided_on IS NULL)));

constraint enrolment.home_notification home_notification_number_form CHECK ((student_number ~ '^[0-9]{9}$'::text));

constraint enrolment.home_notification home_notification_pkey PRIMARY KEY (student_number, notification_id);

constraint enrolment.home_notification home_notification_state_known CHECK ((state = ANY (ARRAY['open'::text, 'accepted'::text, 'returned'::text, 'withdrawn'::text])));

constraint enrolment.home_notification home_notification_supervisor_form CHECK ((supervisor_code ~ '^[A-Z][.][A-Z0-9]{1,8}$'::text));

constraint enrolment.home_notification home_notification_version_positive CHECK ((version >= 1));

constraint enrolment.home_notification home_notification_year_range CHECK (((school_year >= 1900) AND (school_year <= 2199)));

constraint enrolment.home_registration home_registration_authority_form CHECK ((authority_code ~ '^[A-Z][.][A-Z0-9]{1,8}$'::text));

constraint enrolment.home_registration home_registration_exit_after_start CHECK ((exit_on >= start_on));

constraint enrolment.home_registration home_registration_number_form CHECK ((student_number ~ '^[0-9]{9}$'::text));

constraint enrolment.home_registration home_registration_pkey PRIMARY KEY (student_number, registration_id);

constraint enrolment.home_registration home_registration_version_positive CHECK ((version >= 1));

constraint enrolment.home_registration home_registration_year_range CHECK (((school_year >= 1900) AND (school_year <= 2199)));

constraint enrolment.responsible_school responsible_school_has_school_known CHECK ((has_school = ANY (ARRAY['yes'::text, 'no'::text, 'unknown'::text])));

constraint enrolment.responsible_school responsible_school_number_form CHECK ((student_number ~ '^[0-9]{9}$'::text));

constraint enrolment.responsible_school responsible_school_one_school CHECK ((((has_school = 'yes'::text) = ((school_code IS NOT NULL) OR (outside_name IS NOT NULL))) AND (NOT ((school_code IS NOT NULL) AND (outside_name IS NOT NULL)))));

constraint enrolment.responsible_school responsible_school_outside_place CHECK (((outside_name IS NOT NULL) OR ((outside_city IS NULL) AND (outside_province IS NULL) AND (outside_country IS NULL))));

constraint enrolment.responsible_school responsible_school_pkey PRIMARY KEY (student_number, transition_id);

constraint enrolment.responsible_school responsible_school_school_form CHECK ((school_code ~ '^[A-Z][.][A-Z0-9]{1,8}$'::text));

constraint enrolment.responsible_school responsible_school_version_positive CHECK ((version >= 1));

constraint enrolment.school_enrolment school_enrolment_enrolment_types_max CHECK ((cardinality(enrolment_types) <= 3));

constraint enrolment.school_enrolment school_enrolment_exception_codes_max CHECK ((cardinality(exception_codes) <= 2));

constraint enrolment.school_enrolment school_enrolment_exit_after_start CHECK (((exit_on IS NULL) OR (exit_on >= start_on)));

constraint enrolment.school_enrolment school_enrolment_francophone_board_form CHECK (((francophone_board IS NULL) OR (francophone_board ~ '^[A-Z][.][A-Z0-9]{1,8}$'::text)));

constraint enrolment.school_enrolment school_enrolment_french_hours_range CHECK (((french_hours >= 1) AND (french_hours <= 9999)));

constraint enrolment.school_enrolment school_enrolment_grants_programmes_max CHECK ((cardinality(grants_programmes) <= 3));

constraint enrolment.school_enrolment school_enrolment_hours_range CHECK (((hours >= 1) AND (hours <= 9999)));

constraint enrolment.school_enrolment school_enrolment_local_student_id_length CHECK (((length(local_student_id) >= 1) AND (length(local_student_id) <= 40)));

constraint enrolment.school_enrolment school_enrolment_number_form CHECK ((student_number ~ '^[0-9]{9}$'::text));

constraint enrolment.school_enrolment school_enrolment_percentage_range CHECK (((programme_percentage >= (0)::numeric) AND (programme_percentage <= (100)::numeric)));

constraint enrolment.school_enrolment school_enrolment_pkey PRIMARY KEY (student_number, enrolment_id);

constraint enrolment.school_enrolment school_enrolment_resident_board_form CHECK (((resident_board IS NULL) OR (resident_board ~ '^[A-Z][.][A-Z0-9]{1,8}$'::text)));

constraint enrolment.school_enrolment school_enrolment_school_form CHECK ((school_code ~ '^[A-Z][.][A-Z0-9]{1,8}$'::text));

constraint enrolment.school_enrolment school_enrolment_version_positive CHECK ((version >= 1));

constraint enrolment.school_enrolment school_enrolment_year_range CHECK (((school_year >= 1900) AND (school_year <= 2199)));

constraint enrolment.student_count student_count_once UNIQUE (kind, school_year);

constraint enrolment.student_count student_count_pkey PRIMARY KEY (count_id);

constraint exchange.item_fate item_fate_known CHECK ((fate = ANY (ARRAY['added'::text, 'changed'::text, 'unchanged'::text, 'refused'::text, 'held'::text])));

constraint exchange.item_fate item_fate_pk PRIMARY KEY (submission_id, ordinal);

constraint exchange.reversal reversal_end_told CHECK (((state = 'finished'::text) = (finished_at IS NOT NULL)));

constraint exchange.reversal reversal_of_submission FOREIGN KEY (submission_id) REFERENCES exchange.submission(submission_id);

constraint exchange.reversal reversal_pk PRIMARY KEY (submission_id);

constraint exchange.reversal reversal_state_known CHECK ((state = ANY (ARRAY['running'::text, 'finished'::text])));

constraint exchange.submission submission_end_told CHECK (((state = ANY (ARRAY['queued'::text, 'running'::text])) = (finished_at IS NULL)));

constraint exchange.submission submission_format_known CHECK ((format = ANY (ARRAY['zip'::text, 'ndjson'::text, 'json'::text])));

constraint exchange.submission submission_pk PRIMARY KEY (submission_id);

constraint exchange.submission submission_refusal_told CHECK (((state = 'refused'::text) = (refusal IS NOT NULL)));

constraint exchange.submission submission_stage_known CHECK ((stage = ANY (ARRAY['received'::text, 'read'::text, 'checked'::text, 'identified'::text, 'applied'::text, 'rescanned'::text])));

constraint exchange.submission submission_state_known CHECK ((state = ANY (ARRAY['queued'::text, 'running'::text, 'finished'::text, 'refused'::text, 'failed'::text, 'cancelled'::text])));

constraint exchange.submission_file submission_file_of_submission FOREIGN KEY (submission_id) REFERENCES exchange.submission(submission_id) ON DELETE CASCADE;

constraint exchange.submission_file submission_file_pk PRIMARY KEY (submission_id, file);

constraint exchange.submission_item submission_item_pk PRIMARY KEY (submission_id, ordinal);

constraint exchange.submission_stage submission_stage_name_known CHECK ((stage = ANY (ARRAY['received'::text, 'read'::text, 'checked'::text, 'identified'::text, 'applied'::text, 'rescanned'::text])));

constraint exchange.submission_stage submission_stage_of_submission FOREIGN KEY (submission_id) REFERENCES exchange.submission(submission_id) ON DELETE CASCADE;

constraint exchange.submission_stage submission_stage_pk PRIMARY KEY (submission_id, stage);

constraint identity.accommodation accommodation_days_check CHECK (((expires_on IS NULL) OR (expires_on >= effective_on)));

constraint identity.accommodation accommodation_pkey PRIMARY KEY (student_number, accommodation_id);

constraint identity.accommodation accommodation_school_form CHECK ((school_code ~ '^[A-Z][.][A-Z0-9]{1,8}$'::text));

constraint identity.accommodation accommodation_student_fkey FOREIGN KEY (student_number) REFERENCES identity.student(student_number);

constraint identity.accommodation accommodation_version_positive CHECK ((version >= 1));

constraint identity.accommodation accommodation_void_with_reason CHECK (((voided_at IS NULL) = (void_reason IS NULL)));

constraint identity.address address_kind_check CHECK ((kind = ANY (ARRAY['mailing'::text, 'physical'::text, 'delivery'::text])));

constraint identity.address address_pkey PRIMARY KEY (student_number, address_id);

constraint identity.address address_student_fkey FOREIGN KEY (student_number) REFERENCES identity.student(student_number);

constraint identity.citizenship citizenship_days_check CHECK (((document_expires_on IS NULL) OR (document_expires_on >= effective_on)));

constraint identity.citizenship citizenship_guardian_check CHECK (((guardian_id IS NULL) OR (guardian_status IS NOT NULL)));

constraint identity.citizenship citizenship_pkey PRIMARY KEY (student_number, citizenship_id);

constraint identity.citizenship citizenship_student_fkey FOREIGN KEY (student_number) REFERENCES identity.student(student_number);

constraint identity.disclosure_restriction disclosure_restriction_days_check CHECK (((expires_on IS NULL) OR (expires_on > effective_on)));

constraint identity.disclosure_restriction disclosure_restriction_pkey PRIMARY KEY (student_number, restriction_id);

constraint identity.disclosure_restriction disclosure_restriction_student_fkey FOREIGN KEY (student_number) REFERENCES identity.student(student_number);

constraint identity.email email_pkey PRIMARY KEY (student_number, email_id);

constraint identity.email email_student_fkey FOREIGN KEY (student_number) REFERENCES identity.student(student_number);

constraint identity.guardian guardian_name_check CHECK ((COALESCE(family_name, given_name) IS NOT NULL));

constraint identity.guardian guardian_pkey PRIMARY KEY (student_number, guardian_id);

constraint identity.guardian guardian_student_fkey FOREIGN KEY (student_number) REFERENCES identity.student(student_number);

constraint identity.guardian_limit guardian_limit_days_check CHECK (((expires_on IS NULL) OR (expires_on >= effective_on)));

constraint identity.guardian_limit guardian_limit_guardian_fkey FOREIGN KEY (student_number, guardian_id) REFERENCES identity.guardian(student_number, guardian_id);

constraint identity.guardian_limit guardian_limit_pkey PRIMARY KEY (student_number, limit_id);

constraint identity.guid_owner guid_owner_object_kind_check CHECK ((object_kind ~ '^[a-z_]{1,40}$'::text));

constraint identity.guid_owner guid_owner_pkey PRIMARY KEY (object_kind, guid);

constraint identity.identification_record identification_record_last4_check CHECK (((char_length(document_number_last4) >= 1) AND (char_length(document_number_last4) <= 4)));

constraint identity.identification_record identification_record_name_check CHECK ((COALESCE(family_name, given_name) IS NOT NULL));

constraint identity.identification_record identification_record_pkey PRIMARY KEY (student_number, record_id);

constraint identity.identification_record identification_record_proves_check CHECK ((proves = ANY (ARRAY['name_and_birth'::text, 'name'::text])));

constraint identity.identification_record identification_record_quality_check CHECK ((quality = ANY (ARRAY[100, 200, 250, 300])));

constraint identity.identification_record identification_record_student_fkey FOREIGN KEY (student_number) REFERENCES identity.student(student_number);

constraint identity.identity_assertion identity_assertion_kind_check CHECK ((kind = ANY (ARRAY['same'::text, 'not_same'::text])));

constraint identity.identity_assertion identity_assertion_pkey PRIMARY KEY (student_number, other_number, assertion_id);

constraint identity.identity_assertion identity_assertion_revoked_check CHECK (((revoked_at IS NULL) = (revoked_by IS NULL)));

constraint identity.identity_assertion identity_assertion_two_numbers_check CHECK ((student_number <> other_number));

constraint identity.local_student local_student_pkey PRIMARY KEY (organisation_code, local_student_id);

constraint identity.match_decision match_decision_outcome_check CHECK ((outcome = ANY (ARRAY['assigned'::text, 'new'::text, 'review'::text])));

constraint identity.match_decision match_decision_pkey PRIMARY KEY (decision_id);

constraint identity.match_task match_task_decided_check CHECK ((((state = 'open'::text) AND (decision IS NULL) AND (decided_at IS NULL) AND (student_number IS NULL)) OR ((state = 'decided'::text) AND (decision IS NOT NULL) AND (decided_at IS NOT NULL) AND (student_number IS NOT NULL))));

constraint identity.match_task match_task_decision_check CHECK ((decision = ANY (ARRAY['same'::text, 'new'::text])));

constraint identity.match_task match_task_pkey PRIMARY KEY (task_id);

constraint identity.match_task match_task_state_check CHECK ((state = ANY (ARRAY['open'::text, 'decided'::text])));

constraint identity.note note_audience_known CHECK ((audience = ANY (ARRAY['associated'::text, 'organisation'::text, 'ministry'::text])));

constraint identity.note note_corrects_fkey FOREIGN KEY (student_number, corrects) REFERENCES identity.note(student_number, note_id);

constraint identity.note note_pkey PRIMARY KEY (student_number, note_id);

constraint identity.note note_student_fkey FOREIGN KEY (student_number) REFERENCES identity.student(student_number);

constraint identity.note note_void_whole CHECK ((((voided_at IS NULL) = (voided_by IS NULL)) AND ((voided_at IS NULL) = (void_reason IS NULL))));

constraint identity.number_issued number_issued_digits_check CHECK ((student_number ~ '^[0-9]{9}$'::text));

constraint identity.number_issued number_issued_pkey PRIMARY KEY (student_number);

constraint identity.phone phone_kind_check CHECK ((kind = ANY (ARRAY['home'::text, 'mobile'::text, 'work'::text])));

constraint identity.phone phone_pkey PRIMARY KEY (student_number, phone_id);

constraint identity.phone phone_student_fkey FOREIGN KEY (student_number) REFERENCES identity.student(student_number);

constraint identity.search_token search_token_pkey PRIMARY KEY (token, student_number);

constraint identity.student student_deceased_check CHECK (((deceased_on IS NULL) OR is_deceased));

constraint identity.student student_multiple_birth_check CHECK ((multiple_birth = ANY (ARRAY['Y'::text, 'N'::text])));

constraint identity.student student_name_check CHECK ((COALESCE(family_name, given_name) IS NOT NULL));

constraint identity.student student_number_issued_fkey FOREIGN KEY (student_number) REFERENCES identity.number_issued(student_number);

constraint identity.student student_pkey PRIMARY KEY (student_number);

constraint identity.student student_proof_quality_check CHECK ((proof_quality = ANY (ARRAY[100, 200, 250, 300])));

constraint identity.student student_status_check CHECK ((status = ANY (ARRAY['active'::text, 'deactivated'::text])));

constraint identity.student student_version_check CHECK ((version >= 1));

constraint identity.student_key student_key_pkey PRIMARY KEY (key_hash, student_number);

constraint identity.student_name student_name_kind_check CHECK ((kind = ANY (ARRAY['alias'::text, 'previous'::text, 'preferred'::text])));

constraint identity.student_name student_name_parts_check CHECK ((COALESCE(family_name, given_name) IS NOT NULL));

constraint identity.student_name student_name_pkey PRIMARY KEY (student_number, name_id);

constraint identity.student_name student_name_student_fkey FOREIGN KEY (student_number) REFERENCES identity.student(student_number);

constraint jurisdiction.code_class code_class_pkey PRIMARY KEY (class);

constraint jurisdiction.code_value code_value_class_fkey FOREIGN KEY (class) REFERENCES jurisdiction.code_class(class);

constraint jurisdiction.code_value code_value_pkey PRIMARY KEY (class, code, place);

constraint jurisdiction.code_value code_value_span CHECK (((from_on IS NULL) OR (to_on IS NULL) OR (from_on <= to_on)));

constraint jurisdiction.parameter parameter_pkey PRIMARY KEY (name, place);

constraint jurisdiction.setting setting_pkey PRIMARY KEY (name);

constraint migration.applied applied_pkey PRIMARY KEY (number);

constraint organisations.calendar calendar_kind_known CHECK ((kind = ANY (ARRAY['regular'::text, 'summer'::text])));

constraint organisations.calendar calendar_pkey PRIMARY KEY (school_code, school_year, kind, from_on);

constraint organisations.calendar calendar_school_fkey FOREIGN KEY (school_code) REFERENCES organisations.organisation(code) DEFERRABLE INITIALLY DEFERRED;

constraint organisations.calendar calendar_span CHECK ((from_on <= to_on));

constraint organisations.directory_entry directory_entry_pkey PRIMARY KEY (extracted_on, school_code);

constraint organisations.file_import file_import_layout_known CHECK ((layout = ANY (ARRAY['enrolment_by_school'::text, 'school_directory'::text])));

constraint organisations.file_import file_import_pkey PRIMARY KEY (import_id);

constraint organisations.grade_offering grade_offering_known CHECK ((offering = ANY (ARRAY['regular'::text, 'summer'::text, 'special_education'::text])));

constraint organisations.grade_offering grade_offering_pkey PRIMARY KEY (school_code, offering, grade, from_on);

constraint organisations.grade_offering grade_offering_school_fkey FOREIGN KEY (school_code) REFERENCES organisations.organisation(code) DEFERRABLE INITIALLY DEFERRED;

constraint organisations.grade_offering grade_offering_span CHECK (((to_on IS NULL) OR (from_on <= to_on)));

constraint organisations.organisation organisation_authority_fkey FOREIGN KEY (authority_code) REFERENCES organisations.organisation(code) DEFERRABLE INITIALLY DEFERRED;

constraint organisations.organisation organisation_code_form CHECK ((code ~ '^[A-Z]\.[A-Z0-9]{1,8}$'::text));

constraint organisations.organisation organisation_code_of_kind CHECK (("left"(code, 1) =
CASE kind
    WHEN 'ministry'::text THEN 'O'::text
    WHEN 'authority'::text THEN 'A'::text
    WHEN 'school'::text THEN 'S'::text
    WHEN 'post_secondary'::text THEN 'P'::text
    ELSE 'X'::text
END));

constraint organisations.organisation organisation_kind_known CHECK ((kind = ANY (ARRAY['ministry'::text, 'authority'::text, 'school'::text, 'post_secondary'::text, 'exam_centre'::text])));

constraint organisations.organisation organisation_pkey PRIMARY KEY (code);

constraint organisations.organisation organisation_span CHECK (((opened_on IS NULL) OR (closed_on IS NULL) OR (opened_on <= closed_on)));

constraint organisations.programme_offering programme_offering_pkey PRIMARY KEY (school_code, programme, from_on);

constraint organisations.programme_offering programme_offering_school_fkey FOREIGN KEY (school_code) REFERENCES organisations.organisation(code) DEFERRABLE INITIALLY DEFERRED;

constraint organisations.programme_offering programme_offering_span CHECK (((to_on IS NULL) OR (from_on <= to_on)));

constraint organisations.published_enrolment published_enrolment_counts CHECK ((students >= 0));

constraint organisations.published_enrolment published_enrolment_pkey PRIMARY KEY (school_year, school_code, grade);

constraint organisations.published_school published_school_pkey PRIMARY KEY (school_year, school_code);

constraint organisations.succession succession_of_two CHECK ((predecessor_code <> successor_code));

constraint organisations.succession succession_pkey PRIMARY KEY (predecessor_code, successor_code);

constraint organisations.succession succession_predecessor_fkey FOREIGN KEY (predecessor_code) REFERENCES organisations.organisation(code);

constraint organisations.succession succession_successor_fkey FOREIGN KEY (successor_code) REFERENCES organisations.organisation(code);

constraint platform.idempotent_answer idempotent_answer_pkey PRIMARY KEY (account_key, idempotency_key);

constraint platform.stored_file stored_file_pkey PRIMARY KEY (file_id);

constraint privacy.consent consent_giver_known CHECK ((given_by = ANY (ARRAY['student'::text, 'guardian'::text])));

constraint privacy.consent consent_pkey PRIMARY KEY (student_number, consent_id);

constraint privacy.consent consent_withdrawn_after CHECK (((withdrawn_on IS NULL) OR (withdrawn_on >= given_on)));

constraint privacy.data_key data_key_pkey PRIMARY KEY (key_id);

constraint privacy.disposal disposal_end_told CHECK (((state = 'executed'::text) = (executed_at IS NOT NULL)));

constraint privacy.disposal disposal_pkey PRIMARY KEY (disposal_id);

constraint privacy.disposal disposal_state_known CHECK ((state = ANY (ARRAY['proposed'::text, 'approved'::text, 'executed'::text, 'withdrawn'::text])));

constraint privacy.disposal disposal_target_known CHECK (((target = ANY (ARRAY['records'::text, 'key'::text])) AND ((target = 'key'::text) = (key_id IS NOT NULL))));

constraint privacy.disposal_approval disposal_approval_pkey PRIMARY KEY (disposal_id, account_id);

constraint privacy.disposal_item disposal_item_fate_known CHECK ((fate = ANY (ARRAY['waiting'::text, 'done'::text, 'kept'::text])));

constraint privacy.disposal_item disposal_item_pkey PRIMARY KEY (student_number, disposal_id);

constraint privacy.disposal_row disposal_row_pkey PRIMARY KEY (disposal_id, ordinal);

constraint privacy.export_approval export_approval_by_another CHECK ((approved_by <> asked_by));

constraint privacy.export_approval export_approval_once UNIQUE (export_id, approved_by);

constraint privacy.export_approval export_approval_pkey PRIMARY KEY (export_id, place);

constraint privacy.export_approval export_approval_request_fkey FOREIGN KEY (export_id, asked_by) REFERENCES privacy.export_request(export_id, asked_by);

constraint privacy.export_approval export_approval_two CHECK ((place = ANY (ARRAY[1, 2])));

constraint privacy.export_file export_file_pkey PRIMARY KEY (export_id);

constraint privacy.export_file export_file_request_fkey FOREIGN KEY (export_id) REFERENCES privacy.export_request(export_id);

constraint privacy.export_mark export_mark_label_form CHECK ((label ~ '^[0-9A-HJKMNP-TV-Z]{8}$'::text));

constraint privacy.export_mark export_mark_pkey PRIMARY KEY (export_id);

constraint privacy.export_mark export_mark_request_fkey FOREIGN KEY (export_id) REFERENCES privacy.export_request(export_id);

constraint privacy.export_mark export_mark_secret_length CHECK ((octet_length(secret) = 32));

constraint privacy.export_move export_move_pkey PRIMARY KEY (from_state, to_state);

constraint privacy.export_request export_request_downloads_counted CHECK (((downloads >= 0) AND (downloads <= COALESCE((downloads_max)::integer, 0))));

constraint privacy.export_request export_request_end_told CHECK (((ended_at IS NULL) = (end_reason IS NULL)));

constraint privacy.export_request export_request_expires_later CHECK ((expires_at > asked_at));

constraint privacy.export_request export_request_format_known CHECK ((format = ANY (ARRAY['csv'::text, 'xlsx'::text, 'parquet'::text, 'oneroster'::text])));

constraint privacy.export_request export_request_limit_positive CHECK ((row_limit > 0));

constraint privacy.export_request export_request_made_told CHECK (((made_at IS NULL) OR ((row_count IS NOT NULL) AND (size_bytes IS NOT NULL) AND (file_sha256 IS NOT NULL) AND (file_expires_at IS NOT NULL) AND (downloads_max IS NOT NULL))));

constraint privacy.export_request export_request_of_asker UNIQUE (export_id, asked_by);

constraint privacy.export_request export_request_pkey PRIMARY KEY (export_id);

constraint privacy.export_request export_request_rows_within_limit CHECK ((row_count <= row_limit));

constraint privacy.export_request export_request_scope_told CHECK (((cardinality(organisations) > 0) AND (cardinality(columns) > 0)));

constraint privacy.export_request export_request_state_known CHECK ((state = ANY (ARRAY['asked'::text, 'approved_once'::text, 'approved'::text, 'paused'::text, 'made'::text, 'fetched'::text, 'expired'::text, 'refused'::text, 'withdrawn'::text])));

constraint privacy.export_request export_request_status_known CHECK ((status = ANY (ARRAY['open'::text, 'year'::text])));

constraint privacy.legal_hold legal_hold_lifting_told CHECK ((((lifted_at IS NULL) = (lifted_by IS NULL)) AND ((lifted_at IS NULL) = (lift_reason IS NULL))));

constraint privacy.legal_hold legal_hold_pkey PRIMARY KEY (hold_id);

constraint privacy.legal_hold legal_hold_scope_told CHECK (
CASE scope
    WHEN 'person'::text THEN ((student_number IS NOT NULL) AND (organisation_code IS NULL) AND (record_kind IS NULL))
    WHEN 'organisation'::text THEN ((organisation_code IS NOT NULL) AND (student_number IS NULL) AND (record_kind IS NULL))
    WHEN 'record_kind'::text THEN ((record_kind IS NOT NULL) AND (student_number IS NULL) AND (organisation_code IS NULL))
    ELSE false
END);

constraint privacy.request request_asker_known CHECK ((asked_by = ANY (ARRAY['student'::text, 'guardian'::text, 'lawyer'::text, 'court'::text, 'other'::text])));

constraint privacy.request request_end_told CHECK (((state = ANY (ARRAY['delivered'::text, 'accepted'::text, 'refused'::text, 'withdrawn'::text])) = (closed_on IS NOT NULL)));

constraint privacy.request request_field_of_correction CHECK (((kind = 'correction'::text) = (field IS NOT NULL)));

constraint privacy.request request_kind_known CHECK ((kind = ANY (ARRAY['access'::text, 'correction'::text])));

constraint privacy.request request_language_known CHECK ((language = ANY (ARRAY['en'::text, 'fr'::text])));

constraint privacy.request request_package_whole CHECK (((package_file_id IS NULL) = (package_until IS NULL)));

constraint privacy.request request_pkey PRIMARY KEY (student_number, request_id);

constraint privacy.request request_state_known CHECK ((state = ANY (ARRAY['received'::text, 'in_work'::text, 'paused'::text, 'ready'::text, 'delivered'::text, 'accepted'::text, 'refused'::text, 'withdrawn'::text])));

constraint privacy.request_event request_event_pkey PRIMARY KEY (student_number, request_id, ordinal);

constraint privacy.request_file request_file_pkey PRIMARY KEY (student_number, request_id, file_id);

constraint validation.finding finding_cleared_by_an_act CHECK (((state = 'cleared'::text) = (cleared_act_id IS NOT NULL)));

constraint validation.finding finding_only_advice_is_acknowledged CHECK (((state <> 'acknowledged'::text) OR (severity = 'advice'::text)));

constraint validation.finding finding_only_warning_is_overridden CHECK (((state <> 'overridden'::text) OR (severity = 'warning'::text)));

constraint validation.finding finding_params_object CHECK ((jsonb_typeof(params) = 'object'::text));

constraint validation.finding finding_pkey PRIMARY KEY (student_number, finding_id);

constraint validation.finding finding_severity_known CHECK ((severity = ANY (ARRAY['warning'::text, 'advice'::text])));

constraint validation.finding finding_state_known CHECK ((state = ANY (ARRAY['open'::text, 'in_progress'::text, 'acknowledged'::text, 'overridden'::text, 'cleared'::text])));

constraint validation.finding finding_version_positive CHECK ((version > 0));

constraint validation.finding_event finding_event_move_known CHECK ((move = ANY (ARRAY['start'::text, 'acknowledge'::text, 'override'::text, 'reopen'::text, 'assign'::text, 'snooze'::text, 'note'::text])));

constraint validation.finding_event finding_event_pkey PRIMARY KEY (student_number, finding_id, version);

constraint validation.rule_book rule_book_pkey PRIMARY KEY (digest);

constraint validation.scan_due scan_due_pkey PRIMARY KEY (student_number);

constraint validation.scan_request scan_request_pkey PRIMARY KEY (student_number, request_id);

CREATE INDEX access_review_by_organisation ON access.access_review USING btree (organisation_code, started_at DESC);

CREATE INDEX access_review_item_by_grant ON access.access_review_item USING btree (grant_id);

CREATE INDEX account_by_organisation ON access.account USING btree (organisation_code, name, account_id);

CREATE INDEX account_grant_by_account ON access.account_grant USING btree (account_id, organisation_code);

CREATE INDEX account_grant_by_organisation ON access.account_grant USING btree (organisation_code, account_id);

CREATE INDEX account_grant_waiting ON access.account_grant USING btree (organisation_code) WHERE (needs_second AND (approved_at IS NULL) AND (revoked_at IS NULL));

CREATE INDEX act_by_account ON audit.act USING btree (actor_account_id, at) WHERE (actor_account_id IS NOT NULL);

CREATE INDEX act_by_request ON audit.act USING btree (request_id, act_id) WHERE (request_id IS NOT NULL);

CREATE INDEX alarm_by_organisation ON access.alarm USING btree (organisation_code, raised_at DESC);

CREATE INDEX alarm_open ON access.alarm USING btree (raised_at DESC) WHERE (closed_at IS NULL);

CREATE INDEX budget_exception_by_account ON access.budget_exception USING btree (account_id, ends_at);

CREATE INDEX change_by_act ON audit.change USING btree (act_id);

CREATE INDEX change_by_student ON audit.change USING btree (student_number, change_id) WHERE (student_number IS NOT NULL);

CREATE INDEX change_of_nobody ON audit.change USING btree (table_name, row_key) WHERE (student_number IS NULL);

CREATE INDEX client_by_creator ON access.client USING btree (created_by_account_id) WHERE (created_by_account_id IS NOT NULL);

CREATE INDEX client_by_organisation ON access.client USING btree (organisation_code, name, client_id);

CREATE INDEX client_call_by_time ON access.client_call USING btree (called_at);

CREATE INDEX client_proof_used_by_end ON access.client_proof_used USING btree (expires_at);

CREATE INDEX counted_student_by_school ON enrolment.counted_student USING btree (count_id, school_code);

CREATE INDEX decoy_by_export ON access.decoy USING btree (export_id);

CREATE INDEX decoy_by_person ON access.decoy USING btree (person_digest);

CREATE INDEX disposal_item_by_disposal ON privacy.disposal_item USING btree (disposal_id, student_number);

CREATE INDEX disposal_item_waiting ON privacy.disposal_item USING btree (disposal_id, student_number) WHERE (fate = 'waiting'::text);

CREATE INDEX disposal_open ON privacy.disposal USING btree (proposed_at) WHERE (state = ANY (ARRAY['proposed'::text, 'approved'::text]));

CREATE INDEX export_request_by_organisation ON privacy.export_request USING btree (organisation_code, asked_at DESC, export_id);

CREATE INDEX export_request_file_there ON privacy.export_request USING btree (file_expires_at) WHERE (state = ANY (ARRAY['made'::text, 'fetched'::text]));

CREATE INDEX export_request_waiting ON privacy.export_request USING btree (expires_at) WHERE (state = ANY (ARRAY['asked'::text, 'approved_once'::text, 'approved'::text, 'paused'::text]));

CREATE INDEX external_access_by_organisation ON access.external_access USING btree (organisation_code, acknowledged_at);

CREATE INDEX finding_by_assignee ON validation.finding USING btree (assignee_account_id, urgency, found_at, finding_id) WHERE ((state = ANY (ARRAY['open'::text, 'in_progress'::text])) AND (assignee_account_id IS NOT NULL));

CREATE INDEX finding_by_change ON validation.finding USING btree (changed_at) WHERE (state = ANY (ARRAY['acknowledged'::text, 'overridden'::text, 'cleared'::text]));

CREATE INDEX finding_by_id ON validation.finding USING btree (finding_id);

CREATE INDEX finding_by_organisation ON validation.finding USING btree (organisation_code, urgency, found_at, finding_id) WHERE (state = ANY (ARRAY['open'::text, 'in_progress'::text]));

CREATE INDEX finding_by_rule ON validation.finding USING btree (rule_code, organisation_code) WHERE (state = ANY (ARRAY['open'::text, 'in_progress'::text]));

CREATE INDEX finding_by_urgency ON validation.finding USING btree (urgency, found_at, finding_id) WHERE (state = ANY (ARRAY['open'::text, 'in_progress'::text]));

CREATE INDEX finding_restricted ON validation.finding USING btree (student_number) WHERE is_restricted;

CREATE INDEX guardian_limit_guardian_idx ON identity.guardian_limit USING btree (student_number, guardian_id);

CREATE INDEX identity_assertion_other_number_idx ON identity.identity_assertion USING btree (other_number) WHERE (revoked_at IS NULL);

CREATE INDEX invitation_by_account ON access.invitation USING btree (account_id, created_at);

CREATE INDEX item_fate_attention ON exchange.item_fate USING btree (submission_id, fate, ordinal) WHERE (fate = ANY (ARRAY['refused'::text, 'held'::text]));

CREATE INDEX item_fate_by_task ON exchange.item_fate USING btree (match_task_id) WHERE (match_task_id IS NOT NULL);

CREATE INDEX ledger_reader_by_account ON access.ledger_reader USING btree (account_id) WHERE (account_id IS NOT NULL);

CREATE INDEX ledger_reader_by_client ON access.ledger_reader USING btree (client_id) WHERE (client_id IS NOT NULL);

CREATE INDEX ledger_reader_by_organisation ON access.ledger_reader USING btree (organisation_code);

CREATE INDEX legal_hold_by_student ON privacy.legal_hold USING btree (student_number) WHERE (student_number IS NOT NULL);

CREATE INDEX legal_hold_in_force ON privacy.legal_hold USING btree (placed_at) WHERE (lifted_at IS NULL);

CREATE INDEX local_student_student_number_idx ON identity.local_student USING btree (student_number, organisation_code);

CREATE INDEX match_decision_by_person_idx ON identity.match_decision USING btree (query_digest) WHERE is_by_person;

CREATE INDEX match_decision_submission_idx ON identity.match_decision USING btree (submission_id);

CREATE INDEX match_task_list_idx ON identity.match_task USING btree (state, opened_at, task_id);

CREATE INDEX match_task_submission_idx ON identity.match_task USING btree (submission_id);

CREATE INDEX note_by_time ON identity.note USING btree (student_number, recorded_at DESC, note_id DESC);

CREATE INDEX organisation_by_authority ON organisations.organisation USING btree (authority_code, code);

CREATE INDEX organisation_by_name ON organisations.organisation USING btree (lower(name), code);

CREATE INDEX passkey_by_account ON access.passkey USING btree (account_id, created_at);

CREATE INDEX passkey_challenge_by_end ON access.passkey_challenge USING btree (expires_at);

CREATE INDEX person_number_by_person ON access.person_number USING btree (person_number);

CREATE INDEX person_read_by_reader ON ONLY access.person_read USING btree (reader_id, at) INCLUDE (student_number, field_groups, manner_id);

CREATE INDEX person_read_by_student ON ONLY access.person_read USING btree (student_number, at);

CREATE INDEX published_enrolment_by_school ON organisations.published_enrolment USING btree (school_code, grade);

CREATE INDEX published_school_by_authority ON organisations.published_school USING btree (authority_code, school_year);

CREATE INDEX published_school_by_school ON organisations.published_school USING btree (school_code, school_year);

CREATE INDEX read_budget_by_start ON access.read_budget USING btree (starts_at);

CREATE INDEX read_budget_person_by_day ON access.read_budget_person USING btree (day_starts_at);

CREATE INDEX request_by_key ON privacy.request USING btree (key_id);

CREATE INDEX request_open ON privacy.request USING btree (organisation_code, due_on, request_id) WHERE (closed_on IS NULL);

CREATE INDEX responsible_school_by_school ON enrolment.responsible_school USING btree (school_code, student_number) WHERE ((deleted_at IS NULL) AND (has_school = 'yes'::text));

CREATE INDEX reversal_unfinished ON exchange.reversal USING btree (submission_id) WHERE (state = 'running'::text);

CREATE INDEX scan_due_by_day ON validation.scan_due USING btree (due_on, student_number);

CREATE INDEX scan_request_in_order ON validation.scan_request USING btree (request_id) WHERE (failed_at IS NULL);

CREATE INDEX school_enrolment_by_school ON enrolment.school_enrolment USING btree (school_code, school_year, grade, student_number) WHERE (deleted_at IS NULL);

CREATE INDEX sealed_opening_latest ON access.sealed_opening USING btree (asked_at DESC, opening_id DESC);

CREATE INDEX sealed_opening_live ON access.sealed_opening USING btree (account_id, ends_at) WHERE ((state = 'open'::text) AND (ended_at IS NULL));

CREATE INDEX search_token_student_number_idx ON identity.search_token USING btree (student_number);

CREATE INDEX session_by_account ON access.session USING btree (account_id, created_at);

CREATE INDEX session_by_end ON access.session USING btree (expires_at);

CREATE INDEX sign_in_try_by_time ON access.sign_in_try USING btree (last_try_at);

CREATE INDEX sign_on_attempt_by_end ON access.sign_on_attempt USING btree (expires_at);

CREATE INDEX student_association_by_organisation ON access.student_association USING btree (organisation_code, student_number) INCLUDE (ends_on);

CREATE INDEX student_association_sight ON access.student_association USING btree (student_number, organisation_code) INCLUDE (ends_on, minimum_until, is_protected);

CREATE INDEX student_birth_date_idx ON identity.student USING btree (birth_date, student_number);

CREATE INDEX student_key_student_number_idx ON identity.student_key USING btree (student_number);

CREATE INDEX student_move_by_id ON access.student_move USING btree (move_id);

CREATE INDEX student_move_by_new ON access.student_move USING btree (new_organisation_code, opened_at);

CREATE INDEX student_move_by_old ON access.student_move USING btree (old_organisation_code, opened_at);

CREATE INDEX submission_by_digest ON exchange.submission USING btree (organisation_code, sha256);

CREATE INDEX submission_by_organisation ON exchange.submission USING btree (organisation_code, submission_id);

CREATE INDEX submission_item_by_subject ON exchange.submission_item USING btree (submission_id, subject, ordinal);

CREATE INDEX submission_of_oneroster ON exchange.submission USING btree (organisation_code, submission_id) WHERE (file_modes IS NOT NULL);

CREATE INDEX submission_served ON exchange.submission USING btree (served_at) WHERE (served_at IS NOT NULL);

CREATE INDEX submission_unfinished ON exchange.submission USING btree (submission_id) WHERE (state = ANY (ARRAY['queued'::text, 'running'::text]));

CREATE INDEX support_access_by_organisation ON access.support_access USING btree (organisation_code, opened_at DESC);

CREATE UNIQUE INDEX access_review_one_open ON access.access_review USING btree (organisation_code) WHERE (closed_at IS NULL);

CREATE UNIQUE INDEX account_by_user_name ON access.account USING btree (user_name);

CREATE UNIQUE INDEX consent_standing ON privacy.consent USING btree (student_number, kind, given_by) WHERE (withdrawn_on IS NULL);

CREATE UNIQUE INDEX data_key_in_use ON privacy.data_key USING btree (record_kind, period) WHERE (destroyed_at IS NULL);

CREATE UNIQUE INDEX directory_id_by_account ON access.directory_id USING btree (account_id, organisation_code);

CREATE UNIQUE INDEX export_mark_by_label ON privacy.export_mark USING btree (label);

CREATE UNIQUE INDEX external_identity_by_account ON access.external_identity USING btree (account_id, issuer);

CREATE UNIQUE INDEX finding_live_identity ON validation.finding USING btree (student_number, object, object_id, rule_code, md5((params)::text)) WHERE (state <> 'cleared'::text);

CREATE UNIQUE INDEX identity_assertion_live_key ON identity.identity_assertion USING btree (LEAST(student_number, other_number), GREATEST(student_number, other_number), kind) WHERE (revoked_at IS NULL);

CREATE UNIQUE INDEX invitation_by_token ON access.invitation USING btree (token_sha256);

CREATE UNIQUE INDEX match_task_open_key ON identity.match_task USING btree (organisation_code, local_student_id) WHERE (state = 'open'::text);

CREATE UNIQUE INDEX note_corrected_once ON identity.note USING btree (student_number, corrects) WHERE ((corrects IS NOT NULL) AND (voided_at IS NULL));

CREATE UNIQUE INDEX passkey_by_credential ON access.passkey USING btree (credential_id);

CREATE UNIQUE INDEX request_by_id ON privacy.request USING btree (request_id);

CREATE UNIQUE INDEX responsible_school_one_a_day ON enrolment.responsible_school USING btree (student_number, effective_on) WHERE (deleted_at IS NULL);

CREATE UNIQUE INDEX session_by_id ON access.session USING btree (session_id);

CREATE UNIQUE INDEX student_move_live_key ON access.student_move USING btree (student_number, new_organisation_code, old_organisation_code) WHERE (state = ANY (ARRAY['open'::text, 'contested'::text, 'denied'::text]));

CREATE TRIGGER act_is_final BEFORE DELETE OR UPDATE OR TRUNCATE ON audit.act FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();

CREATE TRIGGER audit_delete AFTER DELETE ON access.access_review REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('null::char(9)', 'jsonb_build_object(''review_id'', n.review_id)');

CREATE TRIGGER audit_delete AFTER DELETE ON access.access_review_item REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('null::char(9)', 'jsonb_build_object(''review_id'', n.review_id, ''grant_id'', n.grant_id)');

CREATE TRIGGER audit_delete AFTER DELETE ON access.account REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('null::char(9)', 'jsonb_build_object(''account_id'', n.account_id)');

CREATE TRIGGER audit_delete AFTER DELETE ON access.account_grant REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('null::char(9)', 'jsonb_build_object(''grant_id'', n.grant_id)');

CREATE TRIGGER audit_delete AFTER DELETE ON access.alarm REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('n.student_number', 'jsonb_build_object(''alarm_id'', n.alarm_id)');

CREATE TRIGGER audit_delete AFTER DELETE ON access.budget_exception REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('null::char(9)', 'jsonb_build_object(''exception_id'', n.exception_id)');

CREATE TRIGGER audit_delete AFTER DELETE ON access.client REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('null::char(9)', 'jsonb_build_object(''client_id'', n.client_id)');

CREATE TRIGGER audit_delete AFTER DELETE ON access.client_key REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('null::char(9)', 'jsonb_build_object(''client_id'', n.client_id, ''key_id'', n.key_id)');

CREATE TRIGGER audit_delete AFTER DELETE ON access.directory_id REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('null::char(9)', 'jsonb_build_object(''organisation_code'', n.organisation_code, ''external_id'', n.external_id)');

CREATE TRIGGER audit_delete AFTER DELETE ON access.external_access REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('n.student_number', 'jsonb_build_object(''student_number'', n.student_number, ''access_id'', n.access_id)');

CREATE TRIGGER audit_delete AFTER DELETE ON access.external_identity REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('null::char(9)', 'jsonb_build_object(''issuer'', n.issuer, ''subject'', n.subject)');

CREATE TRIGGER audit_delete AFTER DELETE ON access.limited_organisation REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('null::char(9)', 'jsonb_build_object(''organisation_code'', n.organisation_code)');

CREATE TRIGGER audit_delete AFTER DELETE ON access.passkey REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('null::char(9)', 'jsonb_build_object(''passkey_id'', n.passkey_id)');

CREATE TRIGGER audit_delete AFTER DELETE ON access.sealed_opening REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('null::char(9)', 'jsonb_build_object(''opening_id'', n.opening_id)');

CREATE TRIGGER audit_delete AFTER DELETE ON access.student_move REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('n.student_number', 'jsonb_build_object(''student_number'', n.student_number, ''move_id'', n.move_id)');

CREATE TRIGGER audit_delete AFTER DELETE ON access.student_move_statement REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('n.student_number', 'jsonb_build_object(''student_number'', n.student_number, ''move_id'', n.move_id, ''statement_id'', n.statement_id)');

CREATE TRIGGER audit_delete AFTER DELETE ON access.support_access REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('null::char(9)', 'jsonb_build_object(''support_access_id'', n.support_access_id)');

CREATE TRIGGER audit_delete AFTER DELETE ON enrolment.home_notification REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('n.student_number', 'jsonb_build_object(''student_number'', n.student_number, ''notification_id'', n.notification_id)');

CREATE TRIGGER audit_delete AFTER DELETE ON enrolment.home_registration REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('n.student_number', 'jsonb_build_object(''student_number'', n.student_number, ''registration_id'', n.registration_id)');

CREATE TRIGGER audit_delete AFTER DELETE ON enrolment.responsible_school REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('n.student_number', 'jsonb_build_object(''student_number'', n.student_number, ''transition_id'', n.transition_id)');

CREATE TRIGGER audit_delete AFTER DELETE ON enrolment.school_enrolment REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('n.student_number', 'jsonb_build_object(''student_number'', n.student_number, ''enrolment_id'', n.enrolment_id)');

CREATE TRIGGER audit_delete AFTER DELETE ON identity.accommodation REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('n.student_number', 'jsonb_build_object(''student_number'', n.student_number, ''accommodation_id'', n.accommodation_id)');

CREATE TRIGGER audit_delete AFTER DELETE ON identity.address REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('n.student_number', 'jsonb_build_object(''student_number'', n.student_number, ''address_id'', n.address_id)');

CREATE TRIGGER audit_delete AFTER DELETE ON identity.citizenship REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('n.student_number', 'jsonb_build_object(''student_number'', n.student_number, ''citizenship_id'', n.citizenship_id)');

CREATE TRIGGER audit_delete AFTER DELETE ON identity.disclosure_restriction REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('n.student_number', 'jsonb_build_object(''student_number'', n.student_number, ''restriction_id'', n.restriction_id)');

CREATE TRIGGER audit_delete AFTER DELETE ON identity.email REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('n.student_number', 'jsonb_build_object(''student_number'', n.student_number, ''email_id'', n.email_id)');

CREATE TRIGGER audit_delete AFTER DELETE ON identity.guardian REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('n.student_number', 'jsonb_build_object(''student_number'', n.student_number, ''guardian_id'', n.guardian_id)');

CREATE TRIGGER audit_delete AFTER DELETE ON identity.guardian_limit REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('n.student_number', 'jsonb_build_object(''student_number'', n.student_number, ''limit_id'', n.limit_id)');

CREATE TRIGGER audit_delete AFTER DELETE ON identity.identification_record REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('n.student_number', 'jsonb_build_object(''student_number'', n.student_number, ''record_id'', n.record_id)');

CREATE TRIGGER audit_delete AFTER DELETE ON identity.identity_assertion REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('n.student_number', 'jsonb_build_object(''student_number'', n.student_number, ''other_number'', n.other_number, ''assertion_id'', n.assertion_id)');

CREATE TRIGGER audit_delete AFTER DELETE ON identity.local_student REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('n.student_number', 'jsonb_build_object(''organisation_code'', n.organisation_code, ''local_student_id'', n.local_student_id)');

CREATE TRIGGER audit_delete AFTER DELETE ON identity.match_task REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('n.student_number', 'jsonb_build_object(''task_id'', n.task_id)');

CREATE TRIGGER audit_delete AFTER DELETE ON identity.note REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('n.student_number', 'jsonb_build_object(''student_number'', n.student_number, ''note_id'', n.note_id)');

CREATE TRIGGER audit_delete AFTER DELETE ON identity.phone REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('n.student_number', 'jsonb_build_object(''student_number'', n.student_number, ''phone_id'', n.phone_id)');

CREATE TRIGGER audit_delete AFTER DELETE ON identity.student REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('n.student_number', 'jsonb_build_object(''student_number'', n.student_number)');

CREATE TRIGGER audit_delete AFTER DELETE ON identity.student_name REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('n.student_number', 'jsonb_build_object(''student_number'', n.student_number, ''name_id'', n.name_id)');

CREATE TRIGGER audit_delete AFTER DELETE ON organisations.calendar REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('null::char(9)', 'jsonb_build_object(''school_code'', n.school_code, ''school_year'', n.school_year, ''kind'', n.kind, ''from_on'', n.from_on)');

CREATE TRIGGER audit_delete AFTER DELETE ON organisations.directory_entry REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('null::char(9)', 'jsonb_build_object(''extracted_on'', n.extracted_on, ''school_code'', n.school_code)');

CREATE TRIGGER audit_delete AFTER DELETE ON organisations.file_import REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('null::char(9)', 'jsonb_build_object(''import_id'', n.import_id)');

CREATE TRIGGER audit_delete AFTER DELETE ON organisations.grade_offering REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('null::char(9)', 'jsonb_build_object(''school_code'', n.school_code, ''offering'', n.offering, ''grade'', n.grade, ''from_on'', n.from_on)');

CREATE TRIGGER audit_delete AFTER DELETE ON organisations.organisation REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('null::char(9)', 'jsonb_build_object(''code'', n.code)');

CREATE TRIGGER audit_delete AFTER DELETE ON organisations.programme_offering REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('null::char(9)', 'jsonb_build_object(''school_code'', n.school_code, ''programme'', n.programme, ''from_on'', n.from_on)');

CREATE TRIGGER audit_delete AFTER DELETE ON organisations.published_enrolment REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('null::char(9)', 'jsonb_build_object(''school_year'', n.school_year, ''school_code'', n.school_code, ''grade'', n.grade)');

CREATE TRIGGER audit_delete AFTER DELETE ON organisations.published_school REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('null::char(9)', 'jsonb_build_object(''school_year'', n.school_year, ''school_code'', n.school_code)');

CREATE TRIGGER audit_delete AFTER DELETE ON organisations.succession REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('null::char(9)', 'jsonb_build_object(''predecessor_code'', n.predecessor_code, ''successor_code'', n.successor_code)');

CREATE TRIGGER audit_delete AFTER DELETE ON privacy.consent REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('n.student_number', 'jsonb_build_object(''student_number'', n.student_number, ''consent_id'', n.consent_id)');

CREATE TRIGGER audit_delete AFTER DELETE ON privacy.data_key REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('null::char(9)', 'jsonb_build_object(''key_id'', n.key_id)');

CREATE TRIGGER audit_delete AFTER DELETE ON privacy.disposal REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('null::char(9)', 'jsonb_build_object(''disposal_id'', n.disposal_id)');

CREATE TRIGGER audit_delete AFTER DELETE ON privacy.disposal_approval REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('null::char(9)', 'jsonb_build_object(''disposal_id'', n.disposal_id, ''account_id'', n.account_id)');

CREATE TRIGGER audit_delete AFTER DELETE ON privacy.export_approval REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('null::char(9)', 'jsonb_build_object(''export_id'', n.export_id, ''place'', n.place)');

CREATE TRIGGER audit_delete AFTER DELETE ON privacy.export_request REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('null::char(9)', 'jsonb_build_object(''export_id'', n.export_id)');

CREATE TRIGGER audit_delete AFTER DELETE ON privacy.legal_hold REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('n.student_number', 'jsonb_build_object(''hold_id'', n.hold_id)');

CREATE TRIGGER audit_delete AFTER DELETE ON privacy.request REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('n.student_number', 'jsonb_build_object(''student_number'', n.student_number, ''request_id'', n.request_id)');

CREATE TRIGGER audit_delete AFTER DELETE ON privacy.request_file REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('n.student_number', 'jsonb_build_object(''student_number'', n.student_number, ''request_id'', n.request_id, ''file_id'', n.file_id)');

CREATE TRIGGER audit_delete AFTER DELETE ON validation.finding_event REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('n.student_number', 'jsonb_build_object(''student_number'', n.student_number, ''finding_id'', n.finding_id, ''version'', n.version)');

CREATE TRIGGER audit_insert AFTER INSERT ON access.access_review REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('null::char(9)', 'jsonb_build_object(''review_id'', n.review_id)');

CREATE TRIGGER audit_insert AFTER INSERT ON access.access_review_item REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('null::char(9)', 'jsonb_build_object(''review_id'', n.review_id, ''grant_id'', n.grant_id)');

CREATE TRIGGER audit_insert AFTER INSERT ON access.account REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('null::char(9)', 'jsonb_build_object(''account_id'', n.account_id)');

CREATE TRIGGER audit_insert AFTER INSERT ON access.account_grant REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('null::char(9)', 'jsonb_build_object(''grant_id'', n.grant_id)');

CREATE TRIGGER audit_insert AFTER INSERT ON access.alarm REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('n.student_number', 'jsonb_build_object(''alarm_id'', n.alarm_id)');

CREATE TRIGGER audit_insert AFTER INSERT ON access.budget_exception REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('null::char(9)', 'jsonb_build_object(''exception_id'', n.exception_id)');

CREATE TRIGGER audit_insert AFTER INSERT ON access.client REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('null::char(9)', 'jsonb_build_object(''client_id'', n.client_id)');

CREATE TRIGGER audit_insert AFTER INSERT ON access.client_key REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('null::char(9)', 'jsonb_build_object(''client_id'', n.client_id, ''key_id'', n.key_id)');

CREATE TRIGGER audit_insert AFTER INSERT ON access.directory_id REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('null::char(9)', 'jsonb_build_object(''organisation_code'', n.organisation_code, ''external_id'', n.external_id)');

CREATE TRIGGER audit_insert AFTER INSERT ON access.external_access REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('n.student_number', 'jsonb_build_object(''student_number'', n.student_number, ''access_id'', n.access_id)');

CREATE TRIGGER audit_insert AFTER INSERT ON access.external_identity REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('null::char(9)', 'jsonb_build_object(''issuer'', n.issuer, ''subject'', n.subject)');

CREATE TRIGGER audit_insert AFTER INSERT ON access.limited_organisation REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('null::char(9)', 'jsonb_build_object(''organisation_code'', n.organisation_code)');

CREATE TRIGGER audit_insert AFTER INSERT ON access.passkey REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('null::char(9)', 'jsonb_build_object(''passkey_id'', n.passkey_id)');

CREATE TRIGGER audit_insert AFTER INSERT ON access.sealed_opening REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('null::char(9)', 'jsonb_build_object(''opening_id'', n.opening_id)');

CREATE TRIGGER audit_insert AFTER INSERT ON access.student_move REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('n.student_number', 'jsonb_build_object(''student_number'', n.student_number, ''move_id'', n.move_id)');

CREATE TRIGGER audit_insert AFTER INSERT ON access.student_move_statement REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('n.student_number', 'jsonb_build_object(''student_number'', n.student_number, ''move_id'', n.move_id, ''statement_id'', n.statement_id)');

CREATE TRIGGER audit_insert AFTER INSERT ON access.support_access REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('null::char(9)', 'jsonb_build_object(''support_access_id'', n.support_access_id)');

CREATE TRIGGER audit_insert AFTER INSERT ON enrolment.home_notification REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('n.student_number', 'jsonb_build_object(''student_number'', n.student_number, ''notification_id'', n.notification_id)');

CREATE TRIGGER audit_insert AFTER INSERT ON enrolment.home_registration REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('n.student_number', 'jsonb_build_object(''student_number'', n.student_number, ''registration_id'', n.registration_id)');

CREATE TRIGGER audit_insert AFTER INSERT ON enrolment.responsible_school REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('n.student_number', 'jsonb_build_object(''student_number'', n.student_number, ''transition_id'', n.transition_id)');

CREATE TRIGGER audit_insert AFTER INSERT ON enrolment.school_enrolment REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('n.student_number', 'jsonb_build_object(''student_number'', n.student_number, ''enrolment_id'', n.enrolment_id)');

CREATE TRIGGER audit_insert AFTER INSERT ON identity.accommodation REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('n.student_number', 'jsonb_build_object(''student_number'', n.student_number, ''accommodation_id'', n.accommodation_id)');

CREATE TRIGGER audit_insert AFTER INSERT ON identity.address REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('n.student_number', 'jsonb_build_object(''student_number'', n.student_number, ''address_id'', n.address_id)');

CREATE TRIGGER audit_insert AFTER INSERT ON identity.citizenship REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('n.student_number', 'jsonb_build_object(''student_number'', n.student_number, ''citizenship_id'', n.citizenship_id)');

CREATE TRIGGER audit_insert AFTER INSERT ON identity.disclosure_restriction REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('n.student_number', 'jsonb_build_object(''student_number'', n.student_number, ''restriction_id'', n.restriction_id)');

CREATE TRIGGER audit_insert AFTER INSERT ON identity.email REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('n.student_number', 'jsonb_build_object(''student_number'', n.student_number, ''email_id'', n.email_id)');

CREATE TRIGGER audit_insert AFTER INSERT ON identity.guardian REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('n.student_number', 'jsonb_build_object(''student_number'', n.student_number, ''guardian_id'', n.guardian_id)');

CREATE TRIGGER audit_insert AFTER INSERT ON identity.guardian_limit REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('n.student_number', 'jsonb_build_object(''student_number'', n.student_number, ''limit_id'', n.limit_id)');

CREATE TRIGGER audit_insert AFTER INSERT ON identity.identification_record REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('n.student_number', 'jsonb_build_object(''student_number'', n.student_number, ''record_id'', n.record_id)');

CREATE TRIGGER audit_insert AFTER INSERT ON identity.identity_assertion REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('n.student_number', 'jsonb_build_object(''student_number'', n.student_number, ''other_number'', n.other_number, ''assertion_id'', n.assertion_id)');

CREATE TRIGGER audit_insert AFTER INSERT ON identity.local_student REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('n.student_number', 'jsonb_build_object(''organisation_code'', n.organisation_code, ''local_student_id'', n.local_student_id)');

CREATE TRIGGER audit_insert AFTER INSERT ON identity.match_task REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('n.student_number', 'jsonb_build_object(''task_id'', n.task_id)');

CREATE TRIGGER audit_insert AFTER INSERT ON identity.note REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('n.student_number', 'jsonb_build_object(''student_number'', n.student_number, ''note_id'', n.note_id)');

CREATE TRIGGER audit_insert AFTER INSERT ON identity.phone REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('n.student_number', 'jsonb_build_object(''student_number'', n.student_number, ''phone_id'', n.phone_id)');

CREATE TRIGGER audit_insert AFTER INSERT ON identity.student REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('n.student_number', 'jsonb_build_object(''student_number'', n.student_number)');

CREATE TRIGGER audit_insert AFTER INSERT ON identity.student_name REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('n.student_number', 'jsonb_build_object(''student_number'', n.student_number, ''name_id'', n.name_id)');

CREATE TRIGGER audit_insert AFTER INSERT ON organisations.calendar REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('null::char(9)', 'jsonb_build_object(''school_code'', n.school_code, ''school_year'', n.school_year, ''kind'', n.kind, ''from_on'', n.from_on)');

CREATE TRIGGER audit_insert AFTER INSERT ON organisations.directory_entry REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('null::char(9)', 'jsonb_build_object(''extracted_on'', n.extracted_on, ''school_code'', n.school_code)');

CREATE TRIGGER audit_insert AFTER INSERT ON organisations.file_import REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('null::char(9)', 'jsonb_build_object(''import_id'', n.import_id)');

CREATE TRIGGER audit_insert AFTER INSERT ON organisations.grade_offering REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('null::char(9)', 'jsonb_build_object(''school_code'', n.school_code, ''offering'', n.offering, ''grade'', n.grade, ''from_on'', n.from_on)');

CREATE TRIGGER audit_insert AFTER INSERT ON organisations.organisation REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('null::char(9)', 'jsonb_build_object(''code'', n.code)');

CREATE TRIGGER audit_insert AFTER INSERT ON organisations.programme_offering REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('null::char(9)', 'jsonb_build_object(''school_code'', n.school_code, ''programme'', n.programme, ''from_on'', n.from_on)');

CREATE TRIGGER audit_insert AFTER INSERT ON organisations.published_enrolment REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('null::char(9)', 'jsonb_build_object(''school_year'', n.school_year, ''school_code'', n.school_code, ''grade'', n.grade)');

CREATE TRIGGER audit_insert AFTER INSERT ON organisations.published_school REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('null::char(9)', 'jsonb_build_object(''school_year'', n.school_year, ''school_code'', n.school_code)');

CREATE TRIGGER audit_insert AFTER INSERT ON organisations.succession REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('null::char(9)', 'jsonb_build_object(''predecessor_code'', n.predecessor_code, ''successor_code'', n.successor_code)');

CREATE TRIGGER audit_insert AFTER INSERT ON privacy.consent REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('n.student_number', 'jsonb_build_object(''student_number'', n.student_number, ''consent_id'', n.consent_id)');

CREATE TRIGGER audit_insert AFTER INSERT ON privacy.data_key REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('null::char(9)', 'jsonb_build_object(''key_id'', n.key_id)');

CREATE TRIGGER audit_insert AFTER INSERT ON privacy.disposal REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('null::char(9)', 'jsonb_build_object(''disposal_id'', n.disposal_id)');

CREATE TRIGGER audit_insert AFTER INSERT ON privacy.disposal_approval REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('null::char(9)', 'jsonb_build_object(''disposal_id'', n.disposal_id, ''account_id'', n.account_id)');

CREATE TRIGGER audit_insert AFTER INSERT ON privacy.export_approval REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('null::char(9)', 'jsonb_build_object(''export_id'', n.export_id, ''place'', n.place)');

CREATE TRIGGER audit_insert AFTER INSERT ON privacy.export_request REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('null::char(9)', 'jsonb_build_object(''export_id'', n.export_id)');

CREATE TRIGGER audit_insert AFTER INSERT ON privacy.legal_hold REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('n.student_number', 'jsonb_build_object(''hold_id'', n.hold_id)');

CREATE TRIGGER audit_insert AFTER INSERT ON privacy.request REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('n.student_number', 'jsonb_build_object(''student_number'', n.student_number, ''request_id'', n.request_id)');

CREATE TRIGGER audit_insert AFTER INSERT ON privacy.request_file REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('n.student_number', 'jsonb_build_object(''student_number'', n.student_number, ''request_id'', n.request_id, ''file_id'', n.file_id)');

CREATE TRIGGER audit_insert AFTER INSERT ON validation.finding_event REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('n.student_number', 'jsonb_build_object(''student_number'', n.student_number, ''finding_id'', n.finding_id, ''version'', n.version)');

CREATE TRIGGER audit_update AFTER UPDATE ON access.access_review REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('null::char(9)', 'jsonb_build_object(''review_id'', n.review_id)', 'review_id');

CREATE TRIGGER audit_update AFTER UPDATE ON access.access_review_item REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('null::char(9)', 'jsonb_build_object(''review_id'', n.review_id, ''grant_id'', n.grant_id)', 'review_id, grant_id');

CREATE TRIGGER audit_update AFTER UPDATE ON access.account REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('null::char(9)', 'jsonb_build_object(''account_id'', n.account_id)', 'account_id');

CREATE TRIGGER audit_update AFTER UPDATE ON access.account_grant REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('null::char(9)', 'jsonb_build_object(''grant_id'', n.grant_id)', 'grant_id');

CREATE TRIGGER audit_update AFTER UPDATE ON access.alarm REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('n.student_number', 'jsonb_build_object(''alarm_id'', n.alarm_id)', 'alarm_id');

CREATE TRIGGER audit_update AFTER UPDATE ON access.budget_exception REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('null::char(9)', 'jsonb_build_object(''exception_id'', n.exception_id)', 'exception_id');

CREATE TRIGGER audit_update AFTER UPDATE ON access.client REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('null::char(9)', 'jsonb_build_object(''client_id'', n.client_id)', 'client_id');

CREATE TRIGGER audit_update AFTER UPDATE ON access.client_key REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('null::char(9)', 'jsonb_build_object(''client_id'', n.client_id, ''key_id'', n.key_id)', 'client_id, key_id');

CREATE TRIGGER audit_update AFTER UPDATE ON access.directory_id REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('null::char(9)', 'jsonb_build_object(''organisation_code'', n.organisation_code, ''external_id'', n.external_id)', 'organisation_code, external_id');

CREATE TRIGGER audit_update AFTER UPDATE ON access.external_access REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('n.student_number', 'jsonb_build_object(''student_number'', n.student_number, ''access_id'', n.access_id)', 'student_number, access_id');

CREATE TRIGGER audit_update AFTER UPDATE ON access.external_identity REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('null::char(9)', 'jsonb_build_object(''issuer'', n.issuer, ''subject'', n.subject)', 'issuer, subject');

CREATE TRIGGER audit_update AFTER UPDATE ON access.limited_organisation REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('null::char(9)', 'jsonb_build_object(''organisation_code'', n.organisation_code)', 'organisation_code');

CREATE TRIGGER audit_update AFTER UPDATE ON access.passkey REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('null::char(9)', 'jsonb_build_object(''passkey_id'', n.passkey_id)', 'passkey_id');

CREATE TRIGGER audit_update AFTER UPDATE ON access.sealed_opening REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('null::char(9)', 'jsonb_build_object(''opening_id'', n.opening_id)', 'opening_id');

CREATE TRIGGER audit_update AFTER UPDATE ON access.student_move REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('n.student_number', 'jsonb_build_object(''student_number'', n.student_number, ''move_id'', n.move_id)', 'student_number, move_id');

CREATE TRIGGER audit_update AFTER UPDATE ON access.student_move_statement REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('n.student_number', 'jsonb_build_object(''student_number'', n.student_number, ''move_id'', n.move_id, ''statement_id'', n.statement_id)', 'student_number, move_id, statement_id');

CREATE TRIGGER audit_update AFTER UPDATE ON access.support_access REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('null::char(9)', 'jsonb_build_object(''support_access_id'', n.support_access_id)', 'support_access_id');

CREATE TRIGGER audit_update AFTER UPDATE ON enrolment.home_notification REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('n.student_number', 'jsonb_build_object(''student_number'', n.student_number, ''notification_id'', n.notification_id)', 'student_number, notification_id');

CREATE TRIGGER audit_update AFTER UPDATE ON enrolment.home_registration REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('n.student_number', 'jsonb_build_object(''student_number'', n.student_number, ''registration_id'', n.registration_id)', 'student_number, registration_id');

CREATE TRIGGER audit_update AFTER UPDATE ON enrolment.responsible_school REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('n.student_number', 'jsonb_build_object(''student_number'', n.student_number, ''transition_id'', n.transition_id)', 'student_number, transition_id');

CREATE TRIGGER audit_update AFTER UPDATE ON enrolment.school_enrolment REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('n.student_number', 'jsonb_build_object(''student_number'', n.student_number, ''enrolment_id'', n.enrolment_id)', 'student_number, enrolment_id');

CREATE TRIGGER audit_update AFTER UPDATE ON identity.accommodation REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('n.student_number', 'jsonb_build_object(''student_number'', n.student_number, ''accommodation_id'', n.accommodation_id)', 'student_number, accommodation_id');

CREATE TRIGGER audit_update AFTER UPDATE ON identity.address REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('n.student_number', 'jsonb_build_object(''student_number'', n.student_number, ''address_id'', n.address_id)', 'student_number, address_id');

CREATE TRIGGER audit_update AFTER UPDATE ON identity.citizenship REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('n.student_number', 'jsonb_build_object(''student_number'', n.student_number, ''citizenship_id'', n.citizenship_id)', 'student_number, citizenship_id');

CREATE TRIGGER audit_update AFTER UPDATE ON identity.disclosure_restriction REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('n.student_number', 'jsonb_build_object(''student_number'', n.student_number, ''restriction_id'', n.restriction_id)', 'student_number, restriction_id');

CREATE TRIGGER audit_update AFTER UPDATE ON identity.email REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('n.student_number', 'jsonb_build_object(''student_number'', n.student_number, ''email_id'', n.email_id)', 'student_number, email_id');

CREATE TRIGGER audit_update AFTER UPDATE ON identity.guardian REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('n.student_number', 'jsonb_build_object(''student_number'', n.student_number, ''guardian_id'', n.guardian_id)', 'student_number, guardian_id');

CREATE TRIGGER audit_update AFTER UPDATE ON identity.guardian_limit REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('n.student_number', 'jsonb_build_object(''student_number'', n.student_number, ''limit_id'', n.limit_id)', 'student_number, limit_id');

CREATE TRIGGER audit_update AFTER UPDATE ON identity.identification_record REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('n.student_number', 'jsonb_build_object(''student_number'', n.student_number, ''record_id'', n.record_id)', 'student_number, record_id');

CREATE TRIGGER audit_update AFTER UPDATE ON identity.identity_assertion REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('n.student_number', 'jsonb_build_object(''student_number'', n.student_number, ''other_number'', n.other_number, ''assertion_id'', n.assertion_id)', 'student_number, other_number, assertion_id');

CREATE TRIGGER audit_update AFTER UPDATE ON identity.local_student REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('n.student_number', 'jsonb_build_object(''organisation_code'', n.organisation_code, ''local_student_id'', n.local_student_id)', 'organisation_code, local_student_id');

CREATE TRIGGER audit_update AFTER UPDATE ON identity.match_task REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('n.student_number', 'jsonb_build_object(''task_id'', n.task_id)', 'task_id');

CREATE TRIGGER audit_update AFTER UPDATE ON identity.note REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('n.student_number', 'jsonb_build_object(''student_number'', n.student_number, ''note_id'', n.note_id)', 'student_number, note_id');

CREATE TRIGGER audit_update AFTER UPDATE ON identity.phone REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('n.student_number', 'jsonb_build_object(''student_number'', n.student_number, ''phone_id'', n.phone_id)', 'student_number, phone_id');

CREATE TRIGGER audit_update AFTER UPDATE ON identity.student REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('n.student_number', 'jsonb_build_object(''student_number'', n.student_number)', 'student_number');

CREATE TRIGGER audit_update AFTER UPDATE ON identity.student_name REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('n.student_number', 'jsonb_build_object(''student_number'', n.student_number, ''name_id'', n.name_id)', 'student_number, name_id');

CREATE TRIGGER audit_update AFTER UPDATE ON organisations.calendar REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('null::char(9)', 'jsonb_build_object(''school_code'', n.school_code, ''school_year'', n.school_year, ''kind'', n.kind, ''from_on'', n.from_on)', 'school_code, school_year, kind, from_on');

CREATE TRIGGER audit_update AFTER UPDATE ON organisations.directory_entry REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('null::char(9)', 'jsonb_build_object(''extracted_on'', n.extracted_on, ''school_code'', n.school_code)', 'extracted_on, school_code');

CREATE TRIGGER audit_update AFTER UPDATE ON organisations.file_import REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('null::char(9)', 'jsonb_build_object(''import_id'', n.import_id)', 'import_id');

CREATE TRIGGER audit_update AFTER UPDATE ON organisations.grade_offering REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('null::char(9)', 'jsonb_build_object(''school_code'', n.school_code, ''offering'', n.offering, ''grade'', n.grade, ''from_on'', n.from_on)', 'school_code, offering, grade, from_on');

CREATE TRIGGER audit_update AFTER UPDATE ON organisations.organisation REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('null::char(9)', 'jsonb_build_object(''code'', n.code)', 'code');

CREATE TRIGGER audit_update AFTER UPDATE ON organisations.programme_offering REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('null::char(9)', 'jsonb_build_object(''school_code'', n.school_code, ''programme'', n.programme, ''from_on'', n.from_on)', 'school_code, programme, from_on');

CREATE TRIGGER audit_update AFTER UPDATE ON organisations.published_enrolment REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('null::char(9)', 'jsonb_build_object(''school_year'', n.school_year, ''school_code'', n.school_code, ''grade'', n.grade)', 'school_year, school_code, grade');

CREATE TRIGGER audit_update AFTER UPDATE ON organisations.published_school REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('null::char(9)', 'jsonb_build_object(''school_year'', n.school_year, ''school_code'', n.school_code)', 'school_year, school_code');

CREATE TRIGGER audit_update AFTER UPDATE ON organisations.succession REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('null::char(9)', 'jsonb_build_object(''predecessor_code'', n.predecessor_code, ''successor_code'', n.successor_code)', 'predecessor_code, successor_code');

CREATE TRIGGER audit_update AFTER UPDATE ON privacy.consent REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('n.student_number', 'jsonb_build_object(''student_number'', n.student_number, ''consent_id'', n.consent_id)', 'student_number, consent_id');

CREATE TRIGGER audit_update AFTER UPDATE ON privacy.data_key REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('null::char(9)', 'jsonb_build_object(''key_id'', n.key_id)', 'key_id');

CREATE TRIGGER audit_update AFTER UPDATE ON privacy.disposal REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('null::char(9)', 'jsonb_build_object(''disposal_id'', n.disposal_id)', 'disposal_id');

CREATE TRIGGER audit_update AFTER UPDATE ON privacy.disposal_approval REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('null::char(9)', 'jsonb_build_object(''disposal_id'', n.disposal_id, ''account_id'', n.account_id)', 'disposal_id, account_id');

CREATE TRIGGER audit_update AFTER UPDATE ON privacy.export_approval REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('null::char(9)', 'jsonb_build_object(''export_id'', n.export_id, ''place'', n.place)', 'export_id, place');

CREATE TRIGGER audit_update AFTER UPDATE ON privacy.export_request REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('null::char(9)', 'jsonb_build_object(''export_id'', n.export_id)', 'export_id');

CREATE TRIGGER audit_update AFTER UPDATE ON privacy.legal_hold REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('n.student_number', 'jsonb_build_object(''hold_id'', n.hold_id)', 'hold_id');

CREATE TRIGGER audit_update AFTER UPDATE ON privacy.request REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('n.student_number', 'jsonb_build_object(''student_number'', n.student_number, ''request_id'', n.request_id)', 'student_number, request_id');

CREATE TRIGGER audit_update AFTER UPDATE ON privacy.request_file REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('n.student_number', 'jsonb_build_object(''student_number'', n.student_number, ''request_id'', n.request_id, ''file_id'', n.file_id)', 'student_number, request_id, file_id');

CREATE TRIGGER audit_update AFTER UPDATE ON validation.finding_event REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('n.student_number', 'jsonb_build_object(''student_number'', n.student_number, ''finding_id'', n.finding_id, ''version'', n.version)', 'student_number, finding_id, version');

CREATE TRIGGER change_is_final BEFORE DELETE OR UPDATE OR TRUNCATE ON audit.change FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change_of_record();

CREATE TRIGGER change_is_redacted_only BEFORE UPDATE ON audit.change FOR EACH ROW EXECUTE FUNCTION audit.refuse_all_but_redaction();

CREATE TRIGGER count_is_final BEFORE DELETE OR UPDATE OR TRUNCATE ON enrolment.count_figure FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();

CREATE TRIGGER count_is_final BEFORE DELETE OR UPDATE OR TRUNCATE ON enrolment.counted_student FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();

CREATE TRIGGER count_is_final BEFORE DELETE OR UPDATE OR TRUNCATE ON enrolment.student_count FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();

CREATE TRIGGER export_request_moves BEFORE UPDATE ON privacy.export_request FOR EACH ROW EXECUTE FUNCTION privacy.judge_export_move();

CREATE TRIGGER ledger_era_is_final BEFORE DELETE OR UPDATE OR TRUNCATE ON access.ledger_era FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();

CREATE TRIGGER ledger_head_is_final BEFORE DELETE OR UPDATE OR TRUNCATE ON access.ledger_head FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();

CREATE TRIGGER ledger_manner_is_final BEFORE DELETE OR UPDATE OR TRUNCATE ON access.ledger_manner FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();

CREATE TRIGGER ledger_reader_is_final BEFORE DELETE OR UPDATE OR TRUNCATE ON access.ledger_reader FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();

CREATE TRIGGER ledger_seal_is_final BEFORE DELETE OR UPDATE OR TRUNCATE ON access.ledger_seal FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();

CREATE TRIGGER note_is_final BEFORE UPDATE ON identity.note FOR EACH ROW WHEN (((old.voided_at IS NOT NULL) OR ((((((((old.kind IS DISTINCT FROM new.kind) OR (old.audience IS DISTINCT FROM new.audience)) OR (old.organisation_code IS DISTINCT FROM new.organisation_code)) OR (old.body IS DISTINCT FROM new.body)) OR (old.corrects IS DISTINCT FROM new.corrects)) OR (old.author IS DISTINCT FROM new.author)) OR (old.submitted_by IS DISTINCT FROM new.submitted_by)) OR (old.recorded_at IS DISTINCT FROM new.recorded_at)))) EXECUTE FUNCTION identity.refuse_edit_of_note();

CREATE TRIGGER person_read_is_final BEFORE DELETE OR UPDATE ON access.person_read FOR EACH ROW EXECUTE FUNCTION audit.refuse_change();

CREATE TRIGGER person_read_is_kept BEFORE TRUNCATE ON access.person_read FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();

CREATE OR REPLACE FUNCTION access.actor_account()
 RETURNS text
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN NULLIF(current_setting('matricula.account'::text, true), ''::text);

CREATE OR REPLACE FUNCTION access.actor_organisations()
 RETURNS text[]
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN string_to_array(NULLIF(current_setting('matricula.organisations'::text, true), ''::text), ','::text);

CREATE OR REPLACE FUNCTION access.actor_today()
 RETURNS date
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN COALESCE((NULLIF(current_setting('matricula.today'::text, true), ''::text))::date, CURRENT_DATE);

CREATE OR REPLACE FUNCTION access.append_reads(kind text, account_id uuid, client_id text, name text, role text, organisation_code text, door text, purpose text, request_id uuid, students character[], field_groups integer[])
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
#variable_conflict use_variable
declare
  moment timestamptz := statement_timestamp();
  reader integer;
  manner integer;
  appended integer;
begin
  select r.reader_id into reader from access.ledger_reader r
   where r.kind = kind and r.account_id is not distinct from account_id and r.client_id is not distinct from client_id
     and r.name = name and r.role = role and r.organisation_code = organisation_code;
  if reader is null then
    insert into access.ledger_reader (kind, account_id, client_id, name, role, organisation_code)
    values (kind, account_id, client_id, name, role, organisation_code) on conflict do nothing;
    select r.reader_id into strict reader from access.ledger_reader r
     where r.kind = kind and r.account_id is not distinct from account_id and r.client_id is not distinct from client_id
       and r.name = name and r.role = role and r.organisation_code = organisation_code;
  end if;
  select m.manner_id into manner from access.ledger_manner m where m.door = door and m.purpose = purpose;
  if manner is null then
    insert into access.ledger_manner (door, purpose) values (door, purpose) on conflict do nothing;
    select m.manner_id into strict manner from access.ledger_manner m where m.door = door and m.purpose = purpose;
  end if;
  perform access.ensure_ledger_month(moment);
  insert into access.person_read (tx, read_id, at, request_id, reader_id, manner_id, field_groups, student_number)
  select pg_current_xact_id()::text::bigint + (select e.tx_offset from access.ledger_era e order by e.era desc limit 1),
         nextval('access.ledger_read_id'), moment, request_id, reader, manner, s.field_groups, s.student_number
    from unnest(students, field_groups) as s (student_number, field_groups);
  get diagnostics appended = row_count;
  return appended;
end $function$;

CREATE OR REPLACE FUNCTION access.begin_ledger_era()
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
declare
  latest bigint;
  next bigint;
begin
  perform pg_advisory_xact_lock(4711, 10);
  select greatest((select max(s.last_tx) from access.ledger_seal s), (select max(p.tx) from access.person_read p)) into latest;
  select pg_snapshot_xmax(pg_current_snapshot())::text::bigint
         + (select e.tx_offset from access.ledger_era e order by e.era desc limit 1) into next;
  if latest is null or latest < next then
    return false;
  end if;
  insert into access.ledger_era (era, tx_offset, begun_at)
  select max(e.era) + 1, latest + 1 - pg_snapshot_xmin(pg_current_snapshot())::text::bigint, now() from access.ledger_era e;
  return true;
end $function$;

CREATE OR REPLACE FUNCTION access.change_sight(guarded regclass, seen text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  execute format('alter policy sight on %s using (%s)', guarded, seen);
end $function$;

CREATE OR REPLACE FUNCTION access.ensure_ledger_month(moment timestamp with time zone)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
 SET "TimeZone" TO 'UTC'
AS $function$
declare
  starts timestamptz := date_trunc('month', moment);
  month text := to_char(starts, 'YYYY_MM');
  name text := 'person_read_' || month;
begin
  if to_regclass('access.' || name) is not null then
    return month;
  end if;
  perform pg_advisory_xact_lock(4711, 9);
  if exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'access' and c.relname = name) then
    return month;
  end if;
  execute format('create table access.%I (like access.person_read including all)', name);
  execute format('create trigger person_read_is_kept before truncate on access.%I for each statement execute function audit.refuse_change()', name);
  execute format('alter table access.person_read attach partition access.%I for values from (%L) to (%L)', name, starts, starts + interval '1 month');
  return month;
end $function$;

CREATE OR REPLACE FUNCTION access.give_to_worker(guarded regclass, guard text, why text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  insert into access.table_guard (table_name, guard, why) values (access.name_of(guarded), guard, why)
    on conflict (table_name) do update set guard = excluded.guard, why = excluded.why;
  execute format('grant select, insert, update, delete on %s to matricula_worker', guarded);
end $function$;

CREATE OR REPLACE FUNCTION access.guard_by(guarded regclass, guard text, why text, seen text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  perform access.give_to_worker(guarded, guard, why);
  execute format('alter table %s enable row level security', guarded);
  execute format('grant select on %s to matricula_application, matricula_reader', guarded);
  execute format('create policy work on %s to matricula_worker using (true) with check (true)', guarded);
  execute format('create policy sight on %s for select to matricula_application, matricula_reader using (%s)', guarded, seen);
end $function$;

CREATE OR REPLACE FUNCTION access.guard_open(guarded regclass, why text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  perform access.give_to_worker(guarded, 'open', why);
  execute format('grant select on %s to matricula_application, matricula_reader', guarded);
end $function$;

CREATE OR REPLACE FUNCTION access.guard_organisation(guarded regclass, organisation text DEFAULT 'organisation_code'::text, why text DEFAULT ''::text)
 RETURNS void
 LANGUAGE sql
AS $function$
  select access.guard_by(guarded, 'organisation', why, format(
    '(select access.reaches_everything()) or %I = any ((select access.actor_organisations())::text[])', organisation))
$function$;

CREATE OR REPLACE FUNCTION access.guard_student(guarded regclass, why text DEFAULT ''::text, level text DEFAULT 'full'::text)
 RETURNS void
 LANGUAGE sql
AS $function$
  select access.guard_by(guarded, 'student', why, access.sight_of_student(access.name_of(guarded) || '.student_number', level))
$function$;

CREATE OR REPLACE FUNCTION access.is_protected(asked character)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
BEGIN ATOMIC
 SELECT (EXISTS ( SELECT
            FROM access.protected_student p
           WHERE (p.student_number = is_protected.asked))) AS "exists";
END;

CREATE OR REPLACE FUNCTION access.keep_back(guarded regclass, why text)
 RETURNS void
 LANGUAGE sql
AS $function$
  select access.give_to_worker(guarded, 'kept_back', why)
$function$;

CREATE OR REPLACE FUNCTION access.ledger_horizon()
 RETURNS bigint
 LANGUAGE sql
 STABLE
RETURN (((pg_snapshot_xmin(pg_current_snapshot()))::text)::bigint + (SELECT e.tx_offset FROM access.ledger_era e ORDER BY e.era DESC LIMIT 1));

CREATE OR REPLACE FUNCTION access.name_of(guarded regclass)
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$
  select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.oid = guarded
$function$;

CREATE OR REPLACE FUNCTION access.names_protected(candidates jsonb, decided character)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
  select access.is_protected(decided)
      or exists (select from jsonb_array_elements(candidates) as c where access.is_protected((c ->> 'studentNumber')::char(9)))
$function$;

CREATE OR REPLACE FUNCTION access.reaches_everything()
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN COALESCE((current_setting('matricula.organisations'::text, true) = '*'::text), false);

CREATE OR REPLACE FUNCTION access.reaches_protected()
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN COALESCE((current_setting('matricula.protected'::text, true) = 'yes'::text), false);

CREATE OR REPLACE FUNCTION access.sight_of_audience(audience text, organisation text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select format(
    '(%1$s = ''associated'' or (select access.reaches_everything())
      or (%1$s = ''organisation'' and %2$s = any ((select access.actor_organisations())::text[])))', audience, organisation)
$function$;

CREATE OR REPLACE FUNCTION access.sight_of_student(student text, level text DEFAULT 'full'::text, besides text DEFAULT NULL::text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select format(
    'case when current_setting(''matricula.organisations'', true) = ''*''
          then current_setting(''matricula.protected'', true) = ''yes'' or not access.is_protected(%1$s)
          else exists (select from access.student_association a
                        where a.student_number = %1$s
                          and (%3$s ((a.ends_on is null or a.ends_on >= access.actor_today())%2$s)))
     end', student,
    case when level = 'full' then ' and (a.minimum_until is null or a.minimum_until < access.actor_today())' else '' end,
    coalesce(besides || ' or', ''))
$function$;

CREATE OR REPLACE FUNCTION audit.begin_act(kind text, actor_kind text, actor_account_id uuid, actor_client_id text, actor_name text, organisation_code text, reason text, request_id text, at timestamp with time zone)
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
declare
  id bigint;
begin
  insert into audit.act (kind, actor_kind, actor_account_id, actor_client_id, actor_name, organisation_code, reason, request_id, at)
  values (kind, actor_kind, actor_account_id, actor_client_id, actor_name, organisation_code, reason, request_id, at)
  returning act_id into id;
  perform set_config('matricula.act_id', id::text, true);
  return id;
end $function$;

CREATE OR REPLACE FUNCTION audit.current_act()
 RETURNS bigint
 LANGUAGE plpgsql
 STABLE
AS $function$
declare
  act text := current_setting('matricula.act_id', true);
begin
  if act is null or act = '' then
    raise exception 'a change outside an act' using hint = 'Write through perform(), which records who changes what and why.';
  end if;
  return act::bigint;
end $function$;

CREATE OR REPLACE FUNCTION audit.exempt(exempted text, why text)
 RETURNS void
 LANGUAGE sql
AS $function$
  insert into audit.unwatched (table_name, why) values (exempted, why);
$function$;

CREATE OR REPLACE FUNCTION audit.go_on_with_act(act bigint)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  if not exists (select from audit.act a where a.act_id = act) then
    raise exception 'there is no act %', act;
  end if;
  perform set_config('matricula.act_id', act::text, true);
end $function$;

CREATE OR REPLACE FUNCTION audit.known_rows(shape anyelement, numbers character[], moment timestamp with time zone)
 RETURNS SETOF anyelement
 LANGUAGE plpgsql
 STABLE
AS $function$
begin
  return query
    select r.*
      from (select distinct on (c.row_key) c.after
              from unnest(numbers) as n (number)
              join audit.change c on c.student_number = n.number
              join audit.act a on a.act_id = c.act_id
             where c.table_name = pg_typeof(shape)::text and a.at <= moment
             order by c.row_key, c.change_id desc) as latest
     cross join lateral jsonb_populate_record(shape, latest.after) as r
     where latest.after is not null;
end $function$;

CREATE OR REPLACE FUNCTION audit.record_delete()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
begin
  execute format(
    'insert into audit.change (act_id, table_name, operation, student_number, row_key, before)
     select $1, $2, ''delete'', %s, %s, to_jsonb(n) from old_rows n', tg_argv[0], tg_argv[1])
  using audit.current_act(), tg_table_schema || '.' || tg_table_name;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION audit.record_insert()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
begin
  execute format(
    'insert into audit.change (act_id, table_name, operation, student_number, row_key, after)
     select $1, $2, ''insert'', %s, %s, to_jsonb(n) from new_rows n', tg_argv[0], tg_argv[1])
  using audit.current_act(), tg_table_schema || '.' || tg_table_name;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION audit.record_update()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
begin
  execute format(
    'insert into audit.change (act_id, table_name, operation, student_number, row_key, before, after)
     select $1, $2, ''update'', %s, %s, to_jsonb(o), to_jsonb(n)
       from new_rows n join old_rows o using (%s)
      where to_jsonb(o) is distinct from to_jsonb(n)', tg_argv[0], tg_argv[1], tg_argv[2])
  using audit.current_act(), tg_table_schema || '.' || tg_table_name;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION audit.redact_disposed(disposal uuid, disposed text, numbers character[], salt bytea, key_too boolean)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION audit.redacted(image jsonb, disposal uuid, salt bytea)
 RETURNS jsonb
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO 'pg_catalog'
RETURN CASE WHEN ((image IS NULL) OR (image ? 'disposal'::text)) THEN image ELSE jsonb_build_object('disposal', disposal, 'digest', encode(sha256((salt || convert_to((image)::text, 'utf8'::name))), 'hex'::text)) END;

CREATE OR REPLACE FUNCTION audit.refuse_all_but_redaction()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if (new.change_id, new.act_id, new.table_name, new.operation, new.student_number) is distinct from
     (old.change_id, old.act_id, old.table_name, old.operation, old.student_number)
     or (new.before is not null and not new.before ? 'disposal') or (new.after is not null and not new.after ? 'disposal')
     or (new.before is null) <> (old.before is null) or (new.after is null) <> (old.after is null)
     or (new.row_key <> old.row_key and not new.row_key ? 'disposal') then
    raise exception '% is written once and never changed', tg_table_schema || '.' || tg_table_name;
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION audit.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception '% is written once and never changed', tg_table_schema || '.' || tg_table_name;
end $function$;

CREATE OR REPLACE FUNCTION audit.refuse_change_of_record()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'UPDATE' and coalesce(current_setting('matricula.redaction', true), '') <> '' then
    return null;
  end if;
  raise exception '% is written once and never changed', tg_table_schema || '.' || tg_table_name;
end $function$;

CREATE OR REPLACE FUNCTION audit.refuse_out_of_reach(act bigint, organisations text[], sees_protected boolean, today date)
 RETURNS void
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
declare
  stranger text;
begin
  select c.student_number into stranger
    from (select distinct student_number from audit.change where act_id = act and student_number is not null) c
   where (not sees_protected and access.is_protected(c.student_number))
      or (organisations is not null
          and not exists (select from access.student_association a
                           where a.student_number = c.student_number and a.organisation_code = any (organisations)
                             and (a.ends_on is null or a.ends_on >= today))
          and not exists (select from audit.change o
                           where o.act_id = act and o.student_number = c.student_number and o.before is not null
                             and o.before ->> 'school_code' = any (organisations)))
   limit 1;
  if stranger is not null then
    raise exception 'the act % changed a student out of its actor''s reach', act using errcode = 'MT404';
  end if;
end $function$;

CREATE OR REPLACE FUNCTION audit.watch(watched regclass)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  key_columns text[];
  student text;
  key_json text;
begin
  select array_agg(a.attname order by k.place) into key_columns
    from pg_constraint c
    cross join lateral unnest(c.conkey) with ordinality as k(attnum, place)
    join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.attnum
   where c.conrelid = watched and c.contype = 'p';
  if key_columns is null then
    raise exception 'table % has no primary key', watched;
  end if;
  student := case when exists (
    select from pg_attribute where attrelid = watched and attname = 'student_number' and not attisdropped
  ) then 'n.student_number' else 'null::char(9)' end;
  key_json := (select 'jsonb_build_object(' || string_agg(format('%L, n.%I', column_name, column_name), ', ') || ')'
                 from unnest(key_columns) as column_name);
  execute format('create trigger audit_insert after insert on %s referencing new table as new_rows
    for each statement execute function audit.record_insert(%L, %L)', watched, student, key_json);
  execute format('create trigger audit_delete after delete on %s referencing old table as old_rows
    for each statement execute function audit.record_delete(%L, %L)', watched, student, key_json);
  execute format('create trigger audit_update after update on %s referencing old table as old_rows new table as new_rows
    for each statement execute function audit.record_update(%L, %L, %L)', watched, student, key_json,
    (select string_agg(quote_ident(column_name), ', ') from unnest(key_columns) as column_name));
end $function$;

CREATE OR REPLACE FUNCTION identity.refuse_edit_of_note()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'a note is never edited';
end $function$;

CREATE OR REPLACE FUNCTION identity.restrictions_on_guardians(asked character, moment timestamp with time zone)
 RETURNS TABLE(kind text, effective_on date, expires_on date, is_active boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  with known as (
    select r.kind, r.effective_on, r.expires_on, r.is_active
      from identity.disclosure_restriction r where moment is null and r.student_number = asked
    union all
    select r.kind, r.effective_on, r.expires_on, r.is_active
      from audit.known_rows(null::identity.disclosure_restriction, array[asked]::bpchar[], moment) r where moment is not null
  )
  select k.kind, k.effective_on, k.expires_on, k.is_active
    from known k
    join jurisdiction.code_value c on c.class = 'disclosure_restriction' and c.code = k.kind
   where c.data ? 'guardians' and c.data ->> 'isConfidential' = 'false'
   order by k.effective_on, k.kind
$function$;

CREATE OR REPLACE FUNCTION platform.add_job(name text, payload json, run_at timestamp with time zone, tries_max integer, key text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
begin
  perform graphile_worker.add_job(name, payload => payload, run_at => run_at, max_attempts => tries_max, job_key => key);
end $function$;

CREATE OR REPLACE FUNCTION privacy.judge_export_move()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION published.students_known_at(numbers character[], moment timestamp with time zone)
 RETURNS SETOF published.student
 LANGUAGE sql
 STABLE
AS $function$
  select student_number, status, family_name, given_name, birth_date, gender, is_deceased, is_restricted, created_by_organisation, version
    from audit.known_rows(null::identity.student, numbers, moment)
$function$;

view published.account as
 SELECT account_id,
    name,
    organisation_code,
    disabled_at
   FROM access.account;;

view published.account_act as
 SELECT act_id,
    kind,
    actor_account_id,
    organisation_code,
    reason,
    at
   FROM audit.act
  WHERE (actor_account_id IS NOT NULL);;

view published.consent as
 SELECT student_number,
    kind,
    given_by,
    given_on,
    LEAST(withdrawn_on, guardian_until) AS ends_on
   FROM privacy.consent;;

view published.guardian_limit as
 SELECT student_number,
    guardian_id,
    kind,
    effective_on,
    expires_on,
    (EXISTS ( SELECT
           FROM jurisdiction.code_value c
          WHERE ((c.class = 'guardian_limit'::text) AND (c.code = l.kind) AND ((c.data ->> 'withholdsInformation'::text))::boolean))) AS withholds_information
   FROM identity.guardian_limit l
  WHERE (NOT is_deleted);;

view published.person_number as
 SELECT student_number,
    person_number
   FROM access.person_number;;

view published.school_enrolment as
 SELECT student_number,
    enrolment_id,
    school_code,
    school_year,
    grade,
    start_on,
    exit_on,
    exit_type,
    programming_type,
    programming_timeframe,
    enrolment_types,
    exception_codes,
    grants_programmes,
    resident_board,
    french_hours,
    hours,
    programme_percentage
   FROM enrolment.school_enrolment
  WHERE (deleted_at IS NULL);;

view published.student as
 SELECT student_number,
    status,
    family_name,
    given_name,
    birth_date,
    gender,
    is_deceased,
    is_restricted,
    created_by_organisation,
    version
   FROM identity.student;;

view published.student_address as
 SELECT student_number,
    address_id,
    kind,
    street,
    city,
    province,
    postal_code,
    country,
    effective_on,
    expires_on,
    land_location,
    rural_route,
    site,
    compartment,
    box,
    is_general_delivery,
    is_preferred,
    format
   FROM identity.address
  WHERE (NOT is_deleted);;

view published.student_association as
 SELECT student_number,
    organisation_code,
    kind,
    starts_on,
    ends_on,
    minimum_until,
    is_protected
   FROM access.student_association;;

view published.student_change as
 SELECT c.student_number,
    c.change_id,
    c.act_id,
    c.table_name,
    c.operation,
    c.row_key,
    c.before,
    c.after,
    a.kind,
    a.actor_kind,
    a.actor_account_id,
    a.actor_name,
    a.organisation_code,
    a.reason,
    a.at
   FROM (audit.change c
     JOIN audit.act a ON ((a.act_id = c.act_id)))
  WHERE (c.student_number IS NOT NULL);;

view published.student_guardian as
 SELECT student_number,
    guardian_id,
    relationship,
    family_name,
    given_name,
    phone,
    email,
    expires_on
   FROM identity.guardian;;

view published.student_phone as
 SELECT student_number,
    phone_id,
    kind,
    number,
    extension,
    effective_on,
    expires_on
   FROM identity.phone;;

view published.student_sheet as
 SELECT student_number,
    middle_name,
    suffix,
    preferred_family_name,
    preferred_given_name,
    language_at_home,
    deceased_on
   FROM identity.student;;

policy sight on access.alarm to matricula_application, matricula_reader using (((( SELECT access.reaches_everything() AS reaches_everything) OR (organisation_code = ANY (( SELECT access.actor_organisations() AS actor_organisations)::text[]))) AND ((student_number IS NULL) OR ( SELECT access.reaches_protected() AS reaches_protected) OR (NOT access.is_protected(student_number)))));

policy sight on access.budget_exception to matricula_application, matricula_reader using ((( SELECT access.reaches_everything() AS reaches_everything) OR (organisation_code = ANY (( SELECT access.actor_organisations() AS actor_organisations)::text[]))));

policy sight on access.external_access to matricula_application, matricula_reader using (
CASE
    WHEN (current_setting('matricula.organisations'::text, true) = '*'::text) THEN ((current_setting('matricula.protected'::text, true) = 'yes'::text) OR (NOT access.is_protected(student_number)))
    ELSE (EXISTS ( SELECT
       FROM access.student_association a
      WHERE ((a.student_number = external_access.student_number) AND (((a.ends_on IS NULL) OR (a.ends_on >= access.actor_today())) AND ((a.minimum_until IS NULL) OR (a.minimum_until < access.actor_today()))))))
END);

policy sight on access.student_association to matricula_application, matricula_reader using ((((NOT is_protected) OR (current_setting('matricula.protected'::text, true) = 'yes'::text)) AND ((organisation_code = ANY (( SELECT access.actor_organisations() AS actor_organisations)::text[])) OR (current_setting('matricula.organisations'::text, true) = '*'::text))));

policy sight on access.student_move to matricula_application, matricula_reader using (((( SELECT access.reaches_everything() AS reaches_everything) OR (new_organisation_code = ANY (( SELECT access.actor_organisations() AS actor_organisations)::text[])) OR (old_organisation_code = ANY (( SELECT access.actor_organisations() AS actor_organisations)::text[]))) AND (( SELECT access.reaches_protected() AS reaches_protected) OR (NOT access.is_protected(student_number)))));

policy sight on access.student_move_statement to matricula_application, matricula_reader using ((EXISTS ( SELECT
   FROM access.student_move m
  WHERE ((m.student_number = student_move_statement.student_number) AND (m.move_id = student_move_statement.move_id)))));

policy sight on audit.act to matricula_application, matricula_reader using ((( SELECT access.reaches_everything() AS reaches_everything) OR (organisation_code = ANY (( SELECT access.actor_organisations() AS actor_organisations)::text[])) OR (EXISTS ( SELECT
   FROM audit.change c
  WHERE ((c.act_id = act.act_id) AND (c.student_number IS NOT NULL))))));

policy sight on audit.change to matricula_application, matricula_reader using ((
CASE
    WHEN (student_number IS NULL) THEN ( SELECT access.reaches_everything() AS reaches_everything)
    ELSE
    CASE
        WHEN (current_setting('matricula.organisations'::text, true) = '*'::text) THEN ((current_setting('matricula.protected'::text, true) = 'yes'::text) OR (NOT access.is_protected(student_number)))
        ELSE (EXISTS ( SELECT
           FROM access.student_association a
          WHERE ((a.student_number = change.student_number) AND (((a.ends_on IS NULL) OR (a.ends_on >= access.actor_today())) AND ((a.minimum_until IS NULL) OR (a.minimum_until < access.actor_today()))))))
    END
END AND ((table_name <> 'identity.note'::text) OR (((COALESCE(after, before) ->> 'audience'::text) = 'associated'::text) OR ( SELECT access.reaches_everything() AS reaches_everything) OR (((COALESCE(after, before) ->> 'audience'::text) = 'organisation'::text) AND ((COALESCE(after, before) ->> 'organisation_code'::text) = ANY (( SELECT access.actor_organisations() AS actor_organisations)::text[])))))));

policy sight on enrolment.count_figure to matricula_application, matricula_reader using (((( SELECT access.reaches_everything() AS reaches_everything) OR (school_code = ANY (( SELECT access.actor_organisations() AS actor_organisations)::text[]))) AND ((NOT is_protected) OR ( SELECT access.reaches_protected() AS reaches_protected))));

policy sight on enrolment.counted_student to matricula_application, matricula_reader using (
CASE
    WHEN (current_setting('matricula.organisations'::text, true) = '*'::text) THEN ((current_setting('matricula.protected'::text, true) = 'yes'::text) OR (NOT access.is_protected(student_number)))
    ELSE (EXISTS ( SELECT
       FROM access.student_association a
      WHERE ((a.student_number = counted_student.student_number) AND ((counted_student.school_code = ANY (( SELECT access.actor_organisations() AS actor_organisations)::text[])) OR (((a.ends_on IS NULL) OR (a.ends_on >= access.actor_today())) AND ((a.minimum_until IS NULL) OR (a.minimum_until < access.actor_today())))))))
END);

policy sight on enrolment.home_notification to matricula_application, matricula_reader using (
CASE
    WHEN (current_setting('matricula.organisations'::text, true) = '*'::text) THEN ((current_setting('matricula.protected'::text, true) = 'yes'::text) OR (NOT access.is_protected(student_number)))
    ELSE (EXISTS ( SELECT
       FROM access.student_association a
      WHERE ((a.student_number = home_notification.student_number) AND (((a.ends_on IS NULL) OR (a.ends_on >= access.actor_today())) AND ((a.minimum_until IS NULL) OR (a.minimum_until < access.actor_today()))))))
END);

policy sight on enrolment.home_registration to matricula_application, matricula_reader using (
CASE
    WHEN (current_setting('matricula.organisations'::text, true) = '*'::text) THEN ((current_setting('matricula.protected'::text, true) = 'yes'::text) OR (NOT access.is_protected(student_number)))
    ELSE (EXISTS ( SELECT
       FROM access.student_association a
      WHERE ((a.student_number = home_registration.student_number) AND (((a.ends_on IS NULL) OR (a.ends_on >= access.actor_today())) AND ((a.minimum_until IS NULL) OR (a.minimum_until < access.actor_today()))))))
END);

policy sight on enrolment.responsible_school to matricula_application, matricula_reader using (
CASE
    WHEN (current_setting('matricula.organisations'::text, true) = '*'::text) THEN ((current_setting('matricula.protected'::text, true) = 'yes'::text) OR (NOT access.is_protected(student_number)))
    ELSE (EXISTS ( SELECT
       FROM access.student_association a
      WHERE ((a.student_number = responsible_school.student_number) AND (((a.ends_on IS NULL) OR (a.ends_on >= access.actor_today())) AND ((a.minimum_until IS NULL) OR (a.minimum_until < access.actor_today()))))))
END);

policy sight on enrolment.school_enrolment to matricula_application, matricula_reader using (
CASE
    WHEN (current_setting('matricula.organisations'::text, true) = '*'::text) THEN ((current_setting('matricula.protected'::text, true) = 'yes'::text) OR (NOT access.is_protected(student_number)))
    ELSE (EXISTS ( SELECT
       FROM access.student_association a
      WHERE ((a.student_number = school_enrolment.student_number) AND ((school_enrolment.school_code = ANY (( SELECT access.actor_organisations() AS actor_organisations)::text[])) OR (((a.ends_on IS NULL) OR (a.ends_on >= access.actor_today())) AND ((a.minimum_until IS NULL) OR (a.minimum_until < access.actor_today())))))))
END);

policy sight on exchange.item_fate to matricula_application, matricula_reader using (((EXISTS ( SELECT
   FROM exchange.submission s
  WHERE (s.submission_id = item_fate.submission_id))) AND ((student_number IS NULL) OR ( SELECT access.reaches_protected() AS reaches_protected) OR (NOT access.is_protected(student_number)))));

policy sight on exchange.reversal to matricula_application, matricula_reader using ((EXISTS ( SELECT
   FROM exchange.submission s
  WHERE (s.submission_id = reversal.submission_id))));

policy sight on exchange.submission to matricula_application, matricula_reader using ((( SELECT access.reaches_everything() AS reaches_everything) OR (organisation_code = ANY (( SELECT access.actor_organisations() AS actor_organisations)::text[]))));

policy sight on exchange.submission_file to matricula_application, matricula_reader using ((EXISTS ( SELECT
   FROM exchange.submission s
  WHERE (s.submission_id = submission_file.submission_id))));

policy sight on exchange.submission_stage to matricula_application, matricula_reader using ((EXISTS ( SELECT
   FROM exchange.submission s
  WHERE (s.submission_id = submission_stage.submission_id))));

policy sight on identity.accommodation to matricula_application, matricula_reader using (
CASE
    WHEN (current_setting('matricula.organisations'::text, true) = '*'::text) THEN ((current_setting('matricula.protected'::text, true) = 'yes'::text) OR (NOT access.is_protected(student_number)))
    ELSE (EXISTS ( SELECT
       FROM access.student_association a
      WHERE ((a.student_number = accommodation.student_number) AND (((a.ends_on IS NULL) OR (a.ends_on >= access.actor_today())) AND ((a.minimum_until IS NULL) OR (a.minimum_until < access.actor_today()))))))
END);

policy sight on identity.address to matricula_application, matricula_reader using (
CASE
    WHEN (current_setting('matricula.organisations'::text, true) = '*'::text) THEN ((current_setting('matricula.protected'::text, true) = 'yes'::text) OR (NOT access.is_protected(student_number)))
    ELSE (EXISTS ( SELECT
       FROM access.student_association a
      WHERE ((a.student_number = address.student_number) AND (((a.ends_on IS NULL) OR (a.ends_on >= access.actor_today())) AND ((a.minimum_until IS NULL) OR (a.minimum_until < access.actor_today()))))))
END);

policy sight on identity.citizenship to matricula_application, matricula_reader using (
CASE
    WHEN (current_setting('matricula.organisations'::text, true) = '*'::text) THEN ((current_setting('matricula.protected'::text, true) = 'yes'::text) OR (NOT access.is_protected(student_number)))
    ELSE (EXISTS ( SELECT
       FROM access.student_association a
      WHERE ((a.student_number = citizenship.student_number) AND (((a.ends_on IS NULL) OR (a.ends_on >= access.actor_today())) AND ((a.minimum_until IS NULL) OR (a.minimum_until < access.actor_today()))))))
END);

policy sight on identity.disclosure_restriction to matricula_application, matricula_reader using ((( SELECT access.reaches_protected() AS reaches_protected) AND
CASE
    WHEN (current_setting('matricula.organisations'::text, true) = '*'::text) THEN ((current_setting('matricula.protected'::text, true) = 'yes'::text) OR (NOT access.is_protected(student_number)))
    ELSE (EXISTS ( SELECT
       FROM access.student_association a
      WHERE ((a.student_number = disclosure_restriction.student_number) AND (((a.ends_on IS NULL) OR (a.ends_on >= access.actor_today())) AND ((a.minimum_until IS NULL) OR (a.minimum_until < access.actor_today()))))))
END));

policy sight on identity.email to matricula_application, matricula_reader using (
CASE
    WHEN (current_setting('matricula.organisations'::text, true) = '*'::text) THEN ((current_setting('matricula.protected'::text, true) = 'yes'::text) OR (NOT access.is_protected(student_number)))
    ELSE (EXISTS ( SELECT
       FROM access.student_association a
      WHERE ((a.student_number = email.student_number) AND (((a.ends_on IS NULL) OR (a.ends_on >= access.actor_today())) AND ((a.minimum_until IS NULL) OR (a.minimum_until < access.actor_today()))))))
END);

policy sight on identity.guardian to matricula_application, matricula_reader using (
CASE
    WHEN (current_setting('matricula.organisations'::text, true) = '*'::text) THEN ((current_setting('matricula.protected'::text, true) = 'yes'::text) OR (NOT access.is_protected(student_number)))
    ELSE (EXISTS ( SELECT
       FROM access.student_association a
      WHERE ((a.student_number = guardian.student_number) AND (((a.ends_on IS NULL) OR (a.ends_on >= access.actor_today())) AND ((a.minimum_until IS NULL) OR (a.minimum_until < access.actor_today()))))))
END);

policy sight on identity.guardian_limit to matricula_application, matricula_reader using (
CASE
    WHEN (current_setting('matricula.organisations'::text, true) = '*'::text) THEN ((current_setting('matricula.protected'::text, true) = 'yes'::text) OR (NOT access.is_protected(student_number)))
    ELSE (EXISTS ( SELECT
       FROM access.student_association a
      WHERE ((a.student_number = guardian_limit.student_number) AND (((a.ends_on IS NULL) OR (a.ends_on >= access.actor_today())) AND ((a.minimum_until IS NULL) OR (a.minimum_until < access.actor_today()))))))
END);

policy sight on identity.identification_record to matricula_application, matricula_reader using (
CASE
    WHEN (current_setting('matricula.organisations'::text, true) = '*'::text) THEN ((current_setting('matricula.protected'::text, true) = 'yes'::text) OR (NOT access.is_protected(student_number)))
    ELSE (EXISTS ( SELECT
       FROM access.student_association a
      WHERE ((a.student_number = identification_record.student_number) AND (((a.ends_on IS NULL) OR (a.ends_on >= access.actor_today())) AND ((a.minimum_until IS NULL) OR (a.minimum_until < access.actor_today()))))))
END);

policy sight on identity.identity_assertion to matricula_application, matricula_reader using ((
CASE
    WHEN (current_setting('matricula.organisations'::text, true) = '*'::text) THEN ((current_setting('matricula.protected'::text, true) = 'yes'::text) OR (NOT access.is_protected(student_number)))
    ELSE (EXISTS ( SELECT
       FROM access.student_association a
      WHERE ((a.student_number = identity_assertion.student_number) AND (((a.ends_on IS NULL) OR (a.ends_on >= access.actor_today())) AND ((a.minimum_until IS NULL) OR (a.minimum_until < access.actor_today()))))))
END OR
CASE
    WHEN (current_setting('matricula.organisations'::text, true) = '*'::text) THEN ((current_setting('matricula.protected'::text, true) = 'yes'::text) OR (NOT access.is_protected(other_number)))
    ELSE (EXISTS ( SELECT
       FROM access.student_association a
      WHERE ((a.student_number = identity_assertion.other_number) AND (((a.ends_on IS NULL) OR (a.ends_on >= access.actor_today())) AND ((a.minimum_until IS NULL) OR (a.minimum_until < access.actor_today()))))))
END));

policy sight on identity.local_student to matricula_application, matricula_reader using (((( SELECT access.reaches_everything() AS reaches_everything) OR (organisation_code = ANY (( SELECT access.actor_organisations() AS actor_organisations)::text[]))) AND
CASE
    WHEN (current_setting('matricula.organisations'::text, true) = '*'::text) THEN ((current_setting('matricula.protected'::text, true) = 'yes'::text) OR (NOT access.is_protected(student_number)))
    ELSE (EXISTS ( SELECT
       FROM access.student_association a
      WHERE ((a.student_number = local_student.student_number) AND ((a.ends_on IS NULL) OR (a.ends_on >= access.actor_today())))))
END));

policy sight on identity.match_decision to matricula_application, matricula_reader using ((( SELECT access.reaches_everything() AS reaches_everything) AND (( SELECT access.reaches_protected() AS reaches_protected) OR (NOT access.names_protected(candidates, student_number)))));

policy sight on identity.match_task to matricula_application, matricula_reader using ((( SELECT access.reaches_everything() AS reaches_everything) AND (( SELECT access.reaches_protected() AS reaches_protected) OR (NOT access.names_protected(candidates, student_number)))));

policy sight on identity.note to matricula_application, matricula_reader using ((
CASE
    WHEN (current_setting('matricula.organisations'::text, true) = '*'::text) THEN ((current_setting('matricula.protected'::text, true) = 'yes'::text) OR (NOT access.is_protected(student_number)))
    ELSE (EXISTS ( SELECT
       FROM access.student_association a
      WHERE ((a.student_number = note.student_number) AND (((a.ends_on IS NULL) OR (a.ends_on >= access.actor_today())) AND ((a.minimum_until IS NULL) OR (a.minimum_until < access.actor_today()))))))
END AND ((audience = 'associated'::text) OR ( SELECT access.reaches_everything() AS reaches_everything) OR ((audience = 'organisation'::text) AND (organisation_code = ANY (( SELECT access.actor_organisations() AS actor_organisations)::text[]))))));

policy sight on identity.number_issued to matricula_application, matricula_reader using (
CASE
    WHEN ( SELECT access.reaches_everything() AS reaches_everything) THEN (( SELECT access.reaches_protected() AS reaches_protected) OR (NOT access.is_protected(student_number)))
    ELSE (EXISTS ( SELECT
       FROM access.student_association a
      WHERE ((a.student_number = number_issued.student_number) AND (a.organisation_code = ANY (( SELECT access.actor_organisations() AS actor_organisations)::text[])) AND ((a.ends_on IS NULL) OR (a.ends_on >= ( SELECT access.actor_today() AS actor_today))) AND ((NOT a.is_protected) OR ( SELECT access.reaches_protected() AS reaches_protected)))))
END);

policy sight on identity.phone to matricula_application, matricula_reader using (
CASE
    WHEN (current_setting('matricula.organisations'::text, true) = '*'::text) THEN ((current_setting('matricula.protected'::text, true) = 'yes'::text) OR (NOT access.is_protected(student_number)))
    ELSE (EXISTS ( SELECT
       FROM access.student_association a
      WHERE ((a.student_number = phone.student_number) AND (((a.ends_on IS NULL) OR (a.ends_on >= access.actor_today())) AND ((a.minimum_until IS NULL) OR (a.minimum_until < access.actor_today()))))))
END);

policy sight on identity.student to matricula_application, matricula_reader using (
CASE
    WHEN (current_setting('matricula.organisations'::text, true) = '*'::text) THEN ((current_setting('matricula.protected'::text, true) = 'yes'::text) OR (NOT access.is_protected(student_number)))
    ELSE (EXISTS ( SELECT
       FROM access.student_association a
      WHERE ((a.student_number = student.student_number) AND ((a.ends_on IS NULL) OR (a.ends_on >= access.actor_today())))))
END);

policy sight on identity.student_name to matricula_application, matricula_reader using (
CASE
    WHEN (current_setting('matricula.organisations'::text, true) = '*'::text) THEN ((current_setting('matricula.protected'::text, true) = 'yes'::text) OR (NOT access.is_protected(student_number)))
    ELSE (EXISTS ( SELECT
       FROM access.student_association a
      WHERE ((a.student_number = student_name.student_number) AND (((a.ends_on IS NULL) OR (a.ends_on >= access.actor_today())) AND ((a.minimum_until IS NULL) OR (a.minimum_until < access.actor_today()))))))
END);

policy sight on privacy.consent to matricula_application, matricula_reader using (
CASE
    WHEN (current_setting('matricula.organisations'::text, true) = '*'::text) THEN ((current_setting('matricula.protected'::text, true) = 'yes'::text) OR (NOT access.is_protected(student_number)))
    ELSE (EXISTS ( SELECT
       FROM access.student_association a
      WHERE ((a.student_number = consent.student_number) AND (((a.ends_on IS NULL) OR (a.ends_on >= access.actor_today())) AND ((a.minimum_until IS NULL) OR (a.minimum_until < access.actor_today()))))))
END);

policy sight on privacy.disposal to matricula_application, matricula_reader using (( SELECT access.reaches_everything() AS reaches_everything));

policy sight on privacy.disposal_approval to matricula_application, matricula_reader using (( SELECT access.reaches_everything() AS reaches_everything));

policy sight on privacy.disposal_item to matricula_application, matricula_reader using ((( SELECT access.reaches_everything() AS reaches_everything) AND
CASE
    WHEN (current_setting('matricula.organisations'::text, true) = '*'::text) THEN ((current_setting('matricula.protected'::text, true) = 'yes'::text) OR (NOT access.is_protected(student_number)))
    ELSE (EXISTS ( SELECT
       FROM access.student_association a
      WHERE ((a.student_number = disposal_item.student_number) AND (((a.ends_on IS NULL) OR (a.ends_on >= access.actor_today())) AND ((a.minimum_until IS NULL) OR (a.minimum_until < access.actor_today()))))))
END));

policy sight on privacy.export_approval to matricula_application, matricula_reader using ((EXISTS ( SELECT
   FROM privacy.export_request r
  WHERE (r.export_id = export_approval.export_id))));

policy sight on privacy.export_request to matricula_application, matricula_reader using (((( SELECT access.reaches_everything() AS reaches_everything) OR (organisation_code = ANY (( SELECT access.actor_organisations() AS actor_organisations)::text[]))) AND ((NOT includes_protected) OR ( SELECT access.reaches_protected() AS reaches_protected))));

policy sight on privacy.legal_hold to matricula_application, matricula_reader using ((( SELECT access.reaches_everything() AS reaches_everything) AND ((student_number IS NULL) OR
CASE
    WHEN (current_setting('matricula.organisations'::text, true) = '*'::text) THEN ((current_setting('matricula.protected'::text, true) = 'yes'::text) OR (NOT access.is_protected(student_number)))
    ELSE (EXISTS ( SELECT
       FROM access.student_association a
      WHERE ((a.student_number = legal_hold.student_number) AND (((a.ends_on IS NULL) OR (a.ends_on >= access.actor_today())) AND ((a.minimum_until IS NULL) OR (a.minimum_until < access.actor_today()))))))
END)));

policy sight on privacy.request to matricula_application, matricula_reader using (((( SELECT access.reaches_everything() AS reaches_everything) OR (organisation_code = ANY (( SELECT access.actor_organisations() AS actor_organisations)::text[])) OR (received_by = ANY (( SELECT access.actor_organisations() AS actor_organisations)::text[]))) AND
CASE
    WHEN (current_setting('matricula.organisations'::text, true) = '*'::text) THEN ((current_setting('matricula.protected'::text, true) = 'yes'::text) OR (NOT access.is_protected(student_number)))
    ELSE (EXISTS ( SELECT
       FROM access.student_association a
      WHERE ((a.student_number = request.student_number) AND (((a.ends_on IS NULL) OR (a.ends_on >= access.actor_today())) AND ((a.minimum_until IS NULL) OR (a.minimum_until < access.actor_today()))))))
END));

policy sight on privacy.request_event to matricula_application, matricula_reader using ((EXISTS ( SELECT
   FROM privacy.request r
  WHERE ((r.student_number = request_event.student_number) AND (r.request_id = request_event.request_id)))));

policy sight on privacy.request_file to matricula_application, matricula_reader using ((EXISTS ( SELECT
   FROM privacy.request r
  WHERE ((r.student_number = request_file.student_number) AND (r.request_id = request_file.request_id)))));

policy sight on validation.finding to matricula_application, matricula_reader using (
CASE
    WHEN (( SELECT access.reaches_everything() AS reaches_everything) OR (organisation_code = ANY (( SELECT access.actor_organisations() AS actor_organisations)::text[]))) THEN
    CASE
        WHEN (current_setting('matricula.organisations'::text, true) = '*'::text) THEN ((current_setting('matricula.protected'::text, true) = 'yes'::text) OR (NOT access.is_protected(student_number)))
        ELSE (EXISTS ( SELECT
           FROM access.student_association a
          WHERE ((a.student_number = finding.student_number) AND ((a.ends_on IS NULL) OR (a.ends_on >= access.actor_today())))))
    END
    ELSE ((organisation_code IS NULL) AND
    CASE
        WHEN (current_setting('matricula.organisations'::text, true) = '*'::text) THEN ((current_setting('matricula.protected'::text, true) = 'yes'::text) OR (NOT access.is_protected(student_number)))
        ELSE (EXISTS ( SELECT
           FROM access.student_association a
          WHERE ((a.student_number = finding.student_number) AND (((a.ends_on IS NULL) OR (a.ends_on >= access.actor_today())) AND ((a.minimum_until IS NULL) OR (a.minimum_until < access.actor_today()))))))
    END)
END);

policy sight on validation.finding_event to matricula_application, matricula_reader using (
CASE
    WHEN (current_setting('matricula.organisations'::text, true) = '*'::text) THEN ((current_setting('matricula.protected'::text, true) = 'yes'::text) OR (NOT access.is_protected(student_number)))
    ELSE (EXISTS ( SELECT
       FROM access.student_association a
      WHERE ((a.student_number = finding_event.student_number) AND (((a.ends_on IS NULL) OR (a.ends_on >= access.actor_today())) AND ((a.minimum_until IS NULL) OR (a.minimum_until < access.actor_today()))))))
END);

policy work on access.alarm to matricula_worker using (true);

policy work on access.budget_exception to matricula_worker using (true);

policy work on access.external_access to matricula_worker using (true);

policy work on access.student_association to matricula_worker using (true);

policy work on access.student_move to matricula_worker using (true);

policy work on access.student_move_statement to matricula_worker using (true);

policy work on audit.act to matricula_worker using (true);

policy work on audit.change to matricula_worker using (true);

policy work on enrolment.count_figure to matricula_worker using (true);

policy work on enrolment.counted_student to matricula_worker using (true);

policy work on enrolment.home_notification to matricula_worker using (true);

policy work on enrolment.home_registration to matricula_worker using (true);

policy work on enrolment.responsible_school to matricula_worker using (true);

policy work on enrolment.school_enrolment to matricula_worker using (true);

policy work on exchange.item_fate to matricula_worker using (true);

policy work on exchange.reversal to matricula_worker using (true);

policy work on exchange.submission to matricula_worker using (true);

policy work on exchange.submission_file to matricula_worker using (true);

policy work on exchange.submission_stage to matricula_worker using (true);

policy work on identity.accommodation to matricula_worker using (true);

policy work on identity.address to matricula_worker using (true);

policy work on identity.citizenship to matricula_worker using (true);

policy work on identity.disclosure_restriction to matricula_worker using (true);

policy work on identity.email to matricula_worker using (true);

policy work on identity.guardian to matricula_worker using (true);

policy work on identity.guardian_limit to matricula_worker using (true);

policy work on identity.identification_record to matricula_worker using (true);

policy work on identity.identity_assertion to matricula_worker using (true);

policy work on identity.local_student to matricula_worker using (true);

policy work on identity.match_decision to matricula_worker using (true);

policy work on identity.match_task to matricula_worker using (true);

policy work on identity.note to matricula_worker using (true);

policy work on identity.number_issued to matricula_worker using (true);

policy work on identity.phone to matricula_worker using (true);

policy work on identity.student to matricula_worker using (true);

policy work on identity.student_name to matricula_worker using (true);

policy work on privacy.consent to matricula_worker using (true);

policy work on privacy.disposal to matricula_worker using (true);

policy work on privacy.disposal_approval to matricula_worker using (true);

policy work on privacy.disposal_item to matricula_worker using (true);

policy work on privacy.export_approval to matricula_worker using (true);

policy work on privacy.export_request to matricula_worker using (true);

policy work on privacy.legal_hold to matricula_worker using (true);

policy work on privacy.request to matricula_worker using (true);

policy work on privacy.request_event to matricula_worker using (true);

policy work on privacy.request_file to matricula_worker using (true);

policy work on validation.finding to matricula_worker using (true);

policy work on validation.finding_event to matricula_worker using (true);

grant delete, insert, select, update on access.access_review to matricula_worker;

grant delete, insert, select, update on access.access_review_item to matricula_worker;

grant delete, insert, select, update on access.account to matricula_worker;

grant delete, insert, select, update on access.account_grant to matricula_worker;

grant select on access.alarm to matricula_application;

grant select on access.alarm to matricula_reader;

grant delete, insert, select, update on access.alarm to matricula_worker;

grant select on access.budget_exception to matricula_application;

grant select on access.budget_exception to matricula_reader;

grant delete, insert, select, update on access.budget_exception to matricula_worker;

grant delete, insert, select, update on access.client to matricula_worker;

grant delete, insert, select, update on access.client_call to matricula_worker;

grant delete, insert, select, update on access.client_key to matricula_worker;

grant delete, insert, select, update on access.client_proof_used to matricula_worker;

grant delete, insert, select, update on access.decoy to matricula_worker;

grant delete, insert, select, update on access.directory_id to matricula_worker;

grant select on access.external_access to matricula_application;

grant select on access.external_access to matricula_reader;

grant delete, insert, select, update on access.external_access to matricula_worker;

grant delete, insert, select, update on access.external_identity to matricula_worker;

grant delete, insert, select, update on access.grant_use to matricula_worker;

grant delete, insert, select, update on access.invitation to matricula_worker;

grant select on access.ledger_era to matricula_worker;

grant insert, select on access.ledger_head to matricula_worker;

grant select on access.ledger_manner to matricula_worker;

grant select on access.ledger_reader to matricula_worker;

grant insert, select on access.ledger_seal to matricula_worker;

grant select on access.limited_organisation to matricula_application;

grant select on access.limited_organisation to matricula_reader;

grant delete, insert, select, update on access.limited_organisation to matricula_worker;

grant delete, insert, select, update on access.passkey to matricula_worker;

grant delete, insert, select, update on access.passkey_challenge to matricula_worker;

grant delete, insert, select, update on access.password to matricula_worker;

grant delete, insert, select, update on access.person_number to matricula_worker;

grant select on access.person_read to matricula_worker;

grant delete, insert, select, update on access.protected_student to matricula_worker;

grant delete, insert, select, update on access.question_count to matricula_worker;

grant delete, insert, select, update on access.read_budget to matricula_worker;

grant delete, insert, select, update on access.read_budget_person to matricula_worker;

grant delete, insert, select, update on access.recovery_code to matricula_worker;

grant delete, insert, select, update on access.sealed_opening to matricula_worker;

grant delete, insert, select, update on access.server_key to matricula_worker;

grant delete, insert, select, update on access.session to matricula_worker;

grant delete, insert, select, update on access.sign_in_try to matricula_worker;

grant delete, insert, select, update on access.sign_on_attempt to matricula_worker;

grant select on access.student_association to matricula_application;

grant select on access.student_association to matricula_reader;

grant delete, insert, select, update on access.student_association to matricula_worker;

grant select on access.student_move to matricula_application;

grant select on access.student_move to matricula_reader;

grant delete, insert, select, update on access.student_move to matricula_worker;

grant select on access.student_move_statement to matricula_application;

grant select on access.student_move_statement to matricula_reader;

grant delete, insert, select, update on access.student_move_statement to matricula_worker;

grant delete, insert, select, update on access.support_access to matricula_worker;

grant delete, insert, select, update on access.table_guard to matricula_worker;

grant delete, insert, select, update on access.totp to matricula_worker;

grant select on audit.act to matricula_application;

grant select on audit.act to matricula_reader;

grant select on audit.act to matricula_worker;

grant select on audit.change to matricula_application;

grant select on audit.change to matricula_reader;

grant select on audit.change to matricula_worker;

grant select on audit.unwatched to matricula_worker;

grant select on enrolment.count_figure to matricula_application;

grant select on enrolment.count_figure to matricula_reader;

grant insert, select on enrolment.count_figure to matricula_worker;

grant select on enrolment.counted_student to matricula_application;

grant select on enrolment.counted_student to matricula_reader;

grant insert, select on enrolment.counted_student to matricula_worker;

grant select on enrolment.home_notification to matricula_application;

grant select on enrolment.home_notification to matricula_reader;

grant delete, insert, select, update on enrolment.home_notification to matricula_worker;

grant select on enrolment.home_registration to matricula_application;

grant select on enrolment.home_registration to matricula_reader;

grant delete, insert, select, update on enrolment.home_registration to matricula_worker;

grant select on enrolment.responsible_school to matricula_application;

grant select on enrolment.responsible_school to matricula_reader;

grant delete, insert, select, update on enrolment.responsible_school to matricula_worker;

grant select on enrolment.school_enrolment to matricula_application;

grant select on enrolment.school_enrolment to matricula_reader;

grant delete, insert, select, update on enrolment.school_enrolment to matricula_worker;

grant select on enrolment.student_count to matricula_application;

grant select on enrolment.student_count to matricula_reader;

grant insert, select on enrolment.student_count to matricula_worker;

grant select on exchange.item_fate to matricula_application;

grant select on exchange.item_fate to matricula_reader;

grant delete, insert, select, update on exchange.item_fate to matricula_worker;

grant select on exchange.reversal to matricula_application;

grant select on exchange.reversal to matricula_reader;

grant delete, insert, select, update on exchange.reversal to matricula_worker;

grant select on exchange.submission to matricula_application;

grant select on exchange.submission to matricula_reader;

grant delete, insert, select, update on exchange.submission to matricula_worker;

grant select on exchange.submission_file to matricula_application;

grant select on exchange.submission_file to matricula_reader;

grant delete, insert, select, update on exchange.submission_file to matricula_worker;

grant delete, insert, select, update on exchange.submission_item to matricula_worker;

grant select on exchange.submission_stage to matricula_application;

grant select on exchange.submission_stage to matricula_reader;

grant delete, insert, select, update on exchange.submission_stage to matricula_worker;

grant select on identity.accommodation to matricula_application;

grant select on identity.accommodation to matricula_reader;

grant delete, insert, select, update on identity.accommodation to matricula_worker;

grant select on identity.address to matricula_application;

grant select on identity.address to matricula_reader;

grant delete, insert, select, update on identity.address to matricula_worker;

grant select on identity.citizenship to matricula_application;

grant select on identity.citizenship to matricula_reader;

grant delete, insert, select, update on identity.citizenship to matricula_worker;

grant select on identity.disclosure_restriction to matricula_application;

grant select on identity.disclosure_restriction to matricula_reader;

grant delete, insert, select, update on identity.disclosure_restriction to matricula_worker;

grant select on identity.email to matricula_application;

grant select on identity.email to matricula_reader;

grant delete, insert, select, update on identity.email to matricula_worker;

grant select on identity.guardian to matricula_application;

grant select on identity.guardian to matricula_reader;

grant delete, insert, select, update on identity.guardian to matricula_worker;

grant select on identity.guardian_limit to matricula_application;

grant select on identity.guardian_limit to matricula_reader;

grant delete, insert, select, update on identity.guardian_limit to matricula_worker;

grant delete, insert, select, update on identity.guid_owner to matricula_worker;

grant select on identity.identification_record to matricula_application;

grant select on identity.identification_record to matricula_reader;

grant delete, insert, select, update on identity.identification_record to matricula_worker;

grant select on identity.identity_assertion to matricula_application;

grant select on identity.identity_assertion to matricula_reader;

grant delete, insert, select, update on identity.identity_assertion to matricula_worker;

grant select on identity.local_student to matricula_application;

grant select on identity.local_student to matricula_reader;

grant delete, insert, select, update on identity.local_student to matricula_worker;

grant select on identity.match_decision to matricula_application;

grant select on identity.match_decision to matricula_reader;

grant delete, insert, select, update on identity.match_decision to matricula_worker;

grant select on identity.match_task to matricula_application;

grant select on identity.match_task to matricula_reader;

grant delete, insert, select, update on identity.match_task to matricula_worker;

grant select on identity.note to matricula_application;

grant select on identity.note to matricula_reader;

grant delete, insert, select, update on identity.note to matricula_worker;

grant select on identity.number_issued to matricula_application;

grant select on identity.number_issued to matricula_reader;

grant delete, insert, select, update on identity.number_issued to matricula_worker;

grant select on identity.phone to matricula_application;

grant select on identity.phone to matricula_reader;

grant delete, insert, select, update on identity.phone to matricula_worker;

grant delete, insert, select, update on identity.search_token to matricula_worker;

grant select on identity.student to matricula_application;

grant select on identity.student to matricula_reader;

grant delete, insert, select, update on identity.student to matricula_worker;

grant delete, insert, select, update on identity.student_key to matricula_worker;

grant select on identity.student_name to matricula_application;

grant select on identity.student_name to matricula_reader;

grant delete, insert, select, update on identity.student_name to matricula_worker;

grant select on jurisdiction.code_class to matricula_application;

grant select on jurisdiction.code_class to matricula_reader;

grant delete, insert, select, update on jurisdiction.code_class to matricula_worker;

grant select on jurisdiction.code_value to matricula_application;

grant select on jurisdiction.code_value to matricula_reader;

grant delete, insert, select, update on jurisdiction.code_value to matricula_worker;

grant select on jurisdiction.parameter to matricula_application;

grant select on jurisdiction.parameter to matricula_reader;

grant delete, insert, select, update on jurisdiction.parameter to matricula_worker;

grant select on jurisdiction.setting to matricula_application;

grant select on jurisdiction.setting to matricula_reader;

grant delete, insert, select, update on jurisdiction.setting to matricula_worker;

grant select on organisations.calendar to matricula_application;

grant select on organisations.calendar to matricula_reader;

grant delete, insert, select, update on organisations.calendar to matricula_worker;

grant select on organisations.directory_entry to matricula_application;

grant select on organisations.directory_entry to matricula_reader;

grant delete, insert, select, update on organisations.directory_entry to matricula_worker;

grant select on organisations.file_import to matricula_application;

grant select on organisations.file_import to matricula_reader;

grant delete, insert, select, update on organisations.file_import to matricula_worker;

grant select on organisations.grade_offering to matricula_application;

grant select on organisations.grade_offering to matricula_reader;

grant delete, insert, select, update on organisations.grade_offering to matricula_worker;

grant select on organisations.organisation to matricula_application;

grant select on organisations.organisation to matricula_reader;

grant delete, insert, select, update on organisations.organisation to matricula_worker;

grant select on organisations.programme_offering to matricula_application;

grant select on organisations.programme_offering to matricula_reader;

grant delete, insert, select, update on organisations.programme_offering to matricula_worker;

grant select on organisations.published_enrolment to matricula_application;

grant select on organisations.published_enrolment to matricula_reader;

grant delete, insert, select, update on organisations.published_enrolment to matricula_worker;

grant select on organisations.published_school to matricula_application;

grant select on organisations.published_school to matricula_reader;

grant delete, insert, select, update on organisations.published_school to matricula_worker;

grant select on organisations.succession to matricula_application;

grant select on organisations.succession to matricula_reader;

grant delete, insert, select, update on organisations.succession to matricula_worker;

grant delete, insert, select, update on platform.idempotent_answer to matricula_worker;

grant delete, insert, select, update on platform.stored_file to matricula_worker;

grant select on privacy.consent to matricula_application;

grant select on privacy.consent to matricula_reader;

grant delete, insert, select, update on privacy.consent to matricula_worker;

grant delete, insert, select, update on privacy.data_key to matricula_worker;

grant select on privacy.disposal to matricula_application;

grant select on privacy.disposal to matricula_reader;

grant delete, insert, select, update on privacy.disposal to matricula_worker;

grant select on privacy.disposal_approval to matricula_application;

grant select on privacy.disposal_approval to matricula_reader;

grant delete, insert, select, update on privacy.disposal_approval to matricula_worker;

grant select on privacy.disposal_item to matricula_application;

grant select on privacy.disposal_item to matricula_reader;

grant delete, insert, select, update on privacy.disposal_item to matricula_worker;

grant delete, insert, select, update on privacy.disposal_row to matricula_worker;

grant select on privacy.export_approval to matricula_application;

grant select on privacy.export_approval to matricula_reader;

grant delete, insert, select, update on privacy.export_approval to matricula_worker;

grant delete, insert, select, update on privacy.export_file to matricula_worker;

grant delete, insert, select, update on privacy.export_mark to matricula_worker;

grant delete, insert, select, update on privacy.export_move to matricula_worker;

grant select on privacy.export_request to matricula_application;

grant select on privacy.export_request to matricula_reader;

grant delete, insert, select, update on privacy.export_request to matricula_worker;

grant select on privacy.legal_hold to matricula_application;

grant select on privacy.legal_hold to matricula_reader;

grant delete, insert, select, update on privacy.legal_hold to matricula_worker;

grant select on privacy.request to matricula_application;

grant select on privacy.request to matricula_reader;

grant delete, insert, select, update on privacy.request to matricula_worker;

grant select on privacy.request_event to matricula_application;

grant select on privacy.request_event to matricula_reader;

grant delete, insert, select, update on privacy.request_event to matricula_worker;

grant select on privacy.request_file to matricula_application;

grant select on privacy.request_file to matricula_reader;

grant delete, insert, select, update on privacy.request_file to matricula_worker;

grant select on published.account to matricula_application;

grant select on published.account to matricula_reader;

grant select on published.account to matricula_worker;

grant select on published.account_act to matricula_application;

grant select on published.account_act to matricula_reader;

grant select on published.account_act to matricula_worker;

grant select on published.consent to matricula_application;

grant select on published.consent to matricula_reader;

grant select on published.consent to matricula_worker;

grant select on published.guardian_limit to matricula_application;

grant select on published.guardian_limit to matricula_reader;

grant select on published.guardian_limit to matricula_worker;

grant select on published.person_number to matricula_application;

grant select on published.person_number to matricula_reader;

grant select on published.person_number to matricula_worker;

grant select on published.school_enrolment to matricula_application;

grant select on published.school_enrolment to matricula_reader;

grant select on published.school_enrolment to matricula_worker;

grant select on published.student to matricula_application;

grant select on published.student to matricula_reader;

grant select on published.student to matricula_worker;

grant select on published.student_address to matricula_application;

grant select on published.student_address to matricula_reader;

grant select on published.student_address to matricula_worker;

grant select on published.student_association to matricula_application;

grant select on published.student_association to matricula_reader;

grant select on published.student_association to matricula_worker;

grant select on published.student_change to matricula_application;

grant select on published.student_change to matricula_reader;

grant select on published.student_change to matricula_worker;

grant select on published.student_guardian to matricula_application;

grant select on published.student_guardian to matricula_reader;

grant select on published.student_guardian to matricula_worker;

grant select on published.student_phone to matricula_application;

grant select on published.student_phone to matricula_reader;

grant select on published.student_phone to matricula_worker;

grant select on published.student_sheet to matricula_application;

grant select on published.student_sheet to matricula_reader;

grant select on published.student_sheet to matricula_worker;

grant select on validation.finding to matricula_application;

grant select on validation.finding to matricula_reader;

grant delete, insert, select, update on validation.finding to matricula_worker;

grant select on validation.finding_event to matricula_application;

grant select on validation.finding_event to matricula_reader;

grant delete, insert, select, update on validation.finding_event to matricula_worker;

grant select on validation.rule_book to matricula_application;

grant select on validation.rule_book to matricula_reader;

grant delete, insert, select, update on validation.rule_book to matricula_worker;

grant delete, insert, select, update on validation.scan_due to matricula_worker;

grant delete, insert, select, update on validation.scan_request to matricula_worker;
