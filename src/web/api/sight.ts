import { queryOptions } from '@tanstack/react-query';
import type { StudentSight } from '#modules/identity/contract.ts';
import { ask } from './client.ts';

export type { StudentSight };

/** Why the signed-in person sees a student, how much and until when. */
export function sightQuery(number: string) {
  return queryOptions({
    queryKey: ['students', number, 'sight'],
    queryFn: ({ signal }) => ask<StudentSight>(`/v1/students/${encodeURIComponent(number)}/sight`, { signal }),
  });
}

/** Until when a look from outside would last, were it acknowledged now. */
export const externalOfferQuery = queryOptions({
  queryKey: ['external-offer'],
  queryFn: ({ signal }) => ask<{ untilOn: string }>('/v1/external-access', { signal }),
});

export function lookFromOutside(number: string, body: { birthDate: string; reason: string }): Promise<StudentSight> {
  return ask(`/v1/students/${encodeURIComponent(number)}/external-access`, { method: 'POST', body });
}
