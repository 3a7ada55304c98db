// Generated from the migrated database by `npm run generate`. Do not edit.
import type { Generated, GeneratedAlways } from 'kysely';

// biome-ignore lint/suspicious/noExplicitAny: a jsonb column holds what its store put there; the store gives it its type
export type Json = any;

export type DB = {
  'access.account': {
    account_id: string;
    user_name: string;
    name: string;
    email: string | null;
    role: string;
    organisation_code: string;
    language: string;
    is_demonstration: boolean;
    created_at: Date;
    disabled_at: Date | null;
  };
  'access.alarm': {
    alarm_id: string;
    kind: string;
    severity: string;
    organisation_code: string;
    account_id: string | null;
    client_id: string | null;
    student_number: string | null;
    details: Generated<Json>;
    raised_at: Date;
    seen_at: Date | null;
    seen_by: string | null;
    closed_at: Date | null;
    closed_by: string | null;
    outcome: string | null;
    verdict: string | null;
  };
  'access.budget_exception': {
    exception_id: string;
    account_id: string;
    organisation_code: string;
    hour_people: number;
    day_people: number;
    reason: string;
    granted_by: string;
    granted_by_name: string;
    granted_at: Date;
    ends_at: Date;
    ended_at: Date | null;
    ended_by_name: string | null;
  };
  'access.client': {
    client_id: string;
    name: string;
    software: string;
    organisation_code: string;
    represents: string[];
    scopes: string[];
    networks: Generated<string[]>;
    contact_email: string;
    is_dpop_required: boolean;
    valid_from: Date;
    valid_until: Date;
    token_series: Generated<number>;
    version: Generated<number>;
    created_at: Date;
    created_by: string;
    disabled_at: Date | null;
    disabled_by: string | null;
    disabled_by_organisation: string | null;
    disabled_reason: string | null;
  };
  'access.client_call': {
    client_id: string;
    called_at: Date;
    request_id: string;
    operation: string;
    organisation_code: string | null;
    address: string;
    status: number;
    row_count: number | null;
    person_count: number | null;
    milliseconds: number;
    refusal: string | null;
  };
  'access.client_key': {
    client_id: string;
    key_id: string;
    algorithm: string;
    public_jwk: Json;
    valid_from: Date;
    valid_until: Date;
    added_at: Date;
    added_by: string;
  };
  'access.client_proof_used': {
    digest: string;
    client_id: string;
    expires_at: Date;
  };
  'access.decoy': {
    student_number: string;
    export_id: string;
    person_digest: string;
    family_name: string;
    given_name: string;
    birth_date: string;
    planted_at: Date;
  };
  'access.external_access': {
    student_number: string;
    access_id: string;
    organisation_code: string;
    account_id: string | null;
    actor_name: string;
    reason: string;
    acknowledged_at: Date;
    ends_on: string;
  };
  'access.external_identity': {
    issuer: string;
    subject: string;
    account_id: string;
    provider: string;
    linked_at: Date;
    last_used_at: Date | null;
  };
  'access.invitation': {
    invitation_id: string;
    account_id: string;
    purpose: string;
    token_sha256: string;
    totp_secret: string;
    created_at: Date;
    created_by: string;
    expires_at: Date;
    used_at: Date | null;
    cancelled_at: Date | null;
  };
  'access.ledger_era': {
    era: number;
    tx_offset: number;
    begun_at: Date;
  };
  'access.ledger_head': {
    head: number;
    payload: string;
    signature: Buffer;
    key_id: string;
    signed_at: Date;
  };
  'access.ledger_manner': {
    manner_id: GeneratedAlways<number>;
    door: string;
    purpose: string;
  };
  'access.ledger_reader': {
    reader_id: GeneratedAlways<number>;
    kind: string;
    account_id: string | null;
    client_id: string | null;
    name: string;
    role: string;
    organisation_code: string;
  };
  'access.ledger_seal': {
    month: string;
    ordinal: number;
    first_tx: number;
    first_read_id: number;
    last_tx: number;
    last_read_id: number;
    rows: number;
    first_at: Date;
    last_at: Date;
    digest: Buffer;
    marks: Buffer;
    sealed_at: Date;
  };
  'access.limited_organisation': {
    organisation_code: string;
    level: string;
    reason: string;
    recorded_at: Date;
  };
  'access.passkey': {
    passkey_id: string;
    account_id: string;
    credential_id: string;
    public_key: Buffer;
    counter: number;
    transports: string[];
    name: string;
    is_synced: boolean;
    created_at: Date;
    last_used_at: Date | null;
  };
  'access.passkey_challenge': {
    challenge_sha256: string;
    purpose: string;
    account_id: string | null;
    session_id: string | null;
    invitation_id: string | null;
    expires_at: Date;
  };
  'access.password': {
    account_id: string;
    hash: string;
    changed_at: Date;
  };
  'access.person_number': {
    student_number: string;
    person_number: string;
  };
  'access.person_read': {
    tx: number;
    read_id: number;
    at: Date;
    request_id: string;
    reader_id: number;
    manner_id: number;
    field_groups: number;
    student_number: string;
  };
  'access.protected_student': {
    student_number: string;
  };
  'access.question_count': {
    asker: string;
    kind: string;
    since: Date;
    asked: number;
  };
  'access.read_budget': {
    actor_key: string;
    window_kind: string;
    starts_at: Date;
    people: Generated<number>;
    asked_at: Date | null;
    stopped_at: Date | null;
  };
  'access.read_budget_person': {
    actor_key: string;
    day_starts_at: Date;
    student_number: string;
    hours: number;
  };
  'access.recovery_code': {
    account_id: string;
    code_sha256: string;
    created_at: Date;
    used_at: Date | null;
  };
  'access.server_key': {
    key_id: string;
    algorithm: string;
    private_jwk: Json;
    public_jwk: Json;
    made_at: Date;
    signs_from: Date;
    ends_at: Date | null;
  };
  'access.session': {
    token_sha256: string;
    account_id: string;
    created_at: Date;
    last_seen_at: Date;
    idle_seconds: number;
    expires_at: Date;
    user_agent: string;
    session_id: Generated<string>;
    way: Generated<string>;
    second_factor_at: Date | null;
    stepped_up_at: Date | null;
  };
  'access.sign_in_try': {
    subject_sha256: string;
    kind: string;
    tries: number;
    last_try_at: Date;
    blocked_until: Date | null;
  };
  'access.sign_on_attempt': {
    state_sha256: string;
    provider: string;
    purpose: string;
    browser_sha256: string;
    nonce: string;
    code_verifier: string;
    account_id: string | null;
    session_id: string | null;
    return_to: string;
    expires_at: Date;
  };
  'access.student_association': {
    student_number: string;
    organisation_code: string;
    kind: string;
    starts_on: string;
    exit_on: string | null;
    ends_on: string | null;
    is_protected: Generated<boolean>;
    last_until: string | null;
    minimum_until: string | null;
  };
  'access.table_guard': {
    table_name: string;
    guard: string;
    why: string;
  };
  'access.totp': {
    account_id: string;
    secret: string;
    last_step: number;
    created_at: Date;
    confirmed_at: Date | null;
  };
  'audit.act': {
    act_id: GeneratedAlways<number>;
    kind: string;
    actor_kind: string;
    actor_account_id: string | null;
    actor_name: string;
    organisation_code: string | null;
    reason: string | null;
    request_id: string | null;
    at: Date;
    actor_client_id: string | null;
  };
  'audit.change': {
    change_id: GeneratedAlways<number>;
    act_id: number;
    table_name: string;
    operation: string;
    student_number: string | null;
    row_key: Json;
    before: Json | null;
    after: Json | null;
  };
  'audit.unwatched': {
    table_name: string;
    why: string;
  };
  'enrolment.school_enrolment': {
    student_number: string;
    enrolment_id: string;
    school_code: string;
    school_year: number;
    grade: string;
    start_on: string;
    exit_on: string | null;
    exit_type: string | null;
    programming_type: string;
    programming_timeframe: string;
    enrolment_types: Generated<string[]>;
    exception_codes: Generated<string[]>;
    grants_programmes: Generated<string[]>;
    resident_board: string | null;
    francophone_board: string | null;
    self_declaration: string | null;
    french_hours: number | null;
    hours: number | null;
    programme_percentage: string | null;
    local_student_id: string | null;
    submitted_by: string;
    version: number;
    submitted_at: Date;
    deleted_at: Date | null;
  };
  'exchange.item_fate': {
    submission_id: string;
    ordinal: number;
    file: string;
    fate: string;
    student_number: string | null;
    is_new_number: Generated<boolean>;
    match_task_id: string | null;
    remarks: Generated<Json>;
    rules: Generated<string[]>;
  };
  'exchange.submission': {
    submission_id: string;
    organisation_code: string;
    format: string;
    file_name: string;
    file_id: string | null;
    size_bytes: number;
    sha256: string | null;
    is_rehearsal: boolean;
    state: string;
    stage: string;
    school_year: number | null;
    layout_version: string | null;
    software: string | null;
    actor: Json;
    received_at: Date;
    started_at: Date | null;
    finished_at: Date | null;
    cancel_asked_at: Date | null;
    cursor_subject: string | null;
    students_new: Generated<number>;
    students_matched: Generated<number>;
    students_held: Generated<number>;
    students_refused: Generated<number>;
    refusal: Json | null;
    remarks: Generated<Json>;
    repeats_submission_id: string | null;
    failure_reference: string | null;
  };
  'exchange.submission_file': {
    submission_id: string;
    file: string;
    encoding: string | null;
    row_count: Generated<number>;
    added: Generated<number>;
    changed: Generated<number>;
    unchanged: Generated<number>;
    refused: Generated<number>;
    held: Generated<number>;
  };
  'exchange.submission_item': {
    submission_id: string;
    ordinal: number;
    file: string;
    row_number: number;
    subject: string | null;
    guid: string | null;
    payload: Json;
    problems: Json | null;
    mended_at: Date | null;
    payload_before: Json | null;
  };
  'exchange.submission_stage': {
    submission_id: string;
    stage: string;
    row_count: number;
    elapsed_ms: number;
  };
  'identity.address': {
    student_number: string;
    address_id: string;
    kind: string;
    format: string;
    street: string | null;
    city: string | null;
    province: string | null;
    postal_code: string | null;
    country: string | null;
    effective_on: string;
    expires_on: string | null;
    submitted_by: string;
    recorded_at: Date;
  };
  'identity.disclosure_restriction': {
    student_number: string;
    restriction_id: string;
    kind: string;
    details: string | null;
    effective_on: string;
    expires_on: string | null;
    is_active: Generated<boolean>;
    submitted_by: string;
    recorded_at: Date;
  };
  'identity.email': {
    student_number: string;
    email_id: string;
    address: string;
    is_active: Generated<boolean>;
    submitted_by: string;
    recorded_at: Date;
  };
  'identity.guardian': {
    student_number: string;
    guardian_id: string;
    relationship: string;
    family_name: string | null;
    given_name: string | null;
    lives_with: boolean | null;
    phone: string | null;
    email: string | null;
    expires_on: string | null;
    submitted_by: string;
    recorded_at: Date;
  };
  'identity.guid_owner': {
    object_kind: string;
    guid: string;
    student_number: string;
  };
  'identity.identification_record': {
    student_number: string;
    record_id: string;
    document_type: string;
    quality: number;
    proves: string;
    document_number_last4: string | null;
    issued_on: string | null;
    family_name: string | null;
    given_name: string | null;
    middle_name: string | null;
    suffix: string | null;
    is_name_exact: Generated<boolean>;
    birth_date: string;
    gender: string;
    submitted_by: string;
    recorded_at: Date;
  };
  'identity.identity_assertion': {
    student_number: string;
    other_number: string;
    assertion_id: string;
    kind: string;
    reason: string;
    evidence: Json;
    decided_by: string;
    decided_at: Date;
    revoked_at: Date | null;
    revoked_by: string | null;
    revoke_reason: string | null;
  };
  'identity.local_student': {
    organisation_code: string;
    local_student_id: string;
    student_number: string;
    mapped_at: Date;
  };
  'identity.match_decision': {
    decision_id: string;
    decided_at: Date;
    organisation_code: string;
    local_student_id: string | null;
    submission_id: string | null;
    item_ref: string | null;
    query_digest: string;
    outcome: string;
    method: string;
    student_number: string | null;
    candidates: Json;
    model_version: string;
    is_by_person: Generated<boolean>;
  };
  'identity.match_task': {
    task_id: string;
    state: Generated<string>;
    reason: string;
    organisation_code: string;
    local_student_id: string;
    submission_id: string | null;
    item_ref: string | null;
    query_digest: string;
    facts: Json;
    candidates: Json;
    opened_at: Date;
    decided_at: Date | null;
    decided_by: string | null;
    decision: string | null;
    student_number: string | null;
    note: string | null;
  };
  'identity.number_issued': {
    student_number: string;
    issued_at: Date;
    issued_to: string;
  };
  'identity.phone': {
    student_number: string;
    phone_id: string;
    kind: string;
    number: string;
    extension: string | null;
    is_listable: Generated<boolean>;
    effective_on: string;
    expires_on: string | null;
    submitted_by: string;
    recorded_at: Date;
  };
  'identity.search_token': {
    token: string;
    student_number: string;
  };
  'identity.student': {
    student_number: string;
    version: Generated<number>;
    status: Generated<string>;
    family_name: string | null;
    given_name: string | null;
    middle_name: string | null;
    suffix: string | null;
    is_name_exact: Generated<boolean>;
    preferred_family_name: string | null;
    preferred_given_name: string | null;
    birth_date: string;
    gender: string;
    proof_quality: number;
    current_record_id: string;
    multiple_birth: string | null;
    language_at_home: string | null;
    is_deceased: Generated<boolean>;
    deceased_on: string | null;
    is_restricted: Generated<boolean>;
    created_by_organisation: string;
    created_at: Date;
    recorded_at: Date;
  };
  'identity.student_key': {
    key_hash: number;
    student_number: string;
  };
  'identity.student_name': {
    student_number: string;
    name_id: string;
    kind: string;
    family_name: string | null;
    given_name: string | null;
    middle_name: string | null;
    suffix: string | null;
    effective_on: string | null;
    submitted_by: string;
    recorded_at: Date;
  };
  'jurisdiction.code_class': {
    class: string;
    title_en: string;
    title_fr: string;
    source: string;
  };
  'jurisdiction.code_value': {
    class: string;
    code: string;
    place: number;
    name_en: string;
    name_fr: string;
    from_on: string | null;
    to_on: string | null;
    data: Json;
    source: string | null;
  };
  'jurisdiction.parameter': {
    name: string;
    place: number;
    value: Json;
    meaning_en: string;
    meaning_fr: string;
    from_on: string | null;
    to_on: string | null;
    source: string;
  };
  'jurisdiction.setting': {
    name: string;
    value: Json;
  };
  'migration.applied': {
    number: number;
    name: string;
    digest: string;
    applied_at: Generated<Date>;
  };
  'organisations.calendar': {
    school_code: string;
    school_year: number;
    kind: string;
    from_on: string;
    to_on: string;
  };
  'organisations.directory_entry': {
    extracted_on: string;
    school_code: string;
    name: string;
    authority_code: string;
    authority_name: string;
    authority_type: string;
    fields: Json;
  };
  'organisations.file_import': {
    import_id: string;
    file_name: string;
    sha256: string;
    layout: string;
    label: string;
    report: Json;
    imported_at: Date;
    imported_by: string;
  };
  'organisations.grade_offering': {
    school_code: string;
    offering: string;
    grade: string;
    from_on: string;
    to_on: string | null;
  };
  'organisations.organisation': {
    code: string;
    kind: string;
    name: string;
    name_fr: string | null;
    type: string | null;
    classification: string | null;
    authority_code: string | null;
    street: string | null;
    city: string | null;
    province: string | null;
    postal_code: string | null;
    opened_on: string | null;
    closed_on: string | null;
    source: string;
    version: Generated<number>;
    recorded_at: Generated<Date>;
  };
  'organisations.programme_offering': {
    school_code: string;
    programme: string;
    from_on: string;
    to_on: string | null;
  };
  'organisations.published_enrolment': {
    school_year: number;
    school_code: string;
    grade: string;
    students: number;
  };
  'organisations.published_school': {
    school_year: number;
    school_code: string;
    name: string;
    authority_code: string;
    authority_name: string;
    authority_category: string;
    total: number;
  };
  'organisations.succession': {
    predecessor_code: string;
    successor_code: string;
    on_day: string | null;
    reason: string;
  };
  'platform.idempotent_answer': {
    account_key: string;
    idempotency_key: string;
    request_digest: string;
    status: number | null;
    body: Json | null;
    kept_at: Date;
  };
  'platform.stored_file': {
    file_id: string;
    file_name: string;
    size_bytes: number;
    sha256: string;
    stored_at: Date;
  };
  'privacy.export_approval': {
    export_id: string;
    place: number;
    approved_by: string;
    approved_by_name: string;
    approved_by_role: string;
    asked_by: string;
    approved_at: Date;
    note: string | null;
  };
  'privacy.export_file': {
    export_id: string;
    content: Buffer;
  };
  'privacy.export_mark': {
    export_id: string;
    label: string;
    secret: Buffer;
  };
  'privacy.export_move': {
    from_state: string;
    to_state: string;
  };
  'privacy.export_request': {
    export_id: string;
    organisation_code: string;
    asked_by: string;
    asked_by_name: string;
    asked_at: Date;
    purpose: string;
    purpose_text: string;
    organisations: string[];
    school_year: number;
    grades: string[];
    status: string;
    includes_protected: boolean;
    columns: string[];
    format: string;
    receiver_name: string;
    receiver_key: string;
    row_limit: number;
    people_counted: number;
    state: string;
    expires_at: Date;
    ended_at: Date | null;
    ended_by_name: string | null;
    end_reason: string | null;
    end_note: string | null;
    made_at: Date | null;
    row_count: number | null;
    size_bytes: number | null;
    file_sha256: string | null;
    file_expires_at: Date | null;
    downloads_max: number | null;
    downloads: Generated<number>;
  };
  'published.account': {
    account_id: string | null;
    name: string | null;
    role: string | null;
    organisation_code: string | null;
    disabled_at: Date | null;
  };
  'published.person_number': {
    student_number: string | null;
    person_number: string | null;
  };
  'published.school_enrolment': {
    student_number: string | null;
    enrolment_id: string | null;
    school_code: string | null;
    school_year: number | null;
    grade: string | null;
    start_on: string | null;
    exit_on: string | null;
    exit_type: string | null;
    programming_type: string | null;
    programming_timeframe: string | null;
    enrolment_types: string[] | null;
    exception_codes: string[] | null;
    grants_programmes: string[] | null;
    resident_board: string | null;
    french_hours: number | null;
    hours: number | null;
    programme_percentage: string | null;
  };
  'published.student': {
    student_number: string | null;
    status: string | null;
    family_name: string | null;
    given_name: string | null;
    birth_date: string | null;
    gender: string | null;
    is_deceased: boolean | null;
    is_restricted: boolean | null;
    created_by_organisation: string | null;
    version: number | null;
  };
  'published.student_address': {
    student_number: string | null;
    address_id: string | null;
    kind: string | null;
    street: string | null;
    city: string | null;
    province: string | null;
    postal_code: string | null;
    country: string | null;
    effective_on: string | null;
    expires_on: string | null;
  };
  'published.student_association': {
    student_number: string | null;
    organisation_code: string | null;
    kind: string | null;
    starts_on: string | null;
    ends_on: string | null;
    minimum_until: string | null;
    is_protected: boolean | null;
  };
  'published.student_change': {
    student_number: string | null;
    change_id: number | null;
    act_id: number | null;
    table_name: string | null;
    operation: string | null;
    row_key: Json | null;
    before: Json | null;
    after: Json | null;
    kind: string | null;
    actor_kind: string | null;
    actor_account_id: string | null;
    actor_name: string | null;
    organisation_code: string | null;
    reason: string | null;
    at: Date | null;
  };
  'published.student_guardian': {
    student_number: string | null;
    guardian_id: string | null;
    relationship: string | null;
    family_name: string | null;
    given_name: string | null;
    phone: string | null;
    email: string | null;
    expires_on: string | null;
  };
  'published.student_phone': {
    student_number: string | null;
    phone_id: string | null;
    kind: string | null;
    number: string | null;
    extension: string | null;
    effective_on: string | null;
    expires_on: string | null;
  };
  'published.student_sheet': {
    student_number: string | null;
    middle_name: string | null;
    suffix: string | null;
    preferred_family_name: string | null;
    preferred_given_name: string | null;
    language_at_home: string | null;
    deceased_on: string | null;
  };
  'validation.finding': {
    student_number: string;
    finding_id: string;
    rule_code: string;
    rule_reference: string | null;
    severity: string;
    urgency: GeneratedAlways<number>;
    object: string;
    object_id: string;
    field: string;
    params: Json;
    organisation_code: string | null;
    school_year: number | null;
    grade: string | null;
    is_restricted: boolean;
    state: string;
    assignee_account_id: string | null;
    snoozed_until: string | null;
    found_at: Date;
    found_act_id: number;
    changed_at: Date;
    cleared_act_id: number | null;
    version: number;
  };
  'validation.finding_event': {
    student_number: string;
    finding_id: string;
    version: number;
    move: string;
    from_state: string;
    to_state: string;
    assignee_account_id: string | null;
    assignee_name: string | null;
    snoozed_until: string | null;
    note: string | null;
    act_id: number;
    actor_name: string;
    organisation_code: string;
    at: Date;
  };
  'validation.scan_due': {
    student_number: string;
    due_on: string;
  };
  'validation.scan_request': {
    student_number: string;
    request_id: GeneratedAlways<number>;
    requested_at: Date;
    failed_at: Date | null;
    failure: string | null;
  };
};
