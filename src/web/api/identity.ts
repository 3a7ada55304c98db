import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type {
  FoundStudent,
  StudentAct,
  StudentContacts,
  StudentHeader,
  StudentIdentity,
} from '#modules/identity/contract.ts';
import { addressOf, ask } from './client.ts';

export type { IdentificationRecord, StudentName } from '#modules/identity/contract.ts';
export type { FoundStudent, StudentAct, StudentContacts, StudentHeader, StudentIdentity };

type SearchAnswer = { students: FoundStudent[]; isComplete: boolean };

/** Students whose number, names or birth date begin as typed, best first. */
export function searchQuery(text: string, limit = 20) {
  return queryOptions({
    queryKey: ['students', 'search', text, limit],
    queryFn: ({ signal }) => ask<SearchAnswer>('/v1/students', { query: { q: text, limit }, signal }),
    staleTime: 30_000,
  });
}

const addressOfStudent = (number: string) => `/v1/students/${encodeURIComponent(number)}`;

/** What is current of a student; at a moment, what was known then to be. */
export function studentQuery(number: string, asKnownAt: string | null = null) {
  return queryOptions({
    queryKey: ['students', number, 'header', asKnownAt],
    queryFn: ({ signal }) => ask<StudentHeader>(addressOfStudent(number), { query: { asKnownAt }, signal }),
  });
}

export function identityQuery(number: string, asKnownAt: string | null = null) {
  return queryOptions({
    queryKey: ['students', number, 'identity', asKnownAt],
    queryFn: ({ signal }) =>
      ask<StudentIdentity>(`${addressOfStudent(number)}/identity`, { query: { asKnownAt }, signal }),
  });
}

export function contactsQuery(number: string, asKnownAt: string | null = null) {
  return queryOptions({
    queryKey: ['students', number, 'contacts', asKnownAt],
    queryFn: ({ signal }) =>
      ask<StudentContacts>(`${addressOfStudent(number)}/contacts`, { query: { asKnownAt }, signal }),
  });
}

export function historyQuery(number: string) {
  return infiniteQueryOptions({
    queryKey: ['students', number, 'history'],
    queryFn: ({ pageParam, signal }) =>
      ask<{ items: StudentAct[]; next: string | null }>(`${addressOfStudent(number)}/history`, {
        query: { cursor: pageParam, limit: 50 },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}

type DocumentTyped = Record<
  | 'documentType'
  | 'documentNumberLast4'
  | 'issuedOn'
  | 'familyName'
  | 'givenName'
  | 'middleName'
  | 'suffix'
  | 'birthDate'
  | 'gender',
  string
>;

/** Adds a document under a GUID made here; the version that was seen must still be the newest. */
export function addDocument({ studentNumber, version }: StudentHeader, typed: DocumentTyped) {
  const stated = Object.entries(typed).map(([name, text]) => [name, text.trim() === '' ? null : text.trim()]);
  return ask<{ version: number }>(`${addressOfStudent(studentNumber)}/identification-records`, {
    method: 'POST',
    body: { guid: crypto.randomUUID(), ...Object.fromEntries(stated) },
    version,
    idempotencyKey: crypto.randomUUID(),
  });
}

/** The student's record as a printed sheet; at a moment, as it was known then. */
export function recordSheetAddress(number: string, language: string, asKnownAt: string | null): string {
  return addressOf(`${addressOfStudent(number)}/record.pdf`, { lang: language, asKnownAt });
}
