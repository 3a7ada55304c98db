import { randomInt, randomUUID } from 'node:crypto';
import type { Decoy } from '#modules/access/index.ts';
import { digestPerson } from '#modules/identity/index.ts';
import type { Reader } from '#platform/database/database.ts';
import type { ColumnName } from '../rules/catalogue.ts';
import { type ExportRow, findRealPeople } from '../store/rows.ts';

/** What a decoy takes over from a real row: nothing that leads to a family. */
const borrowed: readonly ColumnName[] = [
  'gender',
  'school_code',
  'school_name',
  'school_year',
  'grade',
  'start_on',
  'programming_type',
];

export type Invented = { row: ExportRow; decoy: Omit<Decoy, 'exportId' | 'receiverName'> };

type Person = { familyName: string; givenName: string; birthDate: string };

/** The names and birth date of a row, read beside the columns that were asked for. */
export type NamedRow = { row: ExportRow; person: Person };

const drawsEach = 20;

/**
 * Invents people who could be in a list: a family name of one, a given name of another, a school and grade of a third, a birth date near
 * that one's. Nobody on the register has the name with the birth date. Fewer than asked for where chance finds no more.
 */
export async function inventPeople(
  reader: Reader,
  rows: readonly NamedRow[],
  numbers: readonly string[],
): Promise<Invented[]> {
  const drawn = numbers.flatMap(() => Array.from({ length: drawsEach }, () => draw(rows)));
  const real = await findRealPeople(
    reader,
    drawn.map(({ person }) => person),
  );
  const taken = new Set<string>();
  const free = drawn.filter(({ person }) => {
    const key = keyOf(person);
    if (
      real.has(key) ||
      taken.has(key) ||
      digestPerson([person.familyName, person.givenName], person.birthDate) === null
    )
      return false;
    taken.add(key);
    return true;
  });
  return numbers.flatMap((studentNumber, place) => {
    const found = free[place];
    return found ? [toInvented(studentNumber, found)] : [];
  });
}

function keyOf({ familyName, givenName, birthDate }: Person): string {
  return `${familyName}|${givenName}|${birthDate}`;
}

function draw(rows: readonly NamedRow[]): { person: Person; template: ExportRow } {
  const any = (): NamedRow => {
    const found = rows[randomInt(rows.length)];
    if (!found) throw new Error('an export without rows');
    return found;
  };
  const [family, given, like] = [any(), any(), any()];
  return {
    person: {
      familyName: family.person.familyName,
      givenName: given.person.givenName,
      birthDate: nearby(like.person.birthDate),
    },
    template: like.row,
  };
}

/** Another day of the same year, so that the grade still fits. */
function nearby(day: string): string {
  const start = Date.UTC(Number(day.slice(0, 4)), 0, 1);
  return new Date(start + randomInt(365) * 86_400_000).toISOString().slice(0, 10);
}

function toInvented(studentNumber: string, { person, template }: ReturnType<typeof draw>): Invented {
  const cells: ExportRow['cells'] = {};
  const own: Partial<Record<ColumnName, string>> = {
    student_number: studentNumber,
    family_name: person.familyName,
    given_name: person.givenName,
    birth_date: person.birthDate,
  };
  const ownNumber = template.cells.local_student_id;
  if (ownNumber) own.local_student_id = ownNumber.replace(/\d/g, () => String(randomInt(10)));
  for (const name of Object.keys(template.cells) as ColumnName[]) // the keys of the columns asked for
    cells[name] = own[name] ?? (borrowed.includes(name) ? (template.cells[name] ?? null) : null);
  const personDigest = digestPerson([person.familyName, person.givenName], person.birthDate) ?? '';
  return {
    row: { studentNumber, enrolmentId: randomUUID(), cells },
    decoy: { studentNumber, personDigest, ...person },
  };
}
