import { z } from 'zod';
import type { Db } from '#platform/database/database.ts';
import { enqueue } from '#platform/jobs/jobs.ts';
import { listRunning } from '../store/reversals.ts';
import { listUnfinished } from '../store/submissions.ts';

/** The job that takes a submission through the pipeline; what it does is in `jobs.ts`. */
export const runJob = { name: 'exchange.run', payload: z.strictObject({ submissionId: z.guid() }), triesMax: 10 };

/** The job that puts back what a submission did. */
export const reverseJob = {
  name: 'exchange.reverse',
  payload: z.strictObject({ submissionId: z.guid() }),
  triesMax: 25,
};
export const keyOfReversal = (submissionId: string) => `reverse ${submissionId}`;

/**
 * Queues every submission and reversal that is not at its end: at the start of the program, since a killed process leaves its jobs locked, and
 * now and then. One that runs elsewhere has its own lock and is left alone.
 */
export async function requeueUnfinished(db: Db): Promise<number> {
  const unfinished = await listUnfinished(db);
  const reversals = await listRunning(db);
  if (unfinished.length + reversals.length === 0) return 0;
  await db.transaction().execute(async (tx) => {
    for (const submissionId of unfinished) await enqueue(tx, runJob, { submissionId }, { key: submissionId });
    for (const submissionId of reversals)
      await enqueue(tx, reverseJob, { submissionId }, { key: keyOfReversal(submissionId) });
  });
  return unfinished.length + reversals.length;
}
