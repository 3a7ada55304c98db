import type { z } from 'zod';
import type { PlainDate } from '#kernel/dates.ts';
import { errors as accessErrors } from '#modules/access/index.ts';
import { perform, todayOf } from '#platform/act.ts';
import type { Actor } from '#platform/actor.ts';
import { readMoment } from '#platform/http/moment.ts';
import { errors as httpErrors } from '#platform/http/problem.ts';
import { type AnyRoute, answer, type PersonRead, type RouteContext, route } from '#platform/http/route.ts';
import * as contract from './contract.ts';
import { errors } from './errors.ts';
import { type Aim, getEnrolment, listStudentEnrolments, markDeleted, submitEnrolment } from './service/keep.ts';
import { type Belief, countEnrolments, listClass } from './service/lists.ts';
import { presentEnrolments } from './service/present.ts';
import type { KeptEnrolment } from './service/types.ts';

const tag = 'Enrolments';
const versionErrors = [httpErrors.version_needed, httpErrors.stale_version];

const enrolmentsOfParams = (_answer: unknown, { number }: { number: string }): PersonRead[] => [
  { subjects: [number], groups: ['enrolments'] },
];

const listRoute = route({
  method: 'GET',
  path: '/v1/students/:number/enrolments',
  operationId: 'listStudentEnrolments',
  summary: 'Lists the enrolments of a student, the newest first',
  tag,
  permission: 'student.read',
  params: contract.StudentParams,
  query: contract.EnrolmentListQuery,
  answers: { 200: contract.EnrolmentList },
  errors: [errors.student_not_found, httpErrors.moment_ahead],
  example: { deleted: 'include' },
  reads: enrolmentsOfParams,
  handle: async ({ params, query, actor, context: { db } }) => {
    const { knownAt, asOf } = beliefOf(query);
    const all = await listStudentEnrolments(db, actor, params.number, knownAt);
    const shown = query.deleted === 'include' ? all : all.filter((it) => !it.isDeleted);
    return { items: await presentEnrolments(db, actor, shown, asOf) };
  },
});

const getRoute = route({
  method: 'GET',
  path: '/v1/students/:number/enrolments/:id',
  operationId: 'getEnrolment',
  summary: 'Gives one enrolment, deleted or not, with its version as ETag',
  tag,
  permission: 'student.read',
  params: contract.EnrolmentParams,
  answers: { 200: contract.Enrolment },
  errors: [errors.student_not_found, errors.enrolment_not_found],
  reads: enrolmentsOfParams,
  handle: async ({ params, actor, context }) => {
    const aim = { studentNumber: params.number, enrolmentId: params.id };
    return answerWith(await getEnrolment(context.db, actor, aim), { actor, context });
  },
});

const putRoute = route({
  method: 'PUT',
  path: '/v1/students/:number/enrolments/:id',
  operationId: 'submitEnrolment',
  summary: 'Adds an enrolment under a GUID made by the caller, or changes it as the caller saw it (If-Match)',
  tag,
  permission: 'enrolment.write',
  params: contract.EnrolmentParams,
  body: contract.EnrolmentStatement,
  answers: { 200: contract.Enrolment, 201: contract.Enrolment },
  errors: [errors.student_not_found, errors.deleted, errors.added_meanwhile, errors.refused, ...versionErrors],
  example: {
    schoolCode: 'S.K001',
    schoolYear: 2027,
    grade: '6',
    startOn: '2026-09-01',
    exitOn: '2027-06-28',
    exitType: 'completion',
    programmingType: 'regular',
    programmingTimeframe: 'day',
    grantsProgrammes: ['211'],
    frenchHours: 475,
  },
  reads: enrolmentsOfParams,
  handle: async ({ params, body, actor, context }) => {
    const { register, requestId } = context;
    const { enrolment, fate } = await perform(register, { kind: 'enrolment.submit', actor, requestId }, (tx, act) =>
      submitEnrolment(tx, act, { aim: aimOf(params, context), statement: body, rules: rulesOf(context) }),
    );
    return answerWith(enrolment, { actor, context, status: fate === 'added' ? 201 : 200 });
  },
});

const deleteRoute = route({
  method: 'POST',
  path: '/v1/students/:number/enrolments/:id/delete',
  operationId: 'deleteEnrolment',
  summary: 'Deletes an enrolment; it stays readable and can be restored',
  tag,
  permission: 'enrolment.write',
  params: contract.EnrolmentParams,
  body: contract.EnrolmentReason,
  answers: { 200: contract.Enrolment },
  errors: [errors.student_not_found, errors.enrolment_not_found, errors.deleted, errors.refused, ...versionErrors],
  example: { reason: 'Entered for the wrong student' },
  reads: enrolmentsOfParams,
  handle: async ({ params, body, actor, context }) => {
    const input = { kind: 'enrolment.delete', actor, reason: body.reason ?? null, requestId: context.requestId };
    const enrolment = await perform(context.register, input, (tx, act) =>
      markDeleted(tx, act, { aim: aimOf(params, context), isDeleted: true, rules: rulesOf(context) }),
    );
    return answerWith(enrolment, { actor, context });
  },
});

