import { errors as accessErrors, associationErrors } from '#modules/access/index.ts';
import { perform, todayOf } from '#platform/act.ts';
import type { Actor } from '#platform/actor.ts';
import { readMoment } from '#platform/http/moment.ts';
import { errors as httpErrors } from '#platform/http/problem.ts';
import { type AnyRoute, answer, type PersonRead, type RouteContext, route } from '#platform/http/route.ts';
import { ContactsQuery } from '../contract.ts';
import { errors as identityErrors } from '../errors.ts';
import { beliefErrors, changeOfStudent } from '../routes.ts';
import * as contract from './contract.ts';
import { errors } from './errors.ts';
import { type Aim, listAccommodationsOf, markAccommodation, sayAccommodation } from './service.ts';

const { tag, params: StudentParams } = changeOfStudent;
const changeErrors = [
  identityErrors.student_not_found,
  associationErrors.minimum_sight,
  accessErrors.organisation_out_of_reach,
  identityErrors.refused_by_rule,
  httpErrors.version_needed,
  httpErrors.stale_version,
];

const readsOfParams = (_answer: unknown, { number }: { number: string }): PersonRead[] => [
  { subjects: [number], groups: ['accommodations'] },
];

const listRoute = route({
  method: 'GET',
  path: '/v1/students/:number/accommodations',
  operationId: 'listAccommodations',
  summary:
    'Lists the classroom accommodations of a student, voided ones too, the latest first; of a day, those that hold on it',
  tag,
  permission: 'accommodation.read',
  params: StudentParams,
  query: ContactsQuery,
  answers: { 200: contract.Accommodations },
  errors: [identityErrors.student_not_found, ...beliefErrors],
  example: { asKnownAt: '2026-09-30T18:00:00Z', asOf: '2026-10-01' },
  reads: readsOfParams,
  handle: async ({ params, query, actor, context: { db, jurisdiction } }) => {
    const knownAt = readMoment(query.asKnownAt);
    const { asOf } = query;
    return {
      items: await listAccommodationsOf(db, { actor, number: params.number, codes: jurisdiction, knownAt, asOf }),
    };
  },
});

const putRoute = route({
  method: 'PUT',
  path: '/v1/students/:number/accommodations/:id',
  operationId: 'sayAccommodation',
  summary: 'Adds an accommodation under a GUID made by the caller, or changes it as the caller saw it (If-Match)',
  tag,
  permission: 'accommodation.write',
  params: contract.AccommodationParams,
  body: contract.AccommodationStatement,
  answers: { 200: contract.Accommodation, 201: contract.Accommodation },
  errors: [...changeErrors, errors.voided],
  example: { kind: 'extra_time', effectiveOn: '2026-09-08', expiresOn: '2027-06-30', details: 'Half as long again' },
  reads: readsOfParams,
  handle: async ({ params, body, actor, context }) => {
    const act = { kind: 'identity.say-accommodation', actor, requestId: context.requestId };
    const isNew = await perform(context.register, act, (tx, begun) =>
      sayAccommodation(tx, begun, { aim: aimOf(params, context), statement: body, rules: rulesOf(context) }),
    );
    return answerWith({ params, actor, context, status: isNew ? 201 : 200 });
  },
});

const voidRoute = route({
  method: 'POST',
  path: '/v1/students/:number/accommodations/:id/void',
  operationId: 'voidAccommodation',
  summary: 'Voids an accommodation that was recorded in error, with the reason; it stays readable and can be restored',
  tag,
  permission: 'accommodation.write',
  params: contract.AccommodationParams,
  body: contract.VoidReason,
  answers: { 200: contract.Accommodation },
  errors: [...changeErrors, errors.not_found, errors.voided],
  example: { reason: 'Recorded for the wrong student' },
  reads: readsOfParams,
  handle: async ({ params, body: { reason }, actor, context }) => {
    const { register, requestId } = context;
    const act = { kind: 'identity.void-accommodation', actor, reason, requestId };
    await perform(register, act, (tx, begun) =>
      markAccommodation(tx, begun, { aim: aimOf(params, context), reason, rules: rulesOf(context) }),
    );
    return answerWith({ params, actor, context });
  },
});

const restoreRoute = route({
  method: 'POST',
  path: '/v1/students/:number/accommodations/:id/restore',
  operationId: 'restoreAccommodation',
  summary: 'Restores a voided accommodation as it was',
  tag,
  permission: 'accommodation.write',
  params: contract.AccommodationParams,
  answers: { 200: contract.Accommodation },
  errors: [...changeErrors, errors.not_found, errors.not_voided],
  reads: readsOfParams,
  handle: async ({ params, actor, context }) => {
    const { register, requestId } = context;
    const act = { kind: 'identity.restore-accommodation', actor, requestId };
    await perform(register, act, (tx, begun) =>
      markAccommodation(tx, begun, { aim: aimOf(params, context), reason: null, rules: rulesOf(context) }),
    );
    return answerWith({ params, actor, context });
  },
});

export const accommodationRoutes: readonly AnyRoute[] = [listRoute, putRoute, voidRoute, restoreRoute];

type Params = { number: Aim['studentNumber']; id: string };

function aimOf({ number, id }: Params, { ifMatch }: RouteContext): Aim {
  return { studentNumber: number, accommodationId: id, version: ifMatch };
}

function rulesOf({ jurisdiction }: RouteContext) {
  return jurisdiction.ruleContext(todayOf(new Date()));
}

type Written = { params: Params; actor: Actor; context: RouteContext; status?: 200 | 201 };

async function answerWith({ params, actor, context: { db, jurisdiction }, status = 200 }: Written) {
  const all = await listAccommodationsOf(db, { actor, number: params.number, codes: jurisdiction });
  const shown = all.find((it) => it.accommodationId === params.id);
  if (!shown) throw errors.not_found();
  return answer(shown, { status, etag: shown.version });
}
