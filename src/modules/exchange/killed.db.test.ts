import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
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
  return spawn(process.execPath, ['--import', 'tsx', script, database.url, files, submissionId], { stdio: 'inherit' });
}

async function sessionsApart(): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from pg_stat_activity
    where datname = current_database() and application_name = 'run-apart'`.execute(database.db);
  return rows[0]?.count ?? 0;
}

test('killed over and over in the middle, a submission ends with one fate for every row and nobody doubled', async () => {
  const { body } = await post(await buildExtract(buildFamilies(800)), { as: actors.registrar });
  const stateOf = () => show(actors.registrar, body.submissionId);
  for (const studentsMin of [50, 300]) {
    const child = runApart(body.submissionId);
    while ((await stateOf()).students.new < studentsMin && child.exitCode === null) await wait(10);
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    while ((await sessionsApart()) > 0) await wait(10); // the database notices a moment later
    const killed = await stateOf();
    expect(killed.state).toBe('running');
    // What a batch wrote and what it says of it were committed together.
    expect(await countRows(database.db, 'identity.student')).toBe(killed.students.new);
    expect(killed.rows.added).toBe(killed.students.new * 4);
  }
  expect(await run(body.submissionId)).toBe('ended');
  const { state, rows, students } = await stateOf();
  expect([state, students]).toEqual(['finished', { new: 800, matched: 0, held: 0, refused: 0 }]);
  expect(rows).toMatchObject({ total: 3200, added: 3200, waiting: 0 });
  expect(await countRows(database.db, 'identity.student')).toBe(800);
  expect(await countRows(database.db, 'enrolment.school_enrolment')).toBe(800);
  const { rows: fates } = await sql<{ count: number }>`
    select count(*) as count from exchange.item_fate where submission_id = ${body.submissionId}`.execute(database.db);
  expect(fates[0]?.count).toBe(3200);
}, 60_000);
