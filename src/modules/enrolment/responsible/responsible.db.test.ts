import { beforeAll, describe, expect, test } from 'vitest';
import { addDays, addMonths, schoolYearOf } from '#kernel/dates.ts';
import type { OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import { rescan } from '#modules/validation/index.ts';
import { todayOf } from '#platform/act.ts';
import type { Actor } from '#platform/actor.ts';
import { newId } from '#platform/ids.ts';
import { type Actors, buildActors } from '#support/build-access.ts';
import { buildEnrolmentItem, buildEnrolmentStudents, buildEnrolments } from '#support/build-enrolment.ts';
import { buildObjectGuid } from '#support/build-identity.ts';
import { buildOrganisations } from '#support/build-organisations.ts';
import { testDatabase } from '#support/database.ts';
import { testServer } from '#support/server.ts';
import { enrolmentScanner } from '../service/scan.ts';
import { sayTransition } from './service/keep.ts';
import { processResponsibility } from './service/processor.ts';
import { responsibleScanner } from './service/scan.ts';

const database = testDatabase();
const server = testServer(database);
const today = todayOf(new Date());
const year = schoolYearOf(today);
let actors: Actors;

beforeAll(async () => {
  await database.write((tx) => buildOrganisations(tx));
  actors = await database.write((tx) => buildActors(tx));
});

let students = 0;
/** A student enrolled at some schools of the present year. */
async function newStudent(schools: string[] = ['S.K001'], facts: object = {}): Promise<StudentNumber> {
  students += 1;
  const number = String(510000000 + students) as StudentNumber;
  await database.write((tx) => buildEnrolmentStudents(tx, [{ studentNumber: number, ...facts }]));
  const items = schools.map((schoolCode) =>
    buildEnrolmentItem({ studentNumber: number, schoolCode, schoolYear: year, startOn: `${year - 1}-09-01` }),
  );
  const rules = database.jurisdiction.ruleContext(today);
  await database.write((tx, act) => buildEnrolments(tx, act, { items, rules }));
  return number;
}

const urlOf = (number: string, id = '') => `/v1/students/${number}/responsible-schools${id && `/${id}`}`;
const coming = { effectiveOn: `${year - 1}-09-01`, hasSchool: 'yes', schoolCode: 'S.K001', reason: 'new_student' };

type Saying = { as?: Actor; id?: string; version?: number; tail?: string };
function say(
  number: string,
  body: object = {},
  { as = actors.registrar, id = buildObjectGuid(), version }: Saying = {},
) {
  const headers = version === undefined ? {} : { 'if-match': `"${version}"` };
  return server.call({ as, method: 'PUT', url: urlOf(number, id), body: { ...coming, ...body }, headers });
}
function mark(number: string, id: string, { version = 1, tail = 'delete', as = actors.registrar }: Saying = {}) {
  const headers = { 'if-match': `"${version}"` };
  return server.call({ as, method: 'POST', url: `${urlOf(number, id)}/${tail}`, body: {}, headers });
}
const read = async (number: string, as: Actor = actors.registrar, query = '') =>
  (await server.call({ as, url: `${urlOf(number)}${query}` })).body;
const codes = (body: { errors?: { code: string }[] }) => (body.errors ?? []).map((it) => it.code);

async function scan(number: StudentNumber): Promise<string[]> {
  const scanners = [enrolmentScanner, responsibleScanner];
  const context = database.jurisdiction.ruleContext(today);
  await database.write((tx, act) => rescan(tx, [number], { scanners, context, act }));
  const { rows } = await database.pool.query<{ rule: string }>(
    `select rule_code as rule from validation.finding
      where student_number = $1 and state <> 'cleared' and rule_code like 'RSP-%' order by 1`,
    [number],
  );
  return rows.map((row) => row.rule);
}

describe('a transition of the responsible school', () => {
  test('is added with its version, holds from its day on, and ends the one before', async () => {
    const number = await newStudent();
    const { status, body, headers } = await say(number);
    expect([status, headers['etag'], body.isCurrent, body.schoolName]).toEqual([201, '"1"', true, 'Kestrel High']);
    const left = { effectiveOn: today, hasSchool: 'unknown', schoolCode: null, reason: 'not_provided' };
    expect((await say(number, left)).status).toBe(201);
    const list = await read(number);
    expect([list.current.hasSchool, list.items.map((it: { isCurrent: boolean }) => it.isCurrent)]).toEqual([
      'unknown',
      [true, false],
    ]);
  });

  test('of a day to come does not hold yet', async () => {
    const number = await newStudent();
    await say(number);
    await say(number, { effectiveOn: addDays(today, 7), schoolCode: 'S.K002', reason: 'program_offering' });
    const { current, items } = await read(number);
    expect([current.schoolCode, items.length]).toEqual(['S.K001', 2]);
  });

  test('is changed as the caller saw it, and a change that says nothing new keeps its version', async () => {
    const number = await newStudent();
    const id = buildObjectGuid();
    await say(number, {}, { id });
    expect((await say(number, { reason: 'other' }, { id })).body.code).toBe('http.version_needed');
    expect((await say(number, { reason: 'other' }, { id, version: 1 })).body).toMatchObject({
      reason: 'other',
      version: 2,
    });
    expect((await say(number, { reason: 'other' }, { id, version: 2 })).body.version).toBe(2);
    const stale = await say(number, { reason: 'new_student' }, { id, version: 1 });
    expect([stale.status, stale.body.code]).toEqual([412, 'http.stale_version']);
  });

  test('is deleted as a mark and restored as it was', async () => {
    const number = await newStudent();
    const id = buildObjectGuid();
    await say(number, {}, { id });
    expect((await mark(number, id)).body).toMatchObject({ isDeleted: true, isCurrent: false, version: 2 });
    expect([(await read(number)).items, (await read(number)).current]).toEqual([[], null]);
    expect((await read(number, actors.registrar, '?deleted=include')).items).toHaveLength(1);
    expect((await say(number, {}, { id, version: 2 })).body.code).toBe('responsible_school.deleted');
    expect((await mark(number, id, { version: 2, tail: 'restore' })).body).toMatchObject({
      isCurrent: true,
      version: 3,
    });
    expect((await mark(number, id, { version: 3, tail: 'restore' })).body.code).toBe('responsible_school.not_deleted');
  });

  test('is not restored onto a day that another has taken', async () => {
    const number = await newStudent();
    const id = buildObjectGuid();
    await say(number, {}, { id });
    await mark(number, id);
    await say(number, { reason: 'other' });
    expect(codes((await mark(number, id, { version: 2, tail: 'restore' })).body)).toEqual(['RSP-1636', 'RSP-9901']);
  });

  test('is refused by name when it is impossible: twice a day, before birth, too far ahead, unknown codes and schools', async () => {
    const number = await newStudent();
    await say(number);
    const refused = async (body: object) => codes((await say(number, body)).body);
    expect(await refused({ schoolCode: 'S.K002' })).toEqual(['RSP-9901']);
    const past = { hasSchool: 'unknown', schoolCode: null, reason: 'not_provided' };
    expect(await refused({ ...past, effectiveOn: '1950-09-01' })).toContain('RSP-9902');
    expect(await refused({ ...past, effectiveOn: addMonths(today, 60) })).toEqual(['RSP-9903']);
    expect(await refused({ ...past, effectiveOn: today, reason: 'holiday' })).toEqual(['RSP-3001']);
    expect(await refused({ ...past, effectiveOn: today, reason: 'moved_here' })).toEqual(['RSP-9905']);
    expect(await refused({ effectiveOn: today, schoolCode: 'S.NONE', reason: 'other' })).toEqual(['RSP-9003']);
    expect(await refused({ effectiveOn: today, schoolCode: null, reason: 'other' })).toEqual(['RSP-9904']);
    expect(await refused({ effectiveOn: today, reason: 'to_be_determined' })).toEqual(['RSP-1618', 'RSP-1636']);
    expect((await read(number)).items).toHaveLength(1);
  });

  test('refuses a field, a day and a word that it does not know', async () => {
    const number = await newStudent();
    for (const body of [
      { ending: today },
      { effectiveOn: '2026-02-30' },
      { hasSchool: 'perhaps' },
      { outside: { city: 'X' } },
    ])
      expect((await say(number, body)).status).toBe(400);
  });

  test('may name a school outside the jurisdiction', async () => {
    const number = await newStudent();
    await say(number);
    const outside = { name: 'Larch Lake Collegiate', city: 'Larch Lake', province: 'SK', country: 'CA' };
    const { body } = await say(number, { effectiveOn: today, schoolCode: null, outside, reason: 'other' });
    expect(body).toMatchObject({ schoolCode: null, outside });
  });

  test('keeps its GUID for one student', async () => {
    const id = buildObjectGuid();
    expect((await say(await newStudent(), {}, { id })).status).toBe(201);
    expect(codes((await say(await newStudent(), {}, { id })).body)).toEqual(['RSP-9906']);
  });

  test('said twice at the same moment for one day is written once', async () => {
    const number = await newStudent();
    const answers = await Promise.all([say(number), say(number), say(number, { reason: 'other' })]);
    expect(answers.map((it) => it.status).sort()).toEqual([201, 422, 422]);
    expect((await read(number)).items).toHaveLength(1);
  });

  test('is the business of the school that takes over, of the responsible one, their authorities and the ministry', async () => {
    const number = await newStudent(['S.K001', 'S.K002']);
    await say(number);
    const to = { effectiveOn: today, schoolCode: 'S.K002', reason: 'moved_here' };
    const dayBefore = { ...to, effectiveOn: addDays(today, -1) };
    expect((await say(number, to, { as: actors.authority })).status).toBe(201);
    expect((await say(number, { ...dayBefore, schoolCode: 'S.K003' }, { as: actors.ministry })).status).toBe(201);
    expect((await say(number, to, { as: actors.viewer })).status).toBe(403);
  });

  test('of a student out of sight, protected or never known is answered in the same words', async () => {
    const [elsewhere, hidden] = [await newStudent(['S.K003']), await newStudent(['S.K001'], { isRestricted: true })];
    for (const number of [elsewhere, hidden, '000000000']) {
      const said = await say(number);
      const seen = await server.call({ as: actors.registrar, url: urlOf(number) });
      expect([said.status, said.body.code]).toEqual([404, 'identity.student_not_found']);
      expect([seen.status, seen.body.code]).toEqual([404, 'identity.student_not_found']);
    }
  });
});

describe('the findings', () => {
  test('say where the student is enrolled beside the responsible school, and go when a transition settles it', async () => {
    const number = await newStudent(['S.K001', 'S.K002']);
    await say(number);
    expect(await scan(number)).toEqual(['RSP-1624', 'RSP-1625']);
    const gone = await newStudent(['S.K002', 'S.K001']);
    await say(gone, { schoolCode: 'S.K003' }, { as: actors.ministry });
    expect(await scan(gone)).toEqual(['RSP-1620', 'RSP-1624', 'RSP-1624', 'RSP-1625']);
    const number3 = await newStudent();
    await say(number3);
    expect(await scan(number3)).toEqual([]);
  });
});

describe('the daily processor', () => {
  const run = () =>
    processResponsibility(
      { db: database.db, jurisdiction: database.jurisdiction, signal: new AbortController().signal },
      new Date(),
    );

  test('gives a student the school that enrols, says so once, and asks why by a finding', async () => {
    const number = await newStudent();
    expect(await run()).toBeGreaterThan(0);
    const { current } = await read(number);
    expect(current).toMatchObject({ schoolCode: 'S.K001', reason: 'to_be_determined', effectiveOn: today });
    expect(await scan(number)).toEqual(['RSP-1621']);
    expect(await run()).toBe(0);
    const answered = await say(number, { effectiveOn: today }, { id: current.transitionId, version: 1 });
    expect(answered.body).toMatchObject({ reason: 'new_student', version: 2 });
    expect(await scan(number)).toEqual([]);
  });

  test('never touches what somebody recorded', async () => {
    const number = await newStudent();
    await say(number, { effectiveOn: addDays(today, -3) });
    const before = await read(number);
    await run();
    expect(await read(number)).toEqual(before);
  });

  test('adds nothing to what somebody is recording while it looks', async () => {
    const number = await newStudent();
    let round: Promise<number> | undefined;
    await database.write(async (tx, act) => {
      const said = { ...coming, effectiveOn: addDays(today, -3) } as const;
      await sayTransition(tx, act, {
        aim: { studentNumber: number, transitionId: newId(), version: null },
        statement: { ...said, hasSchool: 'yes', schoolCode: 'S.K001' as OrganisationCode, outside: null },
        rules: database.jurisdiction.ruleContext(today),
      });
      round = run();
      await new Promise((resolve) => setTimeout(resolve, 400));
    }, actors.ministry);
    await round;
    expect((await read(number)).items).toHaveLength(1);
  });

  test('stops between two batches when it is told to', async () => {
    const services = { db: database.db, jurisdiction: database.jurisdiction, signal: AbortSignal.abort() };
    expect(await processResponsibility(services, new Date())).toBe(0);
  });
});

describe('the list of students by responsible school', () => {
  const list = (code: string, as: Actor, query = '') =>
    server.call({ as, url: `/v1/organisations/${code}/responsible-students${query}` });
  const numbers = (body: { items: { studentNumber: string }[] }) => body.items.map((it) => it.studentNumber);

  test('names those whose latest transition says the school, and nobody whom the reader may not see', async () => {
    const [here, left] = [await newStudent(), await newStudent()];
    const hidden = await newStudent(['S.K001'], { isRestricted: true });
    for (const number of [here, left, hidden])
      await say(number, { effectiveOn: addDays(today, -9) }, { as: actors.ministry });
    await say(left, { effectiveOn: addDays(today, -2), hasSchool: 'no', schoolCode: null, reason: 'employment' });
    const { body } = await list('S.K001', actors.registrar, '?limit=1000');
    const named = (of: { items: { studentNumber: string }[] }) =>
      [here, left, hidden].map((it) => numbers(of).includes(it));
    expect(named(body)).toEqual([true, false, false]);
    expect(body.items.find((it: { studentNumber: string }) => it.studentNumber === here)).toMatchObject({
      schoolCode: 'S.K001',
      isEnrolledThere: true,
    });
    expect(named((await list('A.K001', actors.authority, '?limit=1000')).body)).toEqual([true, false, false]);
    expect(named((await list('S.K001', actors.ministry, '?limit=1000')).body)).toEqual([true, false, true]);
  });

  test('comes in pages that name nobody twice', async () => {
    const found: string[] = [];
    let cursor: string | null = null;
    do {
      const next: string = cursor ? `&cursor=${encodeURIComponent(cursor)}` : '';
      const { body } = await list('S.K001', actors.registrar, `?limit=2${next}`);
      found.push(...numbers(body));
      cursor = body.next;
    } while (cursor);
    expect(new Set(found).size).toBe(found.length);
    expect(found.length).toBeGreaterThan(2);
  });

  test('of an organisation out of reach is refused', async () => {
    expect((await list('S.K003', actors.registrar)).status).toBe(403);
    expect((await list('A.K002', actors.authority)).status).toBe(403);
  });
});
