import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import type { OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import { type IdentityQuery, identifyStudents, openMatchTasks, type StudentItem } from '#modules/identity/index.ts';
import type { Actor } from '#platform/actor.ts';
import { type Actors, buildActors } from '#support/build-access.ts';
import {
  applyItems,
  buildIdentityContext,
  buildItem,
  buildObjectGuid,
  buildQuery,
  buildStudents,
} from '#support/build-identity.ts';
import { buildOrganisations } from '#support/build-organisations.ts';
import { buildFindings, buildFired } from '#support/build-validation.ts';
import { testDatabase } from '#support/database.ts';
import { type Call, testServer } from '#support/server.ts';
import { restrictionRoutes } from './restrictions/routes.ts';
import { identityRoutes } from './routes.ts';

let actors: Actors;
const database = testDatabase(async ({ write }) => {
  await write(buildOrganisations);
  actors = await write(buildActors);
});
const server = testServer(database, [...identityRoutes, ...restrictionRoutes]);

const context = () => buildIdentityContext({ at: new Date(), today: '2026-11-24' }, database.jurisdiction);
const apply = (...items: StudentItem[]) =>
  database.write((tx, act) => applyItems(tx, act, { items, jurisdiction: database.jurisdiction }));
const get = (as: Actor, url: string) => server.call({ as, url });
const send = (as: Actor, method: NonNullable<Call['method']>, url: string, body: unknown, version?: number | string) =>
  server.call({ as, method, url, body, headers: version === undefined ? {} : { 'if-match': `"${version}"` } });

async function newStudent(
  facts: Parameters<typeof buildQuery>[0] = {},
): Promise<{ query: IdentityQuery; number: StudentNumber; url: string }> {
  const query = buildQuery(facts);
  const [number] = await database.write((tx, act) =>
    buildStudents(tx, act, { queries: [query], jurisdiction: database.jurisdiction }),
  );
  if (!number) throw new Error('no number');
  return { query, number, url: `/v1/students/${number}` };
}

async function newTask(): Promise<{ taskId: string; held: IdentityQuery; number: StudentNumber }> {
  const { query, number } = await newStudent({ phones: ['780-555-0123'] });
  const held = buildQuery({ ...query.draft, givenName: 'Quite', phones: query.phones });
  const tasks = await database.write(async (tx) =>
    openMatchTasks(tx, [held], await identifyStudents(tx, [held], context()), context()),
  );
  return { taskId: tasks.get(held.ref) ?? '', held, number };
}

const paper = (query: IdentityQuery, changes: Record<string, unknown> = {}) => ({
  guid: buildObjectGuid(),
  documentType: 'ABBirthCert',
  familyName: query.draft.familyName,
  givenName: query.draft.givenName,
  birthDate: query.draft.birthDate,
  gender: query.draft.gender,
  ...changes,
});

describe('a student', () => {
  test('is answered with what is current and its version', async () => {
    const { url, number, query } = await newStudent({ preferredGivenName: 'Zed' });
    const { status, body, headers } = await get(actors.registrar, url);
    expect([status, headers['etag']]).toEqual([200, '"1"']);
    expect(body).toMatchObject({
      studentNumber: number,
      displayName: `Zed ${query.draft.familyName}`,
      resolution: { asked: number, primary: number, numbers: [number] },
    });
  });

  test('that one may not see answers word for word as one that does not exist', async () => {
    const { url } = await newStudent({ organisation: 'S.K003' });
    const hidden = await newStudent();
    await apply(buildItem('restrictions', hidden.number));
    const answers = await Promise.all(
      [url, hidden.url, '/v1/students/000000000'].flatMap((it) =>
        ['', '/identity', '/contacts', '/history'].map((tail) => get(actors.registrar, it + tail)),
      ),
    );
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.code} ${body.title}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(404);
    expect((await get(actors.ministryViewer, hidden.url)).status).toBe(404);
    expect((await get(actors.ministry, hidden.url)).body.isRestricted).toBe(true);
  });

  test('cannot be changed by one who may not see it, nor without the permission, nor by a stranger to the service', async () => {
    const { url, query } = await newStudent({ organisation: 'S.K003' });
    expect((await send(actors.registrar, 'POST', `${url}/identification-records`, paper(query), 1)).status).toBe(404);
    expect((await send(actors.viewer, 'POST', `${url}/identification-records`, paper(query), 1)).status).toBe(403);
    expect((await server.call({ as: null, url })).status).toBe(401);
  });

  test('has a number of nine digits in its address, or the request is malformed', async () => {
    const { status, body } = await get(actors.registrar, '/v1/students/12');
    expect([status, body.code]).toEqual([400, 'http.invalid_request']);
  });
});

