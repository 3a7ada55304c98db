-- The ledger of reads: every look at a person's record, by a person or a machine, one row for each person whose record an
-- answer showed. Rows are appended through one door and never change; sealing them (access.ledger_seal) is a job, so that
-- reads never wait for one another. docs/domain/ledger.md tells how, and docs/decisions why it is so.

create table access.ledger_reader (
  reader_id integer generated always as identity,
  kind text not null,
  account_id uuid,
  client_id text,
  name text not null,
  role text not null,
  organisation_code text not null,
  constraint ledger_reader_pkey primary key (reader_id),
  constraint ledger_reader_once unique nulls not distinct (kind, account_id, client_id, name, role, organisation_code),
  constraint ledger_reader_kind_known check (kind in ('account', 'client', 'command', 'system'))
);
create index ledger_reader_by_account on access.ledger_reader (account_id) where account_id is not null;
create index ledger_reader_by_client on access.ledger_reader (client_id) where client_id is not null;
create index ledger_reader_by_organisation on access.ledger_reader (organisation_code);
comment on table access.ledger_reader is 'Who read, as they were then: one row for each account or client with a name, a role and an organisation.';
comment on column access.ledger_reader.reader_id is 'Key; small, since every row of the ledger carries it.';
comment on column access.ledger_reader.kind is 'account, client, command (the command line) or system (a job).';
comment on column access.ledger_reader.account_id is 'The account of a person signed in.';
comment on column access.ledger_reader.client_id is 'The machine client.';
comment on column access.ledger_reader.name is 'The name at that time, so that it can be told after the account is gone.';
comment on column access.ledger_reader.role is 'The role at that time.';
comment on column access.ledger_reader.organisation_code is 'The organisation for which was read.';

create table access.ledger_manner (
  manner_id integer generated always as identity,
  door text not null,
  purpose text not null,
  constraint ledger_manner_pkey primary key (manner_id),
  constraint ledger_manner_once unique (door, purpose)
);
comment on table access.ledger_manner is 'How was read: through which door, and for what purpose.';
comment on column access.ledger_manner.manner_id is 'Key; small, since every row of the ledger carries it.';
comment on column access.ledger_manner.door is 'The operation of the API (getStudent), command:NAME for the command line, files:NAME for files handed out.';
comment on column access.ledger_manner.purpose is 'What for: a code of the jurisdiction''s table read_purpose.';

create sequence access.ledger_read_id;

create table access.person_read (
  tx bigint not null,
  read_id bigint not null,
  at timestamptz not null,
  request_id uuid not null,
  reader_id integer not null,
  manner_id integer not null,
  field_groups integer not null,
  student_number char(9) not null,
  constraint person_read_pkey primary key (tx, read_id, at)
) partition by range (at);
create index person_read_by_reader on access.person_read (reader_id, at) include (student_number, field_groups, manner_id);
create index person_read_by_student on access.person_read (student_number, at);
comment on table access.person_read is 'The ledger: one look at one person''s record. Partitioned by month (UTC); written once.';
comment on column access.person_read.tx is 'The transaction that wrote it: with read_id the order of sealing. A transaction still under way has a higher number than every sealed row.';
comment on column access.person_read.read_id is 'Number of the read.';
comment on column access.person_read.at is 'When, by the database''s clock.';
comment on column access.person_read.request_id is 'The request, command or job that showed it; its other rows are the other people of the same answer.';
comment on column access.person_read.reader_id is 'Who, for which organisation (access.ledger_reader).';
comment on column access.person_read.manner_id is 'Through which door and for what purpose (access.ledger_manner).';
comment on column access.person_read.field_groups is 'Which parts of the record were shown: one bit for each group, in the order of fieldGroups.';
comment on column access.person_read.student_number is 'Whose record, under the number that was shown.';

create table access.ledger_era (
  era integer not null,
  tx_offset bigint not null,
  begun_at timestamptz not null,
  constraint ledger_era_pkey primary key (era)
);
comment on table access.ledger_era is 'A restored database counts its transactions from the start again; each era adds what keeps the ledger''s order growing.';
comment on column access.ledger_era.era is 'Number of the era, from 0.';
comment on column access.ledger_era.tx_offset is 'What is added to the transaction number.';
comment on column access.ledger_era.begun_at is 'When the era began.';
insert into access.ledger_era (era, tx_offset, begun_at) values (0, 0, now());

create table access.ledger_seal (
  month text not null,
  ordinal integer not null,
  first_tx bigint not null,
  first_read_id bigint not null,
  last_tx bigint not null,
  last_read_id bigint not null,
  rows integer not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  digest bytea not null,
  marks bytea not null,
  sealed_at timestamptz not null,
  constraint ledger_seal_pkey primary key (month, ordinal),
  constraint ledger_seal_whole check (rows > 0 and length(digest) = 32 and length(marks) = 4 * rows)
);
comment on table access.ledger_seal is 'The hash chain over the ledger, one chain a month, one row for each run of rows that was sealed together.';
comment on column access.ledger_seal.month is 'The partition: 2026_09.';
comment on column access.ledger_seal.ordinal is 'Place in the month''s chain, from 1.';
comment on column access.ledger_seal.first_tx is 'Transaction of the first row of the run.';
comment on column access.ledger_seal.first_read_id is 'Number of the first row of the run.';
comment on column access.ledger_seal.last_tx is 'Transaction of the last row of the run.';
comment on column access.ledger_seal.last_read_id is 'Number of the last row of the run.';
comment on column access.ledger_seal.rows is 'How many rows the run has.';
comment on column access.ledger_seal.first_at is 'The earliest time in the run.';
comment on column access.ledger_seal.last_at is 'The latest time in the run.';
comment on column access.ledger_seal.digest is 'The chain''s hash after the last row of the run.';
comment on column access.ledger_seal.marks is 'The first four bytes of the chain''s hash after each row, so that the first row that does not add up can be named.';
comment on column access.ledger_seal.sealed_at is 'When the run was sealed.';

