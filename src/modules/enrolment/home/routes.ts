import { associationErrors } from '#modules/access/index.ts';
import { errors as identityErrors } from '#modules/identity/index.ts';
import { perform, todayOf } from '#platform/act.ts';
import type { Actor } from '#platform/actor.ts';
import { readMoment } from '#platform/http/moment.ts';
import { errors as httpErrors } from '#platform/http/problem.ts';
import { type AnyRoute, answer, type PersonRead, type RouteContext, route } from '#platform/http/route.ts';
import { EnrolmentReason } from '../contract.ts';
import * as contract from './contract.ts';
import { errors } from './errors.ts';
import { type Aim, listRegistrationsOf, markRegistration, sayRegistration } from './service/keep.ts';

const tag = 'Home education';
const studentErrors = [identityErrors.student_not_found, associationErrors.minimum_sight];
const changeErrors = [...studentErrors, errors.refused, httpErrors.version_needed, httpErrors.stale_version];

const readsOfParams = (_answer: unknown, { number }: { number: string }): PersonRead[] => [
  { subjects: [number], groups: ['enrolments'] },
];

const listRoute = route({
  method: 'GET',
  path: '/v1/students/:number/home-education',
  operationId: 'listHomeRegistrations',
  summary: 'Lists the registrations of a student for unsupervised home education, deleted ones too, the latest first',
  tag,
  permission: 'student.read',
  params: contract.StudentParams,
  query: contract.HomeListQuery,
  answers: { 200: contract.HomeRegistrations },
  errors: [...studentErrors, httpErrors.moment_ahead],
  example: { asKnownAt: '2026-09-30T18:00:00Z' },
  reads: readsOfParams,
  handle: async ({ params, query, actor, context: { db } }) => ({
    items: await listRegistrationsOf(db, actor, params.number, readMoment(query.asKnownAt)),
  }),
});

const putRoute = route({
  method: 'PUT',
  path: '/v1/students/:number/home-education/:id',
  operationId: 'sayHomeRegistration',
  summary: 'Adds a registration under a GUID made by the caller, or changes it as the caller saw it (If-Match)',
  tag,
  permission: 'home_education.manage',
  params: contract.RegistrationParams,
  body: contract.HomeStatement,
  answers: { 200: contract.HomeRegistration, 201: contract.HomeRegistration },
  errors: [...changeErrors, errors.deleted],
  example: { schoolYear: 2027, authorityCode: 'A.K001' },
  reads: readsOfParams,
  handle: async ({ params, body, actor, context }) => {
    const act = { kind: 'enrolment.say-home-education', actor, requestId: context.requestId };
    const isNew = await perform(context.register, act, (tx, begun) =>
      sayRegistration(tx, begun, { aim: aimOf(params, context), statement: body, rules: rulesOf(context) }),
    );
    return answerWith({ params, actor, context, status: isNew ? 201 : 200 });
  },
});

const deleteRoute = route({
  method: 'POST',
  path: '/v1/students/:number/home-education/:id/delete',
  operationId: 'deleteHomeRegistration',
  summary: 'Deletes a registration; it stays readable and can be restored',
  tag,
  permission: 'home_education.manage',
  params: contract.RegistrationParams,
  body: EnrolmentReason,
  answers: { 200: contract.HomeRegistration },
  errors: [...changeErrors, errors.registration_not_found, errors.deleted],
  example: { reason: 'Recorded for the wrong student' },
  reads: readsOfParams,
  handle: async ({ params, body, actor, context }) => {
    const { register, requestId } = context;
    const act = { kind: 'enrolment.delete-home-education', actor, reason: body.reason ?? null, requestId };
    await perform(register, act, (tx, begun) =>
      markRegistration(tx, begun, { aim: aimOf(params, context), isDeleted: true, rules: rulesOf(context) }),
    );
    return answerWith({ params, actor, context });
  },
});

const restoreRoute = route({
  method: 'POST',
  path: '/v1/students/:number/home-education/:id/restore',
  operationId: 'restoreHomeRegistration',
  summary: 'Restores a deleted registration as it was',
  tag,
  permission: 'home_education.manage',
  params: contract.RegistrationParams,
  body: EnrolmentReason,
  answers: { 200: contract.HomeRegistration },
  errors: [...changeErrors, errors.registration_not_found, errors.not_deleted],
  example: { reason: 'Deleted by mistake' },
  reads: readsOfParams,
  handle: async ({ params, body, actor, context }) => {
    const { register, requestId } = context;
    const act = { kind: 'enrolment.restore-home-education', actor, reason: body.reason ?? null, requestId };
    await perform(register, act, (tx, begun) =>
      markRegistration(tx, begun, { aim: aimOf(params, context), isDeleted: false, rules: rulesOf(context) }),
    );
    return answerWith({ params, actor, context });
  },
});

export const homeRoutes: readonly AnyRoute[] = [listRoute, putRoute, deleteRoute, restoreRoute];

type Params = { number: Aim['studentNumber']; id: string };

function aimOf({ number, id }: Params, { ifMatch }: RouteContext): Aim {
  return { studentNumber: number, registrationId: id, version: ifMatch };
}

function rulesOf({ jurisdiction }: RouteContext) {
  return jurisdiction.ruleContext(todayOf(new Date()));
}

type Written = { params: Params; actor: Actor; context: RouteContext; status?: 200 | 201 };

async function answerWith({ params, actor, context: { db }, status = 200 }: Written) {
  const all = await listRegistrationsOf(db, actor, params.number);
  const shown = all.find((it) => it.registrationId === params.id);
  if (!shown) throw errors.registration_not_found();
  return answer(shown, { status, etag: shown.version });
}
