import { sql } from 'kysely';
import type { OrganisationCode } from '#kernel/ids.ts';
import type { Db, Reader, Tx } from '#platform/database/database.ts';
import type { Stage, SubmissionState } from '../contract.ts';
import type { KeptActor, SubmissionRecord } from '../records.ts';
import type { FileModes } from '../rules/oneroster/manifest.ts';
import type { FileProblem } from '../rules/problems.ts';

type Row = {
  submission_id: string;
  organisation_code: string;
  format: 'zip' | 'ndjson' | 'json';
  file_name: string;
  file_id: string | null;
  size_bytes: number;
  sha256: string | null;
  is_rehearsal: boolean;
  state: SubmissionState;
  stage: Stage;
  school_year: number | null;
  layout_version: string | null;
  software: string | null;
  file_modes: FileModes | null;
  actor: KeptActor;
  received_at: Date;
  started_at: Date | null;
  finished_at: Date | null;
  cancel_asked_at: Date | null;
  cursor_subject: string | null;
  students_new: number;
  students_matched: number;
  students_held: number;
  students_refused: number;
  refusal: FileProblem | null;
  remarks: FileProblem[];
  repeats_submission_id: string | null;
  repeats_received_at: Date | null;
  reversed_at: Date | null;
  failure_reference: string | null;
};

function toRecord(row: Row): SubmissionRecord {
  return {
    submissionId: row.submission_id,
    organisation: row.organisation_code as OrganisationCode,
    format: row.format,
    fileName: row.file_name,
    fileId: row.file_id,
    sizeBytes: row.size_bytes,
    sha256: row.sha256,
    isRehearsal: row.is_rehearsal,
    state: row.state,
    stage: row.stage,
    schoolYear: row.school_year,
    layoutVersion: row.layout_version,
    software: row.software,
    fileModes: row.file_modes,
    actor: row.actor,
    receivedAt: row.received_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    isCancelAsked: row.cancel_asked_at !== null,
    cursorSubject: row.cursor_subject,
    students: {
      new: row.students_new,
      matched: row.students_matched,
      held: row.students_held,
      refused: row.students_refused,
    },
    refusal: row.refusal,
    remarks: row.remarks,
    repeats:
      row.repeats_submission_id && row.repeats_received_at
        ? { submissionId: row.repeats_submission_id, receivedAt: row.repeats_received_at }
        : null,
    reversedAt: row.reversed_at,
    failureReference: row.failure_reference,
  };
}

const selection = sql`select s.*, earlier.received_at as repeats_received_at, r.asked_at as reversed_at from exchange.submission s
  left join exchange.reversal r on r.submission_id = s.submission_id
  left join exchange.submission earlier on earlier.submission_id = s.repeats_submission_id`;

export async function findSubmission(reader: Reader, submissionId: string): Promise<SubmissionRecord | null> {
  const { rows } = await sql<Row>`${selection} where s.submission_id = ${submissionId}`.execute(reader);
  return rows[0] ? toRecord(rows[0]) : null;
}

export type ListFilter = {
  /** null = of every organisation. */
  organisations: readonly string[] | null;
  state: SubmissionState | null;
  before: string | null;
  limit: number;
};

/** Newest first: keys are ordered by time. */
export async function listSubmissions(
  reader: Reader,
  { organisations, state, before, limit }: ListFilter,
): Promise<SubmissionRecord[]> {
  const { rows } = await sql<Row>`${selection}
    where (${organisations}::text[] is null or s.organisation_code = any(${organisations}::text[]))
      and (${state}::text is null or s.state = ${state})
      and (${before}::uuid is null or s.submission_id < ${before}::uuid)
    order by s.submission_id desc limit ${limit}`.execute(reader);
  return rows.map(toRecord);
}

export type NewSubmission = Pick<
  SubmissionRecord,
  'submissionId' | 'organisation' | 'format' | 'fileName' | 'fileId' | 'sizeBytes' | 'sha256' | 'isRehearsal' | 'actor'
> & {
  /** The organisation whose share of the work it is. */
  shareOf: string;
};

/** Records a delivery; names the latest finished one of the very same file, rehearsals left aside. */
export async function insertSubmission(reader: Reader, it: NewSubmission): Promise<void> {
  await sql`insert into exchange.submission
      (submission_id, organisation_code, format, file_name, file_id, size_bytes, sha256, is_rehearsal, state, stage, actor, share_of, received_at, repeats_submission_id)
    values (${it.submissionId}, ${it.organisation}, ${it.format}, ${it.fileName}, ${it.fileId}, ${it.sizeBytes}, ${it.sha256}, ${it.isRehearsal},
      'queued', 'received', ${JSON.stringify(it.actor)}::jsonb, ${it.shareOf}, now(),
      (select submission_id from exchange.submission
        where organisation_code = ${it.organisation} and sha256 = ${it.sha256} and state = 'finished' and not is_rehearsal
        order by submission_id desc limit 1))`.execute(reader);
}

