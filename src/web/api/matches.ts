import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { MatchTask, MatchTaskDetail, SideBySide } from '#modules/identity/contract.ts';
import { ask } from './client.ts';

export type { MatchTask, MatchTaskDetail, SideBySide };

type Page<Item> = { items: Item[]; next: string | null };

/** Tasks of the person who decides who a submitted student is. */
export function matchTasksQuery(filter: { state?: 'open' | 'decided' }) {
  return infiniteQueryOptions({
    queryKey: ['matches', 'list', filter],
    queryFn: ({ pageParam, signal }) =>
      ask<Page<MatchTask>>('/v1/match-tasks', { query: { ...filter, cursor: pageParam, limit: 200 }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    staleTime: 15_000,
  });
}

export function matchTaskQuery(taskId: string) {
  return queryOptions({
    queryKey: ['matches', 'one', taskId],
    queryFn: ({ signal }) => ask<MatchTaskDetail>(`/v1/match-tasks/${encodeURIComponent(taskId)}`, { signal }),
  });
}

export type Decision = { decision: 'same'; number: string; note?: string } | { decision: 'new'; note?: string };

export function decideMatch(taskId: string, decision: Decision): Promise<MatchTaskDetail> {
  return ask(`/v1/match-tasks/${encodeURIComponent(taskId)}/decision`, { method: 'POST', body: decision });
}
