import { type RootOperationNode, sql } from 'kysely';
import { expect, test } from 'vitest';
import { addDays, addMonths, schoolYearOf } from '#kernel/dates.ts';
import type { OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import type { RuleContext } from '#kernel/rule.ts';
import { recordAssociations, visibleNumbers } from '#modules/access/index.ts';
import { rescan } from '#modules/validation/index.ts';
import { todayOf } from '#platform/act.ts';
import type { Actor } from '#platform/actor.ts';
import type { Tx } from '#platform/database/database.ts';
import { type Actors, buildActors } from '#support/build-access.ts';
import {
  buildEnrolmentId,
  buildEnrolmentItem,
  buildEnrolmentStudents,
  buildEnrolments,
} from '#support/build-enrolment.ts';
import { buildOrganisations } from '#support/build-organisations.ts';
import { testDatabase } from '#support/database.ts';
import { type Call, testServer } from '#support/server.ts';
import { enrolmentRoutes } from './routes.ts';
import type { EnrolmentItem } from './rules/statement.ts';
import { enrolmentStatus } from './rules/status.ts';
import { loadEnrolments } from './service/load.ts';
import { enrolmentScanner } from './service/scan.ts';
import { listClass } from './store/lists.ts';

const today = todayOf(new Date());
const year = schoolYearOf(today);
const start = `${year - 1}-09-01`;
const exit = `${year}-06-28`;
const school = 'S.K001' as OrganisationCode;
let actors: Actors;
let rules: RuleContext;

const database = testDatabase(async ({ jurisdiction, write }) => {
  rules = jurisdiction.ruleContext(today);
  await write(buildOrganisations);
  actors = await write(buildActors);
});
const server = testServer(database, enrolmentRoutes);
const wholeServer = testServer(database);

let students = 0;

/** A new student of the test's own. */
async function newStudent(facts: { isRestricted?: boolean; isDeceased?: boolean } = {}): Promise<StudentNumber> {
  students += 1;
  const number = String(500000000 + students);
  await database.write((tx) => buildEnrolmentStudents(tx, [{ studentNumber: number, ...facts }]));
  return number as StudentNumber;
}

/** One whose number was issued to S.K001, which therefore sees the student. */
async function newOwnStudent(): Promise<StudentNumber> {
  const number = await newStudent();
  const ground = { studentNumber: number, organisation: 'S.K001' as OrganisationCode, kind: 'creation' as const };
  await database.write((tx) => recordAssociations(tx, [{ ...ground, from: today, to: null }], rules));
  return number;
}

type Changes = Partial<Omit<EnrolmentItem, 'studentNumber' | 'schoolCode'>> & { schoolCode?: string };

function item(studentNumber: StudentNumber, changes: Changes = {}): EnrolmentItem {
  return buildEnrolmentItem({ studentNumber, schoolYear: year, startOn: start, ...changes });
}

const apply = (items: EnrolmentItem[], organisation = 'S.K001') =>
  database.write((tx, act) => buildEnrolments(tx, act, { items, rules, organisation }));

const codesOf = (fate: { fired: { code: string }[] } | undefined) => fate?.fired.map((it) => it.code);

const statement = {
  schoolCode: 'S.K001',
  schoolYear: year,
  grade: '6',
  startOn: start,
  exitOn: exit,
  exitType: 'completion',
  programmingType: 'regular',
  programmingTimeframe: 'day',
};

const urlOf = (number: string, id: string) => `/v1/students/${number}/enrolments/${id}`;

function put(as: Actor, url: string, { body = statement, version }: { body?: unknown; version?: number } = {}) {
  const headers: Call['headers'] = version === undefined ? {} : { 'if-match': `"${version}"` };
  return server.call({ as, method: 'PUT', url, body, ...(headers ? { headers } : {}) });
}

test('an item that is new is added, the same again is unchanged, another is changed, and each says its version', async () => {
  const first = item(await newStudent(), { grantsProgrammes: ['303', '211'], programmePercentage: null });
  expect((await apply([first]))[0]).toMatchObject({ fate: 'added', version: 1 });
  const again = { ...first, grantsProgrammes: ['211', '303'] };
  expect((await apply([again]))[0]).toMatchObject({ fate: 'unchanged', version: 1 });
  expect((await apply([{ ...first, grade: '7' }]))[0]).toMatchObject({ fate: 'changed', version: 2 });
});

test('what is unchanged writes nothing, not even a time', async () => {
  const number = await newStudent();
  const first = item(number);
  await apply([first]);
  const [before] = (await loadEnrolments(database.db, [number])).get(number) ?? [];
  await apply([first]);
  expect((await loadEnrolments(database.db, [number])).get(number)).toEqual([before]);
});

test('a refused item names every rejection and its field, and the others of the batch are applied', async () => {
  const [one, other] = [await newStudent(), await newStudent()];
  const bad = item(one, { exitOn: `${year - 2}-06-28`, programmePercentage: 50, grade: '13' });
  const fates = await apply([bad, item(other)]);
  expect(fates.map((it) => it.fate)).toEqual(['refused', 'added']);
  expect(codesOf(fates[0])).toEqual(['ENR-3001', 'ENR-0016', 'ENR-0088', 'ENR-0064']);
  expect((await loadEnrolments(database.db, [one])).size).toBe(0);
});

test('a school submits its own enrolments, its authority and the ministry submit them too, nobody else does', async () => {
  const fateFor = async (organisation: string) => (await apply([item(await newStudent())], organisation))[0];
  expect((await fateFor('S.K001'))?.fate).toBe('added');
  expect((await fateFor('A.K001'))?.fate).toBe('added');
  expect((await fateFor('O.1'))?.fate).toBe('added');
  expect(codesOf(await fateFor('S.K002'))).toEqual(['ENR-0058']);
  expect(codesOf(await fateFor('A.K002'))).toEqual(['ENR-0058']);
});

test('a GUID that comes back for another student is refused, and stays with the first', async () => {
  const [one, other] = [await newStudent(), await newStudent()];
  const first = item(one);
  await apply([first]);
  const [fate] = await apply([{ ...first, studentNumber: other }]);
  expect(codesOf(fate)).toEqual(['ENR-9901']);
  expect((await loadEnrolments(database.db, [other])).size).toBe(0);
});

test('of two students with one GUID in a batch the first keeps it', async () => {
  const first = item(await newStudent());
  const fates = await apply([first, { ...first, studentNumber: await newStudent() }]);
  expect([fates[0]?.fate, codesOf(fates[1])]).toEqual(['added', ['ENR-9901']]);
});

test('a number that was never issued is refused', async () => {
  expect(codesOf((await apply([item('999999999' as StudentNumber)]))[0])).toEqual(['ENR-9002']);
});

test('a refused item does not take its GUID away from the right student', async () => {
  const [wrong, right] = [await newStudent(), await newStudent()];
  const refused = item(wrong, { grade: '13' });
  await apply([refused]);
  expect((await apply([{ ...refused, studentNumber: right, grade: '6' }]))[0]?.fate).toBe('added');
});

test('the same enrolment twice in a batch is applied once', async () => {
  const first = item(await newStudent());
  const fates = await apply([first, { ...first, grade: '7' }]);
  expect([fates[0]?.fate, codesOf(fates[1])]).toEqual(['added', ['ENR-9902']]);
});

test('an expected version that no longer stands is refused', async () => {
  const first = item(await newStudent());
  await apply([first]);
  await apply([{ ...first, grade: '7', expectedVersion: 1 }]);
  const [fate] = await apply([{ ...first, grade: '8', expectedVersion: 1 }]);
  expect([codesOf(fate), fate?.version]).toEqual([['ENR-3004'], 2]);
});

test('nobody is enrolled anew after death, but an enrolment that stands can still be corrected', async () => {
  const number = await newStudent();
  const first = item(number);
  await apply([first]);
  await database.write((tx) =>
    sql`update identity.student set is_deceased = true where student_number = ${number}`.execute(tx),
  );
  expect((await apply([{ ...first, grade: '7' }]))[0]?.fate).toBe('changed');
  expect(codesOf((await apply([item(number)]))[0])).toEqual(['ENR-0080']);
});

test('a batch costs the same number of queries for two items as for two hundred', async () => {
  const countFor = async (size: number) => {
    const items: EnrolmentItem[] = [];
    const numbers = Array.from({ length: size }, (_, place) => String(600000000 + size * 1000 + place));
    await database.write((tx) =>
      buildEnrolmentStudents(
        tx,
        numbers.map((studentNumber) => ({ studentNumber })),
      ),
    );
    for (const number of numbers)
      items.push(item(number as StudentNumber, { residentBoard: 'A.K001' as OrganisationCode }));
    return countQueries(async (tx, act) => {
      const added = await buildEnrolments(tx, act, { items, rules, organisation: 'S.K001' });
      expect(new Set(added.map((it) => it.fate))).toEqual(new Set(['added']));
      await enrolmentScanner(tx, numbers as StudentNumber[], rules);
    });
  };
  const few = await countFor(2);
  expect(await countFor(200)).toBe(few);
  expect(few).toBeLessThanOrEqual(32);
});

/** How many statements some work sends. */
async function countQueries(
  work: (tx: Tx, act: Parameters<Parameters<typeof database.write>[0]>[1]) => Promise<void>,
): Promise<number> {
  let count = 0;
  const plugin = {
    transformQuery: ({ node }: { node: RootOperationNode }) => {
      count += 1;
      return node;
    },
    transformResult: async <Result>({ result }: { result: Result }) => result,
  };
  await database.write((tx, act) => work(tx.withPlugin(plugin), act));
  return count;
}

test('an enrolment gives its school and authority sight of the student, until a year after the exit', async () => {
  const number = await newStudent();
  const sees = async (actor: Actor) => (await visibleNumbers(database.db, actor, [number])).has(number);
  expect(await sees(actors.registrar)).toBe(false);
  const first = item(number);
  await apply([first]);
  expect([await sees(actors.registrar), await sees(actors.authority), await sees(actors.otherRegistrar)]).toEqual([
    true,
    true,
    false,
  ]);
  const recent = { ...first, startOn: addMonths(today, -14), schoolYear: schoolYearOf(addMonths(today, -11)) };
  await apply([{ ...recent, exitOn: addMonths(today, -11), exitType: 'withdrawal' }]);
  expect(await sees(actors.registrar)).toBe(true);
  const past = { ...first, startOn: addMonths(today, -16), schoolYear: schoolYearOf(addMonths(today, -13)) };
  await apply([{ ...past, exitOn: addMonths(today, -13), exitType: 'withdrawal' }]);
  expect(await sees(actors.registrar)).toBe(false);
});

test('a deleted enrolment ends the sight, and its restoration gives it back', async () => {
  const number = await newStudent();
  const first = item(number);
  const sees = async () => (await visibleNumbers(database.db, actors.registrar, [number])).has(number);
  await apply([first]);
  await apply([{ ...first, isDeleted: true }]);
  expect(await sees()).toBe(false);
  await apply([{ ...first, isDeleted: false }]);
  expect(await sees()).toBe(true);
});

test('deleting what the register never held changes nothing and says so', async () => {
  const number = await newStudent();
  expect((await apply([item(number, { isDeleted: true })]))[0]).toMatchObject({ fate: 'unchanged', version: null });
  expect((await loadEnrolments(database.db, [number])).size).toBe(0);
});

test('findings of a student are opened together, across enrolments, and cleared when the enrolment is deleted', async () => {
  const number = await newStudent();
  const first = item(number, { exitOn: exit, exitType: 'completion' });
  const other = item(number, { schoolCode: 'S.K003', exitOn: exit, exitType: 'completion' });
  await apply([first, other], 'O.1');
  const [before] = await enrolmentScanner(database.db, [number], rules);
  const overlaps = before?.fired.filter((it) => it.code === 'ENR-0085');
  expect(overlaps?.map((it) => [it.organisation, it.params['schools']]).sort()).toEqual([
    ['S.K001', ['S.K003']],
    ['S.K003', ['S.K001']],
  ]);
  await database.write((tx, act) => rescan(tx, [number], { scanners: [enrolmentScanner], context: rules, act }));
  expect(await openCodes(number)).toContain('ENR-0085');
  await apply([{ ...other, isDeleted: true }], 'O.1');
  await database.write((tx, act) => rescan(tx, [number], { scanners: [enrolmentScanner], context: rules, act }));
  expect(await openCodes(number)).not.toContain('ENR-0085');
});

async function openCodes(number: StudentNumber): Promise<string[]> {
  const { rows } = await sql<{ rule_code: string }>`
    select rule_code from validation.finding where student_number = ${number} and state = 'open'`.execute(database.db);
  return rows.map((row) => row.rule_code);
}

test('a student is scanned again on the earliest day that a rule names', async () => {
  const number = await newStudent();
  const soon = addDays(today, 3);
  await apply([item(number, { startOn: soon, exitOn: addDays(today, 5), schoolYear: schoolYearOf(soon) })]);
  const [result] = await enrolmentScanner(database.db, [number], rules);
  expect(result?.rescanOn).toBe(soon);
});

test('an enrolment is added with 201 and read back with its version', async () => {
  const number = await newOwnStudent();
  const url = urlOf(number, buildEnrolmentId());
  const added = await put(actors.registrar, url);
  expect([added.status, added.headers['etag'], added.body.version]).toEqual([201, '"1"', 1]);
  const read = await server.call({ as: actors.registrar, url });
  expect(read.body).toEqual(added.body);
  expect(read.body).toMatchObject({
    schoolName: 'Kestrel High',
    status: 'active',
    submittedBy: 'S.K001',
    isDeleted: false,
  });
});

test('a change needs the version that was read: none is 428, an old one 412, the right one 200', async () => {
  const url = urlOf(await newOwnStudent(), buildEnrolmentId());
  await put(actors.registrar, url);
  const body = { ...statement, grade: '7' };
  expect((await put(actors.registrar, url, { body })).status).toBe(428);
  expect(await put(actors.registrar, url, { body, version: 1 })).toMatchObject({
    status: 200,
    body: { grade: '7', version: 2 },
  });
  const stale = await put(actors.registrar, url, { body: { ...statement, grade: '8' }, version: 1 });
  expect([stale.status, stale.body.code, stale.body.params.current]).toEqual([412, 'http.stale_version', 2]);
});

test('a refusal tells each rule, its field, what is wrong and how to mend it, in both languages', async () => {
  const url = urlOf(await newOwnStudent(), buildEnrolmentId());
  const refused = await put(actors.registrar, url, { body: { ...statement, exitOn: `${year - 1}-08-01` } });
  expect([refused.status, refused.body.code]).toEqual([422, 'enrolment.refused']);
  expect(refused.body.errors).toEqual([
    {
      pointer: '/body/exitOn',
      code: 'ENR-0016',
      reference: 'PASI 10016',
      message: {
        en: `The exit date ${year - 1}-08-01 is before the start date ${start}`,
        fr: `La date de fin ${year - 1}-08-01 précède la date de début ${start}`,
      },
      mend: { en: 'Correct one of the two dates', fr: 'Corrigez l’une des deux dates' },
    },
  ]);
});

test('a body with an unknown field or without a needed one is refused by name', async () => {
  const url = urlOf(await newStudent(), buildEnrolmentId());
  const { grade: _, ...rest } = statement;
  const answer = await put(actors.registrar, url, { body: { ...rest, colour: 'red' } });
  expect(answer.status).toBe(400);
  expect(answer.body.errors.map((it: { pointer: string }) => it.pointer).sort()).toEqual([
    '/body/colour',
    '/body/grade',
  ]);
});

test('an enrolment is deleted and restored as it was, each under its version', async () => {
  const url = urlOf(await newOwnStudent(), buildEnrolmentId());
  const { body: first } = await put(actors.registrar, url);
  const post = (path: string, version: number) =>
    server.call({
      as: actors.registrar,
      method: 'POST',
      url: `${url}/${path}`,
      body: {},
      headers: { 'if-match': `"${version}"` },
    });
  expect(await post('delete', 1)).toMatchObject({
    status: 200,
    body: { isDeleted: true, status: 'deleted', version: 2 },
  });
  expect(await put(actors.registrar, url, { version: 2 })).toMatchObject({
    status: 409,
    body: { code: 'enrolment.deleted' },
  });
  expect((await post('delete', 2)).body.code).toBe('enrolment.deleted');
  expect((await post('restore', 1)).status).toBe(412);
  const { body: restored } = await post('restore', 2);
  expect(restored).toEqual({ ...first, version: 3, submittedAt: restored.submittedAt });
  expect((await post('restore', 3)).body.code).toBe('enrolment.not_deleted');
});

test('the list leaves deleted enrolments out unless they are asked for', async () => {
  const number = await newStudent();
  const [kept, gone] = [item(number, { startOn: addDays(start, 7) }), item(number)];
  await apply([kept, gone]);
  await apply([{ ...gone, isDeleted: true }]);
  const list = async (query: string) => {
    const { body } = await server.call({ as: actors.registrar, url: `/v1/students/${number}/enrolments${query}` });
    return body.items.map((it: { enrolmentId: string }) => it.enrolmentId);
  };
  expect(await list('')).toEqual([kept.enrolmentId]);
  expect(await list('?deleted=include')).toEqual([kept.enrolmentId, gone.enrolmentId]);
});

test('a student out of sight, a protected one and one who does not exist get the same 404 in every form', async () => {
  const [hidden, restricted] = [await newStudent(), await newStudent({ isRestricted: true })];
  const known = item(restricted);
  await apply([item(hidden, { schoolCode: 'S.K003' }), known], 'O.1');
  const ask = async (number: string) => {
    const url = urlOf(number, known.enrolmentId);
    const body = { ...statement, schoolCode: 'S.K003' };
    const headers = { 'if-match': '"1"' };
    const calls: Omit<Call, 'as'>[] = [
      { url: `/v1/students/${number}/enrolments` },
      { url },
      { method: 'PUT', url, body },
      { method: 'POST', url: `${url}/delete`, body: {}, headers },
      { method: 'POST', url: `${url}/restore`, body: {}, headers },
    ];
    const answers = await Promise.all(calls.map((call) => server.call({ ...call, as: actors.registrar })));
    return answers.map(({ status, body: { requestId: _, ...problem } }) => ({ status, problem }));
  };
  const nobody = await ask('999999999');
  expect(nobody.map((it) => it.status)).toEqual([404, 404, 404, 404, 404]);
  expect(await ask(hidden)).toEqual(nobody);
  expect(await ask(restricted)).toEqual(nobody);
});

test('a protected student is neither on the class list nor in the counts of those without the right', async () => {
  const number = await newStudent({ isRestricted: true });
  await apply([item(number, { grade: '12' })]);
  const list = (as: Actor) => server.call({ as, url: `/v1/schools/S.K001/enrolments?grade=12&schoolYear=${year}` });
  expect((await list(actors.registrar)).body.items).toEqual([]);
  expect((await list(actors.ministry)).body.items).toMatchObject([{ studentNumber: number }]);
  const count = async (as: Actor) => {
    const { body } = await server.call({ as, url: `/v1/enrolment-counts?schoolYear=${year}&organisation=S.K001` });
    return body.byGrade.find((it: { grade: string }) => it.grade === '12')?.students ?? 0;
  };
  expect([await count(actors.registrar), await count(actors.ministry)]).toEqual([0, 1]);
});

test('without a session nothing answers, and a viewer may read but not write', async () => {
  const url = urlOf(await newStudent(), buildEnrolmentId());
  expect((await server.call({ as: null, url })).status).toBe(401);
  expect((await put(actors.viewer, url)).status).toBe(403);
  expect((await server.call({ as: actors.viewer, url: '/v1/schools/S.K001/enrolments' })).status).toBe(200);
  expect((await server.call({ as: actors.viewer, url: '/v1/schools/S.K002/enrolments' })).status).toBe(403);
  expect((await server.call({ as: actors.ministry, url: '/v1/schools/S.ZZZZ/enrolments' })).status).toBe(404);
});

test('a self-declaration is kept when a school changes the rest, withdrawn when it is said, and shown to its school and the ministry alone', async () => {
  const url = urlOf(await newOwnStudent(), buildEnrolmentId());
  const added = await put(actors.registrar, url, { body: { ...statement, selfDeclaration: '333' } });
  expect(added.body.selfDeclaration).toBe('333');
  await put(actors.registrar, url, { body: { ...statement, grade: '7' }, version: 1 });
  expect((await server.call({ as: actors.ministry, url })).body).toMatchObject({ grade: '7', selfDeclaration: '333' });
  const other = buildEnrolmentItem({ studentNumber: url.split('/')[3] ?? '', schoolCode: 'S.K002', schoolYear: year });
  expect(codesOf((await apply([other], 'O.1'))[0])).toEqual([]);
  await put(actors.registrar, url, { body: { ...statement, grade: '7', selfDeclaration: null }, version: 2 });
  const list = url.replace(/enrolments.*/, 'enrolments');
  const history = url.replace(/enrolments.*/, 'history');
  const seen = async (as: Actor) => {
    const told = await wholeServer.call({ as, url: history });
    const acts = told.body.items.filter((it: { kind: string }) => it.kind.startsWith('enrolment.')).length;
    const { items } = (await server.call({ as, url: list })).body;
    const shown = items.find((it: { schoolCode: string }) => it.schoolCode === 'S.K001').selfDeclaration;
    return [shown, told.text.includes('self_declaration'), acts];
  };
  expect(await seen(actors.ministry)).toEqual([null, true, 3]);
  expect(await seen(actors.registrar)).toEqual([null, true, 3]);
  expect(await seen(actors.otherRegistrar)).toEqual([undefined, false, 2]);
});

test('the class list pages by name without losing or repeating anybody', async () => {
  const numbers = Array.from({ length: 25 }, (_, place) => String(700000000 + place));
  const names = ['Adeyemi', 'Ève', 'Bear', 'adeyemi', null];
  await database.write((tx) =>
    buildEnrolmentStudents(
      tx,
      numbers.map((studentNumber, place) => ({
        studentNumber,
        familyName: names[place % 5] ?? null,
        givenName: `Given ${place % 3}`,
      })),
    ),
  );
  await apply(
    numbers.map((number) => item(number as StudentNumber, { schoolCode: 'S.K002' })),
    'S.K002',
  );
  const seen: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const url = `/v1/schools/S.K002/enrolments?limit=7&schoolYear=${year}${cursor ? `&cursor=${cursor}` : ''}`;
    const { body } = await server.call({ as: actors.otherRegistrar, url });
    seen.push(...body.items.map((it: { studentNumber: string }) => it.studentNumber));
    cursor = body.next;
  }
  // Others of the file may be enrolled there as well.
  expect(seen.filter((it) => it.startsWith('7000000')).sort()).toEqual(numbers);
  expect(new Set(seen).size).toBe(seen.length);
});

