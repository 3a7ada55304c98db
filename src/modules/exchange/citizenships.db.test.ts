import { expect, test } from 'vitest';
import { type Actors, buildActors } from '#support/build-access.ts';
import { buildFamily, buildGuid, extractParts, type Rows, writeTable, zipOf } from '#support/build-exchange.ts';
import { buildOrganisations } from '#support/build-organisations.ts';
import { testDatabase } from '#support/database.ts';
import { submissions } from '#support/exchange.ts';
import { testServer } from '#support/server.ts';
import type { SubmissionItem } from './contract.ts';

// Citizenship statuses as a school's file states them.
let actors: Actors;
const database = testDatabase(async ({ write }) => {
  await write(buildOrganisations);
  actors = await write(buildActors);
});
const server = testServer(database);
const { submit } = submissions(database, server);

type Statuses = NonNullable<Rows['citizenships']>;
const permit = { status: '5', effective_on: '2026-08-15', document_type: 'CAStudyPermit', country: 'FR' };
const ends = { document_expires_on: '2028-08-31' };

/** A student of a file, and the sending of statuses with the student. */
function newStudent() {
  const { students, enrolments } = buildFamily();
  const local_student_id = students[0]?.local_student_id ?? '';
  const send = async (citizenships: Statuses) => {
    const rows = citizenships.map((it) => ({ local_student_id, ...it }));
    const content = writeTable('citizenships', rows);
    const zip = await zipOf([...extractParts({ students, enrolments }), { name: 'citizenships.csv', content }]);
    const submission = await submit(zip, { as: actors.registrar });
    return { ...submission, statuses: submission.items.filter((it: SubmissionItem) => it.file === 'citizenships') };
  };
  return { send };
}

const told = (statuses: SubmissionItem[]) => statuses.map((it) => [it.fate, it.remarks.map((remark) => remark.code)]);

async function kept(number: string) {
  const { body } = await server.call({ as: actors.registrar, url: `/v1/students/${number}/personal` });
  return body.citizenships.map((it: { status: string; isDeleted: boolean }) => [it.status, it.isDeleted]);
}

test('a status of a file is kept, is unchanged when the file comes again, and is taken back when the row says so', async () => {
  const { send } = newStudent();
  const row = { guid: buildGuid(), ...permit, ...ends };
  const first = await send([row]);
  expect(told(first.statuses)).toEqual([['added', []]]);
  const number = first.items[0].studentNumber;
  expect(await kept(number)).toEqual([['5', false]]);
  expect(told((await send([row])).statuses)).toEqual([['unchanged', []]]);
  const back = { ...row, is_deleted: 'Y' };
  expect((await send([back])).statuses[0].fate).toBe('changed');
  expect(await kept(number)).toEqual([['5', true]]);
  expect((await send([back])).statuses[0].fate).toBe('unchanged');
});

test('what cannot be is refused row by row, naming the rule, and the student and the right rows are kept', async () => {
  const { send } = newStudent();
  const born = { status: '1', document_type: 'CABirthCert' };
  const { items, statuses } = await send([
    { guid: buildGuid(), ...permit, ...ends, status: '3' },
    { guid: buildGuid(), ...permit, ...ends, status: '1' },
    { guid: buildGuid(), ...permit },
    { guid: buildGuid(), ...permit, ...ends, country: 'QQ' },
    { guid: buildGuid(), ...permit, ...ends, guardian_guid: buildGuid(), guardian_status: '1' },
    { guid: buildGuid(), ...born },
  ]);
  const fates = statuses.map((it: SubmissionItem) => it.fate);
  expect(fates).toEqual(['refused', 'refused', 'refused', 'refused', 'refused', 'added']);
  const codes = statuses.map((it: SubmissionItem) => it.remarks[0]?.code ?? null);
  expect(codes).toEqual(['CIT-0010', 'CIT-0040', 'CIT-0024', 'CIT-0010', 'CIT-0030', null]);
  expect(await kept(items[0].studentNumber)).toEqual([['1', false]]);
});

test('a day that is none, or a flag of another kind, refuses its row alone; a row of a student who is not in the file waits for nobody', async () => {
  const { send } = newStudent();
  const { statuses } = await send([
    { guid: buildGuid(), ...permit, ...ends, effective_on: '2026-02-30' },
    { guid: buildGuid(), ...permit, ...ends, is_deleted: 'perhaps' },
    { guid: buildGuid(), ...permit, ...ends, local_student_id: 'nobody' },
    { guid: buildGuid(), ...permit, ...ends },
  ]);
  expect(statuses.map((it: SubmissionItem) => it.fate)).toEqual(['refused', 'refused', 'refused', 'added']);
});
