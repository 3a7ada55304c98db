import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Move, MoveCount } from '#modules/access/associations/contract.ts';
import { ask } from './client.ts';

export type { Move, MoveCount };
export type MoveFilter = { state: 'live' | 'contested' | 'settled'; side: 'either' | 'away' | 'coming' };
export type StatementKind = Move['maySay'][number];

/** Moves within reach, the latest first. */
export function movesQuery(filter: MoveFilter) {
  return infiniteQueryOptions({
    queryKey: ['moves', 'list', filter],
    queryFn: ({ pageParam, signal }) =>
      ask<{ items: Move[]; next: string | null }>('/v1/moves', {
        query: { ...filter, cursor: pageParam, limit: 200 },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}

/** How many there are to look at; shows no student, so that the frame may ask it. */
export const moveCountQuery = queryOptions({
  queryKey: ['moves', 'count'],
  queryFn: ({ signal }) => ask<MoveCount>('/v1/moves/count', { signal }),
  refetchInterval: 60_000,
  staleTime: 30_000,
});

export function moveQuery(moveId: string) {
  return queryOptions({
    queryKey: ['moves', 'one', moveId],
    queryFn: ({ signal }) => ask<Move>(`/v1/moves/${encodeURIComponent(moveId)}`, { signal }),
  });
}

export function sayOfMove(moveId: string, statement: { kind: StatementKind; words?: string }): Promise<Move> {
  return ask(`/v1/moves/${encodeURIComponent(moveId)}/statements`, { method: 'POST', body: statement });
}
