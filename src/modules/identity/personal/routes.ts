import { associationErrors } from '#modules/access/index.ts';
import { todayOf } from '#platform/act.ts';
import { type AnyRoute, answer, route } from '#platform/http/route.ts';
import { CitizenshipDraft } from '../contract.ts';
import { errors } from '../errors.ts';
import { changeOfStudent, record } from '../routes.ts';
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
  answers: { 200: StudentPersonal },
  errors: [errors.student_not_found, associationErrors.minimum_sight],
  reads: ({ studentNumber }: StudentPersonal) => [{ subjects: [studentNumber], groups: ['personal', 'guardians'] }],
  handle: async ({ params, actor, context: { db, jurisdiction } }) => {
    const asked = { actor, number: params.number, codes: jurisdiction, today: todayOf(new Date()) };
    const personal = await getPersonal(db, asked);
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
