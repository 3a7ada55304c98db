import { z } from 'zod';
import { systemActor } from '#platform/actor.ts';
import type { Holding } from '#platform/holdings/holding.ts';
import { type AnyJob, defineJob } from '#platform/jobs/jobs.ts';
import { executionQueue } from './queue.ts';
import { executeDisposal } from './service/execute.ts';
import { remindOfReviews } from './service/holds.ts';

/** The jobs of retention, over everything that the modules hold about people. */
export function retentionJobs(holdings: readonly Holding[]): AnyJob[] {
  const execute = defineJob({
    ...executionQueue,
    run: async ({ disposalId }, { signal, ...services }) => {
      const end = await executeDisposal({ ...services, holdings }, disposalId, { at: new Date(), signal });
      services.logger.info({ disposalId, end }, 'disposal');
      // Thrown so that the queue tries again: the disposal goes on where it stands.
      if (end === 'interrupted') throw new Error(`disposal ${disposalId} was interrupted`);
    },
  });
  const reviews = defineJob({
    name: 'privacy.remind-of-holds',
    payload: z.strictObject({}),
    triesMax: 5,
    schedule: '45 8 * * *',
    run: async (_payload, services) => {
      const reminded = await remindOfReviews(services, { actor: systemActor('legal holds'), at: new Date() });
      services.logger.info({ reminded }, 'legal holds to be looked at');
    },
  });
  return [execute, reviews];
}
