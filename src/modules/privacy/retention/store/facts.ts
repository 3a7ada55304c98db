import { sql } from 'kysely';
import type { PlainDate, SchoolYear } from '#kernel/dates.ts';
import type { StudentNumber } from '#kernel/ids.ts';
import type { Reader } from '#platform/database/database.ts';

/** Numbers of students after one, in order. */
export async function listNumbers(
  reader: Reader,
  { after, limit }: { after: string; limit: number },
): Promise<StudentNumber[]> {
  const { rows } = await sql<{ number: StudentNumber }>`
    select student_number as number from published.student where student_number > ${after}::bpchar order by 1 limit ${limit}`.execute(
    reader,
  );
  return rows.map((row) => row.number);
}

/** All numbers of the people behind some numbers, with the number that stands for each person; one that was never linked stands alone. */
export async function listPeople(
  reader: Reader,
  numbers: readonly string[],
): Promise<{ number: StudentNumber; person: string }[]> {
  const { rows } = await sql<{ number: StudentNumber; person: string }>`
    with asked as (select n.number, coalesce(p.person_number, n.number) as person
                     from unnest(${numbers}::bpchar[]) as n (number) left join published.person_number p on p.student_number = n.number)
    select number, person from asked
    union
    select p.student_number, p.person_number from published.person_number p where p.person_number = any (select person from asked)
    order by 1`.execute(reader);
  return rows;
}

export type Birth = { number: StudentNumber; birthDate: PlainDate };
export type Schooling = {
  number: StudentNumber;
  school: string;
  schoolYear: SchoolYear;
  grade: string;
  isEnded: boolean;
};

export async function listBirths(reader: Reader, numbers: readonly string[]): Promise<Birth[]> {
  const { rows } = await sql<Birth>`
    select student_number as number, birth_date as "birthDate" from published.student where student_number = any(${numbers}::bpchar[])`.execute(
    reader,
  );
  return rows;
}

export async function listSchooling(reader: Reader, numbers: readonly string[]): Promise<Schooling[]> {
  const { rows } = await sql<Schooling>`
    select student_number as number, school_code as school, school_year as "schoolYear", grade, exit_on is not null as "isEnded"
      from published.school_enrolment where student_number = any(${numbers}::bpchar[])`.execute(reader);
  return rows;
}

/** When the last request of each number was closed; `open` while one is. */
export async function listClosings(
  reader: Reader,
  numbers: readonly string[],
): Promise<Map<string, PlainDate | 'open'>> {
  const { rows } = await sql<{ number: string; closed: PlainDate | null; isOpen: boolean }>`
    select student_number as number, max(closed_on) as closed, bool_or(closed_on is null) as "isOpen"
      from privacy.request where student_number = any(${numbers}::bpchar[]) group by 1`.execute(reader);
  return new Map(rows.map((row) => [row.number, row.isOpen || row.closed === null ? 'open' : row.closed]));
}
