import { z } from 'zod';
import { perform, todayOf } from '#platform/act.ts';
import { type AnyRoute, answer, type RouteContext, route } from '#platform/http/route.ts';
import { AccountId } from '../../contract.ts';
import { errors as accessErrors } from '../../errors.ts';
import { AnswerGrant, GiveGrant, Grant, RevokeGrant, WaitingGrants } from '../contract.ts';
import { errors } from '../errors.ts';
import { presentGrants } from '../present.ts';
import { answerGrant, giveGrants, listWaitingGrants, revokeGrant } from '../service/grants.ts';
import { type Grant as KeptGrant, listGrantsById } from '../store/grants.ts';
import { findPeople } from '../store/people.ts';

const tag = 'People';
const permission = 'people.manage';
const OfPerson = z.strictObject({ accountId: AccountId });
const OfGrant = z.strictObject({ grantId: z.uuid() });

/** Why a grant may be refused, wherever one is given. */
export const grantRefusals = [
  accessErrors.organisation_cannot_act,
  errors.unknown,
  errors.not_for_this_kind,
  errors.to_oneself,
  errors.to_support,
  errors.not_held,
  errors.not_by_directory,
  errors.not_addable,
  errors.begins_in_the_past,
  errors.ends_before_start,
  errors.grant_overlaps,
  errors.grant_is_dangerous,
];

const giving = {
  tag,
  permission,
  params: OfPerson,
  body: GiveGrant,
  answers: { 201: Grant },
  errors: [errors.person_not_found, accessErrors.organisation_out_of_reach, ...grantRefusals],
  idempotent: true,
} as const;

const giveRoute = route({
  ...giving,
  method: 'POST',
  path: '/v1/people/:accountId/grants',
  operationId: 'giveGrant',
  summary: 'Gives somebody a base role or an additional permission at an organisation in reach',
  example: { organisation: 'S.K001', kind: 'permission', name: 'people.manage', reason: 'Stands in for the principal' },
  handle: (input) => give(input, false),
});

const giveDangerousRoute = route({
  ...giving,
  method: 'POST',
  path: '/v1/people/:accountId/dangerous-grants',
  operationId: 'giveDangerousGrant',
  summary:
    'Gives what opens very much, after proving again that it is you; mostly a second person must agree before it works',
  stepUp: true,
  example: { organisation: 'O.1', kind: 'permission', name: 'restricted.read', reason: 'Joins the protection desk' },
  handle: (input) => give(input, true),
});

type Giving = {
  params: z.output<typeof OfPerson>;
  body: z.output<typeof GiveGrant>;
  actor: Parameters<typeof listWaitingGrants>[1];
  context: RouteContext;
};

async function give({ params, body, actor, context }: Giving, isProved: boolean) {
  const { register, jurisdiction, requestId } = context;
  const { reason, ...wish } = body;
  const [grantId] = await perform(register, { kind: 'access.give-grant', actor, requestId, reason }, (tx, act) =>
    giveGrants(tx, act, params.accountId, { wishes: [wish], reason, jurisdiction, isProved }),
  );
  return answer(await presentOne(context, await listGrantsById(register, [grantId ?? ''])), { status: 201 });
}

const listWaitingRoute = route({
  method: 'GET',
  path: '/v1/grants',
  operationId: 'listWaitingGrants',
  summary: 'Grants within reach that wait for a second person',
  tag,
  permission,
  answers: { 200: WaitingGrants },
  errors: [],
  handle: async ({ actor, context }) => {
    const waiting = await listWaitingGrants(context.register, actor, todayOf(new Date()));
    const people = await findPeople(context.register, [...new Set(waiting.map((grant) => grant.accountId))]);
    const names = new Map(people.map((person) => [person.accountId, person.name]));
    const grants = await presentGrants(context, waiting);
    return { items: grants.map((grant) => ({ grant, name: names.get(grant.accountId) ?? '' })) };
  },
});

const answerRoute = route({
  method: 'POST',
  path: '/v1/grants/:grantId/answer',
  operationId: 'answerGrant',
  summary: 'A second person agrees to a dangerous grant, or declines it',
  tag,
  permission,
  params: OfGrant,
  body: AnswerGrant,
  answers: { 200: Grant },
  errors: [errors.grant_not_found, errors.grant_not_waiting, errors.second_must_be_another, errors.not_held],
  stepUp: true,
  example: { isAccepted: true, reason: 'Spoke with her' },
  handle: async ({ params, body, actor, context }) => {
    const { register, requestId } = context;
    const grant = await perform(
      register,
      { kind: 'access.answer-grant', actor, requestId, reason: body.reason },
      (tx, act) => answerGrant(tx, act, { grantId: params.grantId, ...body }),
    );
    return presentOne(context, [grant]);
  },
});

const revokeRoute = route({
  method: 'POST',
  path: '/v1/grants/:grantId/revocation',
  operationId: 'revokeGrant',
  summary: 'Takes a grant back at once, or ends it with a day',
  tag,
  permission,
  params: OfGrant,
  body: RevokeGrant,
  answers: { 200: Grant },
  errors: [errors.grant_not_found, errors.grant_over, errors.last_administrator],
  example: { reason: 'No longer needed' },
  handle: async ({ params, body, actor, context }) => {
    const { register, requestId } = context;
    const grant = await perform(
      register,
      { kind: 'access.revoke-grant', actor, requestId, reason: body.reason },
      (tx, act) => revokeGrant(tx, act, { grantId: params.grantId, ...body }),
    );
    return presentOne(context, [grant]);
  },
});

async function presentOne(context: RouteContext, grants: readonly KeptGrant[]) {
  const [grant] = await presentGrants(context, grants);
  if (!grant) throw errors.grant_not_found();
  return grant;
}

export const grantRoutes: readonly AnyRoute[] = [
  giveRoute,
  giveDangerousRoute,
  listWaitingRoute,
  answerRoute,
  revokeRoute,
];
