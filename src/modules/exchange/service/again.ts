import type { StudentNumber } from '#kernel/ids.ts';
import { loadStudentFacts } from '#modules/identity/index.ts';
import { type Act, beginAct, perform } from '#platform/act.ts';
import { type Actor, systemActor } from '#platform/actor.ts';
import { besideReversals } from '#platform/database/beside.ts';
import type { Db, Tx } from '#platform/database/database.ts';
import type { ItemInput, SubmissionItem } from '../contract.ts';
import { errors } from '../errors.ts';
import { isItemFile, type StagedItem, stageItem } from '../reading/item.ts';
import { toFields } from '../reading/lines.ts';
import { stageOneRoster } from '../reading/oneroster.ts';
import type { FateRecord, ItemWithFate, KeptRemark, SubmissionRecord } from '../records.ts';
import { isOneRosterFile, userColumns } from '../rules/oneroster/files.ts';
import { heldByTask, wasReleased, writeFates } from '../store/fates.ts';
import { findItem, findTwins, listItems, replaceItem } from '../store/items.ts';
import { inRehearsal } from '../store/rehearsal.ts';
import { findReversal } from '../store/reversals.ts';
import { findSubmission, moveStudents, type StudentTally, waitForOthers } from '../store/submissions.ts';
import { applyBatch } from './batch.ts';
import { actorOf, type BatchBasis, contextOf, loadBasis } from './context.ts';
import { translateSubjects } from './oneroster/translate.ts';
import { presentItem, readerOfItems } from './present.ts';
import { type Decided, rejection } from './remarks.ts';
import { type RunServices, turns } from './runner.ts';

// Rows taken up again after the run: one that a person mended, and those that waited for a person's decision.

export type Resubmission = { submission: SubmissionRecord; ordinal: number; fields: ItemInput['fields']; actor: Actor };

/**
 * Puts a mended row in the place of the one that was refused or is held, and runs its student again. Rows that were applied before
 * stay as they are. In a rehearsal nothing reaches the register, as before.
 */
export async function resubmitItem(
  services: RunServices,
  input: Resubmission,
): Promise<{ item: SubmissionItem; changed: SubmissionItem[] }> {
  const { submission, ordinal, fields, actor } = input;
  const { submissionId } = submission;
  if (submission.finishedAt === null) throw errors.still_running();
  const basis = await loadBasis(services.db, submission, services.jurisdiction);
  const act = { kind: 'exchange.resubmit', actor, organisation: submission.organisation, requestId: submissionId };
  const { fates, staged } = await inOneAct(services.db, submission, act, async ({ tx, writer, begun }) => {
    const before = await findItem(writer, submissionId, ordinal);
    if (!before) throw errors.item_not_found({ ordinal });
    const staged = stageMended(before, fields, submission);
    await replaceItem(writer, submissionId, { ...staged, ordinal });
    const own = await judgeMended(writer, submissionId, { ...staged, ordinal });
    if (own) await writeFates(writer, submissionId, [own]);
    const fresh = { ordinal, isSound: own === null };
    const others = await runAgain(tx, writer, begun, {
      basis,
      subject: staged.subject,
      fresh,
      decided: new Map(),
      isSealed: false,
    });
    return { staged, fates: own ? [own, ...others] : others };
  });
  const ordinals = new Set(fates.map((it) => it.ordinal));
  const items = await listItems(services.db, {
    submissionId,
    fate: null,
    file: null,
    rule: null,
    seesSealed: true,
    subject: staged.subject,
    after: 0,
    limit: rowsOfStudentMax,
  });
  const item = await findItem(services.db, submissionId, ordinal);
  if (!item) throw errors.item_not_found({ ordinal });
  const itemReader = await readerOfItems(services.db, actor, [...items, item]);
  const changed = items.filter((it) => ordinals.has(it.ordinal)).map((it) => presentItem(it, itemReader));
  return { item: presentItem(item, itemReader), changed };
}

/**
 * Applies the rows that waited for a decision, in every submission that holds them, the earlier first, so that the latest statement
 * stands in the end. Safe to run twice: what is applied waits no longer.
 */
