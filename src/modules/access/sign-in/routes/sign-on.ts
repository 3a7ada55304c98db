import { writeCookie } from '#platform/http/cookies.ts';
import { answer, type RouteContext, route } from '#platform/http/route.ts';
import { errors as accessErrors } from '../../errors.ts';
import { presentMe, sessionCookieOf } from '../../present.ts';
import * as contract from '../contract.ts';
import { errors } from '../errors.ts';
import { originOf, signInRequestOf } from '../request.ts';
import { requirePerson } from '../service/person.ts';
import { finishSignOn, type Started, startSignOn, unlink } from '../service/sign-on.ts';

const browserCookie = 'matricula_sign_on';
const startRefusals = [
  errors.provider_not_found,
  errors.provider_unavailable,
  errors.origin_unknown,
  errors.sign_on_refused,
];
const example = { provider: 'ministry', returnTo: '/work' };

function contextOf(context: RouteContext) {
  const { config, jurisdiction } = context;
  return { config, jurisdiction, origin: originOf(context) };
}

/** The address to go to, and a cookie by which the browser is known again when it comes back. */
function presentStarted({ isSecure }: RouteContext, { url, browserSecret: value, secondsMax }: Started) {
  return answer(
    { url },
    { headers: { 'set-cookie': writeCookie({ name: browserCookie, value, secondsMax, isSecure }) } },
  );
}

export const signOnRoutes = [
  route({
    method: 'POST',
    path: '/v1/session/single-sign-on-start',
    operationId: 'startSignOn',
    summary: 'Says where the browser is to go in order to sign in at another provider',
    tag: 'Session',
    permission: 'public',
    body: contract.SignOnStart,
    answers: { 200: contract.SignOnStarted },
    errors: startRefusals,
    example,
    handle: async ({ body, context }) => {
      const starting = { ...body, purpose: 'sign_in' as const, person: null };
      return presentStarted(context, await startSignOn(context.register, starting, contextOf(context)));
    },
  }),
  route({
    method: 'POST',
    path: '/v1/session/single-sign-on',
    operationId: 'finishSignOn',
    summary: 'Takes back whoever comes from another provider, once and in the browser that left',
    tag: 'Session',
    permission: 'public',
    body: contract.SignOnReturn,
    answers: { 200: contract.SignOnFinished },
    errors: [
      errors.sign_on_refused,
      errors.sign_on_unknown,
      errors.provider_not_found,
      errors.provider_unavailable,
      errors.origin_unknown,
      errors.identity_known,
      errors.proof_refused,
      errors.not_a_person,
      accessErrors.session_ended,
    ],
    example: { query: 'code=x&state=y' },
    handle: async ({ body, actor, context }) => {
      const request = { ...signInRequestOf(context, actor), ...contextOf(context) };
      const returned = { ...body, actor, browserSecret: context.cookie(browserCookie) };
      const { begun, purpose, returnTo } = await finishSignOn(context.register, returned, request);
      const me = await presentMe(context, begun.actor);
      const headers = { 'set-cookie': sessionCookieOf(context, begun.token, begun.secondsMax) };
      return answer({ me, purpose, returnTo }, { headers });
    },
  }),
  route({
    method: 'POST',
    path: '/v1/session/step-up-sign-on',
    operationId: 'startStepUpSignOn',
    summary: 'Says where the browser is to go in order to step up at another provider',
    tag: 'Session',
    permission: 'signed-in',
    body: contract.SignOnStart,
    answers: { 200: contract.SignOnStarted },
    errors: [...startRefusals, errors.not_a_person],
    beforeSecondFactor: true,
    example,
    handle: async ({ body, actor, context }) => {
      const person = requirePerson(actor, context.requestId);
      const starting = { ...body, purpose: 'step_up' as const, person };
      return presentStarted(context, await startSignOn(context.register, starting, contextOf(context)));
    },
  }),
  route({
    method: 'POST',
    path: '/v1/me/identities',
    operationId: 'startLink',
    summary: 'Says where the browser is to go in order to tie the account to a person at another provider',
    tag: 'My account',
    permission: 'signed-in',
    body: contract.SignOnStart,
    answers: { 200: contract.SignOnStarted },
    errors: [...startRefusals, errors.not_a_person, errors.second_factor_first],
    stepUp: true,
    example,
    handle: async ({ body, actor, context }) => {
      const person = requirePerson(actor, context.requestId);
      const starting = { ...body, purpose: 'link' as const, person };
      return presentStarted(context, await startSignOn(context.register, starting, contextOf(context)));
    },
  }),
  route({
    method: 'DELETE',
    path: '/v1/me/identities/:provider',
    operationId: 'unlink',
    summary: 'Unties the account from another provider',
    tag: 'My account',
    permission: 'signed-in',
    params: contract.ProviderParams,
    answers: { 204: null },
    errors: [errors.provider_not_found, errors.last_way_kept, errors.not_a_person, errors.second_factor_first],
    stepUp: true,
    handle: async ({ params, actor, context }) => {
      await unlink(context.register, requirePerson(actor, context.requestId), params.provider);
      return answer(null, { status: 204 });
    },
  }),
];
