import { describe, expect, test } from 'vitest';
import { addDays } from '#kernel/dates.ts';
import type { StudentNumber } from '#kernel/ids.ts';
import { todayOf } from '#platform/act.ts';
import type { Actor } from '#platform/actor.ts';
import { type Actors, buildActors } from '#support/build-access.ts';
import { buildEnrolmentItem, buildEnrolments } from '#support/build-enrolment.ts';
import { buildObjectGuid, buildQuery, buildStudents } from '#support/build-identity.ts';
import { buildOrganisations } from '#support/build-organisations.ts';
import { testDatabase } from '#support/database.ts';
import { testServer } from '#support/server.ts';
import { restrictionRoutes } from '../restrictions/routes.ts';
import { identityRoutes } from '../routes.ts';
import { accommodationRoutes } from './routes.ts';

let actors: Actors;
const database = testDatabase(async ({ write }) => {
  await write(buildOrganisations);
  actors = await write(buildActors);
});
const server = testServer(database, [...identityRoutes, ...restrictionRoutes, ...accommodationRoutes]);
const today = todayOf(new Date());

/** A student of some schools, enrolled there. */
async function newStudent(schools: [string, ...string[]] = ['S.K001']): Promise<StudentNumber> {
  const { jurisdiction, write } = database;
  const queries = [buildQuery({ organisation: schools[0] })];
  const [number] = await write((tx, act) => buildStudents(tx, act, { queries, jurisdiction }));
  if (!number) throw new Error('no student was made');
  const rules = jurisdiction.ruleContext(today);
  for (const schoolCode of schools) {
    const items = [buildEnrolmentItem({ studentNumber: number, schoolCode })];
    await write((tx, act) => buildEnrolments(tx, act, { items, rules }));
  }
  return number;
}

const urlOf = (number: string, tail = '') => `/v1/students/${number}/accommodations${tail}`;
type Saying = { as?: Actor; id?: string; version?: number };
const ifMatch = (version?: number) => (version === undefined ? {} : { 'if-match': `"${version}"` });

function say(
  number: string,
  body: object = {},
  { as = actors.registrar, id = buildObjectGuid(), version }: Saying = {},
) {
  const whole = { kind: 'extra_time', effectiveOn: '2026-09-01', ...body };
  return server.call({ as, method: 'PUT', url: urlOf(number, `/${id}`), body: whole, headers: ifMatch(version) });
}
function mark(number: string, tail: string, { as = actors.registrar, version, body }: Saying & { body?: object } = {}) {
  return server.call({
    as,
    method: 'POST',
    url: urlOf(number, tail),
    headers: ifMatch(version),
    ...(body ? { body } : {}),
  });
}
const list = async (number: string, tail = '', as: Actor = actors.registrar) =>
  (await server.call({ as, url: urlOf(number, tail) })).body.items;
const codes = (body: { errors?: { code: string }[] }) => (body.errors ?? []).map((it) => it.code);
const reason = { reason: 'Recorded for the wrong student' };

describe('an accommodation', () => {
  test('is recorded for the school that does it, with who approved and who recorded it', async () => {
    const number = await newStudent();
    const said = { details: 'Half as long\nagain', approvedBy: 'R. Lyle, principal', approvedOn: today };
    const { status, body, headers } = await say(number, said);
    expect([status, headers['etag']]).toEqual([201, '"1"']);
    expect(body).toMatchObject({
      ...said,
      kindWords: { en: 'Additional time' },
      schoolCode: 'S.K001',
      submittedBy: 'S.K001',
      recordedBy: actors.registrar.name,
      isVoided: false,
      mayChange: true,
    });
    expect(await list(number)).toEqual([body]);
  });

  test('is changed as it was seen, and of two who change it at once one is told', async () => {
    const number = await newStudent();
    const id = buildObjectGuid();
    await say(number, {}, { id });
    expect((await say(number, { details: 'A' }, { id })).body.code).toBe('http.version_needed');
    const both = await Promise.all(['A', 'B'].map((details) => say(number, { details }, { id, version: 1 })));
    expect(both.map((it) => it.status).sort()).toEqual([200, 412]);
    const [kept] = await list(number);
    expect(kept.version).toBe(2);
    expect((await say(number, { details: kept.details }, { id, version: 2 })).body.version).toBe(2);
  });

  test('is voided with a reason, stays listed, and stands again when it is restored', async () => {
    const number = await newStudent();
    const id = buildObjectGuid();
    await say(number, {}, { id });
    expect((await mark(number, `/${id}/void`, { version: 1, body: {} })).status).toBe(400);
    const voided = await mark(number, `/${id}/void`, { version: 1, body: reason });
    expect(voided.body).toMatchObject({ isVoided: true, voidReason: reason.reason, version: 2 });
    expect((await say(number, {}, { id, version: 2 })).body.code).toBe('accommodation.voided');
    expect((await mark(number, `/${id}/void`, { version: 2, body: reason })).body.code).toBe('accommodation.voided');
    expect((await mark(number, `/${id}/restore`, { version: 2 })).body).toMatchObject({ isVoided: false, version: 3 });
    expect((await mark(number, `/${id}/restore`, { version: 3 })).body.code).toBe('accommodation.not_voided');
    expect((await mark(number, `/${buildObjectGuid()}/restore`)).body.code).toBe('accommodation.not_found');
  });

  test('is never restored beside another that took its place', async () => {
    const number = await newStudent();
    const id = buildObjectGuid();
    await say(number, {}, { id });
    await mark(number, `/${id}/void`, { version: 1, body: reason });
    await say(number);
    expect(codes((await mark(number, `/${id}/restore`, { version: 2 })).body)).toEqual(['ACC-0030']);
  });

  test('is shown as it was known at a moment, and of a day when it held', async () => {
    const number = await newStudent();
    const id = buildObjectGuid();
    await say(number, { expiresOn: '2026-12-18' }, { id });
    const then = encodeURIComponent(new Date().toISOString());
    await say(number, { expiresOn: '2027-06-30', details: 'Longer' }, { id, version: 1 });
    await mark(number, `/${id}/void`, { version: 2, body: reason });
    expect(await list(number, `?asKnownAt=${then}`)).toMatchObject([{ expiresOn: '2026-12-18', isVoided: false }]);
    const of = async (query: string) => (await list(number, query)).length;
    expect(await of(`?asKnownAt=${then}&asOf=2026-12-18`)).toBe(1);
    expect(await of(`?asKnownAt=${then}&asOf=2026-12-19`)).toBe(0);
    expect(await of('?asOf=2026-12-18')).toBe(0);
  });

  test('leaves every state in the history, with the reason', async () => {
    const number = await newStudent();
    const id = buildObjectGuid();
    await say(number, {}, { id });
    await mark(number, `/${id}/void`, { version: 1, body: reason });
    const history = (as: Actor) => server.call({ as, url: `/v1/students/${number}/history` });
    expect((await history(actors.registrar)).body.items[0]).toMatchObject({
      kind: 'identity.void-accommodation',
      reason: reason.reason,
    });
    expect((await history(actors.viewer)).text).not.toContain('accommodation');
  });
});

