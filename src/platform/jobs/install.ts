import { runMigrations } from 'graphile-worker';
import type pg from 'pg';

/** Makes the queue's own tables; its makers version them apart from ours, and let nobody but their owner in: the worker may. */
export async function installJobQueue(pool: pg.Pool): Promise<void> {
  await runMigrations({ pgPool: pool });
  await pool.query(letWorkerIn);
}

const letWorkerIn = `
do $$
declare
  queue_table regclass;
begin
  -- Two programs that start at once give the same rights: one after the other, since PostgreSQL refuses them at the same moment.
  perform pg_advisory_xact_lock(7346183);
  if has_schema_privilege('matricula_worker', 'graphile_worker', 'usage')
    and not exists (select from pg_class c where c.relnamespace = 'graphile_worker'::regnamespace and c.relkind in ('r', 'p')
                      and not has_table_privilege('matricula_worker', c.oid, 'select')) then
    return;
  end if;
  grant usage on schema graphile_worker to matricula_worker;
  grant select, insert, update, delete on all tables in schema graphile_worker to matricula_worker;
  grant usage on all sequences in schema graphile_worker to matricula_worker;
  for queue_table in
    select c.oid::regclass from pg_class c
     where c.relnamespace = 'graphile_worker'::regnamespace and c.relrowsecurity
       and not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'work')
  loop
    execute format('create policy work on %s to matricula_worker using (true) with check (true)', queue_table);
  end loop;
end $$`;
