-- Who may do what: accounts, their sessions, and the associations through which an organisation sees a student.

create schema access;
comment on schema access is 'Accounts, sessions and the associations of organisations with students.';

create table access.account (
  account_id uuid not null,
  user_name text not null,
  name text not null,
  email text,
  role text not null,
  organisation_code text not null,
  language text not null,
  is_demonstration boolean not null,
  created_at timestamptz not null,
  disabled_at timestamptz,
  constraint account_pkey primary key (account_id),
  constraint account_user_name_form check (user_name ~ '^[a-z0-9][a-z0-9.-]{1,62}$'),
  constraint account_role_known check (
    role in ('ministry_records', 'ministry_viewer', 'authority_coordinator', 'school_registrar', 'school_viewer')
  ),
  constraint account_language_known check (language in ('en', 'fr'))
);
create unique index account_by_user_name on access.account (user_name);
create index account_by_organisation on access.account (organisation_code, name, account_id);
comment on table access.account is 'A person who may sign in, with one role at one organisation.';
comment on column access.account.account_id is 'Its id.';
comment on column access.account.user_name is 'The name to sign in with; lower case, never given twice.';
comment on column access.account.name is 'The person''s name, as acts and histories show it.';
comment on column access.account.email is 'Where to write to; null when not known.';
comment on column access.account.role is 'What the person may do: a role of the list in access/rules/roles.ts.';
comment on column access.account.organisation_code is 'The organisation the person works for; with the role it decides which students are in reach.';
comment on column access.account.language is 'The language of pages and messages: en or fr.';
comment on column access.account.is_demonstration is 'True for invented accounts that anyone may sign in with where demonstration sign-ins are on.';
comment on column access.account.created_at is 'When it was opened.';
comment on column access.account.disabled_at is 'From when it may no longer sign in; its sessions end with it. Null = may sign in.';

create table access.session (
  token_sha256 text not null,
  account_id uuid not null,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  idle_seconds integer not null,
  expires_at timestamptz not null,
  user_agent text not null,
  constraint session_pkey primary key (token_sha256),
  constraint session_token_form check (token_sha256 ~ '^[0-9a-f]{64}$'),
  constraint session_account_fkey foreign key (account_id) references access.account (account_id),
  constraint session_idle_positive check (idle_seconds > 0),
  constraint session_expires_after_creation check (expires_at > created_at)
);
create index session_by_account on access.session (account_id, created_at);
create index session_by_end on access.session (expires_at);
comment on table access.session is 'Somebody signed in on one device. Signing out deletes the row; the act of signing in and out stays in audit.act.';
comment on column access.session.token_sha256 is 'Digest of the secret that the browser holds, in hex; the secret itself is kept nowhere.';
comment on column access.session.account_id is 'Who is signed in.';
comment on column access.session.created_at is 'When they signed in.';
comment on column access.session.last_seen_at is 'The last request, to the minute.';
comment on column access.session.idle_seconds is 'Seconds without a request after which the session ends (parameter access.session_idle_hours at sign-in).';
comment on column access.session.expires_at is 'When it ends whatever happens (parameter access.session_hours at sign-in).';
comment on column access.session.user_agent is 'Browser and system in words, for the person''s own list of sessions.';

create table access.student_association (
  student_number char(9) not null,
  organisation_code text not null,
  kind text not null,
  starts_on date not null,
  exit_on date,
  ends_on date,
  constraint student_association_pkey primary key (student_number, organisation_code, kind),
  constraint student_association_kind_known check (kind in ('creation', 'enrolment')),
  constraint student_association_ends_after_exit check (exit_on is null or (ends_on is not null and ends_on >= exit_on))
);
create index student_association_by_organisation on access.student_association (organisation_code, student_number) include (ends_on);
comment on table access.student_association is
  'Why an organisation may see a student, and until when. It starts and ends by its dates alone. An authority sees through its schools'' rows.';
comment on column access.student_association.student_number is 'The student.';
comment on column access.student_association.organisation_code is 'The organisation that sees the student.';
comment on column access.student_association.kind is 'creation: it issued the number; enrolment: the student is or was enrolled there.';
comment on column access.student_association.starts_on is 'First day of the number or of the first enrolment; the association holds before that day too, for a student who is yet to come.';
comment on column access.student_association.exit_on is 'Last day of the last enrolment there; null while one is open, and for creation.';
comment on column access.student_association.ends_on is
  'Last day on which it gives sight of the student: months after the exit, or after creation (jurisdiction parameters); null while an enrolment is open.';

create view published.student_association as
  select student_number, organisation_code, kind, starts_on, ends_on from access.student_association;
comment on view published.student_association is
  'Which organisation may see which student until when (access). In force on a day: ends_on is null or ends_on >= the day.';

create view published.account as
  select account_id, name, role, organisation_code, disabled_at from access.account;
comment on view published.account is 'Who people are that work with the register (access), to be named beside what they did or are to do.';

select audit.watch('access.account');
select audit.exempt('access.session', 'written at every request; signing in and out are acts of their own');
select audit.exempt('access.student_association', 'derived from the creation of students and from enrolments, which are watched');
