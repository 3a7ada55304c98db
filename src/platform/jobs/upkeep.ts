import { z } from 'zod';
import { deleteForgottenAnswers } from '../http/idempotency.ts';
import { defineJob } from './jobs.ts';

/** Takes away what the platform kept for a while only: answers to repeated requests, and what broken uploads left on disk. */
const upkeep = defineJob({
  name: 'platform.upkeep',
  payload: z.strictObject({}),
  triesMax: 3,
  schedule: '20 * * * *',
  run: async (_payload, { db, files, logger }) => {
    const answers = await deleteForgottenAnswers(db);
    const uploads = await files.removeAbandoned();
    logger.debug({ answers, uploads }, 'upkeep done');
  },
});

export const platformJobs = [upkeep];
