import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { Me } from '#modules/access/contract.ts';
import type {
  BegunWithCodes,
  Invitation,
  MyCredentials,
  MySession,
  SignOnFinished,
  TotpOffer,
} from '#modules/access/sign-in/contract.ts';
import { ask } from './client.ts';
import { makePasskey, showPasskey } from './passkey.ts';

export type { Invitation, MyCredentials, MySession };
export type StepUpWay = MyCredentials['stepUpWays'][number];
type WithCodes = z.infer<typeof BegunWithCodes>;
export type Offer = z.infer<typeof TotpOffer>;

export const credentialsQuery = queryOptions({
  queryKey: ['me', 'credentials'],
  queryFn: ({ signal }) => ask<MyCredentials>('/v1/me/credentials', { signal }),
  staleTime: 10_000,
});

export const mySessionsQuery = queryOptions({
  queryKey: ['me', 'sessions'],
  queryFn: async ({ signal }) => (await ask<{ items: MySession[] }>('/v1/sessions', { signal })).items,
  staleTime: 10_000,
});

const post = <Body>(path: string, body?: object) => ask<Body>(path, { method: 'POST', ...(body ? { body } : {}) });

export type TypedSignIn = { userName: string; password: string; code?: string };

export const signInWithPassword = (typed: TypedSignIn) => post<Me>('/v1/session/password', typed);

export async function signInWithPasskey(): Promise<Me> {
  const response = await showPasskey(await post('/v1/session/passkey-options'));
  return post<Me>('/v1/session/passkey', { response });
}

type Started = { url: string };

/** Leaves for another provider; it sends the browser back to the page of returning. */
export async function goToProvider(
  purpose: 'sign_in' | 'step_up' | 'link',
  { provider, returnTo }: { provider: string; returnTo: string },
): Promise<void> {
  const doors = {
    sign_in: '/v1/session/single-sign-on-start',
    step_up: '/v1/session/step-up-sign-on',
    link: '/v1/me/identities',
  };
  const { url } = await post<Started>(doors[purpose], { provider, returnTo });
  window.location.assign(url);
}

export const comeBack = (query: string) =>
  post<z.infer<typeof SignOnFinished>>('/v1/session/single-sign-on', { query });

export type Proof =
  | { way: 'code'; code: string }
  | { way: 'password'; password: string }
  | { way: 'demonstration' }
  | { way: 'passkey' };

/** Proves again that it is the same person. */
export async function stepUp(proof: Proof): Promise<Me> {
  if (proof.way !== 'passkey') return post<Me>('/v1/session/step-up', proof);
  const response = await showPasskey(await post('/v1/session/step-up-options'));
  return post<Me>('/v1/session/step-up', { way: 'passkey', response });
}

export async function addPasskey(name: string): Promise<Me> {
  const response = await makePasskey(await post('/v1/me/passkey-options'));
  return post<Me>('/v1/me/passkeys', { name, response });
}

export const renamePasskey = (passkeyId: string, name: string) =>
  ask<null>(`/v1/me/passkeys/${passkeyId}`, { method: 'PATCH', body: { name } });
export const removePasskey = (passkeyId: string) => ask<null>(`/v1/me/passkeys/${passkeyId}`, { method: 'DELETE' });

export const changePassword = (typed: { current?: string; password: string }) => post<Me>('/v1/me/password', typed);

export const startApp = () => post<Offer>('/v1/me/totp');
export const confirmApp = (code: string) => post<WithCodes>('/v1/me/totp/confirmation', { code });
export const removeApp = () => ask<null>('/v1/me/totp', { method: 'DELETE' });
export const renewCodes = () => post<{ recoveryCodes: string[] }>('/v1/me/recovery-codes');

export const unlink = (provider: string) =>
  ask<null>(`/v1/me/identities/${encodeURIComponent(provider)}`, { method: 'DELETE' });

export const endSession = (sessionId: string) => ask<null>(`/v1/sessions/${sessionId}`, { method: 'DELETE' });
export const endSessions = () => ask<null>('/v1/sessions', { method: 'DELETE' });

/** What a link of an invitation is for. */
export function invitationQuery(token: string) {
  return queryOptions({
    queryKey: ['invitation', token],
    queryFn: () => post<Invitation>('/v1/invitation-openings', { token }),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
}

export const acceptWithPassword = (typed: { token: string; password: string; code?: string }) =>
  post<WithCodes>('/v1/session/invitation-password', typed);

export async function acceptWithPasskey(token: string, name: string): Promise<Me> {
  const response = await makePasskey(await post('/v1/invitation-passkey-options', { token }));
  return post<Me>('/v1/session/invitation-passkey', { token, name, response });
}
