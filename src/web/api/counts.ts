import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import type { CountDay, CountDifference, CountDifferences, CountFigures } from '#modules/enrolment/counts/contract.ts';
import { ask } from './client.ts';

export type { CountDay, CountDifference, CountFigures };

/** The count days of a school year; the current one when none is said. */
export function countDaysQuery(schoolYear: number | null) {
  return queryOptions({
    queryKey: ['counts', 'days', schoolYear],
    queryFn: async ({ signal }) =>
      (await ask<{ items: CountDay[] }>('/v1/count-days', { query: { schoolYear }, signal })).items,
  });
}

/** The figures of a count: as frozen, or as known now. */
export function countFiguresQuery({ countId, kind, schoolYear }: Pick<CountDay, 'countId' | 'kind' | 'schoolYear'>) {
  return queryOptions({
    queryKey: ['counts', 'figures', schoolYear, kind, countId],
    queryFn: ({ signal }) =>
      countId === null
        ? ask<CountFigures>('/v1/count-preview', { query: { kind, schoolYear }, signal })
        : ask<CountFigures>(`/v1/counts/${countId}`, { signal }),
  });
}

/** What changed since a count was frozen, narrowed to a reason or not. */
export function countDifferencesQuery(countId: string, reason: string | null) {
  return infiniteQueryOptions({
    queryKey: ['counts', 'differences', countId, reason],
    queryFn: ({ pageParam, signal }) =>
      ask<CountDifferences>(`/v1/counts/${countId}/differences`, {
        query: { reason, cursor: pageParam, limit: 100 },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}

/** Freezes a count as it is known now. */
export function freezeCount({ kind, schoolYear }: Pick<CountDay, 'kind' | 'schoolYear'>) {
  return ask<CountFigures>('/v1/counts', { method: 'POST', body: { kind, schoolYear } });
}

export async function afterFreeze(queries: QueryClient): Promise<void> {
  await queries.invalidateQueries({ queryKey: ['counts'] });
}
