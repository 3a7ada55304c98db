import { z } from 'zod';
import { perform } from '#platform/act.ts';
import { systemActor } from '#platform/actor.ts';
import { defineJob } from '#platform/jobs/jobs.ts';
import { expireExports, makeJob } from './service/decide.ts';
import { makeExport } from './service/make.ts';

const make = defineJob({
  ...makeJob,
  run: async ({ exportId }, services) => {
    const became = await makeExport(services, exportId);
    services.logger.info({ exportId, became }, 'export');
  },
});

const expire = defineJob({
  name: 'privacy.expire-exports',
  payload: z.strictObject({}),
  triesMax: 3,
  schedule: '*/15 * * * *',
  run: async (_payload, { db, logger }) => {
    const act = { kind: 'privacy.expire-exports', actor: systemActor('privacy.expire-exports') };
    const expired = await perform(db, act, (tx, begun) => expireExports(tx, begun));
    logger.debug({ expired }, 'exports expired');
  },
});

export const exportJobs = [make, expire];
