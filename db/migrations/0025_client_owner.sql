-- Whose machine client it is: a name is not always one person's.

alter table access.client add column created_by_account_id uuid;
comment on column access.client.created_by_account_id is 'The account of whoever registered it; null when the command line did, or before this was kept.';
create index client_by_creator on access.client (created_by_account_id) where created_by_account_id is not null;
