import { sql } from 'kysely';
import type { PlainDate } from '#kernel/dates.ts';
import type { Guid, OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import type { Act } from '#platform/act.ts';
import type { Reader, Tx } from '#platform/database/database.ts';
import { rowsKnownAt } from '#platform/database/known.ts';

/** An accommodation without the marks of its keeping. */
export type StatedAccommodation = {
  studentNumber: StudentNumber;
  accommodationId: Guid;
  kind: string;
  schoolCode: OrganisationCode;
  effectiveOn: PlainDate;
  expiresOn: PlainDate | null;
  details: string | null;
  approvedBy: string | null;
  approvedOn: PlainDate | null;
  /** Why it was voided; null while it stands. */
  voidReason: string | null;
};

export type KeptAccommodation = StatedAccommodation & {
  version: number;
  recordedBy: string;
  submittedBy: OrganisationCode;
  recordedAt: Date;
};

const columns = sql`student_number, accommodation_id, kind, school_code, effective_on, expires_on, details, approved_by, approved_on,
  void_reason, version, recorded_by, submitted_by, recorded_at`;

/** All accommodations of a student, voided ones too, the latest first; at a moment, as they were known then. */
export async function listAccommodations(
  reader: Reader,
  number: StudentNumber,
  knownAt: Date | null = null,
): Promise<KeptAccommodation[]> {
  const { rows } = await sql<KeptAccommodation>`
    select student_number as "studentNumber", accommodation_id as "accommodationId", kind, school_code as "schoolCode",
           effective_on as "effectiveOn", expires_on as "expiresOn", details, approved_by as "approvedBy", approved_on as "approvedOn",
           void_reason as "voidReason", version, recorded_by as "recordedBy", submitted_by as "submittedBy", recorded_at as "recordedAt"
      from ${rowsKnownAt('identity.accommodation', [number], knownAt)}
     where student_number = ${number}
     order by effective_on desc, accommodation_id`.execute(reader);
  return rows;
}

/** Makes changes for a student wait for each other, also while there is nothing to lock. */
export async function takeTurn(tx: Tx, number: StudentNumber): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('accommodation ' || ${number}, 0))`.execute(tx);
}

/** Puts an accommodation in place; the caller holds the student's turn. */
export async function putAccommodation(
  tx: Tx,
  it: StatedAccommodation,
  { act, version }: { act: Act; version: number },
): Promise<void> {
  const voidedAt = it.voidReason === null ? null : act.at;
  await sql`
    insert into identity.accommodation (${columns}, voided_at)
    values (${it.studentNumber}, ${it.accommodationId}, ${it.kind}, ${it.schoolCode}, ${it.effectiveOn}, ${it.expiresOn}, ${it.details},
            ${it.approvedBy}, ${it.approvedOn}, ${it.voidReason}, ${version}, ${act.actor.name}, ${act.actor.organisation}, ${act.at},
            ${voidedAt})
        on conflict (student_number, accommodation_id) do update
       set kind = excluded.kind, effective_on = excluded.effective_on, expires_on = excluded.expires_on, details = excluded.details,
           approved_by = excluded.approved_by, approved_on = excluded.approved_on, void_reason = excluded.void_reason,
           version = excluded.version, recorded_by = excluded.recorded_by, submitted_by = excluded.submitted_by,
           recorded_at = excluded.recorded_at, voided_at = excluded.voided_at`.execute(tx);
}
