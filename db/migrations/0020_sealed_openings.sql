-- The sealed path: whoever may see protected students does so only while an opening of theirs lives.

create table access.sealed_opening (
  opening_id uuid not null,
  account_id uuid not null,
  actor_name text not null,
  organisation_code text not null,
  reason text not null,
  is_glass boolean not null,
  state text not null,
  asked_at timestamptz not null,
  minutes integer not null,
  decided_at timestamptz,
  decided_by uuid,
  decided_by_name text,
  decision_note text,
  opened_at timestamptz,
  ends_at timestamptz,
  ended_at timestamptz,
  ended_by_name text,
  review_by timestamptz,
  reviewed_at timestamptz,
  reviewed_by uuid,
  reviewed_by_name text,
  review_outcome text,
  review_note text,
  constraint sealed_opening_pkey primary key (opening_id),
  constraint sealed_opening_state_known check (state in ('asked', 'open', 'refused')),
  constraint sealed_opening_open_told check ((state = 'open') = (opened_at is not null) and (opened_at is null) = (ends_at is null)),
  constraint sealed_opening_second_person check (decided_by is distinct from account_id),
  constraint sealed_opening_reviewed_by_another check (reviewed_by is distinct from account_id),
  constraint sealed_opening_review_told check ((reviewed_at is null) = (review_outcome is null)),
  constraint sealed_opening_outcome_known check (review_outcome in ('justified', 'not_justified'))
);
create index sealed_opening_live on access.sealed_opening (account_id, ends_at) where state = 'open' and ended_at is null;
create index sealed_opening_latest on access.sealed_opening (asked_at desc, opening_id desc);
comment on table access.sealed_opening is 'Times for which somebody may see protected students: asked, let in by a second person or by breaking the glass, ended, reviewed.';
comment on column access.sealed_opening.opening_id is 'Key, a UUID of version 7.';
comment on column access.sealed_opening.account_id is 'For whom.';
comment on column access.sealed_opening.actor_name is 'Their name then.';
comment on column access.sealed_opening.organisation_code is 'Their organisation.';
comment on column access.sealed_opening.reason is 'Why, in their words.';
comment on column access.sealed_opening.is_glass is 'The glass was broken: nobody let them in, an alarm was raised, another person reviews it.';
comment on column access.sealed_opening.state is 'asked, open (until it ends), refused.';
comment on column access.sealed_opening.asked_at is 'When they asked.';
comment on column access.sealed_opening.minutes is 'For how long (parameter at the time of asking).';
comment on column access.sealed_opening.decided_at is 'When a second person decided.';
comment on column access.sealed_opening.decided_by is 'The second person; never the one who asked.';
comment on column access.sealed_opening.decided_by_name is 'Their name.';
comment on column access.sealed_opening.decision_note is 'What they said.';
comment on column access.sealed_opening.opened_at is 'When it opened.';
comment on column access.sealed_opening.ends_at is 'When it ends by itself.';
comment on column access.sealed_opening.ended_at is 'When somebody ended it before.';
comment on column access.sealed_opening.ended_by_name is 'Who ended it.';
comment on column access.sealed_opening.review_by is 'Until when a broken glass must be reviewed.';
comment on column access.sealed_opening.reviewed_at is 'When it was reviewed.';
comment on column access.sealed_opening.reviewed_by is 'Who reviewed it; never the one who broke it.';
comment on column access.sealed_opening.reviewed_by_name is 'Their name.';
comment on column access.sealed_opening.review_outcome is 'justified or not_justified.';
comment on column access.sealed_opening.review_note is 'What they found.';
select audit.watch('access.sealed_opening');
select access.keep_back('access.sealed_opening', 'services show it to those who may ask for it, and to nobody else');

-- Held students, too, exist for nobody without the right when a protected student is among those whom they might be.
create function access.names_protected(candidates jsonb, decided char(9)) returns boolean language sql stable parallel safe as $$
  select access.is_protected(decided)
      or exists (select from jsonb_array_elements(candidates) as c where access.is_protected((c ->> 'studentNumber')::char(9)))
$$;
comment on function access.names_protected(jsonb, char(9)) is 'Whether a protected student is among the candidates of a match, or was decided on.';
select access.change_sight('identity.match_task',
  '(select access.reaches_everything()) and ((select access.reaches_protected()) or not access.names_protected(candidates, student_number))');
select access.change_sight('identity.match_decision',
  '(select access.reaches_everything()) and ((select access.reaches_protected()) or not access.names_protected(candidates, student_number))');
update access.table_guard set why = 'candidates are other people''s children: the ministry decides, of protected ones those with the right'
 where table_name in ('identity.match_task', 'identity.match_decision');