export async function releaseHeld(
  services: RunServices,
  task: { taskId: string; studentNumber: StudentNumber; isNew: boolean },
): Promise<number> {
  const held = await heldByTask(services.db, task.taskId);
  const facts = await loadStudentFacts(services.db, [task.studentNumber]);
  const isSealed = facts.get(task.studentNumber)?.isRestricted ?? false;
  for (const { submissionId, subject } of held) {
    const submission = await findSubmission(services.db, submissionId);
    if (!submission) continue;
    const basis = await loadBasis(services.db, submission, services.jurisdiction);
    const act = {
      kind: 'exchange.release',
      // Nobody at the school may write to a protected student: the program does what a person decided.
      actor: isSealed ? systemActor('release') : actorOf(submission),
      organisation: submission.organisation,
      requestId: submissionId,
    };
    await inOneAct(services.db, submission, act, async ({ tx, writer, begun }) => {
      const isNew = task.isNew && !(await wasReleased(writer, task.taskId));
      const decided: Decided = new Map([[subject, { studentNumber: task.studentNumber, isNew }]]);
      return runAgain(tx, writer, begun, { basis, subject, fresh: null, decided, isSealed });
    });
  }
  return held.length;
}

const rowsOfStudentMax = 1000;

type Place = { tx: Tx; writer: Db | Tx; begun: Act };

/**
 * In earnest one transaction for all; of a rehearsal only what is written beside the register stays. One after the other for each
 * submission: whoever comes second sees what the first has settled.
 */
function inOneAct<Result>(
  db: Db,
  { submissionId, isRehearsal }: SubmissionRecord,
  input: Parameters<typeof perform>[1],
  work: (place: Place) => Promise<Result>,
): Promise<Result> {
  const alone = async (place: Place) => {
    if (!isRehearsal) await besideReversals(place.tx);
    await waitForOthers(place.tx, submissionId);
    if (await findReversal(place.tx, submissionId)) throw errors.reversed_already();
    return work(place);
  };
  return turns.take(() => {
    if (!isRehearsal) return perform(db, input, (tx, begun) => alone({ tx, writer: tx, begun }));
    return inRehearsal(db, async (tx) => alone({ tx, writer: db, begun: await beginAct(tx, input) }));
  });
}

function stageMended(
  { file, row, result }: ItemWithFate,
  fields: ItemInput['fields'],
  { fileModes }: SubmissionRecord,
): StagedItem {
  if (result && result.fate !== 'refused' && result.fate !== 'held' && !result.isSealed)
    throw errors.item_not_mendable({ fate: result.fate });
  const mended = { row, fields: toFields(fields) };
  if (isItemFile(file)) return stageItem({ file, ...mended });
  const mode = isOneRosterFile(file) ? fileModes?.[file] : undefined;
  // A row about no user is read for the whole file, which is not read again.
  if (!isOneRosterFile(file) || mode === undefined || userColumns[file] === undefined)
    throw errors.item_not_mendable({ fate: file });
  return stageOneRoster({ file, mode, ...mended });
}

/** What the form of the mended row, or another row like it, still has against it. */
async function judgeMended(
  writer: Db | Tx,
  submissionId: string,
  item: StagedItem & { ordinal: number },
): Promise<FateRecord | null> {
  const remarks: KeptRemark[] = item.problems.map(({ code, field, params }) => ({
    code: `exchange.${code}`,
    severity: 'rejection',
    field,
    params,
  }));
  if (remarks.length === 0) {
    const { sameGuid, sameStudent } = await findTwins(writer, submissionId, item);
    const [twice, field] = isOneRosterFile(item.file)
      ? (['duplicate_sourced_id', 'sourcedId'] as const)
      : (['duplicate_guid', 'guid'] as const);
    if (sameGuid.length > 0) remarks.push(rejection(twice, field, { rows: sameGuid }));
    if (sameStudent.length > 0)
      remarks.push(rejection('duplicate_local_student_id', 'local_student_id', { rows: sameStudent }));
  }
  if (remarks.length === 0) return null;
  return {
    ordinal: item.ordinal,
    file: item.file,
    fate: 'refused',
    studentNumber: null,
    isNewNumber: false,
    matchTaskId: null,
    remarks,
  };
}

