import { z } from 'zod';
import { defineJob } from '#platform/jobs/jobs.ts';
import { removePastBudgets } from './service/admit.ts';

const forgetBudgets = defineJob({
  name: 'access.forget-budgets',
  payload: z.strictObject({}),
  triesMax: 3,
  schedule: '50 1 * * *',
  run: async (_payload, { db, logger }) => {
    const removed = await removePastBudgets(db, new Date());
    logger.debug({ removed }, 'past read budgets removed');
  },
});

export const budgetJobs = [forgetBudgets];
