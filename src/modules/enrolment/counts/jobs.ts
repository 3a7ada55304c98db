import { z } from 'zod';
import { type AnyJob, defineJob } from '#platform/jobs/jobs.ts';
import { freezeDueCounts } from './service/freeze.ts';

const freeze = defineJob({
  name: 'enrolment.freeze-counts',
  payload: z.strictObject({}),
  triesMax: 5,
  // After midnight in every zone of Canada: the count day is over, and nothing of the next day is known yet.
  schedule: '5 8 * * *',
  run: async (_payload, { logger, ...services }) => {
    const frozen = await freezeDueCounts(services, new Date());
    if (frozen.length > 0) logger.info({ frozen }, 'counts frozen');
  },
});

export const countJobs: readonly AnyJob[] = [freeze];
