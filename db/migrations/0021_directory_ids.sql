-- What the directories of schools and authorities call people. Somebody may stand in more than one directory.

create table access.directory_id (
  organisation_code text not null,
  external_id text not null,
  account_id uuid not null,
  constraint directory_id_pkey primary key (organisation_code, external_id),
  constraint directory_id_account_fkey foreign key (account_id) references access.account (account_id),
  constraint directory_id_said check (length(external_id) between 1 and 200)
);
create unique index directory_id_by_account on access.directory_id (account_id, organisation_code);
comment on table access.directory_id is 'The id of a person in the directory of an organisation (SCIM externalId): once within the directory, and one for each person.';
comment on column access.directory_id.organisation_code is 'The organisation whose directory it is: the one that registered the machine client.';
comment on column access.directory_id.external_id is 'What the directory calls the person.';
comment on column access.directory_id.account_id is 'The person''s account.';

insert into access.directory_id (organisation_code, external_id, account_id)
select organisation_code, external_id, account_id from access.account where external_id is not null;
drop index access.account_by_external_id;
alter table access.account drop column external_id;

select audit.watch('access.directory_id');
select access.keep_back('access.directory_id', 'shown by services to the directory that said it');
