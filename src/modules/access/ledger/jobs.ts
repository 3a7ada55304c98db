import { z } from 'zod';
import { perform } from '#platform/act.ts';
import { systemActor } from '#platform/actor.ts';
import { defineJob } from '#platform/jobs/jobs.ts';
import { raiseAlarm } from '../service/alarms.ts';
import { prepareMonths } from './service/seal.ts';
import { verifyLedger } from './service/verify.ts';

/** Makes the partitions of the coming months, so that no reader has to. */
const prepare = defineJob({
  name: 'access.prepare-ledger',
  payload: z.strictObject({}),
  triesMax: 5,
  schedule: '10 1 * * *',
  run: async (_payload, { db }) => prepareMonths(db, new Date()),
});

const daysVerified = 2;

/** Recomputes what was sealed in the last two days, and raises an alarm when it does not add up. The whole is for `ledger verify`. */
const verify = defineJob({
  name: 'access.verify-ledger',
  payload: z.strictObject({}),
  triesMax: 3,
  schedule: '30 2 * * *',
  run: async (_payload, { db, config, jurisdiction, logger }) => {
    const from = new Date(Date.now() - daysVerified * 86_400_000);
    const { breaks, rows } = await verifyLedger({ db, config }, { from });
    logger.debug({ rows, breaks: breaks.length }, 'ledger verified');
    const [first] = breaks;
    if (!first) return;
    const actor = systemActor('ledger verification');
    const where = first.month ?? `head ${first.ordinal}`;
    await perform(db, { kind: 'access.report-broken-ledger', actor }, (tx, act) =>
      raiseAlarm(tx, act, {
        kind: 'ledger_broken',
        organisation: jurisdiction.ministry,
        details: { partition: where, kind: first.kind, ordinal: first.ordinal },
      }),
    );
  },
});

export const ledgerJobs = [prepare, verify];
