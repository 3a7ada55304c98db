import { z } from 'zod';
import { defineJob } from '#platform/jobs/jobs.ts';
import { forgetQuestions } from './service/questions.ts';

const forget = defineJob({
  name: 'access.forget-questions',
  payload: z.strictObject({}),
  triesMax: 3,
  schedule: '50 9 * * *',
  run: async (_payload, { db, logger }) => {
    const removed = await forgetQuestions(db, new Date());
    logger.debug({ removed }, 'counters of questions removed');
  },
});

export const associationJobs = [forget];
