-- People and what they may do: grants with their days, who gave them and why; support that an organisation lets in; reviews of access.

-- An exclusion constraint over keys and spans of days: no two grants of a kind at once. Trusted since PostgreSQL 13.
create extension if not exists btree_gist with schema public;

-- A user name may be an address, as the directories of schools have it.
alter table access.account drop constraint account_user_name_form;
alter table access.account add constraint account_user_name_form check (user_name ~ '^[a-z0-9][a-z0-9.@_+-]{1,126}$');
alter table access.account
  add column given_name text,
  add column family_name text,
  add column external_id text,
  add column is_support boolean not null default false,
  add column changed_at timestamptz not null default now(),
  add column version integer not null default 1,
  add column disabled_by text,
  add column disabled_reason text,
  add constraint account_support_key unique (account_id, is_support),
  add constraint account_version_counts check (version > 0);
create unique index account_by_external_id on access.account (organisation_code, external_id) where external_id is not null;
comment on column access.account.given_name is 'Given name, where a directory told it apart.';
comment on column access.account.family_name is 'Family name, where a directory told it apart.';
comment on column access.account.external_id is 'The directory''s own id of the person (SCIM externalId), once within an organisation.';
comment on column access.account.is_support is 'True for somebody who helps organisations with the program: never a grant, only access that an organisation opens for hours.';
comment on column access.account.changed_at is 'When the account was last changed.';
comment on column access.account.version is 'Counts changes of the account, for If-Match.';
comment on column access.account.disabled_by is 'Who closed or suspended it.';
comment on column access.account.disabled_reason is 'suspended: may come back as it was; left: its grants are ended.';
comment on table access.account is 'A person who may sign in. What the person may do stands in the grants.';
comment on column access.account.organisation_code is 'The organisation that the person belongs to: it opened the account and may close it.';

create table access.account_grant (
  grant_id uuid not null,
  account_id uuid not null,
  is_support boolean not null default false,
  organisation_code text not null,
  organisation_kind text not null,
  kind text not null,
  name text not null,
  starts_on date not null,
  ends_on date,
  granted_at timestamptz not null,
  granted_by_account_id uuid,
  granted_by text not null,
  reason text not null,
  needs_second boolean not null,
  approved_at timestamptz,
  approved_by_account_id uuid,
  approved_by text,
  revoked_at timestamptz,
  revoked_by text,
  revoked_reason text,
  constraint account_grant_pkey primary key (grant_id),
  constraint account_grant_account_fkey foreign key (account_id, is_support) references access.account (account_id, is_support),
  constraint account_grant_never_support check (not is_support),
  constraint account_grant_kind_known check (kind in ('role', 'permission')),
  constraint account_grant_role_fits check (kind <> 'role' or name like organisation_kind || '\_%'),
  constraint account_grant_ministry_apart check (
    organisation_kind = 'ministry' or name not in ('restricted.read', 'match.decide', 'finding.override', 'organisation.import')),
  constraint account_grant_not_to_oneself check (granted_by_account_id is distinct from account_id),
  constraint account_grant_second_is_another check (
    approved_by_account_id is null or (approved_by_account_id <> account_id and approved_by_account_id is distinct from granted_by_account_id)),
  constraint account_grant_approval_told check ((approved_at is null) = (approved_by is null)),
  constraint account_grant_revocation_told check (
    (revoked_at is null) = (revoked_by is null) and (revoked_at is null) = (revoked_reason is null)),
  constraint account_grant_ends_after_start check (ends_on is null or ends_on >= starts_on),
  constraint account_grant_reason_said check (length(trim(reason)) > 0),
  -- One base role at one organisation at a time, and each additional permission once.
  constraint account_grant_once exclude using gist (
    account_id with =, organisation_code with =, kind with =, (case when kind = 'permission' then name else '' end) with =,
    daterange(starts_on, ends_on, '[]') with &&
  ) where (revoked_at is null)
);
create index account_grant_by_account on access.account_grant (account_id, organisation_code);
create index account_grant_by_organisation on access.account_grant (organisation_code, account_id);
create index account_grant_waiting on access.account_grant (organisation_code) where needs_second and approved_at is null and revoked_at is null;
comment on table access.account_grant is 'What an account may do at an organisation: one base role at a time, and additional permissions. Never deleted: it ends or is revoked.';
comment on column access.account_grant.grant_id is 'Key, a UUID of version 7.';
comment on column access.account_grant.account_id is 'Who holds it.';
comment on column access.account_grant.is_support is 'Always false, and part of the key to the account: so no support account can hold a grant.';
comment on column access.account_grant.organisation_code is 'Where it holds; an authority''s reaches its schools.';
comment on column access.account_grant.organisation_kind is 'The organisation''s kind when it was granted; a role begins with the kind that it is for.';
comment on column access.account_grant.kind is 'role: a base role; permission: an additional permission, which works only beside a base role there.';
comment on column access.account_grant.name is 'The role or permission, of the lists in access/rules/roles.ts.';
comment on column access.account_grant.starts_on is 'First day.';
comment on column access.account_grant.ends_on is 'Last day; null = until it is ended.';
comment on column access.account_grant.granted_at is 'When it was given.';
comment on column access.account_grant.granted_by_account_id is 'The account that gave it; null when a directory, the command line or the program did.';
comment on column access.account_grant.granted_by is 'Who gave it, by name.';
comment on column access.account_grant.reason is 'Why, in the words of whoever gave it.';
comment on column access.account_grant.needs_second is 'True when it does not work before a second person has agreed.';
comment on column access.account_grant.approved_at is 'When a second person agreed.';
comment on column access.account_grant.approved_by_account_id is 'The second person''s account: neither the holder''s nor the giver''s.';
comment on column access.account_grant.approved_by is 'The second person, by name.';
comment on column access.account_grant.revoked_at is 'When it was taken back or declined, at once; null = it was not.';
comment on column access.account_grant.revoked_by is 'Who took it back.';
comment on column access.account_grant.revoked_reason is 'Why.';

