import { perform, todayOf } from '#platform/act.ts';
import { readMoment } from '#platform/http/moment.ts';
import { type AnyRoute, answer, route } from '#platform/http/route.ts';
import { CitizenshipDraft, ContactsQuery } from '../contract.ts';
import { errors } from '../errors.ts';
import { beliefErrors, changeOfStudent, record } from '../routes.ts';
import { PersonalFacts, StudentPersonal } from './contract.ts';
import { getPersonal, recordPersonalFacts } from './service.ts';

const personalRoute = route({
  method: 'GET',
  path: '/v1/students/:number/personal',
  operationId: 'getStudentPersonal',
  summary:
    'Gives the citizenship of a student with its history, the right to minority-language schooling, languages, maturity and death',
  tag: changeOfStudent.tag,
  permission: 'student.read',
  params: changeOfStudent.params,
  query: ContactsQuery,
  answers: { 200: StudentPersonal },
  errors: [errors.student_not_found, ...beliefErrors],
  example: { asKnownAt: '2026-09-30T18:00:00Z', asOf: '2026-10-01' },
  reads: ({ studentNumber }: StudentPersonal) => [{ subjects: [studentNumber], groups: ['personal', 'guardians'] }],
  handle: async ({ params, query, actor, context: { db, jurisdiction } }) => {
    const knownAt = readMoment(query.asKnownAt);
    const today = query.asOf ?? todayOf(knownAt ?? new Date());
    const personal = await getPersonal(db, { actor, number: params.number, codes: jurisdiction, today, knownAt });
    return answer(personal, { etag: personal.version });
  },
});

const citizenshipRoute = route({
  ...changeOfStudent,
  path: '/v1/students/:number/citizenships',
  operationId: 'addCitizenship',
  summary: 'Adds a citizenship status of a student from a day on, corrects one, takes one back or restores it',
  body: CitizenshipDraft,
  example: {
    guid: '0197a0f2-6c1e-7d33-8a55-0c1a2b3c4d5e',
    status: '5',
    effectiveOn: '2026-08-15',
    documentType: 'CAStudyPermit',
    documentExpiresOn: '2027-08-31',
    country: 'FR',
  },
  handle: ({ params, body, ...rest }) => record(params.number, { file: 'citizenships', draft: body }, rest),
});

const factsRoute = route({
  method: 'PATCH',
  path: '/v1/students/:number/personal',
  operationId: 'recordPersonalFacts',
  summary: 'Records the right to minority-language schooling and the language at home of a student; null clears one',
  tag: changeOfStudent.tag,
  permission: changeOfStudent.permission,
  params: changeOfStudent.params,
  body: PersonalFacts,
  answers: changeOfStudent.answers,
  errors: changeOfStudent.errors,
  reads: changeOfStudent.reads,
  example: { languageRight: 'Y', languageAtHome: 'fr' },
  handle: async ({ params, body, actor, context: { register, jurisdiction, ifMatch, requestId } }) => {
    const act = { kind: 'identity.record-personal', actor, requestId };
    const stating = { number: params.number, version: ifMatch, stated: body, jurisdiction };
    const recorded = await perform(register, act, (tx, begun) => recordPersonalFacts(tx, begun, stating));
    return answer(recorded, { etag: recorded.version });
  },
});

export const personalRoutes: readonly AnyRoute[] = [personalRoute, citizenshipRoute, factsRoute];
