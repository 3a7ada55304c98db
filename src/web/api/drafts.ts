import { type QueryClient, queryOptions } from '@tanstack/react-query';
import type { Enrolment, EnrolmentStatement } from '#modules/enrolment/contract.ts';
import type { DraftGrounds, EnrolmentParameters } from '#modules/enrolment/drafts/contract.ts';
import { ask } from './client.ts';

export type { EnrolmentStatement };

const addressOf = (number: string) => `/v1/students/${encodeURIComponent(number)}`;

/** What is asked about: the places of a draft. */
export type Asked = { school: string | null; schoolYear: number; residentBoard: string | null };

/** What rules know besides a draft. */
export function groundsQuery(number: string, asked: Asked) {
  return queryOptions({
    queryKey: ['students', number, 'enrolment-grounds', asked],
    queryFn: ({ signal }) =>
      ask<DraftGrounds>(`${addressOf(number)}/enrolment-grounds`, { query: { ...asked }, signal }),
    staleTime: 30_000,
  });
}

/** The parameters by which enrolments are judged; asked once. */
export const enrolmentParametersQuery = queryOptions({
  queryKey: ['enrolment-parameters'],
  queryFn: ({ signal }) => ask<EnrolmentParameters>('/v1/enrolment-parameters', { signal }),
  staleTime: Number.POSITIVE_INFINITY,
});

/** One enrolment, deleted or not. */
export function enrolmentQuery(number: string, id: string) {
  return queryOptions({
    queryKey: ['students', number, 'enrolment', id],
    queryFn: ({ signal }) => ask<Enrolment>(`${addressOf(number)}/enrolments/${encodeURIComponent(id)}`, { signal }),
  });
}

/** Which enrolment, and the version that was seen; null for a new one. */
export type Aim = { number: string; id: string; version: number | null };

/** Adds an enrolment, or changes it as it was seen. */
export function submitEnrolment({ number, id, version }: Aim, statement: EnrolmentStatement): Promise<Enrolment> {
  return ask(`${addressOf(number)}/enrolments/${id}`, { method: 'PUT', body: statement, version });
}

/** What an enrolment touches is read anew. */
export function afterEnrolment(queries: QueryClient, number: string): void {
  void queries.invalidateQueries({ queryKey: ['students', number] });
  void queries.invalidateQueries({ queryKey: ['findings'] });
  void queries.invalidateQueries({ queryKey: ['schools'] });
  void queries.invalidateQueries({ queryKey: ['enrolment-counts'] });
}