describe('a document', () => {
  test('is added, shown on the ladder above the school’s statement, and makes a version', async () => {
    const { url, query } = await newStudent();
    const { status, body, headers } = await send(
      actors.registrar,
      'POST',
      `${url}/identification-records`,
      paper(query),
      1,
    );
    expect([status, body.fate, headers['etag']]).toEqual([200, 'added', '"2"']);
    const { body: identity } = await get(actors.registrar, `${url}/identity`);
    expect(
      identity.records.map((it: { quality: number; isCurrentName: boolean }) => [it.quality, it.isCurrentName]),
    ).toEqual([
      [300, true],
      [100, false],
    ]);
    expect(identity.records[0].documentTypeWords.fr).toBe('Certificat de naissance de l’Alberta');
  });

  test('of lower quality is refused with the rule, its words and the field', async () => {
    const { url, query } = await newStudent();
    await send(actors.registrar, 'POST', `${url}/identification-records`, paper(query), 1);
    const lower = paper(query, { documentType: 'RegForm', givenName: 'Someone' });
    const { status, body } = await send(actors.registrar, 'POST', `${url}/identification-records`, lower, 2);
    expect([status, body.code, body.params.rules]).toEqual([422, 'identity.refused_by_rule', ['IDN-0210']]);
    expect(body.errors[0]).toMatchObject({ pointer: '/body/givenName', code: 'IDN-0210' });
  });

  test('sent over a change that one has not seen is refused as stale, and without a version not taken at all', async () => {
    const { url, query } = await newStudent();
    await send(actors.registrar, 'POST', `${url}/identification-records`, paper(query), 1);
    const stale = await send(actors.registrar, 'POST', `${url}/identification-records`, paper(query), 1);
    expect([stale.status, stale.body.code, stale.body.params.current]).toEqual([412, 'http.stale_version', 2]);
    expect((await send(actors.registrar, 'POST', `${url}/identification-records`, paper(query))).status).toBe(428);
  });

  test('with a field that nobody knows is a malformed request', async () => {
    const { url, query } = await newStudent();
    const { status, body } = await send(
      actors.registrar,
      'POST',
      `${url}/identification-records`,
      paper(query, { shoeSize: 40 }),
      1,
    );
    expect([status, body.errors[0].code]).toEqual([400, 'unknown_field']);
  });
});

describe('names, addresses, telephones and guardians', () => {
  test('are added and shown', async () => {
    const { url } = await newStudent();
    const add = async (tail: string, body: Record<string, unknown>, version: number) =>
      (await send(actors.registrar, 'POST', `${url}/${tail}`, { guid: buildObjectGuid(), ...body }, version)).status;
    expect(await add('names', { kind: 'preferred', familyName: null, givenName: 'ᓄᓇᕗᑦ' }, 1)).toBe(200);
    const address = {
      kind: 'mailing',
      format: 'Mail-CA',
      street: '1 First',
      city: 'Kestrel Bay',
      province: 'AB',
      postalCode: 'T5A 0A1',
      country: 'CA',
    };
    expect(await add('addresses', { ...address, effectiveOn: '2026-09-01' }, 2)).toBe(200);
    expect(await add('phones', { kind: 'home', number: '(780) 555-0142', effectiveOn: '2026-09-01' }, 3)).toBe(200);
    expect(
      await add('guardians', { relationship: 'parent', familyName: 'Roy', givenName: 'Anne', livesWith: true }, 4),
    ).toBe(200);
    const { body } = await get(actors.registrar, `${url}/contacts`);
    expect([body.addresses.length, body.phones[0].number, body.guardians[0].relationshipWords.fr]).toEqual([
      1,
      '7805550142',
      'Parent',
    ]);
    expect((await get(actors.registrar, url)).body.displayName).toContain('ᓄᓇᕗᑦ');
  });
});

