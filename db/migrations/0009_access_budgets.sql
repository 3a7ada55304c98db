-- How many different people somebody reads, decoys that show where an export went, and what was found behind an alarm.

-- Alarms -------------------------------------------------------------------------------------------------------------

alter table access.alarm add column verdict text;
alter table access.alarm add constraint alarm_verdict_known check (verdict in ('false_alarm', 'explained', 'mistake', 'misuse'));
alter table access.alarm add constraint alarm_verdict_told check ((closed_at is null) = (verdict is null));
comment on column access.alarm.verdict is
  'What it turned out to be: false_alarm, explained (allowed and explained), mistake (not allowed, not meant), misuse (passed on).';

-- An alarm about a protected student is no alarm for those who may not know that there is one.
drop policy work on access.alarm;
drop policy sight on access.alarm;
select access.guard_by('access.alarm', 'special', 'the organisation''s own; one about a protected student for those with the right',
  '((select access.reaches_everything()) or organisation_code = any ((select access.actor_organisations())::text[]))
   and (student_number is null or (select access.reaches_protected()) or not access.is_protected(student_number))');

-- Budgets ------------------------------------------------------------------------------------------------------------

create table access.read_budget (
  actor_key text not null,
  window_kind text not null,
  starts_at timestamptz not null,
  people integer not null default 0,
  asked_at timestamptz,
  stopped_at timestamptz,
  constraint read_budget_pkey primary key (actor_key, window_kind, starts_at),
  constraint read_budget_window_known check (window_kind in ('day', 'hour')),
  constraint read_budget_people_counted check (people >= 0)
);
create index read_budget_by_start on access.read_budget (starts_at);
comment on table access.read_budget is 'How many different people an account or client has read in an hour and in a day. Its row is the lock under which they are counted.';
comment on column access.read_budget.actor_key is 'account:<id> or client:<id>.';
comment on column access.read_budget.window_kind is 'day or hour, by the clock of the program.';
comment on column access.read_budget.starts_at is 'When the day or hour began.';
comment on column access.read_budget.people is 'Different people read in it: as many as rows of access.read_budget_person say.';
comment on column access.read_budget.asked_at is 'When the first limit was met and the reader was asked to prove again who it is; proof after it opens the second limit.';
comment on column access.read_budget.stopped_at is 'When the second limit was met and the alarm raised.';

create table access.read_budget_person (
  actor_key text not null,
  day_starts_at timestamptz not null,
  student_number char(9) not null,
  hours integer not null,
  constraint read_budget_person_pkey primary key (actor_key, day_starts_at, student_number)
);
create index read_budget_person_by_day on access.read_budget_person (day_starts_at);
comment on table access.read_budget_person is 'The set of people whom an account or client has read in a day: reading one again costs nothing.';
comment on column access.read_budget_person.actor_key is 'account:<id> or client:<id>.';
comment on column access.read_budget_person.day_starts_at is 'When the day began.';
comment on column access.read_budget_person.student_number is 'The number under which the person was read.';
comment on column access.read_budget_person.hours is 'One bit for each hour of the day (25 where the clock goes back) in which the person was read.';

create table access.budget_exception (
  exception_id uuid not null,
  account_id uuid not null,
  organisation_code text not null,
  hour_people integer not null,
  day_people integer not null,
  reason text not null,
  granted_by uuid not null,
  granted_by_name text not null,
  granted_at timestamptz not null,
  ends_at timestamptz not null,
  ended_at timestamptz,
  ended_by_name text,
  constraint budget_exception_pkey primary key (exception_id),
  constraint budget_exception_account_fkey foreign key (account_id) references access.account (account_id),
  constraint budget_exception_by_another check (granted_by <> account_id),
  constraint budget_exception_ends check (ends_at > granted_at),
  constraint budget_exception_positive check (hour_people > 0 and day_people >= hour_people),
  constraint budget_exception_ended_told check ((ended_at is null) = (ended_by_name is null))
);
create index budget_exception_by_account on access.budget_exception (account_id, ends_at);
comment on table access.budget_exception is 'A larger budget for one account, for a time, granted by somebody else.';
comment on column access.budget_exception.exception_id is 'Key, a UUID of version 7.';
comment on column access.budget_exception.account_id is 'Whose budget it widens.';
comment on column access.budget_exception.organisation_code is 'The account''s organisation when it was granted.';
comment on column access.budget_exception.hour_people is 'People in an hour meanwhile.';
comment on column access.budget_exception.day_people is 'People in a day meanwhile.';
comment on column access.budget_exception.reason is 'Why, in the words of whoever granted it.';
comment on column access.budget_exception.granted_by is 'The account that granted it, never the same.';
comment on column access.budget_exception.granted_by_name is 'Its name as it was then.';
comment on column access.budget_exception.granted_at is 'When.';
comment on column access.budget_exception.ends_at is 'When it ends by itself.';
comment on column access.budget_exception.ended_at is 'When somebody ended it before; null = nobody did.';
comment on column access.budget_exception.ended_by_name is 'Who ended it.';

-- Decoys -------------------------------------------------------------------------------------------------------------

create table access.decoy (
  student_number char(9) not null,
  export_id uuid not null,
  person_digest text not null,
  family_name text not null,
  given_name text not null,
  birth_date date not null,
  planted_at timestamptz not null,
  constraint decoy_pkey primary key (student_number),
  constraint decoy_digest_form check (person_digest ~ '^[0-9a-f]{64}$')
);
create index decoy_by_person on access.decoy (person_digest);
create index decoy_by_export on access.decoy (export_id);
comment on table access.decoy is 'An invented person planted in one export. Whoever looks one up has it from there.';
comment on column access.decoy.student_number is 'Its number: valid, taken in the registry of numbers, never a student''s.';
comment on column access.decoy.export_id is 'The export it was planted in.';
comment on column access.decoy.person_digest is 'SHA-256 of the folded words of its name and its birth date.';
comment on column access.decoy.family_name is 'Its family name.';
comment on column access.decoy.given_name is 'Its given name.';
comment on column access.decoy.birth_date is 'Its birth date.';
comment on column access.decoy.planted_at is 'When.';

select audit.exempt('access.read_budget', 'a counter; who read whom stands in the ledger of reads');
select audit.exempt('access.read_budget_person', 'a counter; who read whom stands in the ledger of reads');
select audit.watch('access.budget_exception');
select audit.exempt('access.decoy', 'a register whose rows are only added; watching it would copy it to where more may read');

select access.keep_back('access.read_budget', 'counted and judged by the service before an answer leaves');
select access.keep_back('access.read_budget_person', 'counted and judged by the service before an answer leaves');
select access.guard_organisation('access.budget_exception');
select access.keep_back('access.decoy', 'a decoy that is known is none');
