-- What a person suspended, a directory does not lift: it repeats all day that somebody is active.

alter table access.account
  add column disabled_by_account_id uuid,
  add constraint account_disabled_by_account_fkey foreign key (disabled_by_account_id) references access.account (account_id);
comment on column access.account.disabled_by_account_id is 'The account of whoever closed or suspended it; null when a directory or the program did.';
