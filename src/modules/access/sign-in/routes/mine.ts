import type { RegistrationResponseJSON } from '@simplewebauthn/server';
import { answer, type RouteContext, route } from '#platform/http/route.ts';
import { Me } from '../../contract.ts';
import { errors as accessErrors } from '../../errors.ts';
import { holdOf, presentBegun, presentMe, sessionCookieOf } from '../../present.ts';
import * as contract from '../contract.ts';
import { errors } from '../errors.ts';
import { originOf } from '../request.ts';
import { canHoldPasskeys } from '../rules/origin.ts';
import { needsSecondFactor } from '../rules/second-factor.ts';
import * as mine from '../service/mine.ts';
import { credentialsOf, requirePerson } from '../service/person.ts';
import { listMyIdentities } from '../service/sign-on.ts';
import { stepUpWays } from '../service/step-up.ts';

const tag = 'My account';
const common = [errors.not_a_person, errors.second_factor_first];
const passwordRefusals = [
  errors.password_too_short,
  errors.password_too_long,
  errors.password_personal,
  errors.password_breached,
  errors.sign_in_busy,
];
const bindingOf = (context: RouteContext) => ({ origin: originOf(context), jurisdiction: context.jurisdiction });

const passwordRoutes = [
  route({
    method: 'GET',
    path: '/v1/me/credentials',
    operationId: 'getMyCredentials',
    summary: 'Says with what the person can sign in, and how they can prove again that it is they',
    tag,
    permission: 'signed-in',
    answers: { 200: contract.MyCredentials },
    errors: [errors.not_a_person],
    beforeSecondFactor: true,
    handle: async ({ actor, context }) => presentCredentials(context, requirePerson(actor, context.requestId)),
  }),
  route({
    method: 'POST',
    path: '/v1/me/password',
    operationId: 'changePassword',
    summary: 'Chooses a password, or another one; the person’s other sessions end',
    tag,
    permission: 'signed-in',
    body: contract.PasswordChange,
    answers: { 200: Me },
    errors: [...common, ...passwordRefusals, errors.proof_refused, errors.sign_in_wait, accessErrors.session_ended],
    stepUp: true,
    beforeSecondFactor: true,
    example: { current: 'the present one', password: 'four other words in a row' },
    handle: async ({ body, actor, context }) => {
      const person = requirePerson(actor, context.requestId);
      const typed = { ...body, address: context.address };
      const begun = await mine.changePassword(context.register, person, typed, context);
      return presentBegun(context, begun, { hold: holdOf(context), status: 200 });
    },
  }),
];

const totpRoutes = [
  route({
    method: 'POST',
    path: '/v1/me/totp',
    operationId: 'startTotp',
    summary: 'Begins to set up an authenticator app; it counts once its first code was shown',
    tag,
    permission: 'signed-in',
    answers: { 201: contract.TotpOffer },
    errors: [...common, errors.password_needed, errors.totp_exists],
    stepUp: true,
    beforeSecondFactor: true,
    handle: async ({ actor, context }) => mine.startTotp(context.register, requirePerson(actor, context.requestId)),
  }),
  route({
    method: 'POST',
    path: '/v1/me/totp/confirmation',
    operationId: 'confirmTotp',
    summary: 'Puts the authenticator app in force with its first code, and tells the recovery codes this once',
    tag,
    permission: 'signed-in',
    body: contract.TotpConfirmation,
    answers: { 200: contract.BegunWithCodes },
    errors: [...common, errors.totp_not_started, errors.totp_code_refused, accessErrors.session_ended],
    stepUp: true,
    beforeSecondFactor: true,
    example: { code: '123456' },
    handle: async ({ body, actor, context }) => {
      const { jurisdiction } = context;
      const person = requirePerson(actor, context.requestId);
      const { begun, recoveryCodes } = await mine.confirmTotp(context.register, person, { ...body, jurisdiction });
      const me = await presentMe(context, begun.actor);
      if (holdOf(context) === 'bearer') return { me: { ...me, token: begun.token }, recoveryCodes };
      const headers = { 'set-cookie': sessionCookieOf(context, begun.token, begun.secondsMax) };
      return answer({ me, recoveryCodes }, { headers });
    },
  }),
  route({
    method: 'DELETE',
    path: '/v1/me/totp',
    operationId: 'removeTotp',
    summary: 'Takes the authenticator app away, and the recovery codes with it',
    tag,
    permission: 'signed-in',
    answers: { 204: null },
    errors: [...common, errors.totp_not_started, errors.second_factor_kept],
    stepUp: true,
    handle: async ({ actor, context }) => {
      await mine.removeTotp(context.register, requirePerson(actor, context.requestId), context.jurisdiction);
      return answer(null, { status: 204 });
    },
  }),
  route({
    method: 'POST',
    path: '/v1/me/recovery-codes',
    operationId: 'renewRecoveryCodes',
    summary: 'Makes new recovery codes, told this once; the earlier ones are worth nothing from then on',
    tag,
    permission: 'signed-in',
    answers: { 201: contract.RecoveryCodes },
    errors: [...common, errors.totp_not_started],
    stepUp: true,
    handle: async ({ actor, context }) => {
      const person = requirePerson(actor, context.requestId);
      return { recoveryCodes: await mine.renewRecoveryCodes(context.register, person, context.jurisdiction) };
    },
  }),
];

