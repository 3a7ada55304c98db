import { sql } from 'kysely';
import type { StudentNumber } from '#kernel/ids.ts';
import type { Reader } from '#platform/database/database.ts';

/** Whether one of a person's numbers is protected: then the person is. */
export async function areRestricted(reader: Reader, numbers: readonly StudentNumber[]): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from published.student where student_number = any(${numbers}::bpchar[]) and is_restricted) as found`.execute(
    reader,
  );
  return rows[0]?.found ?? false;
}
