import { sql } from 'kysely';
import type { StudentNumber } from '#kernel/ids.ts';
import type { Reader, Tx } from '#platform/database/database.ts';
import type { Statement } from '../rules/link.ts';

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

/** When each number came onto the register: the oldest of several stands for the person. */
export async function listIssued(
  reader: Reader,
  numbers: readonly StudentNumber[],
): Promise<Map<StudentNumber, string>> {
  if (numbers.length === 0) return new Map();
  const { rows } = await sql<{ student_number: StudentNumber; created_at: Date }>`
    select student_number, created_at from identity.student where student_number = any(${numbers}::bpchar[])`.execute(
    reader,
  );
  return new Map(rows.map((row) => [row.student_number, row.created_at.toISOString()]));
}

/** Every live statement in which some numbers are named. */
export async function listStatements(reader: Reader, numbers: readonly StudentNumber[]): Promise<Statement[]> {
  const { rows } = await sql<Statement>`
    select kind, student_number as a, other_number as b from identity.identity_assertion
     where revoked_at is null and (student_number = any(${numbers}::bpchar[]) or other_number = any(${numbers}::bpchar[]))`.execute(
    reader,
  );
  return rows;
}

type Two = { number: StudentNumber; other: StudentNumber; reason: string; by: string; at: Date };

export async function insertAssertion(
  tx: Tx,
  { assertionId, number, other, kind, reason, by, at }: Two & { assertionId: string; kind: Statement['kind'] },
): Promise<void> {
  await sql`
    insert into identity.identity_assertion (student_number, other_number, assertion_id, kind, reason, evidence, decided_by, decided_at)
    values (${number}, ${other}, ${assertionId}, ${kind}, ${reason}, '{}', ${by}, ${at})`.execute(tx);
}

/** Revokes the live statement that two numbers are one person; false when there is none. */
export async function revokeAssertion(tx: Tx, { number, other, reason, by, at }: Two): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update identity.identity_assertion set revoked_at = ${at}, revoked_by = ${by}, revoke_reason = ${reason}
     where kind = 'same' and revoked_at is null
       and ((student_number = ${number} and other_number = ${other}) or (student_number = ${other} and other_number = ${number}))`.execute(
    tx,
  );
  return (numAffectedRows ?? 0n) > 0n;
}
