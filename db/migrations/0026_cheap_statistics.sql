-- Every submission tells the planner what it has just staged. The planner needs to know how many rows a submission has and how many of
-- them a student, and nothing of what stands in the rows; and it knows enough until the table has grown by half. Measured over 88 files of
-- 142,642 rows: taking statistics was 23 s of the database's 58 s.
alter table exchange.submission_item
  alter column submission_id set statistics 10,
  alter column ordinal set statistics 10,
  alter column file set statistics 10,
  alter column row_number set statistics 10,
  alter column subject set statistics 10,
  alter column guid set statistics 10,
  alter column payload set statistics 0,
  alter column problems set statistics 0,
  alter column mended_at set statistics 0,
  alter column payload_before set statistics 0;

create or replace function exchange.analyse_items() returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  if (select pg_relation_size(oid) > 1.5 * relpages * current_setting('block_size')::integer
        from pg_class where oid = 'exchange.submission_item'::regclass) then
    analyze exchange.submission_item;
  end if;
end $$;
comment on function exchange.analyse_items() is 'Tells the planner what has been staged, whenever the table has grown by half.';
