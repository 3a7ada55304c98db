import { sql } from 'kysely';
import type { Tx } from '#platform/database/database.ts';

/** Writes down a book of rules; false when it was known. Two programs that start at once do it once. */
export async function insertRuleBook(tx: Tx, digest: string, at: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into validation.rule_book (digest, adopted_at, students_requested) values (${digest}, ${at}, 0)
        on conflict do nothing`.execute(tx);
  return numAffectedRows === 1n;
}

/** Puts everybody into the queue who does not wait there; answers how many, and keeps it with the book. */
export async function requestEverybody(tx: Tx, digest: string): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into validation.scan_request (student_number, requested_at)
    select s.student_number, now() from published.student s
     where not exists (select from validation.scan_request r where r.student_number = s.student_number)
     order by s.student_number`.execute(tx);
  const requested = Number(numAffectedRows ?? 0n);
  await sql`update validation.rule_book set students_requested = ${requested} where digest = ${digest}`.execute(tx);
  return requested;
}
