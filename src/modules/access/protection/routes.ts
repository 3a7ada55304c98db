import { perform } from '#platform/act.ts';
import { type AnyRoute, answer, route } from '#platform/http/route.ts';
import * as contract from './contract.ts';
import { protectionErrors as errors } from './errors.ts';
import {
  askForOpening,
  decideOpening,
  endOpening,
  getOpening,
  listSealedOpenings,
  reviewOpening,
} from './service/openings.ts';

const tag = 'Sealed register';

const listRoute = route({
  method: 'GET',
  path: '/v1/sealed-openings',
  operationId: 'listSealedOpenings',
  summary: 'Lists the openings of the sealed register: one’s own, and everybody’s for those who let in and review',
  tag,
  permission: 'sealed.open',
  query: contract.OpeningListQuery,
  answers: { 200: contract.SealedOpenings },
  errors: [],
  example: { limit: 50 },
  handle: ({ query, actor, context: { register, jurisdiction } }) =>
    listSealedOpenings(register, actor, { query, jurisdiction }),
});

const askRoute = route({
  method: 'POST',
  path: '/v1/sealed-openings',
  operationId: 'askForSealedOpening',
  summary: 'Asks to see protected students for a time, with a reason; or breaks the glass, which raises an alarm',
  tag,
  permission: 'sealed.open',
  stepUp: true,
  body: contract.OpeningRequest,
  answers: { 201: contract.SealedOpening },
  errors: [errors.opening_standing],
  example: { reason: 'The school of a protected child asks for help with a move', breakGlass: false },
  handle: async ({ body, actor, context: { register, jurisdiction, requestId } }) => {
    const kind = body.breakGlass ? 'access.break-glass' : 'access.ask-sealed';
    const opened = await perform(register, { kind, actor, reason: body.reason, requestId }, async (tx, act) =>
      getOpening(tx, actor, await askForOpening(tx, act, { ...body, jurisdiction })),
    );
    return answer(opened, { status: 201 });
  },
});

const shared = {
  method: 'POST',
  tag,
  params: contract.OpeningParams,
  answers: { 200: contract.SealedOpening },
} as const;

const decideRoute = route({
  ...shared,
  path: '/v1/sealed-openings/:openingId/decision',
  operationId: 'decideSealedOpening',
  summary: 'Lets somebody into the sealed register, or refuses; never the person who asked',
  permission: 'sealed.approve',
  stepUp: true,
  body: contract.OpeningDecision,
  errors: [errors.opening_not_found, errors.opening_not_possible, errors.opening_lapsed, errors.second_person_needed],
  example: { letIn: true },
  handle: ({ params: { openingId }, body, actor, context: { register, requestId } }) =>
    perform(
      register,
      { kind: 'access.decide-sealed', actor, reason: body.note ?? null, requestId },
      async (tx, act) => {
        await decideOpening(tx, act, { openingId, letIn: body.letIn, note: body.note ?? null });
        return getOpening(tx, actor, openingId);
      },
    ),
});

const endRoute = route({
  ...shared,
  path: '/v1/sealed-openings/:openingId/end',
  operationId: 'endSealedOpening',
  summary: 'Ends an opening before its time, or takes back what was asked for',
  permission: 'sealed.open',
  errors: [errors.opening_not_found, errors.opening_not_possible, errors.opening_lapsed],
  handle: ({ params: { openingId }, actor, context: { register, requestId } }) =>
    perform(register, { kind: 'access.end-sealed', actor, requestId }, async (tx, act) => {
      await endOpening(tx, act, openingId);
      return getOpening(tx, actor, openingId);
    }),
});

const reviewRoute = route({
  ...shared,
  path: '/v1/sealed-openings/:openingId/review',
  operationId: 'reviewSealedOpening',
  summary: 'Says of a broken glass whether it was justified; never the person who broke it',
  permission: 'sealed.approve',
  body: contract.OpeningReview,
  errors: [errors.opening_not_found, errors.opening_not_possible, errors.second_person_needed],
  example: { outcome: 'justified', note: 'The police had called, nobody else was in the office' },
  handle: ({ params: { openingId }, body, actor, context: { register, requestId } }) =>
    perform(register, { kind: 'access.review-sealed', actor, reason: body.note, requestId }, async (tx, act) => {
      await reviewOpening(tx, act, { openingId, ...body });
      return getOpening(tx, actor, openingId);
    }),
});

export const protectionRoutes: readonly AnyRoute[] = [listRoute, askRoute, decideRoute, endRoute, reviewRoute];
