import { type QueryClient, queryOptions } from '@tanstack/react-query';
import type { HomeRegistration } from '#modules/enrolment/home/contract.ts';
import { ask } from './client.ts';

export type { HomeRegistration };

const addressOf = (number: string) => `/v1/students/${encodeURIComponent(number)}/home-education`;

/** The registrations of a student for unsupervised home education, deleted ones too. */
export function homeRegistrationsQuery(number: string, asKnownAt: string | null = null) {
  return queryOptions({
    queryKey: ['students', number, 'home-education', asKnownAt],
    queryFn: async ({ signal }) =>
      (await ask<{ items: HomeRegistration[] }>(addressOf(number), { query: { asKnownAt }, signal })).items,
  });
}

export type HomeSaid = {
  id: string;
  version: number | null;
  schoolYear: number;
  authorityCode: string | null;
  startOn: string;
  exitOn: string;
  exitType: string;
};

/** Registers, or changes a registration as it was seen. */
export function sayHomeRegistration(number: string, { id, version, ...body }: HomeSaid) {
  return ask<HomeRegistration>(`${addressOf(number)}/${id}`, { method: 'PUT', body, version });
}

/** Deletes a registration, or restores it; the version that was seen must still be the newest. */
export function markHomeRegistration(it: HomeRegistration, act: 'delete' | 'restore') {
  const path = `${addressOf(it.studentNumber)}/${it.registrationId}/${act}`;
  return ask<HomeRegistration>(path, { method: 'POST', body: {}, version: it.version });
}

export async function afterHomeRegistration(queries: QueryClient, number: string): Promise<void> {
  await queries.invalidateQueries({ queryKey: ['students', number] });
}
