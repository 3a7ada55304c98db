-- Moves between schools: a new school sees the minimum until somebody confirms, time passes, or the old enrolment ends.

create table access.student_move (
  student_number char(9) not null,
  move_id uuid not null,
  new_organisation_code text not null,
  old_organisation_code text not null,
  opened_on date not null,
  opened_at timestamptz not null,
  until_on date not null,
  state text not null,
  settled_at timestamptz,
  constraint student_move_pkey primary key (student_number, move_id),
  constraint student_move_two_check check (new_organisation_code <> old_organisation_code),
  constraint student_move_state_known check (state in ('open', 'contested', 'confirmed', 'granted', 'denied', 'left', 'withdrawn')),
  constraint student_move_settled_check check ((settled_at is null) = (state in ('open', 'contested')))
);
create unique index student_move_live_key on access.student_move (student_number, new_organisation_code, old_organisation_code)
  where state in ('open', 'contested', 'denied');
create index student_move_by_new on access.student_move (new_organisation_code, opened_at);
create index student_move_by_old on access.student_move (old_organisation_code, opened_at);
create index student_move_by_id on access.student_move (move_id);
comment on table access.student_move is 'A school enrolled a student whom another school still claims; both see it, and the new one sees the minimum until it is settled.';
comment on column access.student_move.student_number is 'The student.';
comment on column access.student_move.move_id is 'Key, a UUID of version 7.';
comment on column access.student_move.new_organisation_code is 'The school that enrolled the student now.';
comment on column access.student_move.old_organisation_code is 'The school that had the student before.';
comment on column access.student_move.opened_on is 'The day of the new enrolment’s submission.';
comment on column access.student_move.opened_at is 'When it was submitted.';
comment on column access.student_move.until_on is 'Last day of the minimum if nobody does anything (parameter access.move_days).';
comment on column access.student_move.state is
  'open; contested by the old school; confirmed by the old school or a guardian; granted or denied by the ministry; left: the old enrolment ended; withdrawn: the new enrolment was deleted.';
comment on column access.student_move.settled_at is 'When it was settled; null while open or contested.';
select audit.watch('access.student_move');
select access.guard_by('access.student_move', 'special', 'both schools see it; that of a protected student those with the right',
  '((select access.reaches_everything()) or new_organisation_code = any ((select access.actor_organisations())::text[])
    or old_organisation_code = any ((select access.actor_organisations())::text[]))
   and ((select access.reaches_protected()) or not access.is_protected(student_number))');

create table access.student_move_statement (
  student_number char(9) not null,
  move_id uuid not null,
  statement_id uuid not null,
  kind text not null,
  organisation_code text not null,
  actor_name text not null,
  words text,
  stated_at timestamptz not null,
  constraint student_move_statement_pkey primary key (student_number, move_id, statement_id),
  constraint student_move_statement_kind_known check (kind in ('confirm', 'guardian', 'contest', 'answer', 'grant', 'deny'))
);
comment on table access.student_move_statement is 'What each side, a guardian or the ministry said of a move.';
comment on column access.student_move_statement.student_number is 'The student.';
comment on column access.student_move_statement.move_id is 'The move.';
comment on column access.student_move_statement.statement_id is 'Key, a UUID of version 7.';
comment on column access.student_move_statement.kind is
  'confirm, contest: the old school; guardian: a guardian’s word, recorded by the old school or the ministry; answer: the new school; grant, deny: the ministry.';
comment on column access.student_move_statement.organisation_code is 'Who said it.';
comment on column access.student_move_statement.actor_name is 'The person who said it.';
comment on column access.student_move_statement.words is 'In their words.';
comment on column access.student_move_statement.stated_at is 'When.';
select audit.watch('access.student_move_statement');
select access.guard_by('access.student_move_statement', 'special', 'seen with the move',
  'exists (select from access.student_move m where m.student_number = access.student_move_statement.student_number
     and m.move_id = access.student_move_statement.move_id)');
