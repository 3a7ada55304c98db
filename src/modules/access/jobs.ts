import { z } from 'zod';
import { defineJob } from '#platform/jobs/jobs.ts';
import { associationJobs } from './associations/jobs.ts';
import { keepReviews } from './people/service/reviews.ts';
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

const keepAccessReviews = defineJob({
  name: 'access.keep-reviews',
  payload: z.strictObject({}),
  triesMax: 3,
  schedule: '20 4 * * *',
  run: async (_payload, { db, jurisdiction, logger }) => {
    const kept = await keepReviews(db, jurisdiction, new Date());
    logger.info(kept, 'access reviews begun and closed');
  },
});

export const accessJobs = [endSessions, keepAccessReviews, ...associationJobs];