/** Takes a submission up; false when it is at its end already. */
export async function startSubmission(db: Db, submissionId: string): Promise<boolean> {
  const { numAffectedRows } = await sql`update exchange.submission
    set state = 'running', started_at = coalesce(started_at, now())
    where submission_id = ${submissionId} and state in ('queued', 'running')`.execute(db);
  return numAffectedRows === 1n;
}

export async function saveManifest(
  db: Db,
  submissionId: string,
  it: Pick<SubmissionRecord, 'format' | 'schoolYear' | 'layoutVersion' | 'software' | 'fileModes'>,
): Promise<void> {
  await sql`update exchange.submission set format = ${it.format}, school_year = ${it.schoolYear}, layout_version = ${it.layoutVersion},
    software = ${it.software}, file_modes = ${it.fileModes === null ? null : JSON.stringify(it.fileModes)}::jsonb
    where submission_id = ${submissionId}`.execute(db);
}

/** Says of which school year the rows are, where only the rows themselves tell it. */
export async function saveSchoolYear(db: Db, submissionId: string, schoolYear: number): Promise<void> {
  await sql`update exchange.submission set school_year = ${schoolYear} where submission_id = ${submissionId}`.execute(
    db,
  );
}

export async function saveStage(db: Reader, submissionId: string, stage: Stage): Promise<void> {
  await sql`update exchange.submission set stage = ${stage} where submission_id = ${submissionId}`.execute(db);
}

export type StageTime = { stage: Stage; rows: number; milliseconds: number };

/** Adds to what a step has done and taken so far. */
export async function addStageTimes(db: Reader, submissionId: string, times: readonly StageTime[]): Promise<void> {
  await sql`insert into exchange.submission_stage (submission_id, stage, row_count, elapsed_ms)
    select ${submissionId}, it.stage, it.row_count, it.elapsed_ms
    from unnest(${times.map((it) => it.stage)}::text[], ${times.map((it) => it.rows)}::bigint[],
      ${times.map((it) => Math.round(it.milliseconds))}::bigint[]) as it (stage, row_count, elapsed_ms)
    on conflict (submission_id, stage) do update
      set row_count = submission_stage.row_count + excluded.row_count, elapsed_ms = submission_stage.elapsed_ms + excluded.elapsed_ms`.execute(
    db,
  );
}

export async function listStageTimes(reader: Reader, submissionId: string): Promise<StageTime[]> {
  const { rows } = await sql<{ stage: Stage; row_count: number; elapsed_ms: number }>`
    select stage, row_count, elapsed_ms from exchange.submission_stage where submission_id = ${submissionId}`.execute(
    reader,
  );
  return rows.map((row) => ({ stage: row.stage, rows: row.row_count, milliseconds: row.elapsed_ms }));
}

export type StudentTally = SubmissionRecord['students'];
export type Progress = { cursorSubject: string | null; students: StudentTally };

/** Moves the cursor behind a batch and counts its students; tells whether somebody asked to stop. */
export async function saveProgress(
  db: Reader,
  submissionId: string,
  { cursorSubject, students }: Progress,
): Promise<boolean> {
  const { rows } = await sql<{ is_cancel_asked: boolean }>`update exchange.submission
    set cursor_subject = coalesce(${cursorSubject}, cursor_subject), stage = 'applied',
        students_new = students_new + ${students.new}, students_matched = students_matched + ${students.matched},
        students_held = students_held + ${students.held}, students_refused = students_refused + ${students.refused}
    where submission_id = ${submissionId} returning cancel_asked_at is not null as is_cancel_asked`.execute(db);
  return rows[0]?.is_cancel_asked ?? false;
}

/** Counts students anew whose rows were taken up again after the run. */
export async function moveStudents(db: Reader, submissionId: string, by: StudentTally): Promise<void> {
  await sql`update exchange.submission
    set students_new = students_new + ${by.new}, students_matched = students_matched + ${by.matched},
        students_held = students_held + ${by.held}, students_refused = students_refused + ${by.refused}
    where submission_id = ${submissionId}`.execute(db);
}

