import { z } from 'zod';
import type { Db } from '#platform/database/database.ts';
import { enqueue } from '#platform/jobs/jobs.ts';
import { listUnfinished } from '../store/submissions.ts';

/** The job that takes a submission through the pipeline; what it does is in `jobs.ts`. */
export const runJob = { name: 'exchange.run', payload: z.strictObject({ submissionId: z.guid() }), triesMax: 10 };

/**
 * Queues every submission that is not at its end: at the start of the program, since a killed process leaves its jobs locked, and
 * now and then. One that runs elsewhere has its own lock and is left alone.
 */
export async function requeueUnfinished(db: Db): Promise<number> {
  const unfinished = await listUnfinished(db);
  if (unfinished.length === 0) return 0;
  await db.transaction().execute(async (tx) => {
    for (const submissionId of unfinished) await enqueue(tx, runJob, { submissionId }, { key: submissionId });
  });
  return unfinished.length;
}