create table access.grant_use (
  grant_id uuid not null,
  last_used_on date not null,
  constraint grant_use_pkey primary key (grant_id)
);
comment on table access.grant_use is 'The last day on which a grant was used; written at most once a day and grant.';
comment on column access.grant_use.grant_id is 'The grant.';
comment on column access.grant_use.last_used_on is 'The day.';

create table access.support_access (
  support_access_id uuid not null,
  account_id uuid not null,
  is_support boolean not null default true,
  organisation_code text not null,
  organisation_kind text not null,
  scope text not null,
  purpose text not null,
  opened_at timestamptz not null,
  opened_by_account_id uuid,
  opened_by text not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  ended_by text,
  constraint support_access_pkey primary key (support_access_id),
  constraint support_access_account_fkey foreign key (account_id, is_support) references access.account (account_id, is_support),
  constraint support_access_is_support check (is_support),
  constraint support_access_narrow check (organisation_kind in ('authority', 'school')),
  constraint support_access_scope_known check (scope in ('read', 'write')),
  constraint support_access_time_boxed check (expires_at > opened_at and expires_at <= opened_at + interval '7 days'),
  constraint support_access_end_told check ((ended_at is null) = (ended_by is null)),
  constraint support_access_once exclude using gist (
    account_id with =, organisation_code with =, tstzrange(opened_at, expires_at) with &&) where (ended_at is null)
);
create index support_access_by_organisation on access.support_access (organisation_code, opened_at desc);
comment on table access.support_access is 'Somebody of support whom an organisation let in for some hours. It ends by itself, and at once when the organisation says so.';
comment on column access.support_access.support_access_id is 'Key, a UUID of version 7.';
comment on column access.support_access.account_id is 'Who was let in.';
comment on column access.support_access.is_support is 'Always true, and part of the key to the account: nobody but support comes in this way.';
comment on column access.support_access.organisation_code is 'Whose students and records are in reach.';
comment on column access.support_access.organisation_kind is 'The organisation''s kind; the ministry cannot open it, since its reach is everything.';
comment on column access.support_access.scope is 'read, or write: reading and the daily work.';
comment on column access.support_access.purpose is 'What the help is for, in the organisation''s words.';
comment on column access.support_access.opened_at is 'From when.';
comment on column access.support_access.opened_by_account_id is 'The account that opened it.';
comment on column access.support_access.opened_by is 'Who opened it, by name.';
comment on column access.support_access.expires_at is 'When it ends by itself.';
comment on column access.support_access.ended_at is 'When it was ended before that; null = it was not.';
comment on column access.support_access.ended_by is 'Who ended it.';

