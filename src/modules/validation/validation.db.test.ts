import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import type { OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import { defineRule, passes } from '#kernel/rule.ts';
import { replaceEnrolmentAssociations } from '#modules/access/index.ts';
import { type Actors, buildActors } from '#support/build-access.ts';
import { buildOrganisations } from '#support/build-organisations.ts';
import { buildFindings, buildFired } from '#support/build-validation.ts';
import { testDatabase } from '#support/database.ts';
import { testServer } from '#support/server.ts';
import { countOpenFindings, type FiredOnObject } from './index.ts';
import { validationRoutes } from './routes.ts';

const ageForGrade = defineRule<{ age: number; grade: string }>({
  code: 'ENR-0001',
  reference: 'PASI 10016',
  severity: 'warning',
  object: 'enrolment',
  years: { first: null, last: null },
  inputs: ['age', 'grade'],
  crossRecord: true,
  dateDependent: false,
  title: { en: 'Age fits the grade', fr: 'L’âge correspond à l’année d’études' },
  message: { en: 'A student of {age} in grade {grade}', fr: 'Un élève de {age} ans en {grade}e année' },
  mend: { en: 'Correct the grade', fr: 'Corrigez l’année d’études' },
  source: 'an example',
  field: 'grade',
  judge: ({ age, grade }) => (age - Number(grade) > 8 ? { fires: true, params: { age, grade } } : passes),
  example: { passes: { age: 9, grade: '4' }, fires: { age: 17, grade: '4' }, context: { today: '2026-11-24' } },
});

const database = testDatabase();
const server = testServer(
  database,
  validationRoutes({
    rules: [ageForGrade],
    nameStudents: async (_reader, numbers) => new Map(numbers.map((number) => [number, `Student ${number}`])),
    bornWithin: () => () => sql`true`,
  }),
);
let actors: Actors;

beforeAll(async () => {
  await database.write((tx) => buildOrganisations(tx));
  actors = await database.write((tx) => buildActors(tx));
});

let counter = 300_000_000;
function aStudent(): StudentNumber {
  counter += 1;
  return String(counter) as StudentNumber;
}

async function open(
  fired: FiredOnObject[],
  studentNumber = aStudent(),
  restricted = false,
): Promise<{ studentNumber: StudentNumber; ids: string[] }> {
  await database.write((tx, act) => buildFindings(tx, act, { studentNumber, fired, restricted }));
  const { rows } = await sql<{ finding_id: string }>`select finding_id from validation.finding
    where student_number = ${studentNumber}::bpchar and state <> 'cleared' order by urgency, finding_id`.execute(
    database.db,
  );
  return { studentNumber, ids: rows.map((row) => row.finding_id) };
}

async function openOne(changes: Partial<FiredOnObject> = {}): Promise<{ studentNumber: StudentNumber; id: string }> {
  const { studentNumber, ids } = await open([buildFired(changes)]);
  return { studentNumber, id: ids[0] ?? '' };
}

const advice: Partial<FiredOnObject> = { code: 'ENR-0002', severity: 'advice' };
const get = (as: keyof Actors, url: string) => server.call({ as: actors[as], url });
const post = (as: keyof Actors, url: string, body: object, headers: Record<string, string> = {}) =>
  server.call({ as: actors[as], method: 'POST', url, body, headers });
const move = (as: keyof Actors, id: string, body: object, version: number | string = 1) =>
  post(as, `/v1/findings/${id}/moves`, body, { 'if-match': `"${version}"` });
const list = async (as: keyof Actors, query: string) => {
  const { status, body } = await get(as, `/v1/findings?${query}`);
  expect(status).toBe(200);
  return body.items as { findingId: string; state: string; studentName: string }[];
};

describe('a finding', () => {
  test('is shown with the words of its rule, who has to act, and what may be done', async () => {
    const { id, studentNumber } = await openOne();
    const { status, body, headers } = await get('registrar', `/v1/findings/${id}`);
    expect([status, headers['etag']]).toEqual([200, '"1"']);
    expect(body).toMatchObject({
      studentNumber,
      studentName: `Student ${studentNumber}`,
      reference: 'PASI 10016',
      severity: 'warning',
      state: 'open',
      message: { en: 'A student of 17 in grade 4', fr: 'Un élève de 17 ans en 4e année' },
      organisation: { code: 'S.K001' },
      history: [{ what: 'found', toState: 'open', actor: null }],
    });
    const may = Object.fromEntries(body.moves.map((it: { move: string; may: boolean }) => [it.move, it.may]));
    expect(may).toEqual({
      start: true,
      acknowledge: false,
      override: false,
      reopen: false,
      assign: true,
      snooze: true,
      note: true,
    });
    expect(body.moves[1].because.fr).toContain('avertissement');
  });

  test('of another school does not exist, in the words of one that never was', async () => {
    const { id } = await openOne({ organisation: 'S.K002' as OrganisationCode });
    const never = '0199ffff-0000-7000-8000-000000000000';
    const strip = ({ status, body }: { status: number; body: { requestId: string } }) => ({
      status,
      body: { ...body, requestId: '' },
    });
    for (const finding of [id, never]) {
      const read = await get('registrar', `/v1/findings/${finding}`);
      const moved = await move('registrar', finding, { move: 'start' });
      expect(strip(read)).toEqual(strip(await get('registrar', `/v1/findings/${never}`)));
      expect([read.status, moved.status, moved.body.code]).toEqual([404, 404, 'validation.finding_not_found']);
    }
    expect((await get('authority', `/v1/findings/${id}`)).status).toBe(200);
  });

  test('without an organisation belongs to whoever is associated with the student', async () => {
    const { id, studentNumber } = await openOne({ organisation: null, object: 'student', objectId: 'x' });
    expect((await get('registrar', `/v1/findings/${id}`)).status).toBe(404);
    const context = { parameter: <Value>(name: string) => database.jurisdiction.parameter<Value>(name) };
    const rows = [{ studentNumber, organisation: 'S.K001' as OrganisationCode, from: '2026-09-01', to: null }];
    await database.write((tx, act) =>
      replaceEnrolmentAssociations(tx, { known: [], rows, context, act: { ...act, isMinistry: false } }),
    );
    expect((await get('registrar', `/v1/findings/${id}`)).status).toBe(200);
    expect((await get('otherRegistrar', `/v1/findings/${id}`)).status).toBe(404);
  });

  test('of a protected student exists only for those who may know, in lists, counts and rules too', async () => {
    const before = (await get('registrar', '/v1/finding-counts')).body.total;
    const { ids, studentNumber } = await open([buildFired({ code: 'ENR-0001' })], aStudent(), true);
    for (const who of ['registrar', 'authority', 'ministryViewer'] as const) {
      expect((await get(who, `/v1/findings/${ids[0]}`)).status).toBe(404);
      expect(await list(who, `studentNumber=${studentNumber}`)).toEqual([]);
      expect((await move(who, ids[0] ?? '', { move: 'start' })).status).toBe(who === 'ministryViewer' ? 403 : 404);
    }
    expect((await get('registrar', '/v1/finding-counts')).body.total).toBe(before);
    expect(await countOpenFindings(database.db, actors.registrar, [studentNumber])).toEqual(new Map());
    expect(await list('ministry', `studentNumber=${studentNumber}`)).toHaveLength(1);
    await open([buildFired()], studentNumber, false);
    expect(await list('registrar', `studentNumber=${studentNumber}`)).toHaveLength(1);
  });
});

describe('moves', () => {
  test('advice is acknowledged with a note, and the note, the name and the time stay', async () => {
    const { id } = await openOne(advice);
    const { status, body, headers } = await move('registrar', id, { move: 'acknowledge', note: 'Seen the passport' });
    expect([status, body.state, headers['etag']]).toEqual([200, 'acknowledged', '"2"']);
    expect(body.history[1]).toMatchObject({
      what: 'acknowledge',
      actor: 'Harpreet Sandhu',
      organisation: 'S.K001',
      note: 'Seen the passport',
    });
    expect((await move('registrar', id, { move: 'reopen' }, 2)).body.state).toBe('open');
  });

  test('a warning is overridden by the ministry only, with a reason', async () => {
    const { id } = await openOne();
    const check = async (who: keyof Actors, body: object, expected: [number, string]) => {
      const answer = await move(who, id, body);
      expect([answer.status, answer.body.code ?? answer.body.state]).toEqual(expected);
    };
    await check('registrar', { move: 'acknowledge', note: 'no' }, [409, 'validation.only_advice']);
    await check('registrar', { move: 'override', note: 'no' }, [403, 'validation.needs_right']);
    await check('ministry', { move: 'override' }, [422, 'validation.needs_note']);
    await check('ministry', { move: 'override', note: 'The grade is right' }, [200, 'overridden']);
  });

  test('each refusal has its own code', async () => {
    const { id } = await openOne();
    const check = async (body: object, expected: [number, string]) => {
      const answer = await move('ministry', id, body);
      expect([answer.status, answer.body.code]).toEqual(expected);
    };
    await check({ move: 'reopen' }, [409, 'validation.wrong_state']);
    await check({ move: 'snooze' }, [422, 'validation.day_needed']);
    await check({ move: 'snooze', until: '2020-01-01' }, [422, 'validation.needs_later_day']);
    await check({ move: 'assign' }, [422, 'validation.assignee_needed']);
    await check({ move: 'assign', assignee: '0199ffff-0000-7000-8000-000000000000' }, [422, 'validation.no_assignee']);
    const { id: adviceId } = await openOne(advice);
    expect((await move('ministry', adviceId, { move: 'override', note: 'x' })).body.code).toBe(
      'validation.only_warning',
    );
  });

  test('bad input is named field by field', async () => {
    const { id } = await openOne();
    const pointers = async (body: object) => {
      const answer = await move('registrar', id, body);
      expect(answer.status).toBe(400);
      return answer.body.errors.map((it: { pointer: string }) => it.pointer);
    };
    expect(await pointers({ move: 'delete' })).toEqual(['/body/move']);
    expect(await pointers({ move: 'note', note: 'bell \u0007' })).toEqual(['/body/note']);
    expect(await pointers({ move: 'note', note: '   ' })).toEqual(['/body/note']);
    expect(await pointers({ move: 'snooze', until: '2026-02-30' })).toEqual(['/body/until']);
    expect(await pointers({ move: 'start', why: 'x' })).toEqual(['/body/why']);
    expect((await get('registrar', '/v1/findings/1')).status).toBe(400);
    expect((await get('registrar', '/v1/findings?state=lost')).status).toBe(400);
  });

  test('a viewer may look and not touch', async () => {
    const { id } = await openOne();
    expect((await get('viewer', `/v1/findings/${id}`)).status).toBe(200);
    expect((await move('viewer', id, { move: 'start' })).status).toBe(403);
    expect((await server.call({ as: null, url: `/v1/findings/${id}` })).status).toBe(401);
  });

  test('a finding is given to somebody who can work on it, and to nobody else', async () => {
    const { id } = await openOne();
    const { accountId } = actors.registrar;
    const given = await move('authority', id, { move: 'assign', assignee: accountId });
    expect(given.body.assignee).toEqual({ accountId, name: 'Harpreet Sandhu' });
    for (const other of [actors.otherRegistrar, actors.viewer, actors.ministryViewer]) {
      const refused = await move('authority', id, { move: 'assign', assignee: other.accountId }, 2);
      expect(refused.body.code).toBe('validation.no_assignee');
    }
    expect(await list('registrar', 'assignee=me')).toContainEqual(expect.objectContaining({ findingId: id }));
    expect((await move('registrar', id, { move: 'assign', assignee: null }, 2)).body.assignee).toBeNull();
    expect(await list('registrar', 'assignee=none')).toContainEqual(expect.objectContaining({ findingId: id }));
  });

  test('a snoozed finding leaves the list until its day', async () => {
    const { id, studentNumber } = await openOne();
    const tomorrow = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
    expect((await move('registrar', id, { move: 'snooze', until: tomorrow })).body.snoozedUntil).toBe(tomorrow);
    expect(await list('registrar', `studentNumber=${studentNumber}`)).toEqual([]);
    expect(await list('registrar', `studentNumber=${studentNumber}&snoozed=only`)).toHaveLength(1);
    await sql`update validation.finding set snoozed_until = current_date where finding_id = ${id}`.execute(database.db);
    expect(await list('registrar', `studentNumber=${studentNumber}`)).toHaveLength(1);
  });

  test('of two moves at once on the same version one is made and the other told to look again', async () => {
    const { id } = await openOne(advice);
    const both = await Promise.all([
      move('registrar', id, { move: 'acknowledge', note: 'first' }),
      move('authority', id, { move: 'acknowledge', note: 'second' }),
    ]);
    expect(both.map((it) => it.status).sort()).toEqual([200, 412]);
    expect(both.find((it) => it.status === 412)?.body).toMatchObject({
      code: 'http.stale_version',
      params: { current: 2 },
    });
  });

  test('a move without the version that was read is refused', async () => {
    const { id } = await openOne();
    const { status, body } = await post('registrar', `/v1/findings/${id}/moves`, { move: 'start' });
    expect([status, body.code]).toEqual([428, 'http.version_needed']);
  });

  test('a move is recorded for good as an act', async () => {
    const { id, studentNumber } = await openOne();
    await move('registrar', id, { move: 'note', note: 'Called home' });
    const { rows } = await sql<{ kind: string; note: string }>`
      select kind, after ->> 'note' as note from published.student_change where student_number = ${studentNumber}::bpchar`.execute(
      database.db,
    );
    expect(rows).toEqual([{ kind: 'validation.move-finding', note: 'Called home' }]);
  });
});

describe('many at once', () => {
  test('each finding succeeds or fails alone, in the order asked', async () => {
    const ok = await openOne(advice);
    const warning = await openOne();
    const elsewhere = await openOne({ ...advice, organisation: 'S.K002' as OrganisationCode });
    const never = '0199ffff-0000-7000-8000-000000000000';
    const findingIds = [warning.id, ok.id, never, elsewhere.id];
    const { status, body } = await post('registrar', '/v1/finding-moves', {
      findingIds,
      move: 'acknowledge',
      note: 'all seen',
    });
    expect(status).toBe(200);
    expect([body.moved, body.refused]).toEqual([1, 3]);
    expect(
      body.items.map((it: { fate: string; code: string | null; state: string | null }) => it.code ?? it.state),
    ).toEqual([
      'validation.only_advice',
      'acknowledged',
      'validation.finding_not_found',
      'validation.finding_not_found',
    ]);
    expect(body.items[2].detail).toEqual(body.items[3].detail);
    expect((await get('registrar', `/v1/findings/${warning.id}`)).body.version).toBe(1);
  });

  test('two bulk moves over the same findings in opposite order both end', async () => {
    const made = await Promise.all(Array.from({ length: 20 }, () => openOne()));
    const findingIds = made.map((it) => it.id);
    const both = await Promise.all([
      post('registrar', '/v1/finding-moves', { findingIds, move: 'assign', assignee: 'me' }),
      post('authority', '/v1/finding-moves', { findingIds: [...findingIds].reverse(), move: 'assign', assignee: 'me' }),
    ]);
    expect(both.map((it) => [it.status, it.body.moved])).toEqual([
      [200, 20],
      [200, 20],
    ]);
  });

  test('the same bulk move under one key is made once', async () => {
    const { id } = await openOne(advice);
    const ask = () =>
      post(
        'registrar',
        '/v1/finding-moves',
        { findingIds: [id], move: 'acknowledge', note: 'x' },
        { 'idempotency-key': 'once' },
      );
    expect((await ask()).body.moved).toBe(1);
    expect((await ask()).body.moved).toBe(1);
    expect((await get('registrar', `/v1/findings/${id}`)).body.version).toBe(2);
  });

  test('more than five hundred, or none, are refused', async () => {
    for (const count of [0, 501]) {
      const findingIds = Array.from(
        { length: count },
        (_, index) => `0199ffff-0000-7000-8000-${String(index).padStart(12, '0')}`,
      );
      expect((await post('registrar', '/v1/finding-moves', { findingIds, move: 'start' })).status).toBe(400);
    }
  });
});

describe('lists and counts', () => {
  test('warnings come before advice, older before newer, and pages follow each other without gap or repeat', async () => {
    const { studentNumber } = await open([
      buildFired({ ...advice, objectId: 'a' }),
      ...['b', 'c', 'd', 'e'].map((objectId) => buildFired({ objectId })),
    ]);
    const seen: { severity: string; objectId: string }[] = [];
    let cursor = '';
    do {
      const { body } = await get(
        'registrar',
        `/v1/findings?studentNumber=${studentNumber}&limit=2${cursor && `&cursor=${cursor}`}`,
      );
      seen.push(...body.items);
      cursor = body.next ?? '';
    } while (cursor);
    expect(seen.map((it) => it.objectId).sort()).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(seen.at(-1)?.severity).toBe('advice');
  });

  test('a cursor that is not ours starts at the beginning', async () => {
    const { studentNumber } = await openOne();
    const { status, body } = await get('registrar', `/v1/findings?studentNumber=${studentNumber}&cursor=nonsense`);
    expect([status, body.items.length]).toEqual([200, 1]);
  });

  test('every filter narrows', async () => {
    const { studentNumber } = await open([
      buildFired({ schoolYear: 2026, grade: '9', params: { n: 1 } }),
      buildFired({ object: 'address', schoolYear: null, grade: null, code: 'ADR-0001', params: { n: 2 } }),
      buildFired({ ...advice, params: { n: 3 } }),
    ]);
    const check = async (query: string, expected: number) =>
      expect(await list('registrar', `studentNumber=${studentNumber}&${query}`)).toHaveLength(expected);
    await check('', 3);
    await check('severity=advice', 1);
    await check('rule=ADR-0001', 1);
    await check('object=address', 1);
    await check('schoolYear=2026', 1);
    await check('grade=9', 1);
    await check('state=acknowledged', 0);
    await check('state=open,acknowledged', 3);
    await check('organisation=S.K001', 3);
  });

  test('another school’s findings are no filter away', async () => {
    expect((await get('registrar', '/v1/findings?organisation=S.K002')).status).toBe(403);
    expect((await get('registrar', '/v1/finding-counts?organisation=S.K002')).status).toBe(403);
    expect((await get('authority', '/v1/findings?organisation=S.K002')).status).toBe(200);
  });

  test('the figures of a screen add up', async () => {
    const { studentNumber, ids } = await open([
      buildFired({ objectId: 'a' }),
      buildFired({ objectId: 'b', organisation: 'S.K002' as OrganisationCode }),
      buildFired({ ...advice, objectId: 'c' }),
    ]);
    await move('registrar', ids[2] ?? '', { move: 'acknowledge', note: 'seen' });
    const { body } = await get('authority', `/v1/finding-counts?studentNumber=${studentNumber}`);
    expect(body).toMatchObject({
      total: 2,
      mine: 0,
      unassigned: 2,
      snoozed: 0,
      settledToday: 1,
      bySeverity: [{ severity: 'warning', count: 2 }],
      byState: [{ state: 'open', count: 2 }],
      byRule: [{ ruleCode: 'ENR-0001', reference: 'PASI 10016', title: { en: 'Age fits the grade' }, count: 2 }],
    });
    expect(body.byOrganisation.map((it: { code: string; count: number }) => `${it.code} ${it.count}`).sort()).toEqual([
      'S.K001 1',
      'S.K002 1',
    ]);
    const numbers = [studentNumber];
    expect(await countOpenFindings(database.db, actors.registrar, numbers)).toEqual(
      new Map([[studentNumber, { warnings: 1, advice: 0 }]]),
    );
    expect(await countOpenFindings(database.db, actors.ministry, numbers)).toEqual(
      new Map([[studentNumber, { warnings: 2, advice: 0 }]]),
    );
  });
});

describe('the catalogue', () => {
  test('lists every rule with what stands today within reach', async () => {
    const { body } = await get('viewer', '/v1/rules');
    expect(body.items).toHaveLength(1);
    const standing = (await get('viewer', '/v1/finding-counts?rule=ENR-0001&snoozed=with')).body.total;
    expect(body.items[0]).toMatchObject({ code: 'ENR-0001', isCrossRecord: true, findingsToday: standing });
  });

  test('shows a rule with what it says of its own example', async () => {
    const { body } = await get('viewer', '/v1/rules/ENR-0001');
    expect(body.example).toMatchObject({
      passes: { age: 9, grade: '4' },
      fires: { age: 17, grade: '4' },
      message: { en: 'A student of 17 in grade 4' },
      today: '2026-11-24',
    });
  });

  test('lists the numbers that people know, each with our rule or the reason why there is none', async () => {
    const { body } = await get('viewer', '/v1/rule-coverage');
    const find = (number: string) => body.items.find((it: { number: string }) => it.number === number);
    expect(body.system).toBe('PASI');
    expect(find('10016')).toMatchObject({ state: 'built', ours: [{ code: 'ENR-0001' }], why: null });
    expect(find('10117')).toMatchObject({ state: 'waits', waitsFor: 'course_enrolment', ours: [] });
    expect(find('11227')).toMatchObject({ state: 'enforced', by: 'exchange.value_not_allowed' });
    expect(find('10033')).toMatchObject({ supersededBy: { reference: 'PASI 10051', code: null } });
    expect(find('11204')).toMatchObject({ state: 'unknown', known: 'number' });
  });

  test('knows no other rule', async () => {
    const { status, body } = await get('viewer', '/v1/rules/ENR-9999');
    expect([status, body.code]).toEqual([404, 'validation.rule_not_found']);
  });
});
