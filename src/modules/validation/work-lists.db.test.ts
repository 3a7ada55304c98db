import { beforeAll, describe, expect, test } from 'vitest';
import { addMonths } from '#kernel/dates.ts';
import type { OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import { todayOf } from '#platform/act.ts';
import { type Actors, buildActors } from '#support/build-access.ts';
import { buildQuery, buildStudents } from '#support/build-identity.ts';
import { buildOrganisations } from '#support/build-organisations.ts';
import { buildFindings, buildFired } from '#support/build-validation.ts';
import { testDatabase } from '#support/database.ts';
import { testServer } from '#support/server.ts';
import type { FiredOnObject } from './index.ts';

// What a team works by: what is due, whose it is, what it is about, what left the list.

const database = testDatabase();
const server = testServer(database);
let actors: Actors;

beforeAll(async () => {
  await database.write((tx) => buildOrganisations(tx));
  actors = await database.write((tx) => buildActors(tx));
});

const dayInMs = 86_400_000;
const advice: Partial<FiredOnObject> = { code: 'ENR-0002', severity: 'advice' };

async function aStudent(birthDate: string): Promise<StudentNumber> {
  const queries = [buildQuery({ birthDate })];
  const [number] = await database.write((tx, act) =>
    buildStudents(tx, act, { queries, jurisdiction: database.jurisdiction }),
  );
  if (!number) throw new Error('no number');
  return number;
}

/** A finding of a student of its own, found so many days ago. */
async function open(daysAgo: number, changes: Partial<FiredOnObject> = {}, birthDate = '2015-03-09') {
  const studentNumber = await aStudent(birthDate);
  await database.write((tx, act) =>
    buildFindings(
      tx,
      { ...act, at: new Date(act.at.getTime() - daysAgo * dayInMs) },
      { studentNumber, fired: [buildFired(changes)] },
    ),
  );
  const [found] = await list('ministry', `studentNumber=${studentNumber}`);
  if (!found) throw new Error('no finding');
  return { studentNumber, id: found.findingId };
}

type Item = { findingId: string; studentNumber: string; dueOn: string; isOverdue: boolean; state: string };
const get = (as: keyof Actors, url: string) => server.call({ as: actors[as], url });
async function list(as: keyof Actors, query: string): Promise<Item[]> {
  const { status, body } = await get(as, `/v1/findings?${query}`);
  expect([status, body.detail]).toEqual([200, undefined]);
  return body.items;
}
const move = async (as: keyof Actors, findingIds: string[], body: object) => {
  const answer = await server.call({
    as: actors[as],
    method: 'POST',
    url: '/v1/finding-moves',
    body: { findingIds, ...body },
  });
  expect([answer.status, answer.body.refused]).toEqual([200, 0]);
};

describe('what is due', () => {
  test('comes first, whatever its severity; pages follow each other without a gap', async () => {
    const school = 'S.K003' as OrganisationCode;
    const oldAdvice = await open(60, { ...advice, organisation: school });
    const newAdvice = await open(1, { ...advice, organisation: school });
    const lateWarning = await open(15, { organisation: school });
    const freshWarning = await open(2, { organisation: school });
    const wanted = [oldAdvice, lateWarning, freshWarning, newAdvice].map((it) => it.id);
    const all = await list('ministry', `organisation=${school}`);
    expect(all.map((it) => it.findingId)).toEqual(wanted);
    expect(all.map((it) => it.isOverdue)).toEqual([true, true, false, false]);
    const seen: string[] = [];
    let cursor = '';
    do {
      const { body } = await get('ministry', `/v1/findings?organisation=${school}&limit=1${cursor}`);
      seen.push(...body.items.map((it: Item) => it.findingId));
      cursor = body.next === null ? '' : `&cursor=${encodeURIComponent(body.next)}`;
    } while (cursor !== '');
    expect(seen).toEqual(wanted);
    const ids = async (due: string) =>
      (await list('ministry', `organisation=${school}&due=${due}`)).map((it) => it.findingId);
    expect([await ids('overdue'), await ids('week'), await ids('later')]).toEqual([
      [oldAdvice.id, lateWarning.id],
      [],
      [freshWarning.id, newAdvice.id],
    ]);
    const { body } = await get('ministry', `/v1/finding-counts?organisation=${school}`);
    expect([body.total, body.overdue]).toEqual([4, 2]);
  });

  test('on the last day is not overdue yet', async () => {
    const { studentNumber } = await open(14);
    const [finding] = await list('ministry', `studentNumber=${studentNumber}`);
    expect([finding?.dueOn, finding?.isOverdue]).toEqual([todayOf(new Date()), false]);
    expect(await list('ministry', `studentNumber=${studentNumber}&due=week`)).toHaveLength(1);
  });

  test('is nothing any more once it is settled', async () => {
    const { id, studentNumber } = await open(90, advice);
    await move('registrar', [id], { move: 'acknowledge', note: 'seen' });
    const [finding] = await list('registrar', `studentNumber=${studentNumber}&state=acknowledged`);
    expect(finding?.isOverdue).toBe(false);
  });
});

describe('a work list', () => {
  test('is narrowed by whose it is: mine, my team’s, nobody’s', async () => {
    const mine = await open(1);
    const team = await open(1);
    const none = await open(1);
    await move('registrar', [mine.id], { move: 'assign', assignee: 'me' });
    await move('ministry', [team.id], { move: 'assign', assignee: actors.registrar.accountId });
    const has = async (as: keyof Actors, assignee: string) => {
      const found = (await list(as, `assignee=${assignee}&limit=1000`)).map((it) => it.findingId);
      return [mine, team, none].map((it) => found.includes(it.id));
    };
    expect(await has('registrar', 'me')).toEqual([true, true, false]);
    expect(await has('registrar', 'team')).toEqual([true, true, false]);
    expect(await has('ministry', 'team')).toEqual([false, false, false]);
    expect(await has('registrar', 'none')).toEqual([false, false, true]);
    const { body } = await get('registrar', '/v1/finding-counts?assignee=team');
    expect([body.team, body.total]).toEqual([2, 2]);
  });

  test('is narrowed by the student’s age and by what the rule looks at', async () => {
    const today = todayOf(new Date());
    const ten = await open(1, { object: 'student' }, addMonths(today, -120));
    const nine = await open(1, { object: 'student' }, addMonths(today, -119));
    const numbers = async (query: string) =>
      (await list('registrar', `object=student&limit=1000&${query}`))
        .map((it) => it.studentNumber)
        .filter((number) => [ten.studentNumber, nine.studentNumber].includes(number as StudentNumber));
    expect(await numbers('ageFrom=10')).toEqual([ten.studentNumber]);
    expect(await numbers('ageTo=9')).toEqual([nine.studentNumber]);
    expect(await numbers('ageFrom=9&ageTo=10')).toHaveLength(2);
    const { body } = await get('registrar', '/v1/finding-counts?ageFrom=10&ageTo=10&object=student');
    expect(body.byObject).toEqual([{ object: 'student', count: body.total }]);
  });

  test('shows what left it today', async () => {
    const { id, studentNumber } = await open(5, advice);
    const left = () => list('registrar', `studentNumber=${studentNumber}&state=acknowledged,cleared&changed=today`);
    expect(await left()).toEqual([]);
    await move('registrar', [id], { move: 'acknowledge', note: 'seen' });
    expect((await left()).map((it) => it.findingId)).toEqual([id]);
  });

  test('refuses by name what it does not know', async () => {
    for (const query of ['due=soon', 'ageFrom=-1', 'ageTo=old', 'changed=yesterday', 'assignee=us'])
      expect([query, (await get('registrar', `/v1/findings?${query}`)).status]).toEqual([query, 400]);
  });
});
