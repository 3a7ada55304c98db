import type { Reader } from '#platform/database/database.ts';
import type { Jurisdiction } from '#platform/jurisdiction.ts';
import { deleteOldChallenges } from '../store/passkeys.ts';
import { deleteOldAttempts } from '../store/sign-on.ts';
import { removeForgottenTries } from './tries.ts';

/** Takes away challenges that nobody answered and wrong sign-ins that no longer count; returns how much. */
export async function removeSpentSignIns(reader: Reader, jurisdiction: Jurisdiction): Promise<number> {
  const challenges = await deleteOldChallenges(reader, new Date());
  const attempts = await deleteOldAttempts(reader, new Date());
  return challenges + attempts + (await removeForgottenTries(reader, jurisdiction));
}
