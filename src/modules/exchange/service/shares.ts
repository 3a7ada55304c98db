import type { Db } from '#platform/database/database.ts';
import { enqueue, jobsAtOnce } from '#platform/jobs/jobs.ts';
import { countUnfinished, isUnfinished, listByShare, markServed } from '../store/shares.ts';
import { runJob } from './queue.ts';
import { type RunOptions, runSubmission } from './run.ts';
import type { RunServices } from './runner.ts';

// Many submissions at once are worked in turn, a slice each, by share: an authority with its schools is one share, whatever it sends. So a
// school's file of fifty rows waits for a slice of a province's million, and not for its end.

export type ServeOptions = Pick<RunOptions, 'signal' | 'batchStudents'> & {
  /** How long one is worked before others come: at least one batch. */
  sliceMs?: number;
  /** How many are worked at once; while there are fewer, nobody need make room. */
  slots?: number;
  /** From what size on reading and rehearsing, which cannot be parted, need one of the places for long work. */
  longBytes?: number;
};

const sliceMsDefault = 2000;
const longBytesDefault = 2_000_000;

/** Works a slice of the submission whose share was served longest ago. Which one; null when every one is worked elsewhere, or none waits. */
export async function serveNext(services: RunServices, options: ServeOptions): Promise<string | null> {
  const { sliceMs = sliceMsDefault, slots = jobsAtOnce, longBytes = longBytesDefault, ...run } = options;
  const { db } = services;
  for (const { submissionId, isLong } of await listByShare(db, longBytes)) {
    const begun = performance.now();
    const isTurnOver = async () => performance.now() - begun >= sliceMs && (await countUnfinished(db)) >= slots;
    const onBegin = () => markServed(db, submissionId);
    const end = await runSubmission(services, submissionId, { ...run, isLong, isTurnOver, onBegin });
    if (end !== 'busy') return submissionId;
  }
  return null;
}

const idleMs = 500;

/** Queues a submission again until it is at its end: its place in the queue is a turn for whoever is next. */
export async function keepPlace(db: Db, submissionId: string, { isIdle }: { isIdle: boolean }): Promise<void> {
  await db.transaction().execute(async (tx) => {
    if (!(await isUnfinished(tx, submissionId))) return;
    const runAt = new Date(Date.now() + (isIdle ? idleMs : 0));
    await enqueue(tx, runJob, { submissionId }, { key: submissionId, runAt });
  });
}
