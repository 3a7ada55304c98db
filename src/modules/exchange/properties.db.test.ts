import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { type Random, seededRandom } from '#kernel/random.ts';
import type { Db } from '#platform/database/database.ts';
import { type Actors, buildActors } from '#support/build-access.ts';
import { buildExtract, buildFamily, buildManifest, joinRows, type Rows } from '#support/build-exchange.ts';
import { buildOrganisations } from '#support/build-organisations.ts';
import { type TestDatabase, testDatabase } from '#support/database.ts';
import { submissions } from '#support/exchange.ts';
import { mixExtract } from '#support/random-extract.ts';
import { presentState } from '#support/reversal.ts';
import { testServer } from '#support/server.ts';
import type { SubmissionItem } from './contract.ts';
import { exchangeRoutes } from './routes.ts';

// What holds of every file, tried with files made by chance; the seed stands in the name of the test.
function school() {
  let actors: Actors;
  const database = testDatabase(async ({ write }) => {
    await write(buildOrganisations);
    actors = await write(buildActors);
  });
  const { submit } = submissions(database, testServer(database, exchangeRoutes));
  const send = async (content: Buffer, { isOther = false, rehearse = false } = {}) =>
    submit(content, { as: isOther ? actors.otherRegistrar : actors.registrar, rehearse });
  return { database, send };
}
const one = school();
const other = school();
const seeds = [11, 12];

/** What the register knows by what the schools call things, whatever numbers were issued and when it was told. */
async function knownThings({ db }: Pick<TestDatabase, 'db'>): Promise<string[]> {
  const tables = ['student', 'identification_record', 'student_name', 'phone', 'guardian'].map(
    (it) => `identity.${it}`,
  );
  const things: string[] = [];
  for (const table of [...tables, 'enrolment.school_enrolment', 'validation.finding', 'access.student_association'])
    things.push(...(await thingsOf(db, table)));
  return things;
}

async function thingsOf(db: Db, table: string): Promise<string[]> {
  const { rows } = await sql<{ thing: string }>`
    select ${table}::text || ' ' || l.organisation_code || ' ' || l.local_student_id || ' ' ||
           (to_jsonb(t) - array['student_number', 'created_at', 'recorded_at', 'submitted_at', 'found_at', 'changed_at', 'found_act_id', 'finding_id'])::text as thing
      from ${sql.table(table)} t join identity.local_student l on l.student_number = t.student_number order by 1`.execute(
    db,
  );
  return rows.map((it) => it.thing);
}

const inS2 = { organisation_code: 'S.K002' };
function someFamilies(random: Random): ReturnType<typeof buildFamily>[] {
  return Array.from({ length: random.int(2, 4) }, () => buildFamily());
}
const fatesOf = (items: SubmissionItem[]) =>
  items.map((it) => `${it.file} ${it.row} ${it.fate} ${it.remarks.map((remark) => remark.code).join(' ')}`);
const numbersOf = (items: SubmissionItem[]) => [...new Set(items.flatMap((it) => it.studentNumber ?? []))];

test.each(seeds)('the order of submissions about different students does not matter (seed %i)', async (seed) => {
  const random = seededRandom(`order ${seed}`);
  const files: { rows: Rows; isOther: boolean }[] = [0, 1, 2].map((place) => ({
    isOther: place === 1,
    rows: joinRows(
      mixExtract(random, { families: [], numbers: [], size: 3 }),
      place === 1 ? { manifest: [buildManifest(inS2)] } : {},
    ),
  }));
  const contents = await Promise.all(
    files.map(async ({ rows, isOther }) => ({ content: await buildExtract(rows), isOther })),
  );
  for (const { content, isOther } of contents) await one.send(content, { isOther });
  for (const { content, isOther } of [...contents].reverse()) await other.send(content, { isOther });
  const things = await knownThings(one.database);
  expect(things.length).toBeGreaterThan(10);
  expect(await knownThings(other.database)).toEqual(things);
});

test.each(seeds)('a file sent again changes nothing, whatever is in it (seed %i)', async (seed) => {
  const random = seededRandom(`again ${seed}`);
  const families = someFamilies(random);
  const { items } = await one.send(await buildExtract(joinRows(...families)));
  const content = await buildExtract(mixExtract(random, { families, numbers: numbersOf(items), size: 5 }));
  const first = await one.send(content);
  const state = await presentState(one.database.db);
  const second = await one.send(content);
  const withoutTasks = ({ 'identity.match_task': _tasks, ...rest }: Record<string, string[]>) => rest;
  expect(withoutTasks(await presentState(one.database.db))).toEqual(withoutTasks(state));
  expect(second.rows).toMatchObject({ added: 0, changed: 0, refused: first.rows.refused, held: first.rows.held });
});

test.each(seeds)('a rehearsal gives every row the fate and the remarks of the real run (seed %i)', async (seed) => {
  const random = seededRandom(`rehearsal ${seed}`);
  const families = someFamilies(random);
  const { items } = await one.send(await buildExtract(joinRows(...families)));
  const content = await buildExtract(mixExtract(random, { families, numbers: numbersOf(items), size: 6 }));
  const rehearsed = await one.send(content, { rehearse: true });
  const real = await one.send(content);
  expect(fatesOf(rehearsed.items)).toEqual(fatesOf(real.items));
  expect(rehearsed.students).toEqual(real.students);
});
