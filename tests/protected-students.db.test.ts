import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { routes } from '#entrypoints/modules.ts';
import type { StudentNumber } from '#kernel/ids.ts';
import { identifyStudents, openMatchTasks } from '#modules/identity/index.ts';
import type { Actor } from '#platform/actor.ts';
import type { AnyRoute } from '#platform/http/route.ts';
import { buildEnrolmentItem, buildEnrolments } from '#support/build-enrolment.ts';
import { applyItems, buildIdentityContext, buildItem, buildQuery, buildStudents } from '#support/build-identity.ts';
import { type BuiltRegister, buildRegister } from '#support/build-register.ts';
import { buildFindings, buildFired } from '#support/build-validation.ts';
import { copyDatabase, type TestDatabase, testDatabase } from '#support/database.ts';
import { type Called, testServer } from '#support/server.ts';

// Two registers, row for row the same but for protected students whom only the second has: whoever lacks the right must get the same
// bytes from both, by every door that reads, whatever the protected student is like.
const [without, withThem] = [testDatabase(), testDatabase()];
const servers = { without: testServer(without), withThem: testServer(withThem) };
let register: BuiltRegister;
let askers: Actor[];

beforeAll(async () => {
  register = await buildRegister(without);
  await buildEverydayWork(without, register.own);
  await copyDatabase(without, withThem);
  const { ministry, ministryViewer, authority, registrar, otherRegistrar, viewer } = register.actors;
  // In ordinary work the records officer, too, is without the right.
  const unsealed = {
    ...ministry,
    permissions: new Set([...ministry.permissions].filter((it) => it !== 'restricted.read')),
  };
  askers = [unsealed, ministryViewer, authority, registrar, otherRegistrar, viewer];
});

/** Things that stand in lists beside which a protected student's would appear: a move, a match task. */
async function buildEverydayWork({ write, jurisdiction }: TestDatabase, number: StudentNumber): Promise<void> {
  await enrol({ write, jurisdiction }, number, 'S.K002');
  await openTask({ write, jurisdiction }, buildQuery({ localStudentId: 'EVERYDAY' }), 'S.K001');
}

type Writing = Pick<TestDatabase, 'write' | 'jurisdiction'>;

function enrol({ write, jurisdiction }: Writing, studentNumber: StudentNumber, schoolCode: string) {
  const items = [buildEnrolmentItem({ studentNumber, schoolCode })];
  return write((tx, act) =>
    buildEnrolments(tx, act, { items, rules: jurisdiction.ruleContext(act.today), organisation: schoolCode }),
  );
}

/** Somebody like a student is held at a school. */
function openTask({ write, jurisdiction }: Writing, like: ReturnType<typeof buildQuery>, organisation: string) {
  const held = buildQuery({ ...like.draft, phones: like.phones, organisation });
  return write(async (tx, act) => {
    const context = buildIdentityContext(act, jurisdiction);
    await openMatchTasks(tx, [held], await identifyStudents(tx, [held], context), context);
  });
}

/** What a protected student may be like. */
const likeness = fc.record({
  school: fc.constantFrom('S.K001', 'S.K002', 'S.K003'),
  kind: fc.constantFrom('CourtOrdered', 'Caution'),
  name: fc.constantFrom('own', 'new'),
  birthDate: fc.constantFrom('own', 'new'),
  grade: fc.constantFrom('6', '7', '11'),
  moves: fc.boolean(),
  hasFinding: fc.boolean(),
  isLinked: fc.boolean(),
});
type Likeness = typeof likeness extends fc.Arbitrary<infer Value> ? Value : never;

type Hidden = {
  number: StudentNumber;
  familyName: string;
  givenName: string;
  birthDate: string;
  query: ReturnType<typeof buildQuery>;
};

