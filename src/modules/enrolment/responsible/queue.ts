import { z } from 'zod';

/** The round that records who answers for each student now, by name: services queue, jobs run. */
export const responsibleQueue = { name: 'enrolment.process-responsible', payload: z.strictObject({}), triesMax: 5 };
