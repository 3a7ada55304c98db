import { z } from 'zod';
import { defineJob } from '#platform/jobs/jobs.ts';
import { associationJobs } from './associations/jobs.ts';
import { removeEndedSessions } from './service/sessions.ts';

const endSessions = defineJob({
  name: 'access.end-sessions',
  payload: z.strictObject({}),
  triesMax: 3,
  schedule: '40 * * * *',
  run: async (_payload, { db, logger }) => {
    const removed = await removeEndedSessions(db, new Date());
    logger.debug({ removed }, 'ended sessions removed');
  },
});

export const accessJobs = [endSessions, ...associationJobs];
