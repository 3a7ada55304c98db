import { describe, expect, test } from 'vitest';
import { schoolYearOf } from '#kernel/dates.ts';
import type { Guid, OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import type { RuleContext } from '#kernel/rule.ts';
import { type CodeTableValues, lookUpIn } from '#kernel/rule-context.ts';
import { recordAssociations } from '#modules/access/index.ts';
import { rescan } from '#modules/validation/index.ts';
import { todayOf } from '#platform/act.ts';
import type { Actor } from '#platform/actor.ts';
import { type Actors, buildActors } from '#support/build-access.ts';
import {
  buildEnrolmentId,
  buildEnrolmentItem,
  buildEnrolmentStudents,
  buildEnrolments,
} from '#support/build-enrolment.ts';
import { applyItems, buildItem } from '#support/build-identity.ts';
import { buildOrganisations } from '#support/build-organisations.ts';
import { testDatabase } from '#support/database.ts';
import { testServer } from '#support/server.ts';
import { countDaysOf } from '../counts/rules/days.ts';
import { countCells } from '../counts/store.ts';
import { homeScanner } from '../home/service/scan.ts';
import { responsibleScanner } from '../responsible/service/scan.ts';
import type { SchoolEnrolment } from '../rules/facts.ts';
import { mergeStatement } from '../rules/statement.ts';
import { enrolmentScanner } from '../service/scan.ts';
import type { DraftGrounds, EnrolmentParameters } from './contract.ts';
import { countedAt, effectsOf } from './rules/effects.ts';
import { judgeDraft } from './rules/judge.ts';

const today = todayOf(new Date());
const year = schoolYearOf(today);
const start = `${year - 1}-09-01`;
let actors: Actors;
let rules: RuleContext;

const database = testDatabase(async ({ jurisdiction, write }) => {
  rules = jurisdiction.ruleContext(today);
  await write(buildOrganisations);
  actors = await write(buildActors);
});
const server = testServer(database);

let students = 0;
async function newStudent(at = 'S.K001'): Promise<StudentNumber> {
  students += 1;
  const number = String(540000000 + students) as StudentNumber;
  await database.write((tx) => buildEnrolmentStudents(tx, [{ studentNumber: number }]));
  const ground = { studentNumber: number, organisation: at as OrganisationCode, kind: 'creation' as const };
  await database.write((tx) => recordAssociations(tx, [{ ...ground, from: today, to: today }], rules));
  return number;
}

async function enrol(studentNumber: StudentNumber, changes: object = {}, organisation = 'O.1') {
  const item = buildEnrolmentItem({ studentNumber, schoolYear: year, startOn: start, ...changes });
  await database.write((tx, act) => buildEnrolments(tx, act, { items: [item], rules, organisation }));
  return item;
}

const statement = {
  schoolCode: 'S.K001',
  schoolYear: year,
  grade: '6',
  startOn: start,
  exitOn: `${year}-06-28`,
  exitType: 'completion',
  programmingType: 'regular',
  programmingTimeframe: 'day',
};
type Stated = typeof statement & Partial<Record<keyof SchoolEnrolment, unknown>>;

/** What a browser has: the answers of the API and the rules, nothing of the server's own. */
async function inBrowser(as: Actor, number: StudentNumber, { schoolCode, residentBoard }: Stated) {
  const codes = await server.call({ as, url: '/v1/codes' });
  const answered = await server.call({ as, url: '/v1/enrolment-parameters' });
  const parameters: EnrolmentParameters = answered.body;
  const board = residentBoard ? `&residentBoard=${residentBoard}` : '';
  const url = `/v1/students/${number}/enrolment-grounds?school=${schoolCode}&schoolYear=${year}${board}`;
  const { status, body } = await server.call({ as, url });
  const tables: CodeTableValues[] = codes.body.items;
  const { currentSchoolYear } = parameters;
  const context = { today: parameters.today, currentSchoolYear, ...lookUpIn(tables, parameters.items) };
  return { status, grounds: body as DraftGrounds, context };
}

const told = (fired: readonly { code: string; field: string; params: unknown }[]) =>
  fired.map(({ code, field, params }) => ({ code, field, params })).sort((a, b) => (a.code < b.code ? -1 : 1));

async function judgeInBrowser(as: Actor, number: StudentNumber, id: Guid, stated: Stated) {
  const { grounds, context } = await inBrowser(as, number, stated);
  const item = { ...stated, studentNumber: number, enrolmentId: id } as never; // the statement as the form holds it
  return told(judgeDraft({ enrolment: mergeStatement(null, item), previous: null }, grounds, context));
}

/** What the server says: the refusals of a PUT, or the findings of the scan after it. */
async function judgeOnServer(as: Actor, number: StudentNumber, id: Guid, body: Stated) {
  const answer = await server.call({ as, method: 'PUT', url: `/v1/students/${number}/enrolments/${id}`, body });
  if (answer.status === 422) return { refused: answer.body.errors.map((it: { code: string }) => it.code).sort() };
  expect([answer.status, answer.body.code]).toEqual([201, undefined]);
  const scanners = [enrolmentScanner, homeScanner, responsibleScanner];
  await database.write((tx, act) => rescan(tx, [number], { scanners, context: rules, act }));
  const { rows } = await database.pool.query<{ code: string; field: string; params: unknown }>(
    `select rule_code as code, field, params from validation.finding
      where student_number = $1 and object = 'enrolment' and object_id = $2 and state <> 'cleared'`,
    [number, id],
  );
  return { findings: told(rows) };
}

const registered = (number: StudentNumber) =>
  server.call({
    as: actors.ministry,
    method: 'PUT',
    url: `/v1/students/${number}/home-education/${buildEnrolmentId()}`,
    body: { schoolYear: year },
  });
const answersFor = (number: StudentNumber, schoolCode: string) =>
  server.call({
    as: actors.ministry,
    method: 'PUT',
    url: `/v1/students/${number}/responsible-schools/${buildEnrolmentId()}`,
    body: { effectiveOn: start, hasSchool: 'yes', schoolCode, reason: 'moved' },
  });

type Case = [string, Partial<Stated>, ((number: StudentNumber) => Promise<unknown>)?];
const cases: Case[] = [
  ['nothing amiss', {}],
  ['an unusual age, a wrong time', { grade: '12', startOn: `${year - 1}-07-15` }],
  ['programmes that do not go together', { grantsProgrammes: ['600', '630'], frenchHours: 40 }],
  ['programmes that demand what is not there', { grantsProgrammes: ['110', '221', '301'], grade: 'EC' }],
  ['an independent child under another programme', { enrolmentTypes: ['121', '130'], grantsProgrammes: ['500'] }],
  ['a foreign student without a permit', { enrolmentTypes: ['414', '416', '417'] }],
  ['exceptions that the school does not serve', { exceptionCodes: ['41', '41'] }],
  ['a resident board that nobody knows', { residentBoard: 'A.9999', grantsProgrammes: ['110'] }],
  ['a resident board without its programme', { residentBoard: 'A.K002' }],
  ['summer school without a calendar', { programmingType: 'summer' }],
  ['an overlap with another authority', {}, (number) => enrol(number, { schoolCode: 'S.K003' })],
  ['the same enrolment a second time', {}, (number) => enrol(number)],
  [
    'a grade lower than last year',
    {},
    (number) =>
      enrol(number, { schoolYear: year - 1, startOn: `${year - 2}-09-01`, exitOn: `${year - 1}-06-26`, grade: '8' }),
  ],
  ['unsupervised home education beside it', {}, registered],
  ['another school that answers for the student', {}, (number) => answersFor(number, 'S.K002')],
];

describe('the browser and the server say the same of a draft', () => {
  test.each(cases)('%s', async (_name, changes, prepare) => {
    const number = await newStudent();
    await prepare?.(number);
    const id = buildEnrolmentId();
    const stated = { ...statement, ...changes };
    const beforehand = await judgeInBrowser(actors.registrar, number, id, stated);
    expect(await judgeOnServer(actors.registrar, number, id, stated)).toEqual({ findings: beforehand });
  });

  const refusals: Case[] = [
    ['an unknown grade', { grade: '13' }],
    ['an exit before the start', { exitOn: `${year - 1}-08-15` }],
    ['a percentage without its programme, a school of others', { programmePercentage: 50, schoolCode: 'S.K003' }],
    ['a bilingual programme and the course of the same language', { grantsProgrammes: ['409', '452'], grade: '10' }],
    ['a francophone board long after', { francophoneBoard: 'A.K002' }],
    ['a school that is none', { schoolCode: 'S.NONE' }],
  ];
  test.each(refusals)('%s is refused', async (_name, changes) => {
    const number = await newStudent();
    const id = buildEnrolmentId();
    const stated = { ...statement, ...changes };
    const beforehand = await judgeInBrowser(actors.registrar, number, id, stated);
    const rejections = beforehand.map((it) => it.code).filter((code) => isRejection(code));
    expect(rejections.length).toBeGreaterThan(0);
    expect(await judgeOnServer(actors.registrar, number, id, stated)).toEqual({ refused: rejections });
  });
});

const isRejection = (code: string) => /^ENR-(3|9|0016|0088|0064|0133|0134|0073|0103|0080|0058)/.test(code);

test('at the minimum of sight nothing is said that the register would not say, and the places are judged all the same', async () => {
  const number = await newStudent('S.K003');
  await enrol(number, { schoolCode: 'S.K003', exitOn: `${year}-06-28` });
  const own = await enrol(number, { exitOn: `${year}-06-28` }, 'S.K001');
  const stated = { ...statement, programmingType: 'summer', enrolmentTypes: ['121'] };
  const { grounds } = await inBrowser(actors.registrar, number, stated);
  expect(grounds).toMatchObject({ isPartial: true, transitions: [], responsibleSchool: null });
  expect(grounds.enrolments.map((it) => it.enrolmentId)).toEqual([own.enrolmentId]);
  expect(grounds.student).toMatchObject({ birthDate: null, mailingAddresses: [], citizenships: [] });
  const id = buildEnrolmentId();
  const beforehand = await judgeInBrowser(actors.registrar, number, id, stated);
  const answered = await judgeOnServer(actors.registrar, number, id, stated);
  const afterwards = (answered.findings ?? []).map((it) => it.code);
  expect(beforehand.map((it) => it.code)).toContain('ENR-0024');
  expect(afterwards).toEqual(expect.arrayContaining(beforehand.map((it) => it.code)));
  expect(afterwards).toContain('ENR-0039');
});

test('grounds are for those who may enrol the student: others are answered as for a number that nobody has', async () => {
  const number = await newStudent('S.K003');
  const ask = (as: Actor, of: string, query = `school=S.K001&schoolYear=${year}`) =>
    server.call({ as, url: `/v1/students/${of}/enrolment-grounds?${query}` });
  expect((await ask(actors.registrar, number)).body.code).toBe('enrolment.student_not_found');
  expect((await ask(actors.registrar, '000000000')).body.code).toBe('enrolment.student_not_found');
  expect((await ask(actors.viewer, number)).body.code).toBe('http.not_allowed');
  expect((await ask(actors.ministry, number)).status).toBe(200);
  expect((await ask(actors.ministry, number, 'school=Kestrel&schoolYear=2027')).status).toBe(400);
  expect((await ask(actors.ministry, number, `school=S.K001&schoolYear=${year}&extra=1`)).status).toBe(400);
});

test('of restrictions, the grounds tell those alone that rules about enrolments ask for', async () => {
  const number = await newStudent();
  const kinds = ['IndependentUnder18', 'StudentOver18withGuardian'];
  const items = kinds.map((kind) => buildItem('restrictions', number, { kind }));
  const { jurisdiction } = database;
  await database.write((tx, act) => applyItems(tx, act, { items, jurisdiction }));
  const { grounds } = await inBrowser(actors.registrar, number, statement);
  expect(grounds.student.restrictions.map((it) => it.kind)).toEqual(['IndependentUnder18']);
});

test('where a draft says the student counts is where the count counts the student', async () => {
  const number = await newStudent();
  await enrol(number, { schoolCode: 'S.K003', startOn: `${year - 1}-09-15`, exitOn: `${year}-06-01` });
  await enrol(number, { schoolCode: 'S.K004', programmingType: 'summer', startOn: start, exitOn: `${year}-06-20` });
  await enrol(number, { schoolCode: 'S.K002', startOn: start, exitOn: `${year - 1}-10-15` });
  const { grounds, context } = await inBrowser(actors.ministry, number, statement);
  const days = countDaysOf(context.parameter('enrolment.count_days'), year);
  expect(days.length).toBeGreaterThan(1);
  for (const day of days) {
    const cells = await countCells(database.db, { ...day, knownAt: null }, { schools: null, seesRestricted: true });
    expect(cells.map((it) => it.schoolCode)).toContain(countedAt(grounds.enrolments, day));
  }
  const enrolment = mergeStatement(null, { ...statement, studentNumber: number, enrolmentId: 'f' } as never);
  const { counts } = effectsOf({ enrolment, previous: null }, { grounds, days, context });
  expect(counts.map((it) => [it.before, it.after])).toEqual([
    ['S.K002', 'S.K002'],
    ['S.K003', 'S.K001'],
  ]);
});

test('a draft tells which school the daily round would make responsible, and when', async () => {
  const number = await newStudent();
  const { grounds, context } = await inBrowser(actors.registrar, number, statement);
  const enrolment = mergeStatement(null, { ...statement, studentNumber: number, enrolmentId: 'f' } as never);
  const effects = (startOn: string) =>
    effectsOf({ enrolment: { ...enrolment, startOn }, previous: null }, { grounds, days: [], context }).responsible;
  expect(effects(start)).toMatchObject({ now: null, next: { on: today, answer: { schoolCode: 'S.K001' } } });
  expect(effects(`${year}-05-02`).next?.on).toBe(`${year}-05-02`);
});
