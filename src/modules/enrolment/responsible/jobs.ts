import { type AnyJob, defineJob } from '#platform/jobs/jobs.ts';
import { responsibleQueue } from './queue.ts';
import { processResponsibility } from './service/processor.ts';

const process = defineJob({
  ...responsibleQueue,
  // After midnight in every zone of Canada, and after the students whose day has come were asked for.
  schedule: '30 8 * * *',
  run: async (_payload, { logger, ...services }) => {
    const recorded = await processResponsibility(services, new Date());
    logger.info({ recorded }, 'transitions of responsible schools recorded');
  },
});

export const responsibleJobs: readonly AnyJob[] = [process];
