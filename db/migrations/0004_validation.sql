-- What is to be mended or confirmed: findings of the rules after the write, and when to judge again.

create schema validation;
comment on schema validation is 'Findings of the rules, their life as work items, and the queue of students to judge again.';

create table validation.finding (
  student_number char(9) not null,
  finding_id uuid not null,
  rule_code text not null,
  rule_reference text,
  severity text not null,
  urgency smallint not null generated always as (case severity when 'warning' then 1 else 2 end) stored,
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
  found_at timestamptz not null,
  found_act_id bigint not null,
  changed_at timestamptz not null,
  cleared_act_id bigint,
  version integer not null,
  constraint finding_pkey primary key (student_number, finding_id),
  constraint finding_severity_known check (severity in ('warning', 'advice')),
  constraint finding_state_known check (state in ('open', 'in_progress', 'acknowledged', 'overridden', 'cleared')),
  constraint finding_only_advice_is_acknowledged check (state <> 'acknowledged' or severity = 'advice'),
  constraint finding_only_warning_is_overridden check (state <> 'overridden' or severity = 'warning'),
  constraint finding_cleared_by_an_act check ((state = 'cleared') = (cleared_act_id is not null)),
  constraint finding_params_object check (jsonb_typeof(params) = 'object'),
  constraint finding_version_positive check (version > 0)
);
-- One live finding per object, rule and arguments: two scans at once cannot open it twice.
create unique index finding_live_identity on validation.finding
  (student_number, object, object_id, rule_code, md5(params::text)) where state <> 'cleared';
-- Few rows: it lets a scan of unprotected students see at once that there is nothing to show again.
create index finding_restricted on validation.finding (student_number) where is_restricted;
create index finding_by_id on validation.finding (finding_id);
create index finding_by_urgency on validation.finding (urgency, found_at, finding_id) where state in ('open', 'in_progress');
create index finding_by_organisation on validation.finding (organisation_code, urgency, found_at, finding_id)
  where state in ('open', 'in_progress');
create index finding_by_rule on validation.finding (rule_code, organisation_code) where state in ('open', 'in_progress');
create index finding_by_assignee on validation.finding (assignee_account_id, urgency, found_at, finding_id)
  where state in ('open', 'in_progress') and assignee_account_id is not null;
create index finding_by_change on validation.finding (changed_at) where state in ('acknowledged', 'overridden', 'cleared');
comment on table validation.finding is
  'A rule that fired on one object of a student after the write: a work item. The same object, rule and arguments are the same finding; changed arguments make a new one.';
comment on column validation.finding.student_number is 'The student whose record it is about.';
comment on column validation.finding.finding_id is 'Its id.';
comment on column validation.finding.rule_code is 'The rule, by our code.';
comment on column validation.finding.rule_reference is 'The number by which people know the rule; null where it is our own.';
comment on column validation.finding.severity is 'warning: considered wrong, to be mended; advice: looks suspicious, to be confirmed or mended.';
comment on column validation.finding.urgency is 'Order of work: 1 warning, 2 advice.';
comment on column validation.finding.object is 'Kind of thing judged: student, enrolment, address.';
comment on column validation.finding.object_id is 'The thing: its GUID, or the student number for the student itself.';
comment on column validation.finding.field is 'The field to look at first.';
comment on column validation.finding.params is 'Arguments of the message; part of the finding''s identity.';
comment on column validation.finding.organisation_code is 'Who has to act; null = any organisation associated with the student.';
comment on column validation.finding.school_year is 'School year of the object, by the year it ends in; null when it has none.';
comment on column validation.finding.grade is 'Grade of the object; null when it has none.';
comment on column validation.finding.is_restricted is 'True while the student is protected: without the right the finding does not exist.';
comment on column validation.finding.state is 'open, in_progress, acknowledged (advice), overridden (warning), cleared (the rule passes).';
comment on column validation.finding.assignee_account_id is 'Who takes care of it; null = nobody yet.';
comment on column validation.finding.snoozed_until is 'Out of the working list until this day; null = not snoozed.';
comment on column validation.finding.found_at is 'When it was first found.';
comment on column validation.finding.found_act_id is 'The act of the scan that found it.';
comment on column validation.finding.changed_at is 'When the state last changed.';
comment on column validation.finding.cleared_act_id is 'The act of the scan that found the rule passing, or the object gone.';
comment on column validation.finding.version is 'Counts the changes; a move names the version it was made on.';

create table validation.finding_event (
  student_number char(9) not null,
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
  at timestamptz not null,
  constraint finding_event_pkey primary key (student_number, finding_id, version),
  constraint finding_event_move_known check (
    move in ('start', 'acknowledge', 'override', 'reopen', 'assign', 'snooze', 'note')
  )
);
comment on table validation.finding_event is 'What somebody did with a finding: one row a move, written once.';
comment on column validation.finding_event.student_number is 'The student.';
comment on column validation.finding_event.finding_id is 'The finding.';
comment on column validation.finding_event.version is 'The finding''s version that this move made.';
comment on column validation.finding_event.move is 'start, acknowledge, override, reopen, assign, snooze or note.';
comment on column validation.finding_event.from_state is 'State before.';
comment on column validation.finding_event.to_state is 'State after; the same for assign, snooze and note.';
comment on column validation.finding_event.assignee_account_id is 'Whom an assign gave it to; null = to nobody.';
comment on column validation.finding_event.assignee_name is 'Their name as it was then.';
comment on column validation.finding_event.snoozed_until is 'Until when a snooze put it off; null = woken.';
comment on column validation.finding_event.note is 'What the person wrote: the reason of an acknowledgement or override, or a note.';
comment on column validation.finding_event.act_id is 'The act.';
comment on column validation.finding_event.actor_name is 'Who did it, as named then.';
comment on column validation.finding_event.organisation_code is 'The organisation they acted for.';
comment on column validation.finding_event.at is 'When.';

create table validation.scan_due (
  student_number char(9) not null,
  due_on date not null,
  constraint scan_due_pkey primary key (student_number)
);
create index scan_due_by_day on validation.scan_due (due_on, student_number);
comment on table validation.scan_due is 'The earliest day on which some rule asked to judge the student again, because time alone may change its verdict.';
comment on column validation.scan_due.student_number is 'The student.';
comment on column validation.scan_due.due_on is 'The day.';

create table validation.scan_request (
  student_number char(9) not null,
  request_id bigint generated always as identity,
  requested_at timestamptz not null,
  failed_at timestamptz,
  failure text,
  constraint scan_request_pkey primary key (student_number, request_id)
);
create index scan_request_in_order on validation.scan_request (request_id) where failed_at is null;
comment on table validation.scan_request is
  'Students whose facts changed and who wait to be judged again. Requests are only added, never joined, so that writers never wait for each other; a scan takes all of a student''s requests away.';
comment on column validation.scan_request.student_number is 'The student.';
comment on column validation.scan_request.request_id is 'Order of the requests.';
comment on column validation.scan_request.requested_at is 'When.';
comment on column validation.scan_request.failed_at is 'When judging this student alone failed, a fault of the program; tried again with the next request and every day.';
comment on column validation.scan_request.failure is 'The fault, for the operator.';

select audit.exempt('validation.finding', 'derived by the rules; everything people do with it is a row of validation.finding_event');
select audit.watch('validation.finding_event');
select audit.exempt('validation.scan_due', 'derived by the rules');
select audit.exempt('validation.scan_request', 'a queue');
