import { sql } from 'kysely';
import type { Reader, Tx } from '#platform/database/database.ts';

/** An invented person planted in one export. */
export type Decoy = {
  studentNumber: string;
  exportId: string;
  /** SHA-256 of the folded words of the name and the birth date, as identity folds them. */
  personDigest: string;
  familyName: string;
  givenName: string;
  birthDate: string;
  receiverName: string;
};

/** By what a decoy may be known: numbers, and digests of names with birth dates. */
export type DecoyClues = { numbers: readonly string[]; digests: readonly string[] };

export async function insertDecoys(tx: Tx, decoys: readonly Decoy[], at: Date): Promise<void> {
  await sql`
    insert into access.decoy (student_number, export_id, person_digest, family_name, given_name, birth_date, receiver_name, planted_at)
    select "studentNumber", "exportId", "personDigest", "familyName", "givenName", "birthDate", "receiverName", ${at}
      from jsonb_to_recordset(${JSON.stringify(decoys)}::jsonb)
           as r ("studentNumber" char(9), "exportId" uuid, "personDigest" text, "familyName" text, "givenName" text,
                 "birthDate" date, "receiverName" text)`.execute(tx);
}

/** The decoys behind some clues, by number. */
export async function findDecoys(reader: Reader, { numbers, digests }: DecoyClues): Promise<Decoy[]> {
  if (numbers.length === 0 && digests.length === 0) return [];
  const { rows } = await sql<Decoy>`
    select student_number as "studentNumber", export_id as "exportId", person_digest as "personDigest", family_name as "familyName",
           given_name as "givenName", birth_date as "birthDate", receiver_name as "receiverName"
      from access.decoy
     where student_number = any(${numbers}::bpchar[]) or person_digest = any(${digests}::text[])
     order by student_number`.execute(reader);
  return rows;
}
