import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { systemActor } from '#platform/actor.ts';
import { buildOrganisations } from '#support/build-organisations.ts';
import { testDatabase } from '#support/database.ts';
import { remindOfReviews } from './service/holds.ts';

const database = testDatabase(async ({ write }) => {
  await write(buildOrganisations);
});
const remind = (day: string) =>
  remindOfReviews(
    { db: database.worker, jurisdiction: database.jurisdiction },
    { actor: systemActor('legal holds'), at: new Date(`${day}T12:00:00Z`) },
  );
const place = (reviewOn: string, lifted = false) =>
  database.write((tx) =>
    sql`insert into privacy.legal_hold (hold_id, scope, organisation_code, reason, placed_by, placed_at, review_on, lifted_at, lifted_by, lift_reason)
        values (gen_random_uuid(), 'organisation', 'S.K001', 'Claim', 'test', '2030-01-05T12:00:00Z', ${reviewOn},
                ${lifted ? '2030-02-01T12:00:00Z' : null}, ${lifted ? 'test' : null}, ${lifted ? 'Settled' : null})`.execute(
      tx,
    ),
  );

test('a hold asks once to be looked at, from its day on, also when nothing ran on that day', async () => {
  await place('2031-03-01');
  await place('2031-06-01');
  await place('2031-03-01', true);
  expect(await remind('2031-02-28')).toBe(0);
  expect(await remind('2031-03-04')).toBe(1);
  expect(await remind('2031-03-05')).toBe(0);
  expect(await remind('2031-06-01')).toBe(1);
  expect(await remind('2031-06-01')).toBe(0);
  const { rows } = await database.pool.query(
    `select count(*)::integer as alarms, count(distinct details ->> 'holdId')::integer as holds from access.alarm where kind = 'hold_review'`,
  );
  expect(rows).toEqual([{ alarms: 2, holds: 2 }]);
});
