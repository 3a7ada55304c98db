import { sql } from 'kysely';
import type { Reader, Tx } from '#platform/database/database.ts';

export type DataKey = {
  keyId: string;
  recordKind: string;
  period: number;
  createdAt: Date;
  destroyedAt: Date | null;
  disposalId: string | null;
};

const columns = sql`key_id as "keyId", record_kind as "recordKind", period, created_at as "createdAt",
  destroyed_at as "destroyedAt", disposal_id as "disposalId"`;

/** The key in use for a kind of record and a year; made by the first of several who need it at once. */
export async function claimKey(
  tx: Tx,
  { keyId, recordKind, period, at }: { keyId: string; recordKind: string; period: number; at: Date },
): Promise<string> {
  await sql`insert into privacy.data_key (key_id, record_kind, period, created_at) values (${keyId}, ${recordKind}, ${period}, ${at})
    on conflict (record_kind, period) where destroyed_at is null do nothing`.execute(tx);
  const { rows } = await sql<{ keyId: string }>`
    select key_id as "keyId" from privacy.data_key where record_kind = ${recordKind} and period = ${period} and destroyed_at is null`.execute(
    tx,
  );
  const found = rows[0]?.keyId;
  if (!found) throw new Error(`no key for ${recordKind} ${period}`);
  return found;
}

export async function findKeyInUse(
  reader: Reader,
  { recordKind, period }: { recordKind: string; period: number },
): Promise<string | null> {
  const { rows } = await sql<{ keyId: string }>`
    select key_id as "keyId" from privacy.data_key where record_kind = ${recordKind} and period = ${period} and destroyed_at is null`.execute(
    reader,
  );
  return rows[0]?.keyId ?? null;
}

export async function listKeys(reader: Reader): Promise<DataKey[]> {
  const { rows } =
    await sql<DataKey>`select ${columns} from privacy.data_key order by record_kind, period, created_at`.execute(
      reader,
    );
  return rows;
}

export async function lockKey(tx: Tx, keyId: string): Promise<DataKey | null> {
  const { rows } =
    await sql<DataKey>`select ${columns} from privacy.data_key where key_id = ${keyId} for update`.execute(tx);
  return rows[0] ?? null;
}

export async function markDestroyed(
  tx: Tx,
  { keyId, disposalId, at }: { keyId: string; disposalId: string; at: Date },
): Promise<void> {
  await sql`update privacy.data_key set destroyed_at = ${at}, disposal_id = ${disposalId} where key_id = ${keyId}`.execute(
    tx,
  );
}
