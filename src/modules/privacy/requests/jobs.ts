import { z } from 'zod';
import { systemActor } from '#platform/actor.ts';
import { type AnyJob, defineJob } from '#platform/jobs/jobs.ts';
import { forgetStalePackages } from './service/hand-over.ts';
import { remindCustodians } from './service/remind.ts';

const daily = defineJob({
  name: 'privacy.remind',
  payload: z.strictObject({}),
  triesMax: 5,
  // After midnight in every zone of Canada.
  schedule: '35 8 * * *',
  run: async (_payload, services) => {
    const by = { actor: systemActor('privacy requests'), at: new Date() };
    const reminded = await remindCustodians(services, by);
    const forgotten = await forgetStalePackages(services, by);
    services.logger.info({ reminded, forgotten }, 'privacy requests looked after');
  },
});

export const requestJobs: readonly AnyJob[] = [daily];
