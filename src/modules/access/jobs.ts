import { z } from 'zod';
import { defineJob } from '#platform/jobs/jobs.ts';
import { associationJobs } from './associations/jobs.ts';
import { removeEndedSessions } from './service/sessions.ts';
import { removeSpentSignIns } from './sign-in/service/upkeep.ts';

const endSessions = defineJob({
  name: 'access.end-sessions',
  payload: z.strictObject({}),
  triesMax: 3,
  schedule: '40 * * * *',
  run: async (_payload, { db, jurisdiction, logger }) => {
    const removed = await removeEndedSessions(db, new Date());
    const forgotten = await removeSpentSignIns(db, jurisdiction);
    logger.debug({ removed, forgotten }, 'ended sessions and what was on the way to one removed');
  },
});

export const accessJobs = [endSessions, ...associationJobs];
