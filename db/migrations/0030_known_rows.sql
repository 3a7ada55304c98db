-- What the register knew at a moment, from the record of changes: the rows of a table as they stood after every act up to it.
create function audit.known_rows(shape anyelement, numbers bpchar[], moment timestamptz) returns setof anyelement
language plpgsql stable as $$
begin
  return query
    select r.*
      from (select distinct on (c.row_key) c.after
              from unnest(numbers) as n (number)
              join audit.change c on c.student_number = n.number
              join audit.act a on a.act_id = c.act_id
             where c.table_name = pg_typeof(shape)::text and a.at <= moment
             order by c.row_key, c.change_id desc) as latest
     cross join lateral jsonb_populate_record(shape, latest.after) as r
     where latest.after is not null;
end $$;
comment on function audit.known_rows(anyelement, bpchar[], timestamptz) is
  'Rows of some students as they were known at a moment: audit.known_rows(null::identity.address, numbers, moment). Reads with the rights of its caller.';

create function published.students_known_at(numbers bpchar[], moment timestamptz) returns setof published.student language sql stable as $$
  select student_number, status, family_name, given_name, birth_date, gender, is_deceased, is_restricted, created_by_organisation, version
    from audit.known_rows(null::identity.student, numbers, moment)
$$;
comment on function published.students_known_at(bpchar[], timestamptz) is
  'Students as they were known at a moment, for modules after identity. Whether one is protected is asked of published.student: it counts from now.';
