import type { Db } from '#platform/database/database.ts';
import type { Jurisdiction } from '#platform/jurisdiction.ts';
import { deleteOldCalls } from '../store/calls.ts';
import { deleteExpiredProofs } from '../store/proofs.ts';

/** Forgets proofs that expired, and calls beyond the days and the number that the jurisdiction keeps. */
export async function forgetOld(
  db: Db,
  jurisdiction: Jurisdiction,
  now: Date,
): Promise<{ proofs: number; calls: number }> {
  const days = jurisdiction.parameter<number>('access.client_call_days');
  const kept = jurisdiction.parameter<number>('access.client_calls_kept');
  const proofs = await deleteExpiredProofs(db, now);
  const calls = await deleteOldCalls(db, { before: new Date(now.getTime() - days * 86_400_000), kept });
  return { proofs, calls };
}
