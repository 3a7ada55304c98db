import type { RegistrationResponseJSON } from '@simplewebauthn/server';
import { answer, type RouteContext, route } from '#platform/http/route.ts';
import { Me } from '../../contract.ts';
import { errors as accessErrors } from '../../errors.ts';
import { presentBegun, presentMe, sessionCookieOf } from '../../present.ts';
import * as contract from '../contract.ts';
import { errors } from '../errors.ts';
import { originOf, signInRequestOf } from '../request.ts';
import { canHoldPasskeys } from '../rules/origin.ts';
import * as invitations from '../service/invitations.ts';
import { unlockAccount } from '../service/lock.ts';

const tag = 'Invitations';
const bindingOf = (context: RouteContext) => ({ origin: originOf(context), jurisdiction: context.jurisdiction });

const invitingRoutes = [
  route({
    method: 'POST',
    path: '/v1/invitations',
    operationId: 'invite',
    summary: 'Makes a link by which the holder of an account sets its first secrets, or new ones after a loss',
    tag,
    permission: 'account.invite',
    body: contract.InvitationInput,
    answers: { 201: contract.InvitationMade },
    errors: [
      accessErrors.account_not_found,
      errors.account_beyond_you,
      errors.account_has_secrets,
      errors.origin_unknown,
    ],
    stepUp: true,
    example: { accountId: '01990000-0000-7000-8000-000000000004', purpose: 'reset' },
    handle: async ({ body, actor, context }) => {
      const origin = originOf(context);
      if (origin === null) throw errors.origin_unknown();
      const { jurisdiction, requestId } = context;
      const made = await invitations.invite(context.register, { ...body, actor, jurisdiction, requestId });
      const { invitationId, path, expiresAt } = made;
      return { invitationId, link: `${origin.origin}${path}`, expiresAt: expiresAt.toISOString() };
    },
  }),
  route({
    method: 'POST',
    path: '/v1/account-unlocks',
    operationId: 'unlockAccount',
    summary: 'Lets an account that was locked after wrong sign-ins try again at once',
    tag,
    permission: 'account.invite',
    body: contract.AccountUnlock,
    answers: { 204: null },
    errors: [accessErrors.account_not_found],
    stepUp: true,
    example: { accountId: '01990000-0000-7000-8000-000000000004' },
    handle: async ({ body, actor, context }) => {
      await unlockAccount(context.register, { ...body, actor, requestId: context.requestId });
      return answer(null, { status: 204 });
    },
  }),
];

const acceptingRoutes = [
  route({
    method: 'POST',
    path: '/v1/invitation-openings',
    operationId: 'openInvitation',
    summary: 'Says what an invitation is for; it stays open',
    tag,
    permission: 'public',
    body: contract.InvitationToken,
    answers: { 200: contract.Invitation },
    errors: [errors.invitation_refused],
    example: { token: 'x' },
    handle: async ({ body, context }): Promise<contract.Invitation> => {
      const { register, jurisdiction } = context;
      const { invitation, account, ...opened } = await invitations.openInvitation(register, body.token, jurisdiction);
      const origin = originOf(context);
      return {
        ...opened,
        name: account.name,
        userName: account.userName,
        purpose: invitation.purpose,
        invitedBy: invitation.createdBy,
        expiresAt: invitation.expiresAt.toISOString(),
        canHoldPasskey: origin !== null && canHoldPasskeys(origin),
        passwordLengthMin: jurisdiction.parameter<{ min: number }>('access.password_length').min,
      };
    },
  }),
  route({
    method: 'POST',
    path: '/v1/session/invitation-password',
    operationId: 'acceptWithPassword',
    summary: 'Accepts an invitation by choosing a password and setting up an authenticator app, and signs in',
    tag,
    permission: 'public',
    body: contract.InvitationPassword,
    answers: { 201: contract.BegunWithCodes },
    errors: [
      errors.invitation_refused,
      errors.invitation_code_needed,
      errors.totp_code_refused,
      errors.password_too_short,
      errors.password_too_long,
      errors.password_personal,
      errors.password_breached,
      errors.sign_in_busy,
    ],
    example: { token: 'x', password: 'four words in a row', code: '123456' },
    handle: async ({ body, actor, context }) => {
      const request = { ...signInRequestOf(context, actor), config: context.config };
      const { begun, recoveryCodes } = await invitations.acceptWithPassword(context.register, body, request);
      const me = await presentMe(context, begun.actor);
      const headers = { 'set-cookie': sessionCookieOf(context, begun.token, begun.secondsMax) };
      return answer({ me, recoveryCodes }, { status: 201, headers });
    },
  }),
  route({
    method: 'POST',
    path: '/v1/invitation-passkey-options',
    operationId: 'startPasskeyOfInvitation',
    summary: 'Says what the browser is to ask an authenticator in order to accept an invitation with a passkey',
    tag,
    permission: 'public',
    body: contract.InvitationToken,
    answers: { 200: contract.PasskeyOptions },
    errors: [errors.invitation_refused, errors.passkeys_unavailable],
    example: { token: 'x' },
    handle: async ({ body, context }) => ({
      ...(await invitations.startPasskeyOfInvitation(context.register, body.token, bindingOf(context))),
    }),
  }),
  route({
    method: 'POST',
    path: '/v1/session/invitation-passkey',
    operationId: 'acceptWithPasskey',
    summary: 'Accepts an invitation with a passkey, and signs in',
    tag,
    permission: 'public',
    body: contract.InvitationPasskey,
    answers: { 201: Me },
    errors: [errors.invitation_refused, errors.passkey_refused, errors.passkey_known, errors.passkeys_unavailable],
    example: {
      token: 'x',
      name: 'My laptop',
      response: {
        id: 'AA',
        rawId: 'AA',
        type: 'public-key',
        clientExtensionResults: {},
        response: { clientDataJSON: 'AA', attestationObject: 'AA' },
      },
    },
    handle: async ({ body, actor, context }) => {
      const request = { ...signInRequestOf(context, actor), origin: originOf(context) };
      const response = body.response as RegistrationResponseJSON; // the contract's own shape, without the library's optional marks
      const begun = await invitations.acceptWithPasskey(context.register, { ...body, response }, request);
      return presentBegun(context, begun);
    },
  }),
];

export const invitationRoutes = [...invitingRoutes, ...acceptingRoutes];