describe('a death', () => {
  test('is recorded, refused with a date but no death, and taken back only by a person', async () => {
    const { url } = await newStudent();
    const refused = await send(
      actors.registrar,
      'PATCH',
      `${url}/death`,
      { isDeceased: false, deceasedOn: '2026-01-01' },
      1,
    );
    expect([refused.status, refused.body.params.rules]).toEqual([422, ['STU-0500']]);
    const recorded = await send(
      actors.registrar,
      'PATCH',
      `${url}/death`,
      { isDeceased: true, deceasedOn: '2026-01-01' },
      1,
    );
    expect([recorded.status, recorded.body.version]).toEqual([200, 2]);
    expect((await get(actors.registrar, url)).body.isDeceased).toBe(true);
  });
});

describe('a restriction', () => {
  test('is recorded by the ministry alone, and shown to nobody else in the history', async () => {
    const { url } = await newStudent();
    const body = { guid: buildObjectGuid(), kind: 'IndependentUnder18', effectiveOn: '2026-01-01' };
    expect((await send(actors.registrar, 'POST', `${url}/restrictions`, body, 1)).status).toBe(403);
    const unknown = await send(actors.ministry, 'POST', `${url}/restrictions`, { ...body, kind: 'Shy' }, 1);
    expect([unknown.status, unknown.body.params.rules]).toEqual([422, ['DIR-0010']]);
    expect((await send(actors.ministry, 'POST', `${url}/restrictions`, body, 1)).status).toBe(200);
    const tables = async (as: Actor) =>
      (await get(as, `${url}/history`)).body.items.flatMap((act: { changes: { table: string }[] }) =>
        act.changes.map((it) => it.table),
      );
    expect(await tables(actors.ministry)).toContain('identity.disclosure_restriction');
    expect(await tables(actors.registrar)).not.toContain('identity.disclosure_restriction');
  });
});

describe('the history', () => {
  test('lists the acts that touched a student, the latest first, with each field before and after', async () => {
    const { url, query } = await newStudent();
    await send(actors.registrar, 'POST', `${url}/identification-records`, paper(query, { middleName: 'Anne' }), 1);
    const { body } = await get(actors.registrar, `${url}/history?limit=1`);
    expect(body.items.map((it: { kind: string }) => it.kind)).toEqual(['identity.record-identification']);
    const student = body.items[0].changes.find((it: { table: string }) => it.table === 'identity.student');
    expect(student.fields).toContainEqual({ field: 'middle_name', before: null, after: 'Anne' });
    const next = await get(actors.registrar, `${url}/history?limit=1&cursor=${encodeURIComponent(body.next)}`);
    expect(next.body.items).toHaveLength(1);
    expect(next.body.next).toBeNull();
  });
});

describe('what the history tells', () => {
  const historyOf = async (as: Actor, url: string) => (await get(as, `${url}/history`)).body.items;

  test('without the right, is not even that an act of protection took place', async () => {
    const { url } = await newStudent();
    const body = { guid: buildObjectGuid(), kind: 'CourtOrdered', effectiveOn: '2026-01-01' };
    await send(actors.ministry, 'POST', `${url}/restrictions`, body, 1);
    await send(actors.ministry, 'POST', `${url}/restrictions`, { ...body, expiresOn: '2026-02-01' }, 2);
    expect((await get(actors.registrar, url)).status).toBe(200);
    const kinds = async (as: Actor) => (await historyOf(as, url)).map((act: { kind: string }) => act.kind);
    expect(await kinds(actors.ministry)).toContain('identity.record-restrictions');
    expect(await kinds(actors.registrar)).not.toContain('identity.record-restrictions');
  });

  test('to a school, is not what others noted at findings that it may not see', async () => {
    const { url, number } = await newStudent();
    const fired = [buildFired({ organisation: 'S.K002' as OrganisationCode })];
    await database.write((tx, act) => buildFindings(tx, act, { studentNumber: number, fired }));
    await database.write((tx, act) =>
      sql`insert into validation.finding_event
        (student_number, finding_id, version, move, from_state, to_state, note, act_id, actor_name, organisation_code, at)
        select student_number, finding_id, 2, 'note', 'open', 'open', 'in confidence', ${act.id}, 'x', 'S.K002', now()
          from validation.finding where student_number = ${number}`.execute(tx),
    );
    expect(JSON.stringify(await historyOf(actors.registrar, url))).not.toContain('in confidence');
    expect(JSON.stringify(await historyOf(actors.ministry, url))).toContain('in confidence');
  });
});

