import { beforeAll, expect, test } from 'vitest';
import { type Actors, buildActors } from '#support/build-access.ts';
import {
  buildExtract,
  buildExtractWith,
  buildLines,
  buildManifest,
  buildStudentRow,
  writeTable,
} from '#support/build-exchange.ts';
import { buildOrganisations } from '#support/build-organisations.ts';
import { testDatabase } from '#support/database.ts';
import { submissions } from '#support/exchange.ts';
import { testServer } from '#support/server.ts';
import { exchangeRoutes } from './routes.ts';

// What is not fit to be applied: whole files, and rows by their form alone. No student is touched by any of it.

let actors: Actors;
const database = testDatabase(async ({ write }) => {
  await write(buildOrganisations);
  actors = await write(buildActors);
});
const server = testServer(database, exchangeRoutes);
const { post, submit } = submissions(database, server);
beforeAll(() => undefined);

async function checkRefused(content: Buffer, code: string, place: object = {}) {
  const submission = await submit(content, { as: actors.registrar });
  expect(submission).toMatchObject({
    state: 'refused',
    refusal: { code: `exchange.${code}`, ...place },
    rows: { total: 0 },
  });
  expect(submission.refusal.message.en).not.toMatch(/[{}]/);
  expect(submission.refusal.message.fr).not.toMatch(/[{}]/);
  expect(submission.items).toEqual([]);
}

test('a file that cannot be read is a refused submission, not a crash', () =>
  checkRefused(Buffer.from('PK nothing'), 'zip_malformed'));
test('another school’s extract is refused, and both codes are named', async () =>
  checkRefused(
    await buildExtract({ manifest: [buildManifest({ organisation_code: 'S.K002' })] }),
    'other_organisation',
    {
      file: 'manifest',
      row: 2,
      field: 'organisation_code',
      message: { en: 'The extract is that of S.K002, but it was submitted for S.K001' },
    },
  ));
test('a school year that is not open is refused', async () => {
  await checkRefused(await buildExtract({ manifest: [buildManifest({ school_year: '2012' })] }), 'year_not_open', {
    field: 'school_year',
  });
});
test('a file that is refused half way leaves no row behind', async () => {
  const content = await buildExtractWith({ students: [buildStudentRow()] }, { enrolments: 'guid,colour\n' });
  await checkRefused(content, 'column_unknown', { file: 'enrolments', row: 1, field: 'colour' });
});

test('a single CSV file is refused at the door with a hint', async () => {
  const { status, body } = await post('a,b\n', { as: actors.registrar, type: 'text/csv' });
  expect([status, body.code]).toEqual([415, 'exchange.csv_alone']);
});
test('a content type that is none of ours is refused', async () => {
  const { status, body } = await post('a,b\n', { as: actors.registrar, type: 'image/png' });
  expect([status, body.code]).toEqual([415, 'http.wrong_type']);
});

test('rows that are wrong in their form are refused one by one, each with file, row, field and words', async () => {
  const text = `${writeTable('students', [
    buildStudentRow({ local_student_id: '1', birth_date: '2015-02-30' }),
    buildStudentRow({ local_student_id: '2', gender: '' }),
  ])}3,x\n`;
  const submission = await submit(await buildExtractWith({}, { students: text }), { as: actors.registrar });
  expect(submission).toMatchObject({
    state: 'finished',
    rows: { total: 3, refused: 3, waiting: 0 },
    students: { new: 0, matched: 0 },
  });
  const seen = submission.items.map(
    (item: { row: number; fate: string; remarks: { code: string; field: string }[] }) => [
      item.row,
      item.fate,
      item.remarks.map((it) => [it.code, it.field]),
    ],
  );
  expect(seen).toEqual([
    [2, 'refused', [['exchange.date_impossible', 'birth_date']]],
    [3, 'refused', [['exchange.field_missing', 'gender']]],
    [4, 'refused', [['exchange.cells_missing', null]]],
  ]);
  expect(submission.items[0].remarks[0].message).toEqual({
    en: 'There is no day 2015-02-30 in the calendar',
    fr: 'Le jour 2015-02-30 n’existe pas au calendrier',
  });
  expect(submission.reasons.map((it: { code: string; rows: number }) => [it.code, it.rows])).toEqual([
    ['exchange.cells_missing', 1],
    ['exchange.date_impossible', 1],
    ['exchange.field_missing', 1],
  ]);
});

test('a GUID that stands twice in a file is refused in both rows, each naming the other', async () => {
  const row = buildStudentRow({ local_student_id: 'T1' });
  const twin = buildStudentRow({ local_student_id: 'T2', guid: row.guid.toUpperCase() });
  const { items } = await submit(await buildExtract({ students: [row, twin] }), { as: actors.registrar });
  expect(
    items.map((it: { remarks: { code: string; message: { en: string } }[] }) => it.remarks.map((r) => r.message.en)),
  ).toEqual([['The same GUID stands on line 3 too'], ['The same GUID stands on line 2 too']]);
});

test('a student who stands twice is refused, and the rows of that student say why', async () => {
  const rows = [buildStudentRow({ local_student_id: 'D' }), buildStudentRow({ local_student_id: 'D' })];
  const phone = {
    guid: rows[0]?.guid,
    local_student_id: 'D',
    kind: 'home',
    number: '7805550142',
    effective_on: '2026-09-01',
  };
  const { items } = await submit(await buildExtract({ students: rows, phones: [phone as never] }), {
    as: actors.registrar,
  });
  expect(items.map((it: { remarks: { code: string }[] }) => it.remarks.map((r) => r.code))).toEqual([
    ['exchange.duplicate_local_student_id'],
    ['exchange.duplicate_local_student_id'],
    ['exchange.student_refused'],
  ]);
});

test('an extract with nothing in it is finished and says so', async () => {
  const submission = await submit(await buildExtract({}), { as: actors.registrar });
  expect(submission).toMatchObject({ state: 'finished', rows: { total: 0 } });
  expect(submission.remarks).toContainEqual(expect.objectContaining({ code: 'exchange.no_rows', file: 'students' }));
});

test('a broken line of NDJSON is a refused row', async () => {
  const submission = await submit(`${buildLines({})}{"file":\n`, {
    as: actors.registrar,
    type: 'application/x-ndjson',
  });
  expect(submission).toMatchObject({ format: 'ndjson', rows: { total: 1, refused: 1 } });
  expect(submission.items).toMatchObject([{ file: 'unread', row: 2, remarks: [{ code: 'exchange.not_json' }] }]);
});

test('a report runs no formula in a spreadsheet', async () => {
  const evil = buildStudentRow({ local_student_id: '=1+1', birth_date: '@SUM(A1)' });
  const { submissionId } = await submit(await buildExtract({ students: [evil] }), { as: actors.registrar });
  const { text, headers } = await server.call({
    as: actors.registrar,
    url: `/v1/submissions/${submissionId}/report?format=csv&lang=fr`,
  });
  expect(headers['content-type']).toBe('text/csv; charset=utf-8');
  expect(text.startsWith('\ufefffate,file,row,')).toBe(true);
  expect(text).toContain("refused,students,2,'=1+1,,exchange.date_form,,rejection,birth_date,'@SUM(A1),");
  expect(text).toContain('n’est pas une date écrite AAAA-MM-JJ');
});
