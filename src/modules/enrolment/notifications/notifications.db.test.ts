import { expect, test } from 'vitest';
import { schoolYearOf } from '#kernel/dates.ts';
import type { OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import { recordAssociations } from '#modules/access/index.ts';
import { rescan } from '#modules/validation/index.ts';
import { todayOf } from '#platform/act.ts';
import type { Actor } from '#platform/actor.ts';
import { type Actors, buildActors } from '#support/build-access.ts';
import { buildEnrolmentItem, buildEnrolmentStudents, buildEnrolments } from '#support/build-enrolment.ts';
import { buildObjectGuid } from '#support/build-identity.ts';
import { buildOrganisations } from '#support/build-organisations.ts';
import { testDatabase } from '#support/database.ts';
import { testServer } from '#support/server.ts';
import { notificationScanner } from './service/scan.ts';

const today = todayOf(new Date());
const year = schoolYearOf(today);
const due = `${year - 1}-09-30`;
let actors: Actors;

const database = testDatabase(async ({ write }) => {
  await write((tx) => buildOrganisations(tx));
  actors = await write((tx) => buildActors(tx));
});
const server = testServer(database);

let students = 0;
/** A student whom S.K001 sees. */
async function newStudent(at = 'S.K001'): Promise<StudentNumber> {
  students += 1;
  const number = String(550000000 + students) as StudentNumber;
  await database.write((tx) => buildEnrolmentStudents(tx, [{ studentNumber: number }]));
  const ground = { studentNumber: number, organisation: at as OrganisationCode, kind: 'creation' as const };
  const rules = database.jurisdiction.ruleContext(today);
  await database.write((tx) => recordAssociations(tx, [{ ...ground, from: today, to: today }], rules));
  return number;
}

const statement = {
  schoolYear: year,
  programme: 'supervised',
  supervisorCode: 'S.K001',
  notifiedOn: due,
  guardianName: 'Ifeoma Adeyemi',
  guardianContact: '780-555-0142',
  plan: 'Reading and arithmetic',
  wantsFunding: true,
};
const unsupervised = { programme: 'unsupervised', supervisorCode: null, wantsFunding: false };

const urlOf = (number: string, tail = '') => `/v1/students/${number}/home-notifications${tail}`;
type Saying = { as?: Actor; id?: string; version?: number };
const matching = (version: number | undefined): Record<string, string> =>
  version === undefined ? {} : { 'if-match': `"${version}"` };
function say(
  number: string,
  body: object = {},
  { as = actors.registrar, id = buildObjectGuid(), version }: Saying = {},
) {
  const said = { ...statement, ...body };
  return server.call({ as, method: 'PUT', url: urlOf(number, `/${id}`), body: said, headers: matching(version) });
}
function move(number: string, id: string, body: object, { as = actors.registrar, version = 1 }: Saying = {}) {
  return server.call({ as, method: 'POST', url: urlOf(number, `/${id}/move`), body, headers: matching(version) });
}
const list = (number: string, as: Actor = actors.registrar) => server.call({ as, url: urlOf(number) });
const codes = (body: { errors?: { code: string }[] }) => (body.errors ?? []).map((it) => it.code);

test('a notification is recorded, changed as it was seen, returned with the reason, mended and accepted', async () => {
  const number = await newStudent();
  const id = buildObjectGuid();
  const added = await say(number, {}, { id });
  expect([added.status, added.headers['etag'], added.body.state]).toEqual([201, '"1"', 'open']);
  expect(added.body).toMatchObject({ supervisorName: 'Kestrel High', isAddressSame: true, decidedOn: null });
  expect((await say(number, { plan: null }, { id })).body.code).toBe('http.version_needed');
  expect((await say(number, {}, { id, version: 1 })).body.version).toBe(1);
  expect((await move(number, id, { move: 'return' })).body.code).toBe('home_notification.reason_needed');
  const returned = await move(number, id, { move: 'return', reason: 'The plan is missing' });
  expect(returned.body).toMatchObject({ state: 'returned', decidedOn: today, stateReason: 'The plan is missing' });
  expect((await move(number, id, { move: 'accept' }, { version: 2 })).body.code).toBe('home_notification.cannot_move');
  const mended = await say(number, { plan: 'Reading' }, { id, version: 2 });
  expect(mended.body).toMatchObject({ state: 'open', decidedOn: null, stateReason: null, version: 3 });
  expect((await move(number, id, { move: 'accept' }, { version: 1 })).status).toBe(412);
  expect((await move(number, id, { move: 'accept' }, { version: 3 })).body.state).toBe('accepted');
  expect((await say(number, {}, { id, version: 4 })).body.code).toBe('home_notification.settled');
  const missing = await move(number, buildObjectGuid(), { move: 'accept' });
  expect(missing.body.code).toBe('home_notification.notification_not_found');
});

test('what nobody supervises is the ministry’s, and becomes a registration as it is accepted', async () => {
  const number = await newStudent();
  const id = buildObjectGuid();
  expect(codes((await say(number, unsupervised)).body)).toEqual(['HEN-9905']);
  expect((await say(number, unsupervised, { as: actors.ministry, id })).status).toBe(201);
  expect(codes((await move(number, id, { move: 'accept' })).body)).toEqual(['HEN-9905']);
  expect((await move(number, id, { move: 'accept' }, { as: actors.ministry })).body.state).toBe('accepted');
  const registered = await server.call({ as: actors.ministry, url: `/v1/students/${number}/home-education` });
  expect(registered.body.items).toMatchObject([{ schoolYear: year, startOn: `${year - 1}-09-01`, isDeleted: false }]);
});

test('an acceptance whose registration is refused accepts nothing', async () => {
  const number = await newStudent();
  const id = buildObjectGuid();
  await say(number, unsupervised, { as: actors.ministry, id });
  const url = `/v1/students/${number}/home-education/${buildObjectGuid()}`;
  await server.call({ as: actors.ministry, method: 'PUT', url, body: { schoolYear: year } });
  const refused = await move(number, id, { move: 'accept' }, { as: actors.ministry });
  expect([refused.status, codes(refused.body)]).toEqual([422, ['HED-9903']]);
  expect((await list(number)).body.items[0].state).toBe('open');
});

test('what cannot be is refused by name: codes, supervisors, days, a second one, another’s, unknown fields', async () => {
  const number = await newStudent();
  const refused = async (body: object, saying: Saying = {}) => codes((await say(number, body, saying)).body);
  expect(await refused({ programme: 'garden' })).toEqual(['HEN-3001']);
  expect(await refused({ supervisorCode: 'S.NONE' }, { as: actors.ministry })).toEqual(['HEN-9901']);
  expect(await refused({ supervisorCode: null }, { as: actors.ministry })).toEqual(['HEN-9901']);
  expect(await refused({ ...unsupervised, wantsFunding: true }, { as: actors.ministry })).toEqual(['HEN-9902']);
  expect(await refused({ notifiedOn: '2001-01-01' })).toEqual(['HEN-9903']);
  expect(await refused({ supervisorCode: 'S.K003' })).toEqual(['HEN-9905']);
  expect((await say(number, { teacher: 'me' })).status).toBe(400);
  expect((await say(number, { guardianName: 'a\u0007b' })).status).toBe(400);
  const answers = await Promise.all([say(number), say(number)]);
  expect(answers.map((it) => it.status).sort()).toEqual([201, 422]);
  const [first] = (await list(number)).body.items;
  expect(codes((await say(await newStudent(), {}, { id: first.notificationId })).body)).toEqual(['HEN-9906']);
});

test('a withdrawn notification makes room for another', async () => {
  const number = await newStudent();
  const id = buildObjectGuid();
  await say(number, {}, { id });
  expect((await move(number, id, { move: 'withdraw', reason: 'The parent thought better' })).body.state).toBe(
    'withdrawn',
  );
  expect((await say(number)).status).toBe(201);
});

test('only those who may enrol record, only those who see the student in full read, then as now', async () => {
  const number = await newStudent();
  const before = new Date(Date.now() - 60_000).toISOString();
  await say(number);
  expect((await say(number, {}, { as: actors.viewer })).body.code).toBe('http.not_allowed');
  expect((await list(number, actors.viewer)).body.items).toHaveLength(1);
  expect((await list(await newStudent('S.K003'))).body.code).toBe('identity.student_not_found');
  expect((await list('000000000')).body.code).toBe('identity.student_not_found');
  const then = await server.call({ as: actors.registrar, url: urlOf(number, `?asKnownAt=${before}`) });
  expect(then.body.items).toEqual([]);
});

test('a late one, and one accepted without its enrolment, are advised on until they are right', async () => {
  const number = await newStudent();
  const id = buildObjectGuid();
  const late = today > due ? today : due;
  await say(number, { notifiedOn: late }, { id });
  await move(number, id, { move: 'accept' });
  const context = database.jurisdiction.ruleContext(today);
  const scan = async () => {
    await database.write((tx, act) => rescan(tx, [number], { scanners: [notificationScanner], context, act }));
    const { rows } = await database.pool.query<{ rule: string }>(
      `select rule_code as rule from validation.finding where student_number = $1 and state <> 'cleared' order by 1`,
      [number],
    );
    return rows.map((row) => row.rule).filter((rule) => late > due || rule !== 'HEN-9907');
  };
  const expected = late > due ? ['HEN-9907'] : [];
  expect(await scan()).toEqual([...expected, 'HEN-9908']);
  const item = buildEnrolmentItem({
    studentNumber: number,
    schoolYear: year,
    startOn: `${year - 1}-09-01`,
    grantsProgrammes: ['600'],
  });
  await database.write((tx, act) => buildEnrolments(tx, act, { items: [item], rules: context }));
  expect(await scan()).toEqual(expected);
});
