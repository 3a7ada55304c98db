import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import type { Accommodation } from '#modules/identity/accommodations/contract.ts';
import type { Note, NoteAudience, Notes } from '#modules/identity/notes/contract.ts';
import { ask } from './client.ts';

export type { Accommodation, Note, NoteAudience };

const addressOf = (number: string, what: 'accommodations' | 'notes') =>
  `/v1/students/${encodeURIComponent(number)}/${what}`;

/** The classroom accommodations of a student, voided ones too. */
export function accommodationsQuery(number: string, asKnownAt: string | null) {
  return queryOptions({
    queryKey: ['students', number, 'accommodations', asKnownAt],
    queryFn: async ({ signal }) => {
      const query = { asKnownAt };
      return (await ask<{ items: Accommodation[] }>(addressOf(number, 'accommodations'), { query, signal })).items;
    },
  });
}

export type AccommodationSaid = {
  id: string;
  version: number | null;
  kind: string;
  schoolCode?: string;
  effectiveOn: string;
  expiresOn: string | null;
  details: string | null;
  approvedBy: string | null;
  approvedOn: string | null;
};

/** Records an accommodation, or changes one as it was seen. */
export function sayAccommodation(number: string, { id, version, ...body }: AccommodationSaid) {
  return ask<Accommodation>(`${addressOf(number, 'accommodations')}/${id}`, { method: 'PUT', body, version });
}

/** Voids an accommodation with the reason, or restores it (null). */
export function markAccommodation(it: Accommodation, reason: string | null) {
  const path = `${addressOf(it.studentNumber, 'accommodations')}/${it.accommodationId}/${reason === null ? 'restore' : 'void'}`;
  const body = reason === null ? {} : { body: { reason } };
  return ask<Accommodation>(path, { method: 'POST', ...body, version: it.version });
}

/** The notes about a student that are for the reader, or those that hold some letters. */
export function notesQuery(number: string, text: string, asKnownAt: string | null) {
  return infiniteQueryOptions({
    queryKey: ['students', number, 'notes', text, asKnownAt],
    queryFn: ({ pageParam, signal }) => {
      const query = { cursor: pageParam, limit: 50, text: text || null, asKnownAt };
      return ask<Notes>(addressOf(number, 'notes'), { query, signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}

export type NoteSaid = { kind: string; audience: NoteAudience; text: string };

/** Writes a note; `key` makes sure that one sent twice is written once. */
export function writeNote(number: string, body: NoteSaid, key: string) {
  return ask<Note>(addressOf(number, 'notes'), { method: 'POST', body, idempotencyKey: key });
}

/** Corrects a note by a following one. */
export function correctNote({ studentNumber, noteId }: Note, text: string, key: string) {
  const path = `${addressOf(studentNumber, 'notes')}/${noteId}/correct`;
  return ask<Note>(path, { method: 'POST', body: { text }, idempotencyKey: key });
}

export function voidNote({ studentNumber, noteId }: Note, reason: string) {
  return ask<Note>(`${addressOf(studentNumber, 'notes')}/${noteId}/void`, { method: 'POST', body: { reason } });
}

export async function afterSupport(queries: QueryClient, number: string): Promise<void> {
  await queries.invalidateQueries({ queryKey: ['students', number] });
}
