import { type Act, beginAct, perform } from '#platform/act.ts';
import { besideReversals } from '#platform/database/beside.ts';
import type { Db, Tx } from '#platform/database/database.ts';
import { newId } from '#platform/ids.ts';
import type { FateRecord, Subject, SubmissionRecord } from '../records.ts';
import { writeFates } from '../store/fates.ts';
import { nextSubjects } from '../store/items.ts';
import { inRehearsal, type RehearsalTx, savepoint } from '../store/rehearsal.ts';
import { addStageTimes, saveProgress } from '../store/submissions.ts';
import { applyBatch, type BatchResult } from './batch.ts';
import { actorOf, type BatchBasis, contextOf, loadBasis } from './context.ts';
import { carryBack } from './oneroster/columns.ts';
import { translateSubjects } from './oneroster/translate.ts';
import { rejection } from './remarks.ts';
import { Interrupted, isContention, isLostConnection, type RunServices, stopIfAsked } from './runner.ts';
import { watchDecoys } from './watch.ts';

export type ApplyOptions = { signal: AbortSignal; batchStudents: number; isTurnOver: () => Promise<boolean> };

/**
 * Applies what is left of a submission, batch by batch, each in a transaction of its own that also moves the cursor: killed anywhere,
 * it goes on exactly where it stood. A rehearsal runs the same in one transaction that is rolled back; fates and progress are written
 * beside it. False when somebody asked to stop.
 */
export async function applyAll(
  services: RunServices,
  submission: SubmissionRecord,
  options: ApplyOptions,
): Promise<boolean> {
  const basis = await loadBasis(services.db, submission, services.jurisdiction);
  const issued = new Set<string>();
  if (!submission.isRehearsal) {
    return applyBatches(services, basis, { ...options, issued, inBatch: realBatch(services.db, submission) });
  }
  return inRehearsal(services.db, (tx) =>
    applyBatches(services, basis, { ...options, issued, inBatch: rehearsedBatch(services.db, tx, submission) }),
  );
}

/** Runs one batch. `work` changes the register; `keep` writes what became of it, in the batch's transaction or beside a rehearsal. */
type InBatch = <Result>(
  work: (tx: Tx, act: Act) => Promise<Result>,
  keep: (writer: Db | Tx, result: Result) => Promise<boolean>,
) => Promise<boolean>;

function realBatch(db: Db, submission: SubmissionRecord): InBatch {
  return (work, keep) =>
    perform(db, actInput(submission), async (tx, act) => {
      await besideReversals(tx);
      return keep(tx, await work(tx, act));
    });
}

function rehearsedBatch(db: Db, tx: RehearsalTx, submission: SubmissionRecord): InBatch {
  return async (work, keep) =>
    keep(db, await savepoint(tx, async () => work(tx, await beginAct(tx, actInput(submission)))));
}

function actInput(submission: SubmissionRecord) {
  const { organisation, submissionId, fileName } = submission;
  return {
    kind: 'exchange.apply',
    actor: actorOf(submission),
    organisation,
    reason: fileName,
    requestId: submissionId,
  };
}

/** `issued`: numbers that a rehearsal gave out and takes back at its end. */
type Loop = ApplyOptions & { inBatch: InBatch; issued: Set<string> };

async function applyBatches(services: RunServices, basis: BatchBasis, loop: Loop): Promise<boolean> {
  const { submissionId, cursorSubject } = basis.submission;
  const fetch = async (after: string | null) => {
    const sent = await nextSubjects(services.db, { submissionId, after, limit: loop.batchStudents });
    return translateSubjects(services.db, sent, basis);
  };
  let subjects = await fetch(cursorSubject);
  let last = subjects.at(-1);
  while (last) {
    stopIfAsked(loop.signal);
    // The next batch is fetched while this one is applied.
    const [isCancelled, next] = await Promise.all([
      takeBatch(services, basis, { loop, subjects, tries: 0 }),
      fetch(last.id),
      watchDecoys(services, basis.submission, subjects),
    ]);
    if (isCancelled) return false;
    subjects = next;
    last = next.at(-1);
    // A rehearsal would have to begin anew.
    if (last && !basis.submission.isRehearsal && (await loop.isTurnOver())) throw new Interrupted();
  }
  return true;
}

