import { sql } from 'kysely';
import type { PlainDate } from '#kernel/dates.ts';
import type { OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import type { Reader, Tx } from '#platform/database/database.ts';

export type ExternalAccess = {
  studentNumber: StudentNumber;
  accessId: string;
  organisation: OrganisationCode;
  accountId: string | null;
  actorName: string;
  reason: string;
  acknowledgedAt: Date;
  endsOn: PlainDate;
};

export async function insertExternalAccess(tx: Tx, it: ExternalAccess): Promise<void> {
  await sql`
    insert into access.external_access (student_number, access_id, organisation_code, account_id, actor_name, reason, acknowledged_at, ends_on)
    values (${it.studentNumber}, ${it.accessId}, ${it.organisation}, ${it.accountId}, ${it.actorName}, ${it.reason},
            ${it.acknowledgedAt}, ${it.endsOn})`.execute(tx);
}

/** Who looked at some numbers from outside, the latest first. */
export async function listExternalAccesses(
  reader: Reader,
  numbers: readonly StudentNumber[],
): Promise<ExternalAccess[]> {
  const { rows } = await sql<ExternalAccess>`
    select student_number as "studentNumber", access_id as "accessId", organisation_code as organisation, account_id as "accountId",
           actor_name as "actorName", reason, acknowledged_at as "acknowledgedAt", ends_on as "endsOn"
      from access.external_access where student_number = any(${numbers}::bpchar[])
     order by acknowledged_at desc, access_id limit 500`.execute(reader);
  return rows;
}
