-- Submissions of OneRoster: how their manifest says that each file is to be read.
alter table exchange.submission add column file_modes jsonb;
comment on column exchange.submission.file_modes is 'Of a OneRoster file, what its manifest says of each file that it holds: bulk or delta; null for our own layout';
create index submission_of_oneroster on exchange.submission (organisation_code, submission_id) where file_modes is not null;

-- Exports in the layout of OneRoster.
alter table privacy.export_request drop constraint export_request_format_known;
alter table privacy.export_request add constraint export_request_format_known check (format in ('csv', 'xlsx', 'parquet', 'oneroster'));
comment on column privacy.export_request.format is 'csv, xlsx, parquet or oneroster (a bulk zip of OneRoster 1.2).';
