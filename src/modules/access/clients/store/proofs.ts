import { sql } from 'kysely';
import type { Reader } from '#platform/database/database.ts';

export async function isProofUsed(reader: Reader, digest: string, now: Date): Promise<boolean> {
  const { rows } = await sql`
    select from access.client_proof_used where digest = ${digest} and expires_at > ${now}`.execute(reader);
  return rows.length > 0;
}

export type UsedProof = { digest: string; clientId: string; expiresAt: Date; now: Date };

/** Notes that a proof was used; false when it was before. Of two that come in the same instant one is told false. */
export async function takeProof(reader: Reader, { digest, clientId, expiresAt, now }: UsedProof): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into access.client_proof_used as known (digest, client_id, expires_at)
    values (${digest}, ${clientId}, ${expiresAt})
        on conflict (digest) do update set client_id = excluded.client_id, expires_at = excluded.expires_at
     where known.expires_at <= ${now}`.execute(reader);
  return numAffectedRows === 1n;
}

export async function deleteExpiredProofs(reader: Reader, now: Date): Promise<number> {
  const { numAffectedRows } = await sql`delete from access.client_proof_used where expires_at <= ${now}`.execute(
    reader,
  );
  return Number(numAffectedRows ?? 0n);
}
