-- Submissions: what a school's system sent, row by row, and what became of every row.
create schema exchange;
comment on schema exchange is 'Submissions of schools'' systems: the rows as they were sent, and the fate of each';

create table exchange.submission (
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
  received_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz,
  cancel_asked_at timestamptz,
  cursor_subject text collate "C",
  students_new integer not null default 0,
  students_matched integer not null default 0,
  students_held integer not null default 0,
  students_refused integer not null default 0,
  refusal jsonb,
  remarks jsonb not null default '[]',
  repeats_submission_id uuid,
  failure_reference uuid,
  constraint submission_pk primary key (submission_id),
  constraint submission_format_known check (format in ('zip', 'ndjson', 'json')),
  constraint submission_state_known check (state in ('queued', 'running', 'finished', 'refused', 'failed', 'cancelled')),
  constraint submission_stage_known check (stage in ('received', 'read', 'checked', 'identified', 'applied', 'rescanned')),
  constraint submission_refusal_told check ((state = 'refused') = (refusal is not null)),
  constraint submission_end_told check ((state in ('queued', 'running')) = (finished_at is null))
);
comment on table exchange.submission is 'One delivery of rows: a file, or a batch over the API';
comment on column exchange.submission.submission_id is 'Key, a UUID of version 7';
comment on column exchange.submission.organisation_code is 'The organisation for which it was submitted';
comment on column exchange.submission.format is 'zip = extract of CSV files, ndjson = one JSON object a line, json = a batch over the API';
comment on column exchange.submission.file_name is 'Name of the file as its sender called it';
comment on column exchange.submission.file_id is 'The stored file (platform.stored_file); null for a batch over the API';
comment on column exchange.submission.size_bytes is 'Size of the file as it was sent';
comment on column exchange.submission.sha256 is 'Digest of the file as it was sent; tells a repeated file';
comment on column exchange.submission.is_rehearsal is 'True when nothing of it may reach the register';
comment on column exchange.submission.state is 'queued, running, finished, refused (the file as a whole), failed (our fault) or cancelled';
comment on column exchange.submission.stage is 'The last step of the pipeline that was begun';
comment on column exchange.submission.school_year is 'School year of the manifest, by the calendar year it ends in';
comment on column exchange.submission.layout_version is 'Version of the layout that the manifest names';
comment on column exchange.submission.software is 'The system that made the extract, with its version';
comment on column exchange.submission.actor is 'Who submitted, as an actor; the acts of the pipeline are done in this name, also after a restart';
comment on column exchange.submission.received_at is 'When the last byte had arrived';
comment on column exchange.submission.started_at is 'When the pipeline first took it up';
comment on column exchange.submission.finished_at is 'When it came to its end, whichever';
comment on column exchange.submission.cancel_asked_at is 'When somebody asked to stop it; rows already applied stay applied';
comment on column exchange.submission.cursor_subject is 'The last student whose rows were applied; the next batch begins after it';
comment on column exchange.submission.students_new is 'Students for whom a number was issued (in a rehearsal: would be)';
comment on column exchange.submission.students_matched is 'Students who were found in the register';
comment on column exchange.submission.students_held is 'Students who wait for a person''s decision';
comment on column exchange.submission.students_refused is 'Students of whom no row could be taken';
comment on column exchange.submission.refusal is 'Why the file as a whole was refused: code, params, file, row, field';
comment on column exchange.submission.remarks is 'What was noticed of the files as such: codes with params';
comment on column exchange.submission.repeats_submission_id is 'The earlier submission of the very same file by the same organisation';
comment on column exchange.submission.failure_reference is 'Reference under which the log holds our own failure';
create index submission_by_organisation on exchange.submission (organisation_code, submission_id);
create index submission_unfinished on exchange.submission (submission_id) where state in ('queued', 'running');
create index submission_by_digest on exchange.submission (organisation_code, sha256);

create table exchange.submission_stage (
  submission_id uuid not null,
  stage text not null,
  row_count bigint not null,
  elapsed_ms bigint not null,
  constraint submission_stage_pk primary key (submission_id, stage),
  constraint submission_stage_of_submission foreign key (submission_id) references exchange.submission on delete cascade,
  constraint submission_stage_name_known check (stage in ('received', 'read', 'checked', 'identified', 'applied', 'rescanned'))
);
comment on table exchange.submission_stage is 'How far each step of the pipeline came, and how long it took in all';
comment on column exchange.submission_stage.submission_id is 'The submission';
comment on column exchange.submission_stage.stage is 'The step';
comment on column exchange.submission_stage.row_count is 'Rows that went through the step';
comment on column exchange.submission_stage.elapsed_ms is 'Milliseconds spent in the step, over all batches';