const emptyMade = {
  id: 'AA',
  rawId: 'AA',
  type: 'public-key' as const,
  clientExtensionResults: {},
  response: { clientDataJSON: 'AA', attestationObject: 'AA' },
};

const passkeyRoutes = [
  route({
    method: 'POST',
    path: '/v1/me/passkey-options',
    operationId: 'startPasskey',
    summary: 'Says what the browser is to ask an authenticator in order to register a passkey',
    tag,
    permission: 'signed-in',
    answers: { 200: contract.PasskeyOptions },
    errors: [...common, errors.passkeys_unavailable],
    stepUp: true,
    beforeSecondFactor: true,
    handle: async ({ actor, context }) => {
      const person = requirePerson(actor, context.requestId);
      return { ...(await mine.startPasskey(context.register, person, bindingOf(context))) };
    },
  }),
  route({
    method: 'POST',
    path: '/v1/me/passkeys',
    operationId: 'addPasskey',
    summary: 'Registers a passkey',
    tag,
    permission: 'signed-in',
    body: contract.NewPasskey,
    answers: { 201: Me },
    errors: [
      ...common,
      errors.passkey_refused,
      errors.passkey_known,
      errors.passkeys_unavailable,
      accessErrors.session_ended,
    ],
    stepUp: true,
    beforeSecondFactor: true,
    example: { name: 'My laptop', response: emptyMade },
    handle: async ({ body, actor, context }) => {
      const person = requirePerson(actor, context.requestId);
      const response = body.response as RegistrationResponseJSON; // the contract's own shape, without the library's optional marks
      const begun = await mine.addPasskey(context.register, person, { ...body, response }, bindingOf(context));
      return presentBegun(context, begun, { hold: holdOf(context) });
    },
  }),
  route({
    method: 'PATCH',
    path: '/v1/me/passkeys/:passkeyId',
    operationId: 'renamePasskey',
    summary: 'Gives a passkey another name',
    tag,
    permission: 'signed-in',
    params: contract.PasskeyParams,
    body: contract.PasskeyChange,
    answers: { 204: null },
    errors: [errors.not_a_person, errors.passkey_not_found],
    example: { name: 'The grey key' },
    handle: async ({ params, body, actor, context }) => {
      const person = requirePerson(actor, context.requestId);
      await mine.renamePasskey(context.register, person, { ...params, ...body });
      return answer(null, { status: 204 });
    },
  }),
  route({
    method: 'DELETE',
    path: '/v1/me/passkeys/:passkeyId',
    operationId: 'removePasskey',
    summary: 'Takes a passkey away',
    tag,
    permission: 'signed-in',
    params: contract.PasskeyParams,
    answers: { 204: null },
    errors: [...common, errors.passkey_not_found, errors.second_factor_kept, errors.last_way_kept],
    stepUp: true,
    handle: async ({ params, actor, context }) => {
      const { jurisdiction } = context;
      const person = requirePerson(actor, context.requestId);
      await mine.removePasskey(context.register, person, { ...params, jurisdiction });
      return answer(null, { status: 204 });
    },
  }),
];

export const mineRoutes = [...passwordRoutes, ...totpRoutes, ...passkeyRoutes];

async function presentCredentials(
  context: RouteContext,
  person: Parameters<typeof credentialsOf>[1],
): Promise<contract.MyCredentials> {
  const credentials = await credentialsOf(context.register, person);
  const passkeys = await mine.listMyPasskeys(context.register, person);
  const { jurisdiction, demonstration: isDemonstration } = context;
  const { account, totp, passwordChangedAt, recoveryCodes } = credentials;
  const origin = originOf(context);
  return {
    userName: account.userName,
    passwordChangedAt: passwordChangedAt?.toISOString() ?? null,
    totpSince: totp?.confirmedAt.toISOString() ?? null,
    recoveryCodesLeft: recoveryCodes.length,
    passkeys: passkeys.map(({ passkeyId, name, isSynced, createdAt, lastUsedAt }) => ({
      passkeyId,
      name,
      isSynced,
      createdAt: createdAt.toISOString(),
      lastUsedAt: lastUsedAt?.toISOString() ?? null,
    })),
    canAddPasskeys: origin !== null && canHoldPasskeys(origin),
    needsSecondFactor: needsSecondFactor(account, jurisdiction.parameter<string[]>('access.second_factor_roles')),
    identities: (await listMyIdentities(context.register, person)).map(({ provider, linkedAt }) => ({
      provider,
      linkedAt: linkedAt.toISOString(),
    })),
    stepUpWays: stepUpWays(credentials, { isDemonstration, origin }),
  };
}
