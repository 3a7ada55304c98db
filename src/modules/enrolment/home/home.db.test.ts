import { expect, test } from 'vitest';
import { schoolYearOf } from '#kernel/dates.ts';
import type { StudentNumber } from '#kernel/ids.ts';
import { rescan } from '#modules/validation/index.ts';
import { todayOf } from '#platform/act.ts';
import type { Actor } from '#platform/actor.ts';
import { type Actors, buildActors } from '#support/build-access.ts';
import { buildEnrolmentItem, buildEnrolmentStudents, buildEnrolments } from '#support/build-enrolment.ts';
import { buildObjectGuid } from '#support/build-identity.ts';
import { buildOrganisations } from '#support/build-organisations.ts';
import { testDatabase } from '#support/database.ts';
import { testServer } from '#support/server.ts';
import { enrolmentScanner } from '../service/scan.ts';
import { homeScanner } from './service/scan.ts';

const today = todayOf(new Date());
const year = schoolYearOf(today);
let actors: Actors;

const database = testDatabase(async ({ write }) => {
  await write((tx) => buildOrganisations(tx));
  actors = await write((tx) => buildActors(tx));
});
const server = testServer(database);

let students = 0;
async function newStudent(facts: object = {}): Promise<StudentNumber> {
  students += 1;
  const number = String(530000000 + students) as StudentNumber;
  await database.write((tx) => buildEnrolmentStudents(tx, [{ studentNumber: number, ...facts }]));
  return number;
}

async function enrol(studentNumber: StudentNumber) {
  const items = [buildEnrolmentItem({ studentNumber, schoolYear: year, startOn: `${year - 1}-09-01` })];
  const rules = database.jurisdiction.ruleContext(today);
  await database.write((tx, act) => buildEnrolments(tx, act, { items, rules }));
}

const urlOf = (number: string, id = '') => `/v1/students/${number}/home-education${id && `/${id}`}`;
type Saying = { as?: Actor; id?: string; version?: number };
function say(
  number: string,
  body: object = {},
  { as = actors.ministry, id = buildObjectGuid(), version }: Saying = {},
) {
  const headers = version === undefined ? {} : { 'if-match': `"${version}"` };
  return server.call({ as, method: 'PUT', url: urlOf(number, id), body: { schoolYear: year, ...body }, headers });
}
function mark(number: string, id: string, tail: string, version: number) {
  const headers = { 'if-match': `"${version}"` };
  return server.call({ as: actors.ministry, method: 'POST', url: `${urlOf(number, id)}/${tail}`, body: {}, headers });
}
const codes = (body: { errors?: { code: string }[] }) => (body.errors ?? []).map((it) => it.code);

test('a registration takes the days that the jurisdiction sets, and says its version', async () => {
  const { status, body, headers } = await say(await newStudent(), { authorityCode: 'A.K001' });
  expect([status, headers['etag']]).toEqual([201, '"1"']);
  expect(body).toMatchObject({ startOn: `${year - 1}-09-01`, exitOn: `${year}-06-30`, exitType: 'completion' });
});

test('a registration is changed as it was seen, deleted as a mark and restored', async () => {
  const number = await newStudent();
  const id = buildObjectGuid();
  await say(number, {}, { id });
  expect((await say(number, { exitType: 'withdrawal' }, { id })).body.code).toBe('http.version_needed');
  expect((await say(number, { exitType: 'withdrawal' }, { id, version: 1 })).body.version).toBe(2);
  expect((await say(number, { exitType: 'withdrawal' }, { id, version: 2 })).body.version).toBe(2);
  expect((await say(number, {}, { id, version: 1 })).status).toBe(412);
  expect((await mark(number, id, 'delete', 2)).body).toMatchObject({ isDeleted: true, version: 3 });
  expect((await say(number, {}, { id, version: 3 })).body.code).toBe('home_education.deleted');
  expect((await mark(number, id, 'restore', 3)).body).toMatchObject({ isDeleted: false, version: 4 });
  expect((await mark(number, buildObjectGuid(), 'delete', 1)).body.code).toBe('home_education.registration_not_found');
});

test('what is impossible is refused by name: unknown codes, days outside the year, before birth, twice at once', async () => {
  const number = await newStudent();
  await say(number);
  const refused = async (body: object) => codes((await say(number, body)).body);
  expect(await refused({})).toEqual(['HED-9903']);
  expect(await refused({ schoolYear: year - 1, authorityCode: 'S.K001' })).toEqual(['HED-9004']);
  expect(await refused({ schoolYear: year - 1, exitType: 'holiday' })).toEqual(['HED-3001']);
  expect(await refused({ schoolYear: year - 1, startOn: `${year}-01-01` })).toContain('HED-9901');
  expect(await refused({ schoolYear: 1950 })).toEqual(['HED-9902']);
  expect((await say(number, { ending: today })).status).toBe(400);
  const answers = await Promise.all([say(number, { schoolYear: year - 1 }), say(number, { schoolYear: year - 1 })]);
  expect(answers.map((it) => it.status).sort()).toEqual([201, 422]);
});

test('a GUID belongs to one student', async () => {
  const id = buildObjectGuid();
  await say(await newStudent(), {}, { id });
  expect(codes((await say(await newStudent(), {}, { id })).body)).toEqual(['HED-9904']);
});

test('the ministry alone registers; a school reads those of its own students, and of nobody else', async () => {
  const [own, other] = [await newStudent(), await newStudent()];
  await enrol(own);
  for (const number of [own, other]) await say(number);
  expect((await say(own, { schoolYear: year - 1 }, { as: actors.registrar })).body.code).toBe('http.not_allowed');
  expect((await server.call({ as: actors.registrar, url: urlOf(own) })).body.items).toHaveLength(1);
  for (const number of [other, '000000000'])
    expect((await server.call({ as: actors.registrar, url: urlOf(number) })).body.code).toBe(
      'identity.student_not_found',
    );
});

test('a registration beside an enrolment is advised on from both sides, and no longer when it is deleted', async () => {
  const number = await newStudent();
  await enrol(number);
  const id = buildObjectGuid();
  await say(number, {}, { id });
  const context = database.jurisdiction.ruleContext(today);
  const scan = async () => {
    const scanners = [enrolmentScanner, homeScanner];
    await database.write((tx, act) => rescan(tx, [number], { scanners, context, act }));
    const { rows } = await database.pool.query<{ rule: string }>(
      `select rule_code as rule from validation.finding
        where student_number = $1 and state <> 'cleared' and rule_code like 'HED-%' order by 1`,
      [number],
    );
    return rows.map((row) => row.rule);
  };
  expect(await scan()).toEqual(['HED-4050', 'HED-4060']);
  await mark(number, id, 'delete', 1);
  expect(await scan()).toEqual([]);
});
