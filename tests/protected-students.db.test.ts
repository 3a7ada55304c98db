import { randomUUID } from 'node:crypto';
import { Decrypter, generateIdentity, identityToRecipient } from 'age-encryption';
import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { routes } from '#entrypoints/modules.ts';
import type { StudentNumber } from '#kernel/ids.ts';
import { identifyStudents, openMatchTasks } from '#modules/identity/index.ts';
import { makeExport } from '#modules/privacy/exports/service/make.ts';
import { todayOf } from '#platform/act.ts';
import type { Actor } from '#platform/actor.ts';
import type { AnyRoute } from '#platform/http/route.ts';
import { buildEnrolmentItem, buildEnrolments } from '#support/build-enrolment.ts';
import { buildStudentRow } from '#support/build-exchange.ts';
import { applyItems, buildIdentityContext, buildItem, buildQuery, buildStudents } from '#support/build-identity.ts';
import { type BuiltRegister, buildRegister } from '#support/build-register.ts';
import { buildFindings, buildFired } from '#support/build-validation.ts';
import { copyDatabase, type TestDatabase, testDatabase } from '#support/database.ts';
import { type Called, testLedger, testServer, testServices } from '#support/server.ts';

// Two registers, row for row the same but for protected students whom only the second has: whoever lacks the right must get the same
// bytes from both, by every door that reads, whatever the protected student is like.
const [without, withThem] = [testDatabase(), testDatabase()];
const servers = { without: testServer(without), withThem: testServer(withThem) };
let register: BuiltRegister;
let askers: Actor[];
/** At S.K003, ordinary in both registers until the last test protects them in the second. */
let doubtful: { number: StudentNumber; query: ReturnType<typeof buildQuery> };

beforeAll(async () => {
  register = await buildRegister(without);
  await buildEverydayWork(without, register.own);
  await copyDatabase(without, withThem);
  const { ministryViewer, authority, registrar, otherRegistrar, viewer } = register.actors;
  askers = [unsealed(), ministryViewer, authority, registrar, otherRegistrar, viewer];
});

/** In ordinary work the records officer, too, is without the right. */
function unsealed(): Actor {
  const { ministry } = register.actors;
  return { ...ministry, permissions: new Set([...ministry.permissions].filter((it) => it !== 'restricted.read')) };
}

/** Somebody of S.K001 who reads, and whose reads the authority and the ministry drill into: ordinary ones in both registers. */
const reader = () => ({ ...register.actors.registrar, accountId: '01990000-0000-7000-8000-0000000000ab' });
/** Somebody of S.K001 who never read anybody but a protected student. */
const secretReader = () => ({ ...register.actors.registrar, accountId: '01990000-0000-7000-8000-0000000000ac' });

/** Things that stand in lists beside which a protected student's would appear: a move, a match task. */
async function buildEverydayWork({ write, jurisdiction }: TestDatabase, number: StudentNumber): Promise<void> {
  await enrol({ write, jurisdiction }, number, 'S.K002');
  await openTask({ write, jurisdiction }, buildQuery({ localStudentId: 'EVERYDAY' }), 'S.K001');
  const query = buildQuery({ organisation: 'S.K003' });
  const [known] = await write((tx, act) => buildStudents(tx, act, { queries: [query], jurisdiction }));
  if (!known) throw new Error('no student was made');
  doubtful = { number: known, query };
  // As the server writes it: its own connections would not outlive the copy.
  await testLedger(without).append({
    actor: reader(),
    door: 'getStudent',
    purpose: 'records',
    requestId: randomUUID(),
    reads: [{ subjects: [number], groups: ['identity'] }],
  });
}

/** Somebody opens a student's page, which goes into the ledger. */
async function readBy(as: Actor, number: StudentNumber): Promise<void> {
  const { status } = await servers.withThem.call({ as, url: `/v1/students/${number}` });
  if (status !== 200) throw new Error(`not read: ${status}`);
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
  /** By people of the school, before it was protected. */
  wasRead: fc.boolean(),
  /** Asked for, with the right, and waiting for its approvers. */
  isInExport: fc.boolean(),
  /** Held back from disposal, and somebody asked what is kept about them. */
  isInPrivacy: fc.boolean(),
});
type Likeness = typeof likeness extends fc.Arbitrary<infer Value> ? Value : never;

