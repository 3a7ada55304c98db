-- What a guardian may not do, by an order or an agreement, and until when.

create table identity.guardian_limit (
  student_number char(9) not null,
  limit_id uuid not null,
  guardian_id uuid not null,
  kind text not null,
  effective_on date not null,
  expires_on date,
  order_type text not null,
  order_reference text,
  order_issued_on date,
  details text,
  is_deleted boolean not null default false,
  submitted_by text not null,
  recorded_at timestamptz not null,
  constraint guardian_limit_pkey primary key (student_number, limit_id),
  constraint guardian_limit_guardian_fkey foreign key (student_number, guardian_id) references identity.guardian (student_number, guardian_id),
  constraint guardian_limit_days_check check (expires_on is null or expires_on >= effective_on)
);
comment on table identity.guardian_limit is 'Limits to what a guardian of a student may do. The limit is told to whoever sees the student in full, the order behind it to those with the right';
comment on column identity.guardian_limit.student_number is 'The number under which it was recorded';
comment on column identity.guardian_limit.limit_id is 'GUID made by whoever first recorded it';
comment on column identity.guardian_limit.guardian_id is 'The guardian whom it limits';
comment on column identity.guardian_limit.kind is 'What the guardian may not do; code of class guardian_limit';
comment on column identity.guardian_limit.effective_on is 'First day of the limit';
comment on column identity.guardian_limit.expires_on is 'Last day of the limit; empty while no end is ordered';
comment on column identity.guardian_limit.order_type is 'Kind of paper that was seen; code of class guardian_order';
comment on column identity.guardian_limit.order_reference is 'Court and file number, as on the paper';
comment on column identity.guardian_limit.order_issued_on is 'Day of the paper';
comment on column identity.guardian_limit.details is 'What the users of the record must know besides';
comment on column identity.guardian_limit.is_deleted is 'True once it was taken back as recorded in error; it may be restored';
comment on column identity.guardian_limit.submitted_by is 'Code of the organisation that recorded it';
comment on column identity.guardian_limit.recorded_at is 'When this row was last recorded';
create index guardian_limit_guardian_idx on identity.guardian_limit (student_number, guardian_id);
select audit.watch('identity.guardian_limit');
select access.guard_student('identity.guardian_limit');

-- Whether guardians have rights follows from restrictions that are shown to those with the right alone. Those that hide nobody are told here,
-- for one student, so that nobody takes a guardian's rights for what they are not.
create function identity.restrictions_on_guardians(asked char(9), moment timestamptz)
returns table (kind text, effective_on date, expires_on date, is_active boolean)
language sql stable security definer set search_path = pg_catalog as $$
  with known as (
    select r.kind, r.effective_on, r.expires_on, r.is_active
      from identity.disclosure_restriction r where moment is null and r.student_number = asked
    union all
    select r.kind, r.effective_on, r.expires_on, r.is_active
      from audit.known_rows(null::identity.disclosure_restriction, array[asked]::bpchar[], moment) r where moment is not null
  )
  select k.kind, k.effective_on, k.expires_on, k.is_active
    from known k
    join jurisdiction.code_value c on c.class = 'disclosure_restriction' and c.code = k.kind
   where c.data ? 'guardians' and c.data ->> 'isConfidential' = 'false'
   order by k.effective_on, k.kind
$$;
comment on function identity.restrictions_on_guardians(char(9), timestamptz) is
  'Restrictions of one student that end or continue the rights of guardians and hide nobody; at a moment, as they were known then.';
grant execute on function identity.restrictions_on_guardians(char(9), timestamptz) to matricula_application, matricula_worker, matricula_reader;
