import { beforeAll, describe, expect, test } from 'vitest';
import { routes } from '#entrypoints/modules.ts';
import type { StudentNumber } from '#kernel/ids.ts';
import { findAccountActors } from '#modules/access/index.ts';
import { identifyStudents, openMatchTasks } from '#modules/identity/index.ts';
import { type AnyRoute, readsInTheFile } from '#platform/http/route.ts';
import { type Actors, buildActors } from '#support/build-access.ts';
import { buildFamily, buildGuid } from '#support/build-exchange.ts';
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

// Every route that shows a student is asked, and must leave its rows in the ledger under its own name. A new route that is neither asked
// here nor named below fails the first test, so that nobody forgets it.
const database = testDatabase();
const server = testServer(database);
let actors: Actors;
let number: StudentNumber;
let enrolmentId: string;
const notificationId = buildObjectGuid();
let taskId: string;
let findingId: string;
let submissionId: string;

const showing = routes.filter((it) => typeof it.reads === 'function' || it.reads === readsInTheFile);
const enrolment = {
  schoolCode: 'S.K001',
  schoolYear: 2027,
  grade: '6',
  startOn: '2026-09-01',
  programmingType: 'regular',
  programmingTimeframe: 'day',
};

beforeAll(async () => {
  const { write, jurisdiction } = database;
  await write((tx) => buildOrganisations(tx));
  actors = await write((tx) => buildActors(tx));
  const query = buildQuery({ phones: ['780-555-0123'] });
  [number] = (await write((tx, act) => buildStudents(tx, act, { queries: [query], jurisdiction }))) as [StudentNumber];
  await write((tx, act) => applyItems(tx, act, { items: [buildItem('addresses', number)], jurisdiction }));
  await write((tx, act) => buildFindings(tx, act, { studentNumber: number, fired: [buildFired({})] }));
  const held = buildQuery({ ...query.draft, givenName: 'Quite', phones: query.phones });
  const context = buildIdentityContext({ at: new Date(), today: '2026-11-24' }, jurisdiction);
  const tasks = await write(async (tx) =>
    openMatchTasks(tx, [held], await identifyStudents(tx, [held], context), context),
  );
  taskId = tasks.get(held.ref) ?? '';
  enrolmentId = buildObjectGuid();
});

type Asked = Omit<Call, 'as'> & { as?: Call['as'] };
const of = (tail: string) => `/v1/students/${number}${tail}`;
const version = async () => String((await server.call({ as: actors.ministry, url: of('') })).headers['etag']);
const post = (url: string, body: object, headers: Record<string, string> = {}): Asked => ({
  method: 'POST',
  url,
  body,
  headers,
});

