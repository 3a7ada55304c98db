import { z } from 'zod';
import { findDecidedTask, matchTaskDecided } from '#modules/identity/index.ts';
import { defineJob } from '#platform/jobs/jobs.ts';
import { releaseHeld } from './service/again.ts';
import { requeueUnfinished, reverseJob, runJob } from './service/queue.ts';
import { runReversal } from './service/reversal/reverse.ts';
import { keepPlace, serveNext } from './service/shares.ts';

const run = defineJob({
  ...runJob,
  run: async ({ submissionId }, { signal, ...services }) => {
    // A turn for whoever is next, not only for the one that queued it. One that a killed process left is found by the requeueing.
    const served = await serveNext(services, { signal });
    await keepPlace(services.db, submissionId, { isIdle: served === null });
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
