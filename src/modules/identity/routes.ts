import { z } from 'zod';
import { Guid, OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import { PageQuery } from '#kernel/page.ts';
import {
  errors as accessErrors,
  associationErrors,
  countQuestion,
  requireOrganisation,
} from '#modules/access/index.ts';
import { perform, todayOf } from '#platform/act.ts';
import type { Actor } from '#platform/actor.ts';
import { readMoment } from '#platform/http/moment.ts';
import { errors as httpErrors } from '#platform/http/problem.ts';
import { type AnyRoute, answer, type PersonRead, type RouteContext, route } from '#platform/http/route.ts';
import * as contract from './contract.ts';
import { errors } from './errors.ts';
import { type Addition, contextOf, recordDeath, recordItem } from './service/change.ts';
import { getContacts } from './service/contacts.ts';
import { getMatchTask, listMatchTasks } from './service/desk.ts';
import { identifyOnline } from './service/online.ts';
import { getHistory, getIdentity, getStudent } from './service/read.ts';
import { searchStudents } from './service/search.ts';
import { decideMatchTask } from './service/tasks.ts';

const tag = 'Students';
const Params = z.strictObject({ number: StudentNumber });
/** What may be said of a moment that is asked about. */
export const beliefErrors = [associationErrors.minimum_sight, errors.not_known_then, httpErrors.moment_ahead];
const changeErrors = [
  errors.student_not_found,
  associationErrors.minimum_sight,
  errors.refused_by_rule,
  errors.guid_taken,
  httpErrors.version_needed,
  httpErrors.stale_version,
];

const searchRoute = route({
  method: 'GET',
  path: '/v1/students',
  operationId: 'searchStudents',
  summary: 'Finds students by number, names in any order and script, and birth date; the best first',
  tag,
  permission: 'student.search',
  query: contract.SearchQuery,
  answers: { 200: contract.SearchAnswer },
  errors: [],
  example: { q: 'tremblay zoé 2015-03-09' },
  reads: ({ students }: contract.SearchAnswer) => [
    { subjects: students.map((it) => it.studentNumber), groups: ['existence', 'identity'] },
  ],
  handle: ({ query, actor, context: { db, register, jurisdiction } }) =>
    searchStudents({ index: register, reader: db }, { actor, text: query.q, limit: query.limit, codes: jurisdiction }),
});

const getRoute = route({
  method: 'GET',
  path: '/v1/students/:number',
  operationId: 'getStudent',
  summary:
    'Gives what is current of a student, with the version as ETag; a linked number says which number stands for the person',
  tag,
  permission: 'student.read',
  params: Params,
  query: contract.BeliefQuery,
  answers: { 200: contract.StudentHeader },
  errors: [errors.student_not_found, ...beliefErrors],
  example: { asKnownAt: '2026-09-30T18:00:00Z' },
  reads: ({ studentNumber, isRestricted }: contract.StudentHeader) => [
    { subjects: [studentNumber], groups: isRestricted ? ['identity', 'restrictions'] : ['identity'] },
  ],
  handle: async ({ params, query, actor, context: { db, jurisdiction } }) => {
    const knownAt = readMoment(query.asKnownAt);
    const header = await getStudent(db, { actor, number: params.number, codes: jurisdiction, knownAt });
    return answer(header, { etag: header.version });
  },
});

const identityRoute = route({
  method: 'GET',
  path: '/v1/students/:number/identity',
  operationId: 'getStudentIdentity',
  summary: 'Gives the documents of a student with what each proves, the best first, and the other names',
  tag,
  permission: 'student.read',
  params: Params,
  query: contract.BeliefQuery,
  answers: { 200: contract.StudentIdentity },
  errors: [errors.student_not_found, ...beliefErrors],
  example: { asKnownAt: '2026-09-30T18:00:00Z' },
  reads: ({ studentNumber }: contract.StudentIdentity) => [
    { subjects: [studentNumber], groups: ['identity', 'documents'] },
  ],
  handle: async ({ params, query, actor, context: { db, jurisdiction } }) => {
    const knownAt = readMoment(query.asKnownAt);
    const identity = await getIdentity(db, { actor, number: params.number, codes: jurisdiction, knownAt });
    return answer(identity, { etag: identity.version });
  },
});

const contactsRoute = route({
  method: 'GET',
  path: '/v1/students/:number/contacts',
  operationId: 'getStudentContacts',
  summary: 'Gives addresses, telephones, e-mail addresses and guardians of a student',
  tag,
  permission: 'student.read',
  params: Params,
  query: contract.ContactsQuery,
  answers: { 200: contract.StudentContacts },
  errors: [errors.student_not_found, ...beliefErrors],
  example: { asKnownAt: '2026-09-30T18:00:00Z', asOf: '2026-10-01' },
  reads: ({ studentNumber, restrictions }: contract.StudentContacts) => [
    {
      subjects: [studentNumber],
      groups: ['contacts', 'guardians', ...(restrictions.length > 0 ? (['restrictions'] as const) : [])],
    },
  ],
  handle: async ({ params, query, actor, context: { db, jurisdiction } }) => {
    const { asOf } = query;
    const knownAt = readMoment(query.asKnownAt);
    const asked = { actor, number: params.number, codes: jurisdiction, knownAt, asOf };
    const contacts = await getContacts(db, { ...asked, today: todayOf(knownAt ?? new Date()) });
    return answer(contacts, { etag: contacts.version });
  },
});

const historyRoute = route({
  method: 'GET',
  path: '/v1/students/:number/history',
  operationId: 'getStudentHistory',
  summary: 'Lists the acts that touched a student, the latest first, with each field before and after',
  tag,
  permission: 'student.read',
  params: Params,
  query: PageQuery,
  answers: { 200: contract.StudentHistory },
  errors: [errors.student_not_found, associationErrors.minimum_sight],
  example: { limit: 50 },
  reads: (_answer, { number }: z.infer<typeof Params>) => [{ subjects: [number], groups: ['history'] }],
  handle: ({ params, query, actor, context: { db } }) => getHistory(db, { actor, number: params.number, page: query }),
});

/** Whoever writes learns that the student is there, and what the register made of it. */
function readOfItem({ studentNumber }: contract.ItemAnswer): PersonRead[] {
  return [{ subjects: [studentNumber], groups: ['existence'] }];
}

/** Records one thing in one act, and answers with the new version. */
export async function record(
  number: StudentNumber,
  addition: Addition,
  { actor, context }: { actor: Actor; context: RouteContext },
) {
  const { register, jurisdiction, ifMatch, requestId } = context;
  const act = { kind: `identity.record-${addition.file}`, actor, requestId };
  const body = await perform(register, act, (tx, begun) =>
    recordItem(tx, begun, { number, version: ifMatch, addition, jurisdiction }),
  );
  return answer(body, { etag: body.version });
}

const guid = '0197a0f2-6c1e-7d33-8a55-0c1a2b3c4d5e';
/** What every route has in common by which one thing of a student is recorded. */
export const changeOfStudent = {
  method: 'POST',
  tag,
  permission: 'student.write',
  params: Params,
  answers: { 200: contract.ItemAnswer },
  errors: changeErrors,
  reads: readOfItem,
  idempotent: true,
} as const;

const addRecordRoute = route({
  ...changeOfStudent,
  path: '/v1/students/:number/identification-records',
  operationId: 'addIdentificationRecord',
  summary: 'Adds a document that proves who a student is, or corrects one; names and birth date follow from the best',
  body: contract.IdentificationDraft,
  example: {
    guid,
    documentType: 'ABBirthCert',
    issuedOn: '2015-04-01',
    familyName: 'Tremblay',
    givenName: 'Zoé',
    birthDate: '2015-03-09',
    gender: 'F',
  },
  handle: ({ params, body, ...rest }) => record(params.number, { file: 'identification', draft: body }, rest),
});

const addNameRoute = route({
  ...changeOfStudent,
  path: '/v1/students/:number/names',
  operationId: 'addName',
  summary: 'Adds a preferred, previous or other name of a student, or corrects one',
  body: contract.NameDraft,
  example: { guid, kind: 'preferred', familyName: null, givenName: 'Zed' },
  handle: ({ params, body, ...rest }) => record(params.number, { file: 'names', draft: body }, rest),
});

const addAddressRoute = route({
  ...changeOfStudent,
  path: '/v1/students/:number/addresses',
  operationId: 'addAddress',
  summary:
    'Adds an address of a student, corrects, ends or prefers one, takes one back or restores it; each ends when the next of its kind begins',
  body: contract.AddressDraft,
  example: {
    guid,
    kind: 'mailing',
    format: 'Mail-CA',
    street: '12 First Avenue',
    city: 'Kestrel Bay',
    province: 'AB',
    postalCode: 'T5A 0A1',
    country: 'CA',
    effectiveOn: '2026-09-01',
  },
  handle: ({ params, body, ...rest }) => record(params.number, { file: 'addresses', draft: body }, rest),
});

const addPhoneRoute = route({
  ...changeOfStudent,
  path: '/v1/students/:number/phones',
  operationId: 'addPhone',
  summary: 'Adds a telephone number of a student, or corrects one',
  body: contract.PhoneDraft,
  example: { guid, kind: 'home', number: '780-555-0142', effectiveOn: '2026-09-01' },
  handle: ({ params, body, ...rest }) => record(params.number, { file: 'phones', draft: body }, rest),
});

const addGuardianRoute = route({
  ...changeOfStudent,
  path: '/v1/students/:number/guardians',
  operationId: 'addGuardian',
  summary: 'Adds a guardian of a student, or corrects one',
  body: contract.GuardianDraft,
  example: {
    guid,
    relationship: 'parent',
    familyName: 'Tremblay',
    givenName: 'Anne',
    livesWith: true,
    phone: '780-555-0142',
  },
  handle: ({ params, body, ...rest }) => record(params.number, { file: 'guardians', draft: body }, rest),
});

const deathRoute = route({
  method: 'PATCH',
  path: '/v1/students/:number/death',
  operationId: 'recordDeath',
  summary: 'Records the death of a student, or that it was recorded in error',
  tag,
  permission: 'student.write',
  params: Params,
  body: contract.DeathDraft,
  answers: { 200: contract.ItemAnswer },
  errors: changeErrors,
  example: { isDeceased: true, deceasedOn: '2026-10-05' },
  reads: readOfItem,
  handle: async ({ params, body, actor, context: { register, jurisdiction, ifMatch, requestId } }) => {
    const act = { kind: 'identity.record-death', actor, requestId };
    const input = { number: params.number, version: ifMatch, draft: body, jurisdiction };
    const result = await perform(register, act, (tx, begun) => recordDeath(tx, begun, input));
    return answer(result, { etag: result.version });
  },
});

const identifyRoute = route({
  method: 'POST',
  path: '/v1/identifications',
  operationId: 'identifyStudent',
  summary: 'Says which of the students in sight somebody is; of all others it tells nothing, and it writes nothing',
  tag,
  permission: 'student.identify',
  body: contract.IdentificationQuery,
  answers: { 200: contract.IdentificationAnswer },
  errors: [errors.refused_by_rule, accessErrors.organisation_out_of_reach, associationErrors.too_many_questions],
  example: { localStudentId: '10442', familyName: 'Tremblay', givenName: 'Zoé', birthDate: '2015-03-09', gender: 'F' },
  reads: ({ studentNumber }: contract.IdentificationAnswer) => [
    { subjects: studentNumber === null ? [] : [studentNumber], groups: ['existence'] },
  ],
  handle: async ({ body, actor, context: { register, jurisdiction } }) => {
    const organisation = body.organisation ?? actor.organisation;
    await requireOrganisation(actor, organisation, register);
    const now = new Date();
    await countQuestion(register, actor, { kind: 'identification', context: jurisdiction, now });
    return identifyOnline(register, {
      query: body,
      actor,
      organisation,
      context: contextOf({ at: now, today: todayOf(now) }, jurisdiction),
    });
  },
});

const TaskListQuery = PageQuery.extend({
  state: z.enum(['open', 'decided']).optional(),
  organisation: OrganisationCode.optional(),
});
const TaskParams = z.strictObject({ taskId: Guid });
const deskTag = 'Match tasks';

/** A task in a list says who might be meant, and who it was. */
function readOfTask({ candidates, studentNumber }: contract.MatchTask): PersonRead {
  const subjects = candidates.map((it) => it.studentNumber);
  return { subjects: studentNumber === null ? subjects : [...subjects, studentNumber], groups: ['existence'] };
}

/** The desk sets every candidate's own facts beside the submitted ones. */
function readsOfDesk(task: contract.MatchTaskDetail): PersonRead[] {
  const subjects = task.records.flatMap((it) => (it.studentNumber === null ? [] : [it.studentNumber]));
  return [readOfTask(task), { subjects, groups: ['identity', 'contacts', 'guardians'] }];
}

const listTasksRoute = route({
  method: 'GET',
  path: '/v1/match-tasks',
  operationId: 'listMatchTasks',
  summary: 'Lists submitted students whom only a person may identify, the longest waiting first',
  tag: deskTag,
  permission: 'match.decide',
  query: TaskListQuery,
  answers: { 200: contract.MatchTaskPage },
  errors: [],
  example: { state: 'open', limit: 50 },
  reads: ({ items }: z.infer<typeof contract.MatchTaskPage>) => items.map(readOfTask),
  handle: ({ query, context: { db } }) =>
    listMatchTasks(db, {
      state: query.state ?? null,
      organisation: query.organisation ?? null,
      cursor: query.cursor,
      limit: query.limit,
    }),
});

const getTaskRoute = route({
  method: 'GET',
  path: '/v1/match-tasks/:taskId',
  operationId: 'getMatchTask',
  summary: 'Gives one held student: the submitted facts beside those of each candidate',
  tag: deskTag,
  permission: 'match.decide',
  params: TaskParams,
  answers: { 200: contract.MatchTaskDetail },
  errors: [errors.task_not_found],
  reads: readsOfDesk,
  handle: ({ params, context: { db } }) => getMatchTask(db, params.taskId),
});

const decideRoute = route({
  method: 'POST',
  path: '/v1/match-tasks/:taskId/decision',
  operationId: 'decideMatchTask',
  summary: 'Decides a held student: the same as somebody on the register, or new; its rows are released by this',
  tag: deskTag,
  permission: 'match.decide',
  params: TaskParams,
  body: contract.MatchDecision,
  answers: { 200: contract.MatchTaskDetail },
  errors: [errors.task_not_found, errors.task_decided, errors.student_not_found],
  example: { decision: 'same', number: '1234-5678-9' },
  idempotent: true,
  reads: readsOfDesk,
  handle: async ({ params, body, actor, context: { db, register, jurisdiction, requestId } }) => {
    // One that the caller may not see is not there to be decided.
    await getMatchTask(db, params.taskId);
    const act = { kind: 'identity.decide-match', actor, requestId, reason: body.note ?? null };
    await perform(register, act, (tx, begun) =>
      decideMatchTask(tx, begun, { taskId: params.taskId, wish: body, context: contextOf(begun, jurisdiction) }),
    );
    return getMatchTask(db, params.taskId);
  },
});

export const identityRoutes: readonly AnyRoute[] = [
  searchRoute,
  getRoute,
  identityRoute,
  contactsRoute,
  historyRoute,
  addRecordRoute,
  addNameRoute,
  addAddressRoute,
  addPhoneRoute,
  addGuardianRoute,
  deathRoute,
  identifyRoute,
  listTasksRoute,
  getTaskRoute,
  decideRoute,
];
