import { z } from 'zod';
import { type AnyJob, defineJob } from '#platform/jobs/jobs.ts';
import { requestDueScans, rescanQueue, rescanWaiting, type Scanner } from './service/scan.ts';

/** The jobs that judge students again, by every module's scanner. */
export function validationJobs(scanners: readonly Scanner[]): AnyJob[] {
  const rescan = defineJob({
    ...rescanQueue,
    // Changes wake it; the schedule finds what a killed process left waiting.
    schedule: '*/15 * * * *',
    run: async (_payload, { db, jurisdiction, logger, signal }) => {
      const judged = await rescanWaiting({ db, jurisdiction, logger, signal, scanners });
      logger.debug({ judged }, 're-scan');
    },
  });
  const scanDue = defineJob({
    name: 'validation.scan-due',
    payload: z.strictObject({}),
    triesMax: 5,
    // After midnight in every zone of Canada.
    schedule: '20 8 * * *',
    run: async (_payload, { db, logger }) => {
      const requested = await requestDueScans(db, new Date());
      logger.info({ requested }, 'students whose day has come');
    },
  });
  return [rescan, scanDue];
}
