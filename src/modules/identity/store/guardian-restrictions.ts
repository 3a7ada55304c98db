import { sql } from 'kysely';
import type { StudentNumber } from '#kernel/ids.ts';
import type { Reader } from '#platform/database/database.ts';
import type { KeptRestriction } from '../rules/kept.ts';

type OnGuardians = Pick<KeptRestriction, 'kind' | 'effectiveOn' | 'expiresOn' | 'isActive'>;

/** The restrictions of a student that end or continue the rights of guardians and hide nobody; whoever sees the student may be told. */
export async function listRestrictionsOnGuardians(
  reader: Reader,
  number: StudentNumber,
  knownAt: Date | null,
): Promise<OnGuardians[]> {
  const { rows } = await sql<OnGuardians>`
    select kind, effective_on as "effectiveOn", expires_on as "expiresOn", is_active as "isActive"
      from identity.restrictions_on_guardians(${number}, ${knownAt}::timestamptz)`.execute(reader);
  return rows;
}
