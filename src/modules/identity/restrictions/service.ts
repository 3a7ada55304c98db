import { z } from 'zod';
import type { PlainDate } from '#kernel/dates.ts';
import { StudentNumber } from '#kernel/ids.ts';
import { readCursor, toPage } from '#kernel/page.ts';
import type { Reader } from '#platform/database/database.ts';
import { addressName } from '../rules/names.ts';
import { isActiveOn } from '../rules/validation/household.ts';
import { type Codes, wordsOfCode } from '../service/present.ts';
import { listObjects, restrictions } from '../store/objects.ts';
import { findStudents, listRestrictedNumbers } from '../store/students.ts';
import type { RestrictedStudents } from './contract.ts';

const Key = z.tuple([StudentNumber]);

/** The protected students in the reader's sight, by the numbers that carry a restriction in force, with those restrictions. */
export async function listRestrictedStudents(
  reader: Reader,
  { page, today, codes }: { page: { cursor?: string | undefined; limit: number }; today: PlainDate; codes: Codes },
): Promise<RestrictedStudents> {
  const after = readCursor(page.cursor, Key)?.[0] ?? null;
  const rows = await listRestrictedNumbers(reader, { on: today, after, limit: page.limit + 1 });
  const { items: numbers, next } = toPage(rows, page.limit, (number) => [number]);
  const students = await findStudents(reader, numbers);
  const inForce = (await listObjects(reader, restrictions, numbers)).filter((it) => isActiveOn(it, today));
  const items = numbers.flatMap((number) => {
    const student = students.get(number);
    if (!student) return [];
    const own = inForce.filter((it) => it.studentNumber === number);
    return {
      studentNumber: number,
      displayName: addressName(student),
      birthDate: student.birthDate,
      restrictions: own.map(({ kind, effectiveOn, expiresOn }) => ({
        kindWords: wordsOfCode(codes, 'disclosure_restriction', kind),
        effectiveOn,
        expiresOn,
      })),
    };
  });
  return { items, next };
}