/** How each is asked, in an order in which each finds what it needs. */
const asks: Record<string, () => Promise<Asked> | Asked> = {
  submitEnrolment: () => ({
    method: 'PUT',
    url: of(`/enrolments/${enrolmentId}`),
    body: enrolment,
    as: actors.registrar,
  }),
  getStudent: () => ({ url: of('') }),
  getSupportAccess: async () => {
    const accountId = '01990000-0000-7000-8000-000000000009';
    const asked = { accountId, organisation: 'S.K001', scope: 'read', purpose: 'A report that differs', hours: 1 };
    const { body } = await server.call({ as: actors.registrar, ...post('/v1/support-accesses', asked) });
    const supporter = (await findAccountActors(database.worker, [accountId])).get(accountId) ?? null;
    await server.call({ as: supporter, url: of('') });
    return { url: `/v1/support-accesses/${body.supportAccessId}`, as: actors.registrar };
  },
  getStudentIdentity: () => ({ url: of('/identity') }),
  getStudentContacts: () => ({ url: of('/contacts') }),
  getStudentHistory: () => ({ url: of('/history') }),
  getStudentSight: () => ({ url: of('/sight') }),
  listStudentEnrolments: () => ({ url: of('/enrolments') }),
  getEnrolment: () => ({ url: of(`/enrolments/${enrolmentId}`) }),
  getEnrolmentGrounds: () => ({ url: of('/enrolment-grounds') }),
  sayResponsibleSchool: () => ({
    method: 'PUT',
    url: of(`/responsible-schools/${buildObjectGuid()}`),
    body: { effectiveOn: '2026-09-01', hasSchool: 'yes', schoolCode: 'S.K001', reason: 'new_student' },
    as: actors.registrar,
  }),
  sayHomeRegistration: () => ({
    method: 'PUT',
    url: of(`/home-education/${buildObjectGuid()}`),
    body: { schoolYear: 2027 },
  }),
  sayHomeNotification: () => ({
    method: 'PUT',
    url: of(`/home-notifications/${notificationId}`),
    body: {
      schoolYear: 2027,
      programme: 'supervised',
      supervisorCode: 'S.K001',
      notifiedOn: '2026-09-10',
      guardianName: 'Ifeoma Adeyemi',
    },
  }),
  listHomeNotifications: () => ({ url: of('/home-notifications') }),
  moveHomeNotification: () =>
    post(of(`/home-notifications/${notificationId}/move`), { move: 'accept' }, { 'if-match': '"1"' }),
  listHomeRegistrations: () => ({ url: of('/home-education') }),
  sayAccommodation: () => ({
    method: 'PUT',
    url: of(`/accommodations/${buildObjectGuid()}`),
    body: { kind: 'reader', schoolCode: 'S.K001', effectiveOn: '2026-09-01' },
  }),
  writeNote: () => post(of('/notes'), { kind: 'general', audience: 'associated', text: 'Likes maps' }),
  listNotes: () => ({ url: of('/notes') }),
  listAccommodations: () => ({ url: of('/accommodations') }),
  listResponsibleSchools: () => ({ url: of('/responsible-schools') }),
  listResponsibleStudents: () => ({ url: '/v1/organisations/S.K001/responsible-students' }),
  listCountDifferences: async () => {
    const wanted = { kind: 'autumn', schoolYear: 2026 };
    const { body } = await server.call({ as: actors.ministry, ...post('/v1/counts', wanted) });
    await server.call({
      as: actors.registrar,
      method: 'PUT',
      url: of(`/enrolments/${buildObjectGuid()}`),
      body: { ...enrolment, schoolYear: 2026, startOn: '2025-09-02', exitOn: '2026-06-26' },
    });
    return { url: `/v1/counts/${body.countId}/differences` };
  },
  listSchoolEnrolments: () => ({ url: '/v1/schools/S.K001/enrolments?schoolYear=2027' }),
  searchStudents: () => ({ url: `/v1/students?q=${number}` }),
  printStudentRecord: () => ({ url: of('/record.pdf') }),
  listFindings: () => ({ url: '/v1/findings' }),
  getFinding: async () => {
    findingId = (await server.call({ as: actors.ministry, url: '/v1/findings' })).body.items[0].findingId;
    return { url: `/v1/findings/${findingId}` };
  },
  moveFinding: async () => {
    const { headers } = await server.call({ as: actors.ministry, url: `/v1/findings/${findingId}` });
    return post(
      `/v1/findings/${findingId}/moves`,
      { move: 'note', note: 'Seen with the family' },
      { 'if-match': String(headers['etag']) },
    );
  },
  listMatchTasks: () => ({ url: '/v1/match-tasks' }),
  getMatchTask: () => ({ url: `/v1/match-tasks/${taskId}` }),
  decideMatchTask: () => post(`/v1/match-tasks/${taskId}/decision`, { decision: 'same', number }),
  addName: async () =>
    post(
      of('/names'),
      { guid: buildObjectGuid(), kind: 'preferred', familyName: null, givenName: 'Zed' },
      { 'if-match': await version() },
    ),
  getStudentPersonal: () => ({ url: of('/personal') }),
  addCitizenship: async () =>
    post(
      of('/citizenships'),
      { guid: buildObjectGuid(), status: '1', effectiveOn: '2026-09-01' },
      { 'if-match': await version() },
    ),
  recordPersonalFacts: async () => ({
    method: 'PATCH',
    url: of('/personal'),
    body: { languageAtHome: 'fr' },
    headers: { 'if-match': await version() },
  }),
  addPhone: async () =>
    post(
      of('/phones'),
      { guid: buildObjectGuid(), kind: 'home', number: '780-555-0142', effectiveOn: '2026-09-01' },
      { 'if-match': await version() },
    ),
  submitItems: () => {
    const items = buildFamily().students.map((it) => ({ file: 'students', fields: { ...it, guid: buildGuid() } }));
    return { ...post('/v1/submissions/items', { organisation: 'S.K001', items }), as: actors.registrar };
  },
  listSubmissionItems: async () => {
    submissionId = (await server.call({ as: actors.ministry, url: '/v1/submissions' })).body.items[0].submissionId;
    return { url: `/v1/submissions/${submissionId}/items` };
  },
  listSubmissionEffects: () => ({ url: `/v1/submissions/${submissionId}/effects` }),
  downloadSubmissionReport: () => ({ url: `/v1/submissions/${submissionId}/report?format=csv` }),
  listStudentLooks: () => ({ url: of('/looks') }),
  printStudentLooks: () => ({ url: of('/looks/letter') }),
  reportStudentLook: async () => {
    const { body } = await server.call({ as: actors.ministry, url: of('/looks') });
    return post(of(`/looks/${body.items[0].readId}/report`), { note: 'Nobody there knows me' });
  },
  listLedgerReads: () => ({ url: `/v1/ledger/reads?student=${number}` }),
  listDrilledPeople: () => ({ url: `/v1/ledger/drill/people?${drilled()}` }),
  downloadDrilledPeople: () => ({ url: `/v1/ledger/drill/people.csv?${drilled()}` }),
  listAlarms: () => ({ url: '/v1/alarms' }),
  addRestriction: async () =>
    post(
      of('/restrictions'),
      { guid: buildObjectGuid(), kind: 'CourtOrdered', effectiveOn: '2026-09-01' },
      { 'if-match': await version() },
    ),
  listRestrictedStudents: () => ({ url: '/v1/restricted-students' }),
};
const drilled = () => `account=${actors.ministry.accountId}&from=2020-01-01T00:00:00Z&to=2099-01-01T00:00:00Z`;