/** Sets a submission back to its first student: a rehearsal that broke off has left nothing in the register to go on from. */
export async function rewind(db: Db, submissionId: string): Promise<void> {
  await sql`update exchange.submission set cursor_subject = null, students_new = 0, students_matched = 0, students_held = 0,
    students_refused = 0 where submission_id = ${submissionId}`.execute(db);
  await sql`delete from exchange.submission_stage where submission_id = ${submissionId}
    and stage in ('identified', 'applied', 'rescanned')`.execute(db);
}

export type Ending = {
  state: 'finished' | 'refused' | 'failed' | 'cancelled';
  refusal?: FileProblem;
  failureReference?: string;
  stage?: Stage;
};

export async function endSubmission(db: Db, submissionId: string, ending: Ending): Promise<void> {
  await sql`update exchange.submission
    set state = ${ending.state}, finished_at = now(), stage = coalesce(${ending.stage ?? null}, stage),
        refusal = ${ending.refusal ? JSON.stringify(ending.refusal) : null}::jsonb, failure_reference = ${ending.failureReference ?? null}
    where submission_id = ${submissionId} and state in ('queued', 'running')`.execute(db);
}

/** Says what was noticed of the files, in place of what an interrupted reading noticed. */
export async function saveRemarks(db: Db, submissionId: string, remarks: readonly FileProblem[]): Promise<void> {
  await sql`update exchange.submission set remarks = ${JSON.stringify(remarks)}::jsonb
    where submission_id = ${submissionId}`.execute(db);
}

/** Notes that somebody wants it stopped; one that was not taken up yet ends at once. False when it is at its end already. */
export async function askToCancel(db: Db, submissionId: string): Promise<boolean> {
  const { numAffectedRows } = await sql`update exchange.submission
    set cancel_asked_at = coalesce(cancel_asked_at, now()),
        state = case state when 'queued' then 'cancelled' else state end,
        finished_at = case state when 'queued' then now() end
    where submission_id = ${submissionId} and state in ('queued', 'running')`.execute(db);
  return numAffectedRows === 1n;
}

/**
 * Submissions that are not at their end. A batch over the API is run by its own request; only one that broke off long ago is taken up
 * here, and one that broke off before its rows were kept is given up.
 */
export async function listUnfinished(reader: Reader): Promise<string[]> {
  await sql`update exchange.submission set state = 'cancelled', finished_at = now()
    where state = 'queued' and format = 'json' and stage = 'received' and received_at < now() - interval '1 hour'`.execute(
    reader,
  );
  const { rows } = await sql<{ submission_id: string }>`select submission_id from exchange.submission
    where state in ('queued', 'running')
      and (format <> 'json' or (stage <> 'received' and received_at < now() - interval '10 minutes')) order by submission_id`.execute(
    reader,
  );
  return rows.map((row) => row.submission_id);
}

/** Waits until nobody else takes rows of the submission up again, and keeps others waiting until the transaction ends. */
export async function waitForOthers(tx: Tx, submissionId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`exchange.again ${submissionId}`}, 0))`.execute(tx);
}

/** How many submissions at once may do what cannot be parted: large ones that are read or rehearsed. */
const longPlaces = ['exchange.long 1', 'exchange.long 2'];

/**
 * Runs work as the only runner of a submission: a lock of the session, which ends with the connection, so that a killed process
 * holds nobody up. Null when another runner has it, or when it is long and every place for long work is taken.
 */
export async function asOnlyRunner<Result>(
  db: Db,
  { submissionId, isLong }: { submissionId: string; isLong: boolean },
  work: () => Promise<Result>,
): Promise<Result | null> {
  const name = `exchange.submission ${submissionId}`;
  return db.connection().execute(async (connection) => {
    if (!(await tryLock(connection, name))) return null;
    const place = isLong ? await firstFree(connection, longPlaces) : null;
    try {
      return isLong && place === null ? null : await work();
    } finally {
      if (place !== null) await unlock(connection, place);
      await unlock(connection, name);
    }
  });
}

async function firstFree(connection: Db, names: readonly string[]): Promise<string | null> {
  for (const name of names) if (await tryLock(connection, name)) return name;
  return null;
}

async function tryLock(connection: Db, name: string): Promise<boolean> {
  const { rows } = await sql<{ is_mine: boolean }>`
    select pg_try_advisory_lock(hashtextextended(${name}, 0)) as is_mine`.execute(connection);
  return rows[0]?.is_mine === true;
}

async function unlock(connection: Db, name: string): Promise<void> {
  await sql`select pg_advisory_unlock(hashtextextended(${name}, 0))`.execute(connection);
}