/** The row that was just mended, and whether it may be applied now. */
type Fresh = { ordinal: number; isSound: boolean };
type Again = {
  basis: BatchBasis;
  subject: string | null;
  fresh: Fresh | null;
  decided: Decided;
  /** True when the rows go to a protected student. */
  isSealed: boolean;
};

async function runAgain(
  tx: Tx,
  writer: Db | Tx,
  act: Act,
  { basis, subject, fresh, decided, isSealed }: Again,
): Promise<FateRecord[]> {
  if (subject === null) return [];
  const { submissionId, isRehearsal } = basis.submission;
  const all = await listItems(writer, {
    submissionId,
    fate: null,
    file: null,
    rule: null,
    seesSealed: true,
    subject,
    after: 0,
    limit: rowsOfStudentMax,
  });
  const sound = all.filter((item) => !isBlocked(item, fresh));
  const pending = sound.filter((item) => !isApplied(item));
  if (pending.length === 0) return [];
  const known = sound.filter(isApplied);
  // Somebody who was put under protection since is for a person to identify, like anybody protected.
  const told = known.find(({ result }) => result?.studentNumber && !result.isRestricted);
  const number = isRehearsal ? undefined : told?.result?.studentNumber;
  const whoItIs: Decided =
    number && !decided.has(subject) ? new Map([[subject, { studentNumber: number, isNew: false }]]) : decided;
  // A rehearsal has left nothing in the register, so what it had applied is applied again with the rest.
  const rows = isRehearsal ? { id: subject, items: sound } : { id: subject, items: pending, known };
  const subjects = await translateSubjects(writer, [rows], basis);
  const result = await applyBatch(tx, subjects, contextOf(basis, act), whoItIs);
  const before = new Map(pending.map((item) => [item.ordinal, item.result]));
  const fates = result.fates
    .filter((fate) => before.has(fate.ordinal))
    .map((fate) => ({
      ...fate,
      studentNumber: isRehearsal && fate.isNewNumber ? null : fate.studentNumber,
      // The task stays with the rows that waited for it.
      matchTaskId: fate.matchTaskId ?? before.get(fate.ordinal)?.matchTaskId ?? null,
      isSealed,
    }));
  await writeFates(writer, submissionId, fates);
  if (!isSealed) await moveStudents(writer, submissionId, difference(all, result.students));
  return fates;
}

function isApplied({ result }: ItemWithFate): boolean {
  return result !== null && result.fate !== 'refused' && result.fate !== 'held' && !result.isSealed;
}

const twinCodes: ReadonlySet<string> = new Set([
  'exchange.duplicate_guid',
  'exchange.duplicate_sourced_id',
  'exchange.duplicate_local_student_id',
  'exchange.student_too_large',
]);

/** Rows that cannot be applied as they stand: their form is wrong, or another row stands against them. */
function isBlocked({ problems, result, ordinal }: ItemWithFate, fresh: Fresh | null): boolean {
  if (fresh?.ordinal === ordinal) return !fresh.isSound;
  if (problems !== null) return true;
  return result?.fate === 'refused' && result.remarks.some((remark) => twinCodes.has(remark.code));
}

/** How the student is counted otherwise than before; one of whom rows were applied before stays counted as it was. */
function difference(before: readonly ItemWithFate[], after: StudentTally): StudentTally {
  if (before.some(isApplied)) return { new: 0, matched: 0, held: 0, refused: 0 };
  const wasHeld = before.some(({ result }) => result?.fate === 'held');
  // A student whom a cancelled run never reached was not counted at all.
  const wasRefused = !wasHeld && before.some(({ result }) => result?.fate === 'refused');
  return { ...after, held: after.held - (wasHeld ? 1 : 0), refused: after.refused - (wasRefused ? 1 : 0) };
}
