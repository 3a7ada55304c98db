import { Readable } from 'node:stream';
import { z } from 'zod';
import type { FieldGroup } from '#kernel/field-groups.ts';
import { perform } from '#platform/act.ts';
import { type AnyRoute, answer, type RouteContext, route, streamAnswer } from '#platform/http/route.ts';
import { errors as accessErrors } from '../../errors.ts';
import { unpackGroups } from '../../ledger/rules/groups.ts';
import {
  AccessReview,
  AccessReviewDetail,
  AccessReviews,
  MatrixQuery,
  OpenSupport,
  PermissionMatrix,
  ReviewDecisions,
  StartReview,
  SupportAccess,
  SupportAccesses,
  SupportActs,
} from '../contract.ts';
import { errors } from '../errors.ts';
import { matrixLines, presentMatrix, presentReview, presentReviews, presentSupports } from '../present.ts';
import { listMatrix } from '../service/matrix.ts';
import { decideReview, getReview, listReviews, startReview } from '../service/reviews.ts';
import { endSupport, listSupport, openSupport, traceSupport } from '../service/support.ts';
import { type SupportAccess as KeptAccess, listSupportAccounts } from '../store/support.ts';

const tag = 'People';

const matrixRoute = route({
  method: 'GET',
  path: '/v1/permission-matrix',
  operationId: 'getPermissionMatrix',
  summary: 'Who can do what today within reach: people and permissions, with what nobody used for long',
  tag,
  permission: 'people.manage',
  query: MatrixQuery,
  answers: { 200: PermissionMatrix },
  errors: [accessErrors.organisation_out_of_reach],
  example: { organisation: 'S.K001' },
  handle: async ({ query, actor, context }) => {
    const { register, jurisdiction } = context;
    return presentMatrix(
      context,
      await listMatrix(register, actor, { ...query, organisation: query.organisation, jurisdiction }),
    );
  },
});

const exportMatrixRoute = route({
  method: 'GET',
  path: '/v1/permission-matrix/export',
  operationId: 'exportPermissionMatrix',
  summary: 'The permission matrix as a CSV file: x = by the base role, + = by an additional grant',
  tag,
  permission: 'people.manage',
  query: MatrixQuery,
  answers: { 200: null },
  produces: 'text/csv',
  reads: 'people who work with the register, no student among them',
  errors: [accessErrors.organisation_out_of_reach],
  example: { organisation: 'S.K001' },
  handle: async ({ query, actor, context }) => {
    const { register, jurisdiction, language } = context;
    const rows = await listMatrix(register, actor, { organisation: query.organisation, jurisdiction });
    const lines = matrixLines(await presentMatrix(context, rows), {
      language,
      unused: language === 'fr' ? 'inutilisé' : 'unused',
    });
    return streamAnswer(Readable.from(['\uFEFF', ...lines]), {
      type: 'text/csv; charset=utf-8',
      fileName: 'permissions.csv',
    });
  },
});

const OfReview = z.strictObject({ reviewId: z.uuid() });

const listReviewsRoute = route({
  method: 'GET',
  path: '/v1/access-reviews',
  operationId: 'listAccessReviews',
  summary: 'Access reviews within reach, the newest first',
  tag,
  permission: 'people.manage',
  answers: { 200: AccessReviews },
  errors: [],
  handle: async ({ actor, context }) => ({
    items: await presentReviews(context, await listReviews(context.register, actor)),
  }),
});

const startReviewRoute = route({
  method: 'POST',
  path: '/v1/access-reviews',
  operationId: 'startAccessReview',
  summary: 'Begins the confirmation of every grant of an organisation; what nobody confirms by the day ends',
  tag,
  permission: 'people.manage',
  body: StartReview,
  answers: { 201: AccessReview },
  errors: [
    accessErrors.organisation_out_of_reach,
    errors.review_day,
    errors.nothing_to_review,
    errors.review_open_already,
  ],
  example: { organisation: 'S.K001' },
  handle: async ({ body, actor, context }) => {
    const { register, jurisdiction, requestId } = context;
    const review = await perform(register, { kind: 'access.start-review', actor, requestId }, (tx, act) =>
      startReview(tx, act, { ...body, dueOn: body.dueOn, jurisdiction }),
    );
    const [shown] = await presentReviews(context, [review]);
    return answer(shown, { status: 201 });
  },
});

const getReviewRoute = route({
  method: 'GET',
  path: '/v1/access-reviews/:reviewId',
  operationId: 'getAccessReview',
  summary: 'A review with its grants and what was said of each',
  tag,
  permission: 'people.manage',
  params: OfReview,
  answers: { 200: AccessReviewDetail },
  errors: [errors.review_not_found],
  handle: async ({ params, actor, context }) =>
    presentReview(context, await getReview(context.register, actor, params.reviewId)),
});

