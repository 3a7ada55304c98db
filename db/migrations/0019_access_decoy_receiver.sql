-- An alarm about a decoy says for whom its export was made.
alter table access.decoy add column receiver_name text not null;
comment on column access.decoy.receiver_name is 'For whom the export was made.';
