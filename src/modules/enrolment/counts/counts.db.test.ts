import { describe, expect, test } from 'vitest';
import { schoolYearOf } from '#kernel/dates.ts';
import type { StudentNumber } from '#kernel/ids.ts';
import type { EnrolmentItem } from '#modules/enrolment/index.ts';
import { todayOf } from '#platform/act.ts';
import type { Actor } from '#platform/actor.ts';
import { type Actors, buildActors } from '#support/build-access.ts';
import { buildEnrolmentItem, buildEnrolmentStudents, buildEnrolments } from '#support/build-enrolment.ts';
import { buildOrganisations } from '#support/build-organisations.ts';
import { testDatabase } from '#support/database.ts';
import { testServer } from '#support/server.ts';
import { freezeDueCounts } from './service/freeze.ts';

const today = todayOf(new Date());
/** The school year before: its count days are past whenever the tests run. */
const year = schoolYearOf(today) - 1;
const autumn = `${year - 1}-09-30`;
const wanted = { kind: 'autumn', schoolYear: year };
let actors: Actors;

const database = testDatabase(async ({ write }) => {
  await write((tx) => buildOrganisations(tx));
  actors = await write((tx) => buildActors(tx));
});
const server = testServer(database);

let students = 0;
type Changes = Partial<Omit<EnrolmentItem, 'schoolCode' | 'studentNumber'>> & { schoolCode?: string };

async function apply(items: EnrolmentItem[]) {
  const rules = database.jurisdiction.ruleContext(today);
  const fates = await database.write((tx, act) => buildEnrolments(tx, act, { items, rules }));
  expect(fates.flatMap((it) => it.fired.map((one) => one.code))).toEqual([]);
}

/** A student with enrolments in the year that is counted. */
async function newStudent(enrolments: Changes[] = [{}], facts: object = {}) {
  students += 1;
  const studentNumber = String(520000000 + students) as StudentNumber;
  await database.write((tx) => buildEnrolmentStudents(tx, [{ studentNumber, ...facts }]));
  const items = enrolments.map((it) =>
    buildEnrolmentItem({ studentNumber, schoolYear: year, startOn: `${year - 1}-09-01`, ...it }),
  );
  await apply(items);
  return { studentNumber, items, item: items[0] as EnrolmentItem };
}

const get = (as: Actor, url: string) => server.call({ as, url });
const preview = async (as: Actor, query = '') =>
  (await get(as, `/v1/count-preview?kind=autumn&schoolYear=${year}${query}`)).body;
const freeze = (as: Actor = actors.ministry, body: object = wanted) =>
  server.call({ as, method: 'POST', url: '/v1/counts', body });
const figures = (as: Actor, countId: string, query = '') => get(as, `/v1/counts/${countId}${query}`);
const differences = async (as: Actor, countId: string, query = '') =>
  (await get(as, `/v1/counts/${countId}/differences${query}`)).body;

/** One student of each kind, and the count frozen over them. */
async function story() {
  const people = {
    stays: await newStudent([{ grantsProgrammes: ['211'] }]),
    twice: await newStudent([{ programmingType: 'continuing', programmingTimeframe: 'day' }, { schoolCode: 'S.K002' }]),
    leaves: await newStudent(),
    deleted: await newStudent(),
    moves: await newStudent(),
    changes: await newStudent(),
    later: await newStudent([{ startOn: `${year - 1}-10-05` }]),
    hidden: await newStudent([{}], { isRestricted: true }),
    elsewhere: await newStudent([{ schoolCode: 'S.K003' }]),
  };
  const { body, status } = await freeze();
  expect(status).toBe(201);
  return { people, countId: body.countId as string, body };
}
let told: ReturnType<typeof story> | undefined;
const theStory = () => (told ??= story());

