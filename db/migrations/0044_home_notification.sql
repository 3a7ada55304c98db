-- What a parent tells of home education: who supervises it, by which programme and plan. It becomes an enrolment, or a registration when nobody supervises it.

create table enrolment.home_notification (
  student_number char(9) not null,
  notification_id uuid not null,
  school_year smallint not null,
  programme text not null,
  supervisor_code text,
  notified_on date not null,
  guardian_name text not null,
  guardian_contact text,
  is_address_same boolean not null,
  plan text,
  wants_funding boolean not null,
  state text not null,
  decided_on date,
  state_reason text,
  submitted_by text not null,
  version integer not null,
  submitted_at timestamptz not null,
  constraint home_notification_pkey primary key (student_number, notification_id),
  constraint home_notification_number_form check (student_number ~ '^[0-9]{9}$'),
  constraint home_notification_year_range check (school_year between 1900 and 2199),
  constraint home_notification_supervisor_form check (supervisor_code ~ '^[A-Z][.][A-Z0-9]{1,8}$'),
  constraint home_notification_state_known check (state in ('open', 'accepted', 'returned', 'withdrawn')),
  constraint home_notification_decided_with_day check ((state = 'open') = (decided_on is null)),
  constraint home_notification_version_positive check (version >= 1)
);
comment on table enrolment.home_notification is 'What a parent notified of home education in a school year, and what became of it. One that was recorded in error is withdrawn and stays readable.';
comment on column enrolment.home_notification.student_number is 'The student, under the number that was submitted; never moved when numbers are linked.';
comment on column enrolment.home_notification.notification_id is 'GUID made by whoever first recorded it.';
comment on column enrolment.home_notification.school_year is 'The school year by the calendar year it ends in.';
comment on column enrolment.home_notification.programme is 'Code of class home_programme: how home and school share the teaching.';
comment on column enrolment.home_notification.supervisor_code is 'The school or authority that supervises it; null = nobody does.';
comment on column enrolment.home_notification.notified_on is 'Day on which the parent notified.';
comment on column enrolment.home_notification.guardian_name is 'Who notified, as they write their name.';
comment on column enrolment.home_notification.guardian_contact is 'How they are reached.';
comment on column enrolment.home_notification.is_address_same is 'Whether they live where the student does.';
comment on column enrolment.home_notification.plan is 'What is to be taught, in the parent''s words.';
comment on column enrolment.home_notification.wants_funding is 'Whether the parent asks for the part of the grant that is theirs.';
comment on column enrolment.home_notification.state is 'open, accepted, returned to the parent, or withdrawn.';
comment on column enrolment.home_notification.decided_on is 'Day since which it is no longer open.';
comment on column enrolment.home_notification.state_reason is 'Why it was returned or withdrawn.';
comment on column enrolment.home_notification.submitted_by is 'The organisation that submitted the present state.';
comment on column enrolment.home_notification.version is 'Counts the changes from 1; a change names the version it was made from.';
comment on column enrolment.home_notification.submitted_at is 'When the present state was submitted.';

select audit.watch('enrolment.home_notification');
select access.guard_student('enrolment.home_notification');
