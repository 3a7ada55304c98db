-- Who did what an alarm is about, who made an invitation, and what is kept of an answer that may be asked for again.

alter table access.alarm add column by_account_id uuid;
comment on column access.alarm.by_account_id is 'The account of whoever did what it is about, where that is not account_id; it settles the alarm no more than that one.';

alter table access.invitation add column created_by_account_id uuid;
comment on column access.invitation.created_by_account_id is 'The account of whoever invited; null when the command line did.';

comment on column platform.idempotent_answer.idempotency_key is 'Digest of the caller''s key.';
comment on column platform.idempotent_answer.body is 'Body answered, sealed under the caller''s key: whoever reads the table reads no answer.';
delete from platform.idempotent_answer;