/** Asked where what they need is built; each goes through the same hook of the server. */
const askedElsewhere = new Set([
  // src/modules/identity: the same answer as the other additions, and the acts of the ministry's desk
  ...['addIdentificationRecord', 'addAddress', 'addGuardian', 'addGuardianLimit', 'recordDeath', 'identifyStudent'],
  ...['acknowledgeExternalAccess', 'linkNumbers', 'unlinkNumbers', 'listMoves', 'getMove', 'stateMove'],
  // src/modules/enrolment: the same answer as getEnrolment; src/modules/exchange: as listSubmissionItems
  ...[
    'deleteEnrolment',
    'restoreEnrolment',
    'deleteResponsibleSchool',
    'restoreResponsibleSchool',
    'deleteHomeRegistration',
    'restoreHomeRegistration',
    'voidAccommodation',
    'correctNote',
    'voidNote',
    'restoreAccommodation',
    'resubmitItem',
  ],
  // src/modules/access/alarms: the same answer as a row of listAlarms
  ...['seeAlarm', 'settleAlarm'],
]);
/** The privacy module builds its own requests, holds, disposals and consents, and asks for its rows there. */
const isOfPrivacy = (route: AnyRoute) =>
  /privacy-requests|legal-holds|disposal|disagreements|retention|consents|exports|sealed|glass/.test(route.path);

async function peopleRead(door: string): Promise<number> {
  const { rows } = await database.pool.query<{ people: number }>(
    `select count(*)::integer as people from access.person_read join access.ledger_manner using (manner_id) where door = $1`,
    [door],
  );
  return rows[0]?.people ?? 0;
}

describe('every route that shows a student', () => {
  test('is asked here, or named with the place where it is', () => {
    const forgotten = showing.filter(
      (it) => !(it.operationId in asks) && !askedElsewhere.has(it.operationId) && !isOfPrivacy(it),
    );
    expect(forgotten.map((it) => it.operationId)).toEqual([]);
    const names = new Set(routes.map((it) => it.operationId));
    expect([...Object.keys(asks), ...askedElsewhere].filter((it) => !names.has(it))).toEqual([]);
  });

  test.each(Object.keys(asks))('%s leaves its rows in the ledger', async (operationId) => {
    const asked = await asks[operationId]?.();
    if (!asked) throw new Error('nothing is asked');
    const before = await peopleRead(operationId);
    const { status, text } = await server.call({ as: actors.ministry, ...asked });
    expect(`${status} ${status < 300 ? '' : text.slice(0, 300)}`).toMatch(/^20[01] $/);
    expect(await peopleRead(operationId)).toBeGreaterThan(before);
  });
});
