import { sql } from 'kysely';
import type { Reader, Tx } from '#platform/database/database.ts';

export type KeyAlgorithm = 'ES256' | 'RS256' | 'EdDSA';

export type ClientKey = {
  clientId: string;
  keyId: string;
  algorithm: KeyAlgorithm;
  publicJwk: Record<string, unknown>;
  validFrom: Date;
  validUntil: Date;
  addedAt: Date;
  addedBy: string;
};

type KeyRow = {
  client_id: string;
  key_id: string;
  algorithm: KeyAlgorithm;
  public_jwk: Record<string, unknown>;
  valid_from: Date;
  valid_until: Date;
  added_at: Date;
  added_by: string;
};

/** Every key that a client ever had, the newest first. */
export async function listKeys(reader: Reader, clientId: string): Promise<ClientKey[]> {
  const { rows } = await sql<KeyRow>`
    select client_id, key_id, algorithm, public_jwk, valid_from, valid_until, added_at, added_by
      from access.client_key where client_id = ${clientId}::uuid order by added_at desc, key_id`.execute(reader);
  return rows.map((row) => ({
    clientId: row.client_id,
    keyId: row.key_id,
    algorithm: row.algorithm,
    publicJwk: row.public_jwk,
    validFrom: row.valid_from,
    validUntil: row.valid_until,
    addedAt: row.added_at,
    addedBy: row.added_by,
  }));
}

export async function insertKey(tx: Tx, it: ClientKey): Promise<void> {
  await sql`
    insert into access.client_key (client_id, key_id, algorithm, public_jwk, valid_from, valid_until, added_at, added_by)
    values (${it.clientId}, ${it.keyId}, ${it.algorithm}, ${JSON.stringify(it.publicJwk)}::jsonb, ${it.validFrom}, ${it.validUntil},
            ${it.addedAt}, ${it.addedBy})`.execute(tx);
}

/** Lets keys of a client end at an instant, unless they end before; null = all of them. */
export async function endKeys(
  tx: Tx,
  { clientId, keyIds, at }: { clientId: string; keyIds: readonly string[] | null; at: Date },
): Promise<void> {
  await sql`
    update access.client_key set valid_until = greatest(valid_from, ${at}::timestamptz)
     where client_id = ${clientId}::uuid and (${keyIds === null} or key_id = any(${keyIds ?? []}::text[]))
       and valid_until > ${at}`.execute(tx);
}
