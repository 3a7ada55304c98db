-- Submissions of OneRoster: how their manifest says that each file is to be read.
alter table exchange.submission add column file_modes jsonb;
comment on column exchange.submission.file_modes is 'Of a OneRoster file, what its manifest says of each file that it holds: bulk or delta; null for our own layout';
create index submission_of_oneroster on exchange.submission (organisation_code, submission_id) where file_modes is not null;
