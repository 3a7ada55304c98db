import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import type { StudentNumber } from '#kernel/ids.ts';
import type { Actor } from '#platform/actor.ts';
import { type Actors, buildActors } from '#support/build-access.ts';
import { applyItems, buildItem, buildQuery, buildStudents } from '#support/build-identity.ts';
import { buildOrganisations } from '#support/build-organisations.ts';
import { testDatabase } from '#support/database.ts';
import { testServer, testServices } from '#support/server.ts';
import { identityJobs } from './jobs.ts';
import { identityRoutes } from './routes.ts';
import { sightRoutes } from './sight-routes.ts';

let actors: Actors;
const database = testDatabase(async ({ write }) => {
  await write(buildOrganisations);
  actors = await write(buildActors);
});
const server = testServer(database, [...identityRoutes, ...sightRoutes]);
const get = (as: Actor, url: string) => server.call({ as, url });
const post = (as: Actor, url: string, body: unknown) => server.call({ as, method: 'POST', url, body });

async function newStudent(organisation = 'S.K003'): Promise<{ number: StudentNumber; birthDate: string; url: string }> {
  const query = buildQuery({ organisation });
  const [number] = await database.write((tx, act) =>
    buildStudents(tx, act, { queries: [query], jurisdiction: database.jurisdiction }),
  );
  if (!number) throw new Error('no number');
  return { number, birthDate: query.draft.birthDate, url: `/v1/students/${number}` };
}
const restrict = (number: StudentNumber, facts: Parameters<typeof buildItem<'restrictions'>>[2] = {}) =>
  database.write((tx, act) =>
    applyItems(tx, act, { items: [buildItem('restrictions', number, facts)], jurisdiction: database.jurisdiction }),
  );
const reason = 'The family asked about a place for September';

describe('why one sees a student', () => {
  test('is told by the strongest association, and the ministry sees everybody', async () => {
    const { url } = await newStudent('S.K001');
    const { status, body } = await get(actors.registrar, `${url}/sight`);
    expect([status, body.association, body.organisation, body.level]).toEqual([200, 'creation', 'S.K001', 'full']);
    expect((await get(actors.ministryViewer, `${url}/sight`)).body.association).toBe('ministry');
    expect((await get(actors.otherRegistrar, `${url}/sight`)).status).toBe(404);
  });
});

describe('a look from outside', () => {
  test('says beforehand until when it would last, to whoever may look and nobody else', async () => {
    const { url, birthDate } = await newStudent();
    const offer = await get(actors.registrar, '/v1/external-access');
    const { body } = await post(actors.registrar, `${url}/external-access`, { birthDate, reason });
    expect([offer.status, offer.body]).toEqual([200, { untilOn: body.endsOn }]);
    expect((await get(actors.viewer, '/v1/external-access')).status).toBe(403);
  });

  test('gives the minimum for the day, for a reason, and whoever sees the student in full reads of it', async () => {
    const { url, birthDate, number } = await newStudent();
    expect((await get(actors.registrar, url)).status).toBe(404);
    const { status, body } = await post(actors.registrar, `${url}/external-access`, { birthDate, reason });
    expect([status, body.association, body.level, body.minimumUntil]).toEqual([200, 'external', 'minimum', null]);
    const header = (await get(actors.registrar, url)).body;
    expect([header.studentNumber, header.birthDate, header.sight, header.gender, header.createdBy]).toEqual([
      number,
      birthDate,
      'minimum',
      null,
      null,
    ]);
    for (const tail of ['/identity', '/contacts', '/history']) {
      const refused = await get(actors.registrar, url + tail);
      expect([refused.status, refused.body.code]).toEqual([403, 'access.minimum_sight']);
    }
    const { looks } = (await get(actors.ministry, `${url}/sight`)).body;
    expect(looks).toMatchObject([{ organisation: 'S.K001', actorName: 'Harpreet Sandhu', reason }]);
  });

  test('with another birth date, at a protected student or at nobody, is answered in the same words', async () => {
    const one = await newStudent();
    const hidden = await newStudent();
    await restrict(hidden.number);
    const answers = await Promise.all([
      post(actors.registrar, `${one.url}/external-access`, { birthDate: '1999-01-01', reason }),
      post(actors.registrar, `${hidden.url}/external-access`, { birthDate: hidden.birthDate, reason }),
      post(actors.registrar, '/v1/students/000000000/external-access', { birthDate: one.birthDate, reason }),
    ]);
    expect(new Set(answers.map((it) => JSON.stringify({ ...it.body, requestId: '' }))).size).toBe(1);
    expect(answers[0]?.status).toBe(404);
  });

  test('stops when it is tried too often, found or not', async () => {
    const asking = { ...actors.otherRegistrar, accountId: '01990000-0000-7000-8000-0000000000aa' };
    const ask = () => post(asking, '/v1/students/000000000/external-access', { birthDate: '2015-01-01', reason });
    const statuses = [];
    for (let tries = 0; tries < 22; tries += 1) statuses.push((await ask()).status);
    expect(statuses.filter((it) => it === 404)).toHaveLength(20);
    expect(statuses.at(-1)).toBe(429);
  });

  test('is not for organisations whose access is limited', async () => {
    const { url, birthDate } = await newStudent();
    await database.write((tx) =>
      sql`insert into access.limited_organisation values ('S.K002', 'low', 'a territory', now())`.execute(tx),
    );
    const { status, body } = await post(actors.otherRegistrar, `${url}/external-access`, { birthDate, reason });
    expect([status, body.code]).toEqual([403, 'access.limited_organisation']);
  });
});

