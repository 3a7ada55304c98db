import { beforeAll, describe, expect, test } from 'vitest';
import { routes } from '#entrypoints/modules.ts';
import { addDays } from '#kernel/dates.ts';
import type { StudentNumber } from '#kernel/ids.ts';
import { todayOf } from '#platform/act.ts';
import type { Actor } from '#platform/actor.ts';
import type { AnyRoute } from '#platform/http/route.ts';
import { type Actors, buildActors } from '#support/build-access.ts';
import { buildEnrolmentItem, buildEnrolments } from '#support/build-enrolment.ts';
import { buildObjectGuid, buildQuery, buildStudents } from '#support/build-identity.ts';
import { buildOrganisations } from '#support/build-organisations.ts';
import { testDatabase } from '#support/database.ts';
import { type Called, testServer } from '#support/server.ts';

const database = testDatabase();
const server = testServer(database);
let actors: Actors;
/** A records officer to whom the sealed register is closed. */
let unsealed: Actor;

beforeAll(async () => {
  await database.write((tx) => buildOrganisations(tx));
  actors = await database.write((tx) => buildActors(tx));
  const rest = [...actors.ministry.permissions].filter((it) => it !== 'restricted.read');
  unsealed = { ...actors.ministry, permissions: new Set(rest) };
});

const today = todayOf(new Date());
const never = '000000000';

/** A student of S.K001, enrolled there. */
async function newStudent(): Promise<StudentNumber> {
  const { jurisdiction } = database;
  const [number] = await database.write((tx, act) => buildStudents(tx, act, { queries: [buildQuery()], jurisdiction }));
  if (!number) throw new Error('no student was made');
  await database.write((tx, act) =>
    buildEnrolments(tx, act, {
      items: [buildEnrolmentItem({ studentNumber: number, schoolCode: 'S.K001' })],
      rules: jurisdiction.ruleContext(act.today),
      organisation: 'S.K001',
    }),
  );
  return number;
}

const look = (as: Actor, number: string) => server.call({ as, url: `/v1/students/${number}` });
const guid = () => buildObjectGuid();

async function restrict(number: string, facts: object, as: Actor = actors.ministry): Promise<Called> {
  const { headers } = await look(actors.ministry, number);
  const body = { guid: guid(), kind: 'CourtOrdered', effectiveOn: today, ...facts };
  const url = `/v1/students/${number}/restrictions`;
  return server.call({ as, method: 'POST', url, body, headers: { 'if-match': String(headers['etag'] ?? '"1"') } });
}

async function listed(): Promise<string[]> {
  const { body } = await server.call({ as: actors.ministry, url: '/v1/restricted-students' });
  return body.items.map((it: { studentNumber: string }) => it.studentNumber);
}

describe('a restriction that protects', () => {
  test('hides the student at once, and shows them again at once when it ends', async () => {
    const number = await newStudent();
    const own = guid();
    const sees = async () => (await look(actors.registrar, number)).status;
    expect([await sees(), (await restrict(number, { guid: own })).status]).toEqual([200, 200]);
    expect([await sees(), await listed()]).toEqual([404, expect.arrayContaining([number])]);
    await restrict(number, { guid: own, isActive: false, reason: 'The court has lifted its order' });
    expect([await sees(), (await listed()).includes(number)]).toEqual([200, false]);
  });

  test('holds to its last day, and hides nobody before its first', async () => {
    const [past, coming, last] = [await newStudent(), await newStudent(), await newStudent()];
    await restrict(past, { effectiveOn: addDays(today, -9), expiresOn: addDays(today, -1) });
    await restrict(coming, { effectiveOn: addDays(today, 1) });
    await restrict(last, { effectiveOn: addDays(today, -9), expiresOn: today });
    const statuses = await Promise.all([past, coming, last].map((it) => look(actors.registrar, it)));
    expect(statuses.map((it) => it.status)).toEqual([200, 200, 404]);
    const all = await listed();
    expect([past, coming, last].map((it) => all.includes(it))).toEqual([false, false, true]);
  });

  test('is recorded after a fresh proof, and its reason stays with the act for those with the right', async () => {
    const number = await newStudent();
    const stale = { ...actors.ministry, assurance: { ...proved(), steppedUpAt: null } };
    expect((await restrict(number, {}, stale)).body.code).toBe('http.step_up_needed');
    await restrict(number, { reason: 'The order of the court was seen' });
    const { body } = await server.call({ as: actors.ministry, url: `/v1/students/${number}/history` });
    expect(body.items[0]).toMatchObject({
      kind: 'identity.record-restrictions',
      reason: 'The order of the court was seen',
    });
  });

  test('refuses a reason that no record keeps', async () => {
    const number = await newStudent();
    expect((await restrict(number, { reason: 'one\u0000two' })).status).toBe(400);
  });
});

function proved(): NonNullable<Actor['assurance']> {
  const now = new Date();
  const sessionId = '01990000-0000-7000-8000-000000000ffe';
  return { sessionId, signedInAt: now, secondFactorAt: now, steppedUpAt: now, lacksSecondFactor: false };
}