create table exchange.submission_file (
  submission_id uuid not null,
  file text not null,
  encoding text,
  row_count bigint not null default 0,
  added bigint not null default 0,
  changed bigint not null default 0,
  unchanged bigint not null default 0,
  refused bigint not null default 0,
  held bigint not null default 0,
  constraint submission_file_pk primary key (submission_id, file),
  constraint submission_file_of_submission foreign key (submission_id) references exchange.submission on delete cascade
);
comment on table exchange.submission_file is 'The rows of each file of a submission, counted by fate as the pipeline proceeds';
comment on column exchange.submission_file.submission_id is 'The submission';
comment on column exchange.submission_file.file is 'Name of the file in the layout, without its ending: students, enrolments and so on';
comment on column exchange.submission_file.encoding is 'Encoding in which the file was read';
comment on column exchange.submission_file.row_count is 'Rows read, without the header';
comment on column exchange.submission_file.added is 'Rows that made a new record';
comment on column exchange.submission_file.changed is 'Rows that changed a record';
comment on column exchange.submission_file.unchanged is 'Rows that said what the register knew already';
comment on column exchange.submission_file.refused is 'Rows that were refused';
comment on column exchange.submission_file.held is 'Rows that wait for a person''s decision';

-- No foreign key from the rows to their submission: checking one for each of millions of copied rows costs more than the copy.
create table exchange.submission_item (
  submission_id uuid not null,
  ordinal integer not null,
  file text not null,
  row_number integer not null,
  subject text collate "C",
  guid text,
  payload jsonb not null,
  problems jsonb,
  mended_at timestamptz,
  payload_before jsonb,
  constraint submission_item_pk primary key (submission_id, ordinal)
);
comment on table exchange.submission_item is 'One row as it was sent: staging, from which the register is written';
comment on column exchange.submission_item.submission_id is 'The submission';
comment on column exchange.submission_item.ordinal is 'Place of the row in the submission, from 1';
comment on column exchange.submission_item.file is 'File of the layout that it belongs to';
comment on column exchange.submission_item.row_number is 'Line of the file on which the row begins, as an editor counts; the header is line 1';
comment on column exchange.submission_item.subject is 'The school''s own identifier of the student; joins the rows of one student';
comment on column exchange.submission_item.guid is 'The GUID of the row as it was sent';
comment on column exchange.submission_item.payload is 'The row, text by column; empty cells are left out';
comment on column exchange.submission_item.problems is 'What its form has against it: codes with params; null when nothing';
comment on column exchange.submission_item.mended_at is 'When a person mended the row in place';
comment on column exchange.submission_item.payload_before is 'The row as it was first sent, when it was mended';
create index submission_item_by_subject on exchange.submission_item (submission_id, subject, ordinal);

create table exchange.item_fate (
  submission_id uuid not null,
  ordinal integer not null,
  file text not null,
  fate text not null,
  student_number char(9),
  is_new_number boolean not null default false,
  match_task_id uuid,
  remarks jsonb not null default '[]',
  rules text[] not null default '{}',
  constraint item_fate_pk primary key (submission_id, ordinal),
  constraint item_fate_known check (fate in ('added', 'changed', 'unchanged', 'refused', 'held'))
);
comment on table exchange.item_fate is 'What became of a row; written in the transaction that wrote the register, or beside a rehearsal';
comment on column exchange.item_fate.submission_id is 'The submission';
comment on column exchange.item_fate.ordinal is 'The row';
comment on column exchange.item_fate.file is 'File of the layout, repeated for counting';
comment on column exchange.item_fate.fate is 'added, changed, unchanged, refused, or held for a person';
comment on column exchange.item_fate.student_number is 'Number of the student to whom the row was applied';
comment on column exchange.item_fate.is_new_number is 'True when the number was issued for this student by this submission, or would be after a rehearsal';
comment on column exchange.item_fate.match_task_id is 'The task of the person who decides who the student is; null in a rehearsal, whose tasks are rolled back';
comment on column exchange.item_fate.remarks is 'Rejections, warnings and advice: codes with severity, field and params';
comment on column exchange.item_fate.rules is 'The codes among the remarks, for filtering';
create index item_fate_attention on exchange.item_fate (submission_id, fate, ordinal) where fate in ('refused', 'held');
create index item_fate_by_task on exchange.item_fate (match_task_id) where match_task_id is not null;

select audit.exempt('exchange.submission', 'ledger of deliveries: written as the pipeline proceeds, also beside a transaction that is rolled back');
select audit.exempt('exchange.submission_stage', 'progress of a submission');
select audit.exempt('exchange.submission_file', 'counters of a submission');
select audit.exempt('exchange.submission_item', 'staging: rows as they were sent, before anything is written');
select audit.exempt('exchange.item_fate', 'ledger of what became of staged rows; the register''s own tables are audited');
