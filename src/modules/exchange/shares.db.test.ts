import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { type Actors, buildActors } from '#support/build-access.ts';
import {
  buildEnrolmentRow,
  buildExtract,
  buildFamily,
  buildManifest,
  joinRows,
  type Rows,
} from '#support/build-exchange.ts';
import { buildOrganisations } from '#support/build-organisations.ts';
import { testDatabase } from '#support/database.ts';
import { submissions } from '#support/exchange.ts';
import { testServer, testServices } from '#support/server.ts';
import { exchangeRoutes } from './routes.ts';
import { type ServeOptions, serveNext } from './service/shares.ts';

let actors: Actors;
const database = testDatabase(async ({ write }) => {
  await write(buildOrganisations);
  actors = await write(buildActors);
});
const server = testServer(database, exchangeRoutes);
const { post, show } = submissions(database, server);

async function postFrom(school: string, students: number, rehearse = false): Promise<string> {
  const families = Array.from({ length: students }, (_, place): Rows => {
    const localId = `${school} ${students} ${place}`;
    return {
      ...buildFamily(localId),
      enrolments: [buildEnrolmentRow({ local_student_id: localId, school_code: school })],
    };
  });
  const content = await buildExtract({
    manifest: [buildManifest({ organisation_code: school })],
    ...joinRows(...families),
  });
  const { body } = await post(content, { as: actors.ministry, organisation: school, rehearse });
  return body.submissionId;
}

const oneSlot = { sliceMs: 0, slots: 1, batchStudents: 4 };
const serve = (options: Partial<ServeOptions> = {}) =>
  serveNext(testServices(database), { signal: new AbortController().signal, ...oneSlot, ...options });
const stateOf = async (id: string): Promise<string> => (await show(actors.ministry, id)).state;

test('one huge file and several small ones of others are worked in turn, a share at a time', async () => {
  const huge = await postFrom('S.K001', 60);
  const ofSameAuthority = await postFrom('S.K002', 2);
  const small = [];
  for (let place = 0; place < 5; place += 1) small.push(await postFrom(place % 2 ? 'S.K003' : 'S.K004', 2 + place));
  const served: (string | null)[] = [];
  while ((await Promise.all(small.map(stateOf))).some((state) => state !== 'finished')) served.push(await serve());
  const isOurs = (id: string | null) => id === huge || id === ofSameAuthority;
  // The two shares take turns, however many files each has, and within a share the files do.
  expect(served.slice(0, 8).map(isOurs)).toEqual([true, false, true, false, true, false, true, false]);
  expect(served.slice(0, 4).filter(isOurs)).toEqual([huge, ofSameAuthority]);
  const between = await show(actors.ministry, huge);
  expect(between.state).toBe('running');
  expect(between.rows.waiting).toBeGreaterThan(0);
  while ((await serve()) !== null);
  expect(await show(actors.ministry, huge)).toMatchObject({
    state: 'finished',
    rows: { total: 240, added: 240, waiting: 0 },
  });
  expect(await stateOf(ofSameAuthority)).toBe('finished');
});

test('several slots share the work, and every row is applied once', async () => {
  const ids = [await postFrom('S.K001', 24), await postFrom('S.K003', 7), await postFrom('S.K004', 5)];
  const slot = async () => {
    while ((await serve({ slots: 3 })) !== null);
  };
  await Promise.all([slot(), slot(), slot()]);
  while ((await serve()) !== null);
  const ends = await Promise.all(ids.map((id) => show(actors.ministry, id)));
  expect(ends.map(({ state, rows }) => [state, rows.added, rows.waiting])).toEqual([
    ['finished', 96, 0],
    ['finished', 28, 0],
    ['finished', 20, 0],
  ]);
});

test('while nobody need make room, a submission is worked to its end', async () => {
  const id = await postFrom('S.K001', 12);
  expect(await serve({ slots: 2 })).toBe(id);
  expect(await stateOf(id)).toBe('finished');
});

test('long work that cannot be parted takes two places at most, and small files go by', async () => {
  const rehearsal = await postFrom('S.K001', 9, true);
  const small = await postFrom('S.K003', 1);
  const { size } = (
    await sql<{
      size: number;
    }>`select size_bytes as size from exchange.submission where submission_id = ${small}`.execute(database.db)
  ).rows[0] ?? { size: 0 };
  await database.db.connection().execute(async (other) => {
    for (const place of [1, 2])
      await sql`select pg_advisory_lock(hashtextextended(${`exchange.long ${place}`}, 0))`.execute(other);
    expect(await serve({ longBytes: size })).toBe(small);
    expect(await serve({ longBytes: size })).toBeNull();
    await sql`select pg_advisory_unlock_all()`.execute(other);
  });
  expect(await serve({ longBytes: size })).toBe(rehearsal);
  expect(await stateOf(rehearsal)).toBe('finished');
});