/** Puts a protected student into the second register, protected before anything else is known. */
async function hide(like: Likeness): Promise<Hidden> {
  const { write, jurisdiction } = withThem;
  const { rows } = await sql<{ family_name: string; birth_date: string }>`
    select family_name, birth_date from identity.student where student_number = ${register.own}`.execute(withThem.db);
  const [own] = rows;
  const facts = {
    organisation: like.school,
    // A twin of the school's own student is made by the school's own word.
    multipleBirth: 'Y' as const,
    ...(like.name === 'own' && own
      ? { familyName: own.family_name, givenName: `${buildQuery().draft.familyName}a` }
      : {}),
    ...(like.birthDate === 'own' && own ? { birthDate: own.birth_date } : {}),
  };
  const query = buildQuery(facts);
  const [number] = await write((tx, act) => buildStudents(tx, act, { queries: [query], jurisdiction }));
  if (!number) throw new Error('no student was made');
  const files = ['restrictions', 'identification', 'names', 'addresses', 'phones', 'guardians'] as const;
  const items = files.map((file) =>
    buildItem(file, number, file === 'restrictions' ? { kind: like.kind } : {}, like.school),
  );
  await write((tx, act) => applyItems(tx, act, { items, jurisdiction }));
  await enrol(withThem, number, like.school);
  if (like.moves) await enrol(withThem, number, like.school === 'S.K001' ? 'S.K002' : 'S.K001');
  if (like.hasFinding) {
    const fired = [buildFired({ organisation: like.school as never })]; // a code of the right form
    await write((tx, act) => buildFindings(tx, act, { studentNumber: number, fired, restricted: true }));
  }
  if (like.isLinked) await linkToAnother(number, like.school);
  const { familyName, givenName, birthDate } = query.draft;
  return { number, familyName: familyName ?? '', givenName: givenName ?? '', birthDate, query };
}

/** Another number of the same person, which has no restriction of its own. */
async function linkToAnother(number: StudentNumber, organisation: string): Promise<void> {
  const { write, jurisdiction } = withThem;
  const [other] = await write((tx, act) =>
    buildStudents(tx, act, { queries: [buildQuery({ organisation })], jurisdiction }),
  );
  const link = { other, reason: 'the same child under two names' };
  const { status } = await servers.withThem.call({
    // Somebody who asks nothing afterwards: the act itself reads the student, and counts in this one's own budget.
    as: { ...register.actors.ministry, accountId: '01990000-0000-7000-8000-0000000000aa' },
    method: 'POST',
    url: `/v1/students/${number}/links`,
    body: link,
  });
  if (status !== 200) throw new Error(`not linked: ${status}`);
}

/** Every address that can be read, with what exists, what is hidden, and questions that would find it. */
async function addresses(hidden: Hidden): Promise<{ route: AnyRoute; url: string }[]> {
  const theirs = await placesOf(hidden.number);
  const ours = await placesOf(register.own);
  const questions: Record<string, string[]> = {
    '/v1/students': [
      hidden.familyName,
      hidden.number,
      hidden.number.slice(0, 4),
      `${hidden.familyName} ${hidden.birthDate}`,
      hidden.birthDate,
    ].map((q) => `q=${encodeURIComponent(q)}`),
    '/v1/findings': ['', `studentNumber=${hidden.number}`, 'limit=2', 'organisation=S.K001'],
    '/v1/finding-counts': ['', `studentNumber=${hidden.number}`],
    '/v1/enrolment-counts': ['', 'schoolYear=2027', 'schoolYear=2027&organisation=S.K001'],
    '/v1/schools/:code/enrolments': ['schoolYear=2027', 'schoolYear=2027&limit=1', 'schoolYear=2027&grade=6'],
    '/v1/match-tasks': ['', 'state=open', 'limit=1'],
    '/v1/moves': ['', 'state=settled', 'limit=1'],
  };
  return (
    routes
      .filter((route) => route.method === 'GET' && !notAsked.has(route.path))
      // A live stream of a submission that waits does not end; what it shows is what the submission's own address shows.
      .filter((route) => route.produces !== 'text/event-stream')
      .flatMap((route) =>
        [theirs, ours].flatMap((places) =>
          ['S.K001', 'S.K003'].flatMap((code) =>
            (questions[route.path] ?? ['']).map((query) => ({
              route,
              url: `${fill(route, { ...places, code })}?${query}`,
            })),
          ),
        ),
      )
      .filter((it, place, all) => all.findIndex((other) => other.url === it.url) === place)
  );
}

/** What tells the time of asking or is the same for everybody whatever the register holds. */
const notAsked: ReadonlySet<string> = new Set([
  '/v1/openapi.json',
  '/v1/codes',
  '/v1/ledger/key',
  '/v1/ledger/state',
  '/v1/students/:number/record.pdf',
]);

