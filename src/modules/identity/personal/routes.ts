import { todayOf } from '#platform/act.ts';
import { readMoment } from '#platform/http/moment.ts';
import { type AnyRoute, answer, route } from '#platform/http/route.ts';
import { CitizenshipDraft, ContactsQuery } from '../contract.ts';
import { errors } from '../errors.ts';
import { beliefErrors, changeOfStudent, record } from '../routes.ts';
import { StudentPersonal } from './contract.ts';
import { getPersonal } from './service.ts';

const personalRoute = route({
  method: 'GET',
  path: '/v1/students/:number/personal',
  operationId: 'getStudentPersonal',
  summary: 'Gives the citizenship of a student with its history, and the guardians on whose status it may depend',
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

export const personalRoutes: readonly AnyRoute[] = [personalRoute, citizenshipRoute];