describe('a count', () => {
  test('counts each student once, at the school of the regular enrolment, and those who have the right the protected too', async () => {
    const { body } = await theStory();
    expect(body).toMatchObject({ ...wanted, day: autumn, students: 8 });
    expect(body.bySchool.map((it: { code: string; students: number }) => [it.code, it.students])).toEqual([
      ['S.K001', 6],
      ['S.K002', 1],
      ['S.K003', 1],
    ]);
    expect(body.byProgramme).toEqual([{ code: '211', students: 1 }]);
    expect(body.byGrade).toEqual([{ code: '6', students: 8 }]);
  });

  test('shows a school its own, an authority its schools’, and nobody a protected student without the right', async () => {
    const { countId } = await theStory();
    const seen = async (as: Actor, query = '') => (await figures(as, countId, query)).body.students;
    expect(await seen(actors.registrar)).toBe(5);
    expect(await seen(actors.authority)).toBe(6);
    expect(await seen(actors.authority, '?organisation=S.K002')).toBe(1);
    expect(await seen(actors.ministryViewer)).toBe(7);
    expect((await figures(actors.registrar, countId, '?organisation=S.K003')).status).toBe(403);
    const { rows } = await database.pool.query('select * from enrolment.count_figure where is_protected');
    expect(rows).toHaveLength(1);
  });

  test('is frozen once, by the ministry, not before its day is past, and of a kind that the jurisdiction knows', async () => {
    await theStory();
    expect((await freeze()).body.code).toBe('count.frozen_already');
    expect((await freeze(actors.registrar)).body.code).toBe('http.not_allowed');
    expect((await freeze(actors.ministry, { kind: 'autumn', schoolYear: year + 3 })).body.code).toBe('count.not_yet');
    expect((await freeze(actors.ministry, { kind: 'winter', schoolYear: year })).body.code).toBe('count.kind_unknown');
    expect((await freeze(actors.ministry, { ...wanted, day: today })).status).toBe(400);
    expect((await get(actors.registrar, '/v1/counts/0199ffff-0000-7000-8000-000000000000')).body.code).toBe(
      'count.count_not_found',
    );
  });

  test('that is frozen never changes: not by what schools send, not by the program, not by its owner', async () => {
    const { people, countId, body } = await theStory();
    await apply([
      { ...people.leaves.item, exitOn: `${year - 1}-09-20`, exitType: 'withdrawal' },
      { ...people.deleted.item, isDeleted: true },
      { ...people.moves.item, isDeleted: true },
      buildEnrolmentItem({ ...people.moves.item, enrolmentId: newGuid(), schoolCode: 'S.K002' }),
      { ...people.changes.item, grade: '7' },
      { ...people.later.item, startOn: `${year - 1}-09-08` },
    ]);
    await newStudent();
    expect((await figures(actors.ministry, countId)).body).toEqual(body);
    for (const table of ['student_count', 'counted_student', 'count_figure']) {
      await expect(database.pool.query(`delete from enrolment.${table}`)).rejects.toThrow('written once');
      await expect(database.pool.query(`update enrolment.${table} set count_id = count_id`)).rejects.toThrow(
        'written once',
      );
    }
  });

  test('tells what changed since, student by student, with the reason and the act', async () => {
    const { people, countId } = await theStory();
    const body = await differences(actors.ministry, countId, '?limit=100');
    const reasonOf = new Map(
      body.items.map((it: { studentNumber: string; reason: string }) => [it.studentNumber, it.reason]),
    );
    const { leaves, deleted, moves, changes, later, stays } = people;
    const told = [leaves, deleted, moves, changes, later, stays].map((it) => reasonOf.get(it.studentNumber));
    expect(told).toEqual(['left', 'deleted', 'moved', 'changed', 'mended_in', undefined]);
    expect(body.byReason).toContainEqual({ reason: 'joined_late', students: 1 });
    expect([body.frozen, body.counted, body.outOfSight]).toEqual([8, 8, 0]);
    expect(body.items[0].act).toMatchObject({ by: expect.any(String), at: expect.any(String) });
    const moved = body.items.find((it: { reason: string }) => it.reason === 'moved');
    expect([moved.before.schoolCode, moved.after.schoolCode]).toEqual(['S.K001', 'S.K002']);
  });

  test('is counted anew as it was known at the freeze, and is then the same', async () => {
    const { countId, body } = await theStory();
    const same = await differences(actors.ministry, countId, `?knownAt=${body.frozenAt}`);
    expect([same.frozen, same.counted, same.items]).toEqual([8, 8, []]);
    const early = await get(actors.ministry, `/v1/counts/${countId}/differences?knownAt=2001-01-01T00:00:00Z`);
    expect([early.status, early.body.code]).toEqual([422, 'count.before_freeze']);
  });

  test('tells a school of its own students only, and how many it no longer sees', async () => {
    const { people, countId } = await theStory();
    const own = await differences(actors.registrar, countId, '?limit=100');
    const numbers = own.items.map((it: { studentNumber: string }) => it.studentNumber);
    // Who left in that September, was deleted or moved away is the school's no longer: one number, and no name.
    expect(numbers).toEqual(expect.arrayContaining([people.changes.studentNumber, people.later.studentNumber]));
    expect([own.frozen, own.counted, own.outOfSight, numbers.length]).toEqual([5, 4, 3, 3]);
    expect(numbers).not.toContain(people.hidden.studentNumber);
    const other = await differences(actors.ministryViewer, countId, '?organisation=S.K003');
    expect([other.frozen, other.items]).toEqual([1, []]);
  });

  test('pages its differences and narrows them to a reason', async () => {
    const { countId } = await theStory();
    const found: string[] = [];
    let cursor: string | null = null;
    do {
      const next: string = cursor ? `&cursor=${encodeURIComponent(cursor)}` : '';
      const body = await differences(actors.ministry, countId, `?limit=2${next}`);
      found.push(...body.items.map((it: { studentNumber: string }) => it.studentNumber));
      cursor = body.next;
    } while (cursor);
    expect([found.length, new Set(found).size]).toEqual([6, 6]);
    expect((await differences(actors.ministry, countId, '?reason=left')).items).toHaveLength(1);
    expect((await get(actors.ministry, `/v1/counts/${countId}/differences?reason=holiday`)).status).toBe(400);
  });

  test('is seen beforehand as it would be frozen, without being frozen', async () => {
    const seen = await preview(actors.ministry);
    expect([seen.countId, seen.students]).toEqual([null, 8]);
    expect((await preview(actors.registrar, '&organisation=S.K001')).students).toBeGreaterThan(0);
    expect((await get(actors.registrar, '/v1/count-preview?kind=winter')).body.code).toBe('count.kind_unknown');
  });

  test('stands among the count days of its year', async () => {
    await theStory();
    const { body } = await get(actors.registrar, `/v1/count-days?schoolYear=${year}`);
    expect(body.items.map((it: { kind: string; state: string }) => [it.kind, it.state])).toEqual([
      ['autumn', 'frozen'],
      ['spring', 'open'],
    ]);
  });
});

describe('the daily job', () => {
  const due = (at: string) => freezeDueCounts({ db: database.db, jurisdiction: database.jurisdiction }, new Date(at));

  test('freezes a count in the days after its day, once, and no older one', async () => {
    const far = year + 30;
    expect(await due(`${far}-09-30T12:00:00Z`)).toEqual([]);
    expect(await due(`${far}-11-02T12:00:00Z`)).toEqual([]);
    expect(await due(`${far}-10-02T12:00:00Z`)).toHaveLength(1);
    expect(await due(`${far}-10-02T12:00:00Z`)).toEqual([]);
  });
});

function newGuid() {
  return buildEnrolmentItem({ studentNumber: '123456782' }).enrolmentId;
}