describe('a task that was decided', () => {
  test('tells nobody in the history who else was considered, but those who decide', async () => {
    const { taskId, number } = await newTask();
    const note = 'not the other one, 1234-5678-9';
    await send(actors.ministry, 'POST', `/v1/match-tasks/${taskId}/decision`, { decision: 'same', number, note });
    const { text } = await get(actors.registrar, `/v1/students/${number}/history`);
    expect(text).not.toContain('match_task');
    expect(text).not.toContain(note);
    expect((await get(actors.ministry, `/v1/students/${number}/history`)).text).toContain('match_task');
  });
});

describe('the search', () => {
  async function found(
    as: Actor,
    q: string,
  ): Promise<{ studentNumber: string; matched: string[]; matchedName: string | null }[]> {
    return (await get(as, `/v1/students?q=${encodeURIComponent(q)}`)).body.students;
  }
  const numbers = async (as: Actor, q: string) => (await found(as, q)).map((it) => it.studentNumber);

  test('finds by number, whole, hyphenated and as a beginning', async () => {
    const { number } = await newStudent();
    const hyphenated = `${number.slice(0, 4)}-${number.slice(4, 8)}-${number.slice(8)}`;
    for (const q of [number, hyphenated, number.slice(0, 6)])
      expect(await numbers(actors.registrar, q)).toContain(number);
    expect((await found(actors.registrar, number))[0]?.matched).toEqual(['number']);
  });

  test('finds names in any order, by their beginnings, without accents, in any script', async () => {
    const { number } = await newStudent({ familyName: 'Tkachenko-Beaulieu', givenName: 'Éloïse' });
    for (const q of ['eloise tkach', 'BEAUL Eloi', 'Ткаченко', 'tkachenkobeaulieu'])
      expect(await numbers(actors.registrar, q)).toEqual([number]);
    expect(await numbers(actors.registrar, 'eloise tkachx')).toEqual([]);
  });

  test('finds by other names and says which matched', async () => {
    const { number } = await newStudent({ givenName: 'Wilhelmina' });
    await apply(
      buildItem('names', number, { kind: 'preferred', familyName: null, givenName: 'Zibby' }),
      buildItem('names', number, { kind: 'previous', familyName: 'Featherstonehaugh', givenName: 'Wilhelmina' }),
    );
    const [byPreferred] = await found(actors.registrar, 'zibby');
    expect([byPreferred?.studentNumber, byPreferred?.matched]).toEqual([number, ['preferred_name']]);
    const [byPrevious] = await found(actors.registrar, 'featherstonehaugh');
    expect([byPrevious?.matched, byPrevious?.matchedName]).toEqual([['previous_name'], 'Wilhelmina Featherstonehaugh']);
  });

  test('finds by birth date, alone and beside a name', async () => {
    const { number } = await newStudent({ familyName: 'Ostergaard', birthDate: '2009-04-30' });
    await newStudent({ familyName: 'Ostergaard', birthDate: '2010-04-30', givenName: 'Unlike' });
    expect(await numbers(actors.registrar, 'ostergaard 2009-04-30')).toEqual([number]);
    expect(await numbers(actors.registrar, '2009-04-30')).toEqual([number]);
  });

  test('finds nobody without an association, and protected students only for those with the right', async () => {
    const elsewhere = await newStudent({ organisation: 'S.K003', familyName: 'Zwingli' });
    const hidden = await newStudent({ familyName: 'Zwicky' });
    await apply(buildItem('restrictions', hidden.number));
    expect(await numbers(actors.registrar, 'zwi')).toEqual([]);
    expect(await numbers(actors.authority, 'zwi')).toEqual([]);
    expect(await numbers(actors.ministryViewer, 'zwi')).toEqual([elsewhere.number]);
    expect((await numbers(actors.ministry, 'zwi')).sort()).toEqual([elsewhere.number, hidden.number].sort());
    expect(await numbers(actors.registrar, hidden.number)).toEqual([]);
  });

  test('answers nothing for nothing', async () => {
    expect((await get(actors.registrar, '/v1/students?q=')).body).toEqual({ students: [], isComplete: true });
  });
});

