import { queryOptions } from '@tanstack/react-query';
import type { Citizenship, StudentPersonal } from '#modules/identity/personal/contract.ts';
import { ask } from './client.ts';

export type { Citizenship, StudentPersonal };

const addressOfStudent = (number: string) => `/v1/students/${encodeURIComponent(number)}`;

export function personalQuery(number: string, asKnownAt: string | null = null) {
  return queryOptions({
    queryKey: ['students', number, 'personal', asKnownAt],
    queryFn: ({ signal }) =>
      ask<StudentPersonal>(`${addressOfStudent(number)}/personal`, { query: { asKnownAt }, signal }),
  });
}

/** What was seen: a change names the version that it was made from. */
export type Seen = { studentNumber: string; version: number };

export type CitizenshipChange = {
  guid: string;
  status: string;
  effectiveOn: string | null;
  documentType: string | null;
  documentExpiresOn: string | null;
  country: string | null;
  guardianId: string | null;
  guardianStatus: string | null;
  isDeleted: boolean | null;
};

/** Adds a citizenship status, takes one back or restores it, by its GUID. */
export function recordCitizenship({ studentNumber, version }: Seen, change: CitizenshipChange) {
  return ask<{ version: number }>(`${addressOfStudent(studentNumber)}/citizenships`, {
    method: 'POST',
    body: change,
    version,
    idempotencyKey: crypto.randomUUID(),
  });
}

export type FactsChange = { languageRight: string | null; languageAtHome: string | null };

/** Records the single values of a student. */
export function recordFacts({ studentNumber, version }: Seen, change: FactsChange) {
  return ask<{ version: number }>(`${addressOfStudent(studentNumber)}/personal`, {
    method: 'PATCH',
    body: change,
    version,
  });
}

export type DeathChange = { isDeceased: boolean; deceasedOn: string | null };

/** Records a death, or that it was recorded in error. */
export function recordDeath({ studentNumber, version }: Seen, change: DeathChange) {
  return ask<{ version: number }>(`${addressOfStudent(studentNumber)}/death`, {
    method: 'PATCH',
    body: change,
    version,
  });
}