/** All of it at once: whatever chance leaves out is asked here. */
const everything: Likeness = {
  school: 'S.K001',
  kind: 'CourtOrdered',
  name: 'own',
  birthDate: 'new',
  grade: '6',
  moves: true,
  hasFinding: true,
  isLinked: true,
  wasRead: true,
  isInExport: true,
  isInPrivacy: true,
};

type Hidden = {
  number: StudentNumber;
  familyName: string;
  givenName: string;
  birthDate: string;
  query: ReturnType<typeof buildQuery>;
};

/** A student whom nobody on the register resembles too much: an invented name that would be a doubt is passed over. */
async function makeStudent(like: Likeness, tries = 20): Promise<{ number: StudentNumber; query: Hidden['query'] }> {
  const { rows } = await sql<{ family_name: string; birth_date: string }>`
    select family_name, birth_date from identity.student where student_number = ${register.own}`.execute(withThem.db);
  const [own] = rows;
  const query = buildQuery({
    organisation: like.school,
    // A twin of the school's own student is made by the school's own word.
    multipleBirth: 'Y' as const,
    ...(like.name === 'own' && own
      ? { familyName: own.family_name, givenName: `${buildQuery().draft.familyName}a` }
      : {}),
    ...(like.birthDate === 'own' && own ? { birthDate: own.birth_date } : {}),
  });
  const { write, jurisdiction } = withThem;
  try {
    const [number] = await write((tx, act) => buildStudents(tx, act, { queries: [query], jurisdiction }));
    if (number) return { number, query };
  } catch (error) {
    if (tries === 0) throw error;
  }
  return makeStudent(like, tries - 1);
}