function fill(route: AnyRoute, values: Record<string, string>): string {
  return route.path.replace(
    /:(\w+)/g,
    (_whole, name: string) => values[name] ?? '0199ffff-0000-7000-8000-000000000000',
  );
}

async function placesOf(number: StudentNumber): Promise<Record<string, string>> {
  const first = async (column: string, table: string, condition: string) =>
    (await withThem.pool.query<{ id: string }>(`select ${column}::text as id from ${table} where ${condition} limit 1`))
      .rows[0]?.id;
  const one = `student_number = '${number}'`;
  const found = {
    number: number as string,
    id: await first('enrolment_id', 'enrolment.school_enrolment', one),
    findingId: await first('finding_id', 'validation.finding', one),
    moveId: await first('move_id', 'access.student_move', one),
    taskId: await first('task_id', 'identity.match_task', `candidates::text like '%${number}%'`),
    submissionId: await first('submission_id', 'exchange.submission', `organisation_code = 'S.K001'`),
    otherId: await first('submission_id', 'exchange.submission', `organisation_code = 'S.K002'`),
  };
  return Object.fromEntries(Object.entries(found).flatMap(([name, id]) => (id === undefined ? [] : [[name, id]])));
}

/** The whole answer but what is the request's own: its id, and the moment of asking where an answer tells it. */
function bytesOf({ status, text, headers }: Called): string {
  const kept = Object.entries(headers).filter(
    ([name]) => !['date', 'content-length', 'content-disposition'].includes(name),
  );
  const same = text
    .replace(/"requestId":"[^"]*"/g, '"requestId":""')
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, 'T')
    .replace(/"readId":"?[^",}]*"?/g, '"readId":""')
    .replace(/"next":"[^"]*"/g, '"next":"…"'); // holds the moment of the last item
  return JSON.stringify([status, kept, same]);
}

describe('whoever lacks the right', () => {
  test('gets the same bytes whether a protected student is on the register or not, by every door that reads', async () => {
    let asked = 0;
    await fc.assert(
      fc.asyncProperty(likeness, async (like) => {
        const hidden = await hide(like);
        const differing: string[] = [];
        for (const as of askers) {
          for (const { route, url } of await addresses(hidden)) {
            if (!as.permissions.has(route.permission) && !['public', 'signed-in'].includes(route.permission)) continue;
            asked += 1;
            const [one, other] = [await servers.without.call({ as, url }), await servers.withThem.call({ as, url })];
            if (bytesOf(one) !== bytesOf(other))
              differing.push(`${as.role} ${url}\n  ${bytesOf(one)}\n  ${bytesOf(other)}`);
          }
        }
        expect(differing).toEqual([]);
      }),
      {
        numRuns: Number(process.env['PROTECTED_RUNS'] ?? 3),
        seed: Number(process.env['PROTECTED_SEED'] ?? 20261128),
        endOnFailure: true,
      },
    );
    expect(asked).toBeGreaterThan(1000);
  }, 120_000);

  test('gets the same answer to the question who somebody is, and to a look from outside', async () => {
    const hidden = await hide({
      school: 'S.K001',
      kind: 'Caution',
      name: 'new',
      birthDate: 'new',
      grade: '6',
      moves: false,
      hasFinding: false,
      isLinked: false,
    });
    const { draft } = hidden.query;
    const who = {
      localStudentId: hidden.query.localStudentId,
      studentNumber: hidden.number,
      familyName: draft.familyName,
      givenName: draft.givenName,
      birthDate: draft.birthDate,
      gender: draft.gender,
    };
    const look = { birthDate: hidden.birthDate, reason: 'The family asked about a place' };
    for (const as of askers.filter((it) => it.permissions.has('student.identify'))) {
      for (const [url, body] of [
        ['/v1/identifications', who],
        [`/v1/students/${hidden.number}/external-access`, look],
      ] as const) {
        const ask = { as, method: 'POST' as const, url, body };
        expect(bytesOf(await servers.withThem.call(ask))).toBe(bytesOf(await servers.without.call(ask)));
      }
    }
  });
});
