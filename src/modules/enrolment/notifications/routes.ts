import { associationErrors } from '#modules/access/index.ts';
import { errors as identityErrors } from '#modules/identity/index.ts';
import { perform, todayOf } from '#platform/act.ts';
import type { Actor } from '#platform/actor.ts';
import { readMoment } from '#platform/http/moment.ts';
import { errors as httpErrors } from '#platform/http/problem.ts';
import { type AnyRoute, answer, type PersonRead, type RouteContext, route } from '#platform/http/route.ts';
import { errors as homeErrors } from '../home/errors.ts';
import * as contract from './contract.ts';
import { errors } from './errors.ts';
import { type Aim, listNotificationsOf, moveNotification, sayNotification } from './service/keep.ts';

const tag = 'Home education';
const studentErrors = [identityErrors.student_not_found, associationErrors.minimum_sight];
const changeErrors = [...studentErrors, errors.refused, httpErrors.version_needed, httpErrors.stale_version];

const readsOfParams = (_answer: unknown, { number }: { number: string }): PersonRead[] => [
  { subjects: [number], groups: ['enrolments', 'guardians'] },
];

const listRoute = route({
  method: 'GET',
  path: '/v1/students/:number/home-notifications',
  operationId: 'listHomeNotifications',
  summary: 'Lists what parents notified of a student’s home education, and what became of it, the latest first',
  tag,
  permission: 'student.read',
  params: contract.StudentParams,
  query: contract.NotificationListQuery,
  answers: { 200: contract.HomeNotifications },
  errors: [...studentErrors, httpErrors.moment_ahead],
  example: { asKnownAt: '2026-09-30T18:00:00Z' },
  reads: readsOfParams,
  handle: async ({ params, query, actor, context: { db } }) => ({
    items: await listNotificationsOf(db, actor, params.number, readMoment(query.asKnownAt)),
  }),
});

const putRoute = route({
  method: 'PUT',
  path: '/v1/students/:number/home-notifications/:id',
  operationId: 'sayHomeNotification',
  summary: 'Records a notification under a GUID made by the caller, or changes it as the caller saw it (If-Match)',
  tag,
  permission: 'enrolment.write',
  params: contract.NotificationParams,
  body: contract.NotificationStatement,
  answers: { 200: contract.HomeNotification, 201: contract.HomeNotification },
  errors: [...changeErrors, errors.settled],
  example: {
    schoolYear: 2027,
    programme: 'supervised',
    supervisorCode: 'A.K001',
    notifiedOn: '2026-09-10',
    guardianName: 'Ifeoma Adeyemi',
    plan: 'Reading, arithmetic and the life of the river',
    wantsFunding: true,
  },
  reads: readsOfParams,
  handle: async ({ params, body, actor, context }) => {
    const act = { kind: 'enrolment.say-home-notification', actor, requestId: context.requestId };
    const isNew = await perform(context.register, act, (tx, begun) =>
      sayNotification(tx, begun, { aim: aimOf(params, context), statement: body, rules: rulesOf(context) }),
    );
    return answerWith({ params, actor, context, status: isNew ? 201 : 200 });
  },
});

const moveRoute = route({
  method: 'POST',
  path: '/v1/students/:number/home-notifications/:id/move',
  operationId: 'moveHomeNotification',
  summary: 'Accepts, returns or withdraws a notification; what nobody supervises is registered as it is accepted',
  tag,
  permission: 'enrolment.write',
  params: contract.NotificationParams,
  body: contract.NotificationMoveBody,
  answers: { 200: contract.HomeNotification },
  errors: [
    ...changeErrors,
    errors.notification_not_found,
    errors.cannot_move,
    errors.reason_needed,
    homeErrors.refused,
  ],
  example: { move: 'accept' },
  reads: readsOfParams,
  handle: async ({ params, body, actor, context }) => {
    const { register, requestId } = context;
    const act = { kind: 'enrolment.move-home-notification', actor, reason: body.reason ?? null, requestId };
    await perform(register, act, (tx, begun) =>
      moveNotification(tx, begun, { aim: aimOf(params, context), body, rules: rulesOf(context) }),
    );
    return answerWith({ params, actor, context });
  },
});

export const notificationRoutes: readonly AnyRoute[] = [listRoute, putRoute, moveRoute];

type Params = { number: Aim['studentNumber']; id: string };

function aimOf({ number, id }: Params, { ifMatch }: RouteContext): Aim {
  return { studentNumber: number, notificationId: id, version: ifMatch };
}

function rulesOf({ jurisdiction }: RouteContext) {
  return jurisdiction.ruleContext(todayOf(new Date()));
}

type Written = { params: Params; actor: Actor; context: RouteContext; status?: 200 | 201 };

async function answerWith({ params, actor, context: { db }, status = 200 }: Written) {
  const shown = (await listNotificationsOf(db, actor, params.number)).find((it) => it.notificationId === params.id);
  if (!shown) throw errors.notification_not_found();
  return answer(shown, { status, etag: shown.version });
}
