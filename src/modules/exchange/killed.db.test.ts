import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { seededRandom } from '#kernel/random.ts';
import { type Actors, buildActors } from '#support/build-access.ts';
import { buildExtract, buildFamilies } from '#support/build-exchange.ts';
import { buildOrganisations } from '#support/build-organisations.ts';
import { testDatabase } from '#support/database.ts';
import { submissions } from '#support/exchange.ts';
import { countRows } from '#support/register.ts';
import { testServer } from '#support/server.ts';

let actors: Actors;
const database = testDatabase(async ({ write }) => {
  await write(buildOrganisations);
  actors = await write(buildActors);
});
const server = testServer(database);
const { post, run, show } = submissions(database, server);

/** A process that runs the submission, without any chance to tidy up when it is killed. */
function runApart(submissionId: string) {
  const script = join(import.meta.dirname, '../../../tests/support/run-submission.ts');
  const files = join(tmpdir(), `matricula-test-files-${process.pid}`);
  return spawn(process.execPath, ['--import', 'tsx', script, database.url, files, submissionId], { stdio: 'ignore' });
}

async function sessionsApart(): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from pg_stat_activity
    where datname = current_database() and application_name = 'run-apart'`.execute(database.db);
  return rows[0]?.count ?? 0;
}

/** The database loses its side of every connection, as when it goes down under a running program. */
async function dropSessionsApart(): Promise<void> {
  await sql`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name = 'run-apart'`.execute(database.db);
}

// At full size, with the server and PostgreSQL itself as victims too: `npx matricula bench crash`.
test('whether the program or its database goes, at moments by chance (seed 7), a submission ends with one fate for every row and nothing is applied twice', async () => {
  const random = seededRandom('killed 7');
  const { body } = await post(await buildExtract(buildFamilies(500)), { as: actors.registrar });
  const { submissionId } = body;
  const stateOf = () => show(actors.registrar, submissionId);
  for (const victim of ['program', 'database', 'program'] as const) {
    const until = (await stateOf()).students.new + random.int(1, 100);
    const child = runApart(submissionId);
    const exit = once(child, 'exit');
    while ((await stateOf()).students.new < until && child.exitCode === null) await wait(10);
    if (victim === 'program') child.kill('SIGKILL');
    else await dropSessionsApart();
    await exit;
    while ((await sessionsApart()) > 0) await wait(10); // the database notices a moment later
    const killed = await stateOf();
    expect(killed.state).toBe('running');
    // What a batch wrote and what it says of it were committed together.
    expect(await countRows(database.db, 'identity.student')).toBe(killed.students.new);
    expect(killed.rows.added).toBe(killed.students.new * 4);
  }
  expect(await run(submissionId)).toBe('ended');
  const { state, rows, students } = await stateOf();
  expect([state, students]).toEqual(['finished', { new: 500, matched: 0, held: 0, refused: 0 }]);
  expect(rows).toMatchObject({ total: 2000, added: 2000, waiting: 0 });
  expect(await countRows(database.db, 'identity.student')).toBe(500);
  expect(await countRows(database.db, 'exchange.item_fate')).toBe(2000);
  const { rows: twice } = await sql`select from audit.change c join audit.act a on a.act_id = c.act_id
    where a.request_id = ${submissionId} and operation = 'insert' group by table_name, row_key having count(*) > 1`.execute(
    database.db,
  );
  expect(twice).toEqual([]);
}, 120_000);