type Taken = { loop: Loop; subjects: readonly Subject[]; tries: number };
const triesMax = 5;

/**
 * Applies some students; when that fails, halves them until the one whose rows break us stands alone. That one is refused with a
 * reference to the log; nobody else waits for it. True when somebody asked to stop.
 */
async function takeBatch(services: RunServices, basis: BatchBasis, { loop, subjects, tries }: Taken): Promise<boolean> {
  try {
    return await loop.inBatch(
      (tx, act) => applyBatch(tx, subjects, contextOf(basis, act)),
      (writer, result) => keepResult(writer, basis, loop, { subjects, result }),
    );
  } catch (error) {
    if (loop.signal.aborted || isLostConnection(error)) throw error;
    if (isContention(error) && tries < triesMax)
      return takeBatch(services, basis, { loop, subjects, tries: tries + 1 });
    if (subjects.length === 1) return refusePoison(services, basis, { loop, subjects, tries }, error);
    const middle = Math.ceil(subjects.length / 2);
    const isCancelled = await takeBatch(services, basis, { loop, subjects: subjects.slice(0, middle), tries: 0 });
    return isCancelled || takeBatch(services, basis, { loop, subjects: subjects.slice(middle), tries: 0 });
  }
}

type Kept = { subjects: readonly Subject[]; result: BatchResult };

async function keepResult(
  writer: Db | Tx,
  { submission }: BatchBasis,
  { issued }: Loop,
  { subjects, result }: Kept,
): Promise<boolean> {
  const { submissionId, isRehearsal } = submission;
  await writeFates(writer, submissionId, isRehearsal ? withoutIssuedNumbers(result.fates, issued) : result.fates);
  await addStageTimes(writer, submissionId, [
    { stage: 'identified', rows: result.rows, milliseconds: result.identifiedMs },
    { stage: 'applied', rows: result.rows, milliseconds: result.appliedMs },
    { stage: 'rescanned', rows: result.rows, milliseconds: result.rescannedMs },
  ]);
  return saveProgress(writer, submissionId, {
    cursorSubject: subjects.at(-1)?.id ?? null,
    students: result.students,
  });
}

/** The numbers that a rehearsal issued go back with it: others will be issued in earnest. */
function withoutIssuedNumbers(fates: readonly FateRecord[], issued: Set<string>): FateRecord[] {
  for (const fate of fates) if (fate.isNewNumber && fate.studentNumber) issued.add(fate.studentNumber);
  return fates.map((fate) =>
    fate.studentNumber && issued.has(fate.studentNumber) ? { ...fate, studentNumber: null } : fate,
  );
}

async function refusePoison(
  { logger }: RunServices,
  basis: BatchBasis,
  { loop, subjects }: Taken,
  error: unknown,
): Promise<boolean> {
  const reference = newId();
  const { submissionId } = basis.submission;
  logger.error({ err: error, submissionId, reference }, 'the rows of one student could not be applied');
  const stated = subjects
    .flatMap((subject) => subject.items)
    .map((item): FateRecord => {
      const remarks = [rejection('internal_error', null, { reference })];
      return {
        ordinal: item.ordinal,
        file: item.file,
        fate: 'refused',
        studentNumber: null,
        isNewNumber: false,
        matchTaskId: null,
        remarks,
      };
    });
  const settled = subjects.flatMap((subject) => subject.translated?.settled ?? []);
  const fates = carryBack([...settled, ...stated], subjects, basis.oneRoster?.settings.metadata);
  const students = { new: 0, matched: 0, held: 0, refused: subjects.length };
  const result = { fates, students, rows: fates.length, identifiedMs: 0, appliedMs: 0, rescannedMs: 0 };
  return loop.inBatch(
    () => Promise.resolve(result),
    (writer) => keepResult(writer, basis, loop, { subjects, result }),
  );
}
