import { sql } from 'kysely';
import type { StudentNumber } from '#kernel/ids.ts';
import type { Reader, Tx } from '#platform/database/database.ts';

/**
 * Numbers among some that are linked to others or declared to be different from them, and numbers that an undecided task considers; tasks of
 * a submission left aside.
 */
export async function listTies(
  reader: Reader,
  { numbers, exceptSubmission }: { numbers: readonly StudentNumber[]; exceptSubmission: string },
): Promise<{ number: StudentNumber; tie: 'linked' | 'to_decide' }[]> {
  const { rows } = await sql<{ number: StudentNumber; tie: 'linked' | 'to_decide' }>`
    select n.number, 'linked' as tie from unnest(${numbers}::bpchar[]) as n (number)
     where exists (select from identity.identity_assertion a
                    where a.revoked_at is null and (a.student_number = n.number or a.other_number = n.number))
    union all
    select distinct c.value ->> 'studentNumber', 'to_decide'
      from identity.match_task t cross join lateral jsonb_array_elements(t.candidates) c
     where t.state = 'open' and t.submission_id is distinct from ${exceptSubmission}::uuid and c.value ->> 'studentNumber' = any(${numbers}::text[])`.execute(
    reader,
  );
  return rows;
}

/** What some acts claimed for some students; `kept` are GUIDs that somebody still goes by. */
export type Claimed = { acts: readonly number[]; numbers: readonly StudentNumber[]; kept: readonly string[] };

/** Lets the GUIDs go that some acts claimed, but those of rows that stay. */
export async function deleteClaims(tx: Tx, { acts, numbers, kept }: Claimed): Promise<void> {
  await sql`
    delete from identity.guid_owner
     where act_id = any(${acts}::bigint[]) and student_number = any(${numbers}::bpchar[]) and guid <> all(${kept}::uuid[])`.execute(
    tx,
  );
}

/** Lets everything go that numbers had claimed. */
export async function deleteAllClaims(tx: Tx, numbers: readonly StudentNumber[]): Promise<void> {
  await sql`delete from identity.guid_owner where student_number = any(${numbers}::bpchar[])`.execute(tx);
}

export async function deleteTasks(tx: Tx, submissionId: string): Promise<void> {
  await sql`delete from identity.match_task where submission_id = ${submissionId} and state = 'open'`.execute(tx);
}