describe('the list of protected students', () => {
  test('is read by whoever has the sealed register open, and refused to everybody else in the same words', async () => {
    const number = await newStudent();
    const ask = (as: Actor) => server.call({ as, url: '/v1/restricted-students?limit=1000' });
    const others = [unsealed, actors.ministryViewer, actors.authority, actors.registrar, actors.viewer];
    const before = await Promise.all(others.map(ask));
    await restrict(number, { kind: 'Caution', expiresOn: addDays(today, 30) });
    const after = await Promise.all(others.map(ask));
    expect(after.map((it) => [it.status, it.body.code])).toEqual(others.map(() => [403, 'http.not_allowed']));
    expect(after.map(wordsOf)).toEqual(before.map(wordsOf));
    const { body } = await ask(actors.ministry);
    expect(body.items).toContainEqual(
      expect.objectContaining({
        studentNumber: number,
        restrictions: [
          expect.objectContaining({
            kindWords: expect.objectContaining({ en: 'Keep confidential, special care' }),
            expiresOn: addDays(today, 30),
          }),
        ],
      }),
    );
  });

  test('comes in pages that miss nobody and name nobody twice', async () => {
    for (const number of [await newStudent(), await newStudent(), await newStudent()]) await restrict(number, {});
    const found: string[] = [];
    let cursor: string | null = null;
    do {
      const url: string = `/v1/restricted-students?limit=2${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`;
      const { body } = await server.call({ as: actors.ministry, url });
      found.push(...body.items.map((it: { studentNumber: string }) => it.studentNumber));
      cursor = body.next;
    } while (cursor);
    expect(found).toEqual(await listed());
    expect(found.length).toBeGreaterThanOrEqual(3);
  });

  test('does not name a student whose restriction protects from nobody', async () => {
    const number = await newStudent();
    await restrict(number, { kind: 'IndependentUnder18' });
    expect(await listed()).not.toContain(number);
  });

  test('is written to the ledger for everybody whom it names', async () => {
    const number = await newStudent();
    await restrict(number, {});
    await listed();
    const { body } = await server.call({ as: actors.ministry, url: `/v1/students/${number}/looks` });
    expect(JSON.stringify(body)).toContain('restrictions');
  });
});

/** What an answer says, without what is the request's own. */
function wordsOf({ status, text, headers }: Called): string {
  const kept = Object.entries(headers).filter(([name]) => !['date', 'content-length'].includes(name));
  return JSON.stringify([status, kept, text.replace(/"requestId":"[^"]*"/g, '')]);
}

describe('a school', () => {
  /** Everything that can be asked or done of a student by number, with the body that the route itself gives as its example. */
  const ofStudent = routes.filter((route) => /\/:number(\/|$)/.test(route.path) && !/:\w+.*:\w+/.test(route.path));

  /** What names a student in a body that is not of one by its address, with another in the place. */
  const numberIn = /"(\w*)":"\d{4}-?\d{4}-?\d"/g;
  const namesOne = routes.filter(
    (it) => it.method !== 'GET' && JSON.stringify(it.example ?? null).search(numberIn) > 0,
  );

  test('is answered of its own protected student in a body as of a number that was never given', async () => {
    const [number, ordinary] = [await newStudent(), await newStudent()];
    await restrict(number, {});
    const differing: string[] = [];
    for (const as of [actors.registrar, actors.viewer, actors.authority, actors.ministryViewer, unsealed])
      for (const { method, path, example } of namesOne) {
        const ask = async (named: string) => {
          const body = JSON.parse(JSON.stringify(example).replace(numberIn, `"$1":"${named}"`));
          const own = path.replace(':number', ordinary).replace(/:\w+/g, guid());
          return wordsOf(await server.call({ as, method, url: own, body })).replaceAll(named, '#');
        };
        const [one, other] = [await ask(number), await ask(never)];
        if (one !== other) differing.push(`${as.role} ${method} ${path}\n  ${one}\n  ${other}`);
      }
    expect(differing).toEqual([]);
    expect(namesOne.length).toBeGreaterThan(3);
  });

  async function answerTo(as: Actor, route: AnyRoute, number: string): Promise<string> {
    const reads = route.method === 'GET';
    const called = await server.call({
      as,
      method: route.method,
      url: route.path.replace(':number', number),
      ...(reads || route.example === undefined ? {} : { body: route.example }),
      headers: reads ? {} : { 'if-match': '"1"' },
    });
    return wordsOf(called).replaceAll(number, '#');
  }

  test('is answered of its own protected student as of a number that was never given, whatever it asks or does', async () => {
    const number = await newStudent();
    await restrict(number, {});
    const differing: string[] = [];
    for (const as of [actors.registrar, actors.viewer, actors.authority, actors.ministryViewer, unsealed])
      for (const route of ofStudent) {
        const [one, other] = [await answerTo(as, route, number), await answerTo(as, route, never)];
        if (one !== other) differing.push(`${as.role} ${route.method} ${route.path}\n  ${one}\n  ${other}`);
      }
    expect(differing).toEqual([]);
    expect(ofStudent.length).toBeGreaterThan(15);
  });
});
