import type { StudentNumber } from '#kernel/ids.ts';
import {
  createStudents,
  findByLocalIds,
  type IdentityDecision,
  type IdentityQuery,
  identifyStudents,
  openMatchTasks,
  recordDecisions,
} from '#modules/identity/index.ts';
import type { Tx } from '#platform/database/database.ts';
import type { KeptRemark, Subject } from '../records.ts';
import { withStudentRow } from '../store/items.ts';
import type { BatchContext } from './context.ts';
import { rowsOf, toQuery } from './drafts.ts';
import { type Decided, rejection, toRemark } from './remarks.ts';

/** Who a submitted student is. Refused: what is said to the student's own row, and what to the other rows. */
export type Resolution =
  | { is: 'known'; studentNumber: StudentNumber; isNew: boolean }
  | { is: 'held'; taskId: string | null }
  /** No student at all: a teacher of OneRoster. */
  | { is: 'nobody' }
  | { is: 'refused'; remarks: KeptRemark[]; ofOthers: KeptRemark[] };

/**
 * Decides for each student of a batch: found, new (the number is issued here), to be decided by a person, or refused. Students
 * without a row of their own are known by the identifier that the organisation used before, or not at all.
 */
export async function identifySubjects(
  tx: Tx,
  subjects: readonly Subject[],
  context: BatchContext,
  decided: Decided,
): Promise<Map<string, Resolution>> {
  const resolutions = new Map<string, Resolution>();
  const queries: IdentityQuery[] = [];
  const withoutRow: Subject[] = [];
  for (const subject of subjects) {
    const known = decided.get(subject.id);
    const [student] = rowsOf(subject, 'students');
    if (subject.translated?.isStudent === false) resolutions.set(subject.id, { is: 'nobody' });
    // All its rows were refused by their form.
    else if (subject.items.length === 0) resolutions.set(subject.id, { is: 'refused', remarks: [], ofOthers: [] });
    else if (known) resolutions.set(subject.id, { is: 'known', ...known });
    else if (student) queries.push(toQuery(subject, student, context.submission.organisation));
    else withoutRow.push(subject);
  }
  await resolveWithoutRow(tx, withoutRow, context, resolutions);
  await resolveQueries(tx, queries, { subjects, context, resolutions });
  return resolutions;
}

async function resolveWithoutRow(
  tx: Tx,
  subjects: readonly Subject[],
  { submission }: BatchContext,
  resolutions: Map<string, Resolution>,
): Promise<void> {
  if (subjects.length === 0) return;
  const ids = subjects.map((subject) => subject.id);
  const refusedRows = await withStudentRow(tx, submission.submissionId, ids);
  const known = await findByLocalIds(tx, submission.organisation, ids);
  for (const { id } of subjects) {
    const row = refusedRows.get(id);
    const studentNumber = known.get(id);
    if (row !== undefined) resolutions.set(id, refused([], row));
    else if (studentNumber) resolutions.set(id, { is: 'known', studentNumber, isNew: false });
    else {
      const remarks = [
        rejection('student_absent', 'local_student_id', { student: id, organisation: submission.organisation }),
      ];
      resolutions.set(id, { is: 'refused', remarks, ofOthers: remarks });
    }
  }
}

type Queried = { subjects: readonly Subject[]; context: BatchContext; resolutions: Map<string, Resolution> };

async function resolveQueries(
  tx: Tx,
  queries: readonly IdentityQuery[],
  { subjects, context, resolutions }: Queried,
): Promise<void> {
  if (queries.length === 0) return;
  const { identity } = context;
  const byRef = new Map((await identifyStudents(tx, queries, identity)).map((it) => [it.ref, it]));
  const unknown = queries.filter(
    ({ ref }) => byRef.get(ref)?.outcome === 'new' && byRef.get(ref)?.rejections.length === 0,
  );
  const created = unknown.length > 0 ? await createStudents(tx, unknown, identity) : [];
  for (const decision of created) byRef.set(decision.ref, decision);
  const decisions = queries.map(({ ref }) => byRef.get(ref)).filter((it) => it !== undefined);
  await recordDecisions(tx, queries, decisions, identity);
  const heldQueries = queries.filter(({ ref }) => isHeld(byRef.get(ref)));
  const heldDecisions = decisions.filter(isHeld);
  const tasks =
    heldQueries.length > 0 ? await openMatchTasks(tx, heldQueries, heldDecisions, identity) : new Map<string, string>();
  const createdRefs = new Set(
    created.filter((it) => it.outcome === 'assigned' && createdMethods.has(it.method)).map((it) => it.ref),
  );
  const rowOf = new Map(
    subjects.map((subject) => [subject.id, subject.items.find((item) => item.file === 'students')?.row ?? 0]),
  );
  for (const decision of decisions) {
    resolutions.set(
      decision.ref,
      toResolution(decision, {
        tasks,
        createdRefs,
        row: rowOf.get(decision.ref) ?? 0,
        isRehearsal: context.submission.isRehearsal,
      }),
    );
  }
}

/** The methods by which a student is created just now; any other answer of `createStudents` means that somebody was faster. */
const createdMethods: ReadonlySet<string> = new Set(['nobody', 'multiple_birth']);

function isHeld(decision: IdentityDecision | undefined): decision is IdentityDecision {
  return decision?.outcome === 'review' && decision.rejections.length === 0;
}

type Decision = {
  tasks: ReadonlyMap<string, string>;
  createdRefs: ReadonlySet<string>;
  row: number;
  isRehearsal: boolean;
};

function toResolution(decision: IdentityDecision, { tasks, createdRefs, row, isRehearsal }: Decision): Resolution {
  const { ref, outcome, studentNumber, rejections } = decision;
  if (rejections.length > 0) return refused(rejections.map(toRemark), row);
  if (outcome === 'review') return { is: 'held', taskId: isRehearsal ? null : (tasks.get(ref) ?? null) };
  if (!studentNumber) throw new Error(`identity answered ${outcome} without a number`);
  return { is: 'known', studentNumber, isNew: createdRefs.has(ref) };
}

function refused(remarks: KeptRemark[], row: number): Resolution {
  return { is: 'refused', remarks, ofOthers: [rejection('student_refused', null, { row })] };
}
