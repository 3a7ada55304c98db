import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import { answer, route } from '#platform/http/route.ts';
import { Me } from '../../contract.ts';
import { errors as accessErrors } from '../../errors.ts';
import { holdOf, presentBegun, sessionCookieOf } from '../../present.ts';
import * as contract from '../contract.ts';
import { errors } from '../errors.ts';
import { originOf, signInRequestOf } from '../request.ts';
import { endSession, endSessions, listMySessions } from '../service/mine.ts';
import { askForPasskey, noUse, signInWithPasskey } from '../service/passkeys.ts';
import { signInWithPassword } from '../service/password.ts';
import { requirePerson } from '../service/person.ts';
import { type Shown, startStepUp, stepUp } from '../service/step-up.ts';

const emptyProof = {
  id: 'AA',
  rawId: 'AA',
  type: 'public-key' as const,
  clientExtensionResults: {},
  response: { clientDataJSON: 'AA', authenticatorData: 'AA', signature: 'AA' },
};

export const sessionRoutes = [
  route({
    method: 'POST',
    path: '/v1/session/password',
    operationId: 'signInWithPassword',
    summary: 'Signs in with a user name, a password, and a code where the account has an authenticator app',
    tag: 'Session',
    permission: 'public',
    body: contract.PasswordSignIn,
    answers: { 201: Me },
    errors: [errors.sign_in_refused, errors.sign_in_wait, errors.sign_in_busy],
    example: { userName: 'a.person', password: 'four words in a row', code: '123456' },
    handle: async ({ body, actor, context }) => {
      const request = { ...signInRequestOf(context, actor), address: context.address };
      return presentBegun(context, await signInWithPassword(context.register, body, request), body);
    },
  }),
  route({
    method: 'POST',
    path: '/v1/session/passkey-options',
    operationId: 'askForPasskey',
    summary:
      'Says what the browser is to ask a passkey in order to sign in; the challenge stands for minutes and serves once',
    tag: 'Session',
    permission: 'public',
    answers: { 200: contract.PasskeyOptions },
    errors: [errors.passkeys_unavailable],
    handle: async ({ context }) => {
      const binding = { origin: originOf(context), jurisdiction: context.jurisdiction };
      return { ...(await askForPasskey(context.register, { purpose: 'sign_in', ...noUse }, binding)) };
    },
  }),
  route({
    method: 'POST',
    path: '/v1/session/passkey',
    operationId: 'signInWithPasskey',
    summary: 'Signs in with the answer of a passkey, which is both factors',
    tag: 'Session',
    permission: 'public',
    body: contract.PasskeySignIn,
    answers: { 201: Me },
    errors: [errors.passkey_refused, errors.passkeys_unavailable],
    example: { response: emptyProof },
    handle: async ({ body, actor, context }) => {
      const request = { ...signInRequestOf(context, actor), origin: originOf(context) };
      const response = body.response as AuthenticationResponseJSON; // the contract's own shape, without the library's optional marks
      return presentBegun(context, await signInWithPasskey(context.register, response, request), body);
    },
  }),
  route({
    method: 'POST',
    path: '/v1/session/step-up-options',
    operationId: 'askForStepUp',
    summary: 'Says what the browser is to ask a passkey of the account in order to step up',
    tag: 'Session',
    permission: 'signed-in',
    answers: { 200: contract.PasskeyOptions },
    errors: [errors.passkeys_unavailable, errors.not_a_person],
    beforeSecondFactor: true,
    handle: async ({ actor, context }) => {
      const binding = { origin: originOf(context), jurisdiction: context.jurisdiction };
      return { ...(await startStepUp(context.register, requirePerson(actor, context.requestId), binding)) };
    },
  }),
  route({
    method: 'POST',
    path: '/v1/session/step-up',
    operationId: 'stepUp',
    summary: 'Proves again that it is the same person, before something dangerous; the session gets a new secret',
    tag: 'Session',
    permission: 'signed-in',
    body: contract.StepUp,
    answers: { 200: Me },
    errors: [
      errors.proof_refused,
      errors.passkey_refused,
      errors.passkeys_unavailable,
      errors.sign_in_refused,
      errors.sign_in_wait,
      errors.sign_in_busy,
      errors.not_a_person,
      accessErrors.session_ended,
    ],
    beforeSecondFactor: true,
    example: { way: 'code', code: '123456' },
    handle: async ({ body, actor, context }) => {
      const { jurisdiction, address, demonstration: isDemonstration, requestId } = context;
      const request = { jurisdiction, address, isDemonstration, origin: originOf(context) };
      const shown = body as Shown; // the contract's own shape, without the library's optional marks
      const begun = await stepUp(context.register, requirePerson(actor, requestId), shown, request);
      return presentBegun(context, begun, { hold: holdOf(context), status: 200 });
    },
  }),
  route({
    method: 'GET',
    path: '/v1/sessions',
    operationId: 'listMySessions',
    summary: 'Lists where the person is signed in, the last used first',
    tag: 'Session',
    permission: 'signed-in',
    answers: { 200: contract.MySessions },
    errors: [errors.not_a_person],
    handle: async ({ actor, context }) => {
      const person = requirePerson(actor, context.requestId);
      const items = (await listMySessions(context.register, person)).map((it) => ({
        sessionId: it.sessionId,
        isThis: it.sessionId === person.assurance.sessionId,
        device: it.device,
        way: it.way,
        signedInAt: it.signedInAt.toISOString(),
        lastSeenAt: it.lastSeenAt.toISOString(),
        expiresAt: it.expiresAt.toISOString(),
      }));
      return { items };
    },
  }),
  route({
    method: 'DELETE',
    path: '/v1/sessions/:sessionId',
    operationId: 'endSession',
    summary: 'Signs one of the person’s devices out, at once',
    tag: 'Session',
    permission: 'signed-in',
    params: contract.SessionParams,
    answers: { 204: null },
    errors: [errors.session_not_found, errors.not_a_person],
    handle: async ({ params, actor, context }) => {
      await endSession(context.register, requirePerson(actor, context.requestId), params.sessionId);
      return answer(null, { status: 204 });
    },
  }),
  route({
    method: 'DELETE',
    path: '/v1/sessions',
    operationId: 'endSessions',
    summary: 'Signs the person out everywhere, here too',
    tag: 'Session',
    permission: 'signed-in',
    answers: { 204: null },
    errors: [errors.not_a_person],
    beforeSecondFactor: true,
    handle: async ({ actor, context }) => {
      await endSessions(context.register, requirePerson(actor, context.requestId));
      return answer(null, { status: 204, headers: { 'set-cookie': sessionCookieOf(context, '', 0) } });
    },
  }),
];