create table access.ledger_head (
  head integer not null,
  payload text not null,
  signature bytea not null,
  key_id text not null,
  signed_at timestamptz not null,
  constraint ledger_head_pkey primary key (head)
);
comment on table access.ledger_head is 'What the whole ledger amounted to once a day, signed with a key that lies outside the database.';
comment on column access.ledger_head.head is 'Number of the head, from 1.';
comment on column access.ledger_head.payload is 'Canonical JSON: number, time, digest of the head before, and for each month its runs, rows and hash.';
comment on column access.ledger_head.signature is 'Ed25519 signature of the payload.';
comment on column access.ledger_head.key_id is 'The key: SHA-256 of its public half.';
comment on column access.ledger_head.signed_at is 'When it was signed.';

-- Written once: no role of the program has any right to change a row, and whoever owns the tables is refused by them.
create trigger person_read_is_final before update or delete on access.person_read for each row execute function audit.refuse_change();
create trigger person_read_is_kept before truncate on access.person_read for each statement execute function audit.refuse_change();
create trigger ledger_reader_is_final before update or delete or truncate on access.ledger_reader for each statement execute function audit.refuse_change();
create trigger ledger_manner_is_final before update or delete or truncate on access.ledger_manner for each statement execute function audit.refuse_change();
create trigger ledger_era_is_final before update or delete or truncate on access.ledger_era for each statement execute function audit.refuse_change();
create trigger ledger_seal_is_final before update or delete or truncate on access.ledger_seal for each statement execute function audit.refuse_change();
create trigger ledger_head_is_final before update or delete or truncate on access.ledger_head for each statement execute function audit.refuse_change();

-- Makes the partition of a month, unless it is there. Attaching locks out nobody who reads or appends; a partition made by
-- `partition of` would. Whoever comes second waits for the first and finds it made.
create function access.ensure_ledger_month(moment timestamptz) returns text
language plpgsql security definer set search_path = pg_catalog set timezone = 'UTC' as $$
declare
  starts timestamptz := date_trunc('month', moment);
  month text := to_char(starts, 'YYYY_MM');
  name text := 'person_read_' || month;
begin
  if to_regclass('access.' || name) is not null then
    return month;
  end if;
  perform pg_advisory_xact_lock(4711, 9);
  if to_regclass('access.' || name) is not null then
    return month;
  end if;
  execute format('create table access.%I (like access.person_read including all)', name);
  execute format('create trigger person_read_is_kept before truncate on access.%I for each statement execute function audit.refuse_change()', name);
  execute format('alter table access.person_read attach partition access.%I for values from (%L) to (%L)', name, starts, starts + interval '1 month');
  return month;
end $$;
comment on function access.ensure_ledger_month(timestamptz) is 'Makes the ledger''s partition for the month of a moment; returns its name.';

-- The one door through which the ledger is written.
create function access.append_reads(
  kind text, account_id uuid, client_id text, name text, role text, organisation_code text,
  door text, purpose text, request_id uuid, students char(9)[], field_groups integer[]
) returns integer language plpgsql security definer set search_path = pg_catalog as $$
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
end $$;
comment on function access.append_reads(text, uuid, text, text, text, text, text, text, uuid, char(9)[], integer[]) is
  'Appends the reads of one answer to the ledger; returns how many people it showed.';

-- Rows whose transaction is lower than this are complete: no transaction under way can add to them.
create function access.ledger_horizon() returns bigint language sql stable
  return pg_snapshot_xmin(pg_current_snapshot())::text::bigint
         + (select e.tx_offset from access.ledger_era e order by e.era desc limit 1);
comment on function access.ledger_horizon() is 'Rows of transactions below it may be sealed: every one of them has ended.';

-- A dump that was loaded into another server begins to count again below what is sealed.
create function access.begin_ledger_era() returns boolean language plpgsql security definer set search_path = pg_catalog as $$
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
end $$;
comment on function access.begin_ledger_era() is 'Called at start: lets the order of the ledger go on where another server''s counting ended.';

do $$
declare
  name text;
begin
  foreach name in array array['person_read', 'ledger_reader', 'ledger_manner', 'ledger_era', 'ledger_seal', 'ledger_head'] loop
    perform audit.exempt('access.' || name, 'the ledger of reads is a record itself: written once, sealed by a hash chain');
    perform access.keep_back(('access.' || name)::regclass, 'a student''s looks are shown by the ledger''s own services, within what the asker may see');
    execute format('revoke insert, update, delete on access.%I from matricula_worker', name);
  end loop;
end $$;
grant insert on access.ledger_seal, access.ledger_head to matricula_worker;
revoke all on function access.ensure_ledger_month(timestamptz), access.begin_ledger_era(),
  access.append_reads(text, uuid, text, text, text, text, text, text, uuid, char(9)[], integer[]) from public;
grant execute on function access.ensure_ledger_month(timestamptz), access.begin_ledger_era(),
  access.append_reads(text, uuid, text, text, text, text, text, text, uuid, char(9)[], integer[]) to matricula_worker;
