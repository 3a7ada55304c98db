import { sql } from 'kysely';
import type { OrganisationCode } from '#kernel/ids.ts';
import { buildFindings, buildFired } from './build-validation.ts';
import type { TestDatabase } from './database.ts';

/** Places in addresses whose things everybody with the permission may see: organisations, rules, codes. */
export const openParams: readonly string[] = ['code', 'class'];

/**
 * For each place in an address (`/v1/findings/:findingId`), something that exists and that the school S.K001 may not see, and a key of the
 * same form that was never given. A module whose routes have a new kind of place adds it here.
 */
export async function buildHiddenThings(
  database: TestDatabase,
): Promise<Map<string, { existing: string; never: string }>> {
  return new Map([
    ['findingId', { existing: await hiddenFinding(database), never: '0199ffff-0000-7000-8000-000000000000' }],
  ]);
}

async function hiddenFinding(database: TestDatabase): Promise<string> {
  const fired = [buildFired({ organisation: 'S.K002' as OrganisationCode })];
  await database.write((tx, act) => buildFindings(tx, act, { studentNumber: '900000001', fired }));
  const { rows } = await sql<{ finding_id: string }>`select finding_id from validation.finding`.execute(database.db);
  return rows[0]?.finding_id ?? '';
}
