import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { Me } from '#modules/access/contract.ts';
import type {
  AccessReview,
  AccessReviewDetail,
  Departure,
  Grant,
  OpenedPerson,
  OpenPerson,
  PermissionMatrix,
  Person,
  PersonDetail,
  SupportAccess,
  SupportAccesses,
  SupportActs,
  WaitingGrants,
} from '#modules/access/people/contract.ts';
import { ask } from './client.ts';

export type { AccessReview, AccessReviewDetail, Grant, PermissionMatrix, Person, PersonDetail, SupportAccess };
export type Opened = z.infer<typeof OpenedPerson>;
export type Opening = z.input<typeof OpenPerson>;
type Waiting = z.infer<typeof WaitingGrants>;
type Page<Item> = { items: Item[]; next: string | null };

export const peopleKey = ['people'] as const;

export function peopleQuery(state: string) {
  return infiniteQueryOptions({
    queryKey: [...peopleKey, 'list', state],
    queryFn: ({ pageParam, signal }) =>
      ask<Page<Person>>('/v1/people', { query: { state, limit: 500, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}

export function personQuery(accountId: string) {
  return queryOptions({
    queryKey: [...peopleKey, 'one', accountId],
    queryFn: ({ signal }) => ask<PersonDetail>(`/v1/people/${encodeURIComponent(accountId)}`, { signal }),
  });
}

export const waitingGrantsQuery = queryOptions({
  queryKey: [...peopleKey, 'waiting'],
  queryFn: async ({ signal }) => (await ask<Waiting>('/v1/grants', { signal })).items,
});

export function openPerson(body: Opening): Promise<Opened> {
  return ask('/v1/people', { method: 'POST', body, idempotencyKey: crypto.randomUUID() });
}

export type Giving = { organisation: string; kind: Grant['kind']; name: string; endsOn?: string; reason: string };

/** Gives a grant; what is dangerous goes its own way, which asks for a proof. */
export function giveGrant(accountId: string, body: Giving, isDangerous: boolean): Promise<Grant> {
  const way = isDangerous ? 'dangerous-grants' : 'grants';
  return ask(`/v1/people/${accountId}/${way}`, { method: 'POST', body, idempotencyKey: crypto.randomUUID() });
}

export function answerGrant(grantId: string, body: { isAccepted: boolean; reason: string }): Promise<Grant> {
  return ask(`/v1/grants/${grantId}/answer`, { method: 'POST', body });
}

export function revokeGrant(grantId: string, reason: string): Promise<Grant> {
  return ask(`/v1/grants/${grantId}/revocation`, { method: 'POST', body: { reason } });
}

export type Moving = { from: string; to: string; role: string; added: string[]; on: string; reason: string };

/** Ends what is held at one organisation the day before, and begins what is given at another. */
export function movePerson(accountId: string, body: Moving): Promise<PersonDetail> {
  return ask(`/v1/people/${accountId}/moves`, { method: 'POST', body });
}

export function endPerson(accountId: string, reason: string): Promise<z.infer<typeof Departure>> {
  return ask(`/v1/people/${accountId}/departure`, { method: 'POST', body: { reason } });
}

export function suspendPerson(accountId: string, reason: string): Promise<PersonDetail> {
  return ask(`/v1/people/${accountId}/suspension`, { method: 'POST', body: { reason } });
}

export function reinstatePerson(accountId: string, reason: string): Promise<PersonDetail> {
  return ask(`/v1/people/${accountId}/reinstatement`, { method: 'POST', body: { reason } });
}

export function chooseOrganisation(organisation: string): Promise<Me> {
  return ask('/v1/session/organisation', { method: 'PUT', body: { organisation } });
}

export const matrixQuery = queryOptions({
  queryKey: [...peopleKey, 'matrix'],
  queryFn: ({ signal }) => ask<PermissionMatrix>('/v1/permission-matrix', { signal }),
});

export const reviewsQuery = queryOptions({
  queryKey: ['access-reviews'],
  queryFn: async ({ signal }) => (await ask<{ items: AccessReview[] }>('/v1/access-reviews', { signal })).items,
});

export function reviewQuery(reviewId: string) {
  return queryOptions({
    queryKey: ['access-reviews', reviewId],
    queryFn: ({ signal }) => ask<AccessReviewDetail>(`/v1/access-reviews/${encodeURIComponent(reviewId)}`, { signal }),
  });
}

export function startReview(organisation: string): Promise<AccessReview> {
  return ask('/v1/access-reviews', { method: 'POST', body: { organisation } });
}

export function decideReview(
  reviewId: string,
  decisions: { grantId: string; decision: 'confirmed' | 'ended' }[],
): Promise<AccessReviewDetail> {
  return ask(`/v1/access-reviews/${reviewId}/decisions`, { method: 'POST', body: { decisions } });
}

export const supportQuery = queryOptions({
  queryKey: ['support'],
  queryFn: ({ signal }) => ask<z.infer<typeof SupportAccesses>>('/v1/support-accesses', { signal }),
});

export function supportActsQuery(supportId: string) {
  return queryOptions({
    queryKey: ['support', supportId],
    queryFn: ({ signal }) => ask<z.infer<typeof SupportActs>>(`/v1/support-accesses/${supportId}`, { signal }),
  });
}

export type SupportOpening = {
  accountId: string;
  organisation: string;
  scope: 'read' | 'write';
  purpose: string;
  hours: number;
};

export function openSupport(body: SupportOpening): Promise<SupportAccess> {
  return ask('/v1/support-accesses', { method: 'POST', body });
}

export function endSupport(supportId: string): Promise<SupportAccess> {
  return ask(`/v1/support-accesses/${supportId}/end`, { method: 'POST' });
}

/** The organisations for which the signed-in person may grant: an authority's schools and itself, or all. */
export function organisationsWithinQuery({ reach, organisation }: Pick<Me, 'reach' | 'organisation'>) {
  const query = reach === 'authority' ? { authority: organisation.code, limit: 1000 } : { limit: 1000 };
  return queryOptions({
    queryKey: ['organisations', 'within', organisation.code],
    queryFn: async ({ signal }) =>
      (
        await ask<Page<{ code: string; name: string; nameFr: string | null; kind: string }>>('/v1/organisations', {
          query,
          signal,
        })
      ).items,
    staleTime: 300_000,
  });
}
