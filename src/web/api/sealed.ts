import { infiniteQueryOptions, type QueryClient } from '@tanstack/react-query';
import type { SealedOpening, SealedOpenings } from '#modules/access/protection/contract.ts';
import { ask } from './client.ts';
import { sessionQuery } from './session.ts';

export type { SealedOpening, SealedOpenings };

/** The openings in sight; looked at anew often, since another person answers and every opening ends by itself. */
export const sealedQuery = infiniteQueryOptions({
  queryKey: ['sealed-openings'],
  queryFn: ({ pageParam, signal }) =>
    ask<SealedOpenings>('/v1/sealed-openings', { query: { cursor: pageParam }, signal }),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.next,
  select: ({ pages: [first, ...rest] }) =>
    first ? { ...first, items: [first, ...rest].flatMap(({ items }) => items) } : undefined,
  refetchInterval: 15_000,
});

export function askForOpening(body: { reason: string; breakGlass: boolean }): Promise<SealedOpening> {
  return ask('/v1/sealed-openings', { method: 'POST', body });
}

export function decideOpening(openingId: string, body: { letIn: boolean; note?: string }): Promise<SealedOpening> {
  return ask(`/v1/sealed-openings/${openingId}/decision`, { method: 'POST', body });
}

export function endOpening(openingId: string): Promise<SealedOpening> {
  return ask(`/v1/sealed-openings/${openingId}/end`, { method: 'POST' });
}

export type Review = { outcome: 'justified' | 'not_justified'; note: string };

export function reviewOpening(openingId: string, body: Review): Promise<SealedOpening> {
  return ask(`/v1/sealed-openings/${openingId}/review`, { method: 'POST', body });
}

/** Asks anew whether the register is open to whoever is signed in. */
export async function askAgain(queries: QueryClient): Promise<void> {
  await Promise.all([
    queries.invalidateQueries({ queryKey: sessionQuery.queryKey }),
    queries.invalidateQueries({ queryKey: sealedQuery.queryKey }),
  ]);
}

/**
 * After the register opened or closed: what was read before is forgotten, what stands on the page is read anew, and what cannot be read
 * any more is emptied.
 */
export async function forgetWhatWasRead(queries: QueryClient): Promise<void> {
  queries.removeQueries({ type: 'inactive' });
  await queries.invalidateQueries();
  await queries.resetQueries({ predicate: ({ state }) => state.status === 'error' && state.data !== undefined });
}