/** Puts a protected student into the second register, protected before anything else is known. */
async function hide(like: Likeness): Promise<Hidden> {
  const { write, jurisdiction } = withThem;
  const { number, query } = await makeStudent(like);
  if (like.wasRead && like.school === 'S.K001') for (const as of [reader(), secretReader()]) await readBy(as, number);
  const files = [
    'restrictions',
    'identification',
    'names',
    'addresses',
    'phones',
    'guardians',
    'citizenships',
  ] as const;
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
  if (like.isInExport) await askForExport(like.school);
  if (like.isInPrivacy) await holdAndRequest(number);
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

/** Whoever has the right, apart from those who ask: what they do reads students, and counts in their own budget. */
const sealedOfficer = () => ({ ...register.actors.ministry, accountId: '01990000-0000-7000-8000-0000000000ad' });

async function actSealed(url: string, body: object): Promise<void> {
  const { status, text } = await servers.withThem.call({ as: sealedOfficer(), method: 'POST', url, body });
  if (status !== 201) throw new Error(`not done: ${status} ${text}`);
}

async function holdAndRequest(studentNumber: StudentNumber): Promise<void> {
  await actSealed('/v1/legal-holds', hold(studentNumber));
  await actSealed('/v1/privacy-requests', privacyRequest(studentNumber));
}

function hold(studentNumber: string) {
  return { scope: 'person', studentNumber, reason: 'Claim 26-114 is before the court', reviewOn: '2099-09-01' };
}

function privacyRequest(studentNumber: string) {
  return {
    kind: 'access',
    studentNumber,
    askedBy: 'student',
    askerName: 'The student',
    askerContact: 'student@example.org',
    words: 'Everything that you hold about me',
    legalBasis: 'access_act',
    language: 'en',
    receivedOn: todayOf(new Date()),
  };
}

/** Somebody with the right asks for the school's students, protected ones among them, as a court orders. */
async function askForExport(organisation: string): Promise<void> {
  const body = {
    ...exportScope([organisation]),
    purpose: 'legal',
    includesProtected: true,
    purposeText: 'The court orders the names of the students of the school',
    format: 'csv',
    receiverName: 'The court',
    receiverKey: await identityToRecipient(await generateIdentity()),
  };
  await actSealed('/v1/exports', body);
}

function exportScope(organisations: string[]) {
  return {
    organisations,
    schoolYear: 2027,
    grades: [],
    status: 'year' as const,
    includesProtected: false,
    columns: ['student_number', 'family_name', 'grade'],
  };
}

/** Every address that can be read, with what exists, what is hidden, and questions that would find it. */
async function addresses(hidden: Hidden): Promise<{ route: AnyRoute; url: string }[]> {
  const theirs = await placesOf(hidden.number);
  const ours = await placesOf(register.own);
  const drilled = [reader(), secretReader(), register.actors.registrar].map(({ accountId }) => accountId);
  const drills = drilled.map((account) => `account=${account}&from=2020-01-01T00:00:00Z&to=2099-01-01T00:00:00Z`);
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
    '/v1/count-preview': ['kind=autumn&schoolYear=2027', 'kind=autumn&schoolYear=2027&organisation=S.K001'],
    '/v1/organisations/:code/responsible-students': ['', 'limit=1'],
    '/v1/match-tasks': ['', 'state=open', 'limit=1'],
    '/v1/moves': ['', 'state=settled', 'limit=1'],
    '/v1/disposal-previews': ['contact', 'enrolment', 'restriction'].map(
      (kind) => `recordKind=${kind}&dueBy=2098-01-01`,
    ),
    '/v1/exports': ['', 'view=waiting', 'limit=1'],
    '/v1/ledger/reads': ['', `student=${hidden.number}`, 'organisation=S.K001', 'limit=1'],
    ...Object.fromEntries(
      ['/v1/ledger/drill', '/v1/ledger/drill/people', '/v1/ledger/drill/people.csv'].map((path) => [path, drills]),
    ),
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
    holdId: await first('hold_id', 'privacy.legal_hold', one),
    requestId: await first('request_id', 'privacy.request', one),
    exportId: await first('export_id', 'privacy.export_request', 'includes_protected'),
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
    .replace(/\b\d\d:\d\d\b/g, 'T') // letters and tables tell it by the minute
    .replace(/"readId":"?[^",}]*"?/g, '"readId":""')
    .replace(/"milliseconds":\d+/g, '"milliseconds":0') // how long it took
    .replace(/"rowsPerSecond":(\d+|null)/g, '"rowsPerSecond":0')
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
        examples: [[everything]],
        numRuns: Number(process.env['PROTECTED_RUNS'] ?? 4),
        seed: Number(process.env['PROTECTED_SEED'] ?? 20261128),
        endOnFailure: true,
      },
    );
    expect(asked).toBeGreaterThan(1000);
  }, 240_000);

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
      wasRead: false,
      isInExport: false,
      isInPrivacy: false,
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

  test('is told the same whoever they name in what they send: somebody protected, or nobody at all', async () => {
    const { number: hidden } = await hide({ ...everything, name: 'new', isInExport: false });
    const { taskId = '' } = await placesOf(register.own);
    const named = (number: string): [url: string, body: object][] => [
      [`/v1/students/${register.own}/links`, { other: number, reason: 'the same child under two names' }],
      [`/v1/students/${register.own}/links/revocation`, { other: number, reason: 'they are two children after all' }],
      [`/v1/match-tasks/${taskId}/decision`, { decision: 'same', number }],
      ['/v1/legal-holds', hold(number)],
      ['/v1/privacy-requests', privacyRequest(number)],
    ];
    const differing: string[] = [];
    for (const as of askers) {
      const answers = async (number: string) => {
        const told: string[] = [];
        for (const [url, body] of named(number)) {
          const called = await servers.withThem.call({ as, method: 'POST', url, body });
          told.push(`${as.role} ${url} ${bytesOf(called).replaceAll(number, '#')}`);
        }
        return told;
      };
      const nobody = await answers('000000000');
      for (const [place, said] of (await answers(hidden)).entries())
        if (said !== nobody[place]) differing.push(`${said}\n  ${nobody[place]}`);
    }
    expect(differing).toEqual([]);
  });

  test('gets an export of the same people, counted the same beforehand', async () => {
    await hide({ ...everything, name: 'new', isInExport: false });
    const exporters = askers.filter((it) => it.permissions.has('export.ask'));
    for (const as of exporters) {
      const scope = { ...exportScope(['S.K001']), purpose: 'school_operation' };
      const preview = (server: typeof servers.without) =>
        server.call({ as, method: 'POST', url: '/v1/export-previews', body: scope }).then(bytesOf);
      expect(await preview(servers.withThem)).toBe(await preview(servers.without));
      const protectedToo = { ...scope, purpose: 'legal', includesProtected: true };
      const asked = { as, method: 'POST' as const, url: '/v1/export-previews', body: protectedToo };
      expect((await servers.withThem.call(asked)).body.code).toBe('privacy.export_protected_refused');
    }
    expect(exporters.map((it) => it.role)).toContain('school_registrar');
    expect(await exportedBy(withThem, servers.withThem)).toEqual(await exportedBy(without, servers.without));
  });

  test('sees of what a school sent, at every address and live, the same whether the doubt is about somebody protected', async () => {
    const items = [buildItem('restrictions', doubtful.number)];
    await withThem.write((tx, act) => applyItems(tx, act, { items, jurisdiction: withThem.jurisdiction }));
    const { familyName, givenName, birthDate, gender } = doubtful.query.draft;
    const fields = buildStudentRow({
      family_name: familyName ?? '',
      given_name: `${givenName}na`,
      birth_date: birthDate,
      gender,
    });
    const { registrar, viewer, authority, otherRegistrar } = register.actors;
    const toldBy = async (server: typeof servers.without): Promise<string[]> => {
      const body = { organisation: 'S.K001', file: 'students', fields };
      const sent = await server.call({ as: registrar, method: 'POST', url: '/v1/submissions/items', body });
      const { submissionId } = sent.body;
      expect(sent.body.items.map((it: { fate: string }) => it.fate)).toEqual(['held']);
      const own = `/v1/submissions/${submissionId}`;
      const urls = ['/v1/submissions', own, `${own}/items`, `${own}/items?fate=held`, `${own}/report?format=ndjson`];
      const told = [bytesOf(sent)];
      for (const as of [registrar, viewer, authority, otherRegistrar])
        for (const url of [...urls, `${own}/events`, `${own}/comparison/${submissionId}`, '/v1/match-tasks?limit=5'])
          told.push(`${as.role} ${bytesOf(await server.call({ as, url }))}`);
      // Whoever decides in ordinary work, too: a row never says whether its doubt is one that they could open.
      for (const as of [unsealed(), register.actors.ministryViewer])
        for (const url of urls) told.push(`${as.role} ${bytesOf(await server.call({ as, url }))}`);
      const resend = { as: registrar, method: 'POST' as const, url: `${own}/items/1/resubmit`, body: { fields } };
      told.push(bytesOf(await server.call(resend)));
      return told.map((it) => it.replaceAll(submissionId, '#'));
    };
    expect(await toldBy(servers.withThem)).toEqual(await toldBy(servers.without));
  });
});

