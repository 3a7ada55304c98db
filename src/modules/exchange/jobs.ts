import { z } from 'zod';
import { findDecidedTask, matchTaskDecided } from '#modules/identity/index.ts';
import { defineJob } from '#platform/jobs/jobs.ts';
import { releaseHeld } from './service/again.ts';
import { requeueUnfinished, reverseJob, runJob } from './service/queue.ts';
import { runReversal } from './service/reversal/reverse.ts';
import { runSubmission } from './service/run.ts';

const run = defineJob({
  ...runJob,
  run: async ({ submissionId }, { signal, ...services }) => {
    // A run that was interrupted, or that another process has, is found again by the requeueing at start and now and then.
    await runSubmission(services, submissionId, { signal });
  },
});

const release = defineJob({
  ...matchTaskDecided,
  run: async ({ taskId }, services) => {
    const decision = await findDecidedTask(services.db, taskId);
    if (decision) await releaseHeld(services, decision);
  },
});

const reverse = defineJob({
  ...reverseJob,
  run: async ({ submissionId }, { signal, ...services }) => {
    await runReversal(services, submissionId, { signal });
  },
});

const requeue = defineJob({
  name: 'exchange.requeue',
  payload: z.strictObject({}),
  triesMax: 2,
  schedule: '*/10 * * * *',
  run: async (_payload, { db }) => {
    await requeueUnfinished(db);
  },
});

export const exchangeJobs = [run, release, reverse, requeue];
