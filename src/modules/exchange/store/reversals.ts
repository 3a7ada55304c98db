import { sql } from 'kysely';
import type { StudentNumber } from '#kernel/ids.ts';
import type { Db, Reader, Tx } from '#platform/database/database.ts';
import type { KeptActor, ReversalRecord } from '../records.ts';

type Row = {
  submission_id: string;
  act_id: number;
  state: 'running' | 'finished';
  actor: KeptActor;
  reason: string;
  asked_at: Date;
  finished_at: Date | null;
  cursor_act: number;
  put_back: number;
  stayed: number;
  numbers: number;
};

function toRecord(row: Row): ReversalRecord {
  return {
    submissionId: row.submission_id,
    actId: row.act_id,
    state: row.state,
    actor: row.actor,
    reason: row.reason,
    askedAt: row.asked_at,
    finishedAt: row.finished_at,
    cursorAct: row.cursor_act,
    putBack: row.put_back,
    stayed: row.stayed,
    numbers: row.numbers,
  };
}

export async function findReversal(reader: Reader, submissionId: string): Promise<ReversalRecord | null> {
  const { rows } = await sql<Row>`select * from exchange.reversal where submission_id = ${submissionId}`.execute(
    reader,
  );
  return rows[0] ? toRecord(rows[0]) : null;
}

/** The same, locked until the transaction ends: two runners of one reversal follow each other. */
export async function lockReversal(tx: Tx, submissionId: string): Promise<ReversalRecord | null> {
  const { rows } =
    await sql<Row>`select * from exchange.reversal where submission_id = ${submissionId} for update`.execute(tx);
  return rows[0] ? toRecord(rows[0]) : null;
}

/** Records that a submission is taken back; false when it was asked before. */
export async function insertReversal(
  tx: Tx,
  it: Pick<ReversalRecord, 'submissionId' | 'actId' | 'actor' | 'reason' | 'askedAt'>,
): Promise<boolean> {
  const { numAffectedRows } =
    await sql`insert into exchange.reversal (submission_id, act_id, state, actor, reason, asked_at)
    values (${it.submissionId}, ${it.actId}, 'running', ${JSON.stringify(it.actor)}::jsonb, ${it.reason}, ${it.askedAt})
    on conflict (submission_id) do nothing`.execute(tx);
  return numAffectedRows === 1n;
}

export type ReversalTally = Pick<ReversalRecord, 'putBack' | 'stayed' | 'numbers'>;

/** Moves the cursor behind an act whose records were put back, and counts them. */
export async function saveReversal(tx: Tx, submissionId: string, cursorAct: number, by: ReversalTally): Promise<void> {
  await sql`update exchange.reversal set cursor_act = ${cursorAct}, put_back = put_back + ${by.putBack},
    stayed = stayed + ${by.stayed}, numbers = numbers + ${by.numbers} where submission_id = ${submissionId}`.execute(
    tx,
  );
}

export async function endReversal(tx: Tx, submissionId: string): Promise<void> {
  await sql`update exchange.reversal set state = 'finished', finished_at = now()
    where submission_id = ${submissionId} and state = 'running'`.execute(tx);
}

export async function listRunning(db: Db): Promise<string[]> {
  const { rows } = await sql<{ submission_id: string }>`
    select submission_id from exchange.reversal where state = 'running' order by submission_id`.execute(db);
  return rows.map((row) => row.submission_id);
}

export type Restated = {
  studentNumber: StudentNumber;
  submissionId: string;
  organisation: string;
  subject: string | null;
  guid: string | null;
  isStudentRow: boolean;
  /** Rows of OneRoster state records of ours under GUIDs of their own. */
  isOneRoster: boolean;
};

/**
 * What later submissions of some organisations state of some students, changed or not. A row that says what stands already leaves no other
 * trace, and still somebody relies on it.
 */
export async function listRestated(
  reader: Reader,
  {
    submissionId,
    organisations,
    numbers,
    since,
  }: { submissionId: string; organisations: readonly string[]; numbers: readonly StudentNumber[]; since: Date },
): Promise<Restated[]> {
  if (numbers.length === 0) return [];
  const { rows } = await sql<Restated>`
    select f.student_number as "studentNumber", s.submission_id as "submissionId", s.organisation_code as organisation, i.subject, i.guid,
           f.file = 'students' as "isStudentRow", s.file_modes is not null as "isOneRoster"
      from exchange.submission s
      join exchange.item_fate f on f.submission_id = s.submission_id
      join exchange.submission_item i on i.submission_id = f.submission_id and i.ordinal = f.ordinal
     where s.organisation_code = any(${organisations}::text[]) and s.submission_id <> ${submissionId} and not s.is_rehearsal
       and s.started_at is not null and coalesce(s.finished_at, 'infinity') > ${since}
       and not exists (select from exchange.reversal r where r.submission_id = s.submission_id)
       and f.student_number = any(${numbers}::bpchar[]) and f.fate in ('added', 'changed', 'unchanged')`.execute(
    reader,
  );
  return rows;
}