test('what is impossible is refused by name', async () => {
  const number = await newStudent(['S.K001', 'S.K002']);
  await say(number, { expiresOn: '2026-12-18' });
  const refused = async (body: object, as = actors.registrar) => codes((await say(number, body, { as })).body);
  expect(await refused({ effectiveOn: '2026-12-18' })).toEqual(['ACC-0030']);
  expect(await refused({ effectiveOn: '2026-12-19' })).toEqual([]);
  expect(await refused({ kind: 'luck' })).toEqual(['ACC-0010']);
  expect(await refused({ kind: 'reader', schoolCode: 'A.K001' }, actors.ministry)).toEqual(['ACC-0011']);
  expect(await refused({ kind: 'reader', expiresOn: '2026-08-01' })).toEqual(['ACC-0020']);
  expect(await refused({ kind: 'reader', effectiveOn: '1950-01-01' })).toEqual(['ACC-0021']);
  expect(await refused({ kind: 'reader', approvedOn: addDays(today, 1) })).toEqual(['ACC-0022']);
  expect(await refused({ kind: 'reader', details: 'one \u202e two' })).toEqual(['STU-0011']);
  expect(await refused({ kind: 'reader', approvedBy: 'R. Lуle' })).toEqual(['STU-0013']);
  expect(await refused({ kind: 'reader', details: 'x'.repeat(4001) })).toEqual(['STU-0016']);
  expect((await say(number, { until: today })).status).toBe(400);
  expect((await say(number, { kind: 'a\u0000' })).status).toBe(400);
  expect((await say(number, { effectiveOn: '2026-02-30' })).status).toBe(400);
});

test('two records of the same kind that meet never both stand', async () => {
  const number = await newStudent();
  const answers = await Promise.all([say(number), say(number)]);
  expect(answers.map((it) => it.status).sort()).toEqual([201, 422]);
});

test('a GUID belongs to one student', async () => {
  const id = buildObjectGuid();
  await say(await newStudent(), {}, { id });
  expect(codes((await say(await newStudent(), {}, { id })).body)).toEqual(['STU-0020']);
});

describe('who reads and changes an accommodation', () => {
  test('is whoever may see accommodations and sees the student in full; a school changes its own alone', async () => {
    const number = await newStudent(['S.K001', 'S.K002']);
    const id = buildObjectGuid();
    await say(number, {}, { id });
    expect(await list(number, '', actors.otherRegistrar)).toMatchObject([{ schoolCode: 'S.K001', mayChange: false }]);
    const other = { as: actors.otherRegistrar, id, version: 1 };
    expect((await say(number, { details: 'Ours' }, other)).body.code).toBe('access.organisation_out_of_reach');
    expect((await mark(number, `/${id}/void`, { ...other, body: reason })).status).toBe(403);
    expect((await say(number, { schoolCode: 'S.K001', kind: 'reader' }, { as: actors.otherRegistrar })).status).toBe(
      403,
    );
    expect((await say(number, { details: 'Both' }, { as: actors.authority, id, version: 1 })).status).toBe(200);
    expect((await server.call({ as: actors.viewer, url: urlOf(number) })).body.code).toBe('http.not_allowed');
    const given = { ...actors.viewer, permissions: new Set([...actors.viewer.permissions, 'accommodation.read']) };
    expect(await list(number, '', given)).toMatchObject([{ mayChange: false }]);
  });

  test('of a student of another school is answered as for nobody, and of a protected one too', async () => {
    const [elsewhere, hidden] = [await newStudent(['S.K002']), await newStudent()];
    await say(hidden);
    const { headers } = await server.call({ as: actors.ministry, url: `/v1/students/${hidden}` });
    await server.call({
      as: actors.ministry,
      method: 'POST',
      url: `/v1/students/${hidden}/restrictions`,
      body: { guid: buildObjectGuid(), kind: 'CourtOrdered', effectiveOn: today },
      headers: { 'if-match': String(headers['etag']) },
    });
    for (const number of [elsewhere, hidden, '000000000']) {
      const answers = [await server.call({ as: actors.registrar, url: urlOf(number) }), await say(number)];
      expect(answers.map((it) => it.body.code)).toEqual(Array(2).fill('identity.student_not_found'));
    }
    expect(await list(hidden, '', actors.ministry)).toHaveLength(1);
  });
});