test('the status in lists is the one that the rules compute, on every day around the dates', async () => {
  const number = await newStudent();
  const cases = [
    { startOn: '2021-09-01', exitOn: null, exitType: null },
    { startOn: '2021-09-01', exitOn: '2021-09-01', exitType: 'withdrawal' },
    { startOn: '2021-09-01', exitOn: '2022-06-28', exitType: 'withdrawal' },
    { startOn: '2021-09-01', exitOn: '2022-06-28', exitType: 'completion' },
    { startOn: '2021-09-01', exitOn: '2022-06-28', exitType: null },
  ];
  await apply(cases.map((dates) => item(number, { ...dates, schoolYear: 2022 })));
  const stored = (await loadEnrolments(database.db, [number])).get(number) ?? [];
  const filter = { school, schoolYear: 2022, grade: undefined, status: undefined };
  for (const day of [
    '2021-08-31',
    '2021-09-01',
    '2021-09-02',
    '2022-06-28',
    '2022-06-29',
    '2022-08-31',
    '2022-09-01',
  ]) {
    const rows = await listClass(
      database.db,
      { schools: null, seesRestricted: true, today: day },
      { filter, after: null, limit: 100 },
    );
    const computed = new Map(stored.map((it) => [it.enrolmentId, enrolmentStatus(it, day)]));
    expect([day, new Map(rows.map((row) => [row.enrolment_id, row.status]))]).toEqual([day, computed]);
  }
});

test('every change of an enrolment is in the record of changes, with its act', async () => {
  const number = await newStudent();
  const first = item(number);
  await apply([first]);
  await apply([{ ...first, grade: '7' }]);
  const { rows } = await sql<{ operation: string; grade: string }>`
    select operation, after ->> 'grade' as grade from published.student_change
     where student_number = ${number} and table_name = 'enrolment.school_enrolment' order by change_id`.execute(
    database.db,
  );
  expect(rows).toEqual([
    { operation: 'insert', grade: '6' },
    { operation: 'update', grade: '7' },
  ]);
});