create table access.access_review (
  review_id uuid not null,
  organisation_code text not null,
  started_at timestamptz not null,
  started_by text not null,
  due_on date not null,
  closed_at timestamptz,
  constraint access_review_pkey primary key (review_id)
);
create unique index access_review_one_open on access.access_review (organisation_code) where closed_at is null;
create index access_review_by_organisation on access.access_review (organisation_code, started_at desc);
comment on table access.access_review is 'A confirmation of every grant of an organisation: what nobody confirms by the day ends.';
comment on column access.access_review.review_id is 'Key, a UUID of version 7.';
comment on column access.access_review.organisation_code is 'Whose grants are confirmed.';
comment on column access.access_review.started_at is 'When it began.';
comment on column access.access_review.started_by is 'Who began it; the program does it yearly.';
comment on column access.access_review.due_on is 'The last day to confirm.';
comment on column access.access_review.closed_at is 'When every grant had its answer; null = open.';

create table access.access_review_item (
  review_id uuid not null,
  grant_id uuid not null,
  decision text,
  decided_at timestamptz,
  decided_by_account_id uuid,
  decided_by text,
  note text,
  constraint access_review_item_pkey primary key (review_id, grant_id),
  constraint access_review_item_review_fkey foreign key (review_id) references access.access_review (review_id),
  constraint access_review_item_grant_fkey foreign key (grant_id) references access.account_grant (grant_id),
  constraint access_review_item_decision_known check (decision in ('confirmed', 'ended', 'lapsed', 'kept')),
  constraint access_review_item_decision_told check ((decision is null) = (decided_at is null) and (decision is null) = (decided_by is null))
);
create index access_review_item_by_grant on access.access_review_item (grant_id);
comment on table access.access_review_item is 'One grant in a review, and what was said of it.';
comment on column access.access_review_item.review_id is 'The review.';
comment on column access.access_review_item.grant_id is 'The grant.';
comment on column access.access_review_item.decision is
  'confirmed: still needed; ended: ended in the review; lapsed: nobody answered by the day, so it ended; kept: nobody answered, but the last administrator of the ministry stays. Null = not answered yet.';
comment on column access.access_review_item.decided_at is 'When.';
comment on column access.access_review_item.decided_by_account_id is 'The account of whoever answered; never the holder of the grant.';
comment on column access.access_review_item.decided_by is 'Who answered, by name.';
comment on column access.access_review_item.note is 'What they said beside it.';

alter table access.session add column acting_organisation_code text;
comment on column access.session.acting_organisation_code is 'The organisation that the person chose to act for; null = their own, or the first they hold a role at.';

-- What accounts held until now becomes their first grant; whoever granted it is not known.
insert into access.account_grant (grant_id, account_id, organisation_code, organisation_kind, kind, name, starts_on, granted_at, granted_by, reason, needs_second)
select account_id, account_id, organisation_code, split_part(role, '_', 1), 'role', role, created_at::date, created_at, 'Matricula', 'Held since the account was opened', false
  from access.account;

drop view published.account;
alter table access.account drop column role;
create view published.account as
  select account_id, name, organisation_code, disabled_at from access.account;
comment on view published.account is 'Who people are that work with the register (access), to be named beside what they did or are to do.';
grant select on published.account to matricula_application, matricula_worker, matricula_reader;

create index act_by_account on audit.act (actor_account_id, at) where actor_account_id is not null;
create view published.account_act with (security_invoker = true) as
  select act_id, kind, actor_account_id, organisation_code, reason, at from audit.act where actor_account_id is not null;
comment on view published.account_act is 'Acts that people did, to be shown to whoever answers for them.';
grant select on published.account_act to matricula_application, matricula_worker, matricula_reader;

select audit.watch('access.account_grant');
select audit.watch('access.support_access');
select audit.watch('access.access_review');
select audit.watch('access.access_review_item');
select audit.exempt('access.grant_use', 'the day of the last use, noted while reading; what was done is told by the acts and the ledger');

select access.keep_back('access.account_grant', 'who may do what is shown by services, to those who manage people within reach');
select access.keep_back('access.grant_use', 'shown with the grants');
select access.keep_back('access.support_access', 'shown by services to the organisation that opened it');
select access.keep_back('access.access_review', 'shown by services to those who manage people within reach');
select access.keep_back('access.access_review_item', 'shown with the review');
