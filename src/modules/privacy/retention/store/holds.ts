import { sql } from 'kysely';
import type { PlainDate } from '#kernel/dates.ts';
import type { OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import type { Reader, Tx } from '#platform/database/database.ts';
import type { HoldScope } from '../rules/disposal.ts';

export type HoldRecord = {
  holdId: string;
  scope: HoldScope;
  studentNumber: StudentNumber | null;
  organisation: OrganisationCode | null;
  recordKind: string | null;
  reason: string;
  placedBy: string;
  placedAt: Date;
  reviewOn: PlainDate;
  liftedAt: Date | null;
  liftedBy: string | null;
  liftReason: string | null;
};

const columns = sql`hold_id as "holdId", scope, student_number as "studentNumber", organisation_code as organisation, record_kind as "recordKind",
  reason, placed_by as "placedBy", placed_at as "placedAt", review_on as "reviewOn", lifted_at as "liftedAt", lifted_by as "liftedBy",
  lift_reason as "liftReason"`;

export async function insertHold(tx: Tx, it: HoldRecord): Promise<void> {
  await sql`insert into privacy.legal_hold (hold_id, scope, student_number, organisation_code, record_kind, reason, placed_by, placed_at, review_on)
    values (${it.holdId}, ${it.scope}, ${it.studentNumber}, ${it.organisation}, ${it.recordKind}, ${it.reason}, ${it.placedBy}, ${it.placedAt},
            ${it.reviewOn})`.execute(tx);
}

/** Holds in force first, the soonest review first; then lifted ones, the latest first. */
export async function listHolds(reader: Reader): Promise<HoldRecord[]> {
  const { rows } = await sql<HoldRecord>`
    select ${columns} from privacy.legal_hold order by lifted_at desc nulls first, review_on, hold_id`.execute(reader);
  return rows;
}

export async function listHoldsInForce(reader: Reader): Promise<HoldRecord[]> {
  const { rows } = await sql<HoldRecord>`
    select ${columns} from privacy.legal_hold where lifted_at is null order by placed_at, hold_id`.execute(reader);
  return rows;
}

export async function lockHold(tx: Tx, holdId: string): Promise<HoldRecord | null> {
  const { rows } =
    await sql<HoldRecord>`select ${columns} from privacy.legal_hold where hold_id = ${holdId} for update`.execute(tx);
  return rows[0] ?? null;
}

export async function liftHold(
  tx: Tx,
  { holdId, by, at, reason }: { holdId: string; by: string; at: Date; reason: string },
): Promise<void> {
  await sql`update privacy.legal_hold set lifted_at = ${at}, lifted_by = ${by}, lift_reason = ${reason} where hold_id = ${holdId}`.execute(
    tx,
  );
}
