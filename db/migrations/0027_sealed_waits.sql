-- What is asked of the sealed register waits for a time; an export of protected students waits while the register is closed to its asker.

alter table access.sealed_opening add column decide_by timestamptz;
comment on column access.sealed_opening.decide_by is 'Until when another person may let them in (parameter at the time of asking); null for what opened at once.';
-- What waits already gets a day from now. The rows are written anew with the table and not by an act: nobody changes anything.
alter table access.sealed_opening alter column decide_by type timestamptz using case when state = 'asked' then now() + interval '24 hours' end;
alter table access.sealed_opening add constraint sealed_opening_wait_told check (state <> 'asked' or decide_by is not null);

alter table privacy.export_request
  drop constraint export_request_state_known,
  add constraint export_request_state_known
    check (state in ('asked', 'approved_once', 'approved', 'paused', 'made', 'fetched', 'expired', 'refused', 'withdrawn'));
comment on column privacy.export_request.state is 'Where it stands; paused: approved, and the sealed register was closed to its asker.';
insert into privacy.export_move (from_state, to_state) values
  ('approved', 'paused'), ('paused', 'approved'), ('paused', 'refused'), ('paused', 'withdrawn'), ('paused', 'expired');
drop index privacy.export_request_waiting;
create index export_request_waiting on privacy.export_request (expires_at) where state in ('asked', 'approved_once', 'approved', 'paused');
