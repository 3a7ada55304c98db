import { sql } from 'kysely';
import type { PlainDate } from '#kernel/dates.ts';
import type { OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import type { Reader, Tx } from '#platform/database/database.ts';
import type { FindingMove, FindingState } from '../rules/states.ts';

/** A finding after a move, and what the history keeps of it. */
export type MadeMove = {
  studentNumber: StudentNumber;
  findingId: string;
  version: number;
  move: FindingMove;
  fromState: FindingState;
  toState: FindingState;
  assignee: { accountId: string; name: string } | null;
  snoozedUntil: PlainDate | null;
  note: string | null;
};

type By = { id: number; at: Date; name: string; organisation: OrganisationCode };

/** Writes moves on findings that the transaction has locked, and their history. */
export async function writeMoves(tx: Tx, moves: readonly MadeMove[], by: By): Promise<void> {
  if (moves.length === 0) return;
  const rows = moves.map((it) => ({
    student_number: it.studentNumber,
    finding_id: it.findingId,
    version: it.version,
    move: it.move,
    from_state: it.fromState,
    to_state: it.toState,
    assignee_account_id: it.assignee?.accountId ?? null,
    assignee_name: it.assignee?.name ?? null,
    snoozed_until: it.snoozedUntil,
    note: it.note,
  }));
  const data = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
    as r (student_number char(9), finding_id uuid, version integer, move text, from_state text, to_state text,
          assignee_account_id uuid, assignee_name text, snoozed_until date, note text)`;
  await sql`
    update validation.finding f
       set state = r.to_state, assignee_account_id = r.assignee_account_id, snoozed_until = r.snoozed_until,
           changed_at = case when f.state = r.to_state then f.changed_at else ${by.at}::timestamptz end, version = r.version
      from ${data} where f.student_number = r.student_number and f.finding_id = r.finding_id`.execute(tx);
  await sql`
    insert into validation.finding_event (student_number, finding_id, version, move, from_state, to_state, assignee_account_id, assignee_name,
                                          snoozed_until, note, act_id, actor_name, organisation_code, at)
    select student_number, finding_id, version, move, from_state, to_state, assignee_account_id, assignee_name,
           snoozed_until, note, ${by.id}, ${by.name}, ${by.organisation}, ${by.at}
      from ${data}`.execute(tx);
}

export type EventRecord = {
  at: Date;
  move: FindingMove;
  fromState: FindingState;
  toState: FindingState;
  actor: string;
  organisation: OrganisationCode;
  assignee: string | null;
  snoozedUntil: PlainDate | null;
  note: string | null;
};

/** What people did with a finding, oldest first. */
export async function listEvents(
  reader: Reader,
  key: { studentNumber: StudentNumber; findingId: string },
): Promise<EventRecord[]> {
  const { rows } = await sql<EventRecord>`
    select at, move, from_state as "fromState", to_state as "toState", actor_name as actor, organisation_code as organisation,
           assignee_name as assignee, snoozed_until as "snoozedUntil", note
      from validation.finding_event
     where student_number = ${key.studentNumber}::bpchar and finding_id = ${key.findingId} order by version`.execute(
    reader,
  );
  return rows;
}
