import { queryOptions } from '@tanstack/react-query';
import type { ClassListEntry, Enrolment, EnrolmentCounts } from '#modules/enrolment/contract.ts';
import { ask } from './client.ts';

export type { ClassListEntry, Enrolment, EnrolmentCounts, EnrolmentStatus } from '#modules/enrolment/contract.ts';

const addressOfEnrolments = (number: string) => `/v1/students/${encodeURIComponent(number)}/enrolments`;

export function enrolmentsQuery(
  number: string,
  deleted: 'include' | 'leave_out' = 'leave_out',
  asKnownAt: string | null = null,
) {
  return queryOptions({
    queryKey: ['students', number, 'enrolments', deleted, asKnownAt],
    queryFn: async ({ signal }) =>
      (await ask<{ items: Enrolment[] }>(addressOfEnrolments(number), { query: { deleted, asKnownAt }, signal })).items,
  });
}

/** Deletes an enrolment, or restores it; the version that was seen must still be the newest. */
export function markEnrolment({ studentNumber, enrolmentId, version }: Enrolment, act: 'delete' | 'restore') {
  return ask<Enrolment>(`${addressOfEnrolments(studentNumber)}/${enrolmentId}/${act}`, {
    method: 'POST',
    body: {},
    version,
  });
}

/** The class list of a school in the current school year. */
export function classListQuery(school: string) {
  return queryOptions({
    queryKey: ['schools', school, 'enrolments'],
    queryFn: async ({ signal }) => {
      const query = { limit: 1000 };
      const page = await ask<{ items: ClassListEntry[]; next: string | null }>(
        `/v1/schools/${encodeURIComponent(school)}/enrolments`,
        { query, signal },
      );
      return page.items;
    },
  });
}

/** Students in all, by grade and by school, of the schools within reach, in the current school year. */
export const enrolmentCountsQuery = queryOptions({
  queryKey: ['enrolment-counts'],
  queryFn: ({ signal }) => ask<EnrolmentCounts>('/v1/enrolment-counts', { signal }),
  staleTime: 60_000,
});
