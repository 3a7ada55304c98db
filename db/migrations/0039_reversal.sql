-- Taking a submission back: what its acts wrote is found by the submission, and the taking back is one act of its own.

create index act_by_request on audit.act (request_id, act_id) where request_id is not null;

create table exchange.reversal (
  submission_id uuid not null,
  act_id bigint not null,
  state text not null,
  actor jsonb not null,
  reason text not null,
  asked_at timestamptz not null,
  finished_at timestamptz,
  cursor_act bigint not null default 0,
  put_back bigint not null default 0,
  stayed bigint not null default 0,
  numbers bigint not null default 0,
  constraint reversal_pk primary key (submission_id),
  constraint reversal_of_submission foreign key (submission_id) references exchange.submission,
  constraint reversal_state_known check (state in ('running', 'finished')),
  constraint reversal_end_told check ((state = 'finished') = (finished_at is not null))
);
comment on table exchange.reversal is 'The taking back of a submission, at most one of each; what it changed stands in the record of changes under its act';
comment on column exchange.reversal.submission_id is 'The submission that is taken back';
comment on column exchange.reversal.act_id is 'The one act under which everything is put back, however many transactions it takes';
comment on column exchange.reversal.state is 'running or finished';
comment on column exchange.reversal.actor is 'Who takes it back, as an actor; a run after a restart acts in the same name';
comment on column exchange.reversal.reason is 'Why, in their words';
comment on column exchange.reversal.asked_at is 'When it was asked for';
comment on column exchange.reversal.finished_at is 'When the last record was put back';
comment on column exchange.reversal.cursor_act is 'The last act of the submission whose records were put back; a run that broke off goes on after it';
comment on column exchange.reversal.put_back is 'Records that were put back';
comment on column exchange.reversal.stayed is 'Records that stayed, because something newer stands on them';
comment on column exchange.reversal.numbers is 'Numbers that the submission had issued and that are used no longer';
create index reversal_unfinished on exchange.reversal (submission_id) where state = 'running';
select audit.exempt('exchange.reversal', 'ledger of what was taken back; the act and the changes themselves stand in the record of changes');
select access.guard_by('exchange.reversal', 'special', 'seen with the submission',
  'exists (select from exchange.submission s where s.submission_id = exchange.reversal.submission_id)');

-- Which act claimed a GUID, so that a claim goes when its act is taken back. Said by the database: no writer can forget it.
alter table identity.guid_owner add column act_id bigint default nullif(current_setting('matricula.act_id', true), '')::bigint;
comment on column identity.guid_owner.act_id is 'The act (audit.act) in which it was claimed; null for claims older than this column. Such a claim goes when its act is taken back';
comment on table identity.guid_owner is 'Registry of client-made GUIDs: to which student each belongs. A GUID that comes back for another student is refused. A row goes only when the submission that made it is taken back';
update audit.unwatched set why = 'registry: a row names the act that made it, and goes only with that act' where table_name = 'identity.guid_owner';
