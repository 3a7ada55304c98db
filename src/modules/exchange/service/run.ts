import { newId } from '#platform/ids.ts';
import { FileRefused, note } from '../reading/refused.ts';
import type { SubmissionRecord } from '../records.ts';
import { checkRows, clearRowCounts, listFileCounts, reconcile } from '../store/fates.ts';
import * as store from '../store/submissions.ts';
import { applyAll } from './apply.ts';
import { settleOneRoster } from './oneroster/settle.ts';
import { readFile } from './read-file.ts';
import { Interrupted, isLostConnection, type RunServices, turns } from './runner.ts';

export type RunOptions = {
  signal: AbortSignal;
  /** Students in one transaction. */
  batchStudents?: number;
  /** Asked between two batches in earnest: whether others are to come before it goes on. */
  isTurnOver?: () => Promise<boolean>;
  /** Told when it is this runner that works it. */
  onBegin?: () => Promise<void>;
  /** True for work that needs one of the few places for what cannot be parted. */
  isLong?: boolean;
};

/** How a run ended. `busy`: another runner has the submission. `interrupted`: it goes on where it stands when it is run again. */
export type RunEnd = 'ended' | 'busy' | 'interrupted';

export const batchStudentsDefault = 500;
/** More rows than any one person has: an identifier that many share. */
const rowsOfStudentMax = 500;

/**
 * Takes a submission through the whole pipeline from where it stands. Whatever happens ends as a state of the submission; only a lost
 * database is thrown on, for there is nowhere to write it down.
 */
export async function runSubmission(services: RunServices, submissionId: string, options: RunOptions): Promise<RunEnd> {
  const run = async (): Promise<RunEnd> => {
    if (!(await store.startSubmission(services.db, submissionId))) return 'ended';
    await options.onBegin?.();
    try {
      await runStages(services, submissionId, options);
      return 'ended';
    } catch (error) {
      return endBadly(services, submissionId, error);
    }
  };
  return (
    (await turns.take(() => store.asOnlyRunner(services.db, { submissionId, isLong: options.isLong ?? false }, run))) ??
    'busy'
  );
}

const neverOver = () => Promise.resolve(false);

async function runStages(
  services: RunServices,
  submissionId: string,
  { signal, batchStudents = batchStudentsDefault, isTurnOver = neverOver }: RunOptions,
): Promise<void> {
  const { db } = services;
  let submission = await load(services, submissionId);
  if (submission.stage === 'received') {
    await readFile(services, submission, signal);
    await store.saveStage(db, submissionId, 'read');
    submission = await load(services, submissionId);
  }
  // A rehearsal that broke off has left nothing in the register: its students are taken from the first again.
  if (submission.isRehearsal) await store.rewind(db, submissionId);
  if (submission.stage === 'read' || submission.isRehearsal) {
    const begun = performance.now();
    await checkRows(db, submissionId, { rowsOfStudentMax, isOneRoster: submission.fileModes !== null });
    await settleOneRoster(services, submission);
    await store.addStageTimes(db, submissionId, [
      { stage: 'checked', rows: 0, milliseconds: performance.now() - begun },
    ]);
    await store.saveStage(db, submissionId, 'checked');
    submission = await load(services, submissionId);
  }
  const isWhole = await applyAll(services, submission, { signal, batchStudents, isTurnOver });
  if (isWhole) await finish(services, submissionId);
  else await store.endSubmission(db, submissionId, { state: 'cancelled' });
}

/** Counts everything anew before it says finished: a row without a fate is a fault of ours and must be loud. */
async function finish(services: RunServices, submissionId: string): Promise<void> {
  const { db } = services;
  const { rows, fates, counted } = await reconcile(db, submissionId);
  if (rows !== fates || rows !== counted) {
    throw new Error(`the fates do not add up: ${rows} rows, ${fates} fates, ${counted} counted`);
  }
  const submission = await load(services, submissionId);
  const files = (await listFileCounts(db, [submissionId])).get(submissionId) ?? [];
  const isNothingNew = rows > 0 && files.every((file) => file.added + file.changed + file.held === 0);
  if (isNothingNew) await store.saveRemarks(db, submissionId, [...submission.remarks, note('nothing_changed')]);
  await store.endSubmission(db, submissionId, { state: 'finished', stage: 'rescanned' });
}

async function endBadly({ db, logger }: RunServices, submissionId: string, error: unknown): Promise<RunEnd> {
  if (error instanceof Interrupted) return 'interrupted';
  if (isLostConnection(error)) throw error;
  if (error instanceof FileRefused) {
    await clearRowCounts(db, submissionId);
    await store.endSubmission(db, submissionId, { state: 'refused', refusal: error.problem });
    return 'ended';
  }
  const failureReference = newId();
  logger.error({ err: error, submissionId, failureReference }, 'a submission failed');
  await store.endSubmission(db, submissionId, { state: 'failed', failureReference });
  return 'ended';
}

async function load({ db }: RunServices, submissionId: string): Promise<SubmissionRecord> {
  const submission = await store.findSubmission(db, submissionId);
  if (!submission) throw new Error(`there is no submission ${submissionId}`);
  return submission;
}
