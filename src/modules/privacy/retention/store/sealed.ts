import { sql } from 'kysely';
import type { PlainDate } from '#kernel/dates.ts';
import type { StudentNumber } from '#kernel/ids.ts';
import type { Reader, Tx } from '#platform/database/database.ts';

/** What lies sealed under each key, and when the last request under it was closed. */
export type SealedCount = {
  keyId: string;
  texts: number;
  files: number;
  /** Null when nothing under it has an end. */
  lastClosedOn: PlainDate | null;
  hasOpen: boolean;
  numbers: StudentNumber[];
};

export async function countSealed(reader: Reader, keyIds: readonly string[]): Promise<Map<string, SealedCount>> {
  const { rows } = await sql<SealedCount>`
    select k.key_id as "keyId",
           coalesce(r.texts, 0) + coalesce(d.texts, 0) + coalesce(e.texts, 0) + coalesce(c.texts, 0) as texts,
           coalesce(r.packages, 0) + coalesce(f.files, 0) + coalesce(c.files, 0) as files,
           r.last_closed as "lastClosedOn", coalesce(r.has_open, false) as "hasOpen",
           coalesce(r.numbers, '{}') as numbers
      from unnest(${keyIds}::uuid[]) as k (key_id)
      left join lateral (select (count(asker) + count(correction) + count(decision))::integer as texts, count(package_file_id)::integer as packages,
                                max(closed_on) as last_closed, bool_or(closed_on is null) as has_open, array_agg(distinct student_number::text) as numbers
                           from privacy.request where key_id = k.key_id) r on true
      left join lateral (select count(*)::integer as texts from privacy.request where disagreement_key_id = k.key_id) d on true
      left join lateral (select count(v.note)::integer as texts from privacy.request_event v
                           join privacy.request q on q.student_number = v.student_number and q.request_id = v.request_id
                          where q.key_id = k.key_id) e on true
      left join lateral (select count(*)::integer as files from privacy.request_file where key_id = k.key_id) f on true
      left join lateral (select (count(giver) + count(withdrawal))::integer as texts, count(evidence_file_id)::integer as files
                           from privacy.consent where key_id = k.key_id) c on true`.execute(reader);
  return new Map(rows.map((row) => [row.keyId, row]));
}

/** The sealed things under a key: their digests (of what lies there, which tells nothing) and the files to take away. */
export async function listSealed(
  tx: Tx,
  { keyId, salt }: { keyId: string; salt: Buffer },
): Promise<{ table: string; digest: string; fileId: string | null }[]> {
  const digest = (column: string) =>
    sql`encode(sha256(${salt}::bytea || convert_to(${sql.ref(column)}, 'utf8')), 'hex')`;
  const texts = (column: string) => sql`
    select 'privacy.request' as table, ${digest(column)} as digest, null::uuid as "fileId"
      from privacy.request where key_id = ${keyId} and ${sql.ref(column)} is not null`;
  const { rows } = await sql<{ table: string; digest: string; fileId: string | null }>`
    ${texts('asker')} union all ${texts('correction')} union all ${texts('decision')}
    union all select 'privacy.request_event', ${digest('v.note')}, null from privacy.request_event v
      join privacy.request q on q.student_number = v.student_number and q.request_id = v.request_id where q.key_id = ${keyId} and v.note is not null
    union all select 'privacy.request_file', ${digest('name')}, file_id from privacy.request_file where key_id = ${keyId}
    union all select 'privacy.request', ${digest('package_sha256')}, package_file_id from privacy.request
      where key_id = ${keyId} and package_file_id is not null
    order by 1, 2`.execute(tx);
  return rows;
}

/** A package whose key is gone cannot be handed over any more. */
export async function dropPackages(tx: Tx, keyId: string): Promise<void> {
  await sql`update privacy.request set package_file_id = null, package_until = null where key_id = ${keyId} and package_file_id is not null`.execute(
    tx,
  );
}
