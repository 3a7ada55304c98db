import { z } from 'zod';
import { systemActor } from '#platform/actor.ts';
import { defineJob } from '#platform/jobs/jobs.ts';
import { rotateServerKey } from './service/server-keys.ts';
import { forgetOld } from './service/upkeep.ts';

/** Makes the next signing key when the present one has signed for its days. */
const rotateKeys = defineJob({
  name: 'access.rotate-signing-key',
  payload: z.strictObject({}),
  triesMax: 5,
  schedule: '15 3 * * *',
  run: async (_payload, { db, jurisdiction, logger }) => {
    const actor = systemActor('key rotation');
    const keyId = await rotateServerKey(db, { actor, jurisdiction, now: new Date(), when: 'due' });
    logger.debug({ keyId }, 'signing key looked at');
  },
});

/** Takes away used proofs that expired and calls that nobody looks at any more. */
const forget = defineJob({
  name: 'access.forget-client-calls',
  payload: z.strictObject({}),
  triesMax: 3,
  schedule: '50 * * * *',
  run: async (_payload, { db, jurisdiction, logger }) => {
    const forgotten = await forgetOld(db, jurisdiction, new Date());
    logger.debug(forgotten, 'calls and proofs forgotten');
  },
});

export const clientJobs = [rotateKeys, forget];
