import { sql } from 'kysely';
import type { StudentNumber } from '#kernel/ids.ts';
import type { Reader } from '#platform/database/database.ts';

export type Link = { a: StudentNumber; b: StudentNumber };

/** Every live statement that two numbers are one person, around some numbers: theirs, their neighbours', and so on. */
export async function listLinks(reader: Reader, numbers: readonly StudentNumber[]): Promise<Link[]> {
  if (numbers.length === 0) return [];
  const { rows } = await sql<Link>`
    with recursive reached (student_number) as (
      select number from unnest(${numbers}::bpchar[]) as n (number)
      union
      select case when a.student_number = r.student_number then a.other_number else a.student_number end
        from reached r
        join identity.identity_assertion a
          on a.kind = 'same' and a.revoked_at is null and (a.student_number = r.student_number or a.other_number = r.student_number))
    select a.student_number as a, a.other_number as b
      from identity.identity_assertion a
     where a.kind = 'same' and a.revoked_at is null and a.student_number in (select student_number from reached)`.execute(
    reader,
  );
  return rows;
}

/** When each number was issued: the oldest of several stands for the person. */
export async function listIssued(
  reader: Reader,
  numbers: readonly StudentNumber[],
): Promise<Map<StudentNumber, string>> {
  if (numbers.length === 0) return new Map();
  const { rows } = await sql<{ student_number: StudentNumber; issued_at: Date }>`
    select student_number, issued_at from identity.number_issued where student_number = any(${numbers}::bpchar[])`.execute(
    reader,
  );
  return new Map(rows.map((row) => [row.student_number, row.issued_at.toISOString()]));
}
