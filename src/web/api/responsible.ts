import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import type {
  ResponsibleStudent,
  Transition,
  TransitionList,
  TransitionStatement,
} from '#modules/enrolment/responsible/contract.ts';
import { ask } from './client.ts';

export type { ResponsibleStudent, Transition, TransitionStatement };

const addressOf = (number: string) => `/v1/students/${encodeURIComponent(number)}/responsible-schools`;

/** The transitions of the responsible school, deleted ones too, and the one that holds today. */
export function transitionsQuery(number: string, asKnownAt: string | null = null) {
  const query = { deleted: 'include', asKnownAt };
  return queryOptions({
    queryKey: ['students', number, 'responsible-schools', asKnownAt],
    queryFn: ({ signal }) => ask<TransitionList>(addressOf(number), { query, signal }),
  });
}

export type Said = TransitionStatement & { id: string; version: number | null };

/** Records a transition, or changes one as it was seen. */
export function sayTransition(number: string, { id, version, ...statement }: Said) {
  return ask<Transition>(`${addressOf(number)}/${id}`, { method: 'PUT', body: statement, version });
}

/** Deletes a transition, or restores it; the version that was seen must still be the newest. */
export function markTransition({ studentNumber, transitionId, version }: Transition, act: 'delete' | 'restore') {
  const path = `${addressOf(studentNumber)}/${transitionId}/${act}`;
  return ask<Transition>(path, { method: 'POST', body: {}, version });
}

/** What a transition touches is read anew: the student's own pages, and the lists by responsible school. */
export async function afterTransition(queries: QueryClient, number: string): Promise<void> {
  await Promise.all([
    queries.invalidateQueries({ queryKey: ['students', number] }),
    queries.invalidateQueries({ queryKey: ['responsible-students'] }),
  ]);
}

/** The students for whom a school, or any school of an authority, answers today. */
export function responsibleStudentsQuery(organisation: string) {
  return infiniteQueryOptions({
    queryKey: ['responsible-students', organisation],
    queryFn: ({ pageParam, signal }) =>
      ask<{ items: ResponsibleStudent[]; next: string | null }>(
        `/v1/organisations/${encodeURIComponent(organisation)}/responsible-students`,
        { query: { cursor: pageParam, limit: 200 }, signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}
