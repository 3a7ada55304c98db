import { z } from 'zod';

/** The queue of disposals that were approved, by name: services queue, jobs run. */
export const executionQueue = {
  name: 'privacy.execute-disposal',
  payload: z.strictObject({ disposalId: z.uuid() }),
  triesMax: 25,
};
