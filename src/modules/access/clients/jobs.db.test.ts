import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { type Actors, buildActors } from '#support/build-access.ts';
import { buildOrganisations } from '#support/build-organisations.ts';
import { testDatabase } from '#support/database.ts';
import { buildMachine } from '#support/machines.ts';
import { testServices } from '#support/server.ts';
import { clientJobs } from './jobs.ts';

const database = testDatabase();
let actors: Actors;

beforeAll(async () => {
  await database.write((tx) => buildOrganisations(tx));
  actors = await database.write((tx) => buildActors(tx));
});

async function run(name: string): Promise<void> {
  const job = clientJobs.find((it) => it.name === name);
  if (!job) throw new Error(`no job ${name}`);
  await job.run({}, { ...testServices(database), signal: new AbortController().signal });
}
const keys = async () =>
  (
    await sql<{ key_id: string; waits: boolean; ends: boolean }>`
    select key_id, signs_from > now() as waits, ends_at is not null as ends from access.server_key order by signs_from`.execute(
      database.db,
    )
  ).rows;

test('the next signing key is made when the present one has signed for its days, once however often one looks, and the last one goes when its time is over', async () => {
  await Promise.all([run('access.rotate-signing-key'), run('access.rotate-signing-key')]);
  expect(await keys()).toMatchObject([{ waits: false, ends: false }]);
  await sql`update access.server_key set made_at = now() - interval '91 days', signs_from = now() - interval '91 days'`.execute(
    database.db,
  );
  await Promise.all([run('access.rotate-signing-key'), run('access.rotate-signing-key')]);
  await run('access.rotate-signing-key');
  expect(await keys()).toMatchObject([
    { waits: false, ends: true },
    { waits: true, ends: false },
  ]);
  await sql`update access.server_key set made_at = made_at - interval '200 days', signs_from = signs_from - interval '200 days', ends_at = ends_at - interval '100 days'`.execute(
    database.db,
  );
  await run('access.rotate-signing-key');
  expect(await keys()).toHaveLength(2);
});

test('proofs are forgotten when they have expired, calls by age and by number', async () => {
  const { clientId } = await buildMachine(database, actors.authority);
  await sql`insert into access.client_proof_used values ('old', 'x', now() - interval '1 second'), ('new', 'x', now() + interval '1 minute')`.execute(
    database.db,
  );
  await sql`
    insert into access.client_call (client_id, called_at, request_id, operation, address, status, milliseconds)
    select ${clientId}::uuid, now() - make_interval(secs => i), i::text, 'token', '::1', 200, 1 from generate_series(1, 5010) as i
    union all select ${clientId}::uuid, now() - interval '40 days', 'old', 'token', '::1', 200, 1`.execute(database.db);
  await run('access.forget-client-calls');
  const { rows } = await sql<{ proofs: number; calls: number; last: string }>`
    select (select count(*)::integer from access.client_proof_used) as proofs, count(*)::integer as calls, max(request_id::integer) as last
      from access.client_call`.execute(database.db);
  expect(rows).toEqual([{ proofs: 1, calls: 5000, last: 5000 }]);
});
