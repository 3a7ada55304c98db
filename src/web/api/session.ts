import { queryOptions } from '@tanstack/react-query';
import type { Language } from '#kernel/words.ts';
import type { Account, Me, SignIns } from '#modules/access/contract.ts';
import { ask } from './client.ts';

export type { Account, Me, SignIns } from '#modules/access/contract.ts';

/** Who is signed in; asked once and kept until sign-out. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: () => ask<Me>('/v1/session'),
  staleTime: Number.POSITIVE_INFINITY,
  retry: false,
});

/** Where it is noted that the session has ended while a page stood open. */
export const expiryKey = ['session-ended'] as const;

export const signInsQuery = queryOptions({
  queryKey: ['sign-ins'],
  queryFn: () => ask<SignIns>('/v1/sign-ins'),
  staleTime: 60_000,
});

export function signIn(accountId: string): Promise<Me> {
  return ask('/v1/session', { method: 'POST', body: { accountId } });
}

export function signOut(): Promise<null> {
  return ask('/v1/session', { method: 'DELETE' });
}

export function chooseLanguage(language: Language): Promise<Me> {
  return ask('/v1/session', { method: 'PATCH', body: { language } });
}

/** Accounts within reach, to give work to. */
export const accountsQuery = queryOptions({
  queryKey: ['accounts'],
  queryFn: async ({ signal }) => (await ask<{ items: Account[] }>('/v1/accounts', { signal })).items,
  staleTime: 300_000,
});
