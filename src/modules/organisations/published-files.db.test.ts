import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { systemActor } from '#platform/actor.ts';
import { testDatabase } from '#support/database.ts';
import type { ImportReport } from './contract.ts';
import { importPublishedFile } from './service/import.ts';

// What the published layouts say, to the last remark: the files and their reports are explained in tests/golden/organisations.
const golden = join(import.meta.dirname, '../../../tests/golden/organisations');
const names = [
  'enrolment-by-school-2021-2022.xlsx',
  'enrolment-by-school-2022-2023.xlsx',
  'enrolment-by-school-2023-2024.xlsx',
  'school-directory-2021.csv',
] as const;

const database = testDatabase();

const importFile = async (fileName: string, rehearse = false): Promise<ImportReport> =>
  importPublishedFile(database.db, database.jurisdiction, {
    content: await readFile(join(golden, fileName)),
    fileName,
    rehearse,
    actor: systemActor('test'),
  });

/** What an import leaves in the register, but for who wrote it last and how often. */
const readRegister = async () => {
  const read = async (table: string, columns: string) =>
    (await database.pool.query(`select ${columns} from organisations.${table} order by ${columns}`)).rows;
  return {
    organisations: await read(
      'organisation',
      'code, kind, name, type, authority_code, street, city, opened_on, closed_on',
    ),
    schools: await read('published_school', 'school_year, school_code, name, authority_code, authority_name, total'),
    students: await read('published_enrolment', 'school_year, school_code, grade, students'),
    grades: await read('grade_offering', 'school_code, offering, grade, from_on, to_on'),
    programmes: await read('programme_offering', 'school_code, programme, from_on, to_on'),
  };
};

const withoutChance = ({ importId: _, importedAt: __, importedBy: ___, ...report }: ImportReport) => report;

/** Empties the register again, so that each order begins with nothing. */
const empty = () =>
  database.write(async (tx) => {
    for (const table of [
      'published_enrolment',
      'published_school',
      'directory_entry',
      'grade_offering',
      'programme_offering',
    ] as const)
      await tx.deleteFrom(`organisations.${table}`).execute();
    await tx.updateTable('organisations.organisation').set({ authority_code: null }).execute();
    await tx.deleteFrom('organisations.organisation').execute();
  });

describe('published files in the published layouts', () => {
  test('give exactly the reports that are expected, in rehearsal and in earnest', async () => {
    const expected: unknown = JSON.parse(await readFile(join(golden, 'expected.json'), 'utf8'));
    const reports: unknown[] = [];
    for (const name of names) {
      const rehearsed = withoutChance(await importFile(name, true));
      const done = withoutChance(await importFile(name));
      expect({ ...rehearsed, rehearsed: false }).toEqual(done);
      reports.push(done);
    }
    expect(JSON.parse(JSON.stringify(reports))).toEqual(expected);
  });

  test('leave the same register in whatever order they come', async () => {
    const first = await readRegister();
    expect(first.organisations.length).toBeGreaterThan(10);
    for (const order of [
      [3, 2, 1, 0],
      [1, 3, 0, 2],
      [2, 0, 3, 1],
    ]) {
      await empty();
      for (const place of order) await importFile(names[place] ?? '');
      expect([order, await readRegister()]).toEqual([order, first]);
    }
  });

  test('change nothing and say so when they come again', async () => {
    const before = await readRegister();
    for (const name of names) expect([name, (await importFile(name)).isRepeated]).toEqual([name, true]);
    expect(await readRegister()).toEqual(before);
  });

  test('that come at once wait for each other and all arrive', async () => {
    const before = await readRegister();
    await empty();
    await Promise.all(names.map((name) => importFile(name)));
    expect(await readRegister()).toEqual(before);
  });
});
