import type { JWK } from 'jose';
import { sql } from 'kysely';
import type { Reader, Tx } from '#platform/database/database.ts';

export type ServerKey = {
  keyId: string;
  algorithm: 'ES256';
  privateJwk: JWK;
  publicJwk: JWK;
  madeAt: Date;
  signsFrom: Date;
  endsAt: Date | null;
};

type ServerKeyRow = {
  key_id: string;
  algorithm: 'ES256';
  private_jwk: JWK;
  public_jwk: JWK;
  made_at: Date;
  signs_from: Date;
  ends_at: Date | null;
};

/** The keys that count: those that sign, will sign, or have signed tokens that may still hold; the latest to sign first. */
export async function listServerKeys(reader: Reader, now: Date): Promise<ServerKey[]> {
  const { rows } = await sql<ServerKeyRow>`
    select key_id, algorithm, private_jwk, public_jwk, made_at, signs_from, ends_at from access.server_key
     where ends_at is null or ends_at > ${now} order by signs_from desc, key_id`.execute(reader);
  return rows.map((row) => ({
    keyId: row.key_id,
    algorithm: row.algorithm,
    privateJwk: row.private_jwk,
    publicJwk: row.public_jwk,
    madeAt: row.made_at,
    signsFrom: row.signs_from,
    endsAt: row.ends_at,
  }));
}

/** One at a time makes keys: two processes that start together must not make two. Held until the transaction ends. */
export async function lockServerKeys(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('access.server_key'))`.execute(tx);
}

export async function insertServerKey(tx: Tx, it: ServerKey): Promise<void> {
  await sql`
    insert into access.server_key (key_id, algorithm, private_jwk, public_jwk, made_at, signs_from, ends_at)
    values (${it.keyId}, ${it.algorithm}, ${JSON.stringify(it.privateJwk)}::jsonb, ${JSON.stringify(it.publicJwk)}::jsonb,
            ${it.madeAt}, ${it.signsFrom}, ${it.endsAt})`.execute(tx);
}

/** Lets every key but one end at an instant, unless it ends before. */
export async function endServerKeys(tx: Tx, { but, at }: { but: string; at: Date }): Promise<void> {
  await sql`update access.server_key set ends_at = greatest(${at}::timestamptz, made_at)
    where key_id <> ${but} and (ends_at is null or ends_at > ${at})`.execute(tx);
}

/** Takes keys away that ended; what they signed has expired long ago. */
export async function deleteEndedServerKeys(reader: Reader, now: Date): Promise<void> {
  await sql`delete from access.server_key where ends_at < ${now}::timestamptz - interval '1 day'`.execute(reader);
}