describe('an identification', () => {
  const ask = (query: IdentityQuery, more: Record<string, unknown> = {}) => ({
    localStudentId: query.localStudentId,
    familyName: query.draft.familyName,
    givenName: query.draft.givenName,
    birthDate: query.draft.birthDate,
    gender: query.draft.gender,
    ...more,
  });

  test('says who a student is and writes nothing', async () => {
    const { query, number } = await newStudent();
    const known = await send(actors.registrar, 'POST', '/v1/identifications', ask(query));
    expect([known.status, known.body.outcome, known.body.studentNumber, known.body.method]).toEqual([
      200,
      'assigned',
      number,
      'local_id',
    ]);
    const fresh = await send(actors.registrar, 'POST', '/v1/identifications', ask(buildQuery()));
    expect([fresh.body.outcome, fresh.body.studentNumber]).toEqual(['not_yours', null]);
  });

  test('answers one and the same for nobody, a student elsewhere, a doubtful one and a protected one', async () => {
    const hidden = await newStudent();
    await apply(buildItem('restrictions', hidden.number));
    const { query } = await newStudent({ phones: ['780-555-0111'] });
    const twin = ask(buildQuery({ ...query.draft, givenName: 'Ursprung' }), { phones: ['780-555-0111'] });
    const elsewhere = await newStudent({ organisation: 'S.K003' });
    const asked = [ask(hidden.query), twin, ask(elsewhere.query, { organisation: 'S.K001' }), ask(buildQuery())];
    const answers = [];
    for (const one of asked) answers.push((await send(actors.registrar, 'POST', '/v1/identifications', one)).body);
    expect(answers).toEqual(Array(4).fill(answers[0]));
    expect(answers[0].outcome).toBe('not_yours');
  });

  test('for another organisation, or with facts that a rule rejects, is refused', async () => {
    const query = buildQuery();
    expect(
      (await send(actors.registrar, 'POST', '/v1/identifications', ask(query, { organisation: 'S.K003' }))).status,
    ).toBe(403);
    const { status, body } = await send(actors.registrar, 'POST', '/v1/identifications', ask(query, { gender: 'Q' }));
    expect([status, body.params.rules]).toEqual([422, ['STU-0030']]);
  });
});

describe('a match task', () => {
  test('is listed and shown side by side to those who decide, and to nobody else', async () => {
    const { taskId, number, held } = await newTask();
    const { body: list } = await get(actors.ministry, '/v1/match-tasks?state=open&limit=1000');
    expect(list.items.map((it: { taskId: string }) => it.taskId)).toContain(taskId);
    const { body } = await get(actors.ministry, `/v1/match-tasks/${taskId}`);
    expect([body.reason, body.records[0].studentNumber, body.submitted.localIds]).toEqual([
      'twin',
      number,
      [`S.K001 ${held.localStudentId}`],
    ]);
    expect(body.candidates[0].agreements.length).toBeGreaterThan(5);
    expect((await get(actors.registrar, '/v1/match-tasks')).status).toBe(403);
  });

  test('is decided once: the same, or new with a number of its own', async () => {
    const same = await newTask();
    const first = await send(actors.ministry, 'POST', `/v1/match-tasks/${same.taskId}/decision`, {
      decision: 'same',
      number: same.number,
    });
    expect([first.status, first.body.state, first.body.studentNumber]).toEqual([200, 'decided', same.number]);
    const again = await send(actors.ministry, 'POST', `/v1/match-tasks/${same.taskId}/decision`, { decision: 'new' });
    expect([again.status, again.body.code]).toEqual([409, 'identity.task_decided']);
    const fresh = await newTask();
    const { body } = await send(actors.ministry, 'POST', `/v1/match-tasks/${fresh.taskId}/decision`, {
      decision: 'new',
      note: 'twins, the school confirmed',
    });
    expect(body.studentNumber).not.toBe(fresh.number);
    expect((await get(actors.registrar, `/v1/students/${body.studentNumber}`)).status).toBe(200);
  });

  test('that does not exist, or the same as a number that was never issued, is not found', async () => {
    expect((await get(actors.ministry, `/v1/match-tasks/${buildObjectGuid()}`)).status).toBe(404);
    const { taskId } = await newTask();
    const { status, body } = await send(actors.ministry, 'POST', `/v1/match-tasks/${taskId}/decision`, {
      decision: 'same',
      number: '0000-0000-0',
    });
    expect([status, body.code]).toEqual([404, 'identity.student_not_found']);
  });
});
