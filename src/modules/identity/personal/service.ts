import type { PlainDate } from '#kernel/dates.ts';
import type { StudentNumber } from '#kernel/ids.ts';
import type { Words } from '#kernel/words.ts';
import type { Actor } from '#platform/actor.ts';
import type { Reader } from '#platform/database/database.ts';
import { citizenshipOn, latestFirst } from '../rules/citizenship.ts';
import type { KeptCitizenship } from '../rules/kept.ts';
import { type Codes, wordsOfCode } from '../service/present.ts';
import { seeThen } from '../service/see.ts';
import { citizenships, guardians, listObjects } from '../store/objects.ts';
import type { Citizenship, StudentPersonal } from './contract.ts';

type Asking = { actor: Actor; number: StudentNumber; codes: Codes; today: PlainDate; knownAt?: Date | null };

/** What is personal of a student besides name and contacts: the citizenship with its history. */
export async function getPersonal(
  reader: Reader,
  { actor, number, codes, today, knownAt = null }: Asking,
): Promise<StudentPersonal> {
  const { student } = await seeThen(reader, { actor, number, knownAt });
  const statuses = await listObjects(reader, citizenships, [number], knownAt);
  const adults = await listObjects(reader, guardians, [number], knownAt);
  const current = citizenshipOn(statuses, today);
  return {
    studentNumber: number,
    version: student.version,
    citizenships: latestFirst(statuses).map((it) => presentCitizenship(it, it === current, codes)),
    guardians: adults.map(({ guardianId, givenName, familyName }) => ({
      guardianId,
      name: [givenName, familyName].filter(Boolean).join(' '),
    })),
  };
}

function presentCitizenship(
  { studentNumber: _number, ...it }: KeptCitizenship,
  isCurrent: boolean,
  codes: Codes,
): Citizenship {
  const named = (className: string, code: string | null): Words | null =>
    code === null ? null : wordsOfCode(codes, className, code);
  return {
    ...it,
    isCurrent,
    statusWords: wordsOfCode(codes, 'citizenship_status', it.status),
    documentTypeWords: named('document_type', it.documentType),
    countryWords: named('country', it.country),
    guardianStatusWords: named('citizenship_status', it.guardianStatus),
  };
}