/** The rows of the file that the school's registrar gets, as the receiver reads it. */
async function exportedBy(database: TestDatabase, server: typeof servers.without): Promise<string[]> {
  const identity = await generateIdentity();
  const { registrar, authority, ministry } = register.actors;
  const post = (as: Actor, url: string, body?: object) =>
    server.call({ as, method: 'POST', url, ...(body ? { body } : {}) });
  const { body } = await post(registrar, '/v1/exports', {
    ...exportScope(['S.K001']),
    purpose: 'school_operation',
    purposeText: 'The timetable of the school for the coming year',
    format: 'csv',
    receiverName: 'Kestrel High',
    receiverKey: await identityToRecipient(identity),
  });
  await post(authority, `/v1/exports/${body.exportId}/approvals`, {});
  await post(ministry, `/v1/exports/${body.exportId}/approvals`, {});
  expect(await makeExport(testServices(database), body.exportId)).toBe('made');
  const { bytes } = await post(registrar, `/v1/exports/${body.exportId}/fetches`);
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  const lines = Buffer.from(await decrypter.decrypt(bytes))
    .toString('utf8')
    .trimEnd()
    .split('\r\n');
  // The last column refers to this export alone, and the order is its mark.
  return lines
    .slice(1)
    .map((line) => line.split(',').slice(0, 3).join())
    .sort();
}