const decideRoute = route({
  method: 'POST',
  path: '/v1/access-reviews/:reviewId/decisions',
  operationId: 'decideAccessReview',
  summary: 'Confirms or ends grants of a review, never one’s own; the last answer closes it',
  tag,
  permission: 'people.manage',
  params: OfReview,
  body: ReviewDecisions,
  answers: { 200: AccessReviewDetail },
  errors: [
    errors.review_not_found,
    errors.review_over,
    errors.not_in_review,
    errors.not_ones_own,
    errors.last_administrator,
  ],
  example: { decisions: [{ grantId: '0197a0f2-6c1e-7d33-8a55-0c1a2b3c4d5e', decision: 'confirmed' }] },
  handle: async ({ params, body, actor, context }) => {
    const { register, requestId } = context;
    const { reviewId } = params;
    await perform(register, { kind: 'access.decide-review', actor, requestId }, (tx, act) =>
      decideReview(tx, act, { reviewId, decisions: body.decisions }),
    );
    return presentReview(context, await getReview(register, actor, reviewId));
  },
});

const OfSupport = z.strictObject({ supportId: z.uuid() });

const listSupportRoute = route({
  method: 'GET',
  path: '/v1/support-accesses',
  operationId: 'listSupportAccesses',
  summary: 'Who of support was let in within reach, the newest first, and who may be',
  tag,
  permission: 'support.open',
  answers: { 200: SupportAccesses },
  errors: [],
  handle: async ({ actor, context }) => {
    const { register, jurisdiction } = context;
    return {
      items: await presentSupports(context, await listSupport(register, actor)),
      accounts: await listSupportAccounts(register),
      hoursMax: jurisdiction.parameter<number>('access.support_hours_max'),
    };
  },
});

const openSupportRoute = route({
  method: 'POST',
  path: '/v1/support-accesses',
  operationId: 'openSupportAccess',
  summary: 'Lets somebody of support in for some hours; only the organisation itself, or its authority, does that',
  tag,
  permission: 'support.open',
  body: OpenSupport,
  answers: { 201: SupportAccess },
  errors: [
    accessErrors.organisation_out_of_reach,
    accessErrors.organisation_cannot_act,
    errors.support_too_wide,
    errors.support_too_long,
    errors.support_account_unknown,
    errors.support_open_already,
    errors.not_held,
  ],
  example: {
    accountId: '01990000-0000-7000-8000-000000000009',
    organisation: 'S.K001',
    scope: 'read',
    purpose: 'A report does not add up',
    hours: 2,
  },
  handle: async ({ body, actor, context }) => {
    const { register, jurisdiction, requestId } = context;
    const act = {
      kind: 'access.open-support',
      actor,
      requestId,
      reason: body.purpose,
      organisation: body.organisation,
    };
    const opened = await perform(register, act, (tx, begun) => openSupport(tx, begun, { opening: body, jurisdiction }));
    return answer(await presentSupport(context, opened), { status: 201 });
  },
});

const endSupportRoute = route({
  method: 'POST',
  path: '/v1/support-accesses/:supportId/end',
  operationId: 'endSupportAccess',
  summary: 'Ends a support access at once',
  tag,
  permission: 'support.open',
  params: OfSupport,
  answers: { 200: SupportAccess },
  errors: [errors.support_not_found, errors.support_over],
  handle: async ({ params, actor, context }) => {
    const { register, requestId } = context;
    const ended = await perform(register, { kind: 'access.end-support', actor, requestId }, (tx, act) =>
      endSupport(tx, act, params.supportId),
    );
    return presentSupport(context, ended);
  },
});

const supportGroups: readonly FieldGroup[] = ['ledger'];

const traceRoute = route({
  method: 'GET',
  path: '/v1/support-accesses/:supportId',
  operationId: 'getSupportAccess',
  summary: 'A support access with everything that was done and read under it',
  tag,
  permission: 'support.open',
  params: OfSupport,
  answers: { 200: SupportActs },
  errors: [errors.support_not_found],
  reads: (shown: z.infer<typeof SupportActs>) =>
    shown.reads.length === 0
      ? []
      : [{ subjects: [...new Set(shown.reads.map((read) => read.studentNumber))], groups: supportGroups }],
  handle: async ({ params, actor, context }) => {
    const { access, acts, reads } = await traceSupport(context, actor, params.supportId);
    return {
      access: await presentSupport(context, access),
      acts: acts.map(({ at, ...act }) => ({ ...act, at: at.toISOString() })),
      reads: reads.map(({ at, studentNumber, fieldGroups, door }) => ({
        at: at.toISOString(),
        studentNumber,
        groups: unpackGroups(fieldGroups),
        operation: door,
      })),
    };
  },
});

async function presentSupport(context: RouteContext, access: KeptAccess) {
  const [shown] = await presentSupports(context, [access]);
  if (!shown) throw errors.support_not_found();
  return shown;
}

export const reviewRoutes: readonly AnyRoute[] = [
  matrixRoute,
  exportMatrixRoute,
  listReviewsRoute,
  startReviewRoute,
  getReviewRoute,
  decideRoute,
  listSupportRoute,
  openSupportRoute,
  endSupportRoute,
  traceRoute,
];
