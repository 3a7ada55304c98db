import { z } from 'zod';
import { perform } from '#platform/act.ts';
import { systemActor } from '#platform/actor.ts';
import { type AnyJob, defineJob } from '#platform/jobs/jobs.ts';
import { turnRestrictions } from './service/change.ts';

const turn = defineJob({
  name: 'identity.turn-restrictions',
  payload: z.strictObject({}),
  triesMax: 5,
  // After midnight in every zone of Canada.
  schedule: '10 8 * * *',
  run: async (_payload, { db, jurisdiction, logger }) => {
    const act = { kind: 'identity.turn-restrictions', actor: systemActor('restrictions') };
    const turned = await perform(db, act, (tx, begun) => turnRestrictions(tx, begun, jurisdiction));
    logger.info({ turned }, 'students whose protection began or ended');
  },
});

export const identityJobs: readonly AnyJob[] = [turn];
