import { z } from 'zod';
import type { StudentNumber } from '#kernel/ids.ts';
import type { Act } from '#platform/act.ts';
import type { Reader, Tx } from '#platform/database/database.ts';
import { newId } from '#platform/ids.ts';
import { enqueue } from '#platform/jobs/jobs.ts';
import type { MatchDecision } from '../contract.ts';
import { errors } from '../errors.ts';
import { ruleMatcher } from '../rules/match.ts';
import * as store from '../store/matching.ts';
import { findGuidOwners, findStudents, upsertLocalIds } from '../store/students.ts';
import { createNow } from './create.ts';
import { hasPreferredName, kindsOfStudentRow } from './guids.ts';
import { resolveNumber } from './resolve.ts';
import { seeStudent } from './see.ts';
import type { IdentityContext, IdentityDecision, IdentityQuery } from './types.ts';

/**
 * Announced in the deciding transaction: a held student has a number now. Whoever holds the rows defines the job of this name
 * and releases them (`defineJob({ ...matchTaskDecided, run })`).
 */
export const matchTaskDecided = {
  name: 'identity.match-task-decided',
  payload: z.strictObject({ taskId: z.guid() }),
  triesMax: 10,
};

/** Keeps decisions in the ledger, one row each. */
export async function recordDecisions(
  tx: Tx,
  queries: readonly IdentityQuery[],
  decisions: readonly IdentityDecision[],
  context: IdentityContext,
): Promise<void> {
  const rows = decisions.flatMap((decision, place): store.DecisionRow[] => {
    const query = queries[place];
    return query ? [toRow(query, decision, context)] : [];
  });
  await store.insertDecisions(tx, rows);
}

function toRow(query: IdentityQuery, decision: IdentityDecision, context: IdentityContext): store.DecisionRow {
  return {
    decisionId: newId(),
    decidedAt: context.at,
    organisation: query.organisation,
    localStudentId: query.localStudentId,
    submissionId: context.submissionId,
    itemRef: query.ref,
    queryDigest: decision.queryDigest,
    outcome: decision.outcome,
    method: decision.method,
    studentNumber: decision.studentNumber,
    candidates: decision.candidates,
    modelVersion: decision.modelVersion,
    isByPerson: false,
  };
}

/** Opens a task for each held student; one that is held already keeps its task, with the newer facts. Answers the task of each `ref`. */
export async function openMatchTasks(
  tx: Tx,
  queries: readonly IdentityQuery[],
  decisions: readonly IdentityDecision[],
  context: IdentityContext,
): Promise<Map<string, string>> {
  const tasks = decisions.flatMap((decision, place): store.NewTask[] => {
    const query = queries[place];
    if (!query) return [];
    return [
      {
        taskId: newId(),
        reason: decision.method,
        organisation: query.organisation,
        localStudentId: query.localStudentId,
        submissionId: context.submissionId,
        itemRef: query.ref,
        queryDigest: decision.queryDigest,
        facts: query,
        candidates: decision.candidates,
        openedAt: context.at,
      },
    ];
  });
  const byRow = await store.upsertTasks(tx, tasks);
  return new Map(queries.map((query) => [query.ref, byRow.get(`${query.organisation}|${query.localStudentId}`) ?? '']));
}

/**
 * Decides a held student: the same as somebody on the register, or new (the number is issued here). The same question is answered in
 * the same way from then on, and whoever holds the rows is told by the job `identity.match-task-decided`.
 */
export async function decideMatchTask(
  tx: Tx,
  act: Act,
  { taskId, wish, context }: { taskId: string; wish: MatchDecision; context: IdentityContext },
): Promise<{ studentNumber: StudentNumber; isNew: boolean }> {
  const task = await store.lockTask(tx, taskId);
  if (!task) throw errors.task_not_found();
  if (task.state === 'decided')
    throw errors.task_decided({ decision: task.decision ?? '', number: task.studentNumber ?? '' });
  const query = task.facts as IdentityQuery; // written by openMatchTasks, read by nobody else
  const studentNumber =
    wish.decision === 'same' ? await findSame(tx, act, wish.number) : await createDecided(tx, query, context);
  await store.closeTask(tx, {
    taskId,
    decision: wish.decision,
    studentNumber,
    at: act.at,
    by: act.actor.name,
    note: wish.note ?? null,
  });
  await upsertLocalIds(
    tx,
    [{ organisation: task.organisation, localStudentId: task.localStudentId, studentNumber }],
    act.at,
  );
  await store.insertDecisions(tx, [
    {
      decisionId: newId(),
      decidedAt: act.at,
      organisation: task.organisation,
      localStudentId: task.localStudentId,
      submissionId: task.submissionId,
      itemRef: task.itemRef,
      queryDigest: task.queryDigest,
      outcome: 'assigned',
      method: 'person',
      studentNumber,
      candidates: task.candidates,
      modelVersion: ruleMatcher.version,
      isByPerson: true,
    },
  ]);
  await enqueue(tx, matchTaskDecided, { taskId });
  return { studentNumber, isNew: wish.decision === 'new' };
}

async function findSame(tx: Tx, act: Act, number: StudentNumber): Promise<StudentNumber> {
  await seeStudent(tx, act.actor, number);
  const { primary } = await resolveNumber(tx, number);
  const student = (await findStudents(tx, [primary])).get(primary);
  if (student?.status !== 'active') throw errors.student_not_found();
  return primary;
}

async function createDecided(tx: Tx, query: IdentityQuery, context: IdentityContext): Promise<StudentNumber> {
  const numbers = await createNow(tx, [await withOwnGuid(tx, query)], context);
  const number = [...numbers.values()][0];
  if (!number) throw new Error('a decided student was not created');
  return number;
}

/** A GUID that is somebody else's is left to them; the row that brought it is refused when it is applied. */
async function withOwnGuid(tx: Tx, query: IdentityQuery): Promise<IdentityQuery> {
  const { guid, draft } = query;
  if (guid === null) return query;
  const kinds = kindsOfStudentRow({ hasPreferredName: hasPreferredName(draft) });
  const owners = await findGuidOwners(
    tx,
    kinds.map((kind) => ({ kind, guid })),
  );
  return owners.size > 0 ? { ...query, guid: null } : query;
}

/** What was decided about one held student; null while nobody decided. */
export async function findDecidedTask(
  reader: Reader,
  taskId: string,
): Promise<{ taskId: string; studentNumber: StudentNumber; isNew: boolean } | null> {
  const task = await store.findTask(reader, taskId);
  if (task?.state !== 'decided' || !task.studentNumber) return null;
  return { taskId, studentNumber: task.studentNumber, isNew: task.decision === 'new' };
}
