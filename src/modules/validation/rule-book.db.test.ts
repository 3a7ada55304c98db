import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { rules } from '#entrypoints/modules.ts';
import { buildQuery, buildStudents } from '#support/build-identity.ts';
import { buildOrganisations } from '#support/build-organisations.ts';
import { testDatabase } from '#support/database.ts';
import { adoptRules } from './index.ts';

const database = testDatabase();
const waiting = async () => {
  const { rows } = await sql<{
    n: number;
  }>`select count(distinct student_number) as n from validation.scan_request`.execute(database.db);
  return rows[0]?.n ?? 0;
};
const adopt = (book = rules) => adoptRules(database.worker, book);

test('a register without students takes its first rules in without judging anybody', async () => {
  expect(await adopt()).toBe(0);
  expect(await waiting()).toBe(0);
});

test('rules that are as before ask for nobody; a condition that changed asks for everybody once, however many start at the same time', async () => {
  await database.write((tx) => buildOrganisations(tx));
  await database.write((tx, act) =>
    buildStudents(tx, act, {
      queries: [buildQuery(), buildQuery(), buildQuery()],
      jurisdiction: database.jurisdiction,
    }),
  );
  await sql`delete from validation.scan_request`.execute(database.worker);
  expect(await adopt()).toBe(0);
  const [first, ...others] = rules;
  if (!first) throw new Error('no rules');
  const changed = [{ ...first, judge: () => ({ fires: false as const }) }, ...others];
  const asked = await Promise.all([adopt(changed), adopt(changed), adopt(changed)]);
  expect(asked.sort()).toEqual([0, 0, 3]);
  expect(await waiting()).toBe(3);
  expect(await adopt()).toBe(0);
});

test('other words for a rule ask for nobody', async () => {
  const reworded = rules.map((it) => ({ ...it, title: { en: 'Otherwise', fr: 'Autrement' } }));
  expect(await adopt(reworded)).toBe(0);
});

test('a parameter of the jurisdiction that changed asks for everybody', async () => {
  await sql`update jurisdiction.setting set value = '"another"' where name = 'digest'`.execute(database.db);
  await sql`delete from validation.scan_request`.execute(database.worker);
  expect(await adopt()).toBe(3);
});
