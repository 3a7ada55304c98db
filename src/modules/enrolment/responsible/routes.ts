import type { z } from 'zod';
import { errors as accessErrors, associationErrors } from '#modules/access/index.ts';
import { errors as identityErrors } from '#modules/identity/index.ts';
import { perform, todayOf } from '#platform/act.ts';
import type { Actor } from '#platform/actor.ts';
import { readMoment } from '#platform/http/moment.ts';
import { errors as httpErrors } from '#platform/http/problem.ts';
import { type AnyRoute, answer, type PersonRead, type RouteContext, route } from '#platform/http/route.ts';
import { EnrolmentReason } from '../contract.ts';
import * as contract from './contract.ts';
import { errors } from './errors.ts';
import { type Aim, listTransitionsOf, markTransition, sayTransition } from './service/keep.ts';
import { listResponsible } from './service/lists.ts';
import { presentTransitions } from './service/present.ts';
import type { KeptTransition } from './store.ts';

const tag = 'Responsible school';
const studentErrors = [identityErrors.student_not_found, associationErrors.minimum_sight];
const changeErrors = [...studentErrors, errors.refused, httpErrors.version_needed, httpErrors.stale_version];

const readsOfParams = (_answer: unknown, { number }: { number: string }): PersonRead[] => [
  { subjects: [number], groups: ['enrolments'] },
];

const listRoute = route({
  method: 'GET',
  path: '/v1/students/:number/responsible-schools',
  operationId: 'listResponsibleSchools',
  summary:
    'Lists the transitions of the responsible school of a student, the latest first, and the one that holds today',
  tag,
  permission: 'student.read',
  params: contract.StudentParams,
  query: contract.TransitionListQuery,
  answers: { 200: contract.TransitionList },
  errors: [...studentErrors, httpErrors.moment_ahead],
  example: { deleted: 'include' },
  reads: readsOfParams,
  handle: async ({ params, query, actor, context: { db } }) => {
    const knownAt = readMoment(query.asKnownAt);
    const kept = await listTransitionsOf(db, actor, params.number, knownAt);
    const items = await presentTransitions(db, kept, query.asOf ?? todayOf(knownAt ?? new Date()));
    const shown = query.deleted === 'include' ? items : items.filter((it) => !it.isDeleted);
    return { current: items.find((it) => it.isCurrent) ?? null, items: shown };
  },
});

const putRoute = route({
  method: 'PUT',
  path: '/v1/students/:number/responsible-schools/:id',
  operationId: 'sayResponsibleSchool',
  summary: 'Adds a transition under a GUID made by the caller, or changes it as the caller saw it (If-Match)',
  tag,
  permission: 'enrolment.write',
  params: contract.TransitionParams,
  body: contract.TransitionStatement,
  answers: { 200: contract.Transition, 201: contract.Transition },
  errors: [...changeErrors, errors.deleted, errors.said_meanwhile],
  example: { effectiveOn: '2026-09-01', hasSchool: 'yes', schoolCode: 'S.K001', reason: 'moved_here' },
  reads: readsOfParams,
  handle: async ({ params, body, actor, context }) => {
    const { register, requestId } = context;
    const act = { kind: 'enrolment.say-responsible', actor, requestId };
    const { transition, isNew } = await perform(register, act, (tx, begun) =>
      sayTransition(tx, begun, { aim: aimOf(params, context), statement: body, rules: rulesOf(context) }),
    );
    return answerWith({ transition, actor, context, status: isNew ? 201 : 200 });
  },
});

const deleteRoute = route({
  method: 'POST',
  path: '/v1/students/:number/responsible-schools/:id/delete',
  operationId: 'deleteResponsibleSchool',
  summary: 'Deletes a transition; it stays readable and can be restored',
  tag,
  permission: 'enrolment.write',
  params: contract.TransitionParams,
  body: EnrolmentReason,
  answers: { 200: contract.Transition },
  errors: [...changeErrors, errors.transition_not_found, errors.deleted],
  example: { reason: 'Recorded for the wrong student' },
  reads: readsOfParams,
  handle: async ({ params, body, actor, context }) => {
    const { register, requestId } = context;
    const act = { kind: 'enrolment.delete-responsible', actor, reason: body.reason ?? null, requestId };
    const transition = await perform(register, act, (tx, begun) =>
      markTransition(tx, begun, { aim: aimOf(params, context), isDeleted: true, rules: rulesOf(context) }),
    );
    return answerWith({ transition, actor, context });
  },
});

const restoreRoute = route({
  method: 'POST',
  path: '/v1/students/:number/responsible-schools/:id/restore',
  operationId: 'restoreResponsibleSchool',
  summary: 'Restores a deleted transition as it was',
  tag,
  permission: 'enrolment.write',
  params: contract.TransitionParams,
  body: EnrolmentReason,
  answers: { 200: contract.Transition },
  errors: [...changeErrors, errors.transition_not_found, errors.not_deleted],
  example: { reason: 'Deleted by mistake' },
  reads: readsOfParams,
  handle: async ({ params, body, actor, context }) => {
    const { register, requestId } = context;
    const act = { kind: 'enrolment.restore-responsible', actor, reason: body.reason ?? null, requestId };
    const transition = await perform(register, act, (tx, begun) =>
      markTransition(tx, begun, { aim: aimOf(params, context), isDeleted: false, rules: rulesOf(context) }),
    );
    return answerWith({ transition, actor, context });
  },
});

const studentsRoute = route({
  method: 'GET',
  path: '/v1/organisations/:code/responsible-students',
  operationId: 'listResponsibleStudents',
  summary: 'Lists by name the students for whom a school, or any school of an authority, answers today',
  tag,
  permission: 'student.read',
  params: contract.OrganisationParams,
  query: contract.ResponsibleListQuery,
  answers: { 200: contract.ResponsibleStudents },
  errors: [accessErrors.organisation_out_of_reach],
  example: { limit: 100 },
  reads: ({ items }: z.infer<typeof contract.ResponsibleStudents>) => [
    { subjects: items.map((it) => it.studentNumber), groups: ['identity', 'enrolments'] },
  ],
  handle: ({ params, query: { cursor, limit }, actor, context }) =>
    listResponsible(context.db, actor, { organisation: params.code, cursor, limit }),
});

export const responsibleRoutes: readonly AnyRoute[] = [listRoute, putRoute, deleteRoute, restoreRoute, studentsRoute];

function aimOf({ number, id }: { number: Aim['studentNumber']; id: string }, { ifMatch }: RouteContext): Aim {
  return { studentNumber: number, transitionId: id, version: ifMatch };
}

function rulesOf({ jurisdiction }: RouteContext) {
  return jurisdiction.ruleContext(todayOf(new Date()));
}

type Written = { transition: KeptTransition; actor: Actor; context: RouteContext; status?: 200 | 201 };

async function answerWith({ transition, actor, context: { db }, status = 200 }: Written) {
  const all = await presentTransitions(db, await listTransitionsOf(db, actor, transition.studentNumber));
  const shown = all.find((it) => it.transitionId === transition.transitionId);
  if (!shown) throw errors.transition_not_found();
  return answer(shown, { status, etag: shown.version });
}
