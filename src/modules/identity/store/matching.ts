import { sql } from 'kysely';
import type { StudentNumber } from '#kernel/ids.ts';
import type { Reader, Tx } from '#platform/database/database.ts';
import type { Outcome } from '../contract.ts';
import type { CandidateReason } from '../rules/matcher.ts';

export type DecisionRow = {
  decisionId: string;
  decidedAt: Date;
  organisation: string;
  localStudentId: string | null;
  submissionId: string | null;
  itemRef: string | null;
  queryDigest: string;
  outcome: Outcome;
  method: string;
  studentNumber: StudentNumber | null;
  candidates: readonly CandidateReason[];
  modelVersion: string;
  isByPerson: boolean;
};

export async function insertDecisions(tx: Tx, decisions: readonly DecisionRow[]): Promise<void> {
  if (decisions.length === 0) return;
  const rows = decisions.map((it) => ({
    decision_id: it.decisionId,
    decided_at: it.decidedAt,
    organisation_code: it.organisation,
    local_student_id: it.localStudentId,
    submission_id: it.submissionId,
    item_ref: it.itemRef,
    query_digest: it.queryDigest,
    outcome: it.outcome,
    method: it.method,
    student_number: it.studentNumber,
    candidates: it.candidates,
    model_version: it.modelVersion,
    is_by_person: it.isByPerson,
  }));
  await sql`insert into identity.match_decision
    select * from jsonb_populate_recordset(null::identity.match_decision, ${JSON.stringify(rows)}::jsonb)`.execute(tx);
}

/** What people decided about the same questions before, by digest; the latest word of each. */
export async function findPersonDecisions(
  reader: Reader,
  digests: readonly string[],
): Promise<Map<string, StudentNumber>> {
  if (digests.length === 0) return new Map();
  const { rows } = await sql<{ query_digest: string; student_number: StudentNumber }>`
    select distinct on (query_digest) query_digest, student_number
      from identity.match_decision
     where is_by_person and query_digest = any(${digests}::text[]) and student_number is not null
     order by query_digest, decided_at desc, decision_id desc`.execute(reader);
  return new Map(rows.map((row) => [row.query_digest, row.student_number]));
}

export type TaskRow = {
  taskId: string;
  state: 'open' | 'decided';
  reason: string;
  organisation: string;
  localStudentId: string;
  submissionId: string | null;
  itemRef: string | null;
  queryDigest: string;
  /** The question as it was asked (an IdentityQuery). */
  facts: unknown;
  candidates: CandidateReason[];
  openedAt: Date;
  decidedAt: Date | null;
  decidedBy: string | null;
  decision: 'same' | 'new' | null;
  studentNumber: StudentNumber | null;
  note: string | null;
};

const taskColumns = sql`task_id as "taskId", state, reason, organisation_code as organisation, local_student_id as "localStudentId",
  submission_id as "submissionId", item_ref as "itemRef", query_digest as "queryDigest", facts, candidates, opened_at as "openedAt",
  decided_at as "decidedAt", decided_by as "decidedBy", decision, student_number as "studentNumber", note`;

export type NewTask = Pick<
  TaskRow,
  | 'taskId'
  | 'reason'
  | 'organisation'
  | 'localStudentId'
  | 'submissionId'
  | 'itemRef'
  | 'queryDigest'
  | 'facts'
  | 'candidates'
  | 'openedAt'
>;

/** Opens a task for each held student, or renews the one that is open; answers the task of each organisation and id, keyed `organisation|id`. */
export async function upsertTasks(tx: Tx, tasks: readonly NewTask[]): Promise<Map<string, string>> {
  const rows = tasks.map((it) => ({
    task_id: it.taskId,
    reason: it.reason,
    organisation_code: it.organisation,
    local_student_id: it.localStudentId,
    submission_id: it.submissionId,
    item_ref: it.itemRef,
    query_digest: it.queryDigest,
    facts: it.facts,
    candidates: it.candidates,
    opened_at: it.openedAt,
  }));
  const written = await sql<{ task_id: string; organisation_code: string; local_student_id: string }>`
    insert into identity.match_task (task_id, reason, organisation_code, local_student_id, submission_id, item_ref, query_digest, facts, candidates, opened_at)
    select distinct on (organisation_code, local_student_id)
           task_id, reason, organisation_code, local_student_id, submission_id, item_ref, query_digest, facts, candidates, opened_at
      from jsonb_populate_recordset(null::identity.match_task, ${JSON.stringify(rows)}::jsonb)
     order by organisation_code, local_student_id
        on conflict (organisation_code, local_student_id) where state = 'open'
        do update set reason = excluded.reason, submission_id = excluded.submission_id, item_ref = excluded.item_ref,
                      query_digest = excluded.query_digest, facts = excluded.facts, candidates = excluded.candidates
    returning task_id, organisation_code, local_student_id`.execute(tx);
  return new Map(written.rows.map((row) => [`${row.organisation_code}|${row.local_student_id}`, row.task_id]));
}

/** Tasks in order of opening, after a cursor (instant and id). */
export async function listTasks(
  reader: Reader,
  {
    state,
    organisation,
    after,
    limit,
  }: {
    state: 'open' | 'decided' | null;
    organisation: string | null;
    after: { openedAt: string; taskId: string } | null;
    limit: number;
  },
): Promise<TaskRow[]> {
  const isState = state === null ? sql`true` : sql`state = ${state}`;
  const isOf = organisation === null ? sql`true` : sql`organisation_code = ${organisation}`;
  const isAfter =
    after === null ? sql`true` : sql`(opened_at, task_id) > (${after.openedAt}::timestamptz, ${after.taskId}::uuid)`;
  const { rows } = await sql<TaskRow>`
    select ${taskColumns} from identity.match_task where ${isState} and ${isOf} and ${isAfter}
     order by opened_at, task_id limit ${limit}`.execute(reader);
  return rows;
}

export async function findTask(reader: Reader, taskId: string): Promise<TaskRow | null> {
  const { rows } = await sql<TaskRow>`select ${taskColumns} from identity.match_task where task_id = ${taskId}`.execute(
    reader,
  );
  return rows[0] ?? null;
}

export async function lockTask(tx: Tx, taskId: string): Promise<TaskRow | null> {
  const { rows } =
    await sql<TaskRow>`select ${taskColumns} from identity.match_task where task_id = ${taskId} for update`.execute(tx);
  return rows[0] ?? null;
}

export async function closeTask(
  tx: Tx,
  it: {
    taskId: string;
    decision: 'same' | 'new';
    studentNumber: StudentNumber;
    at: Date;
    by: string;
    note: string | null;
  },
): Promise<void> {
  await sql`
    update identity.match_task
       set state = 'decided', decision = ${it.decision}, student_number = ${it.studentNumber}, decided_at = ${it.at}, decided_by = ${it.by}, note = ${it.note}
     where task_id = ${it.taskId}`.execute(tx);
}
