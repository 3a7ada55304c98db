import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type {
  Finding,
  FindingCounts,
  FindingDetail,
  MoveFates,
  MoveFinding,
  MoveFindings,
  RuleCoverageAnswer,
  RuleDetail,
  RuleEntry,
} from '#modules/validation/contract.ts';
import { ask, type QueryValues } from './client.ts';

export type { Finding, FindingCounts, FindingDetail, MoveFates, RuleDetail, RuleEntry };
export type KnownRule = RuleCoverageAnswer['items'][number];
export type FindingMove = MoveFinding['move'];

type Page<Item> = { items: Item[]; next: string | null };

/** What a list of findings is narrowed by; the names are the API's. */
export type FindingFilter = {
  state?: string;
  severity?: string;
  rule?: string;
  object?: string;
  organisation?: string;
  assignee?: string;
  due?: string;
  changed?: 'today';
  ageFrom?: number;
  ageTo?: number;
  studentNumber?: string;
  snoozed?: 'without' | 'with' | 'only';
};

export function findingsQuery(filter: FindingFilter) {
  return infiniteQueryOptions({
    queryKey: ['findings', 'list', filter],
    queryFn: ({ pageParam, signal }) =>
      ask<Page<Finding>>('/v1/findings', { query: { ...filter, limit: 200, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}

export function findingCountsQuery(filter: FindingFilter) {
  return queryOptions({
    queryKey: ['findings', 'counts', filter],
    queryFn: ({ signal }) => ask<FindingCounts>('/v1/finding-counts', { query: filter as QueryValues, signal }),
    staleTime: 30_000,
  });
}

export function findingQuery(findingId: string) {
  return queryOptions({
    queryKey: ['findings', 'one', findingId],
    queryFn: ({ signal }) => ask<FindingDetail>(`/v1/findings/${findingId}`, { signal }),
  });
}

export function moveFindings(moves: MoveFindings): Promise<MoveFates> {
  return ask('/v1/finding-moves', { method: 'POST', body: moves });
}

export const rulesQuery = queryOptions({
  queryKey: ['rules'],
  queryFn: async ({ signal }) => (await ask<{ items: RuleEntry[] }>('/v1/rules', { signal })).items,
  staleTime: 300_000,
});

export const ruleCoverageQuery = queryOptions({
  queryKey: ['rules', 'coverage'],
  queryFn: ({ signal }) => ask<RuleCoverageAnswer>('/v1/rule-coverage', { signal }),
  staleTime: 300_000,
});

export function ruleQuery(code: string) {
  return queryOptions({
    queryKey: ['rules', code],
    queryFn: ({ signal }) => ask<RuleDetail>(`/v1/rules/${encodeURIComponent(code)}`, { signal }),
    staleTime: 300_000,
  });
}
