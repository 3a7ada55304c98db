import { sql } from 'kysely';
import type { Reader, Tx } from '#platform/database/database.ts';

export type Mark = { exportId: string; label: string; secret: Buffer };

export async function insertMark(tx: Tx, { exportId, label, secret }: Mark): Promise<void> {
  await sql`insert into privacy.export_mark (export_id, label, secret) values (${exportId}, ${label}, ${secret})`.execute(
    tx,
  );
}

/** The marks of every export that was made, the latest first. */
export async function listMarks(reader: Reader): Promise<Mark[]> {
  const { rows } = await sql<Mark>`
    select export_id as "exportId", label, secret from privacy.export_mark order by export_id desc`.execute(reader);
  return rows;
}

export type Told = {
  exportId: string;
  askedByName: string;
  organisation: string;
  receiverName: string;
  purposeText: string;
  madeAt: Date;
};

/** What is told of some exports that a file was traced to. */
export async function tellExports(reader: Reader, exportIds: readonly string[]): Promise<Map<string, Told>> {
  const { rows } = await sql<Told>`
    select export_id as "exportId", asked_by_name as "askedByName", organisation_code as organisation, receiver_name as "receiverName",
           purpose_text as "purposeText", made_at as "madeAt"
      from privacy.export_request where export_id = any(${exportIds}::uuid[])`.execute(reader);
  return new Map(rows.map((row) => [row.exportId, row]));
}

/** The export whose encrypted file has a digest. */
export async function findByFileDigest(reader: Reader, sha256: string): Promise<string | null> {
  const { rows } = await sql<{ export_id: string }>`
    select export_id from privacy.export_request where file_sha256 = ${sha256}`.execute(reader);
  return rows[0]?.export_id ?? null;
}