const restoreRoute = route({
  method: 'POST',
  path: '/v1/students/:number/enrolments/:id/restore',
  operationId: 'restoreEnrolment',
  summary: 'Restores a deleted enrolment as it was',
  tag,
  permission: 'enrolment.write',
  params: contract.EnrolmentParams,
  body: contract.EnrolmentReason,
  answers: { 200: contract.Enrolment },
  errors: [errors.student_not_found, errors.enrolment_not_found, errors.not_deleted, errors.refused, ...versionErrors],
  example: { reason: 'Deleted by mistake' },
  reads: enrolmentsOfParams,
  handle: async ({ params, body, actor, context }) => {
    const input = { kind: 'enrolment.restore', actor, reason: body.reason ?? null, requestId: context.requestId };
    const enrolment = await perform(context.register, input, (tx, act) =>
      markDeleted(tx, act, { aim: aimOf(params, context), isDeleted: false, rules: rulesOf(context) }),
    );
    return answerWith(enrolment, { actor, context });
  },
});

const classListRoute = route({
  method: 'GET',
  path: '/v1/schools/:code/enrolments',
  operationId: 'listSchoolEnrolments',
  summary: 'Lists the live enrolments of a school and school year by name: the class list',
  tag,
  permission: 'student.read',
  params: contract.SchoolParams,
  query: contract.ClassListQuery,
  answers: { 200: contract.ClassListPage },
  errors: [errors.school_not_found, accessErrors.organisation_out_of_reach, httpErrors.moment_ahead],
  example: { schoolYear: 2027, grade: '6', status: 'active', limit: 100 },
  reads: ({ items }: z.infer<typeof contract.ClassListPage>) => [
    { subjects: items.map((it) => it.studentNumber), groups: ['identity', 'enrolments', 'findings'] },
  ],
  handle: ({ params, query, actor, context }) => {
    const { grade, status, cursor, limit } = query;
    const schoolYear = query.schoolYear ?? rulesOf(context).currentSchoolYear;
    const belief = beliefOf(query);
    const filter = { school: params.code, schoolYear, grade, status };
    return listClass(context.db, actor, { filter, belief, cursor, limit });
  },
});

const countRoute = route({
  method: 'GET',
  path: '/v1/enrolment-counts',
  operationId: 'countEnrolments',
  summary: 'Counts the students of a school year within reach, in all, by grade and by school',
  tag,
  permission: 'student.read',
  query: contract.EnrolmentCountQuery,
  answers: { 200: contract.EnrolmentCounts },
  errors: [accessErrors.organisation_out_of_reach, errors.too_wide_for_then, httpErrors.moment_ahead],
  example: { schoolYear: 2027 },
  handle: ({ query, actor, context }) => {
    const { organisation } = query;
    const schoolYear = query.schoolYear ?? rulesOf(context).currentSchoolYear;
    const belief = beliefOf(query);
    return countEnrolments(context.db, actor, { schoolYear, organisation, belief });
  },
});

export const enrolmentRoutes: readonly AnyRoute[] = [
  listRoute,
  getRoute,
  putRoute,
  deleteRoute,
  restoreRoute,
  classListRoute,
  countRoute,
];

/** The moment and the day that are asked about; of a moment that has passed, its own day. */
function beliefOf({ asKnownAt, asOf }: { asKnownAt?: string | undefined; asOf?: PlainDate | undefined }): Belief {
  const knownAt = readMoment(asKnownAt);
  return { knownAt, asOf: asOf ?? (knownAt === null ? undefined : todayOf(knownAt)) };
}

function aimOf({ number, id }: { number: Aim['studentNumber']; id: string }, { ifMatch }: RouteContext): Aim {
  return { studentNumber: number, enrolmentId: id, version: ifMatch };
}

function rulesOf({ jurisdiction }: RouteContext) {
  return jurisdiction.ruleContext(todayOf(new Date()));
}

async function answerWith(
  enrolment: KeptEnrolment,
  { actor, context, status = 200 }: { actor: Actor; context: RouteContext; status?: number },
) {
  const [body] = await presentEnrolments(context.db, actor, [enrolment]);
  return answer(body, { status, etag: enrolment.version });
}
