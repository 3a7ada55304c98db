import { infiniteQueryOptions, type QueryClient } from '@tanstack/react-query';
import type { StudentContacts } from '#modules/identity/contract.ts';
import type { RestrictedStudent, RestrictedStudents } from '#modules/identity/restrictions/contract.ts';
import { ask } from './client.ts';

export type Restriction = StudentContacts['restrictions'][number];
export type { RestrictedStudent };

/** The protected students; answered only while the sealed register is open. */
export const restrictedStudentsQuery = infiniteQueryOptions({
  queryKey: ['restricted-students'],
  queryFn: ({ pageParam, signal }) =>
    ask<RestrictedStudents>('/v1/restricted-students', { query: { cursor: pageParam, limit: 50 }, signal }),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.next,
});

export type RestrictionChange = {
  guid: string;
  kind: string;
  details: string | null;
  effectiveOn: string;
  expiresOn: string | null;
  isActive: boolean;
  reason: string;
};

/** Records a restriction, or changes one by its GUID; the version that was seen must still be the newest. */
export function recordRestriction(
  { studentNumber, version }: Pick<StudentContacts, 'studentNumber' | 'version'>,
  change: RestrictionChange,
) {
  return ask<{ version: number }>(`/v1/students/${encodeURIComponent(studentNumber)}/restrictions`, {
    method: 'POST',
    body: change,
    version,
    idempotencyKey: crypto.randomUUID(),
  });
}

/** The student's pages and the list of protected students are read anew. */
export async function afterRestriction(queries: QueryClient, studentNumber: string): Promise<void> {
  await Promise.all([
    queries.invalidateQueries({ queryKey: ['students', studentNumber] }),
    queries.invalidateQueries({ queryKey: restrictedStudentsQuery.queryKey }),
  ]);
}
