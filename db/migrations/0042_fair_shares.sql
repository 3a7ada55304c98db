-- Submissions are worked in turn, by share.

alter table exchange.submission add column share_of text;
alter table exchange.submission add column served_at timestamptz;
update exchange.submission set share_of = organisation_code;
alter table exchange.submission alter column share_of set not null;
comment on column exchange.submission.share_of is 'Whose share of the work it is: the authority of the organisation when it came, or the organisation itself';
comment on column exchange.submission.served_at is 'When it was last worked on; the share that was served longest ago comes next';
create index submission_served on exchange.submission (served_at) where served_at is not null;