describe('linked numbers', () => {
  const link = (url: string, other: StudentNumber, tail = '/links') =>
    post(actors.ministry, url + tail, { other, reason: 'birth certificate seen' });

  test('give sight of the whole person, and unlinking takes it back', async () => {
    const [one, two] = [await newStudent('S.K001'), await newStudent('S.K002')];
    expect((await get(actors.registrar, two.url)).status).toBe(404);
    const { status, body } = await link(one.url, two.number);
    expect([status, body.resolution.numbers]).toEqual([200, [one.number, two.number].sort(byIssue(one.number))]);
    expect((await get(actors.registrar, two.url)).status).toBe(200);
    expect((await get(actors.registrar, `${two.url}/sight`)).body.association).toBe('linked_number');
    expect((await link(one.url, two.number)).body).toMatchObject({ code: 'identity.link_refused' });
    expect((await link(one.url, two.number, '/links/revocation')).status).toBe(200);
    expect((await get(actors.registrar, two.url)).status).toBe(404);
    expect((await link(one.url, two.number, '/links/revocation')).status).toBe(404);
  });

  test('are protected together, from the moment they are linked to the moment they are not', async () => {
    const [one, two] = [await newStudent('S.K001'), await newStudent('S.K002')];
    await restrict(two.number);
    expect((await get(actors.registrar, one.url)).status).toBe(200);
    await link(one.url, two.number);
    expect((await get(actors.registrar, one.url)).status).toBe(404);
    expect((await get(actors.registrar, `/v1/students?q=${one.number}`)).body.students).toEqual([]);
    await link(one.url, two.number, '/links/revocation');
    expect((await get(actors.registrar, one.url)).status).toBe(200);
  });

  test('are declared by the ministry alone', async () => {
    const [one, two] = [await newStudent('S.K001'), await newStudent('S.K001')];
    const { status } = await post(actors.registrar, `${one.url}/links`, { other: two.number, reason: 'same child' });
    expect(status).toBe(403);
  });
});

/** The older number first; both may have been issued in one moment. */
function byIssue(first: StudentNumber) {
  return (a: StudentNumber, _b: StudentNumber) => (a === first ? -1 : 1);
}

describe('protection', () => {
  const marks = async (number: StudentNumber) => {
    const { rows } = await sql<{ listed: boolean; marked: boolean; restricted: boolean }>`
      select exists (select from access.protected_student p where p.student_number = s.student_number) as listed,
             (select bool_and(a.is_protected) from access.student_association a where a.student_number = s.student_number) as marked,
             s.is_restricted as restricted
        from identity.student s where s.student_number = ${number}`.execute(database.db);
    return rows[0];
  };
  const protectedAll = { listed: true, marked: true, restricted: true };
  const openAll = { listed: false, marked: false, restricted: false };

  test('is known to the database in the act that records it, and gone in the act that takes it back', async () => {
    const { number } = await newStudent();
    expect(await marks(number)).toEqual(openAll);
    const guid = '0197a0f2-0005-7000-8000-00000000f001';
    await restrict(number, { guid });
    expect(await marks(number)).toEqual(protectedAll);
    await restrict(number, { guid, isActive: false });
    expect(await marks(number)).toEqual(openAll);
  });

  test('begins and ends by its days alone', async () => {
    const { number } = await newStudent();
    const guid = '0197a0f2-0005-7000-8000-00000000f002';
    await restrict(number, { guid, effectiveOn: '2026-01-01', expiresOn: '2999-01-01' });
    expect(await marks(number)).toEqual(protectedAll);
    await database.write((tx) =>
      sql`update identity.disclosure_restriction set expires_on = current_date - 1 where student_number = ${number}`.execute(
        tx,
      ),
    );
    for (const job of identityJobs)
      await job.run({}, { ...testServices(database), signal: new AbortController().signal });
    expect(await marks(number)).toEqual(openAll);
  });
});
